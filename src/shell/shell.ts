import type * as vscode from 'vscode';
import type { Translate } from '../attendance/text';
import type { CommandId, InternalCommandId } from './commands';
import type { RequestLog } from './door-log';
import type { Act } from './problem';
import type { Settings } from './settings';

/** What every feature shares. Made once by `extension.ts`. */
export interface Shell {
  readonly log: Log;
  /** Words in the user's language, by `vscode.l10n`. */
  readonly say: Translate;
  readonly settings: Settings;
  /**
   * Registers a command through the one wrapper: it is logged with its duration; a failure becomes one message with its
   * act and "Open Log"; a cancel is silent. `run` gets what VS Code passes: unknown, to be validated (`readTarget`).
   */
  command(
    id: CommandId | InternalCommandId,
    run: (...args: readonly unknown[]) => unknown,
  ): vscode.Disposable;
  /**
   * Shows a failure with the act that helps. Silent for a cancel.
   * @param again runs the failed work once more; with it the message can offer *Try Again*.
   */
  showFailure(error: unknown, again?: () => Promise<void>): Promise<void>;
  /** Does what a button of a message says. @param again runs the failed work once more */
  act(act: Act, again?: () => Promise<void>): Promise<void>;
  /** Where the door to Stream writes what it did. */
  readonly requests: RequestLog;
  /**
   * Adds named states to problem reports ("app": "sample"). Called when a report is made; must give neither ids nor
   * names of people, calls or apps.
   */
  addFacts(facts: () => Readonly<Record<string, string>>): vscode.Disposable;
}

/** The log: request ids, route templates and timings; never ids of users or calls, query strings or secrets. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
  debug(message: string): void;
  show(): void;
}
