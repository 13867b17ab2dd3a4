import type { GetRateLimitsResponse, LimitInfoResponse, QueryUsersResponse } from '@stream-io/node-sdk';
import { requestDuration, userOf } from './answer';
import type { Ask, Desk } from './answer';
import { jsonOf } from './answer-rows';
import { compileFilter, fieldRules } from './filter';
import type { Value } from './filter';
import type { Limits } from './limits';
import { limitOf } from './paging';
import { badInput } from './refusal';
import type { Wire } from './wire';

const text = '$eq $in $gt $gte $lt $lte $autocomplete';
const userRules = fieldRules(
  ['id', 'string', text],
  ['name', 'string', `${text} $q`],
  ['role', 'string', '$eq $in'],
  // A field of the app's own.
  ['email', 'string', '$eq $in $exists'],
);

/** GET /api/v2/users?payload=… : the people known by name, and of the public whoever is asked for by id. */
export function queryUsers(desk: Desk, { query }: Ask): Wire<QueryUsersResponse> {
  const payload = jsonOf(query.get('payload'), 'payload');
  if (typeof payload !== 'object' || payload === null) throw badInput('payload is required');
  const fields = new Map<string, unknown>(Object.entries(payload));
  const filter = fields.get('filter_conditions');
  const isWanted = compileFilter(filter, userRules, (id: string, field: string): Value => {
    if (field === 'id') return id;
    const person = desk.ledger.person(id);
    if (field === 'email') return emailOf(id, person?.name) ?? null;
    return (field === 'name' ? person?.name : person?.role) ?? null;
  });
  const limit = limitOf(fields.get('limit'), 30);
  const offset = fields.get('offset') ?? 0;
  if (typeof offset !== 'number' || offset < 0) throw badInput('offset must be a number of 0 or more');
  const known = new Set([...desk.ledger.people().map(({ id }) => id), ...idsIn(filter)]);
  const ids = [...known].filter((id) => desk.ledger.person(id) !== undefined && isWanted(id));
  return {
    duration: requestDuration,
    users: ids.slice(offset, offset + limit).map((id) => ({
      ...userOf(desk, id),
      custom: customOf(id, desk.ledger.person(id)?.name),
      total_unread_count: 0,
      unread_channels: 0,
      unread_count: 0,
      unread_threads: 0,
      channel_mutes: [],
      devices: [],
      mutes: [],
    })),
  };
}

/** Whoever the sample knows by name has an address; machines and the nameless have none. */
function emailOf(id: string, name: string | undefined): string | undefined {
  return name === undefined || id.includes('-') ? undefined : `${id}@example.com`;
}

function customOf(id: string, name: string | undefined): Readonly<Record<string, string>> {
  const email = emailOf(id, name);
  return email === undefined ? {} : { email };
}

/** The ids that a filter names: people of the public are not on a list. */
function idsIn(filter: unknown): readonly string[] {
  if (Array.isArray(filter)) return filter.flatMap(idsIn);
  if (typeof filter !== 'object' || filter === null) return [];
  const fields = new Map<string, unknown>(Object.entries(filter));
  return [...idsWanted(fields.get('id')), ...idsIn(fields.get('$or')), ...idsIn(fields.get('$and'))];
}

function idsWanted(wanted: unknown): readonly string[] {
  if (typeof wanted === 'string') return [wanted];
  const operators = typeof wanted === 'object' && wanted !== null ? Object.values(wanted) : [];
  return operators.flat().filter((one: unknown) => typeof one === 'string');
}

/** GET /api/v2/rate_limits */
export function getRateLimits(
  limits: Limits,
  operations: readonly string[],
  { query }: Ask,
): Wire<GetRateLimitsResponse> {
  const named = query.get('endpoints');
  const wanted = named === undefined || named === '' ? operations : named.split(',');
  const platforms = ['server_side', 'android', 'ios', 'web', 'unity'].filter(
    (one) => query.get(one) === 'true',
  );
  const table = (): Record<string, Wire<LimitInfoResponse>> =>
    Object.fromEntries(
      wanted
        .filter((operation) => operations.includes(operation))
        .map((operation) => {
          const { limit, remaining, reset } = limits.look(operation);
          return [operation, { limit, remaining, reset }];
        }),
    );
  const asked = platforms.length === 0 ? ['server_side', 'android', 'ios', 'web', 'unity'] : platforms;
  return { duration: requestDuration, ...Object.fromEntries(asked.map((platform) => [platform, table()])) };
}
