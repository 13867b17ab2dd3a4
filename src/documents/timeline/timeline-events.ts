import * as v from 'valibot';
import type { DecodedObject } from '../../attendance/call';
import { runInSlices, type Pausing, type Sliced } from '../../attendance/figures/slices';
import { instantOf, type Ms } from '../../attendance/instant';

/** One thing that happened on a connection, as Stream tells it. */
export interface TimelineEvent {
  /** Stream's own word for it; empty: none came. */
  readonly type: string;
  /** Undefined: no usable time came. */
  readonly at: Ms | undefined;
  readonly severity: string;
  /** What else Stream says of it, without personal data: a path such as `data.reason`, and its value. At most 20. */
  readonly fields: readonly EventField[];
  /** All fields by which Stream says why. */
  readonly reasons: readonly EventField[];
  /** Fields that are not shown: places, addresses, secrets, and those beyond what is shown. */
  readonly hidden: number;
  /** A reason stands where nothing may be shown. */
  readonly hidesReason: boolean;
  /** The event holds more than is looked through: a reason may be among it. */
  readonly cut: boolean;
}

export interface EventField {
  readonly name: string;
  readonly value: string;
}

export interface Timeline {
  /** All of them, in the order of their times; those without one last. */
  readonly events: readonly TimelineEvent[];
  /** Entries of a form that nobody knows. */
  readonly strange: number;
}

const fieldsAtMost = 20;
/** Keys of one event, at any depth, that are looked at. */
const keysAtMost = 400;
const valueAtMost = 200;
const depthAtMost = 4;

const eventSchema = v.looseObject({
  type: v.optional(v.unknown()),
  timestamp: v.optional(v.unknown()),
  severity: v.optional(v.unknown()),
});

/** Reads Stream's answer as far as it can be read. Nothing in it is taken for granted. */
export async function readTimeline(answer: DecodedObject, pausing: Pausing): Promise<Timeline> {
  const came: readonly unknown[] = Array.isArray(answer['events']) ? answer['events'] : [];
  const events = await runInSlices(readEvents(came), pausing);
  return {
    events: events.toSorted((one, other) => (one.at ?? Infinity) - (other.at ?? Infinity) || 0),
    strange: came.length - events.length,
  };
}

function* readEvents(came: readonly unknown[]): Sliced<readonly TimelineEvent[]> {
  const events: TimelineEvent[] = [];
  for (const one of came) {
    const event = eventOf(one);
    if (event !== undefined) events.push(event);
    yield;
  }
  return events;
}

function eventOf(one: unknown): TimelineEvent | undefined {
  if (Array.isArray(one) || !v.is(eventSchema, one)) return undefined;
  const { type, timestamp, severity, ...rest } = one;
  return { type: plain(type), at: instantOf(timestamp), severity: plain(severity), ...fieldsOf(rest) };
}

/** The fields below an object, nested ones by their paths. */
function fieldsOf(
  root: object,
): Pick<TimelineEvent, 'fields' | 'reasons' | 'hidden' | 'hidesReason' | 'cut'> {
  const fields: EventField[] = [];
  const reasons: EventField[] = [];
  let [hidden, keys] = [0, 0];
  let hidesReason = false;

  function put(name: string, value: unknown, isReason: boolean, depth: number): void {
    const isShown = fields.length < fieldsAtMost && depth <= depthAtMost;
    if (!isShown) hidden++;
    if (!isShown && !isReason) return;
    const field = { name: plain(name), value: plain(value) };
    if (isShown) fields.push(field);
    if (isReason) reasons.push(field);
  }

  /** @param isSecret it is looked through for a reason alone */
  function walk(object: object, path: string, depth: number, isReason: boolean, isSecret: boolean): void {
    const entries: readonly (readonly [string, unknown])[] = Object.entries(object);
    for (const [key, value] of entries) {
      if (keys++ >= keysAtMost) return;
      const words = wordsOf(key);
      const [says, hides] = [isReason || words.some(isReasonWord), isSecret || words.some(isPersonalWord)];
      if (hides && !isSecret) hidden++;
      if (value === undefined || value === null || value === '') continue;
      const name = path === '' ? key : `${path}.${key}`;
      if (typeof value === 'object' && !(value instanceof Date)) walk(value, name, depth + 1, says, hides);
      else if (!hides) put(name, value, says, depth);
      else if (says) hidesReason = true;
    }
  }

  walk(root, '', 0, false, false);
  return { fields, reasons, hidden, hidesReason, cut: keys > keysAtMost };
}

/** A value as a line of words, without the addresses in it. */
function plain(value: unknown): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return '';
  const words = String(value);
  // An address must not be cut into two that are none.
  const start =
    words.length <= 2 * valueAtMost
      ? words
      : words.slice(0, 2 * valueAtMost).replace(/[\da-f:.]{1,45}$/i, '');
  const told = start.replace(ipv6, '(address)').replace(ipv4, '(address)').replace(mac, '(address)');
  return told.length <= valueAtMost && start === words
    ? told
    : `${told.slice(0, valueAtMost - 1).toWellFormed()}…`;
}

/** Words in the names of fields that hold where or who somebody is, or what must not be shown. */
const personal: ReadonlySet<string> = new Set(
  (
    'ip ips ipv4 ipv6 addr address addresses host hostname candidate candidates sdp city country region continent ' +
    'province postal zip latitude longitude lat lng lon geo location place coordinates timezone isp asn carrier ' +
    'email mail phone token secret password credential credentials ufrag pwd mac'
  ).split(' '),
);

const ipv4 = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?!\d)/g;
/** Eight groups, or fewer about a `::`: a time of day is none. One that ends in an IPv4 is one, too. */
const ipv6 =
  /(?<![\w:])(?=[\da-f:]*::|(?:[\da-f]{1,4}:){7}|(?:[\da-f]{1,4}:){6}\d+\.)(?=:*[\da-f])[\da-f:.]*[\da-f:](?!\w)/gi;
const mac = /\b(?:[\da-f]{2}[:-]){5}[\da-f]{2}\b/gi;

function isPersonalWord(word: string): boolean {
  return personal.has(word);
}

function isReasonWord(word: string): boolean {
  return word.startsWith('reason');
}

/** `clientIpAddress`, `client_ip_address`: client, ip, address. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u);
}
