import type { Ms } from '../attendance/instant';
import type { Clock } from './clock';
import type { RequestContext, Wait } from './stream-video';
import type { OperationName } from './transport';

/** Shorter waits are not shown: they would only flicker. */
const visibleFromMs = 250;

interface Reason {
  readonly until: Ms;
  readonly reason: Wait['reason'];
}

/** Waits that people see, may skip (`goOn`) and may cancel. */
export interface Waiting {
  /**
   * Resolves once `look` answers undefined. It is asked at once, at the end of what it answers, and whenever the operation
   * is {@link wake}d. Rejects with what `stopped` makes as soon as the signal is aborted.
   */
  whileHeld(
    operation: OperationName,
    context: RequestContext,
    look: () => Reason | undefined,
    goOn: () => void,
    stopped: () => Error,
  ): Promise<void>;
  /** Something that waits depend on has changed. */
  wake(operation: OperationName): void;
}

export function createWaiting(clock: Clock): Waiting {
  const sleepers = new Map<OperationName, Set<() => void>>();

  return {
    whileHeld(operation, context, look, goOn, stopped) {
      return new Promise((resolve, reject) => {
        let cancelTimer: (() => void) | undefined;
        let shown: Reason | undefined;
        const { signal, onWait } = context;
        if (signal?.aborted === true) {
          reject(stopped());
          return;
        }

        const end = () => {
          cancelTimer?.();
          sleepers.get(operation)?.delete(again);
          signal?.removeEventListener('abort', abort);
          if (shown !== undefined) onWait?.(undefined);
        };
        const abort = () => {
          end();
          reject(stopped());
        };
        const again = () => {
          cancelTimer?.();
          const held = look();
          const ms = held === undefined ? 0 : held.until - clock.now();
          if (held === undefined || ms <= 0) {
            end();
            resolve();
            return;
          }
          cancelTimer = clock.setTimer(ms, again);
          const news = shown?.until !== held.until || shown.reason !== held.reason;
          if (news && (shown !== undefined || ms >= visibleFromMs)) {
            shown = held;
            onWait?.({ ...held, operation, goOn });
          }
        };

        const others = sleepers.get(operation);
        if (others === undefined) sleepers.set(operation, new Set([again]));
        else others.add(again);
        signal?.addEventListener('abort', abort, { once: true });
        again();
      });
    },

    wake(operation) {
      for (const again of [...(sleepers.get(operation) ?? [])]) again();
    },
  };
}
