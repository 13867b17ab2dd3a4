import * as vscode from 'vscode';
import type { Text } from '../attendance/text';
import { internalCommands } from '../shell/commands';
import { Problem } from '../shell/problem';
import { readTarget, type Target } from '../shell/targets';
import { isRecord } from './panel-question';

/** What the Attendance panel shows that is the active editor. */
export interface ShownByPanel {
  readonly target: Target;
  /** A `Question` as data. */
  readonly question: unknown;
}

/**
 * What a command is about that was given no target: the active Attendance panel comes before what is selected in the
 * sidebar. Undefined: the command was given one, or no panel is active.
 * @param ofCopy what there is to say of a panel of an archived copy
 * @throws Problem: the panel shows an archived copy
 */
export async function shownByPanel(argument: unknown, ofCopy: Text): Promise<ShownByPanel | undefined> {
  if (readTarget(argument) !== undefined) return undefined;
  const panel: unknown = await vscode.commands.executeCommand(internalCommands.activePanel);
  if (!isRecord(panel)) return undefined;
  if (panel['archived'] === true) throw new Problem(ofCopy);
  const target = readTarget(panel['target']);
  return target && { target, question: panel['question'] };
}
