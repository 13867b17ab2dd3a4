import * as v from 'valibot';
import type { DecodedObject } from '../../attendance/call';
import { instantOf, type Ms } from '../../attendance/instant';

/** One thing that happened on a connection, as Stream tells it. */
export interface TimelineEvent {
  /** Stream's own word for it; empty: none came. */
  readonly type: string;
  /** Undefined: no usable time came. */
  readonly at: Ms | undefined;
  readonly severity: string;
  /** What else Stream says of it, without personal data: a path such as `data.reason`, and its value. */
  readonly fields: readonly EventField[];
  /** Fields that are not shown: addresses, places, secrets. */
  readonly hidden: number;
}

export interface EventField {
  readonly name: string;
  readonly value: string;
}

export interface Timeline {
  /** In the order of their times; those without one last. */
  readonly events: readonly TimelineEvent[];
  /** Entries of a form that nobody knows. */
  readonly strange: number;
  /** Events that came and are not shown, because there are so many. */
  readonly more: number;
}

const eventsAtMost = 1000;
const fieldsAtMost = 20;
const valueAtMost = 200;
const depthAtMost = 4;

const eventSchema = v.looseObject({
  type: v.optional(v.unknown()),
  timestamp: v.optional(v.unknown()),
  severity: v.optional(v.unknown()),
});

/** Reads Stream's answer as far as it can be read. Nothing in it is taken for granted. */
export function readTimeline(answer: DecodedObject): Timeline {
  const came: readonly unknown[] = Array.isArray(answer['events']) ? answer['events'] : [];
  const events = came.slice(0, eventsAtMost).flatMap((one) => eventOf(one) ?? []);
  return {
    events: events.toSorted((one, other) => (one.at ?? Infinity) - (other.at ?? Infinity) || 0),
    strange: Math.min(came.length, eventsAtMost) - events.length,
    more: Math.max(0, came.length - eventsAtMost),
  };
}

/** Fields by which Stream says why, in the order of the events. */
export function reasonsIn(
  timeline: Timeline,
): readonly { readonly event: TimelineEvent; readonly value: string }[] {
  return timeline.events.flatMap((event) =>
    event.fields
      .filter(({ name }) => wordsOf(name).includes('reason'))
      .map(({ value }) => ({ event, value })),
  );
}

function eventOf(one: unknown): TimelineEvent | undefined {
  if (Array.isArray(one) || !v.is(eventSchema, one)) return undefined;
  const { type, timestamp, severity, ...rest } = one;
  const found: EventField[] = [];
  const hidden = collect(rest, '', 0, found);
  return {
    type: plain(type),
    at: instantOf(timestamp),
    severity: plain(severity),
    fields: found.slice(0, fieldsAtMost),
    hidden: hidden + Math.max(0, found.length - fieldsAtMost),
  };
}

/** Puts the fields below an object into a list, nested ones by their paths. Answers how many are not to be shown. */
function collect(object: object, path: string, depth: number, found: EventField[]): number {
  let hidden = 0;
  for (const [key, value] of Object.entries(object).map((entry): readonly [string, unknown] => entry)) {
    const name = path === '' ? key : `${path}.${key}`;
    if (isPersonal(key)) hidden++;
    else if (value instanceof Date) found.push({ name, value: plain(value) });
    else if (typeof value === 'object' && value !== null) {
      if (depth < depthAtMost) hidden += collect(value, name, depth + 1, found);
      else hidden++;
    } else if (value !== undefined && value !== null && value !== '') {
      const told = plain(value);
      if (addresses.test(told)) hidden++;
      else found.push({ name, value: told });
    }
  }
  return hidden;
}

function plain(value: unknown): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return '';
  const words = String(value);
  return words.length <= valueAtMost ? words : `${words.slice(0, valueAtMost - 1).toWellFormed()}…`;
}

/** Words in the names of fields that hold where or who somebody is, or what must not be shown. */
const personal: ReadonlySet<string> = new Set(
  (
    'ip ips ipv4 ipv6 addr address addresses host hostname candidate candidates sdp city country region continent ' +
    'province postal zip latitude longitude lat lng lon geo location place coordinates timezone isp asn carrier ' +
    'email mail phone token secret password credential credentials ufrag pwd mac'
  ).split(' '),
);

/** Of IPv4, and of IPv6 with at least two colons between hexadecimal groups. */
const addresses = /\b(?:\d{1,3}\.){3}\d{1,3}\b|(?:\b[0-9a-f]{1,4}:){2,}[0-9a-f:.]*|::[0-9a-f]{1,4}/i;

function isPersonal(key: string): boolean {
  return wordsOf(key).some((word) => personal.has(word));
}

/** `clientIpAddress`, `client_ip_address`: client, ip, address. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u);
}
