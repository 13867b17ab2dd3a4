import { css, html, nothing, type TemplateResult } from 'lit';
import { text } from '../../attendance/text';
import type { PanelSnapshot } from '../protocol/snapshot';
import { HostActs } from './host-acts';
import { icon } from '../../shell/webview/icons';
import { say } from '../../shell/webview/page-words';
import { PanelPart } from './panel-part';
import { workStyles } from '../../shell/webview/frame-styles';
import { partStyles } from '../../shell/webview/part-styles';
import { base } from '../../shell/webview/styles';

type Reading = NonNullable<PanelSnapshot['reading']>;
type Problem = NonNullable<PanelSnapshot['problem']>;

/** What is being read, what it waits for, and what went wrong, each with what one can do. */
export class ReadingBar extends PanelPart {
  static override styles = [
    base,
    partStyles,
    workStyles,
    css`
      /* Nothing to see, but its regions stay for what comes: it takes no room. */
      :host([idle]) {
        position: absolute;
      }
      .note + [role] > .note,
      .note + [role] + [role] > .note {
        margin-top: 6px;
      }
      progress:indeterminate::-webkit-progress-bar {
        background: linear-gradient(
          90deg,
          transparent,
          var(--vscode-progressBar-background) 50%,
          transparent
        );
        background-size: 50% 100%;
        animation: run 1.6s linear infinite;
      }
      @keyframes run {
        from {
          background-position: -100% 0;
        }
        to {
          background-position: 200% 0;
        }
      }
      @media (prefers-reduced-motion: reduce) {
        progress:indeterminate::-webkit-progress-bar {
          animation: none;
        }
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
      }
    `,
  ];

  readonly #acts = new HostActs(this);

  #hadFocus = false;

  protected override willUpdate(): void {
    this.#hadFocus = (this.shadowRoot?.activeElement ?? null) !== null;
  }

  protected override updated(): void {
    // Where the button that was pressed is gone, the focus goes to what can be done now.
    if (this.#hadFocus && this.shadowRoot?.activeElement === null)
      this.renderRoot.querySelector('button')?.focus();
    this.toggleAttribute(
      'idle',
      !this.#acts.isSaying && (this.snapshot?.reading ?? this.snapshot?.problem ?? null) === null,
    );
  }

  override render(): TemplateResult {
    const { reading = null, problem = null } = this.snapshot ?? {};
    // Both regions always stand there, so that what comes into them is heard; a count that runs is not read aloud.
    return html`
      <div role="status" class="unseen">${reading === null ? nothing : spoken(reading)}</div>
      ${reading === null ? nothing : this.#reading(reading)}
      <div role="alert">${problem?.severity === 'error' ? this.#problem(problem) : nothing}</div>
      <div role="status">
        ${problem === null || problem.severity === 'error' ? nothing : this.#problem(problem)}
      </div>
      ${this.#acts.status()}
    `;
  }

  #reading(reading: Reading): TemplateResult {
    return html`
      <div class="note">
        <div class="words">
          <span class="numbers">${reading.text}</span>
          ${reading.wait === '' ? nothing : html`<span>${reading.wait}</span>`} ${progress(reading)}
        </div>
        <div class="buttons">
          ${
            reading.canGoOn
              ? html`<button
                  type="button"
                  class="primary"
                  @click=${() => {
                    this.#acts.run({ method: 'continueAnyway' });
                  }}
                >
                  ${say(text('Continue Anyway'))}
                </button>`
              : nothing
          }
          <button
            type="button"
            title=${say(text('Stops reading; what was read is computed from'))}
            @click=${() => {
              this.#acts.run({ method: 'stopReading' });
            }}
          >
            ${say(text('Cancel'))}
          </button>
        </div>
      </div>
    `;
  }

  #problem({ text: words, acts, severity }: Problem): TemplateResult {
    const revision = this.snapshot?.revision ?? 0;
    return html`
      <div class="note ${severity}">
        ${icon(severity)}
        <div class="words"><bdi>${words}</bdi></div>
        <div class="buttons">
          ${acts.map(
            (title, act) =>
              html`<button
                type="button"
                class=${act === 0 ? 'primary' : ''}
                @click=${() => {
                  this.#acts.run({ method: 'act', revision, act });
                }}
              >
                ${title}
              </button>`,
          )}
        </div>
      </div>
    `;
  }
}
customElements.define('rollcall-reading', ReadingBar);

function progress({ read, of }: Reading): TemplateResult {
  const name = say(text('Rows read'));
  return of === null || of === 0
    ? html`<progress aria-label=${name}></progress>`
    : html`<progress aria-label=${name} max=${of} .value=${Math.min(read, of)}></progress>`;
}

/** What is heard: that it reads, and what it waits for. */
function spoken({ canGoOn, wait }: Reading): string {
  if (canGoOn) return say(text('Waiting to spare the rate limit. Continue Anyway goes on at once.'));
  return wait === '' ? say(text('Reading participant sessions.')) : say(text('Waiting for Stream.'));
}
