import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import * as path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** How a file is written. */
export interface FileOptions {
  readonly signal?: AbortSignal | undefined;
  /** A short text that no other writer chooses. */
  readonly random: () => string;
}

/** A file that was written whole and flushed, under a temporary name beside its own. */
export interface WrittenFile {
  /** Gives it its name, in place of a file that has it. */
  keep(): Promise<void>;
  discard(): Promise<void>;
}

/**
 * Writes slices to a file of this computer without holding them all: to a temporary name beside it, flushed to the disk,
 * then renamed, so that nobody finds half a file under its name. A failure or an abort leaves the old file as it was and no
 * temporary one. After a crash or a power cut the temporary one may be left behind, and for a moment after the save the
 * old file may be there again: the folder is not flushed, which Windows does not offer.
 */
export async function writeSlices(
  file: string,
  slices: AsyncIterable<string | Uint8Array>,
  options: FileOptions,
): Promise<void> {
  const written = await writeBeside(file, slices, options);
  await written.keep();
}

/** The first half of {@link writeSlices}. A failure or an abort leaves no temporary file; who calls it keeps or discards one. */
export async function writeBeside(
  file: string,
  slices: AsyncIterable<string | Uint8Array>,
  options: FileOptions,
): Promise<WrittenFile> {
  const temporary = path.join(path.dirname(file), `.rollcall-${options.random()}.tmp`);
  const discard = (): Promise<void> => rm(temporary, { force: true });
  try {
    // `wx`: a temporary file that is there already is somebody else's.
    const stream = createWriteStream(temporary, { encoding: 'utf8', flags: 'wx', flush: true });
    await pipeline(
      Readable.from(slices),
      stream,
      options.signal === undefined ? {} : { signal: options.signal },
    );
  } catch (error) {
    if (!isAlreadyThere(error)) await discard();
    throw error;
  }
  return {
    async keep() {
      try {
        await rename(temporary, file);
      } catch (error) {
        await discard();
        throw error;
      }
    },
    discard,
  };
}

function isAlreadyThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
