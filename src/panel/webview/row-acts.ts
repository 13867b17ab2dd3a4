import { text, type Text } from '../../attendance/text';
import type { CellName } from '../../formats/cell-names';
import type { AnswerOf } from '../protocol/answers';
import type { PanelRequest } from '../protocol/requests';
import type { PanelRow } from '../protocol/shown';
import type { PanelSnapshot } from '../protocol/snapshot';
import type { Selection } from './grid-selection';
import type { HostActs } from './host-acts';
import { say } from '../../shell/webview/page-words';

export const copyFormats = ['csv', 'json', 'markdown'] as const;
export type CopyFormat = (typeof copyFormats)[number];
export const exportFormats = ['csv', 'json', 'ndjson'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface RowActsParts {
  /** Asks the host and says how it went. */
  readonly acts: HostActs;
  readonly snapshot: () => PanelSnapshot | undefined;
  /** Brings a lane into sight, with the mark of the row. */
  readonly showLane: (lane: number, row: number) => void;
}

/** What can be done with rows, by asking the host. */
export class RowActs {
  readonly #parts: RowActsParts;

  constructor(parts: RowActsParts) {
    this.#parts = parts;
  }

  async copy(format: CopyFormat, rows: Selection | 'all'): Promise<void> {
    const stretches = rows === 'all' ? rows : rows.map(({ from, to }) => ({ from, to }));
    await this.#ask((answer) => ({ method: 'copyRows', answer, format, rows: stretches }), text('Copying…'));
  }

  async export(format: ExportFormat): Promise<void> {
    await this.#ask((answer) => ({ method: 'exportRows', answer, format }), text('Exporting…'));
  }

  async reveal({ row }: PanelRow): Promise<void> {
    await this.#ask((answer) => ({ method: 'reveal', answer, row }));
  }

  async onlyPerson({ row }: PanelRow): Promise<void> {
    await this.#ask((answer) => ({ method: 'onlyPerson', answer, row }));
  }

  async showLane({ row }: PanelRow): Promise<void> {
    const found = await this.#ask((answer) => ({ method: 'locate', answer, row }));
    if (found === undefined) return;
    if (found.lane !== null) this.#parts.showLane(found.lane, row);
    else this.#parts.acts.tell(say(text('This row has no lane in sight: another choice of lanes shows it.')));
  }

  /** By a column: ascending, then descending, then as the rows started. */
  async sort(column: CellName): Promise<void> {
    const before = this.#parts.snapshot()?.result?.table.sort;
    const isSame = before?.column === column;
    const sort = isSame && before.descending ? null : { column, descending: isSame };
    await this.#ask(() => ({ method: 'setSort', sort }));
  }

  async showAll(): Promise<void> {
    await this.#ask((answer) => ({ method: 'narrow', answer, to: null }));
  }

  /** By the number of the result that is shown. */
  async #ask<R extends PanelRequest>(
    request: (answer: number) => R,
    meanwhile?: Text,
  ): Promise<AnswerOf<R['method']> | undefined> {
    const answer = this.#parts.snapshot()?.result?.answer;
    return answer === undefined ? undefined : this.#parts.acts.ask(request(answer), meanwhile);
  }
}
