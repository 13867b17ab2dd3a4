import type { RowContext, RowFlag, RowTable } from '../../attendance/row-table';
import { text } from '../../attendance/text';
import type { SessionRows } from '../../book/book';
import { rowIcon } from './icons';
import type { Look } from './node';
import { isIngress } from '../../attendance/people';
import { contextOf, type SessionView } from './session-view';
import { userLabel } from './user-label';
import { shownText } from '../../attendance/shown-text';
import type { Words } from './words';

/** One row of a table, and what its flags are judged against. */
export interface ShownRow {
  readonly table: RowTable;
  readonly row: number;
  readonly context: RowContext;
}

export function shownRow(rows: SessionRows, row: number, view: SessionView): ShownRow {
  return { table: rows.table, row, context: contextOf(rows, view) };
}

/** A participant session: who, when, how long as reported, in what role. */
export function rowLook(view: ShownRow, words: Words): Look {
  const { table, row, context } = view;
  const flags = new Set(table.flags(row, context));
  const label = userLabel(table.userId(row), words);
  const parts = [
    ...timeParts(view, flags, words),
    ...publisherParts(table.publisherType(row), words),
    ...(table.roles(row) ?? []).map(shownText),
  ];
  return {
    label,
    description: words.join(parts),
    icon: rowIcon(table.publisherType(row), flags.has('open')),
    tokens: ['row'],
    accessibility: words.spoken([label, ...parts]),
    folding: 'none',
    act: undefined,
  };
}

function timeParts(
  { table, row, context }: ShownRow,
  flags: ReadonlySet<RowFlag>,
  words: Words,
): readonly string[] {
  const start = table.start(row);
  const since = context.sessionStart;
  if (start === undefined) return [words.say(text('no join time')), ...reportedParts(table, row, words)];
  if (flags.has('open')) {
    const upTo = context.asOf === undefined || context.asOf <= start ? undefined : context.asOf - start;
    return [
      words.range(start, 'now', since),
      // An open row has no certain length: what stands here is how long it may be, as of the read.
      ...(upTo === undefined
        ? []
        : [words.say(text('up to {duration}', { duration: words.duration(upTo) }))]),
    ];
  }
  if (flags.has('negative')) {
    return [
      words.clock(start, since),
      words.say(text('left before joining')),
      ...reportedParts(table, row, words),
    ];
  }
  if (flags.has('end-assumed') || flags.has('no-end')) {
    return [
      words.range(start, undefined, since),
      words.say(text('no leave time')),
      ...reportedParts(table, row, words),
    ];
  }
  const end = table.certainEnd(row);
  const length = end === undefined ? undefined : end - start;
  return [words.range(start, end, since), ...reportedParts(table, row, words, length)];
}

/** The reported duration; where none was reported, the length of the interval. */
function reportedParts(table: RowTable, row: number, words: Words, lengthMs?: number): readonly string[] {
  const reported = table.reportedSeconds(row);
  if (reported !== undefined && reported >= 0) return [words.duration(reported * 1000)];
  return lengthMs === undefined ? [] : [words.duration(lengthMs)];
}

function publisherParts(type: string, words: Words): readonly string[] {
  if (type === 'webrtc') return [];
  if (type === 'sip') return [words.say(text('by phone (sip)'))];
  return [
    words.say(
      isIngress(type)
        ? text('ingress: {type}', { type: shownText(type) })
        : text('publisher: {type}', { type: shownText(type) }),
    ),
  ];
}
