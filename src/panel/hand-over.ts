import { randomUUID } from 'node:crypto';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { shownInNotification, shownText } from '../attendance/shown-text';
import { text, type Translate } from '../attendance/text';
import { collect } from '../formats/collect';
import { fileName, nameOf } from '../formats/document-name';
import { writeSlices } from '../shell/file-writer';
import { mostToCopy } from '../shell/clipboard';
import { askForFile } from '../shell/save-dialog';
import { saveSlices, withCancel } from '../shell/save-slices';
import type { RowsFormat } from '../book/telling/rows-file-name';
import {
  copiedWords,
  formatName,
  rowsDocument,
  rowsFileName,
  savedWords,
  type RowsSubject,
} from '../book/telling/rows-document';
import { selectedRows, type Selection } from './model/selected-rows';
import { Refusal } from './request-server';

const megabyte = 1024 * 1024;
const mostOfPicture = 20 * megabyte;
/** More rows than these take long enough to show it. */
const quickRows = 5000;
const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** The table, and what of it is asked for. */
export interface TableSubject extends Omit<RowsSubject, 'rows' | 'selectedFrom'> {
  /** Table indexes in the order of the table. */
  readonly order: Uint32Array;
  readonly signal: AbortSignal;
}

/**
 * Copies rows. Answers what there is to say; nothing where the user changed their mind.
 * @throws Refusal: nothing is selected, or it is too large for the clipboard
 */
export async function copyRows(
  subject: TableSubject & {
    readonly format: Exclude<RowsFormat, 'ndjson'>;
    readonly stretches: Selection;
  },
): Promise<string> {
  const { format, stretches, order, telling, signal } = subject;
  const rows = selectedRows(order, stretches);
  if (rows.length === 0) throw new Refusal('refused', text('There is no row to copy.'));
  const chosen = {
    ...subject,
    rows,
    selectedFrom: rows.length < order.length ? order.length : undefined,
  };
  const run = (stop: AbortSignal) =>
    collect(rowsDocument(chosen, format, { signal: stop }), mostToCopy, stop);
  const title = telling.say(text('Rollcall: copying rows'));
  const collected = await unlessStopped(() =>
    rows.length > quickRows ? withCancel(title, signal, run) : run(signal),
  );
  if (collected === undefined) return '';
  if (!collected.fits) {
    throw new Refusal(
      'refused',
      text('These rows are over 20 MB as {format}: too large for the clipboard. Export them to a file.', {
        format: formatName(format),
      }),
    );
  }
  await vscode.env.clipboard.writeText(collected.text);
  return copiedWords(chosen, format);
}

/** Copies a text that is at hand. Answers what there is to say. @throws Refusal: it is empty, or too large */
export async function copyText(words: string, say: Translate): Promise<string> {
  if (words === '') throw new Refusal('refused', text('There is nothing to copy.'));
  if (Buffer.byteLength(words) > mostToCopy)
    throw new Refusal('refused', text('This is over 20 MB: too large for the clipboard.'));
  await vscode.env.clipboard.writeText(words);
  return say(text('Copied.'));
}

/**
 * Saves all rows of the table to a file that the user chooses. Answers what there is to say; nothing where the user changed
 * their mind.
 * @throws Refusal: there is no row; Problem: it is too large for where it shall go
 */
export async function exportRows(
  subject: TableSubject & { readonly format: Exclude<RowsFormat, 'markdown'> },
): Promise<string> {
  const { format, order, telling, signal } = subject;
  const { say } = telling;
  if (order.length === 0) throw new Refusal('refused', text('There is no row to export.'));
  const chosen = { ...subject, rows: order };
  const to = await askForFile(
    say(text('Export Rows as {format}', { format: formatName(format) })),
    { [formatName(format)]: [format] },
    rowsFileName(chosen, format),
  );
  if (to === undefined) return '';
  const saved = await unlessStopped(async () => {
    const title = say(text('Rollcall: writing rows'));
    await saveSlices(to, (stop) => rowsDocument(chosen, format, { signal: stop }), { title, signal });
    return true;
  });
  if (saved === undefined) return '';
  return offerToOpen(to, savedWords(chosen, format, path.posix.basename(to.path)), say);
}

/**
 * Saves a picture to a file that the user chooses.
 * @param words of the name: the call
 * @throws Refusal: it is no PNG, or too large
 */
export async function savePicture(
  png: Uint8Array,
  { say, name }: { readonly say: Translate; readonly name: string },
): Promise<string> {
  if (!pngSignature.every((byte, at) => png[at] === byte))
    throw new Refusal('refused', text('The picture is no PNG.'));
  if (png.byteLength > mostOfPicture)
    throw new Refusal('refused', text('The picture is over 20 MB. Show less of the time, or fewer people.'));
  const to = await askForFile(
    say(text('Save the Picture')),
    { PNG: ['png'] },
    fileName(`${nameOf(name)} attendance.png`),
  );
  if (to === undefined) return '';
  if (to.scheme === 'file') await writeSlices(to.fsPath, once(png), { random: randomUUID });
  else await vscode.workspace.fs.writeFile(to, png);
  const file = shownText(path.posix.basename(to.path));
  return offerToOpen(to, say(text('Saved the picture to {file}.', { file })), say);
}

/** Beside the panel, which says it, too: the notification has the act. Nobody waits for it. */
function offerToOpen(to: vscode.Uri, said: string, say: Translate): string {
  const open = say(text('Open'));
  void vscode.window.showInformationMessage(shownInNotification(said), open).then(async (answer) => {
    if (answer === open) await vscode.commands.executeCommand('vscode.open', to);
  });
  return said;
}

/** Undefined: it was cancelled. */
async function unlessStopped<T>(run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return undefined;
    throw error;
  }
}

async function* once(png: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(png);
}
