import type { AnomalyKind } from '../../attendance/figures/anomalies';
import type { Figure } from '../../attendance/figures/figure';
import { english, text, type Text } from '../../attendance/text';

// A sentence for each: a name inside another sentence could not be translated with it.

/** Which rows stand behind a computed figure. */
export function rowsBehindFigure({ id, name }: Pick<Figure, 'id' | 'name'>): Text {
  switch (id) {
    case 'reported-time':
      return text('Rows behind “Reported time”');
    case 'interval-time':
      return text('Rows behind “Interval time”');
    case 'presence':
      return text('Rows behind “Presence of all people”');
    case 'rows':
      return text('Rows behind “Rows”');
    case 'people':
      return text('Rows behind “People”');
    case 'anonymous':
      return text('Rows behind “Anonymous rows”');
    case 'ingress':
      return text('Rows behind “Ingress rows”');
    case 'ingress-only':
      return text('Rows behind “By ingress only”');
    case 'technical':
      return text('Rows behind “Technical rows”');
    case 'threshold-passes':
      return text('Rows of people who were present long enough');
    case 'threshold-fails':
      return text('Rows of people who were not present long enough');
    case 'threshold-cannot-tell':
      return text('Rows of people of whom it cannot be told whether they were present long enough');
    case 'dwell-mean':
    case 'dwell-median':
    case 'dwell-p90':
      return text('Rows behind the presence per person');
    case 'peak-people':
      return text('Rows behind “Peak of people”');
    case 'peak-rows':
      return text('Rows behind “Peak of rows”');
    case 'average-people':
      return text('Rows behind “Average of people at once”');
    case 'average-rows':
      return text('Rows behind “Average of rows at once”');
    case 'first-join':
      return text('Rows behind “First join”');
    case 'last-leave':
      return text('Rows behind “Last leave”');
    case 'rejoins':
      return text('Rows of people who came back');
    default:
      return text('Rows behind “{figure}”', { figure: english(name) });
  }
}

/** Which rows an anomaly is about. */
export function rowsBehindAnomaly(kind: AnomalyKind): Text {
  switch (kind) {
    case 'no-start':
      return text('Rows without a known start');
    case 'no-end':
      return text('Rows without a known end');
    case 'end-assumed':
      return text('Rows without a leave time that may last to the session’s end');
    case 'open':
      return text('Rows that were open when they were read');
    case 'negative':
      return text('Rows that were left before they were joined');
    case 'identical':
      return text('Rows that Stream sent more than once on one page');
    case 'same-connection':
      return text('Rows that share their connection with another row');
    case 'revised':
      return text('Rows that Stream sent again with other content');
    case 'duration-mismatch':
      return text('Rows whose reported duration is not join to leave');
    case 'outside-session':
      return text('Rows outside the session');
    case 'joined-after-as-of':
      return text('Rows that joined after the as-of time');
    case 'start-from-duration':
      return text('Rows whose start is from leave and duration');
    case 'end-from-duration':
      return text('Rows whose end is from join and duration');
    case 'zero':
      return text('Rows without length');
    case 'unknown-type':
      return text('Rows of a publisher type that is not documented');
    case 'mass-leave':
      return text('Rows of people who left at nearly the same time');
    case 'mass-join':
      return text('Rows of people who joined at nearly the same time');
    case 'clock-local':
    case 'clock-differs':
    case 'changed-while-reading':
      return text('Rows of this read');
  }
}
