import * as v from 'valibot';
import { text } from '../attendance/text';
import type { SessionRef } from '../attendance/call';
import type { Ms } from '../attendance/instant';
import { envelopeOf, sessionInfoOf } from './answers';
import type { Asker } from './asking';
import { openCursor, sealCursor } from './cursor';
import { StreamFailure } from './errors';
import { serverDate } from './headers';
import { sessionPath } from './path-ids';
import { participantSessionsSchema } from './schemas';
import type { PageRequest, ParticipantSessionsContext, ParticipantSessionsPage } from './stream-video';
import type { Operation, RawOutcome } from './transport';

const name = 'QueryCallParticipantSessions';
const stateSchema = v.object({ next: v.string() });

/** How long after its end, or its start where it has no end, a session's statistics may still be on their way. */
const freshForMs = 10 * 60_000;
/** What of a filter fits into a URL: past it servers answer 431. */
const filterLimits = { values: 50, urlLength: 4096 };

/** One page of participant sessions. @param now this computer's clock, for where the server tells no time. */
export async function participantSessionsPage(
  asker: Asker,
  session: SessionRef,
  page: PageRequest & { readonly filter?: Readonly<Record<string, unknown>> },
  context: ParticipantSessionsContext,
  now: () => Ms,
): Promise<ParticipantSessionsPage> {
  const path = sessionPath(name, session);
  const { filter } = page;
  if (filter !== undefined) checkFilter(filter);
  const identity = [path, filter ?? null];
  const operation: Operation = {
    name,
    path,
    query: {
      limit: page.limit,
      ...(filter === undefined ? {} : { filter_conditions: filter }),
      ...(page.cursor === undefined ? {} : openCursor(name, identity, page.cursor, stateSchema)),
    },
  };
  const { known } = context;
  const isFresh = (outcome: RawOutcome): boolean => {
    if (known === undefined) return false;
    if (known.endedAt === undefined && known.current === true) return true;
    // A session without an end may have been over for weeks: only one that began just now may still be on its way.
    const since = known.endedAt ?? known.startedAt;
    return since !== undefined && (serverDate(outcome.headers) ?? now()) - since < freshForMs;
  };

  const sent = await asker.send(operation, context, { isNotReady: isFresh });
  await tellNext(sent.outcome, identity, context);
  const about = known === undefined ? 'unknown' : isFresh(sent.outcome) ? 'fresh' : 'known';
  const heard = await asker.understand(operation, sent, participantSessionsSchema, context, {
    session: about,
  });
  const answer = heard.value;
  const told = answer.call_session_id;
  if (told && told.toLowerCase() !== session.sessionId.toLowerCase()) {
    throw new StreamFailure(
      'contract-drift',
      text('Stream answered {operation} for another session than was asked for. Report this.', {
        operation: name,
      }),
      { operation: name, field: 'call_session_id', requestId: heard.requestId },
    );
  }
  return {
    rows: answer.participants_sessions ?? [],
    totalSessions: answer.total_participant_sessions,
    totalDurationSeconds: answer.total_participant_duration,
    next: answer.next ? sealCursor(identity, { next: answer.next }) : undefined,
    session: sessionInfoOf(answer.session),
    envelope: envelopeOf(answer),
    readAt: heard.readAt,
    requestId: heard.requestId,
  };
}

/** Lets the reader send the next request before the work on this answer begins. What is no cursor is found by the check. */
async function tellNext(
  outcome: RawOutcome,
  identity: readonly unknown[],
  { onNext, signal }: ParticipantSessionsContext,
): Promise<void> {
  if (onNext === undefined || signal?.aborted === true || !outcome.ok) return;
  const head = v.safeParse(v.object({ next: v.pipe(v.string(), v.nonEmpty()) }), outcome.body);
  if (!head.success) return;
  onNext(sealCursor(identity, { next: head.output.next }));
  // Node's fetch frees its connection a turn after the answer and writes the next request after that: with our work
  // before it, the request would leave only when that is done.
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}

function checkFilter(filter: Readonly<Record<string, unknown>>): void {
  const length = encodeURIComponent(JSON.stringify(filter)).length;
  if (longestList(filter) <= filterLimits.values && length <= filterLimits.urlLength) return;
  throw new StreamFailure(
    'bad-input',
    text('The filter is too long for a URL: at most {values} values at once. Ask for fewer.', {
      values: filterLimits.values,
    }),
    { operation: name, field: 'filter_conditions' },
  );
}

function longestList(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inner = Object.values(value).map(longestList);
  return Math.max(Array.isArray(value) ? value.length : 0, ...inner);
}
