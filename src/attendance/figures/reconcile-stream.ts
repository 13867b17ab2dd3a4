import { text, type Text } from '../text';
import type { StreamTotals } from './basis';
import type { ReconcileLine } from './reconcile';

/** Where two of Stream's own figures differ: nothing of ours can agree with both. */
export function streamsOwnLines({
  rows,
  durationSeconds,
  counts,
  report,
}: StreamTotals): readonly ReconcileLine[] {
  const lines: ReconcileLine[] = [];
  const compare = (
    one: number | undefined,
    other: number | undefined,
    what: Text,
    both: (args: { one: number; other: number }) => Text,
    within = 0,
  ): void => {
    if (one === undefined || other === undefined || one === other) return;
    const verdict = Math.abs(one - other) <= within ? 'agrees-within-rounding' : 'differs';
    const explanation = [text('Stream’s own figures differ: ours cannot agree with both')];
    lines.push({
      what,
      ours: undefined,
      streams: both({ one, other }),
      verdict,
      strict: false,
      explanation: verdict === 'differs' ? explanation : [],
    });
  };
  compare(rows, counts?.sessions, text('Stream’s own count of rows'), (args) =>
    text('{one} by total_participant_sessions, {other} by counts.sessions', args),
  );
  compare(
    durationSeconds,
    counts?.totalParticipantDuration,
    text('Stream’s own reported time'),
    (args) =>
      text('{one} s by total_participant_duration, {other} s by counts.total_participant_duration', args),
    rows,
  );
  compare(counts?.participants, report?.unique, text('Stream’s own count of people'), (args) =>
    text('{one} by counts.participants, {other} by the call report', args),
  );
  compare(counts?.peakConcurrentUsers, report?.maxConcurrent, text('Stream’s own peak of people'), (args) =>
    text('{one} by counts.peak_concurrent_users, {other} by the call report', args),
  );
  return lines;
}
