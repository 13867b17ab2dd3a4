import { cidOf } from '../attendance/call';
import { text } from '../attendance/text';
import type { Ms } from '../attendance/instant';
import { callOf, memberOf, sessionStatsOf } from './answers';
import { createAsker } from './asking';
import { callsPage } from './calls-paging';
import type { Clock } from './clock';
import { StreamFailure } from './errors';
import { participantSessionsPage } from './participant-sessions';
import { callPath, checkId, idLimits, sessionPath } from './path-ids';
import { createPolicy } from './policy';
import { probe } from './probing';
import * as schemas from './schemas';
import { sortedPage } from './sorted-paging';
import type { DoorLog, Page, PageRequest, RecentQuery, RequestContext, StreamVideo } from './stream-video';
import type { SessionStats } from '../attendance/call';
import type { Operation, OperationName, Transport } from './transport';
import { createUserSearch } from './user-search';
import { readUsers } from './users';

export type { Clock } from './clock';

export interface OpenStreamOptions {
  /** Opens the connection; called at the first request, so that nobody loads the SDK before it is needed. */
  readonly transport: () => Promise<Transport>;
  /** The user's mark: half of each rate limit is left to the app's own servers instead of a fifth. */
  readonly production: boolean;
  readonly clock: Clock;
  readonly log: DoorLog;
  /** 0 ≤ x < 1; spreads retries. */
  readonly random?: () => number;
  /** What an answer's local instant is told by, where that is not the clock of the waits: a clock that stands still. */
  readonly stamp?: () => Ms;
}

/** Opens the door to one Stream app. Sends nothing. */
export function openStreamVideo(options: OpenStreamOptions): StreamVideo {
  const { clock, log } = options;
  const policy = createPolicy({ ...options, random: options.random ?? Math.random });
  const asker = createAsker(policy, log, options.stamp);
  const now = () => clock.now();
  const searchUsers = createUserSearch(asker, now);

  function statsPage(
    filter: Readonly<Record<string, unknown>>,
    page: PageRequest,
    context: RequestContext,
  ): Promise<Page<SessionStats>> {
    checkLimit('QueryCallSessionStats', page);
    return sortedPage(
      asker,
      {
        schema: schemas.sessionStatsPageSchema,
        identity: filter,
        filter,
        sort: [
          { field: 'session_started_at', direction: -1 },
          { field: 'call_cid', direction: -1 },
        ],
        operation: (body): Operation => ({ name: 'QueryCallSessionStats', body }),
        items: (answer) => (answer.call_stats ?? []).map(sessionStatsOf),
        next: (answer) => answer.next,
      },
      page,
      context,
    );
  }

  return {
    async queryCalls(query, page, context = {}) {
      checkLimit('QueryCalls', page);
      return callsPage(asker, query, page, context);
    },

    async getCall(call, context = {}) {
      const operation: Operation = { name: 'GetCall', path: callPath('GetCall', call) };
      const heard = await asker.ask(operation, schemas.callStateSchema, context);
      return { ...heard, value: callOf(heard.value) };
    },

    async members(call, page, context = {}) {
      checkLimit('QueryCallMembers', page);
      const path = callPath('QueryCallMembers', call);
      return sortedPage(
        asker,
        {
          schema: schemas.membersSchema,
          identity: path,
          filter: {},
          sort: [{ field: 'user_id', direction: 1 }],
          operation: (body): Operation => ({ name: 'QueryCallMembers', body: { ...body, ...path } }),
          items: (answer) => (answer.members ?? []).map(memberOf),
          next: (answer) => answer.next,
        },
        page,
        context,
      );
    },

    async sessionsOfCall(call, page, context = {}) {
      callPath('QueryCallSessionStats', call);
      const { sessionId } = page;
      const one = sessionId === undefined ? {} : { call_session_id: { $eq: sessionId } };
      return statsPage({ call_cid: { $eq: cidOf(call) }, ...one }, page, context);
    },

    async recentSessions(query, page, context = {}) {
      return statsPage(recentFilter(query), page, context);
    },

    async participantSessions(session, page, context = {}) {
      checkLimit('QueryCallParticipantSessions', page);
      return participantSessionsPage(asker, session, page, context, now);
    },

    async report(session, context = {}) {
      const { session: sessionId, ...path } = sessionPath('GetCallReport', session);
      const operation: Operation = { name: 'GetCallReport', path, sessionId };
      const sent = await asker.send(operation, context);
      if (sent.outcome.status === 404) return undefined;
      const heard = await asker.understand(operation, sent, schemas.reportSchema, context);
      const people = heard.value.report?.participants;
      return {
        ...heard,
        value: {
          sessionId: heard.value.session_id ?? undefined,
          unique: people?.unique ?? undefined,
          sum: people?.sum ?? undefined,
          maxConcurrent: people?.max_concurrent ?? undefined,
        },
      };
    },

    async participantTimeline(session, userId, userSessionId, context = {}) {
      const name = 'GetCallSessionParticipantStatsTimeline';
      const call = callPath(name, session);
      const path = {
        call_type: call.type,
        call_id: call.id,
        session: checkId(name, 'call_session_id', session.sessionId, idLimits.onTimeline),
        user: checkId(name, 'user_id', userId, idLimits.onTimeline),
        user_session: checkId(name, 'user_session_id', userSessionId, idLimits.onTimeline),
      };
      return asker.ask({ name, path }, schemas.timelineSchema, context);
    },

    usersNamed: async (words, context = {}) => searchUsers(words, context),

    users: async (ids, context = {}) => readUsers(asker, ids, context, now),

    async rateLimits(context = {}) {
      const heard = await asker.ask({ name: 'GetRateLimits' }, schemas.rateLimitsSchema, context);
      return {
        ...heard,
        value: new Map(
          Object.entries(heard.value.server_side ?? {}).map(([operation, told]) => [
            operation,
            {
              limit: told.limit ?? undefined,
              remaining: told.remaining ?? undefined,
              resetAt: told.reset ? told.reset * 1000 : undefined,
            },
          ]),
        ),
      };
    },

    probe: async (operation, context = {}) => probe(policy, operation, context),
  };
}

function recentFilter({ from, to, active }: RecentQuery): Readonly<Record<string, unknown>> {
  const started = {
    ...(from === undefined ? {} : { $gte: isoTime(from) }),
    ...(to === undefined ? {} : { $lt: isoTime(to) }),
  };
  return {
    ...(Object.keys(started).length === 0 ? {} : { session_started_at: started }),
    ...(active === true ? { is_active: { $eq: true } } : {}),
  };
}

function isoTime(ms: Ms): string {
  return new Date(ms).toISOString();
}

function checkLimit(operation: OperationName, { limit }: PageRequest): void {
  if (Number.isInteger(limit) && limit >= 1 && limit <= 100) return;
  throw new StreamFailure('bad-input', text('A page holds 1 to 100 items, not {limit}.', { limit }), {
    operation,
    field: 'limit',
  });
}
