import type { Ms } from '../attendance/instant';
import { rateLimitOf, untilResetMs } from './headers';
import type { OperationName } from './transport';

/** Why an operation must not be sent yet, and until when by this computer's clock. */
export interface Hold {
  readonly until: Ms;
  readonly reason: 'budget' | 'rate-limit';
}

/**
 * Stream's counters are shared with the customer's own backend, so a part of each window is left to it: half on an app
 * marked production, a fifth else. An endpoint that tells no usable limit gets two requests a second.
 */
export interface Budget {
  hold(operation: OperationName, now: Ms): Hold | undefined;
  /** Right before sending. */
  sent(operation: OperationName, now: Ms): void;
  /** Right after; without headers where no answer of Stream came. */
  heard(operation: OperationName, headers: ReadonlyMap<string, string> | undefined, now: Ms): void;
  /** After a 429: nothing more of this operation until then. */
  close(operation: OperationName, until: Ms): void;
  /** The user's *Continue Anyway*: holds until the present window ends no more. */
  goOn(operation: OperationName): void;
}

interface Endpoint {
  window: { limit: number; remaining: number; resetAt: Ms; known: boolean } | undefined;
  /** Sent and not answered: each may take one of what the last answer called remaining. */
  inFlight: number;
  /** The last sends, oldest first, for the pace. */
  sentAt: Ms[];
  closedUntil: Ms;
  overriddenUntil: Ms;
}

/** Longest wait for a window: Stream's windows are one minute, and a header may say anything. */
const longestWindowMs = 60_000;
const pace = { requests: 2, ms: 1000 };

export function createBudget(production: boolean): Budget {
  const share = production ? 0.5 : 0.2;
  const endpoints = new Map<OperationName, Endpoint>();

  function endpoint(operation: OperationName): Endpoint {
    let found = endpoints.get(operation);
    if (found === undefined) {
      found = { window: undefined, inFlight: 0, sentAt: [], closedUntil: 0, overriddenUntil: 0 };
      endpoints.set(operation, found);
    }
    return found;
  }

  return {
    hold(operation, now) {
      const at = endpoint(operation);
      if (at.closedUntil > now) return { until: at.closedUntil, reason: 'rate-limit' };
      if (at.overriddenUntil > now) return undefined;
      const { window } = at;
      if (window === undefined) return paced(at, now);
      // After the reset the window is full again, as far as anybody can know.
      const renewed = window.known && window.resetAt <= now;
      const left = (renewed ? window.limit : window.remaining) - at.inFlight;
      if (left >= share * window.limit) return undefined;
      return window.resetAt > now ? { until: window.resetAt, reason: 'budget' } : paced(at, now);
    },

    sent(operation, now) {
      const at = endpoint(operation);
      at.inFlight++;
      at.sentAt = [...at.sentAt, now].slice(-pace.requests);
    },

    heard(operation, headers, now) {
      const at = endpoint(operation);
      at.inFlight = Math.max(0, at.inFlight - 1);
      if (headers === undefined) return;
      const told = rateLimitOf(headers);
      if (told?.limit === undefined || told.remaining === undefined || told.limit === 0) {
        at.window = undefined;
        return;
      }
      const wait = untilResetMs(headers, now);
      const resetAt = now + Math.min(wait ?? 0, longestWindowMs);
      const sameWindow =
        at.window !== undefined &&
        at.window.known &&
        wait !== undefined &&
        Math.abs(resetAt - at.window.resetAt) < 2000;
      at.window = {
        limit: told.limit,
        // Answers may overtake each other: within one window the counter only falls.
        remaining: sameWindow && at.window ? Math.min(at.window.remaining, told.remaining) : told.remaining,
        resetAt,
        known: wait !== undefined,
      };
    },

    close(operation, until) {
      const at = endpoint(operation);
      at.closedUntil = Math.max(at.closedUntil, until);
    },

    goOn(operation) {
      const at = endpoint(operation);
      at.closedUntil = 0;
      at.sentAt = [];
      at.overriddenUntil = at.window?.resetAt ?? 0;
    },
  };
}

function paced(at: Endpoint, now: Ms): Hold | undefined {
  const first = at.sentAt[0];
  if (first === undefined || at.sentAt.length < pace.requests) return undefined;
  const until = first + pace.ms;
  return until > now ? { until, reason: 'budget' } : undefined;
}
