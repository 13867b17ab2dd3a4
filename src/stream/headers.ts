import { readInstant } from '../attendance/instant';
import type { Ms } from '../attendance/instant';
import type { RateLimit } from './stream-video';

type Headers = ReadonlyMap<string, string>;

/** The server's time: its `Date` header. Undefined where there is none, or it is no date. */
export function serverDate(headers: Headers): Ms | undefined {
  const date = headers.get('date');
  if (date === undefined) return undefined;
  const reading = readInstant(new Date(date));
  return reading.kind === 'at' ? reading.ms : undefined;
}

/** Stream's rate-limit headers. Undefined where none of the three came. */
export function rateLimitOf(headers: Headers): RateLimit | undefined {
  const limit = count(headers.get('x-ratelimit-limit'));
  const remaining = count(headers.get('x-ratelimit-remaining'));
  const reset = count(headers.get('x-ratelimit-reset'));
  if (limit === undefined && remaining === undefined && reset === undefined) return undefined;
  return { limit, remaining, resetAt: reset === undefined ? undefined : reset * 1000 };
}

/** Milliseconds that the server asks to wait, from `Retry-After` in either of its forms. */
export function retryAfterMs(headers: Headers, localNow: Ms): number | undefined {
  const value = headers.get('retry-after');
  if (value === undefined) return undefined;
  const seconds = count(value);
  if (seconds !== undefined) return seconds * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - (serverDate(headers) ?? localNow));
}

/** Milliseconds until the window of the limit ends, by the server's own clock where it tells it. Undefined: past or unknown. */
export function untilResetMs(headers: Headers, localNow: Ms): number | undefined {
  const resetAt = rateLimitOf(headers)?.resetAt;
  if (resetAt === undefined) return undefined;
  const wait = resetAt - (serverDate(headers) ?? localNow);
  return wait > 0 ? wait : undefined;
}

function count(value: string | undefined): number | undefined {
  return value !== undefined && /^\s*\d+\s*$/.test(value) ? Number(value) : undefined;
}
