import type { JsonValue } from '../wire';

/** A filter in Stream's dialect, checked. */
export type Filter = Readonly<Record<string, JsonValue>>;

/** A filter as other floors hand it around; `validate.ts` makes it a {@link Filter}. */
export type FilterLike = Readonly<Record<string, unknown>>;
