import { allOf, between, noSelection, toggled, withStretch, type Selection } from './grid-selection';

/** How rows are chosen by pointer and keys: a range reaches from an anchor, and may stand beside what was chosen before. */
export class RowSelector {
  readonly #changed: (selection: Selection) => void;
  #selection = noSelection;
  #anchor = 0;
  #beside = noSelection;

  constructor(changed: (selection: Selection) => void) {
    this.#changed = changed;
  }

  get selection(): Selection {
    return this.#selection;
  }

  /** A row was pointed at. */
  point(position: number, { extend, add }: { readonly extend: boolean; readonly add: boolean }): void {
    if (extend) {
      if (add) this.#beside = this.#selection;
      this.extend(position);
      return;
    }
    this.#anchor = position;
    this.#beside = add ? this.#selection : noSelection;
    this.#set(add ? toggled(this.#selection, position) : [between(position, position)]);
  }

  /** The focus went to a row, without choosing it: from here the next range reaches. */
  visit(position: number): void {
    this.#anchor = position;
    this.#beside = noSelection;
  }

  /** The range from the anchor to a row, beside what it was begun with. */
  extend(position: number): void {
    this.#set(withStretch(this.#beside, between(this.#anchor, position)));
  }

  all(rows: number): void {
    this.#beside = noSelection;
    this.#set(allOf(rows));
  }

  /** @returns whether there was anything to clear */
  clear(): boolean {
    const had = this.#selection.length > 0;
    this.#beside = noSelection;
    if (had) this.#set(noSelection);
    return had;
  }

  /** Other rows stand here now: what was chosen is gone, which is told by who changed them. */
  drop(): void {
    this.visit(0);
    this.#selection = noSelection;
  }

  #set(selection: Selection): void {
    this.#selection = selection;
    this.#changed(selection);
  }
}
