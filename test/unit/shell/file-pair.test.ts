import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { fileProblem } from '../../../src/shell/file-problem';
import { writePair, type FilePair } from '../../../src/shell/file-pair';

describe('writing a file with one beside it', () => {
  let folder = '';
  let number = 0;
  const random = (): string => `r${number++}`;
  const at = (name: string): string => path.join(folder, name);
  const read = (name: string): Promise<string> => readFile(at(name), 'utf8');
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'rollcall-pair-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  async function* slices(then?: () => void): AsyncGenerator<string> {
    yield await Promise.resolve('one — ü\n');
    then?.();
    yield 'two\n';
  }
  const pair = (more: Partial<FilePair> = {}): FilePair => ({
    file: at('rows.csv'),
    slices: slices(),
    sideFile: at('rows.csv.rollcall.json'),
    side: ({ sha256, bytes }) => `${sha256} ${bytes}`,
    ...more,
  });
  const whole = 'one — ü\ntwo\n';
  const about = `${createHash('sha256').update(whole).digest('hex')} ${Buffer.byteLength(whole)}`;

  it('writes both, the second about the bytes of the first', async () => {
    assert.equal(await writePair(pair(), { random, mayReplace: false }), undefined);
    assert.equal(await read('rows.csv'), whole);
    assert.equal(await read('rows.csv.rollcall.json'), about);
    assert.deepEqual((await readdir(folder)).length, 2);
  });

  it('replaces both where it may, and neither where it may not', async () => {
    await writeFile(at('rows.csv.rollcall.json'), 'old');
    await assert.rejects(writePair(pair(), { random, mayReplace: false }), { code: 'EEXIST' });
    assert.deepEqual(await readdir(folder), ['rows.csv.rollcall.json']);
    assert.equal(await read('rows.csv.rollcall.json'), 'old');
    await writeFile(at('rows.csv'), 'old');
    await assert.rejects(writePair(pair(), { random, mayReplace: false }), { code: 'EEXIST' });
    assert.equal(await read('rows.csv'), 'old');
    assert.equal(await writePair(pair(), { random, mayReplace: true }), undefined);
    assert.equal(await read('rows.csv'), whole);
    assert.equal(await read('rows.csv.rollcall.json'), about);
    assert.equal((await readdir(folder)).length, 2);
  });

  it('leaves both as they were where it is stopped or fails, and nothing else', async () => {
    await writeFile(at('rows.csv'), 'old');
    const abort = new AbortController();
    const stopped = slices(() => {
      abort.abort();
    });
    await assert.rejects(
      writePair(pair({ slices: stopped }), { random, mayReplace: true, signal: abort.signal }),
      { name: 'AbortError' },
    );
    const broken = slices(() => {
      throw new Error('broken');
    });
    await assert.rejects(writePair(pair({ slices: broken }), { random, mayReplace: true }), /broken/);
    const side = (): string => {
      throw new Error('no side');
    };
    await assert.rejects(writePair(pair({ side }), { random, mayReplace: true }), /no side/);
    const late = new AbortController();
    const stopping = (): string => {
      late.abort();
      return '';
    };
    await assert.rejects(
      writePair(pair({ side: stopping }), { random, mayReplace: true, signal: late.signal }),
      { name: 'AbortError' },
    );
    assert.deepEqual(await readdir(folder), ['rows.csv']);
    assert.equal(await read('rows.csv'), 'old');
  });

  it('leaves nothing where the first cannot get its name', async () => {
    await mkdir(at('rows.csv'));
    await writeFile(at('rows.csv.rollcall.json'), 'old');
    await assert.rejects(writePair(pair(), { random, mayReplace: true }), { code: 'EISDIR' });
    assert.deepEqual(await readdir(folder), ['rows.csv', 'rows.csv.rollcall.json']);
    assert.equal(await read('rows.csv.rollcall.json'), 'old');
  });

  it('tells where only the second cannot get its name', async () => {
    await mkdir(at('rows.csv.rollcall.json'));
    const failure = await writePair(pair(), { random, mayReplace: true });
    assert.ok(failure instanceof Error);
    assert.equal(await read('rows.csv'), whole);
    assert.deepEqual(await readdir(folder), ['rows.csv', 'rows.csv.rollcall.json']);
  });

  it('tells in words what the disk said, by the name alone', async () => {
    const said = async (file: string): Promise<string | undefined> => {
      const error: unknown = await writePair(pair({ file: at(file) }), { random, mayReplace: true }).catch(
        (one: unknown) => one,
      );
      return fileProblem(error, path.basename(file))?.message;
    };
    assert.match(
      (await said('none/rows.csv')) ?? '',
      /^rows\.csv was not written: its folder does not exist/,
    );
    assert.match((await said('x'.repeat(300))) ?? '', /the name is too long there/);
    await mkdir(at('taken'));
    assert.equal(await said('taken'), 'taken was not written: a folder has that name. Choose another name.');
    for (const [code, words] of [
      ['ENOSPC', /the disk is full/],
      ['EROFS', /can only be read/],
      ['EACCES', /you may not write there/],
      ['NoPermissions', /you may not write there/],
      ['EBUSY', /another program uses the file/],
      ['Unavailable', /does not answer/],
    ] as const) {
      const problem = fileProblem(Object.assign(new Error('/folder/rows.csv'), { code }), 'a\u202eb.csv');
      assert.match(problem?.message ?? '', words);
      assert.match(problem?.message ?? '', /^a\\u202eb\.csv was not written/);
      assert.doesNotMatch(String(problem?.cause), /folder/);
    }
    assert.equal(fileProblem(new Error('else'), 'rows.csv'), undefined);
    assert.equal(fileProblem(Object.assign(new Error(), { code: 'EWHAT' }), 'rows.csv'), undefined);
    assert.equal(fileProblem('ENOENT', 'rows.csv'), undefined);
  });
});
