import { readTarget, type Target } from '../shell/targets';

/** What a document is about: the query of its address. Restored editors find their content by it. */
export function writeTargetQuery(target: Target): string {
  return JSON.stringify(target);
}

/** Undefined for anything that is no target: addresses come from outside too. */
export function readTargetQuery(query: string): Target | undefined {
  if (query.length > 8192) return undefined;
  try {
    return readTarget(JSON.parse(query));
  } catch {
    return undefined;
  }
}
