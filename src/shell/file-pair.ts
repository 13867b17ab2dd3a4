import { createHash } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { writeBeside, type FileOptions } from './file-writer';

/** What the first file holds: how the second one names it. */
export interface FileContent {
  /** Of the bytes, lower-case hex. */
  readonly sha256: string;
  readonly bytes: number;
}

/** A file, and one beside it that is about its bytes. */
export interface FilePair {
  readonly file: string;
  readonly slices: AsyncIterable<string>;
  readonly sideFile: string;
  readonly side: (content: FileContent) => string;
}

/** Passes slices on; once they are all through, `content` tells what they were. */
export function hashing(slices: AsyncIterable<string>): {
  readonly slices: AsyncIterable<Uint8Array>;
  readonly content: () => FileContent;
} {
  const hash = createHash('sha256');
  let bytes = 0;
  async function* passed(): AsyncGenerator<Uint8Array> {
    for await (const slice of slices) {
      const buffer = Buffer.from(slice);
      hash.update(buffer);
      bytes += buffer.byteLength;
      yield buffer;
    }
  }
  return { slices: passed(), content: () => ({ sha256: hash.digest('hex'), bytes }) };
}

/**
 * Writes both files to temporary names, and only then gives them their names, the first one first. Until then a failure or
 * an abort leaves everything as it was. Where only the second can no longer get its name, an older one of that name is
 * removed, since it is about other bytes.
 * @returns why the second file has not got its name; undefined: both are there
 * @throws whatever writing throws; an error of code `EEXIST` where `mayReplace` is false and one of the names is taken
 */
export async function writePair(
  pair: FilePair,
  options: FileOptions & { readonly mayReplace: boolean },
): Promise<unknown> {
  const { slices, content } = hashing(pair.slices);
  const first = await writeBeside(pair.file, slices, options);
  let second;
  try {
    second = await writeBeside(pair.sideFile, once(pair.side(content())), {
      ...options,
      random: () => `${options.random()}-side`,
    });
    options.signal?.throwIfAborted();
    if (!options.mayReplace) await refuseTaken([pair.file, pair.sideFile]);
    await first.keep();
  } catch (error) {
    await first.discard();
    await second?.discard();
    throw error;
  }
  try {
    await second.keep();
    return undefined;
  } catch (error) {
    await rm(pair.sideFile, { force: true }).catch(() => undefined);
    return error ?? new Error('unknown');
  }
}

/** @throws an error of code `EEXIST` */
async function refuseTaken(files: readonly string[]): Promise<void> {
  for (const file of files) {
    if (await isThere(file)) throw Object.assign(new Error('The name is taken.'), { code: 'EEXIST' });
  }
}

/** Something has that name. */
export async function isThere(file: string): Promise<boolean> {
  return await stat(file).then(
    () => true,
    () => false,
  );
}

async function* once(words: string): AsyncGenerator<string> {
  yield await Promise.resolve(words);
}
