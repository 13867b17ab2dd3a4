import { css, html, nothing, type TemplateResult } from 'lit';
import { numberText } from '../../attendance/number-text';
import { text } from '../../attendance/text';
import type { LaneChoice } from '../protocol/query';
import type { NameList } from '../protocol/shown';
import type { PanelResult } from '../protocol/snapshot';
import { HostActs } from './host-acts';
import { icon, type IconName } from '../../shell/webview/icons';
import { say } from '../../shell/webview/page-words';
import { PanelPart } from './panel-part';
import { partStyles } from '../../shell/webview/part-styles';
import { base } from '../../shell/webview/styles';

type Threshold = NonNullable<PanelResult['threshold']>;
type Verdict = Exclude<LaneChoice, 'all'>;

const verdicts = ['passes', 'cannotTell', 'fails'] as const satisfies readonly Verdict[];
const icons: Readonly<Record<Verdict, IconName>> = { passes: 'check', cannotTell: 'question', fails: 'gone' };

/** Who was present long enough, of whom that cannot be told, and who was not. */
export class PeopleLists extends PanelPart {
  static override styles = [
    base,
    partStyles,
    css`
      details {
        padding: 4px 0;
      }
      details + details {
        border-top: var(--line);
      }
      .names {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 12px;
        overflow: auto;
        max-height: 160px;
        margin: 6px 0;
        padding: 0;
        list-style: none;
      }
      .names li {
        max-width: 100%;
        overflow-wrap: anywhere;
      }
      .names:focus-visible {
        outline: 1px solid var(--vscode-focusBorder);
      }
    `,
  ];

  readonly #acts = new HostActs(this);

  override render(): TemplateResult | typeof nothing {
    const result = this.snapshot?.result;
    if (result?.threshold === undefined || result.threshold === null) return nothing;
    const { threshold, charts } = result;
    return html`
      <section aria-labelledby="title">
        <h2 id="title">${threshold.text}</h2>
        ${verdicts.map((verdict) => this.#list(verdict, threshold, result.answer, charts))}
        ${threshold.notes.map((note) => html`<p class="muted small"><bdi>${note}</bdi></p>`)}
        ${this.#acts.status()}
      </section>
    `;
  }

  #list(
    verdict: Verdict,
    threshold: Threshold,
    answer: number,
    charts: PanelResult['charts'],
  ): TemplateResult {
    const list = threshold[verdict];
    const locale = this.snapshot?.time.locale ?? '';
    const words = verdictWords(verdict, list.count, locale);
    const isShown = charts.choice === verdict;
    return html`<details ?open=${verdict !== 'fails' && list.count > 0}>
      <summary>${icon(icons[verdict], verdict === 'cannotTell' ? 'warning' : undefined)} ${words}</summary>
      ${
        list.count === 0
          ? nothing
          : html`${names(list, words, locale)}
              <div class="row">
                <button
                  type="button"
                  @click=${() => {
                    this.#acts.run({ method: 'copyPeople', answer, of: { list: 'threshold', verdict } });
                  }}
                >
                  ${say(text('Copy Names'))}
                </button>
                <button
                  type="button"
                  aria-pressed=${isShown ? 'true' : 'false'}
                  @click=${() => {
                    const choice = isShown ? 'all' : verdict;
                    this.#acts.run({ method: 'setLanes', order: charts.order, choice });
                  }}
                >
                  ${say(text('Only these lanes'))}
                </button>
              </div>`
      }
    </details>`;
  }
}
customElements.define('rollcall-people-lists', PeopleLists);

/** The first names of a list, and how many there are beside them. */
function names({ names: first, count }: NameList, label: string, locale: string): TemplateResult {
  const more = count - first.length;
  return html`<ul class="names" tabindex="0" aria-label=${label}>
    ${first.map((name) => html`<li><bdi>${name === '' ? say(text('(no id)')) : name}</bdi></li>`)}
    ${
      more > 0
        ? html`<li class="muted">${say(text('and {n} more', { n: numberText(more, locale) }))}</li>`
        : nothing
    }
  </ul>`;
}

function verdictWords(verdict: Verdict, count: number, locale: string): string {
  const n = numberText(count, locale);
  switch (verdict) {
    case 'passes':
      return say(text('Present at least so long: {n}', { n }));
    case 'cannotTell':
      return say(text('Cannot be told: {n}', { n }));
    case 'fails':
      return say(text('Present less long: {n}', { n }));
  }
}
