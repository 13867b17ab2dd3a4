import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import * as path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * Writes slices to a file of this computer without holding them all: to a temporary name beside it, flushed to the disk,
 * then renamed, so that nobody finds half a file under its name. A failure or an abort leaves the old file as it was and no
 * temporary one. After a crash or a power cut the temporary one may be left behind, and for a moment after the save the
 * old file may be there again: the folder is not flushed, which Windows does not offer.
 * @param random a short text that no other writer chooses
 */
export async function writeSlices(
  file: string,
  slices: AsyncIterable<string | Uint8Array>,
  options: { readonly signal?: AbortSignal | undefined; readonly random: () => string },
): Promise<void> {
  const temporary = path.join(path.dirname(file), `.rollcall-${options.random()}.tmp`);
  try {
    // `wx`: a temporary file that is there already is somebody else's.
    const stream = createWriteStream(temporary, { encoding: 'utf8', flags: 'wx', flush: true });
    await pipeline(
      Readable.from(slices),
      stream,
      options.signal === undefined ? {} : { signal: options.signal },
    );
    await rename(temporary, file);
  } catch (error) {
    if (!isAlreadyThere(error)) await rm(temporary, { force: true });
    throw error;
  }
}

function isAlreadyThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
