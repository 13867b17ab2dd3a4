import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Ms } from '../../attendance/instant';
import { numberText } from '../../attendance/number-text';
import { text, type Text } from '../../attendance/text';
import type { TimeShow } from '../../attendance/time-zones';
import type { WhoWasHere } from '../protocol/answers';
import type { NameList } from '../protocol/shown';
import { styles } from './chart-styles';
import { HostActs } from './host-acts';
import { HostFailure, type HostClient } from './host-client';
import { icon } from '../../shell/webview/icons';
import { say } from '../../shell/webview/page-words';
import { howToType, readTypedTime, typedTimeOf } from './typed-time';
import type { Stretch } from './time-view';
import { timeWords } from './time-words';

/** Where the question is asked. */
export interface WhoPlan {
  /** Names the result in requests. */
  readonly answer: number;
  readonly show: TimeShow;
  /** What the charts span, so that a typed clock finds its day. Undefined: nothing has a place in time. */
  readonly span: Stretch | undefined;
  /** Undefined: nobody asked yet. */
  readonly at: Ms | undefined;
}

/**
 * Who was here at an instant: present, possibly, absent. Fires `who-at` {at} when a time is typed, undefined: dropped. A time
 * that the charts do not show is refused: what it would be taken for is another time.
 */
export class WhoPanel extends LitElement {
  static override styles = [
    styles,
    css`
      form {
        margin-block-end: 6px;
      }
      input {
        width: 26ch;
      }
      .lists {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(150px, 1fr));
        gap: 8px 16px;
      }
      h3 {
        margin: 0 0 2px;
        font-size: 1em;
        font-weight: 600;
      }
      .names {
        overflow: auto;
        max-height: 180px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .names li {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .answer {
        padding: 8px 10px;
        border: 1px solid var(--line);
        border-radius: 2px;
      }
      .at {
        font-weight: 600;
      }
      .notes {
        margin-block: 6px 0;
      }
    `,
  ];
  static override properties = { plan: { attribute: false }, client: { attribute: false } };
  declare plan: WhoPlan | undefined;
  declare client: HostClient | undefined;

  readonly #acts = new HostActs(this);
  #told: { readonly who: WhoWasHere; readonly answer: number; readonly at: Ms } | undefined;
  /** What it answers. */
  #of = '';
  #asked: { readonly name: string; readonly abort: AbortController } | undefined;
  #wrong = '';
  /** The time that the box was last set to. */
  #boxed = '';

