import { text } from '../text';
import { fitsRequest, mostValues } from './request-bounds';
import { rowFields } from './row-fields';
import { predicateFilter, serverPredicates } from './server-predicates';
import { checkedData, checkedText, refused, type CheckedFilter } from './validate';

/**
 * Reads a filter for the rows of a session from JSON text: parsed strictly, every field, operator and value checked. A
 * problem names what is allowed and where it stands. Never throws.
 */
export function parseRowFilter(source: string): CheckedFilter {
  return sendable(checkedText(source, rowFields));
}

/**
 * {@link parseRowFilter} of a filter that is plain data already. Its problems have no place. It is bounded like a text, so
 * a filter that is too deep, too large or a cycle is a problem, too. Never throws on plain data.
 */
export function checkRowFilter(value: unknown): CheckedFilter {
  return sendable(checkedData(value, rowFields));
}

/** What is not in the rows must fit into a request of its own. */
function sendable(check: CheckedFilter): CheckedFilter {
  if (!check.ok) return check;
  if (serverPredicates(check.filter).every((one) => fitsRequest(predicateFilter(one)))) return check;
  return refused(
    text('One request to Stream holds at most {limit} values, 4 kB in all. “published_tracks” has more.', {
      limit: mostValues,
    }),
  );
}
