import type { SessionCounts } from '../../attendance/call';
import type { Measures } from '../../attendance/figures/measure';
import { text } from '../../attendance/text';
import { headline } from './pair-words';
import type { Words } from './words';

/** Figures of rows read whole: "11 people", "+ 1 ingress", "14 rows", and the presence of all people in sum. */
export function figuresOfRows(
  { placed, presenceMs }: Measures,
  live: boolean,
  words: Words,
): readonly string[] {
  const [people, rows] = [placed.users.length, placed.length];
  const [, anonymousRows, ingressRows] = placed.kinds;
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
    ...(people > 0 ? [headline(presenceMs, live, words)] : []),
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

export function rowsText(n: number, words: Words): string {
  return words.say(n === 1 ? text('1 row') : text('{n} rows', { n: words.number(n) }));
}
