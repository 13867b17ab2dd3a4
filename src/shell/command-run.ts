import { text } from '../attendance/text';
import { nodeCommands, type CommandId, type InternalCommandId } from './commands';
import { failureLine, failureMessage } from './failure-message';
import { Problem } from './problem';
import type { Log } from './shell';

/** What the wrapper needs from its surroundings. */
export interface CommandRunner {
  readonly log: Log;
  /** Milliseconds of a monotonic clock. */
  now(): number;
  /** Shows a failure; `again` runs the command once more with the same arguments. */
  show(error: unknown, again: () => Promise<void>): Promise<void>;
}

/**
 * Runs a command the one way: logged with its duration; a failure is logged and shown with its act; a cancel is silent.
 * Answers what the command answered, for callers by `executeCommand`; undefined after a failure.
 * The message is not awaited: a command is over when its work is, not when somebody closed a notification.
 */
export async function runCommand(
  runner: CommandRunner,
  id: CommandId | InternalCommandId,
  run: (...args: readonly unknown[]) => unknown,
  given: readonly unknown[],
): Promise<unknown> {
  const args = argumentsOf(id, given);
  const started = runner.now();
  const took = (): string => `${Math.round(runner.now() - started)} ms`;
  try {
    if (isLostNode(id, args)) throw lostNode;
    const answer: unknown = await run(...args);
    runner.log.info(`${id}: done in ${took()}`);
    return answer;
  } catch (error) {
    if (failureMessage(error, true) === undefined) {
      runner.log.info(`${id}: cancelled after ${took()}`);
      return undefined;
    }
    runner.log.error(`${id}: failed after ${took()}: ${failureLine(error)}`);
    void runner.show(error, async () => {
      await runCommand(runner, id, run, args);
    });
    return undefined;
  }
}

/**
 * VS Code hands on the `args` of a keybinding as one argument, also where they are a list: a target, and what to do with it.
 */
function argumentsOf(id: CommandId | InternalCommandId, given: readonly unknown[]): readonly unknown[] {
  const [list] = given;
  return nodeCommands.has(id) && given.length === 1 && Array.isArray(list) ? list : given;
}

const lostNode = new Problem(
  text('The list was just drawn anew, so it cannot be told what this was about. Choose it again.'),
);

function isLostNode(id: CommandId | InternalCommandId, args: readonly unknown[]): boolean {
  return nodeCommands.has(id) && args.length > 1 && args.every((each) => each === undefined);
}
