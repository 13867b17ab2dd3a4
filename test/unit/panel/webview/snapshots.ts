import type { PanelQuery } from '../../../../src/panel/protocol/query';
import type { FigureLine, PanelResult, PanelSnapshot } from '../../../../src/panel/protocol/snapshot';

/** A snapshot of which only this matters. */
export function snapshotOf(parts: {
  readonly query?: PanelQuery;
  /** Undefined: there is no result. */
  readonly answer?: number | undefined;
  /** What the result is of; absent: the query. */
  readonly answered?: PanelQuery;
  readonly reading?: boolean;
}): PanelSnapshot {
  const { query = {}, answer, reading = false, answered = query } = parts;
  return {
    revision: 1,
    header: {
      call: 'default:standup',
      session: 's1',
      when: '',
      app: { name: 'Sample data', production: false },
      badge: { text: '', tone: 'unknown', evidence: [] },
      asOf: '',
      news: '',
      archived: false,
    },
    time: { display: 'utc', locale: 'en', zone: 'UTC', since: null, text: 'UTC' },
    names: 0,
    query,
    form: null,
    chips: [],
    reading: reading ? { text: '', read: 0, of: null, wait: '', canGoOn: false } : null,
    problem: null,
    result: answer === undefined ? null : resultOf(answer, answered),
    saved: null,
  };
}

/** A figure of ours with these notes. */
export function figureLine(id: string, notes: readonly string[]): FigureLine {
  const computed = { figure: id, value: '1', exact: '1', notes: [...notes] };
  return { id, name: id, stream: null, computed, minor: false };
}

/** Charts of nothing. */
export const emptyCharts: PanelResult['charts'] = {
  range: null,
  sessionEnd: null,
  asOf: null,
  curves: null,
  text: '',
  lanes: 0,
  order: 'firstJoin',
  choice: 'all',
  first: [],
};

/** A result that holds nothing. */
export function resultOf(answer: number, query: PanelQuery): PanelResult {
  return {
    answer,
    query,
    chips: [],
    figures: [],
    coverage: '',
    reconcile: { verdict: 'agrees', text: '', lines: [] },
    anomalies: [],
    moreAnomalies: 0,
    unjudged: { rows: 0, texts: [] },
    steps: [],
    threshold: null,
    empty: '',
    charts: emptyCharts,
    table: { version: 1, rows: 0, sort: null, narrowed: '', first: [] },
  };
}
