import * as vscode from 'vscode';
import { text } from '../attendance/text';
import type { TimeDisplay } from '../shell/settings';
import type { Words } from './model/words';

/** Shows the data state of a session with its evidence, line by line; choosing a line does nothing. */
export async function showEvidence(title: string, lines: readonly string[], words: Words): Promise<void> {
  await vscode.window.showQuickPick(
    lines.map((line) => ({ label: withoutIcons(line), alwaysShow: true })),
    { title, placeHolder: words.say(text('How far these figures can be trusted, and why')) },
  );
}

/** Asks how times are to be shown. Undefined: the user closed the question. */
export async function pickTimeDisplay(current: TimeDisplay, words: Words): Promise<TimeDisplay | undefined> {
  const { say } = words;
  const choices: readonly { readonly label: string; readonly display: TimeDisplay }[] = [
    { label: say(text('In the time zone of this computer')), display: 'local' },
    { label: say(text('In UTC')), display: 'utc' },
    { label: say(text('As time since the session started')), display: 'sinceStart' },
  ];
  const chosen = await vscode.window.showQuickPick(
    choices.map((choice) => ({
      ...choice,
      description: choice.display === current ? say(text('shown now')) : '',
    })),
    { title: say(text('How Times Are Shown')), placeHolder: say(text('The zone is always named.')) },
  );
  return chosen?.display;
}

/** In a QuickPick `$(name)` becomes an icon: not out of data. Text from Stream was made safe before. */
function withoutIcons(line: string): string {
  return line.replaceAll('$(', '$\u200b(');
}
