import assert from 'node:assert/strict';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { commands } from '../../src/shell/commands';

const manifestSchema = v.object({
  contributes: v.object({ commands: v.array(v.object({ command: v.string() })) }),
});

describe('activation', () => {
  const extension = vscode.extensions.getExtension('rollcall.rollcall');

  it('runs from the installed package', async () => {
    assert.ok(extension, 'The package is not installed.');
    assert.match(extension.extensionPath, /[\\/]extensions[\\/]rollcall\.rollcall-/);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('registers every command of the manifest, and no other of its own', async () => {
    assert.ok(extension);
    const manifest = v.parse(manifestSchema, extension.packageJSON);
    const declared = manifest.contributes.commands.map(({ command }) => command).sort();
    const registered = (await vscode.commands.getCommands(true))
      .filter(
        (id) =>
          id.startsWith('rollcall.') &&
          !/\.(focus|open|resetViewLocation|removeView|toggleVisibility|refresh|collapseAll)$/.test(id),
      )
      .sort();
    assert.deepEqual(registered, declared);
    assert.deepEqual(
      Object.values<string>(commands)
        .filter((id) => id.startsWith('rollcall.'))
        .sort(),
      declared,
    );
  });
});
