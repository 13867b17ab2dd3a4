import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { readManifest } from './manifest-file';

describe('the repository', () => {
  it('stands on the packages that it was ordered with', () => {
    const { dependencies, devDependencies } = readManifest();
    const all = { ...dependencies, ...devDependencies };
    for (const name of [
      '@types/vscode',
      '@stream-io/node-sdk',
      '@vscode/test-electron',
      'esbuild',
      'mocha',
    ]) {
      assert.ok(name in all, name);
      assert.match(all[name] ?? '', /^\d+\.\d+\.\d+$/, `${name} is pinned`);
    }
  });

  it('has the top level that it was ordered with, and beside it what every repository has', () => {
    const ordered = ['src', 'media', 'test', 'package.json', 'tsconfig.json', 'esbuild.js', 'CHANGELOG.md'];
    const usual = new Set([
      'README.md',
      'LICENSE',
      'NOTICE',
      'ARCHITECTURE.md',
      'CONTRIBUTING.md',
      'docs',
      'l10n',
      'package.nls.json',
      'package-lock.json',
      'tsconfig.base.json',
      'eslint.config.mjs',
      // Made here, ignored by git.
      'node_modules',
      'dist',
      'coverage',
    ]);
    const found = fs.readdirSync('.');
    assert.deepEqual(
      ordered.filter((name) => !found.includes(name)),
      [],
    );
    assert.deepEqual(
      found.filter((name) => !ordered.includes(name) && !usual.has(name) && !/^\.|\.vsix$/.test(name)),
      [],
    );
  });

  it('has no room for left-overs', () => {
    const files = fs.readdirSync('src', { recursive: true, encoding: 'utf8' });
    assert.deepEqual(
      files.filter((file) => /(^|[\\/])(utils?|helpers?|index|common|misc)(\.ts)?$/.test(file)),
      [],
    );
  });
});
