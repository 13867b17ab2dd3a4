import type {
  CallResponse,
  CallStateResponseFields,
  GetCallResponse,
  QueryCallMembersResponse,
  QueryCallsResponse,
} from '@stream-io/node-sdk';
import { firstMembers, memberOf, requestDuration, sessionAnswer, userOf } from './answer';
import type { Ask, Desk } from './answer';
import { callSettings } from './call-settings';
import { compileFilter, fieldRules } from './filter';
import type { Value } from './filter';
import { latestSession } from './known';
import { limitOf } from './paging';
import { badInput, notFound } from './refusal';
import { readSort, sorted } from './sort';
import type { SortBy } from './sort';
import type { CallPlan, MemberPlan } from './truth';
import { microsOf, nanos } from './wire';
import type { Wire } from './wire';

const comparable = '$eq $in $exists $gt $gte $lt $lte';
const callRules = fieldRules(
  ['id cid type team created_by_user_id parent_call_cid', 'string', comparable],
  ['created_at updated_at starts_at ended_at', 'date', comparable],
  ['backstage ongoing', 'boolean', '$eq'],
  ['members', 'string', '$in'],
  ['custom.*', 'any', `${comparable} $autocomplete $contains $q`],
);
const callSorts = [
  ['starts_at'],
  ['created_at'],
  ['starts_at', 'created_at'],
  ['updated_at'],
  ['ended_at'],
  ['type'],
  ['id'],
  ['cid'],
];
const newestCallFirst: readonly SortBy[] = [{ field: 'created_at', direction: -1 }];

/** POST /api/v2/video/calls */
export function queryCalls(desk: Desk, { body }: Ask): Wire<QueryCallsResponse> {
  const { quirks, ledger, pager } = desk;
  const ask = { limit: body.get('limit'), next: body.get('next'), prev: body.get('prev') };
  const turning = isGiven(ask.next) || isGiven(ask.prev);
  const sortGiven = isGiven(body.get('sort'));
  if (
    turning &&
    (quirks().nextAlwaysRefused === true || (sortGiven && quirks().sortWithNextRefused === true))
  ) {
    throw badInput('cannot specify sort and next/prev at the same time');
  }
  const filter = body.get('filter_conditions');
  const valueOf = (call: CallPlan, field: string): Value => callValue(desk, call, field);
  const isWanted = compileFilter(filter, callRules, valueOf);
  const cursorSort: unknown = sortGiven ? undefined : JSON.parse(pager.sortOfCursor(ask) ?? 'null');
  const sort = readSort(sortGiven ? body.get('sort') : cursorSort, callSorts, newestCallFirst);
  const calls = sorted(
    ledger.calls().filter((call) => !desk.isDeleted(call.cid) && isWanted(call)),
    sort,
    valueOf,
    ({ cid }) => cid,
  );
  const page = pager.page(calls, ({ cid }) => cid, ask, {
    operation: 'QueryCalls',
    subject: filter ?? null,
    sort,
    sortGiven,
    mayBeUnstable: quirks().unstable === 'all',
  });
  const items = page.items.map((call): Wire<CallStateResponseFields> => ({
    call: callAnswer(desk, call),
    members: firstMembers(desk, call, 25),
    own_capabilities: [],
  }));
  return { duration: requestDuration, ...edges(page), calls: items };
}

/** GET /api/v2/video/call/{type}/{id} */
export function getCall(desk: Desk, { path, query }: Ask): Wire<GetCallResponse> {
  const call = callAt(desk, path.get('type'), path.get('id'));
  const limit = limitOf(query.get('members_limit'), 25);
  return {
    duration: requestDuration,
    call: callAnswer(desk, call),
    members: firstMembers(desk, call, limit),
    own_capabilities: [],
  };
}

const memberRules = fieldRules(
  ['user_id role', 'string', '$eq $in'],
  ['created_at updated_at', 'date', comparable],
);

