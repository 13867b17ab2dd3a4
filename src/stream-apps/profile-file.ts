import * as v from 'valibot';
import { isBaseUrl } from './base-url';
import type { Profile } from './profile';

/** Ids are UUIDs of our own making: they name files and secrets, so nothing else is taken. */
export const profileIdPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const version1 = v.object({
  version: v.literal(1),
  id: v.pipe(v.string(), v.regex(profileIdPattern)),
  name: v.pipe(v.string(), v.trim(), v.nonEmpty()),
  key: v.pipe(v.string(), v.nonEmpty()),
  baseUrl: v.optional(v.pipe(v.string(), v.check(isBaseUrl, 'is not a base URL that Rollcall takes'))),
  production: v.boolean(),
});

/** A profile as its file holds it: JSON with a version, without the secret. */
export function writeProfile(profile: Profile): string {
  const { id, name, key, baseUrl, production } = profile;
  return `${JSON.stringify({ version: 1, id, name, key, ...(baseUrl === undefined ? {} : { baseUrl }), production }, null, 2)}\n`;
}

/**
 * Reads a profile's file.
 * @throws Error with the reason when the file is not whole, is of a later version, or is not the file of `id`.
 */
export function readProfile(id: string, content: string): Profile {
  const data: unknown = JSON.parse(content);
  const parsed = v.safeParse(version1, data);
  if (!parsed.success) {
    const issue = parsed.issues[0];
    throw new Error(`${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`);
  }
  const { baseUrl, name, key, production } = parsed.output;
  if (parsed.output.id !== id) throw new Error('the file is named for another id');
  return { id, name, key, baseUrl, production };
}
