import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import { text, type Text } from '../text';
import type { JsonValue } from '../wire';
import { deeperThan } from './json-depth';
import { plainValue, type Located, type LocatedMember, type Place } from './located';
import { locatorOf, mostProblems, problemAt, ProblemList, type FilterProblem } from './problem';

/** Longer or deeper filters than these are mistakes; the parser recurses, so depth is counted before it runs. */
export const longestFilter = 65_536;
export const deepestFilter = 32;

export type ParsedJson =
  | { readonly ok: true; readonly value: JsonValue; readonly located: Located }
  | { readonly ok: false; readonly problems: readonly FilterProblem[] };

/** Reads strict JSON (no comments, no trailing commas, no name twice) with the place of every part. Never throws. */
export function parseJson(source: string): ParsedJson {
  const fail = (place: Place, words: Text): ParsedJson => ({
    ok: false,
    problems: [problemAt(source, place, words)],
  });
  if (source.trim() === '') return fail({ offset: 0, length: source.length }, text('Type a filter as JSON.'));
  if (source.length > longestFilter) {
    const place = { offset: longestFilter, length: source.length - longestFilter };
    return fail(place, text('The filter is longer than {limit} characters.', { limit: longestFilter }));
  }
  const deep = deeperThan(source, deepestFilter);
  if (deep !== undefined) {
    return fail(
      { offset: deep, length: 1 },
      text('The filter is nested deeper than {limit} levels.', { limit: deepestFilter }),
    );
  }
  const errors: ParseError[] = [];
  const root = parseTree(source, errors, {
    disallowComments: true,
    allowTrailingComma: false,
    allowEmptyContent: false,
  });
  if (errors.length > 0 || root === undefined) {
    const locate = locatorOf(source);
    const found = errors.slice(0, mostProblems).map((error): FilterProblem => {
      const { offset, length } = error;
      return { text: errorText(error), offset, length, ...locate(offset) };
    });
    return {
      ok: false,
      problems:
        found.length > 0 ? found : [problemAt(source, { offset: 0, length: 0 }, text('This is no JSON.'))],
    };
  }
  const problems = new ProblemList(source);
  const located = locatedOf(root, problems.report);
  return problems.found.length > 0
    ? { ok: false, problems: problems.found }
    : { ok: true, value: plainValue(located), located };
}

function locatedOf(node: Node, report: (place: Place, words: Text) => void): Located {
  const place = { offset: node.offset, length: node.length };
  if (node.type === 'array') {
    return { kind: 'array', place, items: (node.children ?? []).map((item) => locatedOf(item, report)) };
  }
  if (node.type === 'object') return { kind: 'object', place, members: membersOf(node, report) };
  const value: unknown = node.value;
  if (typeof value === 'number' && !Number.isFinite(value)) report(place, text('This number is too large.'));
  const known = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return { kind: 'scalar', place, value: known ? value : null };
}

function membersOf(node: Node, report: (place: Place, words: Text) => void): readonly LocatedMember[] {
  const names = new Set<string>();
  return (node.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined) return [];
    const name = String(key.value);
    const place = { offset: key.offset, length: key.length };
    if (names.has(name))
      report(place, text('“{name}” stands here twice. Use $and for two conditions on it.', { name }));
    names.add(name);
    return [{ name, place, value: locatedOf(value, report) }];
  });
}

/** Numbers of jsonc-parser's error codes: its enum does not exist at run time under `isolatedModules`. */
function errorText({ error }: ParseError): Text {
  const code: number = error;
  switch (code) {
    case 2:
      return text('This is no JSON number.');
    case 3:
      return text('A property name in double quotes is expected here.');
    case 4:
      return text('A value is expected here.');
    case 5:
      return text('A colon is expected here.');
    case 6:
      return text('A comma is expected here.');
    case 7:
      return text('A closing brace is expected here.');
    case 8:
      return text('A closing bracket is expected here.');
    case 9:
      return text('The filter has ended here: nothing may follow.');
    case 10:
      return text('JSON has no comments.');
    case 11:
    case 12:
      return text('Text that begins here does not end.');
    case 13:
      return text('This is no number: it does not end.');
    case 14:
    case 15:
    case 16:
      return text('This character cannot stand in JSON text: write it as an escape.');
    default:
      return text('This is no JSON.');
  }
}
