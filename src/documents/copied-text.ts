import { text, type Text } from '../attendance/text';

/**
 * What there is to say of copied Call Session JSON.
 * @param of the total, where not all rows are in the JSON and the total is known
 * @param count writes a number in the user's language
 */
export function copiedText(rows: number, of: number | undefined, count: (n: number) => string): Text {
  if (of !== undefined) {
    return of === 1
      ? text('Copied the JSON of the call session: {rows} of 1 participant session.', { rows: count(rows) })
      : text('Copied the JSON of the call session: {rows} of {of} participant sessions.', {
          rows: count(rows),
          of: count(of),
        });
  }
  return rows === 1
    ? text('Copied the JSON of the call session: 1 participant session.')
    : text('Copied the JSON of the call session: {rows} participant sessions.', { rows: count(rows) });
}
