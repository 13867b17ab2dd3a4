import * as vscode from 'vscode';
import { commands } from '../shell/commands';
import type { ActiveApp, OpenApp } from './active-app';

/** The one status bar item: which app this window looks at, with a warning look when it is in production. */
export function createStatusBar(apps: ActiveApp): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('app', vscode.StatusBarAlignment.Left);
  item.name = vscode.l10n.t('Rollcall: Stream App');
  item.command = commands.switchApp;
  const show = (app: OpenApp | undefined): void => {
    if (app === undefined) {
      item.hide();
      return;
    }
    // A name is the user's own text: `$(…)` in it must not become an icon.
    item.text = `$(organization) ${app.name.replaceAll('$(', '$\u200B(')}`;
    item.tooltip = app.production
      ? vscode.l10n.t('Rollcall looks at {name}, an app in production. Select to switch.', { name: app.name })
      : vscode.l10n.t('Rollcall looks at {name}. Select to switch.', { name: app.name });
    item.accessibilityInformation = { label: item.tooltip };
    item.backgroundColor = app.production
      ? new vscode.ThemeColor('statusBarItem.warningBackground')
      : undefined;
    item.show();
  };
  show(apps.current);
  return vscode.Disposable.from(item, apps.onDidChange(show));
}
