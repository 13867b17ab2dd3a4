import type { Ms } from '../instant';
import type { Filter, FilterLike } from './filter';

/** The simple wishes for calls; all that are given must hold. */
export interface CallChoices {
  readonly types?: readonly string[] | undefined;
  /** The call's id begins with it. */
  readonly idPrefix?: string | undefined;
  /** User id of a member. */
  readonly member?: string | undefined;
  readonly team?: string | undefined;
  readonly created?: TimeBounds | undefined;
  /** `starts_at`: the call's schedule, not its sessions. */
  readonly scheduled?: TimeBounds | undefined;
  readonly ongoing?: boolean | undefined;
}

/** [from, to). */
export interface TimeBounds {
  readonly from?: Ms | undefined;
  readonly to?: Ms | undefined;
}

/** Above every id that begins with the prefix, or nearly: Stream has no prefix operator on ids. */
const lastUnit = '\uffff';

/** The filter that says so; `{}` where nothing was chosen. */
export function callFilter(choices: CallChoices): Filter {
  const { types = [], idPrefix, member, team, ongoing } = choices;
  const [type] = types;
  return {
    ...(type === undefined ? {} : { type: types.length === 1 ? type : { $in: types } }),
    ...(idPrefix === undefined || idPrefix === ''
      ? {}
      : { id: { $gte: idPrefix, $lt: idPrefix + lastUnit } }),
    ...(member === undefined || member === '' ? {} : { members: { $in: [member] } }),
    ...(team === undefined || team === '' ? {} : { team }),
    ...bounded('created_at', choices.created),
    ...bounded('starts_at', choices.scheduled),
    ...(ongoing === undefined ? {} : { ongoing }),
  };
}

/**
 * The wishes that a filter made by {@link callFilter} stands for, so that they can be shown and changed one by one.
 * Undefined: the filter says something else, or says it in another way.
 */
export function choicesOf(filter: FilterLike): CallChoices | undefined {
  const { type, members, team, ongoing } = filter;
  const choices: CallChoices = {
    types: typeof type === 'string' ? [type] : stringsOf(operatorOf(type, '$in')),
    idPrefix: idPrefixOf(filter),
    member: stringsOf(operatorOf(members, '$in'))?.[0],
    team: typeof team === 'string' ? team : undefined,
    created: boundsOf(filter['created_at']),
    scheduled: boundsOf(filter['starts_at']),
    ongoing: typeof ongoing === 'boolean' ? ongoing : undefined,
  };
  return sameFilter(callFilter(choices), filter) ? choices : undefined;
}

/**
 * The prefix that a filter asks ids to begin with, where it does. What Stream answers is to be checked against it by
 * `startsWith`: the range lets other ids through where Stream sorts otherwise than we do, and may lack some.
 */
export function idPrefixOf(filter: FilterLike): string | undefined {
  const from = operatorOf(filter['id'], '$gte');
  const to = operatorOf(filter['id'], '$lt');
  return typeof from === 'string' && from !== '' && to === from + lastUnit ? from : undefined;
}

function bounded(name: string, bounds: TimeBounds | undefined): Filter {
  const from = bounds?.from === undefined ? {} : { $gte: new Date(bounds.from).toISOString() };
  const to = bounds?.to === undefined ? {} : { $lt: new Date(bounds.to).toISOString() };
  const both = { ...from, ...to };
  return Object.keys(both).length === 0 ? {} : { [name]: both };
}

function boundsOf(value: unknown): TimeBounds | undefined {
  const from = timeOf(operatorOf(value, '$gte'));
  const to = timeOf(operatorOf(value, '$lt'));
  return from === undefined && to === undefined ? undefined : { from, to };
}

function timeOf(value: unknown): Ms | undefined {
  const ms = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(ms) ? undefined : ms;
}

function operatorOf(value: unknown, operator: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(operator);
}

function stringsOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
}

function sameFilter(one: FilterLike, other: FilterLike): boolean {
  const sorted = (filter: FilterLike): string =>
    JSON.stringify(Object.entries(filter).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return sorted(one) === sorted(other);
}
