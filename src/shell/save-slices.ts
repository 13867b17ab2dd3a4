import { randomUUID } from 'node:crypto';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { shownInNotification } from '../attendance/shown-text';
import { text } from '../attendance/text';
import { collectBytes } from '../formats/collect';
import { fileProblem } from './file-problem';
import { writeSlices } from './file-writer';
import { Problem, type Act } from './problem';

const megabyte = 1024 * 1024;
/** What `workspace.fs`, which cannot stream, is given at most. */
const mostToWriteWhole = 50 * megabyte;

/** How a file is saved. */
export interface SaveOptions {
  /** What stands on the progress notification. */
  readonly title: string;
  /** What helps where it is too large for a file that is not on this computer. */
  readonly tooLargeActs?: readonly Act[];
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes to wherever the user pointed, with progress and Cancel: streamed to this computer's files, whole to any other file
 * system. A cancel or a failure leaves the old file as it was.
 * @throws Problem where it is too large for such a file system, or the file system refuses it; an AbortError for a cancel
 */
export async function saveSlices(
  to: vscode.Uri,
  slices: (signal: AbortSignal) => AsyncIterable<string>,
  { title, tooLargeActs, signal }: SaveOptions,
): Promise<void> {
  await withCancel(title, signal, async (stop) => {
    try {
      if (to.scheme === 'file') {
        await writeSlices(to.fsPath, slices(stop), { signal: stop, random: randomUUID });
        return;
      }
      const bytes = await collectWhole(inBytes(slices(stop)), stop, tooLargeActs);
      await vscode.workspace.fs.writeFile(to, bytes);
    } catch (error) {
      throw fileProblem(error, path.posix.basename(to.path)) ?? error;
    }
  });
}

/**
 * What a file system that cannot stream is given: all slices at once.
 * @throws Problem where they are too large for that
 */
export async function collectWhole(
  slices: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  tooLargeActs: readonly Act[] = [],
): Promise<Uint8Array> {
  const bytes = await collectBytes(slices, mostToWriteWhole, signal);
  if (bytes !== undefined) return bytes;
  throw new Problem(
    text('This is over 50 MB, too large for a file that is not on this computer. Choose a local folder.'),
    { acts: tooLargeActs },
  );
}

/** Runs work under a notification with Cancel; its signal aborts then, or with the signal given. */
export async function withCancel<T>(
  title: string,
  signal: AbortSignal | undefined,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: shownInNotification(title), cancellable: true },
    async (_progress, token) => {
      const abort = new AbortController();
      const watch = token.onCancellationRequested(() => {
        abort.abort();
      });
      try {
        return await run(signal === undefined ? abort.signal : AbortSignal.any([signal, abort.signal]));
      } finally {
        watch.dispose();
      }
    },
  );
}

async function* inBytes(slices: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const slice of slices) yield Buffer.from(slice);
}
