import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { shownInNotification } from '../../../src/attendance/shown-text';

/** What VS Code makes a link of in the text of a notification. */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/gi;

describe('notifications', () => {
  const hostile = [
    'default:[Retry](command:workbench.action.closeWindow)',
    '[a](https://example.com "title")',
    '[[a]](file:///etc)[b](command:x)',
  ];

  it('have no links that come from an id', () => {
    for (const id of hostile) {
      const words = `Opened a session of ${id}: 3 participant sessions, live.`;
      assert.notEqual(words.match(link), null, 'VS Code would draw a link');
      assert.equal(shownInNotification(words).match(link), null, id);
      assert.equal(shownInNotification(words).replaceAll('\u200b', ''), words, 'and look the same');
    }
  });

  it('keep a link from being put together out of two ids', () => {
    assert.equal(shownInNotification(['[Retry]', '(command:x)'].join('')).match(link), null);
  });

  it('keep all other words as they are', () => {
    for (const words of ['Removed “a (b)” [c].', 'a] (b)', ''])
      assert.equal(shownInNotification(words), words);
  });

  it('all show their data so', () => {
    const calls = sources('src').flatMap((file) => {
      const code = fs.readFileSync(file, 'utf8');
      const shows = [
        ...code.matchAll(/(?:window\.show(?:Information|Warning|Error)Message|await show(?=\(\S*say\())\(/g),
      ];
      const titles = [...code.matchAll(/ProgressLocation\.Notification,\s*(?=title)(?:title:\s*)?/g)];
      return [...shows, ...titles].map(({ 0: head, index }) => ({
        file,
        argument: code.slice(index + head.length).trimStart(),
      }));
    });
    assert.ok(calls.length > 12, `only ${calls.length} notifications were found`);
    // Words without a hole hold no data.
    const fixed = /^vscode\.l10n\.t\(\s*'[^'{]*',?\s*\)/;
    const bare = calls.filter(
      ({ argument }) => !argument.startsWith('shownInNotification(') && !fixed.test(argument),
    );
    assert.deepEqual(
      bare.map(({ file, argument }) => `${file}: ${argument.slice(0, 60)}`),
      [],
    );
  });
});

function sources(folder: string): readonly string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join(folder, name));
}
