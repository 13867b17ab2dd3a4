import { text, type Text } from '../../attendance/text';
import type { PersonFinding, TimePair } from '../../book/person/person-finding';
import type { PersonWords } from './person-lines';
import type { OutcomeKind, PersonSnapshot } from './protocol';

/** What the total of a finding says, in words. */
export type TotalWords = NonNullable<PersonSnapshot['total']>;

/** What is known beside the finding. */
export interface TotalContext {
  /** More is on its way. */
  readonly asking?: boolean;
  /** Stream was asked for the id itself, and knows no such user. */
  readonly isUnknown?: boolean;
  /** Other roles count as anonymous by now. */
  readonly hasOtherRoles?: boolean;
}

/** How many sessions said what. */
export type OutcomeCounts = Readonly<Record<OutcomeKind, number>>;

export function countOutcomes({ sessions }: PersonFinding): OutcomeCounts {
  const counts = { there: 0, absent: 0, 'cannot-tell': 0, 'not-asked': 0, waiting: 0 };
  for (const { outcome } of sessions) counts[outcome.kind]++;
  return counts;
}

/**
 * The total over the sessions where the person was found, with all that must be read with it. As long as one session does
 * not tell, or the list of sessions is not at its end, it is "at least": there is no upper bound.
 */
export function totalWords(
  finding: PersonFinding,
  words: PersonWords,
  context: TotalContext = {},
): TotalWords {
  const counts = countOutcomes(finding);
  const { total } = finding;
  const isWhole = tellsAll(finding, counts);
  const presence = presenceOf(finding, isWhole);
  const n = finding.sessions.length;
  const found = isWhole
    ? text('{found} of {n} sessions', { found: total.sessions, n })
    : text('at least {found} of {n} sessions', { found: total.sessions, n });
  const rejoins = isWhole
    ? words.rejoins(total.rejoins)
    : words.say(text('at least {n}', { n: total.rejoins.least }));
  const notes = notesOf(finding, counts, context).map((note) => words.say(note));
  const values = { found: words.say(found), presence: words.presence(presence), rejoins };
  const spoken = words.say(text('Found in {found}. Presence: {presence}. Rejoins: {rejoins}.', values));
  return {
    figures: [
      { name: words.say(text('Found in')), value: values.found, exact: values.found },
      {
        name: words.say(text('Presence')),
        value: values.presence,
        exact: words.exactPresence(presence),
      },
      { name: words.say(text('Rejoins')), value: values.rejoins, exact: values.rejoins },
    ],
    notes,
    spoken: [spoken, ...notes].join(' '),
  };
}

/** Every session of the range is listed, and told of the person one way or the other. */
function tellsAll({ done, listed }: PersonFinding, counts: OutcomeCounts): boolean {
  return done && listed && counts['cannot-tell'] + counts['not-asked'] + counts.waiting === 0;
}

function presenceOf({ total }: PersonFinding, isWhole: boolean): TimePair {
  return isWhole ? total.presence : { certain: total.presence.certain, upTo: undefined };
}

/** Why the total may be more, or another. */
function notesOf(
  finding: PersonFinding,
  counts: OutcomeCounts,
  { asking = false, isUnknown = false, hasOtherRoles = false }: TotalContext,
): readonly Text[] {
  const notes: Text[] = [];
  if (hasOtherRoles)
    notes.push(
      text('Other roles count as anonymous since this was asked: Refresh counts by the setting of now.'),
    );
  if (isUnknown && finding.total.sessions === 0) {
    notes.push(
      text(
        'Stream knows no user with exactly this id (capitals count). Check the id, or find the person by name: where the id is wrong, this says nothing.',
      ),
    );
  }
  const waiting = counts.waiting;
  if (!finding.done)
    notes.push(
      asking
        ? text('The search goes on.')
        : text('The list of sessions was not read to its end: older ones may be missing.'),
    );
  else if (!finding.listed)
    notes.push(text('Sessions of this range may be missing from the list: what this cannot see tells more.'));
  if (waiting > 0) {
    notes.push(
      waiting === 1
        ? text('1 session has not been asked yet.')
        : text('{n} sessions have not been asked yet.', { n: waiting }),
    );
  }
  const notAsked = counts['not-asked'];
  if (notAsked > 0) {
    notes.push(
      notAsked === 1
        ? text('1 session was not asked: it is in no figure.')
        : text('{n} sessions were not asked: they are in no figure.', { n: notAsked }),
    );
  }
  const untold = counts['cannot-tell'];
  if (untold > 0) {
    notes.push(
      untold === 1
        ? text('Of 1 session it cannot be told whether the person was there.')
        : text('Of {n} sessions it cannot be told whether the person was there.', { n: untold }),
    );
  }
  const moving = finding.sessions.filter(
    ({ outcome, state }) => state.provisional && (outcome.kind === 'there' || outcome.kind === 'absent'),
  ).length;
  if (moving > 0) {
    notes.push(
      moving === 1
        ? text('It may still change: 1 of these sessions is not final.')
        : text('It may still change: {n} of these sessions are not final.', { n: moving }),
    );
  }
  return notes;
}
