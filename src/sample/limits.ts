import type { Quirks } from './options';

/** What the rate-limit headers say of one endpoint. */
export interface LimitNow {
  readonly limit: number;
  readonly remaining: number;
  /** Seconds since the epoch. */
  readonly reset: number;
  /** The window was used up before this request. */
  readonly exceeded: boolean;
}

export interface Limits {
  /** Counts one request to an endpoint. */
  take(operation: string): LimitNow;
  /** The same without counting. */
  look(operation: string): LimitNow;
}

const windowMs = 60_000;
const usualLimit = 10_000;

/** Counts requests by endpoint in windows of one minute, by the injected clock. */
export function createLimits(now: () => number, quirks: () => Quirks): Limits {
  const windows = new Map<string, { minute: number; used: number; requests: number }>();

  function windowOf(operation: string): { minute: number; used: number; requests: number } {
    const minute = Math.floor(now() / windowMs);
    let window = windows.get(operation);
    if (window?.minute !== minute) {
      window = { minute, used: 0, requests: window?.requests ?? 0 };
      windows.set(operation, window);
    }
    return window;
  }

  function read(operation: string, exceeded: boolean): LimitNow {
    const window = windowOf(operation);
    const { shrinkingLimit, limitFor = operation, rateHeaders, ...told } = quirks();
    const limitPerMinute = (limitFor === operation ? told.limitPerMinute : undefined) ?? usualLimit;
    // It halves with every request, as dynamic limits do under load.
    const limit =
      shrinkingLimit === true
        ? Math.max(10, Math.floor(limitPerMinute / 2 ** window.requests))
        : limitPerMinute;
    const reset = rateHeaders === 'resetInPast' ? window.minute * 60 - 60 : (window.minute + 1) * 60;
    return { limit, remaining: Math.max(0, limit - window.used), reset, exceeded };
  }

  return {
    take(operation) {
      const window = windowOf(operation);
      const exceeded = read(operation, false).remaining === 0;
      if (!exceeded) window.used += 1 + (quirks().neighbourTakes ?? 0);
      window.requests += 1;
      return read(operation, exceeded);
    },
    look: (operation) => read(operation, false),
  };
}
