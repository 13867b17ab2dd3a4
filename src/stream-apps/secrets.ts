import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { text, type Text } from '../attendance/text';
import { reasonOf } from '../shell/failure-message';
import { Problem } from '../shell/problem';
import { hostOf } from './base-url';
import type { Profile } from './profile';

/** What SecretStorage has to be able to do. */
export interface SecretVault {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
}

export type SecretReading =
  | { readonly kind: 'found'; readonly secret: string }
  /** `reason`: why the user is asked for it. */
  | { readonly kind: 'absent'; readonly reason: Text };

/** Secrets by profile id, in SecretStorage and nowhere else. */
export interface Secrets {
  read(profile: Profile): Promise<SecretReading>;
  /** @throws Problem when the secret storage refuses, with what to do about it. */
  write(profile: Profile, secret: string): Promise<void>;
  /** @throws Problem when the secret storage refuses. */
  remove(profileId: string): Promise<void>;
}

const prefix = 'rollcall.secret.';

/**
 * A secret is kept with the host that it was given for. A profile is a plain file: whoever edits its base URL must not
 * get the secret sent to another host.
 */
const stored = v.object({
  version: v.literal(1),
  secret: v.pipe(v.string(), v.nonEmpty()),
  host: v.string(),
});

function parseStored(value: string): v.InferOutput<typeof stored> | undefined {
  try {
    const data: unknown = JSON.parse(value);
    const parsed = v.safeParse(stored, data);
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

/** Tells two secrets apart without holding either. */
export function secretMark(secret: string): string {
  return createHash('sha256').update(secret).digest('base64');
}

/** The profile that a key of the secret storage belongs to. */
export function profileOfSecret(key: string): string | undefined {
  return key.startsWith(prefix) ? key.slice(prefix.length) : undefined;
}

export function createSecrets(vault: SecretVault, platform: NodeJS.Platform): Secrets {
  return {
    async read(profile) {
      let value: string | undefined;
      try {
        value = await vault.get(prefix + profile.id);
      } catch (error) {
        return { kind: 'absent', reason: unreadable(error, platform) };
      }
      const found = value === undefined ? undefined : parseStored(value);
      if (found === undefined) {
        return {
          kind: 'absent',
          reason: text('The secret storage of VS Code on this computer holds no secret for this app.'),
        };
      }
      return found.host === hostOf(profile.baseUrl)
        ? { kind: 'found', secret: found.secret }
        : {
            kind: 'absent',
            reason: text(
              'The base URL of this app names another host than the one that the secret was given for.',
            ),
          };
    },
    async write(profile, secret) {
      const value = JSON.stringify({ version: 1, secret, host: hostOf(profile.baseUrl) });
      try {
        await vault.store(prefix + profile.id, value);
      } catch (error) {
        throw new Problem(unwritable(platform), { cause: error });
      }
    },
    async remove(profileId) {
      try {
        await vault.delete(prefix + profileId);
      } catch (error) {
        throw new Problem(unwritable(platform), { cause: error });
      }
    },
  };
}

function unreadable(error: unknown, platform: NodeJS.Platform): Text {
  return platform === 'linux'
    ? text(
        'VS Code could not read its secret storage ({reason}). On Linux it needs a keyring: install and unlock gnome-keyring or KWallet.',
        { reason: reasonOf(error) },
      )
    : text('VS Code could not read its secret storage ({reason}).', { reason: reasonOf(error) });
}

function unwritable(platform: NodeJS.Platform): Text {
  return platform === 'linux'
    ? text(
        'VS Code could not write to its secret storage. On Linux it needs a keyring: install and unlock gnome-keyring or KWallet, then try again.',
      )
    : text(
        'VS Code could not write to its secret storage. Unlock the key store of this computer, then try again.',
      );
}
