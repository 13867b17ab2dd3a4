import { csvHeader, csvLine } from '../../formats/csv';
import { writeMarkdown } from '../../formats/markdown';
import { isoInstant } from '../../formats/provenance';
import type { WriteOptions } from '../../formats/row-slices';
import { english, text, type Text } from '../../attendance/text';
import type { PersonFinding, PersonSession } from '../../book/person/person-finding';
import { PersonWords, type PersonTelling } from './person-lines';
import { countOutcomes, totalWords } from './person-total';
import { isShown, type LineChoice, type PersonSnapshot } from './protocol';

/** What is copied of a finding, and what must stand with it. */
export interface PersonDocument {
  readonly finding: PersonFinding;
  readonly choice: LineChoice;
  readonly header: PersonSnapshot['header'];
  /** Stream knows no user of this id. */
  readonly isUnknown?: boolean;
  /** Other roles count as anonymous by now. */
  readonly hasOtherRoles?: boolean;
  /** Name of the Stream app, as it is. */
  readonly app: string;
  /** Rollcall's own version. */
  readonly version: string;
}

/** The sessions that a choice shows. */
export function chosenSessions(finding: PersonFinding, choice: LineChoice): readonly PersonSession[] {
  return finding.sessions.filter(({ outcome }) => isShown(outcome.kind, choice));
}

/** What was copied, and whether that can be all there is. @param format as it is shown */
export function copiedWords({ finding, choice }: PersonDocument, format: string): Text {
  const args = { n: chosenSessions(finding, choice).length, of: finding.sessions.length, format };
  const isWhole = finding.done && finding.listed;
  if (args.n !== args.of)
    return isWhole
      ? text('Copied {n} of {of} sessions as {format}.', args)
      : text('Copied {n} of {of} listed sessions as {format}: others may be missing.', args);
  return isWhole
    ? text('Copied all {n} sessions as {format}.', args)
    : text('Copied all {n} listed sessions as {format}: others may be missing.', args);
}

const columns = [
  'app',
  'user_id',
  'call',
  'session_id',
  'session_started_at',
  'session_ended_at',
  'outcome',
  'outcome_text',
  'rows',
  'joined_at',
  'left_at',
  'still_there',
  'presence_certain_seconds',
  'presence_up_to_seconds',
  'rejoins_least',
  'rejoins_most',
  'as_of',
  'data_state',
  'provisional',
  'notes',
  'sessions_in_search',
  'sessions_that_tell',
  'sessions_listed_completely',
  'search_finished',
] as const;

/**
 * A line a session, in English as all that is for machines; times are ISO 8601 UTC in ms, lengths are seconds to the ms.
 * Empty: not known, or there is none; `presence_up_to_seconds` and `rejoins_most` are empty where nothing bounds them. `as_of`:
 * when Stream answered for the rows of this session. The last four are of the whole search, the same in each line: its
 * sessions, also those that are not in the document; those that told of the person one way or the other; whether none of the
 * range can be missing; whether each session of the list was asked. Only where the first two are one number and both others are true can a sum
 * over the lines be a total.
 */
export function personCsv({ finding, choice, app }: PersonDocument, telling: PersonTelling): string {
  const words = new PersonWords({ ...telling, say: english, locale: 'en' });
  const counts = countOutcomes(finding);
  const search = [
    finding.sessions.length,
    counts.there + counts.absent,
    String(finding.listed),
    String(finding.done && counts.waiting + counts['not-asked'] === 0),
  ];
  const lines = chosenSessions(finding, choice).map((found) => {
    const { session, state, asOf, outcome } = found;
    const there = outcome.kind === 'there' ? outcome : undefined;
    return csvLine(columns, [
      app,
      finding.question.userId,
      session.cid,
      session.sessionId,
      isoInstant(session.startedAt) ?? '',
      isoInstant(session.endedAt) ?? '',
      outcome.kind,
      words.outcome(found),
      there?.rows ?? '',
      isoInstant(there?.joined) ?? '',
      there?.left.kind === 'at' ? (isoInstant(there.left.ms) ?? '') : '',
      there === undefined ? '' : String(there.left.kind === 'still-there'),
      there === undefined ? '' : there.presence.certain / 1000,
      there?.presence.upTo === undefined ? '' : there.presence.upTo / 1000,
      there?.rejoins.least ?? '',
      there?.rejoins.most ?? '',
      isoInstant(asOf) ?? '',
      english(state.text),
      String(state.provisional),
      there?.notes.map(english).join(' ') ?? '',
      ...search,
    ]);
  });
  return csvHeader(columns) + lines.join('');
}

/** A table for people: who, when, the total and what this cannot see stand above it. */
export async function personMarkdown(
  { finding, choice, header, version, isUnknown = false, hasOtherRoles = false }: PersonDocument,
  telling: PersonTelling,
  options: WriteOptions = {},
): Promise<string> {
  const words = new PersonWords(telling);
  const sessions = chosenSessions(finding, choice);
  const total = totalWords(finding, words, { isUnknown, hasOtherRoles });
  const hidden = finding.sessions.length - sessions.length;
  const person =
    header.name === ''
      ? text('Attendance of {person}', { person: header.person })
      : text('Attendance of {person} ({name})', { person: header.person, name: header.name });
  const intro = [
    words.say(person),
    [header.range, header.callType, header.app.name, header.zone, header.asked]
      .filter((part) => part !== '')
      .join(' · '),
    total.spoken,
    ...finding.cannotSee.map((each) => words.say(each)),
    ...(hidden === 0
      ? []
      : [
          words.say(
            text('{n} of {of} sessions are in this table.', {
              n: sessions.length,
              of: finding.sessions.length,
            }),
          ),
        ]),
    words.say(text('Rollcall {version}', { version })),
  ];
  const titles = [
    text('Call'),
    text('Session'),
    text('Outcome'),
    text('Joined'),
    text('Left'),
    text('Presence'),
    text('Rejoins'),
    text('Data state'),
  ].map((title) => words.say(title));
  const slices = writeMarkdown(
    { intro, titles, rows: sessions.length, cells: (at) => cellsOf(sessions[at], words) },
    options,
  );
  let whole = '';
  for await (const slice of slices) whole += slice;
  return whole;
}

function cellsOf(found: PersonSession | undefined, words: PersonWords): readonly string[] {
  if (found === undefined) return [];
  const line = words.line(found);
  const state = line.provisional
    ? words.say(text('{state}, may still change', { state: line.state }))
    : line.state;
  return [
    line.call,
    line.when,
    [line.outcome, ...line.notes].join(' · '),
    line.joined,
    line.left,
    line.exact,
    line.rejoins,
    state,
  ];
}
