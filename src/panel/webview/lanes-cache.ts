import { mostLanes } from '../protocol/requests';
import type { PanelLane } from '../protocol/shown';
import { HostFailure } from './host-client';
import type { Stretch } from './time-view';

/** A lane as it came. */
export interface HeldLane {
  readonly lane: PanelLane;
  /** The stretch of time whose marks it has. */
  readonly held: Stretch;
  /** How fine they are, pixels a ms. */
  readonly fineness: number;
}

/** What of a view the marks are known for: beyond the ends of the whole there are none. @param whole null: nothing has a place in time */
export function knownOf(held: Stretch, whole: Stretch | null, view: Stretch): Stretch {
  if (whole === null) return view;
  return {
    from: held.from <= whole.from ? view.from : held.from,
    to: held.to >= whole.to ? view.to : held.to,
  };
}

/** Which lanes are in sight, and how. */
export interface LaneSight {
  readonly from: number;
  readonly to: number;
  readonly view: Stretch;
  /** Pixels of the view. */
  readonly width: number;
}

/** What is asked of the host. */
export interface LanesWanted {
  readonly from: number;
  readonly count: number;
  readonly range: Stretch;
  readonly pixels: number;
}

export interface LanesCacheParts {
  readonly lanes: number;
  readonly whole: Stretch;
  /** The first lanes, which came with the snapshot, with the marks of the whole. */
  readonly first: readonly PanelLane[];
  /** Asks the host; it may answer fewer, but at least one. @throws HostFailure */
  readonly ask: (wanted: LanesWanted, signal: AbortSignal) => Promise<readonly PanelLane[]>;
  readonly changed: () => void;
  /** Lanes that are kept; 1,200. */
  readonly keep?: number;
}

/** How many lanes beyond those in sight are asked for ahead. */
const ahead = 44;
/** The snapshot's first lanes were made for so many pixels. */
const firstPixels = 1000;
/** Marks made for fewer pixels than this share of what is shown are asked for anew. */
const coarse = 0.6;

/**
 * The lanes of one answer in one order. Marks are asked for what is in view and half as much on both sides, so that a
 * small pan needs none; after a zoom the ones at hand are shown until finer ones come. One request at a time: what is not
 * in sight any more is not waited for.
 */
export class LanesCache {
  readonly #parts: LanesCacheParts;
  readonly #keep: number;
  /** In the order of their last use. */
  readonly #lanes = new Map<number, HeldLane>();
  #asked: { readonly wanted: LanesWanted; readonly abort: AbortController } | undefined;
  #sight: LaneSight | undefined;
  #failure: string | undefined;
  #closed = false;

  constructor(parts: LanesCacheParts) {
    this.#parts = parts;
    this.#keep = parts.keep ?? 1200;
    this.#put(0, parts.first, parts.whole, firstPixels);
  }

  get lanes(): number {
    return this.#parts.lanes;
  }

  /** Undefined: it is not here (yet). */
  lane(index: number): HeldLane | undefined {
    return this.#lanes.get(index);
  }

  /** Why lanes in sight are not coming; undefined: nothing is wrong. */
  get failure(): string | undefined {
    return this.#failure;
  }

  get busy(): boolean {
    return this.#asked !== undefined;
  }

