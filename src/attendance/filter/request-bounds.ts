/** A filter as Stream gets it: always with its operator, since a bare value may be refused. */
export type RequestFilter = Readonly<
  Record<string, { readonly $eq: string | boolean } | { readonly $in: readonly string[] }>
>;

/** In all lists of one filter: it travels in the URL, and a URL of 18 kB is refused. */
export const mostValues = 50;
const mostBytes = 4096;

/** Whether a filter may travel in one URL. */
export function fitsRequest(filter: RequestFilter): boolean {
  const values = Object.values(filter).reduce((sum, one) => sum + ('$in' in one ? one.$in.length : 1), 0);
  return values <= mostValues && encodeURIComponent(JSON.stringify(filter)).length <= mostBytes;
}

/** "Is one of these", as short as it can be said. */
export function oneOf(values: readonly string[]): RequestFilter[string] {
  const [only] = values;
  return only !== undefined && values.length === 1 ? { $eq: only } : { $in: values };
}