  constructor() {
    super();
    this.plan = undefined;
    this.client = undefined;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#asked?.abort.abort();
    this.#asked = undefined;
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    const { plan } = this;
    if (plan?.at === undefined) {
      this.#asked?.abort.abort();
      this.#asked = undefined;
      this.#told = undefined;
      this.#of = '';
      return;
    }
    const name = [plan.answer, plan.at, plan.show.display].join(' ');
    if (name !== this.#of && name !== this.#asked?.name) void this.#ask(plan.answer, plan.at, name);
  }

  protected override render(): unknown {
    const { plan } = this;
    if (plan === undefined) return nothing;
    return html`<form class="row" @submit=${this.#onTyped}>
        <label for="at">${say(text('Who was here at'))}</label>
        <input
          id="at"
          autocomplete="off"
          spellcheck="false"
          placeholder=${
            plan.span === undefined
              ? nothing
              : typedTimeOf(Math.round((plan.span.from + plan.span.to) / 2000) * 1000, plan)
          }
          title=${say(howToType(plan.show))}
          aria-invalid=${this.#wrong !== ''}
          aria-describedby="wrong"
        />
        <button type="submit">${say(text('Ask'))}</button>
        <span id="wrong" class="error" role="status">${this.#wrong}</span>
      </form>
      <div role="status" aria-busy=${this.#asked !== undefined}>${this.#answer(plan)}</div>`;
  }

  /** The box shows the time that is asked about, whoever set it. */
  protected override updated(): void {
    const { plan } = this;
    const boxed = plan?.at === undefined ? '' : typedTimeOf(plan.at, plan);
    if (boxed === this.#boxed) return;
    this.#boxed = boxed;
    const input = this.renderRoot.querySelector('input');
    if (input !== null) input.value = boxed;
    if (this.#wrong === '') return;
    this.#wrong = '';
    this.requestUpdate();
  }

  #answer({ show }: WhoPlan): unknown {
    if (this.#told === undefined) return nothing;
    const { who, answer, at } = this.#told;
    if (!who.told)
      return html`<div class="answer">
        <p class="at"><bdi>${who.at}</bdi></p>
        <p><bdi>${who.why}</bdi></p>
      </div>`;
    const number = (n: number): string => numberText(n, show.locale);
    return html`<div class="answer">
      <div class="row">
        <span class="at"><bdi>${who.at}</bdi></span>
        <button
          @click=${() => {
            this.#acts.run({ method: 'copyPeople', answer, of: { list: 'whoWasHere', at } });
          }}
        >
          ${icon('copy')} ${say(text('Copy Names'))}
        </button>
        <button
          @click=${() => {
            this.#fire(undefined);
          }}
        >
          ${say(text('Close'))}
        </button>
        ${this.#acts.status()}
      </div>
      <div class="lists">
        ${this.#list(icon('check'), say(text('Present: {n}', { n: number(who.present.count) })), who.present)}
        ${this.#list(
          icon('question'),
          say(text('Possibly present: {n}', { n: number(who.possibly.count) })),
          who.possibly,
        )}
        ${this.#list(icon('gone'), say(text('Absent: {n}', { n: number(who.absent.count) })), who.absent)}
      </div>
      ${
        who.notes.length === 0
          ? nothing
          : html`<ul class="notes muted small">
              ${who.notes.map((note) => html`<li><bdi>${note}</bdi></li>`)}
            </ul>`
      }
    </div>`;
  }

  #list(mark: TemplateResult, heading: string, { count, names }: NameList): TemplateResult {
    const more = count - names.length;
    return html`<div>
      <h3>${mark} ${heading}</h3>
      ${
        names.length === 0
          ? html`<p class="muted small">${say(text('None'))}</p>`
          : html`<ul class="names" tabindex="0" aria-label=${heading}>
              ${names.map((name) => html`<li title=${name}><bdi>${name}</bdi></li>`)}
              ${
                more > 0
                  ? html`<li class="muted">
                      ${say(text('and {n} more', { n: numberText(more, this.plan?.show.locale ?? 'en') }))}
                    </li>`
                  : nothing
              }
            </ul>`
      }
    </div>`;
  }

  async #ask(answer: number, at: Ms, name: string): Promise<void> {
    this.#asked?.abort.abort();
    const abort = new AbortController();
    this.#asked = { name, abort };
    const isAwaited = (): boolean => this.#asked?.abort === abort;
    try {
      const who = await this.client?.ask({ method: 'whoWasHere', answer, at }, { signal: abort.signal });
      if (!isAwaited()) return;
      this.#told = who && { who, answer, at };
    } catch (error) {
      if (!isAwaited()) return;
      // Stale: the next snapshot asks again.
      if (!(error instanceof HostFailure) || error.kind === 'cancelled' || error.kind === 'stale') return;
      this.#told = { who: { told: false, at: '', why: error.message }, answer, at };
    }
    this.#of = name;
    this.#asked = undefined;
    this.requestUpdate();
  }

  #onTyped(event: SubmitEvent): void {
    event.preventDefault();
    const { plan } = this;
    const typed = this.renderRoot.querySelector('input')?.value ?? '';
    if (plan === undefined) return;
    const read = readTypedTime(typed, plan);
    const wrong = read.kind === 'at' ? outside(read.ms, plan) : read.kind === 'wrong' ? read.text : undefined;
    this.#wrong = wrong === undefined ? '' : say(wrong);
    this.requestUpdate();
    if (wrong === undefined) this.#fire(read.kind === 'at' ? read.ms : undefined);
  }

  #fire(at: Ms | undefined): void {
    this.dispatchEvent(new CustomEvent('who-at', { detail: { at } }));
  }
}

customElements.define('rollcall-who', WhoPanel);

/** Why an instant cannot be asked about; undefined: it can. */
function outside(at: Ms, { show, span }: WhoPlan): Text | undefined {
  if (span === undefined) return text('Nothing here has a place in time.');
  const { from, to } = span;
  if (at >= from && at <= to) return undefined;
  // Of another day the days are told, too.
  const context = { show, whole: { from: Math.min(from, at), to: Math.max(to, at) } };
  return text('That is outside of what the charts show: {from} to {to}.', {
    from: timeWords(from, context, true),
    to: timeWords(to, context, true),
  });
}

declare global {
  interface HTMLElementTagNameMap {
    'rollcall-who': WhoPanel;
  }
}
