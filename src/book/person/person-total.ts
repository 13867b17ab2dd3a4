import type { DataState } from '../../attendance/data-state';
import type { Ms } from '../../attendance/instant';
import { text, type Text } from '../../attendance/text';
import type { Session } from '../book';
import type { PersonOutcome, PersonQuestion, PersonTotal } from './person-finding';

/** One session in a search that goes on. */
export interface Line {
  session: Session;
  state: DataState;
  asOf: Ms | undefined;
  outcome: PersonOutcome;
}

/**
 * The sum over the sessions where the person was found.
 * @param listed whether these are all sessions of the range: else nothing bounds the sum
 */
export function totalOf(lines: readonly Pick<Line, 'outcome'>[], listed: boolean): PersonTotal {
  let [sessions, least, certain] = [0, 0, 0];
  let most: number | undefined = listed ? 0 : undefined;
  let upTo: Ms | undefined = most;
  for (const { outcome } of lines) {
    if (outcome.kind === 'absent') continue;
    // Where nobody can tell, or nobody was asked, the person may have been for any time.
    const there = outcome.kind === 'there' ? outcome : undefined;
    upTo = sum(upTo, there?.presence.upTo);
    most = sum(most, there?.rejoins.most);
    if (there === undefined) continue;
    sessions++;
    least += there.rejoins.least;
    certain += there.presence.certain;
  }
  return { sessions, rejoins: { least, most }, presence: { certain, upTo } };
}

function sum(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : one + other;
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
