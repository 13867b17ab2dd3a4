import type * as v from 'valibot';

/** Where a message is wrong, for the log: names of our own fields, never what stands in them or a name that is not ours. */
export function wrongPlaces(issues: readonly v.BaseIssue<unknown>[]): string {
  const places = issues.slice(0, 5).map((issue) => {
    const path = issue.path?.map(({ key }) => String(key)) ?? [];
    const known = issue.expected === 'never' ? path.slice(0, -1) : path;
    return `${known.join('.') || 'message'} (${issue.type})`;
  });
  return places.join(', ');
}
