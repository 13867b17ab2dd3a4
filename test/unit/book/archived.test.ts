import assert from 'node:assert/strict';
import type { SessionRef } from '../../../src/attendance/call';
import { defaultLabels } from '../../../src/attendance/figures/lane-labels';
import { checkRowFilter } from '../../../src/attendance/filter/validate-rows';
import { english } from '../../../src/attendance/text';
import { utcStamp } from '../../../src/attendance/time-text';
import { openArchivedBook, type BookOfFigures } from '../../../src/book/archived/archived-book';
import { ArchivedRows } from '../../../src/book/archived/archived-rows';
import { sessionToSave } from '../../../src/book/archived/session-to-save';
import type { AttendanceAnswer, AttendanceBook, AttendanceQuery } from '../../../src/book/book';
import { figuresMarkdown } from '../../../src/book/telling/figures-markdown';
import { rowsDocument } from '../../../src/book/telling/rows-document';
import { readSavedSession } from '../../../src/formats/read-saved-session';
import { writeSavedSession } from '../../../src/formats/saved-session';
import { resultOf, viewOf } from '../../../src/panel/model/panel-view';
import { answerFromView } from '../../../src/panel/model/view-requests';
import type { PanelResult } from '../../../src/panel/protocol/snapshot';
import { isObject } from '../../../src/queries/check/shapes';
import type { Quirks, SampleServer, TrueSession } from '../../../src/sample/server';
import { isStreamFailure } from '../../../src/stream/errors';
import { inEnglish } from '../attendance/figures/measured-rows';
import { atOnce } from '../panel/model/answer-of';
import { onJudgeStage } from './judge-stage';

const savedAt = Date.UTC(2025, 10, 22, 13);
const pause = (): Promise<void> => Promise.resolve();

/** Saves what an answer was computed from, and opens it again. */
async function archived(book: AttendanceBook, answer: AttendanceAnswer): Promise<BookOfFigures> {
  const app = { name: 'acme-prod', production: true };
  const slices: string[] = [];
  const session = sessionToSave(book, answer, { app, savedAt, version: '0.1.0' });
  for await (const slice of writeSavedSession(session, { pause })) slices.push(slice);
  const rows = new ArchivedRows();
  const reading = await readSavedSession(Buffer.from(slices.join('')), {
    onRow: (row) => {
      rows.add(row);
    },
    pause,
  });
  assert.ok(reading.ok);
  return openArchivedBook(reading.head, rows, atOnce);
}

/** All that the panel shows of an answer, but what was done for it. */
async function shown(book: BookOfFigures, answer: AttendanceAnswer): Promise<unknown> {
  const { envelope } = book.rows(answer.session);
  const look = { sort: null, narrowing: undefined, lanes: { order: 'presence', choice: 'all' } } as const;
  const view = await viewOf({ answer, envelope }, look, undefined, 1, atOnce);
  const result: PanelResult = { ...resultOf(view, inEnglish, defaultLabels), steps: [], chips: [] };
  const ask = (request: Parameters<typeof answerFromView>[0]): unknown =>
    answerFromView(request, view, inEnglish, defaultLabels);
  const { range } = view;
  return {
    result,
    envelope,
    state: { ...answer.basis.state, text: english(answer.basis.state.text) },
    rows: ask({ method: 'rows', answer: 1, from: 0, count: 200 }),
    explained: result.figures.map(({ computed }) =>
      computed === null ? null : ask({ method: 'explain', answer: 1, figure: computed.figure }),
    ),
    ...(range && {
      lanes: ask({ method: 'lanes', answer: 1, from: 0, count: 200, range, pixels: 800 }),
      who: ask({ method: 'whoWasHere', answer: 1, at: Math.floor((range.from + range.to) / 2) }),
    }),
  };
}

const ofCopy = `Computed from an archived copy that was saved at ${utcStamp(savedAt)}.`;

/** Whatever is copied or exported from it. */
async function saysThatItIsACopy(copy: BookOfFigures, answer: AttendanceAnswer): Promise<void> {
  const { envelope } = copy.rows(answer.session);
  const rows = Uint32Array.from(answer.rows.length === 0 ? [] : [0]);
  const about = {
    answer,
    rows,
    narrowed: undefined,
    telling: inEnglish,
    appName: 'acme-prod',
    version: '0.1.0',
  };
  for (const format of ['csv', 'json', 'ndjson', 'markdown'] as const) {
    const subject = { ...about, envelope, addRollcallKey: false };
    let words = '';
    for await (const slice of rowsDocument(subject, format, {})) words += slice;
    if (rows.length > 0 || format === 'json' || format === 'markdown')
      for (const said of [ofCopy, 'archived copy of '])
        assert.ok(words.includes(said), `${format}: ${words}`);
  }
  const figures = figuresMarkdown(answer, 'acme-prod', inEnglish);
  assert.match(figures, /^- State: archived copy of /m);
  assert.ok(figures.includes(ofCopy));
}

/** What is shown of a copy, without its saying everywhere that it is one, and what else was noted when it was saved. */
function asBefore(copied: unknown, notes: readonly string[] = []): unknown {
  let told = 0;
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') {
      const before = [...notes, ofCopy].reduce((words, note) => words.replaceAll(` · ${note}`, ''), value);
      if (before !== value) told++;
      return before.replaceAll('archived copy of ', '');
    }
    if (Array.isArray(value)) return value.map(walk);
    if (!isObject(value) || Object.getPrototypeOf(value) !== Object.prototype) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, walk(each)]));
  };
  const before = walk(copied);
  assert.ok(told > 0);
  return before;
}

