import type { SessionRef } from '../../attendance/call';
import type { ProbeOutcome } from '../../stream/stream-video';
import { fact, no, small, untold, yes, yesOrNo, type Answer, type Because } from './answers';
import { unanswered, type Asker } from './asker';
import type { Candidate } from './lists';
import {
  comparable,
  isObject,
  listAt,
  numberAt,
  objectAt,
  shape,
  shapes,
  textAt,
  timeShape,
  type JsonObject,
} from './shapes';

/** The session that the questions about rows are put to. */
export interface Specimen {
  readonly session: SessionRef;
  readonly ended: boolean;
  readonly counted: number | undefined;
  /** The first page of at most 100 rows. */
  readonly rows: readonly JsonObject[];
  readonly answer: JsonObject;
  readonly total: number | undefined;
  /** The first page holds all rows. */
  readonly whole: boolean;
}

/** At most this many sessions are tried until one has rows. */
const mostTries = 3;

export function askRows(asker: Asker, session: SessionRef, query: JsonObject): Promise<ProbeOutcome> {
  return asker.ask({ name: 'QueryCallParticipantSessions', session, query });
}

export function rowsOf(outcome: ProbeOutcome): readonly JsonObject[] {
  return listAt(outcome.body, 'participants_sessions');
}

/** Pages, cursors and limits, asked of the specimen. */
export async function askPages(asker: Asker, specimen: Specimen): Promise<void> {
  const { session, rows } = specimen;
  asker.tell('pages.order', orderOf(rows));
  asker.tell('pages.prevOnFirst', shapes([shape(specimen.answer, 'prev')]));
  if (specimen.whole) asker.tell('pages.whole', yesOrNo(rows.length === specimen.total));
  tellPage(asker, specimen.answer, 100);

  const plain = await askRows(asker, session, {});
  const more = textAt(plain.body, 'next') !== undefined;
  const defaultSize = rowsOf(plain).length;
  asker.tell(
    'pages.defaultLimit',
    unanswered(plain) ?? (more ? small(defaultSize) : untold('no session has more rows than one page')),
  );
  asker.tell('pages.limitZero', limitAnswer(await askRows(asker, session, { limit: 0 }), defaultSize));
  asker.tell('pages.limit101', limitAnswer(await askRows(asker, session, { limit: 101 }), defaultSize));
  await askCursors(asker, specimen);
}

/**
 * The first of the candidates that has rows. Else why there is none: what was said of the last one that did not answer,
 * or that all were empty.
 */
export async function findSpecimen(
  asker: Asker,
  candidates: readonly Candidate[],
): Promise<Specimen | { readonly because: Because }> {
  let because: Because = 'no session with participant sessions was found';
  for (const { session, ended, counted } of candidates.slice(0, mostTries)) {
    const outcome = await askRows(asker, session, { limit: 100 });
    const failed = unanswered(outcome);
    const rows = rowsOf(outcome);
    if (failed === undefined && isObject(outcome.body) && rows.length > 0) {
      const total = numberAt(outcome.body, 'total_participant_sessions');
      const whole = textAt(outcome.body, 'next') === undefined;
      return { session, ended, counted, rows, answer: outcome.body, total, whole };
    }
    if (failed?.kind === 'untold') ({ because } = failed);
    else if (failed !== undefined && outcome.status !== 404) {
      because = 'Stream refused to list the participant sessions';
    } else if (failed === undefined && !isObject(outcome.body)) {
      because = 'the answer was not of the documented form';
    }
  }
  return { because };
}

/** What a running session says where nobody has left yet: null or missing. */
export async function askRunning(asker: Asker, candidates: readonly Candidate[]): Promise<void> {
  const running = candidates.find((each) => !each.ended);
  const none = untold('no running session was found');
  const outcome = running === undefined ? undefined : await askRows(asker, running.session, { limit: 100 });
  const failed = outcome === undefined ? none : unanswered(outcome);
  const rows = outcome === undefined ? [] : rowsOf(outcome);
  asker.tell(
    'times.leftRunning',
    failed ?? (rows.length === 0 ? none : shapes(rows.map((row) => timeShape(row, 'left_at')))),
  );
  asker.tell(
    'times.durationRunning',
    failed ?? (rows.length === 0 ? none : shapes(rows.map((row) => shape(row, 'duration_in_seconds')))),
  );
  const session = objectAt(outcome?.body, 'session');
  asker.tell('times.sessionEndRunning', failed ?? shapes([timeShape(session, 'ended_at')]));
}

