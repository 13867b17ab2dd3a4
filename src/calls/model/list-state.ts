import { isKeyRefused, type StreamFailure } from '../../stream/errors';

/**
 * Why a view is empty, for its welcome text; `''` when it is not, when nothing was read yet, or when a node says why.
 * `auth`: Stream refused the secret, or does not say what; `key`: it does not know the key.
 */
export type Emptiness = '' | 'empty' | 'filtered' | 'offline' | 'auth' | 'key';

/** What the first level of a view knows of its list. */
export interface RootList {
  readonly items: readonly unknown[];
  readonly loaded: boolean;
  readonly loading: boolean;
  readonly failure: StreamFailure | undefined;
}

/**
 * "Nothing found" is said of a list that was read and is empty, never while it is being read.
 * A refused key and a missing network have welcome texts with their act; every other failure is a node that names it.
 */
export function emptiness(list: RootList, filtered: boolean): Emptiness {
  if (list.items.length > 0 || list.loading) return '';
  const { failure } = list;
  if (failure === undefined) return !list.loaded ? '' : filtered ? 'filtered' : 'empty';
  switch (failure.kind) {
    case 'auth':
      return isKeyRefused(failure) ? 'key' : 'auth';
    case 'network':
    case 'timeout':
      return 'offline';
    default:
      return '';
  }
}
