import * as v from 'valibot';
import { text } from '../attendance/text';
import { Problem } from '../shell/problem';
import { readBaseUrl } from './base-url';

/** A sample server to talk to. */
export interface SampleAddress {
  readonly url: string;
  readonly key: string;
  readonly secret: string;
  /** Ms since epoch: the clock stands still there, for pictures and checks. */
  readonly now?: number | undefined;
}

const address = v.object({
  url: v.pipe(
    v.string(),
    v.check((url) => url.startsWith('http:') && readBaseUrl(url).kind === 'url', 'must be http on loopback'),
  ),
  key: v.pipe(v.string(), v.nonEmpty()),
  secret: v.pipe(v.string(), v.nonEmpty()),
  now: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
});

/**
 * Reads `ROLLCALL_SAMPLE`, by which tests and `npm start` name a sample server that runs already: JSON
 * `{"url", "key", "secret", "now"?}`, http on loopback only. Undefined: not set, and Rollcall starts its own.
 * @throws Problem when it is set and cannot be used.
 */
export function readSampleAddress(value: string | undefined): SampleAddress | undefined {
  if (value === undefined || value === '') return undefined;
  const refused = new Problem(
    text(
      'The environment variable ROLLCALL_SAMPLE is not what it must be: JSON with url (http on this computer), key, secret and perhaps now.',
    ),
  );
  let data: unknown;
  try {
    data = JSON.parse(value);
  } catch {
    throw refused;
  }
  const parsed = v.safeParse(address, data);
  if (!parsed.success) throw refused;
  return parsed.output;
}
