import * as v from 'valibot';
import type { DecodedObject, SessionRef } from '../attendance/call';
import type { DataState } from '../attendance/data-state';
import type { Coverage, StreamTotals } from '../attendance/figures/basis';
import { instantOf, type Ms } from '../attendance/instant';
import { hidesNothing, shownText } from '../attendance/shown-text';
import type { Text } from '../attendance/text';
import { isoInstant } from './provenance';
import { readSavedObject, savedValue } from './saved-value';

/** What is saved of a session beside its rows. */
export interface SavedHead {
  readonly savedAt: Ms;
  /** Rollcall's version that saved it. */
  readonly version: string;
  /** Without its key. */
  readonly app: { readonly name: string; readonly production: boolean };
  readonly session: SessionRef;
  readonly startedAt: Ms | undefined;
  readonly endedAt: Ms | undefined;
  /** What Stream said of the call then; undefined: it was not known. */
  readonly call: SavedCall | undefined;
  readonly state: DataState;
  readonly coverage: Coverage;
  readonly totals: StreamTotals;
  /** When Stream generated the statistics; undefined: not known. */
  readonly generatedAt: Ms | undefined;
  /** Who is technical was known; where not, no row says that it is. */
  readonly technicalKnown: boolean;
  /** Rows in the file. */
  readonly rows: number;
  /** The answer's other fields, `session` among them, as decoded. */
  readonly envelope: DecodedObject | undefined;
}

/** A call as far as it helps to tell which one it was. */
export interface SavedCall {
  readonly createdAt: Ms | undefined;
  readonly startsAt: Ms | undefined;
  readonly endedAt: Ms | undefined;
  readonly createdBy: string | undefined;
  readonly team: string | undefined;
}

/** The first field of a saved session, and the form that this version writes. */
export const savedKind = 'saved session';
export const savedForm = 1;

const words = v.pipe(v.string(), v.maxLength(4000));
/** Nothing of it is hidden or turns the reading direction beyond itself: it is shown as it stands. */
const visible = v.pipe(words, v.check(isVisible, 'control characters'));
const id = v.pipe(v.string(), v.nonEmpty(), v.maxLength(400));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const amount = v.pipe(
  v.nullable(v.pipe(v.number(), v.finite())),
  v.transform((value) => value ?? undefined),
);
const instant = v.pipe(
  v.nullable(
    v.pipe(
      v.string(),
      v.check((value) => instantOf(value) !== undefined, 'no instant'),
    ),
  ),
  v.transform((value) => instantOf(value)),
);
const someInstant = v.pipe(
  v.string(),
  v.transform((value) => instantOf(value)),
  v.number('no instant'),
);
const textSchema: v.GenericSchema<unknown, Text> = v.strictObject({
  message: visible,
  args: v.record(v.string(), v.union([visible, v.number()])),
});
const texts = v.pipe(v.array(textSchema), v.maxLength(200));
const optionalWords = v.pipe(
  v.nullable(words),
  v.transform((value) => value ?? undefined),
);

const headSchema = v.strictObject({
  rollcall: v.literal(savedKind),
  form: v.literal(savedForm),
  savedAt: someInstant,
  version: v.pipe(visible, v.maxLength(100)),
  app: v.strictObject({ name: v.pipe(words, v.maxLength(400)), production: v.boolean() }),
  call_type: id,
  call_id: id,
  call_session_id: id,
  startedAt: instant,
  endedAt: instant,
  call: v.nullable(
    v.strictObject({
      createdAt: instant,
      startsAt: instant,
      endedAt: instant,
      createdBy: optionalWords,
      team: optionalWords,
    }),
  ),
  complete: v.boolean(),
  state: v.strictObject({
    kind: v.picklist([
      'live',
      'ended',
      'stats-pending',
      'final',
      'settled',
      'final-incomplete',
      'rows-expired',
      'unknown',
      'archived',
    ]),
    text: textSchema,
    evidence: texts,
    asOf: instant,
    provisional: v.boolean(),
    empty: v.nullable(
      v.strictObject({
        reason: v.picklist(['expired', 'totals-without-rows', 'no-data-yet', 'reported-nobody']),
        text: textSchema,
      }),
    ),
    rowsExpireAt: instant,
  }),
  coverage: v.strictObject({
    read: count,
    of: amount,
    exhaustive: v.boolean(),
    asOf: instant,
    readUntil: instant,
    clock: v.picklist(['server', 'local', 'differs']),
    changedWhileReading: v.boolean(),
    notes: texts,
  }),
  totals: v.strictObject({ rows: amount, durationSeconds: amount, anonymousCount: amount }),
  counts: v.nullable(
    v.strictObject({
      participants: amount,
      sessions: amount,
      publishers: amount,
      liveSessions: amount,
      peakConcurrentSessions: amount,
      peakConcurrentUsers: amount,
      totalParticipantDuration: amount,
    }),
  ),
  generatedAt: instant,
  technicalKnown: v.boolean(),
  answer: v.nullable(v.record(v.string(), v.unknown())),
});

