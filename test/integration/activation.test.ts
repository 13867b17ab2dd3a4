import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, sep } from 'node:path';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { commands, internalCommands, views } from '../../src/shell/commands';
import { useStage } from './stage';

const manifestSchema = v.object({
  version: v.string(),
  l10n: v.string(),
  contributes: v.object({
    commands: v.array(v.object({ command: v.string() })),
    views: v.record(v.string(), v.array(v.object({ id: v.string() }))),
  }),
});

/** What VS Code itself makes for each view. */
const madeByVsCode = /\.(focus|open|resetViewLocation|removeView|toggleVisibility|refresh|collapseAll)$/;

describe('activation', () => {
  const stage = useStage();
  const require = createRequire(__filename);

  /** Files of the extension that Node has loaded in this process. */
  const loaded = (): readonly string[] =>
    Object.keys(require.cache)
      .filter((file) => file.startsWith(stage().extension.extensionPath + sep))
      .map((file) => basename(file))
      .sort();

  it('runs from the installed package', () => {
    assert.match(stage().extension.extensionPath, /[\\/]extensions[\\/]rollcall\.rollcall-\d/);
  });

  it('asks nobody, loads one file, and says how long it took', async () => {
    const api = v.parse(v.object({ activationMs: v.number() }), await stage().extension.activate());
    assert.equal(stage().extension.isActive, true);
    assert.ok(api.activationMs > 0 && api.activationMs < 5000, `${api.activationMs} ms`);
    assert.deepEqual(stage().sample.requests, []);
    assert.deepEqual(loaded(), ['extension.js']);
    assert.deepEqual(stage().window.messages, []);
  });

  it('tells nothing but that: no secret, no client, no book', () => {
    assert.deepEqual(Object.keys(v.parse(v.looseObject({}), stage().extension.exports)), ['activationMs']);
  });

  it('registers every command of the manifest, and no other of its own', async () => {
    const manifest = v.parse(manifestSchema, stage().extension.packageJSON);
    const declared = manifest.contributes.commands.map(({ command }) => command).sort();
    const all = await vscode.commands.getCommands();
    const registered = all.filter((id) => id.startsWith('rollcall.') && !madeByVsCode.test(id)).sort();
    assert.deepEqual(registered, declared);
    assert.deepEqual(Object.values<string>(commands).sort(), declared);
    assert.deepEqual(
      all.filter((id) => id.startsWith('_rollcall.')).sort(),
      Object.values<string>(internalCommands).sort(),
    );
  });

  it('fills every view of the manifest, and no other', () => {
    const { contributes } = v.parse(manifestSchema, stage().extension.packageJSON);
    const declared = Object.values(contributes.views).flatMap((list) => list.map(({ id }) => id));
    assert.deepEqual([...stage().window.trees.keys()].sort(), declared.sort());
    assert.deepEqual(declared.sort(), [views.calls, views.queries, views.recent].sort());
  });

  it('offers to connect or explore where there is no app, and asks nobody', async () => {
    const target = { kind: 'call', appId: 'sample', cid: 'default:daily-standup' };
    await vscode.commands.executeCommand(commands.openAsJson, target);
    const [message, ...more] = stage().window.messages;
    assert.deepEqual(more, []);
    assert.equal(message?.severity, 'error');
    assert.match(message.text, /^No Stream app is connected yet\./);
    assert.deepEqual(message.buttons, ['Connect a Stream App', 'Explore Sample Data', 'Open Log']);
    assert.deepEqual(stage().sample.requests, []);
    assert.ok(!loaded().includes('stream-sdk.js'));
  });

  it('loads the door to Stream at the first look at an app', async () => {
    await vscode.commands.executeCommand(commands.exploreSample);
    await vscode.commands.executeCommand(commands.refreshCalls);
    assert.ok(stage().sample.requests.length > 0);
    assert.ok(loaded().includes('stream-sdk.js'), loaded().join(', '));
    // A server runs already: the one that the package brings is not started beside it.
    assert.ok(!loaded().includes('sample.js'));
  });
});

describe('the package', () => {
  const stage = useStage();

  it('holds the sentences for translators, the same as the repository', () => {
    const { extension } = stage();
    const folder = join(extension.extensionPath, v.parse(manifestSchema, extension.packageJSON).l10n);
    // What makes the bundle is no part of it.
    assert.deepEqual(readdirSync(folder), ['bundle.l10n.json']);
    const packed = readFileSync(join(folder, 'bundle.l10n.json'), 'utf8');
    const kept = join(__dirname, '..', '..', '..', 'l10n', 'bundle.l10n.json');
    assert.equal(packed, readFileSync(kept, 'utf8'));
  });

  it('holds the agreement of the SDK beside it', () => {
    const files = readdirSync(join(stage().extension.extensionPath, 'dist'));
    assert.ok(files.includes('stream-sdk.js') && files.includes('stream-sdk.LICENSE.txt'), files.join(', '));
  });
});
