import { callFields } from '../../attendance/filter/call-fields';
import type { FilterFields } from '../../attendance/filter/fields';
import { rowFields } from '../../attendance/filter/row-fields';
import { parseCallFilter, type CheckedFilter } from '../../attendance/filter/validate';
import { parseRowFilter } from '../../attendance/filter/validate-rows';
import type { FilterKind } from './document-kind';

/** The fields of a kind of filter document. */
export function fieldsOf(kind: FilterKind): FilterFields {
  return kind === 'rows' ? rowFields : callFields;
}

/** Checks the text of a filter document. Never throws. */
export function checkDocument(kind: FilterKind, source: string): CheckedFilter {
  return kind === 'rows' ? parseRowFilter(source) : parseCallFilter(source);
}
