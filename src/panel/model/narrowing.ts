import type { Anomaly } from '../../attendance/figures/anomalies';
import { rowsWhere } from '../../attendance/figures/rows-behind';
import { shownText } from '../../attendance/shown-text';
import { text, type Text } from '../../attendance/text';
import type { AttendanceAnswer } from '../../book/book';
import type { Narrowing } from '../protocol/requests';
import { rowsBehindAnomaly, rowsBehindFigure } from './narrowing-texts';

/** Rows that the table shows instead of all chosen ones. */
export interface Narrowed {
  /** Table indexes, ascending. */
  readonly rows: Uint32Array;
  /** Which rows they are. */
  readonly text: Text;
}

/** The rows behind something. Undefined: there is no such figure, anomaly or person, or nothing that could not be judged. O(n). */
export function narrowedRows(
  answer: AttendanceAnswer,
  anomalies: readonly Anomaly[],
  to: Narrowing,
): Narrowed | undefined {
  switch (to.by) {
    case 'figure': {
      const figure = answer.figures.computed.find(({ id }) => id === to.figure);
      return figure && { rows: figure.rows(), text: rowsBehindFigure(figure) };
    }
    case 'anomaly': {
      const anomaly = anomalies[to.anomaly];
      if (anomaly === undefined || anomaly.count === 0) return undefined;
      return { rows: anomaly.rows(), text: rowsBehindAnomaly(anomaly.kind) };
    }
    case 'person': {
      const { placed } = answer.measures;
      const user = placed.users[to.person];
      if (user === undefined) return undefined;
      return {
        rows: rowsWhere(placed, (place) => placed.person[place] === to.person),
        text: text('Rows of {person}', { person: shownText(answer.rows.userIdOf(user)) }),
      };
    }
    case 'unjudged': {
      const { rows } = answer.unjudged;
      return rows.length === 0 ? undefined : { rows, text: text('Rows that the row filter could not judge') };
    }
  }
}
