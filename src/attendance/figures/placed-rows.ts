import { anonymousIds, isIngress, isKnownPersonType } from '../people';
import { tableBits } from '../row-columns';
import { durationShift, joinedShift, leftShift, present, strange } from '../row-dictionary';
import { bitOf, certainEndOf, flagBitsOf, startOf, upToEndOf } from '../row-flags';
import type { RowContext, RowView } from '../row-table';
import type { Ms } from '../instant';
import { inSteps, type Sliced } from './slices';

/** [from, to), ms; an absent side is open. It clips intervals and chooses no rows. */
export interface Window {
  readonly from?: Ms | undefined;
  readonly to?: Ms | undefined;
}

/** Whose time a row is, by the terms of the field. */
export const rowKind = { person: 0, anonymous: 1, ingress: 2, technical: 3 } as const;

/** What figures are measured on. */
export interface MeasureInput {
  readonly rows: RowView;
  readonly context: RowContext;
  /** Indexes of the rows that pass the row filter, ascending; undefined: all. */
  readonly selected?: Uint32Array | undefined;
  readonly window?: Window | undefined;
  /** By row of the table: 1 where it is known to be technical. Undefined: nobody asked, which the figures say. */
  readonly technical?: Uint8Array | undefined;
  /** Roles whose rows are anonymous, named by the user, beside rows of `!anon` or without an id. */
  readonly anonymousRoles?: ReadonlySet<string> | undefined;
}

/** The selected rows with their places in time, clipped to the window. All columns are by place: the n-th selected row. */
export interface PlacedRows {
  readonly length: number;
  /** Index in the table. */
  readonly row: Uint32Array;
  /** Ms; NaN: no place in time (rule 2). */
  readonly start: Float64Array;
  /** Ms, never before the start (rule 3). */
  readonly certainEnd: Float64Array;
  /** Ms; NaN: the tail is unknown (rule 4). */
  readonly upToEnd: Float64Array;
  readonly kind: Uint8Array;
  /** Person of a person row, else −1. */
  readonly person: Int32Array;
  /** Flags as bits. */
  readonly flags: Uint16Array;
  /** 1: stands in the window, if only as a tick. */
  readonly inWindow: Uint8Array;
  /** By person: the user's number in the table. Who has technical rows alone is none. */
  readonly users: Uint32Array;
  /** How many selected rows are of each {@link rowKind}. */
  readonly kinds: readonly [person: number, anonymous: number, ingress: number, technical: number];
  /** Publisher types that are neither people's nor machines' as far as is known; their rows count as people's. */
  readonly unknownTypes: readonly string[];
  /** The earliest start and the latest certain and up-to end of rows that stand in the window, not clipped; NaN: none. */
  readonly firstJoin: Ms;
  readonly lastCertainLeave: Ms;
  readonly lastUpToLeave: Ms;
  /** Σ of the durations that Stream reported, s, and rows without one. */
  readonly reportedSeconds: number;
  readonly rowsWithoutReported: number;
}

const joinedLater = bitOf('joined-after-as-of');

/**
 * Places the selected rows by rules 2–4, 6 and 9. O(n).
 * @throws RangeError: the window is empty or not of whole ms
 */
export function* placeRows(input: MeasureInput): Sliced<PlacedRows> {
  const { rows: view, selected } = input;
  const times = timesOf(view);
  const [from, to] = [input.window?.from ?? -Infinity, input.window?.to ?? Infinity];
  if (!(from < to)) throw new RangeError('The window ends before it begins.');
  // The order in time is one of whole milliseconds (rule 7).
  if (![from, to].every((side) => Number.isInteger(side) || !Number.isFinite(side)))
    throw new RangeError('The window is not of whole milliseconds.');
  const length = selected?.length ?? view.length;
  const formKinds = kindsOfForms(view, input.anonymousRoles);
  const nameless = anonymousIds.map((id) => view.userNumberOf(id) ?? -1);
  const usedForms = new Uint8Array(view.formCount);
  const personOf = new Int32Array(view.userCount).fill(-1);
  const users = new Uint32Array(Math.min(length, view.userCount));
  const columns = {
    row: new Uint32Array(length),
    start: new Float64Array(length),
    certainEnd: new Float64Array(length),
    upToEnd: new Float64Array(length),
    kind: new Uint8Array(length),
    person: new Int32Array(length).fill(-1),
    flags: new Uint16Array(length),
    inWindow: new Uint8Array(length),
  };
  const kinds: [number, number, number, number] = [0, 0, 0, 0];
  const seen = { people: 0, first: Infinity, certain: -Infinity, upTo: -Infinity, seconds: 0, without: 0 };

  const work: Placing = {
    input,
    times,
    columns,
    kinds,
    seen,
    formKinds,
    nameless,
    usedForms,
    personOf,
    users,
    from,
    to,
  };
  yield* inSteps(length, (begin, end) => {
    place(work, begin, end);
  });
  return {
    ...columns,
    length,
    users: users.subarray(0, seen.people),
    kinds,
    unknownTypes: unknownTypes(view, usedForms),
    firstJoin: finite(seen.first),
    lastCertainLeave: finite(seen.certain),
    lastUpToLeave: finite(seen.upTo),
    reportedSeconds: seen.seconds,
    rowsWithoutReported: seen.without,
  };
}