/** POST /api/v2/video/call/members */
export function queryCallMembers(desk: Desk, { body }: Ask): Wire<QueryCallMembersResponse> {
  const call = callAt(desk, body.get('type'), body.get('id'));
  const filter = body.get('filter_conditions');
  const valueOf = (member: MemberPlan, field: string): Value =>
    field === 'user_id'
      ? member.userId
      : field === 'role'
        ? member.role
        : nanos(member.createdAt, microsOf(member.createdAt));
  const isWanted = compileFilter(filter, memberRules, valueOf);
  const given = body.get('sort');
  const sort = readSort(
    given,
    [['created_at'], ['updated_at'], ['user_id']],
    [{ field: 'created_at', direction: 1 }],
  );
  const members = sorted(call.members.filter(isWanted), sort, valueOf, ({ userId }) => userId);
  const ask = { limit: body.get('limit'), next: body.get('next'), prev: body.get('prev') };
  const page = desk.pager.page(members, ({ userId }) => userId, ask, {
    operation: 'QueryCallMembers',
    subject: [call.cid, filter ?? null],
    sort,
    sortGiven: isGiven(given),
    mayBeUnstable: desk.quirks().unstable === 'all',
  });
  return {
    duration: requestDuration,
    ...edges(page),
    members: page.items.map((member) => memberOf(desk, member)),
  };
}

/**
 * The call of a request.
 * @throws Refusal 404 code 16
 */
export function callAt(desk: Desk, type: unknown, id: unknown): CallPlan {
  if (typeof type !== 'string' || typeof id !== 'string' || type === '' || id === '') {
    throw badInput('type and id are required');
  }
  const call = desk.ledger.call(`${type}:${id}`);
  if (call?.type !== type || desk.isDeleted(call.cid))
    throw notFound(`can't find call with id ${type}:${id}`);
  return call;
}

/** `next` and `prev` of a page, left out where there is none. */
export function edges({ next, prev }: { readonly next?: string; readonly prev?: string }): {
  readonly next?: string;
  readonly prev?: string;
} {
  return { ...(next === undefined ? {} : { next }), ...(prev === undefined ? {} : { prev }) };
}

export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function callValue(desk: Desk, call: CallPlan, field: string): Value {
  const time = (at: number | undefined): Value => (at === undefined ? null : nanos(at, microsOf(at)));
  switch (field) {
    case 'id':
      return call.id;
    case 'cid':
      return call.cid;
    case 'type':
      return call.type;
    case 'team':
      return call.team ?? null;
    case 'created_by_user_id':
      return call.createdBy;
    case 'created_at':
      return nanos(call.createdAt, call.createdMicros);
    case 'updated_at':
      return time(call.updatedAt);
    case 'starts_at':
      return time(call.startsAt);
    case 'ended_at':
      return time(call.endedAt);
    case 'backstage':
      return call.backstage;
    case 'ongoing':
      return desk.ledger.sessions(call.cid).some(({ live }) => live);
    case 'members':
      return call.members.map(({ userId }) => userId);
    default:
      return new Map(Object.entries(call.custom)).get(field.replace('custom.', '')) ?? null;
  }
}

function callAnswer(desk: Desk, call: CallPlan): Wire<CallResponse> {
  const { time } = desk;
  const session = latestSession(desk, call.cid);
  return {
    type: call.type,
    id: call.id,
    cid: call.cid,
    created_at: time(call.createdAt, call.createdMicros),
    updated_at: time(call.updatedAt),
    starts_at: time.orNothing(call.startsAt),
    ended_at: time.orNothing(call.endedAt),
    current_session_id: session?.live === true ? session.id : '',
    session: session === undefined ? null : sessionAnswer(desk, session),
    created_by: userOf(desk, call.createdBy),
    team: call.team ?? null,
    backstage: call.backstage,
    custom: { ...call.custom },
    captioning: false,
    recording: false,
    transcribing: false,
    translating: false,
    blocked_user_ids: [],
    egress: { broadcasting: false, rtmps: [] },
    ingress: { rtmp: { address: '' }, srt: { address: '' }, whip: { address: '' } },
    settings: callSettings,
  };
}
