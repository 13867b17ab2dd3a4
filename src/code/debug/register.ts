import * as vscode from 'vscode';
import { commands } from '../../shell/commands';
import type { FeatureParts } from '../../stream-apps/feature-parts';

/** Attendance of variables while a program is paused. */
export function registerDebugging(parts: Pick<FeatureParts, 'shell' | 'apps'>): vscode.Disposable {
  const { shell } = parts;
  return vscode.Disposable.from(
    shell.command(commands.openAttendanceOfVariable, async (argument) =>
      (await debugging()).runOnVariable(parts, argument, commands.openAttendance),
    ),
    shell.command(commands.copyCallSessionJsonOfVariable, async (argument) =>
      (await debugging()).runOnVariable(parts, argument, commands.copyCallSessionJson),
    ),
  );
}

const debugging = () => import('./debugging');