function refTo({ callType, callId, id }: TrueSession): SessionRef {
  return { callType, callId, sessionId: id };
}

/** Questions that say something of any session. */
function queriesOf(answer: AttendanceAnswer): readonly AttendanceQuery[] {
  const { sessionStart = savedAt } = answer.measures.input.context;
  const filter = (conditions: object): AttendanceQuery['rowFilter'] => {
    const checked = checkRowFilter(conditions);
    assert.ok(checked.ok);
    return checked.filter;
  };
  const quarter = { from: sessionStart, to: sessionStart + 15 * 60_000 };
  return [
    {},
    { window: quarter, threshold: 300_000 },
    { rowFilter: filter({ is_tech_user: false, duration_in_seconds: { $gte: 300 } }) },
    ...(answer.rows.length === 0 ? [] : [{ rowFilter: filter({ user_id: answer.rows.userId(0) }) }]),
  ];
}

/** Compares what a book and the archived copy made of its answer say; answers how many answers were compared. */
async function compare(book: AttendanceBook, session: TrueSession): Promise<number> {
  const whole = await book.attendance(refTo(session)).catch((error: unknown) => {
    // Of some sessions Stream says nothing: there is nothing to save.
    if (!isStreamFailure(error)) throw error;
    return undefined;
  });
  if (whole === undefined) return 0;
  const copy = await archived(book, whole);
  const queries = queriesOf(whole);
  for (const query of queries) {
    const isWhole = Object.keys(query).length === 0;
    const live: AttendanceAnswer = isWhole ? whole : await book.attendance(refTo(session), query);
    const again = await copy.attendance(refTo(session), query);
    assert.deepEqual(
      asBefore(await shown(copy, again)),
      await shown(book, live),
      `${session.cid} ${session.id}`,
    );
    await saysThatItIsACopy(copy, again);
    assert.deepEqual(again.plan.requests, { pages: 0, marks: 0, probes: 0 });
  }
  return queries.length;
}

describe('an archived copy', function () {
  this.timeout(30_000);

  async function compareAll(quirks: Quirks, sessions: (server: SampleServer) => readonly TrueSession[]) {
    let compared = 0;
    await onJudgeStage(async ({ server, under, freshBook }) => {
      under(quirks);
      const book = freshBook();
      try {
        for (const session of sessions(server)) compared += await compare(book, session);
      } finally {
        book.dispose();
      }
    });
    return compared;
  }

  /** The newest session of each call: those before it are of the same kinds. Crowds are none of a kind. */
  const newest = (server: SampleServer): readonly TrueSession[] =>
    server.ledger
      .calls()
      .flatMap(({ cid }) => server.ledger.sessions(cid).slice(0, 1))
      .filter(({ id }, at) => at % 2 === 0 && server.ledger.connections(id).length < 500);

  it('shows what the live session showed, of every call', async () => {
    const compared = await compareAll({}, newest);
    assert.ok(compared > 60, String(compared));
  });

  it('shows it of answers as awkward as they come', async () => {
    const small = (server: SampleServer): readonly TrueSession[] =>
      newest(server).filter((_, at) => at % 2 === 1);
    const compared = await compareAll(
      {
        unstable: 'rows',
        offsetCursors: true,
        shortPages: true,
        leftAtNothing: 'absent',
        joinBeforeStart: true,
        leftBeforeJoined: true,
        anonymousViewers: 'rows',
        sharedUserSession: 'twice',
        filterIgnores: ['is_tech_user'],
        countsDiffer: true,
        dateHeader: 'ahead',
      },
      small,
    );
    assert.ok(compared > 25, String(compared));
  });

  it('keeps rows that were read in part what they were, and says so', async () => {
    await onJudgeStage(async ({ server, freshBook }) => {
      const session = server.ledger
        .sessions()
        .find(({ id, rowsExpired }) => !rowsExpired && server.ledger.connections(id).length > 150);
      assert.ok(session !== undefined);
      const book = freshBook();
      const stop = new AbortController();
      const part = await book.attendance(
        refTo(session),
        {},
        {
          signal: stop.signal,
          onProgress: ({ read }) => {
            if (read >= 100) stop.abort();
          },
        },
      );
      assert.equal(part.basis.coverage.complete, false);
      const copy = await archived(book, part);
      const again = await copy.attendance(refTo(session));
      assert.equal(again.basis.coverage.complete, false);
      assert.ok(part.failure !== undefined);
      const why = english(part.failure.text);
      assert.ok(again.basis.coverage.notes.map(english).includes(why));
      assert.deepEqual(asBefore(await shown(copy, again), [why]), await shown(book, part));
      book.dispose();
    });
  });

  it('keeps unknown what only Stream could tell, and knows no other session', async () => {
    await onJudgeStage(async ({ server, freshBook }) => {
      const session = server.ledger.sessions('default:daily-standup').find(({ live }) => !live);
      assert.ok(session !== undefined);
      const book = freshBook();
      const whole = await book.attendance(refTo(session));
      const copy = await archived(book, whole);
      const before = server.requests.length;
      const checked = checkRowFilter({ published_tracks: 'video' });
      assert.ok(checked.ok);
      const answer = await copy.attendance(refTo(session), { rowFilter: checked.filter });
      assert.equal(answer.unjudged.rows.length, whole.rows.length);
      assert.equal(server.requests.length, before);
      await assert.rejects(
        copy.attendance({ ...refTo(session), sessionId: 'another' }),
        (error: unknown) => isStreamFailure(error) && error.kind === 'not-found',
      );
      book.dispose();
    });
  });
});
