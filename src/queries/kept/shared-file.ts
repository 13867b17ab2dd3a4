import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { text } from '../../attendance/text';
import { fileProblem } from '../../shell/file-problem';
import { Problem } from '../../shell/problem';
import { withLock, type LockParts } from './file-lock';

/** A small text file that several windows, and an editor, may change. */
export interface SharedFile {
  /** Undefined: there is no such file. */
  read(): Promise<string | undefined>;
  /**
   * Reads, changes and writes while no other window does.
   * @param change makes the new text; run again when the file changed in between. What it throws leaves the file alone
   * @returns what was written
   */
  change(change: (source: string | undefined) => string): Promise<string>;
}

/** Editors that save at the same moment do not know our lock: so often the change is made anew. */
export const mostAttempts = 20;

/** {@link SharedFile} on this computer: lock file, comparison before the rename, temporary name. */
export function sharedFile(file: string, parts: LockParts): SharedFile {
  return {
    read: () => readText(file),
    async change(change) {
      return await withWords(path.basename(file), () => changeAlone(file, parts, change));
    },
  };
}

/** @throws Problem where the file system refuses, in words */
export async function withWords<T>(name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw fileProblem(error, name) ?? error;
  }
}

async function changeAlone(
  file: string,
  parts: LockParts,
  change: (source: string | undefined) => string,
): Promise<string> {
  const folder = path.dirname(file);
  await makeFolder(folder);
  return await withLock(path.join(folder, `.${path.basename(file)}.lock`), parts, async (isHeld) => {
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const before = await readText(file);
      const after = change(before);
      if (after === before) return after;
      const mayReplace = async (): Promise<boolean> => (await isHeld()) && (await readText(file)) === before;
      if (await replace(file, after, parts.unique(), mayReplace)) return after;
    }
    throw new Problem(
      text('The file changed all the time, so nothing was written to it. Try again in a moment.'),
    );
  });
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await fs.readFile(file, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Whole under its name, or not at all. A link stays a link, and the file keeps its mode. */
async function replace(
  file: string,
  content: string,
  unique: string,
  mayReplace: () => Promise<boolean>,
): Promise<boolean> {
  const target = await realFile(file);
  const temporary = path.join(path.dirname(target.path), `.rollcall-${unique}.tmp`);
  try {
    await fs.writeFile(temporary, content, {
      flag: 'wx',
      flush: true,
      ...(target.mode !== undefined && { mode: target.mode }),
    });
    if (!(await mayReplace())) return false;
    await fs.rename(temporary, target.path);
    return true;
  } finally {
    await fs.rm(temporary, { force: true });
  }
}

async function realFile(file: string): Promise<{ readonly path: string; readonly mode?: number }> {
  try {
    const real = await fs.realpath(file);
    return { path: real, mode: (await fs.stat(real)).mode & 0o777 };
  } catch (error) {
    if (isCode(error, 'ENOENT')) return { path: file };
    throw error;
  }
}

/** Where a file has the folder's name, what is written next says so. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await fs.mkdir(folder, { recursive: true });
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
