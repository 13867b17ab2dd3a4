import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Ms } from '../../attendance/instant';
import { text, type Text } from '../../attendance/text';
import { icon } from '../../shell/webview/icons';
import { say } from '../../shell/webview/page-words';
import { partStyles } from '../../shell/webview/part-styles';
import { base } from '../../shell/webview/styles';
import { readTypedLength, typedLengthOf } from './typed-length';

/** Tells which person threshold is wanted now, ms; undefined: none. */
export class ThresholdChosen extends Event {
  readonly threshold: Ms | undefined;

  constructor(threshold: Ms | undefined) {
    super('threshold-chosen');
    this.threshold = threshold;
  }
}

/** The person threshold, as one types lengths of time. Fires {@link ThresholdChosen}. */
export class FilterThreshold extends LitElement {
  static override properties = {
    threshold: { attribute: false },
    typed: { state: true },
    wrong: { state: true },
  };
  /** The threshold in force, ms. */
  declare threshold: Ms | undefined;
  declare private typed: string | undefined;
  declare private wrong: Text | undefined;

  static override styles = [
    base,
    partStyles,
    css`
      .field {
        margin-top: 8px;
      }
      label {
        display: block;
        margin-bottom: 2px;
      }
      input {
        width: 100%;
        max-width: 220px;
      }
      .wrong {
        display: flex;
        gap: 4px;
        margin-top: 3px;
      }
    `,
  ];

  constructor() {
    super();
    this.threshold = undefined;
    this.typed = undefined;
    this.wrong = undefined;
  }

  override render(): TemplateResult {
    const { threshold, typed, wrong } = this;
    return html`<div class="field">
      <label for="length">${say(text('At least'))}</label>
      <input
        id="length"
        type="text"
        autocomplete="off"
        spellcheck="false"
        placeholder=${say(text('30 (minutes), 1h 30m, 90 s'))}
        aria-invalid=${wrong === undefined ? 'false' : 'true'}
        aria-describedby="wrong"
        .value=${typed ?? (threshold === undefined ? '' : typedLengthOf(threshold))}
        @input=${({ currentTarget }: Event) => {
          if (!(currentTarget instanceof HTMLInputElement)) return;
          this.typed = currentTarget.value;
          this.wrong = undefined;
        }}
        @change=${this.#apply}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === 'Enter') this.#apply();
        }}
      />
      <div id="wrong" role="status">
        ${
          wrong === undefined
            ? nothing
            : html`<span class="wrong">${icon('error')}<span class="error">${say(wrong)}</span></span>`
        }
      </div>
    </div>`;
  }

  protected override willUpdate(changed: PropertyValues<{ threshold: Ms | undefined }>): void {
    if (!changed.has('threshold')) return;
    this.typed = undefined;
    this.wrong = undefined;
  }

  readonly #apply = (): void => {
    if (this.typed === undefined) return;
    const read = readTypedLength(this.typed);
    if (read.kind === 'wrong') {
      this.wrong = read.text;
      return;
    }
    const threshold = read.kind === 'length' ? read.ms : undefined;
    if (threshold === this.threshold) this.typed = undefined;
    else this.dispatchEvent(new ThresholdChosen(threshold));
  };
}
customElements.define('rollcall-filter-threshold', FilterThreshold);