/** What placing rows needs and finds. */
interface Placing {
  readonly input: MeasureInput;
  readonly times: ReportedTimes;
  readonly columns: Pick<
    PlacedRows,
    'row' | 'start' | 'certainEnd' | 'upToEnd' | 'kind' | 'person' | 'flags' | 'inWindow'
  >;
  readonly kinds: [number, number, number, number];
  readonly seen: {
    people: number;
    first: number;
    certain: number;
    upTo: number;
    seconds: number;
    without: number;
  };
  readonly formKinds: Uint8Array;
  readonly nameless: readonly number[];
  readonly usedForms: Uint8Array;
  /** By user: the person, or −1. */
  readonly personOf: Int32Array;
  readonly users: Uint32Array;
  readonly from: Ms;
  readonly to: Ms;
}

/** Places the rows from `begin` to before `end`. */
function place(work: Placing, begin: number, end: number): void {
  const { times, kinds, seen, formKinds, usedForms, personOf, users, from, to } = work;
  const { rows: view, context, selected, technical } = work.input;
  const { user, form, state } = view.arrays;
  const { row, start, certainEnd, upToEnd, kind, person, flags, inWindow } = work.columns;
  const [noId, anonymousId] = work.nameless;
  for (let at = begin; at < end; at++) {
    const index = selected === undefined ? at : (selected[at] ?? 0);
    row[at] = index;
    const join = times.joined(index);
    const leave = times.left(index);
    const seconds = times.seconds(index);
    if (seconds >= 0) seen.seconds += seconds;
    else seen.without++;

    const joins = startOf(join, leave, seconds);
    let certain = certainEndOf(joins, leave, seconds);
    let upTo = upToEndOf(certain, leave, seconds, context);
    const isPlain = ((state[index] ?? 0) & tableBits) === 0;
    const bits = isPlain
      ? flagBitsOf(join, leave, seconds, joins, certain, context)
      : view.flagBits(index, context);
    flags[at] = bits;
    if ((bits & joinedLater) !== 0) certain = upTo = joins;
    // A tail that begins when the window is over does not matter to it.
    if (joins >= to) upTo = joins;
    if (isInside(joins, Number.isNaN(upTo) ? Infinity : upTo, from, to)) {
      inWindow[at] = 1;
      if (joins < seen.first) seen.first = joins;
      if (certain > seen.certain) seen.certain = certain;
      if (upTo > seen.upTo) seen.upTo = upTo;
    }
    start[at] = clipped(joins, from, to);
    certainEnd[at] = clipped(certain, from, to);
    upToEnd[at] = clipped(upTo, from, to);

    const formOf = form[index] ?? 0;
    usedForms[formOf] = 1;
    const userOf = user[index] ?? 0;
    let what = formKinds[formOf] ?? rowKind.person;
    if (technical?.[index] === 1) what = rowKind.technical;
    else if (what === rowKind.person && (userOf === noId || userOf === anonymousId)) what = rowKind.anonymous;
    kind[at] = what;
    kinds[what] = (kinds[what] ?? 0) + 1;
    if (what !== rowKind.person) continue;
    if (personOf[userOf] === -1) {
      users[seen.people] = userOf;
      personOf[userOf] = seen.people++;
    }
    person[at] = personOf[userOf] ?? -1;
  }
}

/** The three reported times of a row, NaN where there is none. */
interface ReportedTimes {
  joined(row: number): Ms;
  left(row: number): Ms;
  seconds(row: number): number;
}

function timesOf(view: RowView): ReportedTimes {
  const { joined, left, duration, state } = view.arrays;
  return {
    joined: (row) => ((((state[row] ?? 0) >> joinedShift) & 3) === present ? (joined[row] ?? NaN) : NaN),
    left: (row) => ((((state[row] ?? 0) >> leftShift) & 3) === present ? (left[row] ?? NaN) : NaN),
    seconds(row) {
      const how = ((state[row] ?? 0) >> durationShift) & 3;
      if (how === present) return duration[row] ?? NaN;
      return how === strange ? (view.reportedSeconds(row) ?? NaN) : NaN;
    },
  };
}

function finite(at: Ms): Ms {
  return Number.isFinite(at) ? at : NaN;
}

/** When a row has ended for sure: an unknown tail (NaN) may last for ever. */
export function lastOf(upToEnd: Ms | undefined): Ms {
  return upToEnd === undefined || Number.isNaN(upToEnd) ? Number.MAX_VALUE : upToEnd;
}

function clipped(at: Ms, from: Ms, to: Ms): Ms {
  return at < from ? from : at > to ? to : at;
}

/** Overlaps [from, to), or is a tick in it. A row without a start may be anywhere. */
function isInside(begin: Ms, end: Ms, from: Ms, to: Ms): boolean {
  if (Number.isNaN(begin)) return true;
  return end > begin ? begin < to && end > from : begin >= from && begin < to;
}

function kindsOfForms(view: RowView, anonymousRoles: ReadonlySet<string> | undefined): Uint8Array {
  const kinds = new Uint8Array(view.formCount);
  for (let form = 0; form < kinds.length; form++) {
    if (isIngress(view.publisherTypeOf(form))) kinds[form] = rowKind.ingress;
    else if (anonymousRoles !== undefined && view.rolesOf(form)?.some((role) => anonymousRoles.has(role)))
      kinds[form] = rowKind.anonymous;
  }
  return kinds;
}

function unknownTypes(view: RowView, used: Uint8Array): readonly string[] {
  const types = new Set<string>();
  used.forEach((isUsed, form) => {
    const type = view.publisherTypeOf(form);
    if (isUsed === 1 && !isIngress(type) && !isKnownPersonType(type)) types.add(type);
  });
  return [...types].toSorted();
}
