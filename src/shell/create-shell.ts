import * as vscode from 'vscode';
import { shownInNotification } from '../attendance/shown-text';
import type { Text } from '../attendance/text';
import { runCommand } from './command-run';
import { commands, type CommandId, type InternalCommandId } from './commands';
import { createRequestLog } from './door-log';
import { failureMessage, reasonOf } from './failure-message';
import { problemReport } from './problem-report';
import { createSettings, type SettingsSource } from './settings';
import type { Log, Shell } from './shell';

/** What ends with the shell. */
interface Owned {
  dispose(): unknown;
}

/** Builds what every feature shares, and registers the commands that belong to none of them: log and problem report. */
export function createShell(context: vscode.ExtensionContext): Shell & { dispose(): void } {
  const channel = vscode.window.createOutputChannel('Rollcall', { log: true });
  const owned: Owned[] = [channel];
  const factSources = new Set<() => Readonly<Record<string, string>>>();
  const log: Log = {
    info: (message) => {
      channel.info(message);
    },
    warn: (message) => {
      channel.warn(message);
    },
    error: (message) => {
      channel.error(message);
    },
    debug: (message) => {
      channel.debug(message);
    },
    show: () => {
      channel.show();
    },
  };
  const say = (text: Text): string => vscode.l10n.t(text.message, text.args);

  const shell: Shell = {
    log,
    say,
    settings: createSettings(configuration(owned)),
    requests: createRequestLog(log),
    command: (id, run) => registerCommand(shell, id, run),
    async showFailure(error, again) {
      const message = failureMessage(error, again !== undefined);
      if (message === undefined) return;
      const buttons = message.acts.map((each) => ({ title: say(each.title), act: each }));
      const show =
        message.severity === 'error' ? vscode.window.showErrorMessage : vscode.window.showWarningMessage;
      const chosen = await show(shownInNotification(say(message.text)), ...buttons);
      if (chosen !== undefined) await shell.act(chosen.act, again);
    },
    async act(act, again) {
      switch (act.kind) {
        case 'log':
          log.show();
          return;
        case 'again':
          await again?.();
          return;
        case 'command':
          await vscode.commands.executeCommand(act.command, ...(act.args ?? []));
      }
    },
    addFacts(facts) {
      factSources.add(facts);
      return new vscode.Disposable(() => factSources.delete(facts));
    },
  };

  owned.push(
    shell.command(commands.openLog, () => {
      log.show();
    }),
    shell.command(commands.reportProblem, () => openIssueReporter(context, shell, factSources)),
  );
  return {
    ...shell,
    dispose: () => {
      for (const each of owned.reverse()) each.dispose();
    },
  };
}

function registerCommand(
  shell: Shell,
  id: CommandId | InternalCommandId,
  run: (...args: readonly unknown[]) => unknown,
): vscode.Disposable {
  const runner = {
    log: shell.log,
    now: () => performance.now(),
    show: (error: unknown, again: () => Promise<void>) => shell.showFailure(error, again),
  };
  return vscode.commands.registerCommand(id, (...args: readonly unknown[]) =>
    runCommand(runner, id, run, args),
  );
}

/** VS Code's configuration, section `rollcall`, behind one listener. */
function configuration(owned: Owned[]): SettingsSource {
  const listeners = new Set<() => void>();
  owned.push(
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('rollcall')) for (const listener of listeners) listener();
    }),
  );
  const section = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('rollcall');
  return {
    value: (name) => section().get<unknown>(name),
    defaultValue: (name) => section().inspect<unknown>(name)?.defaultValue,
    onDidChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** VS Code's own issue reporter, filled in; the user reads and edits it before anything leaves the computer. */
async function openIssueReporter(
  context: vscode.ExtensionContext,
  shell: Shell,
  factSources: ReadonlySet<() => Readonly<Record<string, string>>>,
): Promise<void> {
  const states = new Map<string, string>([
    ['workspace trusted', String(vscode.workspace.isTrusted)],
    ['remote', vscode.env.remoteName === undefined ? 'no' : 'yes'],
    ['times shown as', shell.settings.time],
    ['page size', String(shell.settings.pageSize)],
  ]);
  for (const facts of factSources)
    for (const [name, value] of Object.entries(facts())) states.set(name, value);
  const body = problemReport({
    version: versionOf(context),
    vscode: vscode.version,
    system: `${process.platform} ${process.arch}`,
    states,
    requests: shell.requests.recent,
    drifts: shell.requests.drifts,
  });
  try {
    await vscode.commands.executeCommand('vscode.openIssueReporter', {
      extensionId: context.extension.id,
      issueBody: body,
    });
  } catch (error) {
    // Some hosts have no issue reporter: the text is worth having all the same.
    shell.log.warn(`the issue reporter did not open: ${reasonOf(error)}`);
    const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: body });
    await vscode.window.showTextDocument(document);
  }
}

/** The version that package.json names. */
export function versionOf(context: vscode.ExtensionContext): string {
  const manifest: unknown = context.extension.packageJSON;
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : 'unknown';
}
