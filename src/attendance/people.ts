import type { RowTable } from './row-table';

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

/** An ingress is a stream fed in by a machine: no person. */
export function isIngress(publisherType: string): boolean {
  return ingressTypes.has(publisherType);
}

/** Publisher types of people; others that are no {@link isIngress ingress} count as people too, and are named. */
export function isKnownPersonType(publisherType: string): boolean {
  return personTypes.has(publisherType);
}

/** Without an id of its own, rows of several people cannot be told apart. */
export function isAnonymous(userId: string): boolean {
  return userId === '' || userId === '!anon';
}

const known = new WeakMap<RowTable, { readonly revision: number; readonly figures: RowFigures }>();

/**
 * Counts people in a table. Only to be shown when all pages were read: the people of half the pages are no figure.
 * Counted once for each revision of the table: it is asked for more often than rows change.
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
