import { badInput } from './refusal';

/** The read-only list: nothing else is served. */
export const operations = [
  'QueryCalls',
  'GetCall',
  'QueryCallMembers',
  'QueryCallSessionStats',
  'QueryCallParticipantSessions',
  'GetCallReport',
  'QueryCallSessionParticipantStats',
  'GetCallSessionParticipantStatsTimeline',
  'QueryUsers',
  'GetRateLimits',
] as const;

export type OperationName = (typeof operations)[number];

interface Route {
  readonly operation: OperationName;
  readonly method: 'GET' | 'POST';
  readonly parts: readonly string[];
}

const routes: readonly Route[] = [
  route('QueryCalls', 'POST', '/api/v2/video/calls'),
  route('QueryCallMembers', 'POST', '/api/v2/video/call/members'),
  route('GetCall', 'GET', '/api/v2/video/call/{type}/{id}'),
  route('GetCallReport', 'GET', '/api/v2/video/call/{type}/{id}/report'),
  route(
    'QueryCallParticipantSessions',
    'GET',
    '/api/v2/video/call/{type}/{id}/session/{session}/participant_sessions',
  ),
  route('QueryCallSessionStats', 'POST', '/api/v2/video/call_stats'),
  route(
    'QueryCallSessionParticipantStats',
    'GET',
    '/api/v2/video/call_stats/{call_type}/{call_id}/{session}/participants',
  ),
  route(
    'GetCallSessionParticipantStatsTimeline',
    'GET',
    '/api/v2/video/call_stats/{call_type}/{call_id}/{session}/participants/{user}/{user_session}/timeline',
  ),
  route('QueryUsers', 'GET', '/api/v2/users'),
  route('GetRateLimits', 'GET', '/api/v2/rate_limits'),
];

/** Longest ids that Stream takes, by path parameter. */
const longest = new Map([
  ['type', 64],
  ['id', 64],
  ['call_type', 64],
  ['call_id', 64],
  ['user', 128],
  ['user_session', 128],
]);

export interface RouteFound {
  readonly operation: OperationName;
  /** Path parameters as they were sent, still encoded. */
  readonly encoded: ReadonlyMap<string, string>;
}

/** The operation of a path; undefined for whatever is not on the list. `ring` and `notify` make `GetCall` an act. */
export function findRoute(
  method: string,
  path: string,
  query: ReadonlyMap<string, string>,
): RouteFound | undefined {
  const given = path.split('/');
  for (const { operation, method: wanted, parts } of routes) {
    if (method !== wanted || parts.length !== given.length) continue;
    const encoded = new Map<string, string>();
    const fits = parts.every((part, index) => {
      const sent = given[index] ?? '';
      if (!part.startsWith('{')) return part === sent;
      encoded.set(part.slice(1, -1), sent);
      return sent !== '';
    });
    if (fits)
      return operation === 'GetCall' && (query.has('ring') || query.has('notify'))
        ? undefined
        : { operation, encoded };
  }
  return undefined;
}

/** @throws Refusal 400 code 4 */
export function decodePath({ encoded }: RouteFound): ReadonlyMap<string, string> {
  return new Map(
    [...encoded].map(([name, value]) => {
      let decoded: string;
      try {
        decoded = decodeURIComponent(value);
      } catch {
        throw badInput(`${name} is not valid`);
      }
      if (decoded.length > (longest.get(name) ?? 256)) throw badInput(`${name} is too long`);
      return [name, decoded];
    }),
  );
}

function route(operation: OperationName, method: 'GET' | 'POST', template: string): Route {
  return { operation, method, parts: template.split('/') };
}
