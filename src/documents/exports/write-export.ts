import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { shownText } from '../../attendance/shown-text';
import { text, type Translate } from '../../attendance/text';
import { fileProblem } from '../../shell/file-problem';
import { hashing, writePair, type FileContent } from '../../shell/file-pair';
import { reasonOf } from '../../shell/failure-message';
import { Problem } from '../../shell/problem';
import { collectWhole, withCancel } from '../../shell/save-slices';
import { nameOfFile, takenProblem, type ExportPlace } from './export-place';

/**
 * Writes an export and the file beside it, with progress and Cancel. A cancel or a failure leaves both names as they were.
 * @throws Problem where a file system refuses, also where only the second file could not be written; an AbortError for a
 * cancel
 */
export async function writeExport(
  place: ExportPlace,
  slices: (signal: AbortSignal) => AsyncIterable<string>,
  side: (content: FileContent) => string,
  say: Translate,
): Promise<void> {
  const { to } = place;
  await withCancel(vscode.l10n.t('Rollcall: writing rows'), undefined, async (signal) => {
    const write = to.scheme === 'file' ? writeHere : writeElsewhere;
    let missing: unknown;
    try {
      missing = await write(place, slices(signal), side, signal);
    } catch (error) {
      if (isTaken(error)) throw takenProblem(nameOfFile(to));
      throw fileProblem(error, nameOfFile(to)) ?? error;
    }
    if (missing !== undefined) throw sideProblem(place, missing, say);
  });
}

type Write = (
  place: ExportPlace,
  slices: AsyncIterable<string>,
  side: (content: FileContent) => string,
  signal: AbortSignal,
) => Promise<unknown>;

const writeHere: Write = ({ to, side: sideFile, mayReplace }, slices, side, signal) =>
  writePair(
    { file: to.fsPath, slices, sideFile: sideFile.fsPath, side },
    { signal, random: randomUUID, mayReplace },
  );

/** File systems of other extensions take a file whole, and know no temporary names. */
const writeElsewhere: Write = async (place, slices, side, signal) => {
  const hashed = hashing(slices);
  const bytes = await collectWhole(hashed.slices, signal);
  signal.throwIfAborted();
  await vscode.workspace.fs.writeFile(place.to, bytes);
  try {
    await vscode.workspace.fs.writeFile(place.side, Buffer.from(side(hashed.content())));
    return undefined;
  } catch (error) {
    // An older one of that name is about other bytes.
    await vscode.workspace.fs.delete(place.side).then(undefined, () => undefined);
    return error ?? new Error('unknown');
  }
};

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

function sideProblem({ to, side }: ExportPlace, error: unknown, say: Translate): Problem {
  const why = fileProblem(error, nameOfFile(side));
  return new Problem(
    text('{file} was written whole, but not the file beside it, which says where its rows come from: {why}', {
      file: shownText(nameOfFile(to)),
      why: why === undefined ? reasonOf(error) : say(why.text),
    }),
  );
}
