import { text, type Text } from '../attendance/text';
import { commands } from '../shell/commands';
import { Problem, switchAppAct } from '../shell/problem';
import type { Target } from '../shell/targets';
import type { ActiveApp, OpenApp } from './active-app';

/**
 * The active app for a command, opened if need be. Undefined: the user said no to a question.
 * @throws Problem in words, with its acts, when there is no app or it could not be opened
 */
export async function openedApp(apps: ActiveApp): Promise<OpenApp | undefined> {
  const opened = apps.current ?? (await apps.open());
  if (!('reason' in opened)) return opened;
  switch (opened.reason) {
    case 'none':
      throw new Problem(text('No Stream app is connected yet. Connect one, or explore the sample data.'), {
        acts: [
          { kind: 'command', title: text('Connect a Stream App'), command: commands.connectApp },
          { kind: 'command', title: text('Explore Sample Data'), command: commands.exploreSample },
        ],
      });
    case 'failed':
      throw openingFailed(opened.text);
    case 'declined':
      return undefined;
  }
}

/** An app that could not be opened, with what helps besides trying again. */
export function openingFailed(words: Text): Problem {
  return new Problem(words, {
    acts: [switchAppAct],
  });
}

/**
 * Reading a target from whatever app is open could answer with another session of the same name.
 * @throws Problem for a target of another app
 */
export function refuseOtherApp(app: OpenApp, target: Target): void {
  if (target.appId === app.id) return;
  throw new Problem(
    text('This belongs to another Stream app than the open one, {app}. Switch to its app and try again.', {
      app: app.name,
    }),
    { acts: [switchAppAct] },
  );
}
