import { unjudgedTexts } from '../../attendance/filter/unjudged';
import type { Text } from '../../attendance/text';
import type { AttendanceAnswer } from '../book';

/** What must be known of an answer beside state and coverage: failures, rows that could not be judged, … */
export function answerNotes({ basis, failure, unjudged }: AttendanceAnswer): readonly Text[] {
  const { coverage, state } = basis;
  return [
    ...(failure === undefined ? [] : [failure.text]),
    ...coverage.notes,
    ...unjudgedTexts(unjudged.counts),
    ...(state.empty === undefined ? [] : [state.empty.text]),
  ];
}
