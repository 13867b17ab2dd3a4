import { text, type Text } from '../text';
import type { Located, LocatedMember, Place } from './located';
import { deepestFilter, longestFilter } from './parse';

export type LocatedData =
  { readonly ok: true; readonly located: Located } | { readonly ok: false; readonly text: Text };

const nowhere: Place = { offset: 0, length: 0 };

/**
 * A filter that is data already: its parts all stand at the beginning. The bounds are those of a filter's text, so that
 * whatever could be parsed can be checked again, and what has no end (a cycle) is refused like what is too deep. A value
 * that JSON does not have (undefined, NaN, a date, a map) is refused: it would not mean what it seems to.
 */
export function locateData(value: unknown): LocatedData {
  const reader = new DataReader();
  const located = reader.read(value, 0);
  return located === undefined
    ? { ok: false, text: reader.refusal ?? text('A filter holds only what JSON can hold.') }
    : { ok: true, located };
}

class DataReader {
  refusal: Text | undefined;
  /** Fewer characters than the value's JSON text has. */
  #length = 0;

  /** Undefined: refused. */
  read(value: unknown, depth: number): Located | undefined {
    if (!this.#take(1)) return undefined;
    if (typeof value === 'string' && !this.#take(value.length)) return undefined;
    if (isScalar(value)) return { kind: 'scalar', place: nowhere, value };
    if (!Array.isArray(value) && !isPlain(value)) return undefined;
    if (depth === deepestFilter) {
      this.refusal = text('The filter is nested deeper than {limit} levels.', { limit: deepestFilter });
      return undefined;
    }
    return Array.isArray(value) ? this.#array(value, depth + 1) : this.#object(value, depth + 1);
  }

  #array(values: readonly unknown[], depth: number): Located | undefined {
    const items: Located[] = [];
    for (const value of values) {
      const item = this.read(value, depth);
      if (item === undefined) return undefined;
      items.push(item);
    }
    return { kind: 'array', place: nowhere, items };
  }

  #object(value: object, depth: number): Located | undefined {
    const members: LocatedMember[] = [];
    for (const [name, member] of Object.entries(value)) {
      const located = this.#take(name.length) ? this.read(member, depth) : undefined;
      if (located === undefined) return undefined;
      members.push({ name, place: nowhere, value: located });
    }
    return { kind: 'object', place: nowhere, members };
  }

  #take(length: number): boolean {
    this.#length += length;
    if (this.#length <= longestFilter) return true;
    this.refusal = text('The filter is longer than {limit} characters.', { limit: longestFilter });
    return false;
  }
}

function isScalar(value: unknown): value is string | number | boolean | null {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

/** An object as JSON makes it: of no class. In another realm, `Object.prototype` is another object. */
function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
