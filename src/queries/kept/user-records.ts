import { redact } from '../../shell/redact';
import type { Log } from '../../shell/shell';
import type { Files } from '../../stream-apps/files';
import { readRecord, recordIdPattern, writeRecord, type KeptRecord } from './kept-record';

/** The user's own store, one file each: two windows that save at once never write the same file, so none is lost. */
export interface UserRecords {
  /** All that can be read. A file that cannot is logged once and left as it is. */
  list(): Promise<readonly KeptRecord[]>;
  save(record: KeptRecord): Promise<void>;
  remove(id: string): Promise<void>;
}

const ending = '.json';

export function createUserRecords(files: Files, log: Log): UserRecords {
  const reported = new Set<string>();

  async function read(id: string): Promise<KeptRecord | undefined> {
    try {
      const content = await files.read(id + ending);
      return content === undefined ? undefined : readRecord(id, content);
    } catch (error) {
      if (!reported.has(id)) {
        reported.add(id);
        const reason = error instanceof Error ? redact(error.message) : 'unknown';
        log.warn(`a saved query cannot be read and is left as it is: ${reason}`);
      }
      return undefined;
    }
  }

  return {
    async list() {
      const names = await files.list();
      const ids = names
        .filter((name) => name.endsWith(ending))
        .map((name) => name.slice(0, -ending.length))
        .filter((id) => recordIdPattern.test(id));
      const records = await Promise.all(ids.map((id) => read(id)));
      return records.filter((record) => record !== undefined);
    },
    save: (record) => files.write(record.id + ending, writeRecord(record)),
    remove: (id) => files.remove(id + ending),
  };
}
