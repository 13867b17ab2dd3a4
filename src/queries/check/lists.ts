import type { SessionRef } from '../../attendance/call';
import type { ProbeOutcome } from '../../stream/stream-video';
import { untold, yes, yesOrNo, type Answer } from './answers';
import { unanswered, type Asker } from './asker';
import {
  comparable,
  isObject,
  listAt,
  numberAt,
  objectAt,
  shape,
  shapes,
  textAt,
  timeShape,
  type JsonObject,
} from './shapes';

/** A session that may serve as the specimen of a check. */
export interface Candidate {
  readonly session: SessionRef;
  readonly ended: boolean;
  /** `counts.sessions`, where the statistics tell it. */
  readonly counted: number | undefined;
}

/** The lists of calls and sessions. Answers the sessions worth a closer look, the most promising first. */
export async function askLists(asker: Asker): Promise<readonly Candidate[]> {
  const stats = await asker.ask({
    name: 'QueryCallSessionStats',
    body: { filter_conditions: {}, sort: newestSessions, limit: 100 },
  });
  asker.tell('sessions.stats', unanswered(stats) ?? yes);
  const rows = listAt(stats.body, 'call_stats');
  if (rows.length > 0) {
    const keys = ['call_started_at', 'call_ended_at', 'generated_at'];
    asker.tell('times.stats', shapes(rows.flatMap((row) => keys.map((key) => timeShape(row, key)))));
    asker.tell('sessions.overlap', overlap(rows));
    asker.tell('sessions.ends', endsKnown(rows, stats.readAt.server ?? stats.readAt.local));
  }
  if (stats.cause === 'ok' && isObject(stats.body) && !textAt(stats.body, 'next')) {
    asker.tell('pages.callsNextAtEnd', shapes([shape(stats.body, 'next')]));
  } else asker.tell('pages.callsNextAtEnd', unanswered(stats) ?? untold('the list has further pages'));

  const active = await asker.ask({
    name: 'QueryCallSessionStats',
    body: { filter_conditions: { is_active: true }, sort: newestSessions, limit: 1 },
  });
  asker.tell('sessions.active', unanswered(active) ?? yes);

  const calls = await askCalls(asker);
  return [...rows.map(fromStats), ...calls.map(fromCall)]
    .filter((each) => each !== undefined)
    .sort((a, b) => worth(b) - worth(a));
}

const newestSessions = [
  { field: 'session_started_at', direction: -1 },
  { field: 'call_cid', direction: -1 },
];
const newestCalls = [{ field: 'created_at', direction: -1 }];

async function askCalls(asker: Asker): Promise<readonly JsonObject[]> {
  const ask = (more: JsonObject): Promise<ProbeOutcome> =>
    asker.ask({ name: 'QueryCalls', body: { filter_conditions: {}, limit: 10, ...more } });
  const first = await ask({ sort: newestCalls });
  const calls = listAt(first.body, 'calls');
  const failed = unanswered(first);
  if (failed !== undefined) asker.tell('times.calls', failed);
  else if (calls.length > 0) {
    const keys = ['created_at', 'updated_at'];
    asker.tell(
      'times.calls',
      shapes(calls.flatMap((row) => keys.map((key) => timeShape(objectAt(row, 'call'), key)))),
    );
  }
  const next = textAt(first.body, 'next');
  if (next === undefined) {
    asker.tell('pages.callsSortAndNext', failed ?? untold('the list has no further page'));
    asker.tell('pages.callsNextAlone', failed ?? untold('the list has no further page'));
  } else {
    asker.tell('pages.callsSortAndNext', unanswered(await ask({ sort: newestCalls, next })) ?? yes);
    asker.tell('pages.callsNextAlone', unanswered(await ask({ next })) ?? yes);
  }
  await askCurrent(asker, calls);
  return calls;
}

/** Whether the statistics of a call know the session that the call itself names. */
async function askCurrent(asker: Asker, calls: readonly JsonObject[]): Promise<void> {
  const named = calls
    .map((row) => objectAt(row, 'call'))
    .map((call) => ({ cid: textAt(call, 'cid'), session: textAt(objectAt(call, 'session'), 'id') }))
    .find((each) => each.cid !== undefined && each.session !== undefined);
  if (named === undefined) {
    asker.tell('sessions.currentKnown', untold('no call in the list has a session'));
    return;
  }
  const outcome = await asker.ask({
    name: 'QueryCallSessionStats',
    body: { filter_conditions: { call_cid: { $eq: named.cid } }, sort: newestSessions, limit: 100 },
  });
  const known = listAt(outcome.body, 'call_stats').some((row) => row['call_session_id'] === named.session);
  asker.tell('sessions.currentKnown', unanswered(outcome) ?? yesOrNo(known));
}

/** Whether two sessions of one call have a moment in common. */
function overlap(rows: readonly JsonObject[]): Answer {
  const byCall = new Map<string, { readonly from: number; readonly to: number }[]>();
  for (const row of rows) {
    const from = comparable(row, 'call_started_at');
    const to = comparable(row, 'call_ended_at');
    if (from === undefined || to === undefined) continue;
    const cid = JSON.stringify([row['call_type'], row['call_id']]);
    byCall.set(cid, [...(byCall.get(cid) ?? []), { from, to }]);
  }
  const several = [...byCall.values()].filter((sessions) => sessions.length > 1);
  if (several.length === 0) return untold('fewer than two sessions of one call were found');
  return yesOrNo(
    several.some((sessions) => {
      const sorted = sessions.sort((a, b) => a.from - b.from);
      return sorted.some((session, at) => session.to > (sorted[at + 1]?.from ?? Infinity));
    }),
  );
}

const aDay = 24 * 60 * 60_000;

/** Hardly any session runs for a day: one without an end is one whose end was lost. */
function endsKnown(rows: readonly JsonObject[], now: number): Answer {
  const old = rows.filter((row) => (comparable(row, 'call_started_at') ?? Infinity) < now - aDay);
  return old.length === 0
    ? untold('no session that started over a day ago was found')
    : yesOrNo(old.every((row) => comparable(row, 'call_ended_at') !== undefined));
}

function fromStats(row: JsonObject): Candidate | undefined {
  const callType = textAt(row, 'call_type');
  const callId = textAt(row, 'call_id');
  const sessionId = textAt(row, 'call_session_id');
  if (callType === undefined || callId === undefined || sessionId === undefined) return undefined;
  return {
    session: { callType, callId, sessionId },
    ended: comparable(row, 'call_ended_at') !== undefined,
    counted: numberAt(objectAt(row, 'counts'), 'sessions'),
  };
}

function fromCall(row: JsonObject): Candidate | undefined {
  const call = objectAt(row, 'call');
  const session = objectAt(call, 'session');
  const callType = textAt(call, 'type');
  const callId = textAt(call, 'id');
  const sessionId = textAt(session, 'id');
  if (callType === undefined || callId === undefined || sessionId === undefined) return undefined;
  return {
    session: { callType, callId, sessionId },
    ended: comparable(session, 'ended_at') !== undefined,
    counted: undefined,
  };
}

/** Ended sessions first; then those whose rows fit on one page of 100 but not on one of 25, then the larger ones. */
function worth({ ended, counted = 0 }: Candidate): number {
  const size = counted > 100 ? 50 : counted;
  return (ended ? 1000 : 0) + (counted > 25 && counted <= 100 ? 500 : 0) + size;
}
