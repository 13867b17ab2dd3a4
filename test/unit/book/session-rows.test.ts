import assert from 'node:assert/strict';
import type { DecodedObject } from '../../../src/attendance/call';
import { openBook } from '../../../src/book/attendance-book';
import type { AttendanceBook, SessionRows } from '../../../src/book/book';
import { isCancelled, isStreamFailure } from '../../../src/stream/errors';
import type { ParticipantSessionsPage } from '../../../src/stream/stream-video';
import type { Asked } from './fake-stream';
import { aRow, failing, fakeStream, info, noon, readAt, rowsPage, someRows } from './fake-stream';

const session = { callType: 'default', callId: 'standup', sessionId: 's1' };

interface Reading {
  readonly book: AttendanceBook;
  readonly rows: SessionRows;
  readonly asked: readonly Asked[];
}

/** A book whose door answers for rows by `serve`; nothing else is known to it. */
function reading(serve: (cursor: string | undefined, request: number) => ParticipantSessionsPage): Reading {
  let requests = 0;
  const { stream, asked } = fakeStream({
    participantSessions(_, { cursor }) {
      requests += 1;
      return serve(cursor, requests);
    },
  });
  const book = openBook({ appId: 'app', stream, clock: { now: () => noon }, pageSize: () => 2 });
  return { book, rows: book.rows(session), asked };
}

/** Pages of two over rows that may differ from request to request. */
function pagesOf(
  rows: readonly DecodedObject[],
  cursor: string | undefined,
  facts: { readonly total?: number; readonly seconds?: number; readonly ended?: boolean } = {},
): ParticipantSessionsPage {
  const from = Number(cursor ?? 0);
  return rowsPage(rows.slice(from, from + 2), {
    next: from + 2 < rows.length ? String(from + 2) : undefined,
    total: facts.total ?? rows.length,
    ...(facts.seconds !== undefined && { seconds: facts.seconds }),
    session: info('s1', { endedAt: (facts.ended ?? true) ? noon - 60_000 : undefined }),
  });
}

function users(rows: SessionRows): readonly string[] {
  return Array.from({ length: rows.table.length }, (_, row) => rows.table.userId(row));
}

function flagged(rows: SessionRows, flag: string): readonly string[] {
  const context = { live: false, asOf: rows.asOf, sessionStart: undefined, sessionEnd: undefined };
  return users(rows).filter((_, row) => rows.table.flags(row, context).some((each) => each === flag));
}

