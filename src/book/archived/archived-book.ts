import type { SessionRef } from '../../attendance/call';
import { cidOf } from '../../attendance/call';
import type { DataState } from '../../attendance/data-state';
import type { Pausing } from '../../attendance/figures/slices';
import type { RowMarks } from '../../attendance/filter/server-predicates';
import type { RowView } from '../../attendance/row-table';
import { english, text } from '../../attendance/text';
import { utcStamp } from '../../attendance/time-text';
import { StreamFailure } from '../../stream/errors';
import type { SavedHead } from '../../formats/saved-session-head';
import type { AttendanceAnswer, AttendanceBook, AttendanceOptions, AttendanceQuery, Session } from '../book';
import { answerFrom } from '../plan/answer-from';
import { refOf, sessionKey } from '../state/session-key';
import type { ArchivedRows } from './archived-rows';

/**
 * The part of a book that figures are shown from. A whole book has it, and so has an archived copy, which can answer
 * nothing else.
 */
export interface BookOfFigures extends Pick<
  AttendanceBook,
  'session' | 'state' | 'now' | 'attendance' | 'onDidChange'
> {
  /** An archived copy asks for no names. */
  readonly names?: AttendanceBook['names'] | undefined;
  rows(session: SessionRef): {
    readonly table: { readonly revision: number };
    readonly envelope: ReturnType<AttendanceBook['rows']>['envelope'];
  };
}

/**
 * A book of one session as it was saved. Its state is the one of then and says so, its clock stands at the moment of saving, and it asks
 * nobody anything: conditions that rows do not answer stay unknown, but for who is technical, where that was known.
 */
export function openArchivedBook(head: SavedHead, rows: ArchivedRows, pausing: Pausing): BookOfFigures {
  const view = rows.view();
  const key = sessionKey(head.session);
  const known: Session = {
    ...refOf(head.session),
    cid: cidOf(head.session),
    startedAt: head.startedAt,
    endedAt: head.endedAt,
    stats: {
      ...refOf(head.session),
      callStartedAt: head.startedAt,
      callEndedAt: head.endedAt,
      generatedAt: head.generatedAt,
      counts: head.totals.counts ?? noCounts,
    },
    from: ['opened'],
  };
  const technical = head.technicalKnown ? rows.technical() : undefined;
  const marks = marksFrom(view, technical);
  const { state, coverage } = ofCopy(head);
  const isOurs = (session: SessionRef): boolean => sessionKey(session) === key;

  async function attendance(
    session: SessionRef,
    query: AttendanceQuery = {},
    { signal, anonymousRoles }: AttendanceOptions = {},
  ): Promise<AttendanceAnswer> {
    if (!isOurs(session)) throw notInCopy();
    const answer = await answerFrom(
      {
        session: refOf(session),
        times: known,
        rows: view,
        state,
        coverage,
        totals: head.totals,
        technical,
        marks,
      },
      query,
      anonymousRoles,
      { ...pausing, signal },
    );
    return {
      ...answer,
      plan: {
        steps: [
          text('Computed from the copy that was saved at {time}: nothing was asked of Stream.', {
            time: utcStamp(head.savedAt),
          }),
        ],
        pushedDown: undefined,
        requests: { pages: 0, marks: 0, probes: 0 },
      },
      failure: undefined,
    };
  }

  return {
    attendance,
    session: (ref) => (isOurs(ref) ? known : undefined),
    state: (ref): DataState => {
      if (!isOurs(ref)) throw notInCopy();
      return state;
    },
    now: () => head.savedAt,
    rows: () => ({ table: { revision: 0 }, envelope: head.envelope }),
    onDidChange: () => () => undefined,
  };
}

/** State and coverage as every figure of the copy carries them: whatever leaves Rollcall says that it is of a copy. */
function ofCopy({ state, coverage, savedAt }: SavedHead): Pick<SavedHead, 'state' | 'coverage'> {
  const note = text('Computed from an archived copy that was saved at {time}.', { time: utcStamp(savedAt) });
  // No language is known here: the state stands within in English, as in files.
  const words = text('archived copy of {state}', { state: english(state.text) });
  return { state: { ...state, text: words }, coverage: { ...coverage, notes: [...coverage.notes, note] } };
}

const noCounts = {
  participants: undefined,
  sessions: undefined,
  publishers: undefined,
  liveSessions: undefined,
  peakConcurrentSessions: undefined,
  peakConcurrentUsers: undefined,
  totalParticipantDuration: undefined,
};

/** Who is technical by the rows' keys; nobody knows of anything else. Keys are made when they are first asked for. */
function marksFrom(view: RowView, technical: Uint8Array | undefined): RowMarks {
  let keys: Set<string> | undefined;
  return {
    has({ field }, key) {
      if (technical === undefined || field !== 'is_tech_user') return undefined;
      keys ??= new Set([...technical.keys()].filter((at) => technical[at] === 1).map((at) => view.key(at)));
      return keys.has(key);
    },
  };
}

function notInCopy(): StreamFailure {
  return new StreamFailure('not-found', text('The archived copy holds another session.'), {});
}
