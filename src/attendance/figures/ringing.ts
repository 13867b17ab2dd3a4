import type { DecodedObject } from '../call';
import { instantOf, type Ms } from '../instant';
import { text } from '../text';
import { cannotTell, type CannotTell } from './cannot-tell';

/** Who answered the ringing of a call session, by user id; undefined: no usable time was sent. */
export interface Ringing {
  readonly accepted: ReadonlyMap<string, Ms | undefined>;
  readonly rejected: ReadonlyMap<string, Ms | undefined>;
  readonly missed: ReadonlyMap<string, Ms | undefined>;
}

/**
 * The ringing maps of a call session. Stream keeps them for ringing calls only: empty ones say nothing.
 * @param session as the SDK decoded it; of this very session
 */
export function ringingOf(session: DecodedObject | undefined): Ringing | CannotTell {
  if (session === undefined)
    return cannotTell(text('Cannot be told: Stream sent nothing about the call session itself.'));
  const ringing = {
    accepted: timesIn(session['accepted_by']),
    rejected: timesIn(session['rejected_by']),
    missed: timesIn(session['missed_by']),
  };
  if (ringing.accepted.size + ringing.rejected.size + ringing.missed.size > 0) return ringing;
  return cannotTell(text('Cannot be told: the call did not ring, or Stream kept nothing of it.'));
}

function timesIn(value: unknown): ReadonlyMap<string, Ms | undefined> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return new Map();
  return new Map(Object.entries(value).map(([user, at]) => [user, instantOf(at)]));
}
