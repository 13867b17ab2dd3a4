import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { shownInNotification } from '../attendance/shown-text';
import type { AttendanceBook } from '../book/book';
import { contextKeys, type AppKind } from '../shell/commands';
import type { SampleServer } from '../sample/server';
import type { Shell } from '../shell/shell';
import type { ActiveApp, OpenApp } from './active-app';
import { registerAppCommands } from './app-commands';
import { createActiveApp } from './create-active-app';
import { filesIn } from './files';
import { sampleAppId, type Profile } from './profile';
import { createProfileStore } from './profile-store';
import type { Connection } from './reader';
import { readSampleAddress, type SampleAddress } from './sample-app';
import { createSecrets, profileOfSecret } from './secrets';
import { createStatusBar } from './status-bar';

const lastChoiceKey = 'rollcall.lastApp';
const allowedKey = 'rollcall.productionAllowed';

/** Builds the room of the apps: profiles, secrets, the active app, its commands and the status bar item. Reads nothing yet. */
export function registerApps(
  shell: Shell,
  context: vscode.ExtensionContext,
): ActiveApp & { dispose(): void } {
  const folder = vscode.Uri.joinPath(context.globalStorageUri, 'apps').fsPath;
  const parts = {
    shell,
    profiles: createProfileStore(filesIn(folder, randomUUID), shell.log),
    secrets: createSecrets(context.secrets, process.platform),
  };
  const sample = createSample();

  async function openConnection(
    appId: string,
    connection: Connection,
    fixedNow?: number,
  ): Promise<AttendanceBook> {
    const { openAppBook } = await import('./reader');
    return openAppBook(appId, connection, {
      timeoutMs: () => shell.settings.requestTimeoutMs,
      pageSize: () => shell.settings.pageSize,
      log: shell.requests,
      fixedNow,
    });
  }

  showKind('opening');
  const apps = createActiveApp({
    log: shell.log,
    profiles: parts.profiles,
    secrets: parts.secrets,
    wanted: () => ({ value: shell.settings.app, fromWorkspace: isSetByWorkspace() }),
    lastChoice: {
      get: () =>
        context.workspaceState.get<string>(lastChoiceKey) ?? context.globalState.get<string>(lastChoiceKey),
      async set(id) {
        await context.workspaceState.update(lastChoiceKey, id);
        await context.globalState.update(lastChoiceKey, id);
      },
    },
    async askSecret(profile, reason) {
      const { askForSecret } = await import('./connect');
      return await askForSecret(parts, profile, reason);
    },
    confirmProduction: (profile) => confirmProduction(profile, context.workspaceState),
    openProfile: (profile, secret) => openConnection(profile.id, { ...profile, secret }),
    async openSample() {
      const { url, key, secret, now } = await sample.address();
      return await openConnection(sampleAppId, { key, secret, baseUrl: url, production: false }, now);
    },
    sampleName: () => vscode.l10n.t('Sample data'),
    showKind,
  });

  const changed = new vscode.EventEmitter<OpenApp | undefined>();
  const active: ActiveApp = {
    get current() {
      return apps.current;
    },
    open: () => apps.open(),
    has: (id) => apps.has(id),
    named: (name) => apps.named(name),
    find: (nameOrId) => apps.find(nameOrId),
    chosen: () => apps.chosen(),
    switchTo: (id) => apps.switchTo(id),
    onDidChange: changed.event,
  };
  const owned = vscode.Disposable.from(
    changed,
    new vscode.Disposable(
      apps.onDidChange((app) => {
        changed.fire(app);
      }),
    ),
    registerAppCommands(parts, apps),
    createStatusBar(active),
    shell.addFacts(() => ({
      app: apps.current?.kind ?? 'none',
      'marked as production': String(apps.current?.production ?? false),
    })),
    new vscode.Disposable(shell.settings.onDidChange(() => void apps.refresh())),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void apps.refresh()),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) void apps.refresh();
    }),
    context.secrets.onDidChange(({ key }) => {
      const id = profileOfSecret(key);
      if (id !== undefined) void apps.refreshSecret(id);
    }),
  );
  return Object.assign(active, {
    dispose() {
      apps.dispose();
      owned.dispose();
      sample.dispose();
    },
  });
}

/** Which welcome text the views show. */
function showKind(kind: AppKind): void {
  void vscode.commands.executeCommand('setContext', contextKeys.app, kind);
}

/** True where the workspace, not the user, wrote `rollcall.app`: a repository that somebody cloned may hold it. */
function isSetByWorkspace(): boolean {
  const written = vscode.workspace.getConfiguration('rollcall').inspect<string>('app');
  return written?.workspaceValue !== undefined;
}

async function confirmProduction(profile: Profile, state: vscode.Memento): Promise<boolean> {
  const allowed = state.get<readonly string[]>(allowedKey, []);
  if (allowed.includes(profile.id)) return true;
  const open = vscode.l10n.t('Open');
  const answer = await vscode.window.showWarningMessage(
    shownInNotification(
      vscode.l10n.t('The settings of this workspace name “{name}”, an app in production. Open it?', {
        name: profile.name,
      }),
    ),
    {
      modal: true,
      detail: vscode.l10n.t('Rollcall only reads, but its requests count towards the rate limit of the app.'),
    },
    open,
  );
  if (answer !== open) return false;
  await state.update(allowedKey, [...allowed, profile.id]);
  return true;
}

/** The sample server: one that runs already, or one of our own, started at the first use and closed at the end. */
function createSample(): { address(): Promise<SampleAddress>; dispose(): void } {
  let server: Promise<SampleServer> | undefined;
  return {
    async address() {
      const running = readSampleAddress(process.env['ROLLCALL_SAMPLE']);
      if (running !== undefined) return running;
      server ??= import('../sample/server').then(({ startSampleServer }) => startSampleServer());
      try {
        const { url, key, secret } = await server;
        return { url, key, secret };
      } catch (error) {
        server = undefined;
        throw error;
      }
    },
    dispose() {
      void server?.then(
        (running) => running.close(),
        () => undefined,
      );
    },
  };
}
