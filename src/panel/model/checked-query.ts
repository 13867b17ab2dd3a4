import { checkRowFilter } from '../../attendance/filter/validate-rows';
import { text } from '../../attendance/text';
import type { AttendanceQuery } from '../../book/book';
import type { PanelQuery } from '../protocol/query';
import { Refusal } from '../request-server';

/**
 * What the page asks for as the book takes it; what narrows nothing is left out.
 * @throws Refusal: the filter or the window is none
 */
export function checkedQuery({ rowFilter, window, threshold }: PanelQuery): AttendanceQuery {
  const check = rowFilter === undefined ? undefined : checkRowFilter(rowFilter);
  if (check?.ok === false) {
    throw new Refusal('refused', check.problems[0]?.text ?? text('The row filter is not valid.'));
  }
  const { from, to } = window ?? {};
  if (from !== undefined && to !== undefined && from >= to)
    throw new Refusal('refused', text('The window ends before it begins.'));
  const hasRows = check !== undefined && Object.keys(check.filter).length > 0;
  const hasWindow = from !== undefined || to !== undefined;
  return {
    ...(hasRows && { rowFilter: check.filter }),
    ...(hasWindow && { window: { ...(from !== undefined && { from }), ...(to !== undefined && { to }) } }),
    ...(threshold !== undefined && { threshold }),
  };
}
