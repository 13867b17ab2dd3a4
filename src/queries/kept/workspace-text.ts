import { createScanner, findNodeAtLocation, parseTree, type Node, type ParseError } from 'jsonc-parser';
import * as v from 'valibot';
import { deeperThan } from '../../attendance/filter/json-depth';
import type { Place } from '../../attendance/filter/located';
import { problemAt, ProblemList, type FilterProblem } from '../../attendance/filter/problem';
import { text, type Text } from '../../attendance/text';
import { questionFields, readQuestion, type Question } from '../../formats/question';

/** A query as the workspace's file holds it. */
export interface WorkspaceEntry {
  readonly name: string;
  /** The name of a connected app, or `sample`; undefined: whichever is open. */
  readonly app: string | undefined;
  readonly question: Question;
}

/** An entry with its place in the list, from 0: other entries may be broken. */
export interface PlacedEntry extends WorkspaceEntry {
  readonly at: number;
}

export interface WorkspaceReading {
  readonly entries: readonly PlacedEntry[];
  /** What is wrong, and where. */
  readonly problems: readonly FilterProblem[];
  /** Its list cannot be found, so nothing may be written to it. */
  readonly broken: boolean;
}

/** Longer or deeper files are mistakes; the parser recurses, so depth is counted before it runs. */
export const longestWorkspaceFile = 131_072;
const deepest = 64;
export const longestName = 100;

/** The number of jsonc-parser's token kind: its enum does not exist at run time under `isolatedModules`. */
const comma = 5;

/** A name as it is kept: on one line, without blanks around it. */
export const queryName = v.pipe(
  v.string(),
  v.trim(),
  v.nonEmpty(),
  v.maxLength(longestName),
  v.regex(/^[^\p{Cc}\u2028\u2029]*$/u),
);

/**
 * Reads `.vscode/rollcall.json`: JSON in which comments and trailing commas may stand, `{"version": 1, "queries": [{"name",
 * "app"?, …the fields of a question}]}`. It is untrusted input: whatever cannot be read is a problem with its place, and
 * the entries beside it are read. Never throws.
 */
export function readWorkspaceText(source: string): WorkspaceReading {
  const found = listOf(source);
  if (!('list' in found)) return { entries: [], problems: [found], broken: true };
  const entries: PlacedEntry[] = [];
  const problems = new ProblemList(source);
  const names = new Set<string>();
  (found.list.children ?? []).forEach((node, at) => {
    const read = readEntry(node);
    if ('place' in read) {
      problems.report(read.place, read.text);
      return;
    }
    if (names.has(read.name)) {
      const place = placeOf(findNodeAtLocation(node, ['name']) ?? node);
      problems.report(place, text('Another query above has this name.'));
    }
    names.add(read.name);
    entries.push({ ...read, at });
  });
  return { entries, problems: problems.found, broken: false };
}

/** The list of queries, or what is wrong with the file. */
export function listOf(source: string): { readonly list: Node } | FilterProblem {
  const fail = (place: Place, words: Text): FilterProblem => problemAt(source, place, words);
  if (source.length > longestWorkspaceFile)
    return fail(
      { offset: 0, length: 1 },
      text('The file is longer than {limit} characters.', { limit: longestWorkspaceFile }),
    );
  const deep = deeperThan(source, deepest);
  if (deep !== undefined)
    return fail(
      { offset: deep, length: 1 },
      text('The file is nested deeper than {limit} levels.', { limit: deepest }),
    );
  const errors: ParseError[] = [];
  const root = parseTree(source, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined || root === undefined)
    return fail(error ?? { offset: 0, length: 1 }, text('This is no valid JSON.'));
  if (root.type !== 'object') return fail(placeOf(root), text('A JSON object is expected here.'));
  const version = findNodeAtLocation(root, ['version']);
  if (version?.value !== 1)
    return fail(
      placeOf(version ?? root),
      text('“version” has to be 1. A later version of Rollcall may have written this file.'),
    );
  const list = findNodeAtLocation(root, ['queries']);
  if (list?.type !== 'array') return fail(placeOf(list ?? root), text('“queries” has to be a list.'));
  return { list };
}

interface EntryProblem {
  readonly place: Place;
  readonly text: Text;
}

function readEntry(node: Node): WorkspaceEntry | EntryProblem {
  if (node.type !== 'object') return { place: placeOf(node), text: text('A query is a JSON object.') };
  const twice = repeatedKey(node);
  if (twice !== undefined)
    return {
      place: placeOf(twice),
      text: text('“{name}” stands here twice.', { name: String(twice.value).slice(0, 80) }),
    };
  const { name, app, ...fields } = plain(node);
  const at = (path: readonly string[]): Place => placeOf(findNodeAtLocation(node, [...path]) ?? node);
  const readName = v.safeParse(queryName, name);
  if (!readName.success)
    return {
      place: at(['name']),
      text: text('“name” has to be text on one line, of at most {limit} characters.', { limit: longestName }),
    };
  const readApp = v.safeParse(v.optional(queryName), app);
  if (!readApp.success)
    return { place: at(['app']), text: text('“app” has to be the name of a Stream app, or "sample".') };
  const reading = readQuestion(fields, ['name', 'app', ...questionFields]);
  if (!reading.ok) return { place: at(reading.field.split('.')), text: reading.text };
  return { name: readName.output, app: readApp.output, question: reading.question };
}

/** JSON has no word about a name that stands twice; here one of the two would be ignored in silence. */
function repeatedKey(node: Node): Node | undefined {
  if (node.type === 'array') return firstOf(node.children ?? [], repeatedKey);
  if (node.type !== 'object') return undefined;
  const names = new Set<unknown>();
  return firstOf(node.children ?? [], (property) => {
    const [key, value] = property.children ?? [];
    if (key === undefined) return undefined;
    if (names.has(key.value)) return key;
    names.add(key.value);
    return value === undefined ? undefined : repeatedKey(value);
  });
}

function firstOf(nodes: readonly Node[], find: (node: Node) => Node | undefined): Node | undefined {
  for (const node of nodes) {
    const found = find(node);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** An object as data; a name such as `__proto__` stays a plain name. */
function plain(node: Node): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    (node.children ?? []).flatMap((property) => {
      const [key, value] = property.children ?? [];
      return key === undefined || value === undefined ? [] : [[String(key.value), plainValue(value)]];
    }),
  );
}

function plainValue(node: Node): unknown {
  if (node.type === 'object') return plain(node);
  if (node.type === 'array') return (node.children ?? []).map(plainValue);
  return node.value;
}

function placeOf(node: Node): Place {
  return { offset: node.offset, length: node.length };
}

/** Where the comma after a node stands, if there is one before the next value or bracket. */
export function commaAfter(source: string, node: Node): number | undefined {
  const scanner = createScanner(source, true);
  scanner.setPosition(node.offset + node.length);
  const kind: number = scanner.scan();
  return kind === comma ? scanner.getTokenOffset() : undefined;
}
