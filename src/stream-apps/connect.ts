// A bundle of its own, loaded when somebody connects an app or types a secret: `activate()` needs none of it. Import it by
// `await import('./connect')` only.
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { text, type Text } from '../attendance/text';
import { commands } from '../shell/commands';
import { failureLine } from '../shell/failure-message';
import { Problem } from '../shell/problem';
import type { Shell } from '../shell/shell';
import { isStreamFailure } from '../stream/errors';
import { askForApp, validateSecret, type Draft, type StepName } from './connect-flow';
import { verdictOf, type Verdict } from './connection-check';
import { takeFromEnv } from './env-credentials';
import { inputBoxes } from './input-boxes';
import type { Profile } from './profile';
import type { ProfileStore } from './profile-store';
import type { Connection } from './reader';
import type { Secrets } from './secrets';

export interface ConnectParts {
  readonly shell: Shell;
  readonly profiles: ProfileStore;
  readonly secrets: Secrets;
}

/**
 * Asks for an app, checks it by one request and saves it. Undefined: the user left.
 * @throws Problem when the secret storage or the disk refuses; then nothing is saved.
 */
export async function connectApp(
  parts: ConnectParts,
  known: Partial<Draft> = {},
  steps?: readonly StepName[],
): Promise<Profile | undefined> {
  const draft = await askForApp(
    {
      asker: inputBoxes(parts.shell.say),
      isFree: (name) => parts.profiles.isFree(name),
      check: (each) => checkConnection(parts.shell, each),
    },
    { name: '', key: '', secret: '', baseUrl: undefined, production: false, ...known },
    steps,
  );
  if (draft === undefined) return undefined;
  const { name, key, baseUrl, production, secret } = draft;
  const profile: Profile = { id: randomUUID(), name, key, baseUrl, production };
  await parts.secrets.write(profile, secret);
  try {
    await parts.profiles.save(profile);
  } catch (error) {
    await parts.secrets.remove(profile.id).catch((second: unknown) => {
      parts.shell.log.warn(`a secret without profile stays: ${failureLine(second)}`);
    });
    throw new Problem(text('The app could not be saved: its file could not be written. Is the disk full?'), {
      cause: error,
    });
  }
  return profile;
}

/** {@link connectApp} with key and secret from a `.env` file of the workspace. Undefined: nothing found, or the user left. */
export async function connectFromEnv(parts: ConnectParts): Promise<Profile | undefined> {
  const found = await takeFromEnv(parts.shell.log);
  if (found === undefined) return undefined;
  const { key, secret, folderName } = found;
  const name = (await parts.profiles.isFree(folderName)) ? folderName : '';
  return await connectApp(parts, { name, key, secret }, ['name', 'baseUrl', 'production']);
}

/**
 * Asks for the secret of a connected app, checks and stores it. Undefined: the user left.
 * @param reason why it is asked for, shown in the box.
 * @throws Problem when Stream does not know the key: no secret would do
 */
export async function askForSecret(
  parts: ConnectParts,
  profile: Profile,
  reason: Text | undefined,
): Promise<string | undefined> {
  let problem = reason;
  for (;;) {
    const answer = await inputBoxes(parts.shell.say).askText({
      title: text('Secret of {name}', { name: profile.name }),
      prompt: text('The API secret. It is kept in the secret storage of VS Code and nowhere else.'),
      password: true,
      problem,
      validate: (value) => validateSecret(value, false),
    });
    if (answer.kind !== 'answer') return undefined;
    const secret = answer.value.trim();
    const verdict = await checkConnection(parts.shell, { ...profile, secret });
    if (verdict === 'cancelled') return undefined;
    if (verdict === undefined) {
      await parts.secrets.write(profile, secret);
      return secret;
    }
    if (verdict.unknownKey === true) {
      throw new Problem(verdict.text, {
        acts: [{ kind: 'command', title: text('Connect Stream App…'), command: commands.connectApp }],
      });
    }
    problem = verdict.text;
  }
}

/** One request (one call, no filter), with a notification that can be cancelled. */
async function checkConnection(
  shell: Shell,
  connection: Connection,
): Promise<Verdict | undefined | 'cancelled'> {
  const { openDoor } = await import('./reader');
  const stream = openDoor(connection, {
    timeoutMs: () => shell.settings.requestTimeoutMs,
    log: shell.requests,
  });
  return await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Rollcall: asking Stream with this key and secret'),
      cancellable: true,
    },
    async (_progress, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => {
        stop.abort();
      });
      try {
        await stream.queryCalls({ filter: {} }, { limit: 1 }, { signal: stop.signal });
        return undefined;
      } catch (error) {
        if (!isStreamFailure(error)) throw error;
        shell.log.warn(`the check of an app failed: ${failureLine(error)}`);
        return verdictOf(error) ?? 'cancelled';
      }
    },
  );
}