  /** These lanes are in sight: asks for what is missing, first of them, then of their neighbours. */
  want(sight: LaneSight): void {
    if (this.#closed || sight.from >= sight.to) return;
    this.#sight = sight;
    for (let index = sight.from; index < sight.to; index++) this.#touch(index);
    if (this.#asked !== undefined && !this.#isStillWanted(this.#asked.wanted, sight)) {
      const { abort } = this.#asked;
      this.#asked = undefined;
      abort.abort();
    }
    this.#askNext();
  }

  /** True: all of these came, with the marks of the view. */
  hasAll({ from, to, view, width }: LaneSight): boolean {
    return this.#firstStale(from, to, view, width) === undefined;
  }

  /** Asks again after a failure. */
  retry(): void {
    this.#failure = undefined;
    this.#askNext();
  }

  /** Nothing more is asked, and what comes late is dropped. */
  close(): void {
    this.#closed = true;
    this.#asked?.abort.abort();
    this.#asked = undefined;
  }

  #askNext(): void {
    const sight = this.#sight;
    if (this.#closed || sight === undefined || this.#asked !== undefined || this.#failure !== undefined)
      return;
    const wanted = this.#missing(sight);
    if (wanted === undefined) return;
    const abort = new AbortController();
    this.#asked = { wanted, abort };
    void this.#fetch(wanted, abort);
  }

  async #fetch(wanted: LanesWanted, abort: AbortController): Promise<void> {
    const isAwaited = (): boolean => this.#asked?.abort === abort;
    try {
      const lanes = await this.#parts.ask(wanted, abort.signal);
      if (!isAwaited()) return;
      this.#asked = undefined;
      if (lanes.length === 0) this.#failure = '';
      this.#put(wanted.from, lanes, wanted.range, wanted.pixels);
    } catch (error) {
      if (!isAwaited()) return;
      this.#asked = undefined;
      if (error instanceof HostFailure && error.kind === 'stale') {
        // Other lanes are on their way: asking these again would fail again.
        this.close();
        return;
      }
      this.#failure = error instanceof HostFailure ? error.message : '';
    }
    this.#parts.changed();
    this.#askNext();
  }

  #missing({ from, to, view, width }: LaneSight): LanesWanted | undefined {
    const { lanes, whole } = this.#parts;
    const start = this.#firstStale(from, to, view, width) ?? this.#firstStale(to, to + ahead, view, width);
    const first = start ?? this.#firstStale(Math.max(0, from - ahead), from, view, width);
    if (first === undefined) return undefined;
    const before = first < from ? from : to + ahead;
    let end = first;
    while (end < Math.min(before, lanes, first + mostLanes) && !this.#isFresh(end, view, width)) end++;
    const half = (view.to - view.from) / 2;
    const range = {
      from: Math.max(whole.from, Math.floor(view.from - half)),
      to: Math.min(whole.to, Math.ceil(view.to + half)),
    };
    const pixels = Math.ceil((width * (range.to - range.from)) / (view.to - view.from));
    return { from: first, count: end - first, range, pixels };
  }

  #firstStale(from: number, to: number, view: Stretch, width: number): number | undefined {
    for (let index = from; index < Math.min(to, this.#parts.lanes); index++)
      if (!this.#isFresh(index, view, width)) return index;
    return undefined;
  }

  #isFresh(index: number, view: Stretch, width: number): boolean {
    const lane = this.#lanes.get(index);
    if (lane === undefined || lane.held.from > view.from || lane.held.to < view.to) return false;
    // What has no more marks than can be told apart is as fine as it gets.
    return (
      lane.fineness >= (coarse * width) / (view.to - view.from) ||
      !lane.lane.marks.some(({ rows }) => rows > 1)
    );
  }

  #isStillWanted({ from, count, range, pixels }: LanesWanted, sight: LaneSight): boolean {
    const { view, width } = sight;
    const isInSight = from < sight.to && from + count > sight.from;
    const isNear = from < sight.to + ahead && from + count > sight.from - ahead;
    return (
      // What is ahead waits for what is in sight.
      (isInSight || (isNear && this.#firstStale(sight.from, sight.to, view, width) === undefined)) &&
      range.from <= view.from &&
      range.to >= view.to &&
      pixels / (range.to - range.from) >= (coarse * width) / (view.to - view.from)
    );
  }

  #touch(index: number): void {
    const lane = this.#lanes.get(index);
    if (lane === undefined) return;
    this.#lanes.delete(index);
    this.#lanes.set(index, lane);
  }

  #put(from: number, lanes: readonly PanelLane[], held: Stretch, pixels: number): void {
    const fineness = pixels / (held.to - held.from);
    for (const [offset, lane] of lanes.entries()) {
      this.#lanes.delete(from + offset);
      this.#lanes.set(from + offset, { lane, held, fineness });
    }
    for (const oldest of this.#lanes.keys()) {
      if (this.#lanes.size <= this.#keep) return;
      this.#lanes.delete(oldest);
    }
  }
}
