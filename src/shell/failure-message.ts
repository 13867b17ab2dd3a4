import { text, type Text } from '../attendance/text';
import {
  isCancelled,
  isKeyRefused,
  isStreamFailure,
  type FailureKind,
  type StreamFailure,
} from '../stream/errors';
import { commands } from './commands';
import { isProblem, switchAppAct, type Act } from './problem';
import { redact } from './redact';

/** A failure as a notification shows it. */
export interface FailureMessage {
  readonly severity: 'error' | 'warning';
  readonly text: Text;
  /** In the order of the buttons; the last one is always *Open Log*. */
  readonly acts: readonly Act[];
}

const openLog: Act = { kind: 'log', title: text('Open Log') };
const tryAgain: Act = { kind: 'again', title: text('Try Again') };

const report: Act = {
  kind: 'command',
  title: text('Report a Problem…'),
  command: commands.reportProblem,
};

/** What helps, by kind of failure. */
function actsFor(failure: StreamFailure): readonly Act[] {
  switch (failure.kind) {
    case 'auth':
      if (isKeyRefused(failure)) {
        return [{ kind: 'command', title: text('Connect Stream App…'), command: commands.connectApp }];
      }
      return [{ kind: 'command', title: text('Update Secret…'), command: commands.updateSecret }];
    case 'permission':
      return [switchAppAct];
    case 'network':
    case 'timeout':
    case 'server':
    case 'rate-limited':
    case 'not-ready':
    case 'dead-cursor':
      return [tryAgain];
    case 'contract-drift':
      return [{ kind: 'command', title: text('Check This App…'), command: commands.checkApp }, report];
    case 'not-found':
    case 'bad-input':
    case 'cancelled':
      return [];
  }
}

/**
 * What a failure says to the user and which acts go with it. Undefined for a cancel, which is no failure.
 * @param canRetry whether the caller can run the failed work again; without it *Try Again* is left out.
 */
export function failureMessage(error: unknown, canRetry: boolean): FailureMessage | undefined {
  if (isCancelled(error) || isAbort(error)) return undefined;
  if (isStreamFailure(error)) {
    const passing: readonly FailureKind[] = ['rate-limited', 'not-ready', 'network', 'timeout'];
    return message(passing.includes(error.kind) ? 'warning' : 'error', error.text, actsFor(error), canRetry);
  }
  if (isProblem(error)) return message('error', error.text, error.acts, canRetry);
  return message(
    'error',
    text('Something went wrong in Rollcall itself: {reason}. The log tells more.', {
      reason: reasonOf(error),
    }),
    [report],
    canRetry,
  );
}

function message(
  severity: FailureMessage['severity'],
  words: Text,
  acts: readonly Act[],
  canRetry: boolean,
): FailureMessage {
  return {
    severity,
    text: words,
    acts: [...acts.filter((act) => canRetry || act.kind !== 'again'), openLog],
  };
}

/** VS Code's and the platform's own ways to say "cancelled". */
function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'Canceled');
}

/** The first line of an error's message, redacted, without a full stop. */
export function reasonOf(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  const line = redact(said.split('\n', 1)[0] ?? '').trim();
  return line === '' ? 'unknown' : line.replace(/\.$/, '');
}

/** A failure as one line of the log: kind, operation, status and request id; never ids of calls or users. */
export function failureLine(error: unknown): string {
  if (isStreamFailure(error)) {
    const facts = [
      error.kind,
      error.operation,
      error.status === undefined ? undefined : `status ${error.status}`,
      error.code === undefined ? undefined : `code ${error.code}`,
      error.field === undefined ? undefined : `field ${error.field}`,
      error.requestId === undefined ? undefined : `request ${error.requestId}`,
    ];
    return facts.filter((fact) => fact !== undefined).join(', ');
  }
  if (isProblem(error)) {
    return error.cause === undefined
      ? redact(error.text.message)
      : `${redact(error.text.message)} (${reasonOf(error.cause)})`;
  }
  return error instanceof Error ? redact(error.stack ?? error.message) : reasonOf(error);
}
