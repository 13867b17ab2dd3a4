import { compileFilter, fieldRules } from './filter';
import type { FieldOf, Predicate } from './filter';
import type { TrueSession } from './ledger';
import type { Quirks } from './options';
import { badInput } from './refusal';
import type { Connection } from './truth';

/** What may be filtered, by the official schema. */
const rowRules = fieldRules(
  ['user_id session_id publisher_type published_tracks', 'string', '$eq $in'],
  ['is_live is_tech_user', 'boolean', '$eq'],
);

/**
 * Compiles a filter of participant sessions, as the switches understand it.
 * @throws Refusal 400 code 4
 */
export function compileRowFilter(
  filter: unknown,
  session: TrueSession,
  quirks: Quirks,
): Predicate<Connection> {
  return compileFilter(understood(filter, quirks), rowRules, valueOf(session, quirks));
}

/** The server believes it to be connected still. */
export function isConnected(row: Connection): boolean {
  return row.leftAt === undefined && row.ending === undefined;
}

function valueOf(session: TrueSession, quirks: Quirks): FieldOf<Connection> {
  const { sessionIdMatchesNothing, isLiveOfCall, tracksOfNow, userIdFolded } = quirks;
  return (row, field) => {
    switch (field) {
      case 'user_id':
        return userIdFolded === 'both' ? row.userId.toLowerCase() : row.userId;
      case 'session_id':
        return sessionIdMatchesNothing === true ? null : row.userSessionId;
      case 'publisher_type':
        return row.publisherType;
      case 'published_tracks':
        return tracksOfNow === true && !isConnected(row) ? [] : row.tracks;
      case 'is_live':
        return isLiveOfCall === true ? session.live : isConnected(row);
      case 'is_tech_user':
        return row.technical;
      default:
        return null;
    }
  };
}

/** The filter as a server reads it that means something else by it; what it refuses otherwise is left to be refused. */
function understood(filter: unknown, quirks: Quirks): unknown {
  const { filterIgnores, logicRefused, bareRefused, inCutAt, userIdFolded } = quirks;
  if (!isObject(filter)) return filter;
  const read: [string, unknown][] = [];
  for (const [key, given] of Object.entries(filter)) {
    if (key === '$and' || key === '$or') {
      if (logicRefused === true) throw badInput(`operator "${key}" is not supported here`);
      read.push([key, Array.isArray(given) ? given.map((part) => understood(part, quirks)) : given]);
      continue;
    }
    if (filterIgnores !== undefined && (filterIgnores.includes(key) || !rowRules.has(key))) continue;
    if (!isObject(given)) {
      if (bareRefused === true) throw badInput(`field "${key}" needs an operator`);
      read.push([key, folded(key, given)]);
      continue;
    }
    read.push([
      key,
      Object.fromEntries(
        Object.entries(given).map(([operator, operand]) => [operator, folded(key, cut(operator, operand))]),
      ),
    ]);
  }
  return Object.fromEntries(read);

  function cut(operator: string, operand: unknown): unknown {
    return operator === '$in' && Array.isArray(operand) ? operand.slice(0, inCutAt) : operand;
  }

  function folded(field: string, operand: unknown): unknown {
    if (userIdFolded === undefined || field !== 'user_id') return operand;
    if (Array.isArray(operand)) return operand.map((one: unknown) => folded(field, one));
    return typeof operand === 'string' ? operand.toLowerCase() : operand;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
