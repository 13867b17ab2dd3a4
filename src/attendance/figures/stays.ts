import type { Ms } from '../instant';
import type { Measures } from './measure';
import { inSteps, type Sliced } from './slices';
import { inTimeOrder } from './time-order';

/** Comings or goings of people in the order of time, columns side by side. */
export interface Moves {
  /** Ms. */
  readonly at: Float64Array;
  readonly person: Uint32Array;
  /** 1: it is known that the person came or went then; 0: a window cuts the stay there, or its end is assumed. */
  readonly proven: Uint8Array;
}

/** The stays of people with an id in the window, with assumed tails: touching and overlapping rows are one stay. */
export interface Stays {
  readonly comings: Moves;
  /** Less than comings where a tail is unknown. */
  readonly goings: Moves;
}

/**
 * Who came and went when. A coming is proven by the join time; a going where the last row of the stay ends for certain.
 * Rows without any length make no stay. O(rows).
 */
export function* staysOf({ input, placed, lanes }: Measures): Sliced<Stays> {
  const { start, certainEnd, upToEnd } = placed;
  const { offsets, places } = lanes;
  const [from, to] = [input.window?.from, input.window?.to];
  const comings = new MoveList(places.length);
  const goings = new MoveList(places.length);
  yield* inSteps(placed.users.length, (begin, end) => {
    for (let who = begin; who < end; who++) {
      let [certain, upTo] = [-Infinity, -Infinity];
      const close = (): void => {
        if (Number.isFinite(upTo)) goings.add(upTo, who, certain === upTo && upTo !== to);
      };
      for (let at = offsets[who] ?? 0; at < (offsets[who + 1] ?? 0); at++) {
        const place = places[at] ?? 0;
        const [joins, leaves, last] = [start[place] ?? 0, certainEnd[place] ?? 0, upToEnd[place] ?? NaN];
        if (last === joins) continue;
        if (joins > upTo) {
          close();
          comings.add(joins, who, joins !== from);
          [certain, upTo] = [-Infinity, -Infinity];
        }
        certain = Math.max(certain, leaves);
        upTo = Math.max(upTo, Number.isNaN(last) ? Infinity : last);
      }
      close();
    }
  });
  return { comings: yield* comings.inOrder(), goings: yield* goings.inOrder() };
}

class MoveList {
  readonly #at: Float64Array;
  readonly #person: Uint32Array;
  readonly #proven: Uint8Array;
  #length = 0;

  constructor(room: number) {
    this.#at = new Float64Array(room);
    this.#person = new Uint32Array(room);
    this.#proven = new Uint8Array(room);
  }

  add(at: Ms, person: number, proven: boolean): void {
    this.#at[this.#length] = at;
    this.#person[this.#length] = person;
    this.#proven[this.#length++] = proven ? 1 : 0;
  }

  *inOrder(): Sliced<Moves> {
    const order = yield* inTimeOrder(this.#at.subarray(0, this.#length));
    const moves = {
      at: new Float64Array(order.length),
      person: new Uint32Array(order.length),
      proven: new Uint8Array(order.length),
    };
    yield* inSteps(order.length, (from, to) => {
      for (let next = from; next < to; next++) {
        const move = order[next] ?? 0;
        moves.at[next] = this.#at[move] ?? 0;
        moves.person[next] = this.#person[move] ?? 0;
        moves.proven[next] = this.#proven[move] ?? 0;
      }
    });
    return moves;
  }
}
