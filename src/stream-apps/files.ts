import * as fs from 'node:fs/promises';
import * as path from 'node:path';

/** A folder of small files, of which each write is whole or not there. */
export interface Files {
  /** Names of the files in the folder; empty while the folder does not exist. */
  list(): Promise<readonly string[]>;
  /** Undefined: there is no such file. */
  read(name: string): Promise<string | undefined>;
  /** Writes under a temporary name, then renames: a reader sees the old file or the new one, never half of one. */
  write(name: string, content: string): Promise<void>;
  /** Removes the file; one that is not there is no error. */
  remove(name: string): Promise<void>;
}

/**
 * {@link Files} in a folder of this computer, made at the first write. `workspace.fs` is not used for it: its rename
 * deletes the target first, and another window reading at that moment would miss the file.
 * @param uniqueName makes a name part that no other window uses at the same time.
 */
export function filesIn(folder: string, uniqueName: () => string): Files {
  return {
    async list() {
      try {
        return (await fs.readdir(folder)).sort();
      } catch (error) {
        if (isMissing(error)) return [];
        throw error;
      }
    },
    async read(name) {
      try {
        return await fs.readFile(path.join(folder, name), 'utf8');
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async write(name, content) {
      await fs.mkdir(folder, { recursive: true });
      const temporary = path.join(folder, `${name}.${uniqueName()}.tmp`);
      try {
        await fs.writeFile(temporary, content, { encoding: 'utf8', mode: 0o600, flush: true });
        await fs.rename(temporary, path.join(folder, name));
      } catch (error) {
        await fs.rm(temporary, { force: true });
        throw error;
      }
    },
    async remove(name) {
      await fs.rm(path.join(folder, name), { force: true });
    },
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
