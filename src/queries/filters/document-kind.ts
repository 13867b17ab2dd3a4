/** What a filter document filters. Its name is its mark. */
export type FilterKind = 'rows' | 'calls';

const endings = { rows: '.rollcall-rows.json', calls: '.rollcall-calls.json' } as const;

/** Undefined: no filter document. */
export function filterKindOf(path: string): FilterKind | undefined {
  if (path.endsWith(endings.rows)) return 'rows';
  return path.endsWith(endings.calls) ? 'calls' : undefined;
}

/** The name of a new document. @param nth from 1 */
export function documentName(kind: FilterKind, nth: number): string {
  const stem = kind === 'rows' ? 'participants' : 'calls';
  return `${stem}${nth === 1 ? '' : `-${nth}`}${endings[kind]}`;
}
