import { isAnonymous } from '../../attendance/people';
import { text, type Text } from '../../attendance/text';
import { isStreamFailure } from '../../stream/errors';
import type { RequestContext } from '../../stream/stream-video';
import type { Session } from '../book';
import type { PersonParts } from './person-parts';

/** Sessions that are asked for all rows until one has some. */
const triesAtMost = 3;

/** Whether Stream's filter by user is seen to work; if not, what that means for its silence. */
export type FilterControl = { readonly works: true } | { readonly works: false; readonly why: Text };

/**
 * Nobody's row was found: does the filter find rows at all? Asks for a user whose row is there, in a session that was
 * silent for the one who is looked for. Where the id that is looked for has capitals, so must that one have; where no such
 * id is at hand, one in the wrong spelling must find nothing. Two or three requests.
 * @param silent sessions without a row of the person though Stream counts rows there, newest first
 * @throws StreamFailure
 */
export async function controlFilter(
  { stream, known }: Pick<PersonParts, 'stream' | 'known'>,
  silent: readonly Session[],
  userId: string,
  context: RequestContext,
): Promise<FilterControl> {
  async function idsFound(session: Session, wanted: string | undefined): Promise<readonly unknown[]> {
    const filter = wanted === undefined ? {} : { filter: { user_id: { $eq: wanted } } };
    const page = await stream.participantSessions(session, { limit: 100, ...filter }, context);
    known.hearTotals(session, page);
    return page.rows.map((row) => row['user_id']);
  }
  async function finds(session: Session, id: string): Promise<boolean> {
    const ids = await idsFound(session, id);
    return ids.length > 0 && ids.every((one) => one === id);
  }

  for (const session of silent.slice(0, triesAtMost)) {
    let all: readonly unknown[];
    try {
      all = await idsFound(session, undefined);
    } catch (error) {
      if (isStreamFailure(error) && error.kind === 'not-found') continue;
      throw error;
    }
    if (all.includes(userId)) return { works: false, why: missedText };
    const ids = [...new Set(all)].filter((id) => typeof id === 'string').filter((id) => !isAnonymous(id));
    const [some] = ids;
    if (some === undefined) continue;
    if (!hasCapitals(userId))
      return (await finds(session, some)) ? { works: true } : { works: false, why: findsNobodyText };
    const capital = ids.find(hasCapitals);
    if (capital !== undefined)
      return (await finds(session, capital)) ? { works: true } : { works: false, why: capitalsText };
    const cased = ids.find((id) => id.toUpperCase() !== id && !ids.includes(id.toUpperCase()));
    if (cased === undefined) continue;
    if (!(await finds(session, cased))) return { works: false, why: findsNobodyText };
    const misspelt = await idsFound(session, cased.toUpperCase());
    return misspelt.length === 0 ? { works: true } : { works: false, why: capitalsText };
  }
  return { works: false, why: nobodyKnownText };
}

function hasCapitals(id: string): boolean {
  return id !== id.toLowerCase();
}

const missedText = text(
  'Stream’s filter found no row of this person where there is one: it cannot be told from it who was there. Open the attendance of the session: it reads all rows.',
);
const findsNobodyText = text(
  'Stream’s filter does not find rows that are there, so finding none says nothing. Open the attendance of the session: it reads all rows.',
);
const capitalsText = text(
  'Stream’s filter compares ids without regard to capital letters, so it may miss this id. Open the attendance of the session: it reads all rows.',
);
const nobodyKnownText = text(
  'Stream found no row of this person, and there was no row of anybody to test its filter by.',
);