/** A small page, the next one with another limit, and back again. */
async function askCursors(asker: Asker, { session, rows }: Specimen): Promise<void> {
  const first = await askRows(asker, session, { limit: 2 });
  const next = textAt(first.body, 'next');
  if (isObject(first.body)) tellPage(asker, first.body, 2);
  if (next === undefined) {
    const why = unanswered(first) ?? untold('no session has more rows than one page');
    for (const question of ['pages.otherLimit', 'pages.repeatingNext', 'pages.prev'] as const) {
      asker.tell(question, why);
    }
  } else {
    const second = await askRows(asker, session, { limit: 3, next });
    asker.tell('pages.otherLimit', unanswered(second) ?? goesOn(rowsOf(first), rowsOf(second)));
    if (isObject(second.body)) tellPage(asker, second.body, 3);
    const after = textAt(second.body, 'next');
    asker.tell(
      'pages.repeatingNext',
      unanswered(second) ??
        (after === undefined ? untold('the list has no further page') : yesOrNo(after === next)),
    );
    await askBack(asker, session, rowsOf(first), second);
    // Where the first page of 100 was not the last one, the end is looked for behind a short list.
    if (after !== undefined && rows.length < 100) await askEnd(asker, session, after);
  }
  const foreign = await askRows(asker, session, { limit: 2, next: 'rollcall-no-such-cursor' });
  asker.tell('pages.badCursor', unanswered(foreign) ?? comes(rowsOf(foreign)));
}

async function askBack(
  asker: Asker,
  session: SessionRef,
  before: readonly JsonObject[],
  second: ProbeOutcome,
): Promise<void> {
  const prev = textAt(second.body, 'prev');
  if (prev === undefined) {
    asker.tell('pages.prev', unanswered(second) ?? no);
    return;
  }
  const back = await askRows(asker, session, { limit: 2, prev });
  const same = JSON.stringify(rowsOf(back).map(keyOf)) === JSON.stringify(before.map(keyOf));
  asker.tell('pages.prev', unanswered(back) ?? yesOrNo(same));
}

async function askEnd(asker: Asker, session: SessionRef, next: string): Promise<void> {
  const rest = await askRows(asker, session, { limit: 100, next });
  if (isObject(rest.body)) tellPage(asker, rest.body, 100);
}

/** The last page tells how the end looks; one that is not the last tells whether such pages are full. */
function tellPage(asker: Asker, body: JsonObject, limit: number): void {
  if (textAt(body, 'next') === undefined) {
    asker.tell('pages.nextAtEnd', shapes([shape(body, 'next')]));
    return;
  }
  const { length } = listAt(body, 'participants_sessions');
  asker.tellFirst('pages.short', no);
  asker.tellFirst('pages.empty', no);
  if (length === 0) asker.tell('pages.empty', yes);
  else if (length < limit) asker.tell('pages.short', yes);
}

function goesOn(before: readonly JsonObject[], after: readonly JsonObject[]): Answer {
  const seen = new Set(before.map(keyOf));
  return after.some((row) => seen.has(keyOf(row)))
    ? fact('accepted: but repeats rows of the page before')
    : fact('accepted: goes on where the page before ended');
}

function limitAnswer(outcome: ProbeOutcome, defaultSize: number): Answer {
  const { length } = rowsOf(outcome);
  return (
    unanswered(outcome) ??
    (length === 0
      ? fact('an answer without rows, no error')
      : length === defaultSize
        ? fact('accepted: answered like a page of the default size')
        : fact('accepted: answered with more than 100 rows or a full page'))
  );
}

export function comes(rows: readonly JsonObject[]): Answer {
  return fact(rows.length > 0 ? 'an answer with rows, no error' : 'an answer without rows, no error');
}

/** A row's identity; it stays in here. */
export function keyOf(row: JsonObject): string {
  return JSON.stringify([row['user_id'], row['user_session_id'], row['joined_at']]);
}

function orderOf(rows: readonly JsonObject[]): Answer {
  const times = rows.map((row) => comparable(row, 'joined_at')).filter((time) => time !== undefined);
  if (new Set(times).size < 2) return untold('no session with at least two rows was found');
  const pairs = times.slice(1).map((time, at) => time - (times[at] ?? time));
  if (pairs.every((step) => step >= 0)) return fact('by joined_at, earliest first');
  if (pairs.every((step) => step <= 0)) return fact('by joined_at, latest first');
  return fact('neither by joined_at nor by joined_at reversed');
}
