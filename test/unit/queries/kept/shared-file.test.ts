import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { renameSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import * as esbuild from 'esbuild';
import { withLock, type LockParts } from '../../../../src/queries/kept/file-lock';
import { sharedFile } from '../../../../src/queries/kept/shared-file';
import { withEntry } from '../../../../src/queries/kept/workspace-edits';
import { readWorkspaceText } from '../../../../src/queries/kept/workspace-text';
import { isProblem } from '../../../../src/shell/problem';

const run = promisify(execFile);

/** A clock that a pause moves on, so that nobody waits. */
function heldParts(): LockParts {
  let now = 0;
  return {
    now: () => now,
    pause: (ms) => {
      now += ms * 50;
      return Promise.resolve();
    },
    random: () => 0.5,
    unique: randomUUID,
  };
}

const entry = (name: string) => ({ name, app: undefined, question: {} });
const held = (token: string, pid: number, host = os.hostname()): string =>
  JSON.stringify({ token, pid, host });

describe('a file that several windows write', () => {
  let folder = '';
  let file = '';
  beforeEach(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'queries-'));
    file = path.join(folder, '.vscode', 'rollcall.json');
  });
  afterEach(async () => {
    await fs.rm(folder, { recursive: true });
  });
  const names = async (): Promise<readonly string[]> =>
    readWorkspaceText(await fs.readFile(file, 'utf8')).entries.map((each) => each.name);

  it('loses nothing of two processes that save 50 queries each at once, and keeps the comments', async () => {
    const script = path.join(folder, 'write-many.cjs');
    await esbuild.build({
      entryPoints: ['test/unit/queries/kept/write-many.ts'],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      mainFields: ['module', 'main'],
      outfile: script,
      logLevel: 'error',
    });
    await fs.mkdir(path.dirname(file));
    await fs.writeFile(file, '{\n  // ours\n  "version": 1,\n  "queries": [],\n}\n');
    await Promise.all(['one', 'other'].map((name) => run(process.execPath, [script, file, name, '50'])));
    const wanted = ['one', 'other'].flatMap((name) => Array.from({ length: 50 }, (_, at) => `${name} ${at}`));
    assert.deepEqual([...(await names())].sort(), wanted.sort());
    assert.match(await fs.readFile(file, 'utf8'), /\/\/ ours/);
    assert.deepEqual(await fs.readdir(path.dirname(file)), ['rollcall.json']);
  });

  it('is made with its folder, and not at all when the change throws', async () => {
    const shared = sharedFile(file, heldParts());
    assert.equal(await shared.read(), undefined);
    const refuse = (): string => {
      throw new Error('refused');
    };
    await assert.rejects(shared.change(refuse), /refused/);
    assert.equal(await shared.read(), undefined);
    await shared.change((source) => withEntry(source, entry('a')));
    assert.deepEqual(await names(), ['a']);
    assert.deepEqual(await fs.readdir(path.dirname(file)), ['rollcall.json']);
  });

  it('is changed anew when an editor saved it in between', async () => {
    const shared = sharedFile(file, heldParts());
    await shared.change((source) => withEntry(source, entry('a')));
    const calls: (string | undefined)[] = [];
    await fs.writeFile(`${file}.edit`, withEntry(undefined, entry('of the editor')));
    await shared.change((source) => {
      calls.push(source);
      // Editors know no lock. This is one that saves while the change is being made.
      if (calls.length === 1) renameSync(`${file}.edit`, file);
      return withEntry(source, entry('b'));
    });
    assert.equal(calls.length, 2);
    assert.deepEqual(await names(), ['of the editor', 'b']);
  });

  it('keeps its mode, and a link stays a link', async () => {
    const real = path.join(folder, 'real.json');
    await fs.mkdir(path.dirname(file));
    await fs.writeFile(real, withEntry(undefined, entry('a')), { mode: 0o640 });
    await fs.symlink(real, file);
    await sharedFile(file, heldParts()).change((source) => withEntry(source, entry('b')));
    assert.ok((await fs.lstat(file)).isSymbolicLink());
    assert.deepEqual(await names(), ['a', 'b']);
    assert.equal((await fs.stat(real)).mode & 0o777, 0o640);
  });

  it('takes over the lock of a process that is gone, at once', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    const lock = path.join(folder, 'lock');
    await fs.writeFile(lock, held('left-behind', child.pid ?? 0));
    const parts = heldParts();
    assert.equal(await withLock(lock, parts, (isHeld) => isHeld()), true);
    assert.ok(parts.now() < 5000);
    assert.deepEqual(await fs.readdir(folder), []);
  });

  it('takes over a lock of another computer, or one that says nothing, after a while without a change', async () => {
    const lock = path.join(folder, 'lock');
    for (const content of [held('elsewhere', process.pid, 'another-computer'), 'half a lo']) {
      await fs.writeFile(lock, content);
      const parts = heldParts();
      assert.equal(await withLock(lock, parts, (isHeld) => isHeld()), true, content);
      assert.ok(parts.now() > 5000, content);
    }
  });

  it('gives up with words while others go on and on', async () => {
    const lock = path.join(folder, 'lock');
    const parts = heldParts();
    let turn = 0;
    const busy: LockParts = {
      ...parts,
      async pause(ms) {
        await fs.writeFile(lock, held(`another ${turn++}`, process.pid));
        await parts.pause(ms);
      },
    };
    await fs.writeFile(lock, held('first', process.pid));
    await assert.rejects(
      withLock(lock, busy, () => Promise.resolve()),
      (error) => isProblem(error) && error.message.includes('Other windows'),
    );
    assert.match(await fs.readFile(lock, 'utf8'), /another/);
  });

  it('says in words that it cannot be written', async () => {
    await fs.writeFile(path.join(folder, '.vscode'), 'a file where the folder should be');
    await assert.rejects(
      sharedFile(file, heldParts()).change(() => 'x'),
      (error) => isProblem(error) && error.message.startsWith('rollcall.json was not written'),
    );
  });

  it('does not give back a lock that somebody else holds by now', async () => {
    const lock = path.join(folder, 'lock');
    const stolen = held('thief', process.pid);
    await withLock(lock, heldParts(), async (isHeld) => {
      await fs.writeFile(lock, stolen);
      assert.equal(await isHeld(), false);
    });
    assert.equal(await fs.readFile(lock, 'utf8'), stolen);
  });
});
