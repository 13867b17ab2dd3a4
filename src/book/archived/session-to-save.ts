import { cidOf, type Call } from '../../attendance/call';
import type { Ms } from '../../attendance/instant';
import type { SessionToSave } from '../../formats/saved-session';
import type { AttendanceAnswer, AttendanceBook } from '../book';

/** Of whom and when a session is saved. */
export interface SavingOf {
  readonly app: { readonly name: string; readonly production: boolean };
  readonly savedAt: Ms;
  /** Rollcall's own version. */
  readonly version: string;
}

/**
 * All that is held of a session, from an answer about all of its rows: nothing is asked.
 * @param answer of an empty query; what of it is incomplete, and why, is saved with it
 */
export function sessionToSave(
  book: Pick<AttendanceBook, 'call' | 'session' | 'rows'>,
  answer: AttendanceAnswer,
  { app, savedAt, version }: SavingOf,
): SessionToSave {
  const { session, rows, measures, basis, totals, failure } = answer;
  const { context, technical } = measures.input;
  const call = book.call(cidOf(session));
  const { coverage } = basis;
  return {
    savedAt,
    version,
    app: { name: app.name, production: app.production },
    session,
    startedAt: context.sessionStart,
    endedAt: context.sessionEnd,
    call: call && basicsOf(call),
    state: basis.state,
    coverage: failure === undefined ? coverage : { ...coverage, notes: [...coverage.notes, failure.text] },
    totals,
    generatedAt: book.session(session)?.stats?.generatedAt,
    technicalKnown: technical !== undefined,
    technical,
    rows,
    envelope: book.rows(session).envelope,
  };
}

function basicsOf({ createdAt, startsAt, endedAt, createdBy, team }: Call): SessionToSave['call'] {
  return { createdAt, startsAt, endedAt, createdBy, team };
}
