import { outsideWarning, windowOutside } from '../../attendance/figures/window-outside';
import type { Telling } from '../../attendance/figures/figure-words';
import { unjudgedTexts } from '../../attendance/filter/unjudged';
import { english, type Text } from '../../attendance/text';
import type { AttendanceAnswer } from '../book';

/** English and UTC: for files and other programs. */
const plain: Telling = { say: english, locale: 'en', show: { display: 'utc', locale: 'en', zone: 'UTC' } };

/** What turns figures into a trap, and must be read before them: a window of another session. */
export function answerWarnings(
  { measures, basis }: Pick<AttendanceAnswer, 'measures' | 'basis'>,
  telling: Telling = plain,
): readonly Text[] {
  const outside = windowOutside(measures, basis);
  return outside === undefined ? [] : [outsideWarning(outside, telling)];
}

/** What must be known of an answer beside state and coverage: warnings first, failures, rows that could not be judged, … */
export function answerNotes(answer: AttendanceAnswer, telling: Telling = plain): readonly Text[] {
  const { basis, failure, unjudged } = answer;
  const { coverage, state } = basis;
  return [
    ...answerWarnings(answer, telling),
    ...(failure === undefined ? [] : [failure.text]),
    ...coverage.notes,
    ...unjudgedTexts(unjudged.counts),
    ...(state.empty === undefined ? [] : [state.empty.text]),
  ];
}
