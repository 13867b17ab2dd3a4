import type { Ms } from '../attendance/instant';
import { retryAfterMs, untilResetMs } from './headers';
import type { Wait } from './stream-video';
import type { RawOutcome } from './transport';

/** A wait before the next attempt. */
export interface Pause {
  readonly ms: number;
  readonly reason: Wait['reason'];
}

/** Decides after each attempt of **one** request whether there is another, and when. All that Rollcall sends only reads. */
export interface Retries {
  after(outcome: RawOutcome, now: Ms): Pause | undefined;
}

type Trouble = 'server' | 'network' | 'timeout' | 'body';

const most: Readonly<Record<Trouble, number>> = { server: 3, network: 3, timeout: 2, body: 2 };
const backoff = { baseMs: 500, capMs: 8_000 };
const rateLimit = {
  most: 5,
  baseMs: 2_000,
  capMs: 30_000,
  longestMs: 120_000,
  longestSumMs: 180_000,
  spreadMs: 500,
};
const notReady = { forMs: 30_000, leastMs: 1_000, spreadMs: 2_000 };

/**
 * @param isNotReady whether a 404 may be one of a session whose statistics are not computed yet.
 * @param random 0 ≤ x < 1: waits are spread (full jitter) so that many windows do not come back at once.
 */
export function createRetries(random: () => number, isNotReady: (outcome: RawOutcome) => boolean): Retries {
  const failed: Record<Trouble, number> = { server: 0, network: 0, timeout: 0, body: 0 };
  let limited = 0;
  let waitedForLimit = 0;
  let notReadySince: Ms | undefined;

  const jittered = (attempt: number, { baseMs, capMs }: { baseMs: number; capMs: number }) =>
    random() * Math.min(capMs, baseMs * 2 ** (attempt - 1));

  function afterLimit(outcome: RawOutcome, now: Ms): Pause | undefined {
    limited++;
    const asked = retryAfterMs(outcome.headers, now) ?? untilResetMs(outcome.headers, now);
    const ms = asked === undefined ? jittered(limited, rateLimit) : asked + random() * rateLimit.spreadMs;
    if (
      limited > rateLimit.most ||
      ms > rateLimit.longestMs ||
      waitedForLimit + ms > rateLimit.longestSumMs
    ) {
      return undefined;
    }
    waitedForLimit += ms;
    return { ms, reason: 'rate-limit' };
  }

  return {
    after(outcome, now) {
      if (!outcome.ok && outcome.status === 429) return afterLimit(outcome, now);
      if (!outcome.ok && outcome.status === 404 && isNotReady(outcome)) {
        notReadySince ??= now;
        const left = notReadySince + notReady.forMs - now;
        if (left <= 0) return undefined;
        return { ms: Math.min(left, notReady.leastMs + random() * notReady.spreadMs), reason: 'not-ready' };
      }
      const trouble = troubleOf(outcome);
      if (trouble === undefined || failed[trouble] >= most[trouble]) return undefined;
      failed[trouble]++;
      const asked = trouble === 'server' ? retryAfterMs(outcome.headers, now) : undefined;
      if (asked !== undefined && asked > rateLimit.longestMs) return undefined;
      return { ms: asked ?? jittered(failed[trouble], backoff), reason: 'retry' };
    },
  };
}

/** What may go by itself. A 200 with `null` is among it: no answer of Stream is documented as that. */
function troubleOf(outcome: RawOutcome): Trouble | undefined {
  if (outcome.ok) return outcome.body === null ? 'body' : undefined;
  if (outcome.cause !== 'http') return outcome.cause;
  return outcome.status !== undefined && outcome.status >= 500 ? 'server' : undefined;
}