describe('rows of a session', () => {
  it('reads all pages, is complete, and answers the indexes of new rows', async () => {
    const { rows, asked } = reading((cursor) => pagesOf(someRows(0, 5), cursor));
    await rows.load();
    assert.deepEqual(
      [rows.complete, rows.readToEnd, rows.hasMore, rows.totalSessions],
      [false, false, true, 5],
    );
    assert.deepEqual(await rows.loadMore(), [2, 3]);
    await rows.loadAll();
    assert.deepEqual(
      [rows.complete, rows.readToEnd, rows.hasMore, rows.changedWhileReading],
      [true, true, false, false],
    );
    assert.deepEqual(users(rows), ['user-0', 'user-1', 'user-2', 'user-3', 'user-4']);
    assert.deepEqual(
      asked.flatMap(({ what, limit }) => (what === 'participantSessions' ? [limit] : [])),
      [2, 2, 2],
    );
  });

  it('takes its as-of from the Date of the first page, and from this clock without one', async () => {
    const { rows } = reading((_, request) =>
      rowsPage([aRow(request)], {
        total: 2,
        next: request === 1 ? 'b' : undefined,
        at: readAt(noon + request * 10_000),
      }),
    );
    await rows.loadAll();
    assert.deepEqual([rows.asOf, rows.readUntil], [noon + 10_000, noon + 20_000]);
    const { rows: dateless } = reading(() =>
      rowsPage([aRow(1)], { at: { server: undefined, local: noon + 5 } }),
    );
    await dateless.load();
    assert.equal(dateless.asOf, noon + 5);
  });

  it('drops a row that comes again on the next page and says that rows moved; the lost one leaves it incomplete', async () => {
    const first = [aRow(0), aRow(1)];
    const { rows } = reading((cursor) =>
      cursor === undefined
        ? rowsPage(first, { next: 'b', total: 4, session: info('s1') })
        : rowsPage([aRow(1), aRow(3)], { total: 5, session: info('s1') }),
    );
    await rows.loadAll();
    assert.deepEqual(users(rows), ['user-0', 'user-1', 'user-3']);
    assert.deepEqual([rows.complete, rows.readToEnd, rows.changedWhileReading], [false, true, true]);
  });

  it('does not put repeats back where the total moved while it was read', async () => {
    const { rows } = reading((cursor) =>
      cursor === undefined
        ? rowsPage([aRow(0), aRow(1)], { next: 'b', total: 3 })
        : rowsPage([aRow(1), aRow(3)], { total: 4 }),
    );
    await rows.loadAll();
    assert.deepEqual([rows.table.length, rows.repeatsRestored, rows.complete], [3, 0, false]);
    assert.equal(rows.changedWhileReading, true);
  });

  it('puts repeats back where only that makes the rows equal the total, says it, and does not call it complete', async () => {
    const { rows } = reading((cursor) =>
      cursor === undefined
        ? rowsPage([aRow(0), aRow(1)], { next: 'b', total: 4 })
        : rowsPage([aRow(1), aRow(3)], { total: 4 }),
    );
    await rows.loadAll();
    assert.deepEqual(users(rows).toSorted(), ['user-0', 'user-1', 'user-1', 'user-3']);
    assert.deepEqual([rows.repeatsRestored, rows.complete], [1, false]);
    assert.match(rows.note?.message ?? '', /twice/);
    await rows.refresh();
    assert.deepEqual(
      [rows.repeatsRestored, rows.complete, rows.table.length],
      [1, false, 4],
      'nor when read again',
    );
  });

  it('is not complete when there are more rows than Stream counts', async () => {
    const { rows } = reading((cursor) => pagesOf(someRows(0, 3), cursor, { total: 2 }));
    await rows.loadAll();
    assert.deepEqual([rows.table.length, rows.complete, rows.readToEnd], [3, false, true]);
  });

  it('is not complete when its rows expire in the middle of the read', async () => {
    const { rows } = reading((cursor) =>
      cursor === undefined ? pagesOf(someRows(0, 6), cursor) : rowsPage([], { total: 6 }),
    );
    await rows.loadAll();
    assert.deepEqual(
      [rows.table.length, rows.complete, rows.readToEnd, rows.hasMore],
      [2, false, true, false],
    );
  });

  it('leaves a next that repeats itself and says so', async () => {
    const { rows } = reading((cursor) =>
      rowsPage(cursor === undefined ? [aRow(0)] : [aRow(1)], { next: 'b', total: 4 }),
    );
    await rows.loadAll();
    assert.deepEqual(
      [rows.table.length, rows.complete, rows.readToEnd, rows.hasMore],
      [2, false, false, false],
    );
    assert.match(rows.note?.message ?? '', /same page again/);
    await rows.refresh();
    assert.deepEqual([rows.table.length, rows.hasMore], [2, false]);
  });

  it('keeps what was read when cancelled between pages, and goes on without reading it again', async () => {
    const { rows, asked } = reading((cursor) => pagesOf(someRows(0, 6), cursor));
    const stop = new AbortController();
    await assert.rejects(
      rows.loadAll({
        signal: stop.signal,
        onProgress: ({ read }) => {
          if (read === 4) stop.abort();
        },
      }),
      isCancelled,
    );
    assert.deepEqual([rows.table.length, rows.complete], [4, false]);
    await rows.loadAll();
    assert.deepEqual([rows.table.length, rows.complete], [6, true]);
    assert.deepEqual(
      asked.flatMap(({ what, cursor }) => (what === 'participantSessions' ? [cursor] : [])),
      [undefined, '2', '4'],
    );
  });

  it('starts again after a dead cursor without duplicates, and is complete by the second read', async () => {
    let died = false;
    const { rows } = reading((cursor) => {
      if (cursor === '4' && !died) {
        died = true;
        throw failing('dead-cursor');
      }
      return pagesOf(someRows(0, 7), cursor);
    });
    await rows.load();
    await rows.loadMore();
    assert.deepEqual(await rows.loadMore(), [4, 5]);
    await rows.loadAll();
    assert.deepEqual([rows.table.length, rows.complete, rows.changedWhileReading], [7, true, false]);
  });

  it('hands out the failure and keeps the rows', async () => {
    const { rows } = reading((cursor) => {
      if (cursor === '2') throw failing('rate-limited');
      return pagesOf(someRows(0, 6), cursor);
    });
    await assert.rejects(rows.loadAll(), (error) => isStreamFailure(error) && error.kind === 'rate-limited');
    assert.deepEqual([rows.table.length, rows.failure?.kind, rows.hasMore], [2, 'rate-limited', true]);
  });
});

