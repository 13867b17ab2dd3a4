import type { Bounds } from '../../attendance/figures/measure';
import { text } from '../../attendance/text';
import type { ContextToken } from './context-value';
import { coverageText } from './coverage-words';
import type { Icon } from './icons';
import type { Group, MeasuredSession } from './measured-session';
import type { Look } from './node';
import { atLeast, shortPair } from './pair-words';
import { rowsText } from './session-figures';
import { groupLabel, presenceOf, type ShownGroup } from './shown-group';
import type { Words } from './words';

/** "alice — 42m · 2 rows · rejoined once"; of half-read rows only what is proven, and how many were read. */
export function groupLook(shown: ShownGroup, words: Words): Look {
  const { group, rows } = shown;
  const label = groupLabel(group, words);
  const rest = groupFacts(shown, words);
  const presence = group.kind === 'person' ? presenceOf(shown) : undefined;
  const tokens: readonly ContextToken[] = group.kind === 'anonymous' ? [] : ['person'];
  const description = presence === undefined ? [] : [presenceText(presence, rows.complete, words)];
  const spoken =
    presence === undefined
      ? []
      : [rows.complete ? shortPair(presence, words) : atLeast(presence.certain, words)];
  return {
    label,
    description: words.join([...description, ...rest]),
    icon: groupIcon(group),
    tokens,
    accessibility: words.spoken([label, ...spoken, ...rest]),
    folding: 'collapsed',
    act: undefined,
  };
}

function presenceText(presence: Bounds, complete: boolean, words: Words): string {
  return complete
    ? shortPair(presence, words)
    : words.say(text('≥ {duration}', { duration: words.duration(presence.certain) }));
}

/** What stands beside the presence. */
function groupFacts({ group, measured, rows }: ShownGroup, words: Words): readonly string[] {
  const { kind, ingressRows } = group;
  const own = group.rows - ingressRows;
  const open = group.open ? [words.say(text('still in the call'))] : [];
  const coverage = rows.complete ? [] : [coverageText(rows, words)];
  if (kind === 'anonymous') return [...open, ...coverage];
  if (kind === 'ingress') {
    const count = group.rows === 1 ? [] : [rowsText(group.rows, words)];
    return [words.say(text('by ingress only')), ...count, ...open, ...coverage];
  }
  return [
    ...(own > 1 ? [rowsText(own, words)] : []),
    // Rows that are not read may lie between those that are.
    ...(rows.complete ? rejoinText(measured, group, words) : []),
    ...(ingressRows > 0 ? [words.say(text('+ {n} ingress', { n: words.number(ingressRows) }))] : []),
    ...open,
    ...coverage,
  ];
}

/** How often the person came back; a range where an end is not known. */
function rejoinText(
  { measures: { lanes } }: MeasuredSession,
  { who }: Group,
  words: Words,
): readonly string[] {
  const [most, fewest] = [lanes.rejoins.most[who] ?? 0, lanes.rejoins.fewest[who] ?? 0];
  if (most === 0) return [];
  if (most !== fewest) {
    return [
      words.say(
        fewest === 0
          ? most === 1
            ? text('rejoined once at most')
            : text('rejoined {n} times at most', { n: words.number(most) })
          : text('rejoined {fewest} to {most} times', {
              fewest: words.number(fewest),
              most: words.number(most),
            }),
      ),
    ];
  }
  return [
    words.say(most === 1 ? text('rejoined once') : text('rejoined {n} times', { n: words.number(most) })),
  ];
}

function groupIcon({ kind, open }: Group): Icon {
  const name = kind === 'person' ? 'person' : kind === 'ingress' ? 'radio-tower' : 'organization';
  return open ? { name, color: 'charts.green' } : { name };
}
