import assert from 'node:assert/strict';
import type { Connection, Ledger, TrueSession } from '../../src/sample/server';

/**
 * What a panel has to show of some connections of the ledger, computed in the plainest way, and written as the panel
 * writes it. Nothing here is Rollcall's.
 */

/** [from, to), ms. */
export interface Stretch {
  readonly from?: number;
  readonly to?: number;
}

export interface Sides {
  readonly certain: number;
  readonly upTo: number;
}

export interface Truth {
  readonly rows: number;
  readonly people: number;
  readonly reportedMs: number;
  readonly intervalMs: Sides;
  readonly presenceMs: Sides;
  /** Of each person with an id. */
  readonly presenceOf: ReadonlyMap<string, Sides>;
  /** Of people, by what is certain. */
  readonly peak: { readonly value: number; readonly at: number; readonly heldMs: number };
}

type Interval = readonly [start: number, end: number];

/** A call's newest session. */
export function latestOf(
  ledger: Ledger,
  cid: string,
): { readonly session: TrueSession; readonly rows: readonly Connection[] } {
  const [session] = ledger.sessions(cid);
  assert.ok(session);
  return { session, rows: ledger.connections(session.id) };
}

/** Stream never learned when it ended. */
export function hasNoEnd({ ending, leftAt }: Connection): boolean {
  return ending === 'crashed' || leftAt === undefined;
}

/** Somebody with an id, by a connection of a person. */
export function isPerson({ publisherType, technical, userId }: Connection): boolean {
  return (publisherType === 'webrtc' || publisherType === 'sip') && !technical && userId !== '!anon';
}

/** @param lastAt where rows without an end may last to: the session's end, or the as-of of a live one, ms */
export function truthOf(rows: readonly Connection[], lastAt: number, window: Stretch = {}): Truth {
  const clipped = ([start, end]: Interval): Interval => [
    Math.max(start, window.from ?? -Infinity),
    Math.min(end, window.to ?? Infinity),
  ];
  const certain = (row: Connection): Interval =>
    clipped([row.joinedAt, hasNoEnd(row) ? row.joinedAt : (row.leftAt ?? NaN)]);
  const upTo = (row: Connection): Interval =>
    clipped([row.joinedAt, hasNoEnd(row) ? lastAt : (row.leftAt ?? NaN)]);
  const byPerson = Map.groupBy(rows.filter(isPerson), ({ userId }) => userId);
  const presenceOf = new Map(
    [...byPerson].map(([user, own]) => [
      user,
      { certain: sum(united(own.map(certain))), upTo: sum(united(own.map(upTo))) },
    ]),
  );
  return {
    rows: rows.length,
    people: byPerson.size,
    reportedMs: rows
      .filter((row) => !hasNoEnd(row))
      .reduce((all, { joinedAt, leftAt = NaN }) => all + Math.floor((leftAt - joinedAt) / 1000) * 1000, 0),
    intervalMs: { certain: sum(rows.map(certain)), upTo: sum(rows.map(upTo)) },
    presenceMs: {
      certain: [...presenceOf.values()].reduce((all, one) => all + one.certain, 0),
      upTo: [...presenceOf.values()].reduce((all, one) => all + one.upTo, 0),
    },
    presenceOf,
    peak: peakOf([...byPerson.values()].flatMap((own) => united(own.map(certain)))),
  };
}

/** Who was there at an instant for certain, by id. */
export function thereAt(rows: readonly Connection[], at: number): ReadonlySet<string> {
  return new Set(
    rows
      .filter((row) => isPerson(row) && row.joinedAt <= at && !hasNoEnd(row) && (row.leftAt ?? NaN) > at)
      .map(({ userId }) => userId),
  );
}

/** Intervals that touch or overlap as one. */
function united(intervals: readonly Interval[]): readonly Interval[] {
  const all: [number, number][] = [];
  for (const [start, end] of intervals.toSorted(([one], [other]) => one - other)) {
    const last = all.at(-1);
    if (end <= start) continue;
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else all.push([start, end]);
  }
  return all;
}

function sum(intervals: readonly Interval[]): number {
  return intervals.reduce((all, [start, end]) => all + Math.max(0, end - start), 0);
}

/** The most at once, and the first stretch of it. */
function peakOf(stays: readonly Interval[]): Truth['peak'] {
  const steps = new Map<number, number>();
  for (const [start, end] of stays) {
    steps.set(start, (steps.get(start) ?? 0) + 1);
    steps.set(end, (steps.get(end) ?? 0) - 1);
  }
  let there = 0;
  const levels = [...steps]
    .toSorted(([one], [other]) => one - other)
    .map(([at, step]) => ({ at, value: (there += step) }));
  const value = Math.max(0, ...levels.map((level) => level.value));
  const first = levels.findIndex((level) => level.value === value);
  const at = levels[first]?.at ?? NaN;
  const until = levels.slice(first).find((level) => level.value !== value)?.at ?? NaN;
  return { value, at, heldMs: until - at };
}

/** 12,000 */
export function number(n: number): string {
  return n.toLocaleString('en-US');
}

const two = (n: number): string => String(n).padStart(2, '0');

/** To the second: "1h 36m 21s". */
export function exactly(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (ms === 0) return '0s';
  if (ms < 1000) return 'under 1s';
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (seconds < 3600) return `${minutes}m ${two(seconds % 60)}s`;
  return `${number(Math.floor(minutes / 60))}h ${two(minutes % 60)}m ${two(seconds % 60)}s`;
}

/** "42m certain, up to 1h 40m"; one number where both sides are the same. */
export function sidesExactly({ certain, upTo }: Sides): string {
  return certain === upTo ? exactly(certain) : `${exactly(certain)} certain, up to ${exactly(upTo)}`;
}

/** "Nov 18, 2026, 17:52:47 UTC" */
export function instant(ms: number): string {
  const day = new Date(ms).toUTCString().slice(5, 16).split(' ');
  return `${day[1]} ${Number(day[0])}, ${day[2]}, ${clock(ms)} UTC`;
}

/** "17:52:47" */
export function clock(ms: number): string {
  return new Date(ms).toISOString().slice(11, 19);
}

/** An id as it may stand on screen: what cannot be seen is spelled out. */
export function shownId(id: string): string {
  return id.replace('\n', '\\n').replace(/[\u202a-\u202e]/g, (one) => `\\u${one.charCodeAt(0).toString(16)}`);
}
