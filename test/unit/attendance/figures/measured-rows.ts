import type { DataState } from '../../../../src/attendance/data-state';
import type { Basis, Coverage, StreamTotals } from '../../../../src/attendance/figures/basis';
import { showFigure, type ShownFigure, type Telling } from '../../../../src/attendance/figures/figure-text';
import type { Figure } from '../../../../src/attendance/figures/figure';
import { measure, type Measures } from '../../../../src/attendance/figures/measure';
import type { MeasureInput } from '../../../../src/attendance/figures/placed-rows';
import { createRowTable, type RowContext } from '../../../../src/attendance/row-table';
import { english, text } from '../../../../src/attendance/text';
import { decodedRow, sessionStart } from '../decoded-rows';

export const minute = 60_000;
/** A session of an hour that has ended. */
export const ended: RowContext = {
  live: false,
  asOf: sessionStart + 90 * minute,
  sessionStart,
  sessionEnd: sessionStart + 60 * minute,
};
/** The same, seen 50 minutes after its start. */
export const live: RowContext = {
  live: true,
  asOf: sessionStart + 50 * minute,
  sessionStart,
  sessionEnd: undefined,
};

/** Times in minutes from the session's start; undefined: Stream gave none. */
export interface Stay {
  readonly user?: string;
  readonly joined?: number | undefined;
  readonly left?: number | undefined;
  /** Seconds; by default none. */
  readonly duration?: number | undefined;
  readonly type?: string;
  readonly role?: string;
}

/** What is measured of some stays. */
export function measured(
  stays: readonly Stay[],
  context: RowContext = ended,
  more: Partial<MeasureInput> = {},
): Measures {
  const rows = createRowTable();
  rows.append(
    stays.map(({ user, joined, left, duration, type, role }, at) =>
      decodedRow({
        user: user ?? 'alice',
        session: `s${String(at)}`,
        joined: joined === undefined ? null : joined * minute,
        left: left === undefined ? null : left * minute,
        duration: duration ?? null,
        more: { publisher_type: type ?? 'webrtc', roles: [role ?? 'user'] },
      }),
    ),
    { read: 1, page: 1 },
  );
  return measure({ rows, context, ...more });
}

/** All rows read of a session whose state is final, or otherwise as given. */
export function basisOf(
  coverage: Partial<Coverage> = {},
  state: Partial<Pick<DataState, 'kind' | 'provisional' | 'empty'>> = {},
): Basis {
  const asOf = sessionStart + 90 * minute;
  return {
    coverage: {
      read: 3,
      of: 3,
      complete: true,
      exhaustive: true,
      chosenBy: 'nobody',
      asOf,
      readUntil: asOf + 1000,
      clock: 'server',
      changedWhileReading: false,
      notes: [],
      ...coverage,
    },
    state: {
      kind: 'final',
      text: text('final (stats ready)'),
      evidence: [],
      asOf,
      provisional: false,
      empty: undefined,
      rowsExpireAt: undefined,
      ...state,
    },
  };
}

/** Half of the rows were read. */
export const halfRead: Partial<Coverage> = { read: 3, of: 6, complete: false, exhaustive: false };

export function totalsOf(totals: Partial<StreamTotals> = {}): StreamTotals {
  return {
    rows: undefined,
    durationSeconds: undefined,
    counts: undefined,
    report: undefined,
    anonymousCount: undefined,
    ...totals,
  };
}

export const inEnglish: Telling = {
  say: english,
  locale: 'en',
  show: { display: 'utc', locale: 'en-US', zone: 'UTC' },
};

export function shown(figure: Figure): ShownFigure {
  return showFigure(figure, inEnglish);
}
