import * as assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { writeSlices } from '../../../src/shell/file-writer';

describe('writing a file in slices', () => {
  let folder = '';
  const random = (): string => 'r4nd0m';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'rollcall-writer-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  async function* slices(failAfter = Infinity, abort?: AbortController): AsyncGenerator<string> {
    for (let at = 0; at < 5; at += 1) {
      if (at === failAfter) {
        if (abort === undefined) throw new Error('broken');
        abort.abort();
      }
      yield await Promise.resolve(`${at} — ü\n`);
    }
  }

  it('writes all slices and leaves no other file', async () => {
    const file = path.join(folder, 'out.json');
    await writeFile(file, 'old');
    await writeSlices(file, slices(), { random });
    assert.equal(await readFile(file, 'utf8'), '0 — ü\n1 — ü\n2 — ü\n3 — ü\n4 — ü\n');
    assert.deepEqual(await readdir(folder), ['out.json']);
  });

  it('writes bytes as they are', async () => {
    async function* bytes(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Uint8Array.of(0x89, 0xff, 0));
    }
    const file = path.join(folder, 'out.png');
    await writeSlices(file, bytes(), { random });
    assert.deepEqual([...(await readFile(file))], [0x89, 0xff, 0]);
  });

  it('keeps the old file when the slices fail', async () => {
    const file = path.join(folder, 'out.json');
    await writeFile(file, 'old');
    await assert.rejects(writeSlices(file, slices(3), { random }), /broken/);
    assert.equal(await readFile(file, 'utf8'), 'old');
    assert.deepEqual(await readdir(folder), ['out.json']);
  });

  it('keeps the old file when it is cancelled', async () => {
    const file = path.join(folder, 'out.json');
    await writeFile(file, 'old');
    const abort = new AbortController();
    await assert.rejects(writeSlices(file, slices(2, abort), { random, signal: abort.signal }), {
      name: 'AbortError',
    });
    assert.equal(await readFile(file, 'utf8'), 'old');
    assert.deepEqual(await readdir(folder), ['out.json']);
  });

  it('does not touch a temporary file that is somebody else’s', async () => {
    const file = path.join(folder, 'out.json');
    await writeFile(path.join(folder, '.rollcall-r4nd0m.tmp'), 'theirs');
    await assert.rejects(writeSlices(file, slices(), { random }), { code: 'EEXIST' });
    assert.equal(await readFile(path.join(folder, '.rollcall-r4nd0m.tmp'), 'utf8'), 'theirs');
  });

  it('says where a folder is missing', async () => {
    await assert.rejects(writeSlices(path.join(folder, 'none', 'out.json'), slices(), { random }), {
      code: 'ENOENT',
    });
  });
});
