import { text } from '../../attendance/text';
import { isStreamFailure, StreamFailure } from '../../stream/errors';

/** What a stopped read rejects with: no error, never shown, never logged as one. */
export function cancelled(): StreamFailure {
  return new StreamFailure('cancelled', text('The reading was cancelled. What was read so far is kept.'));
}

/** The door rejects with nothing but `StreamFailure`; anything else is a mistake of ours and is told as one, not hidden. */
export function failureOf(error: unknown): StreamFailure {
  if (isStreamFailure(error)) return error;
  const name = error instanceof Error ? error.name : typeof error;
  return Object.assign(
    new StreamFailure(
      'contract-drift',
      text('Rollcall could not make sense of an answer ({name}). Open the log and report the problem.', {
        name,
      }),
    ),
    { cause: error },
  );
}
