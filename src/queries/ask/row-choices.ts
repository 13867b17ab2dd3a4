import { isAnonymous } from '../../attendance/people';
import type { Filter } from '../../attendance/filter/filter';
import type { SessionRows } from '../../book/book';

/** A filter of rows by one thing, as one chooses it from a list. */
export type RowChoice = 'person' | 'role' | 'publisher';

/** Publisher types that Stream names; others may come. */
const publishers = ['webrtc', 'rtmp', 'srt', 'whip', 'rtsp', 'sip'];
/** More are not looked for: a list of so many is typed into, not read. */
const mostValues = 1000;
/** Rows that are looked at for values: more would hold up the editor. */
const mostRows = 20_000;

/** The filter that chooses rows by a value. */
export function rowFilterOf(by: RowChoice, value: string): Filter {
  switch (by) {
    case 'person':
      return { user_id: value };
    case 'role':
      return { roles: { $contains: value } };
    case 'publisher':
      return { publisher_type: value };
  }
}

/** Values that rows at hand have, in the order of the alphabet; nothing is asked for. */
export function valuesAtHand(by: RowChoice, { table }: Pick<SessionRows, 'table'>): readonly string[] {
  const values = new Set<string>(by === 'publisher' ? publishers : []);
  const rows = Math.min(table.length, mostRows);
  for (let row = 0; row < rows && values.size < mostValues; row++) {
    if (by === 'person') {
      const id = table.userId(row);
      if (!isAnonymous(id)) values.add(id);
    } else if (by === 'role') for (const role of table.roles(row) ?? []) values.add(role);
    else values.add(table.publisherType(row));
  }
  return [...values].sort();
}
