import type { Measures } from './measure';
import { rowKind, type PlacedRows } from './placed-rows';

/** Table indexes of the selected rows of which `keep` says so, given their places; ascending. O(n). */
export function rowsWhere({ length, row }: PlacedRows, keep: (place: number) => boolean): Uint32Array {
  const found = new Uint32Array(length);
  let count = 0;
  for (let place = 0; place < length; place++) if (keep(place)) found[count++] = row[place] ?? 0;
  return found.slice(0, count);
}

/** Rows behind figures of people. */
export class RowsOfPeople {
  readonly #placed: PlacedRows;
  #byPerson: { readonly offsets: Uint32Array; readonly places: Uint32Array } | undefined;

  constructor({ placed }: Measures) {
    this.#placed = placed;
  }

  /** All of them, also those outside the window and without a place in time. */
  all(): Uint32Array {
    return rowsWhere(this.#placed, (place) => this.#placed.kind[place] === rowKind.person);
  }

  /** Of some people. O(n). */
  of(people: Uint32Array): Uint32Array {
    const asked = new Uint8Array(this.#placed.users.length);
    for (const person of people) asked[person] = 1;
    return rowsWhere(this.#placed, (place) => asked[this.#placed.person[place] ?? -1] === 1);
  }

  /** Places of one person's rows, ascending. The first time O(n). */
  placesOf(person: number): Uint32Array {
    this.#byPerson ??= byPerson(this.#placed);
    const { offsets, places } = this.#byPerson;
    return places.subarray(offsets[person] ?? 0, offsets[person + 1] ?? 0);
  }

  rowsOf(person: number): Uint32Array {
    return this.placesOf(person).map((place) => this.#placed.row[place] ?? 0);
  }
}

/** By counting. */
function byPerson({ length, person, users }: PlacedRows): {
  readonly offsets: Uint32Array;
  readonly places: Uint32Array;
} {
  const offsets = new Uint32Array(users.length + 1);
  for (let place = 0; place < length; place++) {
    const who = person[place] ?? -1;
    if (who >= 0) offsets[who + 1] = (offsets[who + 1] ?? 0) + 1;
  }
  for (let who = 0; who < users.length; who++)
    offsets[who + 1] = (offsets[who + 1] ?? 0) + (offsets[who] ?? 0);
  const places = new Uint32Array(offsets[users.length] ?? 0);
  const next = offsets.slice();
  for (let place = 0; place < length; place++) {
    const who = person[place] ?? -1;
    if (who < 0) continue;
    places[next[who] ?? 0] = place;
    next[who] = (next[who] ?? 0) + 1;
  }
  return { offsets, places };
}
