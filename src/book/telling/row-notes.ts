import { rowKind, type MeasureInput } from '../../attendance/figures/placed-rows';
import { isAnonymous, isIngress, isKnownPersonType } from '../../attendance/people';
import { bitOf } from '../../attendance/row-flags';
import type { RowFlag } from '../../attendance/row-table';
import { text, type Text } from '../../attendance/text';

/** What rows may be noted for, worst first, each with its bit in the notes of a row. */
const flagsByWeight: readonly RowFlag[] = [
  'no-start',
  'no-end',
  'end-assumed',
  'revised',
  'negative',
  'duration-mismatch',
  'identical',
  'same-connection',
  'outside-session',
  'open',
  'joined-after-as-of',
  'start-from-duration',
  'end-from-duration',
  'zero',
];

/** Flags that leave no doubt about a row's times. */
const harmless = bitOf('identical') | bitOf('same-connection') | bitOf('zero');

/** All that is noted about a row of the table, in short. */
export interface RowNotes {
  /** One of {@link rowKind}. */
  readonly kind: number;
  /** Flags as bits. */
  readonly flags: number;
  readonly unknownType: boolean;
  readonly outside: boolean;
}

/** Something about the row's times must be known. */
export function isDoubtful({ flags }: RowNotes): boolean {
  return (flags & ~harmless) !== 0;
}

/**
 * Whose time a row is: one of {@link rowKind}. The same as in the measures, also for rows that no filter chose.
 */
export function kindOfRow({ rows, technical, anonymousRoles }: MeasureInput, row: number): number {
  if (technical?.[row] === 1) return rowKind.technical;
  if (isIngress(rows.publisherType(row))) return rowKind.ingress;
  if (anonymousRoles !== undefined && rows.roles(row)?.some((role) => anonymousRoles.has(role)) === true)
    return rowKind.anonymous;
  return isAnonymous(rows.userId(row)) ? rowKind.anonymous : rowKind.person;
}

export function notesOfRow(input: MeasureInput, row: number, outside: boolean): RowNotes {
  const type = input.rows.publisherType(row);
  return {
    kind: kindOfRow(input, row),
    flags: input.rows.flagBits(row, input.context),
    unknownType: !isIngress(type) && !isKnownPersonType(type),
    outside,
  };
}

/** The notes in short words, worst first. Empty: there is nothing to note. */
export function noteTexts({ kind, flags, unknownType, outside }: RowNotes): readonly Text[] {
  return [
    ...flagsByWeight.filter((flag) => (flags & bitOf(flag)) !== 0).map(flagNote),
    ...(unknownType ? [text('publisher type not documented')] : []),
    ...(outside ? [text('outside the window')] : []),
    ...kindNote(kind),
  ];
}

/** Orders rows by their notes: the worst have the least. NaN: nothing is noted. */
export function noteOrder({ kind, flags, unknownType, outside }: RowNotes): number {
  let weight = 0;
  for (const flag of flagsByWeight) weight = weight * 2 + ((flags & bitOf(flag)) === 0 ? 0 : 1);
  weight = (weight * 2 + (unknownType ? 1 : 0)) * 2 + (outside ? 1 : 0);
  weight = weight * 4 + kind;
  return weight === 0 ? NaN : -weight;
}

function kindNote(kind: number): readonly Text[] {
  switch (kind) {
    case rowKind.anonymous:
      return [text('anonymous')];
    case rowKind.ingress:
      return [text('ingress: no person')];
    case rowKind.technical:
      return [text('technical user: no person')];
    default:
      return [];
  }
}

function flagNote(flag: RowFlag): Text {
  switch (flag) {
    case 'open':
      return text('open when it was read');
    case 'no-start':
      return text('no start is known');
    case 'start-from-duration':
      return text('start from leave and duration');
    case 'end-from-duration':
      return text('end from join and duration');
    case 'end-assumed':
      return text('no leave time: may last to the session’s end');
    case 'no-end':
      return text('no leave time: end not known');
    case 'negative':
      return text('left before joining: counted as no time');
    case 'zero':
      return text('no length');
    case 'duration-mismatch':
      return text('reported duration is not join to leave');
    case 'outside-session':
      return text('outside the session');
    case 'same-connection':
      return text('same connection as another row');
    case 'revised':
      return text('sent again with other content');
    case 'identical':
      return text('sent more than once');
    case 'joined-after-as-of':
      return text('joined after the as-of time: counted as no time');
  }
}
