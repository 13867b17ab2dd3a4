import { findNodeAtLocation, type Node } from 'jsonc-parser';
import { text } from '../../attendance/text';
import { questionData, type Question } from '../../formats/question';
import { Problem } from '../../shell/problem';
import {
  commaAfter,
  listOf,
  readWorkspaceText,
  type PlacedEntry,
  type WorkspaceEntry,
} from './workspace-text';

/** An entry as JSON data: its name first, then its app, then its question. */
export function entryData(entry: WorkspaceEntry): Readonly<Record<string, unknown>> {
  return {
    name: entry.name,
    ...(entry.app !== undefined && { app: entry.app }),
    ...questionData(entry.question),
  };
}

/**
 * The file's text with one entry more, at the end. Comments and formatting of the others stay as they are.
 * @param source undefined: there is no file yet
 * @throws Problem where the file cannot be read
 */
export function withEntry(source: string | undefined, entry: WorkspaceEntry): string {
  const data = entryData(entry);
  if (source === undefined || source.trim() === '')
    return `${JSON.stringify({ version: 1, queries: [data] }, null, 2)}\n`;
  const list = readList(source);
  const close = list.offset + list.length - 1;
  const last = list.children?.at(-1);
  const from = last === undefined ? list.offset + 1 : last.offset + last.length;
  const comma = last === undefined || commaAfter(source, last) !== undefined ? '' : ',';
  const kept = source.slice(from, close).trimEnd();
  const blank = source.slice(from + kept.length, close);
  const { eol, unit, outer } = styleOf(source, list);
  const json = JSON.stringify(data, null, unit).replaceAll('\n', eol + outer + unit);
  const end = /[\r\n]/.test(blank) ? blank : eol + outer;
  return checked(
    `${source.slice(0, from)}${comma}${kept}${eol}${outer}${unit}${json}${end}${source.slice(close)}`,
    [...readWorkspaceText(source).entries, entry],
  );
}

/** @throws Problem where the entry is not there any more, or is another one by now */
export function renamedEntry(source: string | undefined, entry: WorkspaceEntry, name: string): string {
  const { held, found, entries, node } = find(source, entry);
  const place = findNodeAtLocation(node, ['name']);
  if (place === undefined) throw goneProblem();
  const renamed =
    held.slice(0, place.offset) + JSON.stringify(name) + held.slice(place.offset + place.length);
  return checked(
    renamed,
    entries.map((each) => (each === found ? { ...each, name } : each)),
  );
}

/**
 * The file's text without an entry. Comments stay, also one that was about it.
 * @throws Problem where the entry is not there any more, or is another one by now
 */
export function withoutEntry(source: string | undefined, entry: WorkspaceEntry): string {
  const { held, found, entries, node, list } = find(source, entry);
  const end = node.offset + node.length;
  const next = commaAfter(held, node);
  const before = list.children?.[found.at - 1];
  const comma = next ?? (before === undefined ? undefined : commaAfter(held, before));
  let rest: string;
  if (comma === undefined) rest = held.slice(0, lineOf(held, node.offset)) + held.slice(end);
  else if (comma < node.offset)
    rest = held.slice(0, comma) + held.slice(comma + 1, lineOf(held, node.offset)) + held.slice(end);
  else rest = held.slice(0, lineOf(held, node.offset)) + held.slice(end, comma) + held.slice(comma + 1);
  return checked(
    rest,
    entries.filter((each) => each !== found),
  );
}

/** The end of the line before, where nothing but blanks stands between. */
function lineOf(source: string, offset: number): number {
  const blanks = /(?:\r\n|\r|\n)?[ \t]*$/.exec(source.slice(0, offset));
  return blanks === null || !/[\r\n]/.test(blanks[0]) ? offset : blanks.index;
}

interface Found {
  readonly held: string;
  readonly list: Node;
  readonly node: Node;
  readonly found: PlacedEntry;
  readonly entries: readonly PlacedEntry[];
}

function find(source: string | undefined, entry: WorkspaceEntry): Found {
  if (source === undefined) throw goneProblem();
  const list = readList(source);
  const { entries } = readWorkspaceText(source);
  const found = entries.find((each) => sameEntry(each, entry));
  const node = found && list.children?.[found.at];
  if (found === undefined || node === undefined) throw goneProblem();
  return { held: source, list, node, found, entries };
}

function goneProblem(): Problem {
  return new Problem(
    text('This query was changed or removed in the meantime. Refresh the queries and try again.'),
  );
}

function readList(source: string): Node {
  const found = listOf(source);
  if ('list' in found) return found.list;
  throw new Problem(
    text('.vscode/rollcall.json cannot be read, so it was left as it is. Repair line {line} first.', {
      line: found.line,
    }),
  );
}

export function sameEntry(one: WorkspaceEntry, other: WorkspaceEntry): boolean {
  return JSON.stringify(entryData(one)) === JSON.stringify(entryData(other));
}

/** What was written is read again: a file that would not say what it should is not written. */
function checked(source: string, entries: readonly WorkspaceEntry[]): string {
  const reading = readWorkspaceText(source);
  const same =
    !reading.broken &&
    reading.entries.length === entries.length &&
    reading.entries.every((each, at) => {
      const wanted = entries[at];
      return wanted !== undefined && sameEntry(each, wanted);
    });
  if (!same) throw new Problem(text('.vscode/rollcall.json could not be changed safely. Change it by hand.'));
  return source;
}

/** How the file is laid out. */
function styleOf(
  source: string,
  list: Node,
): { readonly eol: string; readonly unit: string; readonly outer: string } {
  const eol = /\r\n|\r|\n/.exec(source)?.[0] ?? '\n';
  const unit = /[\r\n]([ \t]+)\S/.exec(source)?.[1] ?? '  ';
  const line =
    source
      .slice(0, list.offset)
      .split(/\r\n|\r|\n/)
      .at(-1) ?? '';
  return { eol, unit: unit.startsWith('\t') ? '\t' : unit, outer: /^[ \t]*/.exec(line)?.[0] ?? '' };
}

/** A question names people: it is no secret of a repository whom somebody looked for. */
export function namesPeople(question: Question): boolean {
  return holdsUserId(question.rowFilter);
}

function holdsUserId(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsUserId);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, item]) => name === 'user_id' || holdsUserId(item));
}
