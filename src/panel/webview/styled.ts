import { nothing } from 'lit';
import { Directive, directive, PartType, type ElementPart, type PartInfo } from 'lit/directive.js';

/**
 * Sets properties of an element's style by CSSOM: `<div ${styled({ width: '3px' })}>`. Lit's `styleMap` writes a style
 * attribute at first, which the content security policy blocks.
 */
class Styled extends Directive {
  #before: Readonly<Record<string, string>> = {};

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('styled() stands in a tag, not in a value.');
  }

  override render(_style: Readonly<Record<string, string>>): unknown {
    return nothing;
  }

  override update({ element }: ElementPart, [style]: [Readonly<Record<string, string>>]): unknown {
    if (!(element instanceof HTMLElement)) return nothing;
    for (const name of Object.keys(this.#before)) if (!(name in style)) element.style.removeProperty(name);
    for (const [name, value] of Object.entries(style))
      if (this.#before[name] !== value) element.style.setProperty(name, value);
    this.#before = style;
    return nothing;
  }
}

export const styled = directive(Styled);
