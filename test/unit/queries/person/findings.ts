import type { DataState } from '../../../../src/attendance/data-state';
import { english, text } from '../../../../src/attendance/text';
import type {
  PersonFinding,
  PersonOutcome,
  PersonSession,
  PersonStay,
} from '../../../../src/book/person/person-finding';
import { totalOf } from '../../../../src/book/person/person-total';
import { PersonWords, type PersonTelling } from '../../../../src/queries/person/person-lines';

export const minute = 60_000;
export const hour = 60 * minute;
export const nine = Date.UTC(2026, 10, 20, 9);

export const telling: PersonTelling = {
  say: english,
  locale: 'en',
  show: { display: 'utc', locale: 'en', zone: 'Europe/Berlin' },
  now: nine + 12 * hour,
};

export const words = new PersonWords(telling);

export const final: DataState = {
  kind: 'final',
  text: text('final (stats ready)'),
  evidence: [],
  asOf: undefined,
  provisional: false,
  empty: undefined,
  rowsExpireAt: undefined,
};
export const live: DataState = { ...final, kind: 'live', text: text('live'), provisional: true };

/** A person who was there from 09:02:10 to 09:30. */
export function stayed(change: Partial<PersonStay> = {}): PersonOutcome {
  const [joined, left] = [nine + 130_000, nine + 30 * minute];
  return {
    kind: 'there',
    rows: 1,
    rejoins: { least: 0, most: 0 },
    joined,
    left: { kind: 'at', ms: left },
    presence: { certain: left - joined, upTo: left - joined },
    notes: [],
    ...change,
  };
}

let made = 0;

/** A session from 09:00 to 09:34 with an outcome. */
export function sessionWith(
  outcome: PersonOutcome,
  change: Partial<PersonSession['session']> = {},
  state: DataState = final,
): PersonSession {
  const [callType, callId] = [change.callType ?? 'default', change.callId ?? 'standup'];
  return {
    session: {
      sessionId: `s${++made}`,
      startedAt: nine,
      endedAt: nine + 34 * minute,
      stats: undefined,
      from: ['stats'],
      ...change,
      callType,
      callId,
      cid: `${callType}:${callId}`,
    },
    state,
    asOf: outcome.kind === 'there' || outcome.kind === 'absent' ? nine + hour : undefined,
    outcome,
  };
}

/** A finding of these sessions, its total summed up by the book's own code. */
export function findingOf(
  sessions: readonly PersonSession[],
  change: Partial<PersonFinding> = {},
): PersonFinding {
  return {
    question: { userId: 'alice', from: nine - 7 * 24 * hour, to: nine + 13 * hour },
    anonymousRoles: new Set(['viewer']),
    sessions,
    total: totalOf(sessions, change.listed ?? true),
    cannotSee: [text('Anonymous joins cannot be found.')],
    answered: sessions.filter(({ outcome }) => outcome.kind !== 'waiting').length,
    done: true,
    listed: true,
    ...change,
  };
}
