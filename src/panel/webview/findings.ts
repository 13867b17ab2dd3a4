import { css, html, nothing, type TemplateResult } from 'lit';
import { numberText } from '../../attendance/number-text';
import { text } from '../../attendance/text';
import type { Narrowing } from '../protocol/requests';
import type { PanelResult } from '../protocol/snapshot';
import { HostActs } from './host-acts';
import { icon, type IconName } from '../../shell/webview/icons';
import { say } from '../../shell/webview/page-words';
import { PanelPart, showTable } from './panel-part';
import { partStyles } from '../../shell/webview/part-styles';
import './people-lists';
import { base } from '../../shell/webview/styles';

type Reconcile = PanelResult['reconcile'];
type Verdict = Reconcile['verdict'];

const verdictIcons: Readonly<Record<Verdict, IconName>> = {
  agrees: 'check',
  'agrees-within-rounding': 'approximately',
  differs: 'differs',
  'cannot-be-tested': 'question',
};

/** What was found about the figures: who passes the threshold, whether they agree with Stream's, what is odd in the rows. */
export class Findings extends PanelPart {
  static override styles = [
    base,
    partStyles,
    css`
      .findings {
        display: grid;
        gap: 16px;
      }
      .verdict {
        display: flex;
        gap: 6px;
        margin-bottom: 4px;
      }
      .verdict > span:last-child {
        min-width: 0;
      }
      .verdict > span:last-child::first-letter {
        text-transform: uppercase;
      }
      .scroll {
        overflow-x: auto;
        margin-top: 6px;
      }
      table {
        width: 100%;
        border-collapse: collapse;
      }
      th,
      td {
        padding: 3px 10px 3px 0;
        border-top: var(--line);
        text-align: start;
        vertical-align: top;
        overflow-wrap: break-word;
      }
      thead th {
        border-top: 0;
        font-weight: 400;
        color: var(--quiet);
      }
      tbody th {
        font-weight: 400;
      }
      tr.why td {
        padding-bottom: 5px;
        border-top: 0;
        color: var(--quiet);
        font-size: 12px;
      }
      tr.why p {
        margin: 0;
      }
      .nowrap {
        white-space: nowrap;
      }
      ul.oddities {
        padding: 0;
        list-style: none;
      }
      ul.oddities li {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: 2px 12px;
        padding: 4px 0;
      }
      ul.oddities li + li {
        border-top: var(--line);
      }
      ul.oddities .words {
        flex: 1 1 200px;
        min-width: 0;
      }
      ol {
        margin: 6px 0 0;
        padding-inline-start: 22px;
        color: var(--quiet);
      }
    `,
  ];

  readonly #acts = new HostActs(this);

  override render(): TemplateResult | typeof nothing {
    const result = this.snapshot?.result;
    if (result === undefined || result === null) return nothing;
    return html`
      <div class="findings">
        ${
          result.threshold === null
            ? nothing
            : html`<rollcall-people-lists
                .snapshot=${this.snapshot}
                .client=${this.client}
              ></rollcall-people-lists>`
        }
        ${reconcile(result.reconcile)} ${this.#oddities(result)} ${steps(result.steps)} ${this.#acts.status()}
      </div>
    `;
  }

