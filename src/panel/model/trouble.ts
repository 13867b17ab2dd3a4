import { text, type Text } from '../../attendance/text';
import type { AttendanceAnswer } from '../../book/book';
import { failureMessage } from '../../shell/failure-message';
import type { Act, Trouble } from '../../shell/problem';
import { isCancelled } from '../../stream/errors';

const goOn: Act = { kind: 'again', title: text('Continue') };
const tryAgain: Act = { kind: 'again', title: text('Try Again') };

/** What is missing of an answer that was computed: why reading ended early, or which rows could not be read. */
export function troubleWith(answer: AttendanceAnswer): Trouble | undefined {
  if (answer.failure !== undefined) return troubleOf(answer.failure, answer);
  const { coverage, state } = answer.basis;
  const [field] = unreadMarks(answer);
  if (field !== undefined) {
    return {
      text: text('Which rows pass {field} could not be read: they are neither counted nor left out.', {
        field,
      }),
      severity: 'warning',
      acts: [tryAgain],
    };
  }
  if (coverage.exhaustive) return undefined;
  if (coverage.chosenBy === 'server') {
    // How many there are nobody knows: what is read is of the filter, what Stream counts is of the session.
    return {
      text: text('Not all rows that the filter chooses could be read.'),
      severity: 'warning',
      acts: [goOn],
    };
  }
  if (coverage.of === undefined || coverage.read >= coverage.of) return undefined;
  if (state.kind === 'final-incomplete' || state.empty !== undefined) return undefined;
  return {
    text: text('Computed from {read} of {of} rows.', { read: coverage.read, of: coverage.of }),
    severity: 'warning',
    acts: [goOn],
  };
}

/**
 * Why reading ended, with what goes on.
 * @param answer what was computed from what was read before
 */
export function troubleOf(error: unknown, answer?: AttendanceAnswer): Trouble {
  const coverage = answer?.basis.coverage;
  const message = isCancelled(error) ? undefined : failureMessage(error, true);
  if (message === undefined)
    return { text: stoppedText(coverage?.read, coverage?.of), severity: 'info', acts: [goOn] };
  const acts = message.acts.some(({ kind }) => kind === 'again') ? message.acts : [tryAgain, ...message.acts];
  return { text: message.text, severity: message.severity, acts };
}

/** Fields of the row filter that only Stream knows and that could not be read, or whose answer is not trusted. */
export function unreadMarks({ unjudged }: Pick<AttendanceAnswer, 'unjudged'>): readonly string[] {
  return unjudged.counts.flatMap(({ reason }) => /^(\w+) not read$/.exec(reason)?.[1] ?? []);
}

function stoppedText(read: number | undefined, of: number | undefined): Text {
  if (read === undefined) return text('Reading was stopped before anything was read.');
  return of === undefined
    ? text('Reading was stopped: computed from {read} rows.', { read })
    : text('Reading was stopped: computed from {read} of {of} rows.', { read, of });
}
