import * as vscode from 'vscode';
import { keepForTests } from './kept-window';
import { recordWindow } from './recorded-window';

/** Run before Rollcall, which starts with the window: nothing that it shows is missed. */
export function activate(): void {
  const extension = vscode.extensions.getExtension('rollcall.rollcall');
  if (extension === undefined) throw new Error('The package is not installed.');
  if (extension.isActive) throw new Error('The extension was started before its tests.');
  keepForTests(recordWindow(extension.extensionPath));
}