describe('rows of a session: read again', () => {
  it('merges by key: leaves come in, new rows come, rows that are gone leave, and what changed stays flagged', async () => {
    const reads = [
      [aRow(0, 'open'), aRow(1), aRow(2, 'open')],
      [aRow(0), aRow(2, 'open'), aRow(3, 'open'), aRow(4, 'open')],
      [aRow(0), aRow(2, 'open'), aRow(3, 'open'), aRow(4, 'open')],
    ];
    let read = -1;
    const { rows } = reading((cursor) => {
      if (cursor === undefined) read += 1;
      return pagesOf(reads[read] ?? [], cursor, { ended: false });
    });
    await rows.loadAll();
    assert.equal(rows.table.length, 3);
    await rows.refresh();
    assert.deepEqual(users(rows), ['user-0', 'user-2', 'user-3', 'user-4']);
    assert.deepEqual(flagged(rows, 'revised'), ['user-0']);
    assert.deepEqual([rows.complete, rows.changedWhileReading], [true, false]);
    await rows.refresh();
    assert.deepEqual(flagged(rows, 'revised'), ['user-0'], 'a later equal read does not unsay it');
  });

  it('reads on to the new end of a session that was read to its end', async () => {
    let length = 3;
    const { rows } = reading((cursor) => pagesOf(someRows(0, length), cursor, { ended: false }));
    await rows.loadAll();
    length = 7;
    await rows.refresh();
    assert.deepEqual([rows.table.length, rows.complete], [7, true]);
  });

  it('shows the old rows until the fresh pages came', async () => {
    let fresh = false;
    const { rows } = reading((cursor) => pagesOf(fresh ? someRows(2, 6) : someRows(0, 4), cursor));
    await rows.loadAll();
    fresh = true;
    const seen: number[] = [];
    const refresh = rows.refresh({
      onProgress: () => {
        seen.push(rows.table.length);
        assert.deepEqual(users(rows).slice(0, 2), ['user-0', 'user-1']);
      },
    });
    await refresh;
    assert.deepEqual(seen, [4, 4]);
    assert.deepEqual(users(rows), ['user-2', 'user-3', 'user-4', 'user-5']);
  });

  it('keeps rows that a read short of its total did not bring', async () => {
    let short = false;
    const { rows } = reading((cursor) =>
      short && cursor !== undefined ? rowsPage([], { total: 4 }) : pagesOf(someRows(0, 4), cursor),
    );
    await rows.loadAll();
    short = true;
    await rows.refresh();
    assert.deepEqual([rows.table.length, rows.complete, rows.changedWhileReading], [4, false, true]);
    short = false;
    await rows.refresh();
    assert.deepEqual([rows.table.length, rows.complete, rows.changedWhileReading], [4, true, false]);
  });

  it('keeps a whole set when its rows have expired since', async () => {
    let expired = false;
    const { rows } = reading((cursor) =>
      expired ? rowsPage([], { total: 3 }) : pagesOf(someRows(0, 3), cursor),
    );
    await rows.loadAll();
    const asOf = rows.asOf;
    expired = true;
    await rows.refresh();
    assert.deepEqual([rows.table.length, rows.complete, rows.asOf], [3, true, asOf]);
  });

  it('is whole as before when a refresh fails half-way', async () => {
    let broken = false;
    const { rows } = reading((cursor) => {
      if (broken && cursor === '2') throw failing('network');
      return pagesOf(broken ? someRows(1, 5) : someRows(0, 4), cursor);
    });
    await rows.loadAll();
    broken = true;
    await assert.rejects(rows.refresh());
    assert.deepEqual(users(rows), ['user-0', 'user-1', 'user-2', 'user-3']);
    assert.deepEqual([rows.complete, rows.failure?.kind], [true, 'network']);
  });
});
