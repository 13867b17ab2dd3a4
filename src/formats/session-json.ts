import type { Call, DecodedObject, SessionRef } from '../attendance/call';
import type { DataState } from '../attendance/data-state';
import { jsonText, type TimesAs } from '../attendance/json-text';
import type { Window } from '../attendance/figures/placed-rows';
import type { RowTable, RowView } from '../attendance/row-table';
import type { Text } from '../attendance/text';
import { mustBeTold, ownKey, provenanceKey, type Provenance } from './provenance';
import { rowSlices, type WriteOptions } from './row-slices';

/** What {@link writeSessionJson} writes. */
export interface SessionJson {
  readonly session: SessionRef;
  readonly table: RowTable | RowView;
  /** Indexes of the rows to be written, in their order; undefined: all. Where they are not all of the table it is told. */
  readonly rows?: Uint32Array | undefined;
  /** `total_participant_sessions`; undefined: no page was read. */
  readonly totalSessions: number | undefined;
  /** `total_participant_duration`, in seconds. */
  readonly totalDurationSeconds: number | undefined;
  /** The answer's other fields, as decoded. */
  readonly envelope: DecodedObject | undefined;
  readonly times: TimesAs;
  readonly state: DataState;
  /** All pages were read in one read. */
  readonly complete: boolean;
  /** What a reader of the rows must know beside the state; written in English, where there is any. */
  readonly notes?: readonly Text[] | undefined;
  /** The row filter in force; undefined: none. */
  readonly filter?: DecodedObject | undefined;
  /** The window in force: told, rows are not clipped. */
  readonly window?: Window | undefined;
  /** Which rows instead of all that the filter chose; written in English. */
  readonly narrowed?: Text | undefined;
  /** Name of the Stream app. */
  readonly app: string;
  /** Rollcall's version. */
  readonly version: string;
  /**
   * The user's setting; the key is written all the same where rows are incomplete or chosen, figures provisional, or where
   * there are notes.
   */
  readonly addRollcallKey: boolean;
}

const firstKeys = [
  'call_type',
  'call_id',
  'call_session_id',
  'total_participant_sessions',
  'total_participant_duration',
] as const;
const rowsKey = 'participants_sessions';
/** Of the request, not of the session. */
const requestOnly = new Set(['duration', 'next', 'prev']);

/**
 * Call Session JSON in slices: Stream's field names in Stream's order, all rows in the table's order or those chosen in
 * theirs, pretty-printed by two spaces, one key of our own at the end. The rows are those of the moment of the call; later
 * changes do not show.
 * Joined, the slices are one JSON document that ends with a line break.
 * @throws the signal's reason, once it is aborted
 */
export function writeSessionJson(
  input: SessionJson,
  options: WriteOptions = {},
): AsyncGenerator<string, void> {
  const { table } = input;
  return slices({ ...input, table: 'snapshot' in table ? table.snapshot() : table }, options);
}

async function* slices(
  input: SessionJson & { readonly table: RowView },
  options: WriteOptions,
): AsyncGenerator<string, void> {
  options.signal?.throwIfAborted();
  const { table, rows, times } = input;
  yield `{${firstFields(input)
    .map(([key, value]) => member(key, value, times))
    .join(',')},\n  "${rowsKey}": [`;
  const count = rows?.length ?? table.length;
  const written = (at: number): string =>
    `${at === 0 ? '' : ','}\n    ${jsonText(table.decoded(rows?.[at] ?? at), times, 2)}`;
  yield* rowSlices(count, written, options);
  const last = lastFields(input).map(([key, value]) => `,${member(key, value, times)}`);
  yield `${count === 0 ? '' : '\n  '}]${last.join('')}\n}\n`;
}

/** One participant session as JSON: Copy Participant Session JSON. */
export function rowJson(table: Pick<RowTable, 'decoded'>, row: number, times: TimesAs = 'iso'): string {
  return `${jsonText(table.decoded(row), times, 0)}\n`;
}

/** What Stream sends of a call's members with the call. */
const membersWithCall = 25;

/**
 * A call as JSON, with Stream's field names and ISO times, unknown fields kept; of user objects only the creator's id.
 * Without `members` where there may be more of them than came with the call.
 */
export function callJson(call: Call): string {
  const date = (ms: number | undefined): Date | undefined => (ms === undefined ? undefined : new Date(ms));
  return `${jsonText(
    {
      ...call.decoded,
      created_by: call.createdBy === undefined ? undefined : { id: call.createdBy },
      session: call.session === undefined ? undefined : withoutUsers(call.session.decoded),
      members:
        call.members.length >= membersWithCall
          ? undefined
          : call.members.map((member) => ({
              user_id: member.userId,
              role: member.role,
              created_at: date(member.createdAt),
              updated_at: date(member.updatedAt),
              deleted_at: date(member.deletedAt),
            })),
    },
    'iso',
    0,
  )}\n`;
}

type Field = readonly [key: string, value: unknown];

function firstFields({ session, envelope, ...totals }: SessionJson): readonly Field[] {
  const known: Readonly<Record<(typeof firstKeys)[number], unknown>> = {
    call_type: envelope?.['call_type'] ?? session.callType,
    call_id: envelope?.['call_id'] ?? session.callId,
    call_session_id: envelope?.['call_session_id'] ?? session.sessionId,
    total_participant_sessions: totals.totalSessions ?? null,
    total_participant_duration: totals.totalDurationSeconds ?? null,
  };
  return firstKeys.map((key) => [key, known[key]]);
}

function lastFields(input: SessionJson): readonly Field[] {
  const { envelope = {} } = input;
  const taken = new Set<string>([...firstKeys, rowsKey, 'session', ownKey, ...requestOnly]);
  const fields: Field[] = [];
  if (envelope['session'] !== undefined) fields.push(['session', withoutUsers(envelope['session'])]);
  fields.push(...Object.entries(envelope).filter(([key]) => !taken.has(key)));
  const from = provenanceOf(input);
  if (input.addRollcallKey || mustBeTold(from)) fields.push([ownKey, provenanceKey(from)]);
  else if (ownKey in envelope) fields.push([ownKey, envelope[ownKey]]);
  return fields.filter(([, value]) => value !== undefined);
}

function provenanceOf(input: SessionJson): Provenance {
  const { table, rows, state, totalSessions, notes = [] } = input;
  return {
    state: state.text,
    provisional: state.provisional,
    asOf: state.asOf,
    rows: rows?.length ?? table.length,
    read: table.length,
    of: totalSessions,
    complete: input.complete && table.length === totalSessions,
    filter: input.filter,
    window: input.window,
    narrowed: input.narrowed,
    app: input.app,
    version: input.version,
    notes,
  };
}

/** Of the session only ids, times, counts and the ringing maps: user objects only on request. */
function withoutUsers(session: unknown): unknown {
  if (typeof session !== 'object' || session === null || session instanceof Date || Array.isArray(session)) {
    return session;
  }
  return Object.fromEntries(Object.entries(session).filter(([key]) => key !== 'participants'));
}

function member(key: string, value: unknown, times: TimesAs): string {
  return `\n  ${JSON.stringify(key)}: ${jsonText(value, times, 1)}`;
}
