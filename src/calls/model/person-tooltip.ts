import { text } from '../../attendance/text';
import { coverageText } from './coverage-words';
import type { Tooltip } from './node';
import { exactPair } from './pair-words';
import { contextOf } from './session-view';
import { groupLabel, presenceOf, type ShownGroup } from './shown-group';
import type { Words } from './words';

/** Presence with both its bounds, and what it rests on. */
export function groupTooltip(shown: ShownGroup, words: Words): Tooltip {
  const { group, rows } = shown;
  const facts = group.kind === 'person' ? personFacts(shown, words) : [];
  const notes: string[] = [];
  if (group.kind === 'anonymous')
    notes.push(words.say(text('Anonymous rows are neither merged into one person nor split.')));
  if (group.ingressRows > 0) notes.push(words.say(text('An ingress is not counted as a person.')));
  if (!rows.complete) {
    notes.push(
      words.say(
        text('Not all rows of the session were read: there may be more of this person, and more people.'),
      ),
      coverageText(rows, words),
    );
  }
  return {
    title: groupLabel(group, words),
    facts: [
      ...facts,
      words.say(text('Rows: {n}', { n: words.number(group.rows) })),
      ...(group.kind === 'person' && group.ingressRows > 0
        ? [words.say(text('Ingress rows among them: {n}', { n: words.number(group.ingressRows) }))]
        : []),
    ],
    notes,
  };
}

function personFacts(shown: ShownGroup, words: Words): readonly string[] {
  const { group, measured, rows, view } = shown;
  const { lanes, placed, unbounded } = measured.measures;
  const presence = presenceOf(shown);
  const since = view.session?.startedAt;
  const places = lanes.places.subarray(lanes.offsets[group.who] ?? 0, lanes.offsets[group.who + 1] ?? 0);
  const first = places[0];
  let last = -Infinity;
  for (const place of places) last = Math.max(last, placed.certainEnd[place] ?? -Infinity);
  const context = contextOf(rows, view);
  return [
    words.say(
      text('Presence, overlapping rows counted once: {time}', {
        time: exactPair(rows.complete ? presence : { certain: presence.certain, upTo: undefined }, words),
      }),
    ),
    ...(rows.complete && unbounded.people[group.who] === 1
      ? [words.say(text('A row of this person has no end that is known, or no place in time.'))]
      : []),
    ...(first === undefined
      ? []
      : [
          words.say(text('First join: {time}', { time: words.instant(placed.start[first] ?? NaN, since) })),
          words.say(text('Last certain moment: {time}', { time: words.instant(last, since) })),
        ]),
    ...(group.open && context.asOf !== undefined
      ? [words.say(text('Open rows are counted up to: {time}', { time: words.instant(context.asOf) }))]
      : []),
  ];
}
