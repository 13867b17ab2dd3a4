import { randomUUID } from 'node:crypto';
import type { Files } from '../../../src/stream-apps/files';
import type { Profile } from '../../../src/stream-apps/profile';
import { createProfileStore, type ProfileStore } from '../../../src/stream-apps/profile-store';
import { recordedLog } from '../shell/recorded-log';

/** A folder of files that was never on a disk. */
export function filesInMemory(): Files & { readonly held: Map<string, string> } {
  const held = new Map<string, string>();
  return {
    held,
    list: () => Promise.resolve([...held.keys()].sort()),
    read: (name) => Promise.resolve(held.get(name)),
    write: (name, content) => {
      held.set(name, content);
      return Promise.resolve();
    },
    remove: (name) => {
      held.delete(name);
      return Promise.resolve();
    },
  };
}

export function profilesInMemory(): ProfileStore {
  return createProfileStore(filesInMemory(), recordedLog());
}

export function profileNamed(name: string, facts: Partial<Profile> = {}): Profile {
  return { id: randomUUID(), name, key: 'key-of-test', baseUrl: undefined, production: false, ...facts };
}
