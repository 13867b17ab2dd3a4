import type { DecodedObject } from './call';
import { readInstant } from './instant';
import type { PageMark } from './row-table';

/** What repeats over many rows and is therefore kept once: which keys a row has in which order, its publisher and roles. */
interface RowForm {
  readonly keys: readonly string[];
  readonly publisher: string;
  /** Null: `roles` is null. Undefined: it is missing, or no list of strings and kept among the odd values. */
  readonly roles: readonly string[] | null | undefined;
  /** Equal for forms that differ in the order of their keys only. */
  readonly content: number;
}

/** One row ready to be stored. */
export interface PackedRow {
  readonly user: number;
  readonly userSession: string;
  readonly form: number;
  /** Ms since epoch of the `Date` that came, also where it is no time (NaN, negative, 0); NaN where no `Date` came. */
  readonly joined: number;
  readonly left: number;
  /** Seconds. */
  readonly duration: number;
  /** How each of the three fields came. */
  readonly state: number;
  /** Values that do not fit their column, and unknown fields, by key. */
  readonly odd: ReadonlyMap<string, unknown> | undefined;
}

/** How a field came, two bits each. */
const missing = 0;
const nothing = 1;
export const present = 2;
/** A time that is none; a duration that does not fit an Int32. */
export const strange = 3;
export const joinedShift = 0;
export const leftShift = 2;
export const durationShift = 4;
export const fieldBits = 0b111111;

/** How many forms are looked through one by one. */
const quickForms = 8;

/** What many rows share, and the packing of rows by it. It only grows, so tables and their snapshots can share one. */
export class RowDictionary {
  readonly #users: string[] = [];
  readonly #userIds = new Map<string, number>();
  readonly #forms: RowForm[] = [];
  readonly #formIds = new Map<string, number>();
  readonly #marks: PageMark[] = [];
  readonly #markIds = new Map<string, number>();

  pack(row: DecodedObject): PackedRow {
    const keys = Object.keys(row);
    const odd = new Map<string, unknown>();
    let user = '';
    let userSession = '';
    let publisher = '';
    let roles: readonly string[] | null | undefined;
    let joined = NaN;
    let left = NaN;
    let duration = 0;
    let state = 0;
    for (const key of keys) {
      const value = row[key];
      switch (key) {
        case 'user_id':
          if (typeof value === 'string') user = value;
          else odd.set(key, value);
          break;
        case 'user_session_id':
          if (typeof value === 'string') userSession = value;
          else odd.set(key, value);
          break;
        case 'publisher_type':
          if (typeof value === 'string') publisher = value;
          else odd.set(key, value);
          break;
        case 'roles':
          if (value === null || isStrings(value)) roles = value;
          else odd.set(key, value);
          break;
        case 'joined_at':
          state |= stateOf(value) << joinedShift;
          joined = msOf(value);
          if (!fitsTime(value)) odd.set(key, value);
          break;
        case 'left_at':
          state |= stateOf(value) << leftShift;
          left = msOf(value);
          if (!fitsTime(value)) odd.set(key, value);
          break;
        case 'duration_in_seconds':
          if (value === null) state |= nothing << durationShift;
          else if (typeof value === 'number' && Object.is(value | 0, value)) {
            state |= present << durationShift;
            duration = value;
          } else {
            if (typeof value === 'number' && Number.isFinite(value)) state |= strange << durationShift;
            odd.set(key, value);
          }
          break;
        default:
          odd.set(key, value);
      }
    }
    return {
      user: this.#userOf(user),
      userSession,
      form: this.#formOf(keys, publisher, roles),
      joined,
      left,
      duration,
      state,
      odd: odd.size === 0 ? undefined : odd,
    };
  }

