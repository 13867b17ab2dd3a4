import type { RequestContext, Wait } from '../../stream/stream-video';

/**
 * A context for each of `count` requests that run at once for one read: of their waits the one that lasts longest is told,
 * and its *Continue Anyway* goes on with all of them.
 */
export function shareWaits(context: RequestContext, count: number): readonly RequestContext[] {
  const waits = new Map<number, Wait>();
  return Array.from({ length: count }, (_, request) => ({
    signal: context.signal,
    onWait(wait: Wait | undefined) {
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
  }));
}