function isVisible(value: string): boolean {
  // As `shownText` isolates what may run from right to left.
  return hidesNothing(value.replace(/^\u2068(.*)\u2069$/su, '$1'));
}

/** Words of ours; what of Stream's stands in them is made safe to look at. */
function textData({ message, args }: Text): Text {
  return {
    message,
    args: Object.fromEntries(
      Object.entries(args).map(([name, value]) => [
        name,
        typeof value === 'number' || isVisible(value) ? value : shownText(value),
      ]),
    ),
  };
}

/** The head as JSON data, without the rows; {@link readHead} reads it back. */
export function headData(head: SavedHead): Readonly<Record<string, unknown>> {
  const { session, state, coverage, totals, call, envelope } = head;
  const time = (at: Ms | undefined): string | null => isoInstant(at) ?? null;
  const { counts } = totals;
  return {
    rollcall: savedKind,
    form: savedForm,
    savedAt: time(head.savedAt),
    version: head.version,
    app: head.app,
    call_type: session.callType,
    call_id: session.callId,
    call_session_id: session.sessionId,
    startedAt: time(head.startedAt),
    endedAt: time(head.endedAt),
    call:
      call === undefined
        ? null
        : {
            createdAt: time(call.createdAt),
            startsAt: time(call.startsAt),
            endedAt: time(call.endedAt),
            createdBy: call.createdBy ?? null,
            team: call.team ?? null,
          },
    complete: coverage.complete,
    state: {
      kind: state.kind,
      text: textData(state.text),
      evidence: state.evidence.map(textData),
      asOf: time(state.asOf),
      provisional: state.provisional,
      empty: state.empty === undefined ? null : { ...state.empty, text: textData(state.empty.text) },
      rowsExpireAt: time(state.rowsExpireAt),
    },
    coverage: {
      read: coverage.read,
      of: coverage.of ?? null,
      exhaustive: coverage.exhaustive,
      asOf: time(coverage.asOf),
      readUntil: time(coverage.readUntil),
      clock: coverage.clock,
      changedWhileReading: coverage.changedWhileReading,
      notes: coverage.notes.map(textData),
    },
    totals: {
      rows: totals.rows ?? null,
      durationSeconds: totals.durationSeconds ?? null,
      anonymousCount: totals.anonymousCount ?? null,
    },
    counts:
      counts === undefined
        ? null
        : {
            participants: counts.participants ?? null,
            sessions: counts.sessions ?? null,
            publishers: counts.publishers ?? null,
            liveSessions: counts.liveSessions ?? null,
            peakConcurrentSessions: counts.peakConcurrentSessions ?? null,
            peakConcurrentUsers: counts.peakConcurrentUsers ?? null,
            totalParticipantDuration: counts.totalParticipantDuration ?? null,
          },
    generatedAt: time(head.generatedAt),
    technicalKnown: head.technicalKnown,
    answer: envelope === undefined ? null : savedValue(envelope, '', 0),
  };
}

export type HeadReading =
  | { readonly ok: true; readonly head: Omit<SavedHead, 'rows'> }
  /** `field`: where it is wrong, as `coverage.read`. */
  | { readonly ok: false; readonly field: string };

/** Reads what {@link headData} wrote, or anybody else. Never throws on plain data. */
export function readHead(data: unknown): HeadReading {
  const parsed = v.safeParse(headSchema, data);
  if (!parsed.success) return { ok: false, field: v.getDotPath(parsed.issues[0]) ?? '' };
  const { output } = parsed;
  let envelope: DecodedObject | undefined;
  try {
    // Not the parsed one: valibot's records leave out a key named __proto__.
    const answer = typeof data === 'object' && data !== null && 'answer' in data ? data.answer : null;
    envelope = answer === null ? undefined : readSavedObject(answer);
  } catch {
    return { ok: false, field: 'answer' };
  }
  const { state, coverage, totals, counts } = output;
  if (coverage.of !== undefined && !Number.isInteger(coverage.of)) return { ok: false, field: 'coverage.of' };
  // Whole is what one read brought in full: it cannot be less than Stream counted.
  if (output.complete && (!coverage.exhaustive || coverage.read !== coverage.of))
    return { ok: false, field: 'complete' };
  return {
    ok: true,
    head: {
      savedAt: output.savedAt,
      version: output.version,
      app: output.app,
      session: {
        callType: output.call_type,
        callId: output.call_id,
        sessionId: output.call_session_id,
      },
      startedAt: output.startedAt,
      endedAt: output.endedAt,
      call: output.call ?? undefined,
      state: { ...state, empty: state.empty ?? undefined },
      coverage: { ...coverage, complete: output.complete, chosenBy: 'nobody' },
      totals: { ...totals, counts: counts ?? undefined, report: undefined },
      generatedAt: output.generatedAt,
      technicalKnown: output.technicalKnown,
      envelope,
    },
  };
}