  #oddities({ anomalies, moreAnomalies, unjudged }: PanelResult): TemplateResult {
    return html`<section aria-labelledby="odd">
      <h2 id="odd">${say(text('What to look at'))}</h2>
      ${
        anomalies.length === 0 && unjudged.rows === 0
          ? html`<p class="muted">${say(text('Nothing odd was found in the rows.'))}</p>`
          : html`<ul class="oddities">
              ${anomalies.map(({ text: words, rows }, anomaly) =>
                this.#oddity([words], rows, { by: 'anomaly', anomaly }),
              )}
              ${
                moreAnomalies === 0
                  ? nothing
                  : html`<li class="muted">
                      ${say(
                        text('and {n} more, of least weight', {
                          n: numberText(moreAnomalies, this.snapshot?.time.locale ?? ''),
                        }),
                      )}
                    </li>`
              }
              ${
                unjudged.rows === 0
                  ? nothing
                  : this.#oddity(unjudged.texts, unjudged.rows, { by: 'unjudged' })
              }
            </ul>`
      }
    </section>`;
  }

  #oddity(words: readonly string[], rows: number, to: Narrowing): TemplateResult {
    const show = showWords(rows, this.snapshot?.time.locale ?? '');
    return html`<li>
      <div class="words">${words.map((one) => html`<p><bdi>${one}</bdi></p>`)}</div>
      ${
        rows === 0
          ? nothing
          : html`<button
              type="button"
              class="link nowrap"
              aria-label=${say(text('{show}: {what}', { show, what: words.join(' ') }))}
              @click=${() => {
                void this.#show(to);
              }}
            >
              ${show}
            </button>`
      }
    </li>`;
  }

  async #show(to: Narrowing): Promise<void> {
    const answer = this.snapshot?.result?.answer;
    if (answer === undefined) return;
    if ((await this.#acts.ask({ method: 'narrow', answer, to })) !== undefined) showTable(this);
  }
}
customElements.define('rollcall-findings', Findings);

function reconcile({ verdict, text: words, lines }: Reconcile): TemplateResult {
  return html`<section aria-labelledby="agrees">
    <h2 id="agrees">${say(text('Beside Stream’s figures'))}</h2>
    <div class="verdict">
      ${icon(verdictIcons[verdict])}<span><bdi>${words}</bdi></span>
    </div>
    ${
      lines.length === 0
        ? nothing
        : html`<details>
            <summary>
              ${
                lines.length === 1
                  ? say(text('1 comparison'))
                  : say(text('{n} comparisons', { n: lines.length }))
              }
            </summary>
            <div class="scroll" tabindex="0" role="region" aria-labelledby="agrees">
              <table aria-labelledby="agrees">
                <thead>
                  <tr>
                    <th scope="col">${say(text('What'))}</th>
                    <th scope="col">${say(text('Computed'))}</th>
                    <th scope="col">${say(text('Stream'))}</th>
                    <th scope="col">${say(text('Verdict'))}</th>
                  </tr>
                </thead>
                <tbody>
                  ${lines.map(comparison)}
                </tbody>
              </table>
            </div>
          </details>`
    }
  </section>`;
}

function comparison(line: Reconcile['lines'][number]): TemplateResult {
  const mild = !line.strict && line.verdict === 'differs';
  const why = [
    ...line.explanation,
    ...(mild ? [say(text('A difference here is no error: how Stream counts this is not documented.'))] : []),
  ];
  return html`
    <tr>
      <th scope="row">${line.what}</th>
      <td class="numbers"><bdi>${line.ours === '' ? '–' : line.ours}</bdi></td>
      <td class="numbers"><bdi>${line.streams}</bdi></td>
      <td class="nowrap">
        ${icon(verdictIcons[line.verdict], mild ? 'quiet' : undefined)} ${line.verdictText}
      </td>
    </tr>
    ${
      why.length === 0
        ? nothing
        : html`<tr class="why">
            <td colspan="4">${why.map((one) => html`<p><bdi>${one}</bdi></p>`)}</td>
          </tr>`
    }
  `;
}

function steps(all: readonly string[]): TemplateResult | typeof nothing {
  if (all.length === 0) return nothing;
  return html`<details>
    <summary>${say(text('What was asked of Stream'))}</summary>
    <ol>
      ${all.map((step) => html`<li><bdi>${step}</bdi></li>`)}
    </ol>
  </details>`;
}

function showWords(rows: number, locale: string): string {
  return rows === 1 ? say(text('Show 1 row')) : say(text('Show {n} rows', { n: numberText(rows, locale) }));
}
