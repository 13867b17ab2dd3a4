import type { Call, DecodedObject, Member } from '../call';
import type { Ms } from '../instant';
import { shownText } from '../shown-text';
import { text, type Text } from '../text';
import type { Basis } from './basis';
import { cannotTell, type CannotTell } from './cannot-tell';
import type { Measures } from './measure';
import { rowKind } from './placed-rows';
import { ringingOf, type Ringing } from './ringing';
import { earlyLeaves, lateness, type EarlyLeaves, type Lateness } from './schedule-times';

/** What rule 15 needs. */
export interface ScheduleInput {
  /** The member list as it is today; `complete`: all its pages were read. Undefined: it was not read. */
  readonly members: { readonly list: readonly Member[]; readonly complete: boolean } | undefined;
  readonly call: Pick<Call, 'startsAt'>;
  readonly session: {
    readonly startedAt: Ms | undefined;
    readonly endedAt: Ms | undefined;
    /** This session as the SDK decoded it, for the ringing maps. */
    readonly decoded?: DecodedObject | undefined;
  };
  /** An earlier session of the call began at or after `startsAt`. Undefined: nobody looked. */
  readonly earlierSessionBetween: boolean | undefined;
  /** Of all rows: with a row filter nothing can be told. A window changes nothing. */
  readonly measures: Measures;
  readonly basis: Basis;
}

/** Who was expected and who came when. Each part is told, or why it cannot be. */
export interface Schedule {
  /** What all of it is subject to. */
  readonly note: Text;
  readonly expected: Expected | CannotTell;
  readonly lateness: Lateness | CannotTell;
  readonly earlyLeaves: EarlyLeaves | CannotTell;
  readonly ringing: Ringing | CannotTell;
}

/** The members, and what rows there are of them. */
export interface Expected {
  /** In the order of the list. */
  readonly members: readonly ExpectedMember[];
  /** People with rows who are no members: persons. */
  readonly unexpected: Uint32Array;
}

export interface ExpectedMember {
  readonly userId: string;
  /** `person`: rows of a person. `ingress`: by ingress only. `other`: rows that count as technical or anonymous only. */
  readonly seen: 'person' | 'ingress' | 'other' | 'no-row';
  /** Never says that somebody was absent: no row may have been found for other reasons. */
  readonly text: Text;
}

/** Rule 15. O(rows + members). */
export function scheduleOf(input: ScheduleInput): Schedule {
  const why = untoldOfRows(input);
  return {
    note: text('By the schedule as it stands now: members and start time may have been others then.'),
    expected: why === undefined ? expectedOf(input) : cannotTell(why),
    lateness:
      why === undefined
        ? lateness(input.measures, input.call.startsAt, input.session, input.earlierSessionBetween)
        : cannotTell(why),
    earlyLeaves: why === undefined ? earlyLeaves(input.measures, input.session.endedAt) : cannotTell(why),
    ringing: ringingOf(input.session.decoded),
  };
}

function untoldOfRows({ measures, basis: { coverage, state } }: ScheduleInput): Text | undefined {
  if (measures.input.selected !== undefined || coverage.chosenBy === 'server')
    return text('Cannot be told: a filter has chosen among the rows of the session.');
  if (!coverage.complete) return text('Cannot be told: not all rows of the session were read.');
  if (state.provisional || (state.kind !== 'final' && state.kind !== 'settled'))
    return text('Cannot be told: the rows are neither final nor settled.');
  return undefined;
}

function expectedOf({ members, session: { startedAt }, measures }: ScheduleInput): Expected | CannotTell {
  if (members === undefined)
    return cannotTell(text('Cannot be told: the members of the call were not read.'));
  if (!members.complete)
    return cannotTell(text('Cannot be told: the list of members was not read to its end.'));
  if (startedAt === undefined)
    return cannotTell(text('Cannot be told: it is not known when the session began.'));
  const undated = members.list.filter(({ createdAt }) => createdAt === undefined).length;
  if (undated > 0) {
    const why = text('Cannot be told: it is not known when these members were added: {members}.', {
      members: undated,
    });
    return cannotTell(why);
  }
  const changed = members.list.filter(({ createdAt, updatedAt, deletedAt }) =>
    [createdAt, updatedAt, deletedAt].some((at) => at !== undefined && at > startedAt),
  ).length;
  if (changed > 0) {
    const why = text(
      'Cannot be told: members were added, changed or removed after the session began: {members}.',
      { members: changed },
    );
    return cannotTell(why);
  }
  const expected = members.list.filter(({ deletedAt }) => deletedAt === undefined);
  const kinds = kindsByUser(measures);
  const anonymous = measures.placed.kinds[rowKind.anonymous];
  const ids = new Set(expected.map(({ userId }) => userId));
  const { users } = measures.placed;
  const persons = Array.from(users.keys());
  return {
    members: expected.map(({ userId }) => memberSeen(userId, kinds.get(userId) ?? 0, anonymous)),
    unexpected: Uint32Array.from(
      persons.filter((who) => !ids.has(measures.input.rows.userIdOf(users[who] ?? 0))),
    ),
  };
}

/** By user id: the kinds of the user's rows as bits. */
function kindsByUser({ input: { rows }, placed }: Measures): ReadonlyMap<string, number> {
  const { user } = rows.arrays;
  const bits = new Uint8Array(rows.userCount);
  for (let place = 0; place < placed.length; place++) {
    const who = user[placed.row[place] ?? 0] ?? 0;
    bits[who] = (bits[who] ?? 0) | (1 << (placed.kind[place] ?? 0));
  }
  return new Map(Array.from(bits, (kinds, who) => [rows.userIdOf(who), kinds]));
}

function memberSeen(userId: string, kinds: number, anonymous: number): ExpectedMember {
  const user = shownText(userId);
  if ((kinds & (1 << rowKind.person)) !== 0)
    return { userId, seen: 'person', text: text('Rows were found for {user}.', { user }) };
  if ((kinds & (1 << rowKind.ingress)) !== 0)
    return { userId, seen: 'ingress', text: text('{user} was here by ingress only.', { user }) };
  if (kinds !== 0) {
    const words = text('All rows found for {user} count as technical or anonymous.', { user });
    return { userId, seen: 'other', text: words };
  }
  const words =
    anonymous === 0
      ? text('No row found for {user}.', { user })
      : text('No row found for {user}; anonymous rows may be anybody’s: {rows}.', { user, rows: anonymous });
  return { userId, seen: 'no-row', text: words };
}
