import { text, type Text } from '../text';
import { exactDurationText } from '../time-text';
import type { Basis, StreamTotals } from './basis';
import type { Measures } from './measure';
import { peopleLines } from './reconcile-people';
import { streamsOwnLines } from './reconcile-stream';

export type ReconcileVerdict = 'agrees' | 'agrees-within-rounding' | 'differs' | 'cannot-be-tested';

/** One thing that is compared. */
export interface ReconcileLine {
  readonly what: Text;
  /** Undefined: two figures of Stream are compared with each other. */
  readonly ours: Text | undefined;
  readonly streams: Text;
  readonly verdict: ReconcileVerdict;
  /**
   * True: a difference is a fault somewhere. False: how Stream counts is not documented, and a difference is told with
   * what would explain it.
   */
  readonly strict: boolean;
  readonly explanation: readonly Text[];
}

export interface Reconciliation {
  /** Of the strict lines: the worst; what was tested in part only was not tested. */
  readonly verdict: ReconcileVerdict;
  /** Stream's own differences first, then rows, reported time, people and peaks. */
  readonly lines: readonly ReconcileLine[];
  /** The verdict in a sentence. */
  readonly text: Text;
}

export interface ReconcileInput {
  readonly measures: Measures;
  readonly basis: Basis;
  readonly totals: StreamTotals;
  /** A row filter chose rows. */
  readonly filtered: boolean;
  /** Peaks are then of the window, and cannot be compared. */
  readonly windowed: boolean;
}

/**
 * Rule 12: compares with what Stream says of the whole session. Rows exactly; reported time exactly, or to 1 s a row. Of
 * people and peaks a difference is listed with what would explain it.
 */
export function reconcile(input: ReconcileInput): Reconciliation {
  const { totals, measures } = input;
  const own = streamsOwnLines(totals);
  const obstacle = obstacleTo(input);
  if (obstacle !== undefined) {
    return {
      verdict: 'cannot-be-tested',
      lines: own,
      text: obstacle,
    };
  }
  const doubts = doubtsAbout(input);
  const rows = rowsLine(measures, totals, doubts);
  const time = timeLine(measures, totals, doubts);
  const lines = [...own, rows, time, ...peopleLines(input, doubts)];
  return { lines, ...conclusion(rows, time) };
}

/** Why nothing can be tested. */
function obstacleTo({ basis, totals, filtered }: ReconcileInput): Text | undefined {
  const { coverage, state } = basis;
  if (filtered || coverage.chosenBy === 'server')
    return text('cannot be tested, because a filter is set: Stream’s totals are of the whole session');
  if (state.kind === 'rows-expired' || state.empty?.reason === 'expired')
    return text('cannot be tested, because the rows have expired');
  if (state.empty?.reason === 'totals-without-rows')
    return text('cannot be tested, because Stream has totals but sends no rows');
  // All pages of these were read, and Stream counts otherwise: that is a difference.
  if (!coverage.complete && state.kind !== 'final-incomplete') {
    return coverage.of === undefined
      ? text('cannot be tested, because not all rows were read')
      : text('cannot be tested, because {read} of {of} rows were read', {
          read: coverage.read,
          of: coverage.of,
        });
  }
  if (totals.rows === undefined && totals.durationSeconds === undefined)
    return text('cannot be tested, because Stream’s totals are not known');
  return undefined;
}

/** What would explain any difference. */
function doubtsAbout({ basis: { state, coverage } }: ReconcileInput): readonly Text[] {
  const doubts: Text[] = [];
  if (coverage.changedWhileReading) doubts.push(text('Rows or totals changed while they were read'));
  if (state.kind === 'live')
    doubts.push(text('The session is live: Stream’s totals may be older or newer than the rows'));
  else if (state.provisional)
    doubts.push(text('Stream’s statistics are not final: totals and rows may be of different moments'));
  return doubts;
}

function rowsLine({ placed }: Measures, { rows }: StreamTotals, doubts: readonly Text[]): ReconcileLine {
  const n = placed.length;
  const line = { what: text('Rows'), ours: text('{n}', { n }), strict: true };
  if (rows === undefined) return { ...line, ...untold };
  const streams = text('{n}', { n: rows });
  if (rows === n) return { ...line, streams, verdict: 'agrees', explanation: [] };
  const differs =
    rows > n
      ? text('Stream counts {n} more than it sends', { n: rows - n })
      : text('Stream counts {n} fewer than it sends', { n: n - rows });
  return { ...line, streams, verdict: 'differs', explanation: [differs, ...doubts] };
}

function timeLine(
  { placed }: Measures,
  { durationSeconds }: StreamTotals,
  doubts: readonly Text[],
): ReconcileLine {
  const { reportedSeconds, rowsWithoutReported, length } = placed;
  const line = {
    what: text('Reported time'),
    ours: exactDurationText(reportedSeconds * 1000),
    strict: true,
  };
  if (durationSeconds === undefined) return { ...line, ...untold };
  const streams = exactDurationText(durationSeconds * 1000);
  if (durationSeconds === reportedSeconds) return { ...line, streams, verdict: 'agrees', explanation: [] };
  const seconds = Math.abs(durationSeconds - reportedSeconds);
  const differs =
    durationSeconds > reportedSeconds
      ? text('Stream’s total is {seconds} s more than its rows', { seconds })
      : text('Stream’s total is {seconds} s less than its rows', { seconds });
  const without =
    rowsWithoutReported === 0
      ? []
      : rowsWithoutReported === 1
        ? [text('1 row has no duration, which Stream’s total may count')]
        : [text('{n} rows have no duration, which Stream’s total may count', { n: rowsWithoutReported })];
  // A second a row that has a duration: one without could be of any length.
  if (seconds <= length - rowsWithoutReported)
    return { ...line, streams, verdict: 'agrees-within-rounding', explanation: [differs, ...without] };
  return { ...line, streams, verdict: 'differs', explanation: [differs, ...without, ...doubts] };
}

const untold = {
  streams: text('unknown'),
  verdict: 'cannot-be-tested',
  explanation: [text('Stream did not tell it')],
} as const;

/** Of the two lines of which a difference is a fault. */
function conclusion(rows: ReconcileLine, time: ReconcileLine): Pick<Reconciliation, 'verdict' | 'text'> {
  const [ofRows, ofTime] = [rows.verdict, time.verdict];
  if (ofRows === 'differs' || ofTime === 'differs')
    return { verdict: 'differs', text: differenceText(ofRows, ofTime) };
  if (ofRows === 'cannot-be-tested') {
    return {
      verdict: 'cannot-be-tested',
      text: text('reported time agrees; rows cannot be tested, because Stream’s total of them is not known'),
    };
  }
  if (ofTime === 'cannot-be-tested') {
    return {
      verdict: 'cannot-be-tested',
      text: text('rows agree; reported time cannot be tested, because Stream’s total of it is not known'),
    };
  }
  return ofTime === 'agrees'
    ? { verdict: 'agrees', text: text('rows and reported time agree with Stream’s totals') }
    : {
        verdict: 'agrees-within-rounding',
        text: text('rows agree with Stream’s totals, reported time within rounding'),
      };
}

function differenceText(rows: ReconcileVerdict, time: ReconcileVerdict): Text {
  if (rows !== 'differs') return text('reported time differs from Stream’s total');
  return time === 'differs'
    ? text('rows and reported time differ from Stream’s totals')
    : text('the number of rows differs from Stream’s total');
}
