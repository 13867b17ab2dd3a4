import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { commands } from '../../src/shell/commands';
import { messagesDuring, settledSession, useSampleData, type Stage } from './stage';

const standup = 'default:daily-standup';

/** A file as it stands in an editor. */
async function shown(name: string, content: string): Promise<vscode.TextDocument> {
  const file = join(mkdtempSync(join(tmpdir(), 'rollcall-code-')), name);
  writeFileSync(file, content);
  const document = await vscode.workspace.openTextDocument(file);
  await vscode.window.showTextDocument(document);
  return document;
}

async function hoverAt(
  document: vscode.TextDocument,
  words: string,
): Promise<readonly vscode.MarkdownString[]> {
  const at = document.positionAt(document.getText().indexOf(words) + 1);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    at,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .filter((one) => one instanceof vscode.MarkdownString)
    .filter(({ value }) => value.includes('rollcall.lookUp'));
}

async function linksOf(document: vscode.TextDocument): Promise<readonly vscode.DocumentLink[]> {
  const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
    'vscode.executeLinkProvider',
    document.uri,
    100,
  );
  return links.filter(({ target }) => target?.scheme === 'command');
}

const panels = (): readonly string[] =>
  vscode.window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.flatMap(({ input, label }) => (input instanceof vscode.TabInputWebview ? [label] : [])),
  );

async function setting(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('rollcall').update(name, value, vscode.ConfigurationTarget.Global);
}

/** Waits for what VS Code does by itself. */
async function until(what: () => Promise<boolean> | boolean, why: string): Promise<void> {
  const end = Date.now() + 10_000;
  while (!(await what())) {
    assert.ok(Date.now() < end, why);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('beside the code', () => {
  const stage = useSampleData();
  const requests = (): number => stage().sample.requests.length;

  before(async () => {
    // The lists of the app tell which types it has.
    await vscode.commands.executeCommand('rollcall.recent.focus');
    await until(() => requests() > 0, 'the sidebar reads nothing');
  });
  afterEach(async () => {
    await setting('code.enabled', undefined);
    await setting('code.askOnHover', undefined);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  /** The known types come with the first page, a moment after the question for it. */
  async function recognised(document: vscode.TextDocument, words: string): Promise<vscode.MarkdownString> {
    let found: vscode.MarkdownString | undefined;
    await until(async () => {
      [found] = await hoverAt(document, words);
      return found !== undefined;
    }, `no hover at ${words}`);
    assert.ok(found !== undefined);
    return found;
  }

  it('tells in a hover what the book holds, sends nothing, and trusts two commands', async () => {
    const document = await shown(
      'calls.py',
      'call = client.video.call(\n    "default",\n    id="daily-standup",\n)\nx = 1\n',
    );
    await recognised(document, 'daily');
    const before = requests();
    const hover = await recognised(document, 'daily');
    assert.match(hover.value, /default:daily\\-standup|default:daily-standup/);
    assert.match(hover.value, /\[Look Up\]\(command:rollcall\.lookUp\?[\w.~%-]+\) · \[Open Attendance\]/);
    assert.deepEqual(hover.isTrusted, { enabledCommands: [commands.lookUp, commands.openAttendanceHere] });
    assert.ok(hover.supportHtml !== true);
    assert.deepEqual(await hoverAt(document, 'x = 1'), []);
    assert.equal(requests(), before);
  });

  it('makes links whose command opens the attendance of that session', async () => {
    const { session } = settledSession(stage(), 3);
    const document = await shown('calls.log', `09:00 ${standup} session=${session.sessionId} ended`);
    await recognised(document, 'default');
    const links = await linksOf(document);
    assert.deepEqual(
      links.map(({ range }) => document.getText(range)),
      [standup, session.sessionId],
    );
    const target = links[1]?.target;
    assert.ok(target !== undefined);
    assert.equal(target.path, commands.openAttendanceHere);
    const args = v.parse(v.array(v.unknown()), JSON.parse(decodeURIComponent(target.query)));
    await vscode.commands.executeCommand(target.path, ...args);
    await until(() => panels().some((label) => label.includes('daily-standup')), 'no panel');
  });

  it('opens the attendance of the id at the cursor', async () => {
    const { session } = settledSession(stage(), 4);
    const document = await shown('calls.log', `${standup}/${session.sessionId} ended`);
    await recognised(document, 'default');
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor !== undefined);
    editor.selection = new vscode.Selection(0, 5, 0, 5);
    await vscode.commands.executeCommand(commands.openAttendanceHere, document.uri);
    await until(() => panels().some((label) => label.includes('daily-standup')), 'no panel');
  });

  it('says so where no id is', async () => {
    await shown('calls.log', 'nothing at 12:30:45');
    const [message] = await messagesDuring(stage(), () =>
      vscode.commands.executeCommand(commands.openAttendanceHere),
    );
    assert.match(message?.text ?? '', /no call and no session at the cursor/);
    assert.deepEqual(message?.buttons, ['Open Session by ID…', 'Open Log']);
  });

  it('looks up a call and a session, says what it found, and offers where to see it', async () => {
    const { session } = settledSession(stage(), 5);
    stage().window.press('Show in Sidebar');
    const [call] = await messagesDuring(stage(), () =>
      vscode.commands.executeCommand(commands.lookUp, { call: standup }),
    );
    assert.match(call?.text ?? '', /^default:daily-standup: sessions known: (over )?\d+\. The newest began /);
    assert.deepEqual(call?.buttons, ['Open Attendance', 'Show in Sidebar']);
    stage().window.press('Open Attendance');
    const before = requests();
    const [found] = await messagesDuring(stage(), () =>
      vscode.commands.executeCommand(commands.lookUp, { call: standup, session: session.sessionId }),
    );
    assert.match(
      found?.text ?? '',
      /^A session of default:daily-standup: participant sessions: \d+\. Data state: /,
    );
    assert.ok(requests() > before);
    await until(() => panels().some((label) => label.includes('daily-standup')), 'no panel');
    const [refused] = await messagesDuring(stage(), () =>
      vscode.commands.executeCommand(commands.lookUp, { call: 'no cid', more: 1 }),
    );
    assert.match(refused?.text ?? '', /names no call and no session/);
  });

  it('is gone at once with its setting, and comes back', async () => {
    const document = await shown('calls.log', `joined ${standup}`);
    await recognised(document, 'default');
    await setting('code.enabled', false);
    await until(async () => (await hoverAt(document, 'default')).length === 0, 'the hover stays');
    assert.deepEqual(await linksOf(document), []);
    await setting('code.enabled', true);
    await recognised(document, 'default');
    assert.equal((await linksOf(document)).length, 1);
  });

  it('asks for a call once where the setting says so, and never for a session id alone', async () => {
    const unread = { cid: 'default:nobody-knows-it', id: '2f0c4c1e-8a51-4b0e-9a53-5d0f0e6d1b11' };
    const document = await shown('calls.log', `joined ${unread.cid}\nsession ${unread.id}`);
    await recognised(document, 'default');
    const before = asked(stage(), unread.cid);
    await setting('code.askOnHover', true);
    await recognised(document, 'default');
    await recognised(document, 'default');
    assert.equal(asked(stage(), unread.cid), before + 1);
    const all = requests();
    await recognised(document, '2f0c');
    assert.equal(requests(), all);
  });
});

/** Requests for a call. */
function asked({ sample }: Stage, cid: string): number {
  const id = cid.slice(cid.indexOf(':') + 1);
  return sample.requests.filter((one) => JSON.stringify(one).includes(id)).length;
}
