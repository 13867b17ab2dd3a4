import { dayEnd, type PlainRow } from './day-of-rows';

/** What the rivals are asked for; the same numbers must come out of each. */
export interface Sums {
  readonly intervalMs: number;
  readonly presenceMs: number;
  readonly peakRows: number;
  readonly peakPeople: number;
}

interface Interval {
  readonly userId: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The rival: figures, curves and lanes of rows as arrays of objects and Maps, written straightforwardly, with the certain
 * ends and once more with the assumed ones.
 */
export function figuresOfObjects(rows: readonly PlainRow[]): {
  readonly certain: Sums;
  readonly upTo: Sums;
  readonly medianDwellMs: number | undefined;
} {
  const lanes = new Map<string, PlainRow[]>();
  for (const row of rows) {
    const lane = lanes.get(row.userId);
    if (lane === undefined) lanes.set(row.userId, [row]);
    else lane.push(row);
  }
  for (const lane of lanes.values()) lane.sort((one, other) => one.joined - other.joined);
  const intervals = (tail: (row: PlainRow) => number): readonly Interval[] =>
    rows.map((row) => ({ userId: row.userId, start: row.joined, end: row.left ?? tail(row) }));
  const certain = sweep(intervals((row) => row.joined));
  const upTo = sweep(intervals(() => dayEnd));
  const dwell = [...lanes.keys()].map((userId) => certain.presence.get(userId) ?? 0);
  dwell.sort((one, other) => one - other);
  return { certain: certain.sums, upTo: upTo.sums, medianDwellMs: dwell[Math.floor(dwell.length / 2)] };
}

function sweep(intervals: readonly Interval[]): { sums: Sums; presence: Map<string, number> } {
  const events = intervals.flatMap(({ userId, start, end }) =>
    end > start
      ? [
          { at: start, step: 1, userId },
          { at: end, step: -1, userId },
        ]
      : [],
  );
  events.sort((one, other) => one.at - other.at || one.step - other.step);
  const open = new Map<string, { count: number; since: number }>();
  const presence = new Map<string, number>();
  const rowCurve: { at: number; value: number }[] = [];
  const peopleCurve: { at: number; value: number }[] = [];
  let [rows, people, peakRows, peakPeople, intervalMs] = [0, 0, 0, 0, 0];
  for (const { start, end } of intervals) intervalMs += end - start;
  for (let at = 0; at < events.length;) {
    const now = events[at]?.at ?? 0;
    for (; events[at]?.at === now; at++) {
      const event = events[at];
      if (event === undefined) break;
      rows += event.step;
      const user = open.get(event.userId) ?? { count: 0, since: 0 };
      if (user.count === 0) user.since = now;
      if (user.count === 0 && event.step > 0) people++;
      user.count += event.step;
      if (user.count === 0) {
        people--;
        presence.set(event.userId, (presence.get(event.userId) ?? 0) + now - user.since);
      }
      open.set(event.userId, user);
    }
    if (rowCurve.at(-1)?.value !== rows) rowCurve.push({ at: now, value: rows });
    if (peopleCurve.at(-1)?.value !== people) peopleCurve.push({ at: now, value: people });
    peakRows = Math.max(peakRows, rows);
    peakPeople = Math.max(peakPeople, people);
  }
  let presenceMs = 0;
  for (const ms of presence.values()) presenceMs += ms;
  return { sums: { intervalMs, presenceMs, peakRows, peakPeople }, presence };
}
