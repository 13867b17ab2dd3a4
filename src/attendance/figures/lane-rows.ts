import { defaultLabels, Labelling, type LabelSettings, type LaneLabel } from './lane-labels';
import type { Measures } from './measure';
import { lastOf } from './placed-rows';
import { wholeTimes, type WholeTimes } from './whole-times';

export interface LaneOptions {
  readonly labels?: LabelSettings | undefined;
  /** The unified session id of a row of the table, where connections were asked for. */
  readonly connectionOf?: ((row: number) => string | undefined) | undefined;
}

/** Labels by their numbers in {@link LaneRows}. */
export const laneLabels: readonly LaneLabel[] = [
  'first',
  'reconnect',
  'likely-reconnect',
  'rejoin',
  'ghost',
  'second-device',
];
const numberOf = new Map(laneLabels.map((label, at) => [label, at]));

/** The rows of one person that have a place in the window, in columns: a person may have 100,000. */
export interface LaneRows {
  readonly person: number;
  /** Places in the order of their true starts, of one start the longest first. */
  readonly places: Uint32Array;
  /** By row: numbers of {@link laneLabels}, by certain and by up-to ends. */
  readonly labels: Uint8Array;
  readonly upToLabels: Uint8Array;
  /**
   * The latest end of the rows before the n-th, clipped to the window, ms: one more than rows. −∞ before the first; an
   * up-to end that nobody knows is later than any. They never fall.
   */
  readonly certainReach: Float64Array;
  readonly upToReach: Float64Array;
}

/** Lanes of more rows are remembered: they are looked at again with each zoom. */
const longLane = 1000;
const remembered = new WeakMap<Measures, Map<string, LaneRows>>();

/**
 * The rows of a person for drawing. O(rows of that person); lanes of many rows only the first time.
 * @throws RangeError: there is no such person
 */
export function laneRows(measures: Measures, person: number, options: LaneOptions = {}): LaneRows {
  if (measures.placed.users[person] === undefined) throw new RangeError(`There is no person ${person}.`);
  const { offsets } = measures.lanes;
  const rows = (offsets[person + 1] ?? 0) - (offsets[person] ?? 0);
  if (rows < longLane || options.connectionOf !== undefined) return made(measures, person, options);
  const lanes = remembered.get(measures) ?? new Map<string, LaneRows>();
  remembered.set(measures, lanes);
  const { reconnectGapMs, ghostOverlapMs } = options.labels ?? defaultLabels;
  const name = `${person} ${reconnectGapMs} ${ghostOverlapMs}`;
  const lane = lanes.get(name) ?? made(measures, person, options);
  lanes.set(name, lane);
  return lane;
}

function made(measures: Measures, person: number, options: LaneOptions): LaneRows {
  const { placed, lanes } = measures;
  const places = lanes.places.slice(lanes.offsets[person], lanes.offsets[person + 1]);
  if (measures.input.window !== undefined) orderByTrueTimes(measures, places);
  const count = places.length;
  const lane = {
    person,
    places,
    labels: new Uint8Array(count),
    upToLabels: new Uint8Array(count),
    certainReach: new Float64Array(count + 1).fill(-Infinity),
    upToReach: new Float64Array(count + 1).fill(-Infinity),
  };
  const labelling = new Labelling(options.labels ?? defaultLabels);
  for (let at = 0; at < count; at++) {
    const place = places[at] ?? 0;
    const connection = options.connectionOf?.(placed.row[place] ?? 0);
    const { label, upToLabel } = labelling.next(wholeTimes(measures, place), connection);
    lane.labels[at] = numberOf.get(label) ?? 0;
    lane.upToLabels[at] = numberOf.get(upToLabel) ?? 0;
    const [certain, upTo] = [placed.certainEnd[place] ?? 0, lastOf(placed.upToEnd[place])];
    lane.certainReach[at + 1] = Math.max(lane.certainReach[at] ?? 0, certain);
    lane.upToReach[at + 1] = Math.max(lane.upToReach[at] ?? 0, upTo);
  }
  return lane;
}

/** Rows whose starts a window clips to one instant lie in the order of their clipped ends. */
function orderByTrueTimes(measures: Measures, places: Uint32Array): void {
  const { start } = measures.placed;
  for (let first = 0, at = 1; at <= places.length; at++) {
    if (at < places.length && start[places[at] ?? 0] === start[places[first] ?? 0]) continue;
    if (at - first > 1) {
      const tied = Array.from(places.subarray(first, at), (place) => ({
        place,
        times: wholeTimes(measures, place),
      }));
      places.set(
        tied
          .sort((one, other) => byTimes(one.times, other.times) || one.place - other.place)
          .map(({ place }) => place),
        first,
      );
    }
    first = at;
  }
}

function byTimes(one: WholeTimes, other: WholeTimes): number {
  return (
    one.start - other.start ||
    other.certainEnd - one.certainEnd ||
    lastOf(other.upToEnd) - lastOf(one.upToEnd)
  );
}
