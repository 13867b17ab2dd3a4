import * as vscode from 'vscode';
import { commands } from '../../shell/commands';
import type { Shell } from '../../shell/shell';
import type { ActiveApp } from '../../stream-apps/active-app';

/** Attendance of variables while a program is paused. */
export function registerDebugging(parts: {
  readonly shell: Shell;
  readonly apps: ActiveApp;
}): vscode.Disposable {
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
