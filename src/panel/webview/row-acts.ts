import { text, type Text } from '../../attendance/text';
import type { AnswerOf, ColumnId, PanelRequest, PanelRow, PanelSnapshot } from '../protocol';
import type { Selection } from './grid-selection';
import { HostFailure, type HostClient } from './host-client';
import { say } from './page-words';

export const copyFormats = ['csv', 'json', 'markdown'] as const;
export type CopyFormat = (typeof copyFormats)[number];
export const exportFormats = ['csv', 'json', 'ndjson'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What the host said last of an act. */
export interface Note {
  readonly text: string;
  readonly failed: boolean;
}

export interface RowActsParts {
  readonly client: () => HostClient | undefined;
  readonly snapshot: () => PanelSnapshot | undefined;
  readonly tell: (note: Note) => void;
  /** Brings a lane into sight, with the mark of the row. */
  readonly showLane: (lane: number, row: number) => void;
}

/** What can be done with rows, by asking the host; each tells how it went. */
export class RowActs {
  readonly #parts: RowActsParts;
  #latest = 0;

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
    if (found.lane === null)
      this.#parts.tell({
        text: say(text('This row has no lane in sight: another choice of lanes shows it.')),
        failed: false,
      });
    else this.#parts.showLane(found.lane, row);
  }

  /** By a column: ascending, then descending, then as the rows started. */
  async sort(column: ColumnId): Promise<void> {
    const before = this.#parts.snapshot()?.result?.table.sort;
    const isSame = before?.column === column;
    const sort = isSame && before.descending ? null : { column, descending: isSame };
    await this.#ask(() => ({ method: 'setSort', sort }));
  }

  async showAll(): Promise<void> {
    await this.#ask((answer) => ({ method: 'narrow', answer, to: null }));
  }

  async clearRowFilter(): Promise<void> {
    const { window, threshold } = this.#parts.snapshot()?.query ?? {};
    const query = { ...(window && { window }), ...(threshold !== undefined && { threshold }) };
    await this.#ask(() => ({ method: 'setQuery', query }));
  }

  /** Undefined: the host did not do it; why is told where somebody must know. */
  async #ask<R extends PanelRequest>(
    request: (answer: number) => R,
    meanwhile?: Text,
  ): Promise<AnswerOf<R['method']> | undefined> {
    const { client, snapshot, tell } = this.#parts;
    const answer = snapshot()?.result?.answer;
    if (answer === undefined) return undefined;
    const number = ++this.#latest;
    const tellOwn = (words: string, failed: boolean): void => {
      if (number === this.#latest) tell({ text: words, failed });
    };
    tellOwn(meanwhile === undefined ? '' : say(meanwhile), false);
    try {
      const answered = await client()?.ask(request(answer));
      if (meanwhile !== undefined) {
        const hasText = answered !== undefined && 'text' in answered && typeof answered.text === 'string';
        tellOwn(hasText ? answered.text : '', false);
      }
      return answered;
    } catch (error) {
      if (!(error instanceof HostFailure)) throw error;
      // Of what is stale or cancelled nothing is told: who did it sees why.
      const isQuiet = error.kind === 'stale' || error.kind === 'cancelled';
      tellOwn(isQuiet ? '' : error.message, !isQuiet);
      return undefined;
    }
  }
}
