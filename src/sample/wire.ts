/** A time on the wire: integer nanoseconds, RFC 3339, or nothing in one of Go's ways. */
export type WireTime = number | string | null;

/** A type of the SDK as it stands on the wire, before the SDK decodes it: its `Date`s are {@link WireTime}s. */
export type Wire<T> = T extends Date
  ? WireTime
  : T extends readonly (infer Item)[]
    ? readonly Wire<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: WireField<T, Key> }
      : T;

/** What the SDK declares optional, Stream sends as `null` or leaves out. */
type WireField<T, Key extends keyof T> =
  Partial<Pick<T, Key>> extends Pick<T, Key>
    ? Wire<Exclude<T[Key], undefined>> | null | undefined
    : Wire<T[Key]>;

/** How an absent time is written. */
export type Nothing = 'null' | 'absent' | 'zero' | 'empty' | 'year1' | 'minNs';

/** Writes times as Stream does. */
export interface TimeWriter {
  /** `micros`: microseconds within the millisecond; by default some that follow from the time. */
  (at: number, micros?: number): number | string;
  /** A time or, where there is none, nothing as the switches say. */
  orNothing(at: number | undefined): WireTime | undefined;
  /** The same for `left_at`, which has a switch of its own. */
  leftOrNothing(at: number | undefined): WireTime | undefined;
}

/** Go writes no time as one of these, depending on the type and the tags of the field. `minNs` is year 1 as int64 ns. */
const nothings: Record<Nothing, WireTime | undefined> = {
  null: null,
  absent: undefined,
  zero: 0,
  empty: '',
  year1: '0001-01-01T00:00:00Z',
  minNs: -6795364578871345152,
};

export function timeWriter(
  form: 'ns' | 'rfc3339' | 'mixed' | undefined,
  left: Nothing | undefined,
  everywhere: boolean | undefined,
): TimeWriter {
  const write = (at: number, micros = microsOf(at)): number | string =>
    form === 'rfc3339' || (form === 'mixed' && at % 2 === 0)
      ? rfc3339(at, micros)
      : Number(nanos(at, micros));
  const leftNothing = nothings[left ?? 'null'];
  const nothing = everywhere === true ? leftNothing : null;
  return Object.assign(write, {
    orNothing: (at: number | undefined) => (at === undefined ? nothing : write(at)),
    leftOrNothing: (at: number | undefined) => (at === undefined ? leftNothing : write(at)),
  });
}

/**
 * Stream's clock is finer than a millisecond. Without a rest, one time in eight would read a millisecond early: a double
 * cannot hold the nanoseconds of today, and the SDK rounds down what is left of them.
 */
export function microsOf(at: number): number {
  return 1 + ((at * 7919) % 997);
}

/** Nanoseconds since the epoch, exact. */
export function nanos(at: number, micros: number): bigint {
  return BigInt(at) * 1_000_000n + BigInt(micros) * 1000n;
}

function rfc3339(at: number, micros: number): string {
  return new Date(at).toISOString().replace('Z', `${String(micros).padStart(3, '0')}Z`);
}

/** Reads RFC 3339 text with up to nine digits of a second, to nanoseconds. Undefined: it is none. */
export function readRfc3339(text: string): bigint | undefined {
  const parts = /^(\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?([Zz]|[+-]\d\d:\d\d)$/.exec(text);
  if (parts?.[1] === undefined || parts[3] === undefined) return undefined;
  const seconds = Date.parse(`${parts[1].toUpperCase()}${parts[3].toUpperCase()}`);
  if (Number.isNaN(seconds)) return undefined;
  return BigInt(seconds) * 1_000_000n + BigInt((parts[2] ?? '').padEnd(9, '0'));
}
