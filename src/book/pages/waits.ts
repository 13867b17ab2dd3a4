import type { RequestContext, Wait } from '../../stream/stream-video';

/**
 * A context for each of `count` requests that run at once for one read: of their waits the one that lasts longest is told,
 * and its *Continue Anyway* goes on with all of them.
 */
export function shareWaits(context: RequestContext, count: number): readonly RequestContext[] {
  const share = sharedWaits(context);
  return Array.from({ length: count }, share);
}

/** {@link shareWaits} for a read that does not know beforehand how many of its requests run at once: a context each call. */
export function sharedWaits(context: RequestContext): () => RequestContext {
  const waits = new Map<object, Wait>();
  return () => {
    const request = {};
    return {
      signal: context.signal,
      onWait(wait) {
        if (wait === undefined) waits.delete(request);
        else waits.set(request, wait);
        const now = [...waits.values()];
        const longest = now.toSorted((one, other) => other.until - one.until)[0];
        context.onWait?.(
          longest && {
            ...longest,
            goOn() {
              for (const each of now) each.goOn();
            },
          },
        );
      },
    };
  };
}
