import { idsInText } from '../formats/ids-in-text';
import { namedOf, type Named } from './named';
import type { KnownIds } from './text/find';
import type { Near } from './text/near';
import { findAt, recognise } from './text/recognise';

/** What somebody selected is a line or a few, not a log. */
const longestSelection = 4096;
const longestWord = 400;

/**
 * What a selected text names, each once; where nothing is recognised for sure, what it may name: it was selected for that.
 */
export function idsSelected(selected: string, language: string, known: KnownIds): readonly Named[] {
  const text = selected.slice(0, longestSelection);
  const sure = distinct(recognise(text, language, known).map(namedOf));
  return sure.length > 0 ? sure : possible(text);
}

/** What stands at a place: what is recognised there, else what the word there may be, else what its line names. */
export function idsAt(near: Near, language: string, known: KnownIds): readonly Named[] {
  const finds = recognise(near.text, language, known);
  const there = findAt(finds, near.offset);
  if (there !== undefined) return [namedOf(there)];
  const may = possible(wordAt(near));
  if (may.length > 0) return may;
  const end = near.text.indexOf('\n', near.offset);
  return distinct(finds.filter(({ from }) => from >= near.lineStart && from < end).map(namedOf));
}

function possible(text: string): readonly Named[] {
  return idsInText(text).map(namedOf);
}

function wordAt({ text, offset }: Near): string {
  const ends = /[\s"'`,;()[\]{}<>=|]/;
  let [from, to] = [offset, offset];
  while (from > 0 && offset - from < longestWord && !ends.test(text.charAt(from - 1))) from--;
  while (to < text.length && to - offset < longestWord && !ends.test(text.charAt(to))) to++;
  return text.slice(from, to);
}

function distinct(all: readonly Named[]): readonly Named[] {
  return [...new Map(all.map((named) => [JSON.stringify([named.call, named.session]), named])).values()];
}
