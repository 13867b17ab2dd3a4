import { html, nothing, type TemplateResult } from 'lit';
import { text } from '../../../attendance/text';
import { icon } from '../../../shell/webview/icons';
import { say } from '../../../shell/webview/page-words';
import type { PersonSnapshot, ToHost } from '../protocol';

type Tell = (message: ToHost) => void;

/** How far it is, what it waits for, and how to stop it. */
export function askingNote(
  { text: words, answered, of, wait, canContinue }: NonNullable<PersonSnapshot['asking']>,
  tell: Tell,
): TemplateResult {
  const name = say(text('Sessions asked'));
  return html`
    <div class="note">
      <div class="words">
        <span class="numbers">${words}</span>
        ${wait === '' ? nothing : html`<span>${wait}</span>`}
        ${
          of === null
            ? html`<progress aria-label=${name}></progress>`
            : html`<progress aria-label=${name} .value=${answered} .max=${of}></progress>`
        }
      </div>
      <div class="row">
        ${
          canContinue
            ? html`<button
                type="button"
                class="primary"
                @click=${() => {
                  tell({ type: 'continueAnyway' });
                }}
              >
                ${say(text('Continue Anyway'))}
              </button>`
            : nothing
        }
        <button
          type="button"
          title=${say(text('Stops asking; what came is kept'))}
          @click=${() => {
            tell({ type: 'cancel' });
          }}
        >
          ${say(text('Cancel'))}
        </button>
      </div>
    </div>
  `;
}

/** What went wrong, with what one can do. Its region always stands there, so that what comes into it is heard. */
export function problemNote({ problem, revision }: PersonSnapshot, tell: Tell): TemplateResult {
  return html`<div role="alert" class="news">
    ${
      problem === null
        ? nothing
        : html`<div class="note ${problem.severity}">
            ${icon(problem.severity)}
            <div class="words"><bdi>${problem.text}</bdi></div>
            <div class="row">
              ${problem.acts.map(
                (title, act) =>
                  html`<button
                    type="button"
                    @click=${() => {
                      tell({ type: 'act', revision, act });
                    }}
                  >
                    ${title}
                  </button>`,
              )}
            </div>
          </div>`
    }
  </div>`;
}

/** For the ear: that it asks, what it waits for, and the total once there is one; not each number of a running count. */
export function spoken({ asking, total }: PersonSnapshot): string {
  if (asking === null) return total?.spoken ?? '';
  return asking.wait === '' ? say(text('Asking the sessions.')) : say(text('Waiting for Stream.'));
}

/** The total over all lines, with all that must be read with it. */
export function totalOf({ figures, notes }: NonNullable<PersonSnapshot['total']>): TemplateResult {
  return html`<section class="caveats" aria-label=${say(text('Total'))}>
    <dl class="total">
      ${figures.map(
        ({ name, value, exact }) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}${exact === value ? nothing : html` <span class="exact">${exact}</span>`}</dd>
          </div>`,
      )}
    </dl>
    ${
      notes.length === 0
        ? nothing
        : html`<div class="note warning">
            ${icon('warning')}
            <ul class="words ${notes.length === 1 ? 'single' : ''}">
              ${notes.map((note) => html`<li>${note}</li>`)}
            </ul>
          </div>`
    }
  </section>`;
}
