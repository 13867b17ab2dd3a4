import { text, type Text } from '../text';
import type { Basis, StreamTotals } from './basis';
import { count } from './count-figures';
import { Figure, type CountValue, type ReportedValue, type Unit, type UnknownValue } from './figure';

/**
 * What Stream itself says of the whole session, whatever the filter, in the order of reading. There are no rows behind
 * these figures.
 */
export function streamFigures(
  totals: StreamTotals,
  basis: Basis,
): readonly Figure<CountValue | ReportedValue | UnknownValue>[] {
  const { counts, report } = totals;
  const figure = (
    id: string,
    name: Text,
    unit: Unit,
    formula: Text,
    n: number | undefined,
  ): Figure<CountValue | ReportedValue | UnknownValue> =>
    new Figure({
      id,
      name,
      unit,
      formula,
      value: valueOf(unit, n),
      because: () => [],
      notes: [text('Stream’s own figure of the whole session, whatever the filter')],
      basis,
      rows: () => new Uint32Array(),
    });
  const told = [
    figure(
      'stream-reported-time',
      text('Reported time, per Stream'),
      's',
      text('total_participant_duration as Stream sends it'),
      totals.durationSeconds,
    ),
    figure(
      'stream-rows',
      text('Rows, per Stream'),
      'rows',
      text('total_participant_sessions as Stream sends it'),
      totals.rows,
    ),
    figure(
      'stream-people',
      text('People, per Stream'),
      'people',
      text('participants of counts in Stream’s statistics'),
      counts?.participants,
    ),
    figure(
      'stream-peak-people',
      text('Most people at once, per Stream'),
      'people at once',
      text('peak_concurrent_users of counts in Stream’s statistics'),
      counts?.peakConcurrentUsers,
    ),
    figure(
      'stream-peak-rows',
      text('Most rows at once, per Stream'),
      'rows at once',
      text('peak_concurrent_sessions of counts in Stream’s statistics'),
      counts?.peakConcurrentSessions,
    ),
  ];
  // These come of further places, and only where those were asked.
  const more: readonly (readonly [string, Text, Unit, Text, number | undefined])[] = [
    [
      'stream-counts-rows',
      text('Rows, per Stream’s statistics'),
      'rows',
      text('sessions of counts in Stream’s statistics'),
      counts?.sessions,
    ],
    [
      'stream-counts-time',
      text('Reported time, per Stream’s statistics'),
      's',
      text('total_participant_duration of counts in Stream’s statistics'),
      counts?.totalParticipantDuration,
    ],
    [
      'stream-publishers',
      text('Publishers, per Stream'),
      'people',
      text('publishers of counts in Stream’s statistics'),
      counts?.publishers,
    ],
    [
      'stream-live-rows',
      text('Live rows, per Stream'),
      'rows',
      text('live_sessions of counts in Stream’s statistics'),
      counts?.liveSessions,
    ],
    [
      'stream-report-people',
      text('People, per Stream’s call report'),
      'people',
      text('unique of the participants in Stream’s call report'),
      report?.unique,
    ],
    [
      'stream-report-sum',
      text('Sum of participants, per Stream’s call report'),
      'people',
      text('sum of the participants in Stream’s call report'),
      report?.sum,
    ],
    [
      'stream-report-peak',
      text('Most at once, per Stream’s call report'),
      'people at once',
      text('max_concurrent of the participants in Stream’s call report'),
      report?.maxConcurrent,
    ],
    [
      'stream-anonymous',
      text('Anonymous participants, per Stream'),
      'people',
      text('anonymous_participant_count of the call session'),
      totals.anonymousCount,
    ],
  ];
  for (const parts of more) if (parts[4] !== undefined) told.push(figure(...parts));
  return told;
}

function valueOf(unit: Unit, n: number | undefined): CountValue | ReportedValue | UnknownValue {
  if (n === undefined) return { kind: 'unknown', why: text('Stream did not tell it') };
  return unit === 's' ? { kind: 'reported', seconds: n, without: 0, whole: true } : count(n, n);
}
