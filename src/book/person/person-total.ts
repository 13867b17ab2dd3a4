import type { DataState } from '../../attendance/data-state';
import type { Ms } from '../../attendance/instant';
import { text, type Text } from '../../attendance/text';
import type { Session } from '../book';
import type { PersonOutcome, PersonQuestion, PersonTotal } from './person-finding';

/** One session in a search that goes on. */
export interface Line {
  session: Session;
  state: DataState;
  outcome: PersonOutcome;
}

/** The sum over the sessions where the person was found. */
export function totalOf(lines: readonly Pick<Line, 'outcome'>[]): PersonTotal {
  let [sessions, rejoins, certain] = [0, 0, 0];
  let upTo: Ms | undefined = 0;
  for (const { outcome } of lines) {
    if (outcome.kind === 'absent') continue;
    // Where nobody can tell, or nobody was asked, the person may have been for any time.
    const most: Ms | undefined = outcome.kind === 'there' ? outcome.presence.upTo : undefined;
    upTo = upTo === undefined || most === undefined ? undefined : upTo + most;
    if (outcome.kind !== 'there') continue;
    sessions++;
    rejoins += outcome.rejoins;
    certain += outcome.presence.certain;
  }
  return { sessions, rejoins, presence: { certain, upTo } };
}

/** What no search of this kind can see. */
export function cannotSee({ to }: PersonQuestion, now: Ms): readonly Text[] {
  return [
    text('Joins without a user id of one’s own (anonymous ones) cannot be found: their rows name nobody.'),
    to > now
      ? text(
          'Sessions that Stream’s statistics do not list cannot be found, except those that run now and those that Rollcall knows from elsewhere.',
        )
      : text(
          'Sessions that Stream’s statistics do not list cannot be found, except those that Rollcall knows from elsewhere.',
        ),
    text('Sessions that began before the range are not looked at, even if they reach into it.'),
    text(
      'Each session was asked for this person’s rows alone: whether Stream has all of its rows was not checked.',
    ),
  ];
}
