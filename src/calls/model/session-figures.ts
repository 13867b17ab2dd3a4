import type { SessionCounts } from '../../attendance/call';
import type { RowTable } from '../../attendance/row-table';
import { text } from '../../attendance/text';
import type { Words } from './words';

/** Who stands in the rows, by the terms of the field. */
export interface RowFigures {
  /** Distinct user ids of person rows, anonymous ones left out. */
  readonly people: number;
  readonly rows: number;
  /** Rows of `!anon` or without an id: one person or as many as rows. */
  readonly anonymousRows: number;
  /** Rows of rtmp, srt, whip, rtsp: not people. */
  readonly ingressRows: number;
  /** Users of publisher types that nobody has named yet; counted as people. */
  readonly unknownTypes: readonly string[];
}

const ingressTypes: ReadonlySet<string> = new Set(['rtmp', 'srt', 'whip', 'rtsp']);
const personTypes: ReadonlySet<string> = new Set(['webrtc', 'sip']);

export function isIngress(publisherType: string): boolean {
  return ingressTypes.has(publisherType);
}

export function isAnonymous(userId: string): boolean {
  return userId === '' || userId === '!anon';
}

const known = new WeakMap<RowTable, { readonly revision: number; readonly figures: RowFigures }>();

/**
 * Counts people in a table. Only to be shown when all pages were read: the people of half the pages are no figure.
 * Counted once for each revision of the table: a node is drawn more often than its rows change.
 */
export function rowFigures(table: RowTable): RowFigures {
  const held = known.get(table);
  if (held?.revision === table.revision) return held.figures;
  const figures = count(table);
  known.set(table, { revision: table.revision, figures });
  return figures;
}

function count(table: RowTable): RowFigures {
  const users = new Set<string>();
  const unknownTypes = new Set<string>();
  let anonymousRows = 0;
  let ingressRows = 0;
  for (let row = 0; row < table.length; row++) {
    const type = table.publisherType(row);
    const user = table.userId(row);
    if (isIngress(type)) {
      ingressRows++;
      continue;
    }
    if (!personTypes.has(type)) unknownTypes.add(type);
    if (isAnonymous(user)) anonymousRows++;
    else users.add(user);
  }
  return {
    people: users.size,
    rows: table.length,
    anonymousRows,
    ingressRows,
    unknownTypes: [...unknownTypes],
  };
}

/** Figures of rows read whole: "11 people", "14 rows", "+ 1 ingress". */
export function figuresOfRows(figures: RowFigures, words: Words): readonly string[] {
  const { people, rows, anonymousRows, ingressRows } = figures;
  return [
    ...(people > 0 || anonymousRows === 0 ? [peopleText(people, words)] : []),
    ...(anonymousRows > 0
      ? [
          words.say(
            anonymousRows === 1
              ? text('+ 1 anonymous row')
              : text('+ {n} anonymous rows (1 to {n} people)', { n: words.number(anonymousRows) }),
          ),
        ]
      : []),
    ...(ingressRows > 0 ? [words.say(text('+ {n} ingress', { n: words.number(ingressRows) }))] : []),
    ...(rows === people ? [] : [rowsText(rows, words)]),
  ];
}

/**
 * Stream's own counts, for sessions whose rows nobody has read. Counts that are all zero are no figures: a session
 * begins with its first participant, so zero only means that Stream has not counted yet.
 */
export function figuresPerStream(
  counts: SessionCounts | undefined,
  words: Words,
  which: readonly ('people' | 'rows' | 'time')[],
): readonly string[] {
  if (counts === undefined) return [];
  const { participants, sessions, totalParticipantDuration } = counts;
  const parts: string[] = [];
  if (which.includes('people') && participants !== undefined && participants > 0) {
    parts.push(peopleText(participants, words));
  }
  if (which.includes('rows') && sessions !== undefined && sessions > 0 && sessions !== participants) {
    parts.push(rowsText(sessions, words));
  }
  if (which.includes('time') && totalParticipantDuration !== undefined && totalParticipantDuration > 0) {
    parts.push(words.duration(totalParticipantDuration * 1000));
  }
  return parts;
}

function peopleText(n: number, words: Words): string {
  return words.say(n === 1 ? text('1 person') : text('{n} people', { n: words.number(n) }));
}

function rowsText(n: number, words: Words): string {
  return words.say(n === 1 ? text('1 row') : text('{n} rows', { n: words.number(n) }));
}
