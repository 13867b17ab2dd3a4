import { redact } from '../shell/redact';
import type { Log } from '../shell/shell';
import type { Files } from './files';
import { sampleAppId, type Profile } from './profile';
import { profileIdPattern, readProfile, writeProfile } from './profile-file';

/**
 * The connected apps, one file each: two windows that add apps at once never write the same file, so none is lost.
 * Nothing is cached: every question reads the folder, which holds a handful of small files.
 */
export interface ProfileStore {
  /** All profiles that can be read, by name. A file that cannot is logged once and left as it is. */
  list(): Promise<readonly Profile[]>;
  get(id: string): Promise<Profile | undefined>;
  /** By id, else by name (exact, then ignoring case); of two with the same name none is taken for the other: the first by id. */
  find(nameOrId: string): Promise<Profile | undefined>;
  /** True where no profile, and not the sample, has this name. */
  isFree(name: string): Promise<boolean>;
  save(profile: Profile): Promise<void>;
  remove(id: string): Promise<void>;
}

const ending = '.json';

export function createProfileStore(files: Files, log: Log): ProfileStore {
  const reported = new Set<string>();

  async function read(id: string): Promise<Profile | undefined> {
    const name = id + ending;
    const content = await files.read(name);
    if (content === undefined) return undefined;
    try {
      const profile = readProfile(id, content);
      reported.delete(name);
      return profile;
    } catch (error) {
      if (!reported.has(name)) {
        reported.add(name);
        const reason = error instanceof Error ? redact(error.message) : 'unknown';
        log.warn(`the profile ${name} cannot be read and is left as it is: ${reason}`);
      }
      return undefined;
    }
  }

  async function list(): Promise<readonly Profile[]> {
    const names = await files.list();
    const ids = names
      .filter((name) => name.endsWith(ending))
      .map((name) => name.slice(0, -ending.length))
      .filter((id) => profileIdPattern.test(id));
    const profiles = await Promise.all(ids.map((id) => read(id)));
    return profiles
      .filter((profile) => profile !== undefined)
      .sort((one, other) => one.name.localeCompare(other.name) || (one.id < other.id ? -1 : 1));
  }

  return {
    list,
    async get(id) {
      return profileIdPattern.test(id) ? await read(id) : undefined;
    },
    async find(nameOrId) {
      const profiles = await list();
      return (
        profiles.find((profile) => profile.id === nameOrId) ??
        profiles.find((profile) => profile.name === nameOrId) ??
        profiles.find((profile) => sameName(profile.name, nameOrId))
      );
    },
    async isFree(name) {
      if (sameName(name, sampleAppId)) return false;
      const profiles = await list();
      return !profiles.some((profile) => sameName(profile.name, name));
    },
    async save(profile) {
      await files.write(profile.id + ending, writeProfile(profile));
    },
    async remove(id) {
      if (profileIdPattern.test(id)) await files.remove(id + ending);
    },
  };
}

function sameName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
