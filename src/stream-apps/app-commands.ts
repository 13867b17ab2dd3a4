import * as vscode from 'vscode';
import { shownInNotification } from '../attendance/shown-text';
import { commands, views } from '../shell/commands';
import { Problem } from '../shell/problem';
import { text } from '../attendance/text';
import type { NoApp, OpenApp } from './active-app';
import type { ConnectParts } from './connect';
import type { ActiveAppControl } from './create-active-app';
import { openingFailed } from './opened-app';
import { sampleAppId, type Profile } from './profile';

/** The commands that connect, choose and remove apps. */
export function registerAppCommands(parts: ConnectParts, apps: ActiveAppControl): vscode.Disposable {
  const { shell } = parts;
  const switchTo = async (id: string): Promise<void> => {
    complainUnlessOpen(await apps.switchTo(id));
  };
  /** Somebody who connects an app wants to see it; somebody who switches may be busy elsewhere. */
  const show = async (id: string): Promise<void> => {
    await switchTo(id);
    await vscode.commands.executeCommand(`workbench.view.extension.${views.container}`);
  };
  return vscode.Disposable.from(
    shell.command(commands.connectApp, async () => {
      const { connectApp } = await import('./connect');
      const profile = await connectApp(parts);
      if (profile !== undefined) await show(profile.id);
    }),
    shell.command(commands.connectFromEnv, async () => {
      const { connectFromEnv } = await import('./connect');
      const profile = await connectFromEnv(parts);
      if (profile !== undefined) await show(profile.id);
    }),
    shell.command(commands.exploreSample, () => show(sampleAppId)),
    shell.command(commands.switchApp, async () => {
      const chosen = await chooseApp(parts, apps);
      if (chosen === 'connect') await vscode.commands.executeCommand(commands.connectApp);
      else if (chosen !== undefined) await switchTo(chosen);
    }),
    shell.command(commands.updateSecret, async () => {
      const profile = await activeOrChosen(parts, apps, vscode.l10n.t('Whose secret has changed?'));
      if (profile === undefined) return;
      const { askForSecret } = await import('./connect');
      const before = apps.current;
      if ((await askForSecret(parts, profile, undefined)) === undefined) return;
      // No app may be open just because of its secret.
      if (before === undefined) complainUnlessOpen(await apps.open());
      else await apps.refreshSecret(profile.id, before);
    }),
    shell.command(commands.removeApp, () => removeApp(parts, apps)),
  );
}

function complainUnlessOpen(opened: OpenApp | NoApp): void {
  if ('reason' in opened && opened.reason === 'failed') throw openingFailed(opened.text);
}

async function chooseApp(parts: ConnectParts, apps: ActiveAppControl): Promise<string | undefined> {
  const profiles = await parts.profiles.list();
  const current = apps.current?.id;
  const here = vscode.l10n.t('open now');
  const items = [
    ...profiles.map((profile) => ({
      label: profile.name,
      description: [profile.id === current ? here : '', profile.production ? vscode.l10n.t('production') : '']
        .filter((part) => part !== '')
        .join(' · '),
      iconPath: new vscode.ThemeIcon('organization'),
      id: profile.id,
    })),
    {
      label: vscode.l10n.t('Sample data'),
      description: current === sampleAppId ? here : '',
      detail: vscode.l10n.t('A local server with invented calls'),
      iconPath: new vscode.ThemeIcon('beaker'),
      id: sampleAppId,
    },
    { label: '', kind: vscode.QuickPickItemKind.Separator, id: '' },
    {
      label: vscode.l10n.t('Connect a Stream App…'),
      iconPath: new vscode.ThemeIcon('add'),
      id: 'connect',
    },
  ];
  const wanted = parts.shell.settings.app;
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Switch Stream App'),
    placeHolder:
      wanted === ''
        ? vscode.l10n.t('Which app should this window look at?')
        : vscode.l10n.t(
            'The setting rollcall.app names “{name}”: that app opens again with the next window.',
            {
              name: wanted,
            },
          ),
  });
  return chosen?.id;
}

/** The active app where it is a connected one, else one that the user chooses. */
async function activeOrChosen(
  parts: ConnectParts,
  apps: ActiveAppControl,
  placeHolder: string,
): Promise<Profile | undefined> {
  const active = apps.current?.kind === 'app' ? await parts.profiles.get(apps.current.id) : undefined;
  return active ?? (await chooseProfile(parts, placeHolder));
}

async function chooseProfile(parts: ConnectParts, placeHolder: string): Promise<Profile | undefined> {
  const profiles = await parts.profiles.list();
  if (profiles.length === 0) {
    throw new Problem(text('No Stream app is connected yet.'), {
      acts: [{ kind: 'command', title: text('Connect a Stream App…'), command: commands.connectApp }],
    });
  }
  const items = profiles.map((profile) => ({ label: profile.name, description: profile.key, profile }));
  const chosen = await vscode.window.showQuickPick(items, { placeHolder });
  return chosen?.profile;
}

async function removeApp(parts: ConnectParts, apps: ActiveAppControl): Promise<void> {
  const profile = await chooseProfile(parts, vscode.l10n.t('Which app should Rollcall forget?'));
  if (profile === undefined) return;
  const remove = vscode.l10n.t('Remove');
  const answer = await vscode.window.showWarningMessage(
    shownInNotification(
      vscode.l10n.t('Remove the Stream app “{name}” from Rollcall?', { name: profile.name }),
    ),
    {
      modal: true,
      detail: vscode.l10n.t('Its key and secret are deleted from this computer. Nothing changes at Stream.'),
    },
    remove,
  );
  if (answer !== remove) return;
  // The secret first: should that fail, the profile is still there to try it again.
  await parts.secrets.remove(profile.id);
  await parts.profiles.remove(profile.id);
  await apps.refresh();
}
