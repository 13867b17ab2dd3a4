import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Ms } from '../../attendance/instant';
import { shownText } from '../../attendance/shown-text';
import { text, type Text } from '../../attendance/text';
import type { PanelSnapshot } from '../protocol/snapshot';
import { icon } from '../../shell/webview/icons';
import { say } from '../../shell/webview/page-words';
import { partStyles } from '../../shell/webview/part-styles';
import { base } from '../../shell/webview/styles';
import { howToType, readTypedTime, typedTimeOf, type TimeContext } from './typed-time';

type Side = 'from' | 'to';
type Window = NonNullable<PanelSnapshot['query']['window']>;

/** Tells which window is wanted now; a side that is undefined is open. */
export class WindowChosen extends Event {
  readonly from: Ms | undefined;
  readonly to: Ms | undefined;

  constructor(from: Ms | undefined, to: Ms | undefined) {
    super('window-chosen');
    this.from = from;
    this.to = to;
  }
}

/** What typed times are read against: how times are shown, and what the session is known to span. */
export function timeContextOf({ time, result }: PanelSnapshot): TimeContext {
  const { display, locale, zone, since } = time;
  const { range = null, sessionEnd = null, asOf = null } = result?.charts ?? {};
  const known = [since, sessionEnd, asOf, range?.from, range?.to].filter((ms) => typeof ms === 'number');
  return {
    show: { display, locale, zone, since: since ?? undefined },
    span: known.length === 0 ? undefined : { from: Math.min(...known), to: Math.max(...known) },
  };
}

/** The window that clips intervals, its sides as one types times. Fires {@link WindowChosen}. */
export class FilterWindow extends LitElement {
  static override properties = {
    window: { attribute: false },
    context: { attribute: false },
    typed: { state: true },
    wrong: { state: true },
  };
  /** The window in force. */
  declare window: Window;
  declare context: TimeContext | undefined;
  /** What is being typed, and not in force (yet). */
  declare private typed: Partial<Record<Side, string>>;
  declare private wrong: Readonly<Partial<Record<Side, Text | undefined>>>;

  static override styles = [
    base,
    partStyles,
    css`
      .sides {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(120px, 100%), 1fr));
        gap: 8px;
        margin-top: 8px;
      }
      label {
        display: block;
        margin-bottom: 2px;
      }
      input {
        width: 100%;
      }
      .wrong {
        display: flex;
        gap: 4px;
        margin-top: 3px;
      }
      .how {
        margin-top: 6px;
      }
    `,
  ];

  constructor() {
    super();
    this.window = {};
    this.context = undefined;
    this.typed = {};
    this.wrong = {};
  }

  override render(): TemplateResult | typeof nothing {
    const { context } = this;
    if (context === undefined) return nothing;
    return html`
      <div class="sides">
        ${this.#side('from', say(text('From')), context)}
        ${this.#side('to', say(text('To (before)')), context)}
      </div>
      <p id="how" class="how muted small">${say(howToType(context.show))}</p>
    `;
  }

  protected override willUpdate(changed: PropertyValues<{ window: Window }>): void {
    const before = changed.get('window');
    if (before === undefined) return;
    // Another window is in force: what was typed has become it, or was overtaken.
    if (before.from === this.window.from && before.to === this.window.to) return;
    this.typed = {};
    this.wrong = {};
  }

  #side(side: Side, label: string, context: TimeContext): TemplateResult {
    const wrong = this.wrong[side];
    const ms = this.window[side];
    return html`<div>
      <label for=${side}>${label}</label>
      <input
        id=${side}
        type="text"
        class="numbers"
        autocomplete="off"
        spellcheck="false"
        placeholder=${side === 'from' ? say(text('the beginning')) : say(text('the end'))}
        aria-invalid=${wrong === undefined ? 'false' : 'true'}
        aria-describedby="how ${side}-wrong"
        .value=${this.typed[side] ?? (ms === undefined ? '' : typedTimeOf(ms, context))}
        @input=${({ currentTarget }: Event) => {
          if (!(currentTarget instanceof HTMLInputElement)) return;
          this.typed = { ...this.typed, [side]: currentTarget.value };
          // The old mistake is not held against what is being typed.
          this.wrong = { ...this.wrong, [side]: undefined };
        }}
        @change=${this.#apply}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === 'Enter') this.#apply();
        }}
      />
      <div id="${side}-wrong" role="status">
        ${
          wrong === undefined
            ? nothing
            : html`<span class="wrong"
                >${icon('error')}<bdi class="error">${shownText(say(wrong))}</bdi></span
              >`
        }
      </div>
    </div>`;
  }

  readonly #apply = (): void => {
    const { context } = this;
    if (context === undefined) return;
    const from = this.#read('from', context);
    const to = this.#read('to', context);
    if (from.wrong !== undefined || to.wrong !== undefined) {
      this.wrong = { from: from.wrong, to: to.wrong };
      return;
    }
    if (from.ms !== undefined && to.ms !== undefined && from.ms >= to.ms) {
      this.wrong = { to: text('The end lies before the beginning.') };
      return;
    }
    this.wrong = {};
    if (from.ms !== this.window.from || to.ms !== this.window.to)
      this.dispatchEvent(new WindowChosen(from.ms, to.ms));
    else this.typed = {};
  };

  /** A side that nobody typed on stands as it is, to the ms. */
  #read(side: Side, context: TimeContext): { readonly ms?: Ms | undefined; readonly wrong?: Text } {
    const typed = this.typed[side];
    if (typed === undefined) return { ms: this.window[side] };
    const read = readTypedTime(typed, context);
    if (read.kind === 'wrong') return { wrong: read.text };
    return { ms: read.kind === 'at' ? read.ms : undefined };
  }
}
customElements.define('rollcall-filter-window', FilterWindow);