  /** Gives back what {@link pack} took, key for key and in its order. */
  unpack(packed: PackedRow): DecodedObject {
    const form = this.#forms[packed.form];
    // fromEntries, not assignment: a key may be called __proto__.
    return Object.fromEntries((form?.keys ?? []).map((key) => [key, this.#valueOf(packed, form, key)]));
  }

  get userCount(): number {
    return this.#users.length;
  }

  get formCount(): number {
    return this.#forms.length;
  }

  userNumber(id: string): number | undefined {
    return this.#userIds.get(id);
  }

  userId(user: number): string {
    return this.#users[user] ?? '';
  }

  publisherType(form: number): string {
    return this.#forms[form]?.publisher ?? '';
  }

  roles(form: number): readonly string[] | undefined {
    return this.#forms[form]?.roles ?? undefined;
  }

  /** A number that forms of the same keys (in any order), publisher and roles share. */
  contentOf(form: number): number {
    return this.#forms[form]?.content ?? -1;
  }

  mark(id: number): PageMark {
    return this.#marks[id] ?? { read: 0, page: 0 };
  }

  markOf(mark: PageMark): number {
    const last = this.#marks.length - 1;
    if (sameMark(this.#marks[last], mark)) return last;
    const name = `${mark.read}/${mark.page}`;
    const known = this.#markIds.get(name);
    if (known !== undefined) return known;
    this.#markIds.set(name, this.#marks.push({ read: mark.read, page: mark.page }) - 1);
    return this.#marks.length - 1;
  }

  #valueOf(packed: PackedRow, form: RowForm | undefined, key: string): unknown {
    if (packed.odd?.has(key)) return packed.odd.get(key);
    switch (key) {
      case 'user_id':
        return this.#users[packed.user];
      case 'user_session_id':
        return packed.userSession;
      case 'publisher_type':
        return form?.publisher;
      case 'roles':
        return form?.roles;
      case 'joined_at':
        return ((packed.state >> joinedShift) & 3) === nothing ? null : new Date(packed.joined);
      case 'left_at':
        return ((packed.state >> leftShift) & 3) === nothing ? null : new Date(packed.left);
      case 'duration_in_seconds':
        return ((packed.state >> durationShift) & 3) === nothing ? null : packed.duration;
      default:
        return undefined;
    }
  }

  #userOf(id: string): number {
    const known = this.#userIds.get(id);
    if (known !== undefined) return known;
    this.#userIds.set(id, this.#users.push(id) - 1);
    return this.#users.length - 1;
  }

  #formOf(keys: readonly string[], publisher: string, roles: RowForm['roles']): number {
    // Most rows have one of a few forms: comparing is quicker than naming them.
    for (let form = 0; form < quickForms; form++) {
      const known = this.#forms[form];
      if (known === undefined) break;
      if (known.publisher === publisher && sameItems(known.roles, roles) && sameItems(known.keys, keys))
        return form;
    }
    const name = JSON.stringify([keys, publisher, roles ?? String(roles)]);
    const known = this.#formIds.get(name);
    if (known !== undefined) return known;
    const sorted = keys.toSorted();
    const content = keys.every((key, at) => key === sorted[at])
      ? this.#forms.length
      : this.contentOf(this.#formOf(sorted, publisher, roles));
    const shared = roles === null || roles === undefined ? roles : Object.freeze([...roles]);
    const id = this.#forms.push({ keys, publisher, roles: shared, content }) - 1;
    this.#formIds.set(name, id);
    return id;
  }
}

/** The row has a place in time of its own: `joined_at` is a time. */
export function hasJoined(row: PackedRow): boolean {
  return ((row.state >> joinedShift) & 3) === present;
}

export function hasLeft(row: PackedRow): boolean {
  return ((row.state >> leftShift) & 3) === present;
}

export function sameMark(one: PageMark | undefined, other: PageMark): boolean {
  return one?.read === other.read && one.page === other.page;
}

function sameItems(one: RowForm['roles'], other: RowForm['roles']): boolean {
  if (one === other) return true;
  return one?.length === other?.length && one?.every((item, at) => item === other?.[at]) === true;
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function fitsTime(value: unknown): boolean {
  return value === null || value instanceof Date;
}

function stateOf(value: unknown): number {
  switch (readInstant(value).kind) {
    case 'missing':
      return missing;
    case 'null':
      return nothing;
    case 'at':
      return present;
    case 'unknown':
      return strange;
  }
}

function msOf(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  const reading = readInstant(value);
  return reading.kind === 'at' ? reading.ms : NaN;
}
