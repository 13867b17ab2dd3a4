import { setImmediate } from 'node:timers/promises';
import { isAnonymous } from '../attendance/people';
import { isStreamFailure } from '../stream/errors';
import { isUserId } from '../stream/path-ids';
import type { StreamVideo } from '../stream/stream-video';

/** Names of users, shown beside ids: never instead of one, and never to tell people apart or to merge them. */
export interface Names {
  /** The name of a user, as far as it was asked for and there is one. Asks for nothing. */
  of(userId: string): string | undefined;
  /** Asks for the names of ids that are on screen: those not known yet, each once, all of one turn together. Never fails. */
  want(userIds: Iterable<string>): void;
  /** Told when names came that nobody had before. Answers how to stop it. */
  onDidChange(listener: () => void): () => void;
}

/** Ids in one question. */
const idsAtOnce = 100;
/** Names kept; past it all are forgotten, and those on screen are asked for again. */
const namesKept = 50_000;
/** Failures that may be over at the next try. */
const passing: ReadonlySet<string> = new Set(['network', 'timeout', 'server', 'rate-limited']);

export function createNames(stream: Pick<StreamVideo, 'users'>, closed: AbortSignal): Names {
  const names = new Map<string, string>();
  const asked = new Set<string>();
  const wanted = new Set<string>();
  const listeners = new Set<() => void>();
  let asking = false;

  async function askAll(): Promise<void> {
    asking = true;
    // All that is drawn in this turn is one question.
    await setImmediate();
    while (wanted.size > 0 && !closed.aborted) {
      const ids = [...wanted].slice(0, idsAtOnce);
      for (const id of ids) wanted.delete(id);
      await ask(ids);
    }
    asking = false;
  }

  async function ask(ids: readonly string[]): Promise<void> {
    try {
      const { value } = await stream.users(ids, { signal: closed });
      const before = names.size;
      for (const { id, name } of value) if (name !== undefined && asked.has(id)) names.set(id, name);
      if (names.size > before && !closed.aborted) for (const listener of [...listeners]) listener();
    } catch (error) {
      // The door has logged it. An id without a name is shown as it was before.
      if (isStreamFailure(error) && passing.has(error.kind)) for (const id of ids) asked.delete(id);
    }
  }

  return {
    of: (userId) => names.get(userId),
    want(userIds) {
      if (closed.aborted) return;
      if (asked.size > namesKept) {
        asked.clear();
        names.clear();
      }
      for (const id of userIds) {
        if (asked.has(id) || isAnonymous(id) || !isUserId(id)) continue;
        asked.add(id);
        wanted.add(id);
      }
      if (wanted.size > 0 && !asking) void askAll();
    },
    onDidChange(listener) {
      const own = (): void => {
        listener();
      };
      listeners.add(own);
      return () => {
        listeners.delete(own);
      };
    },
  };
}
