import assert from 'node:assert/strict';
import { cidOf } from '../../../src/attendance/call';
import { openBook } from '../../../src/book/attendance-book';
import type { AttendanceBook, SessionRows } from '../../../src/book/book';
import type { Connection, Quirks, SampleServer, TrueSession } from '../../../src/sample/server';
import type { SampleDoor } from '../stream/sample-door';
import { onSample } from '../stream/sample-door';

function withBook<T>(
  quirks: Quirks,
  pageSize: number,
  act: (book: AttendanceBook, server: SampleServer, door: SampleDoor) => Promise<T>,
): Promise<T> {
  return onSample(quirks, async (door) => {
    const book = openBook({
      appId: 'sample',
      stream: door.stream,
      clock: door.clock,
      pageSize: () => pageSize,
    });
    try {
      return await act(book, door.server, door);
    } finally {
      book.dispose();
    }
  });
}

function refTo({ callType, callId, id }: TrueSession): {
  readonly callType: string;
  readonly callId: string;
  readonly sessionId: string;
} {
  return { callType, callId, sessionId: id };
}

/** Who joined when, by the ledger, as text, in no order. */
function truth(connections: readonly Connection[]): readonly string[] {
  return connections
    .map(({ userId, userSessionId, joinedAt }) => JSON.stringify([userId, userSessionId, joinedAt]))
    .toSorted();
}

/** The same, by the book. */
function held({ table }: SessionRows): readonly string[] {
  return Array.from({ length: table.length }, (_, row) => {
    const joined = table.joined(row);
    return JSON.stringify([
      table.userId(row),
      table.userSessionId(row),
      joined.kind === 'at' ? joined.ms : null,
    ]);
  }).toSorted();
}

/** Leaves that the book has and the ledger has not so. Stream may lose a leave; it must not make one up. */
function madeUp({ table }: SessionRows, connections: readonly Connection[]): readonly number[] {
  const leaves = new Map(connections.map(({ userSessionId, leftAt }) => [userSessionId, leftAt]));
  return Array.from({ length: table.length }, (_, row) => row).filter((row) => {
    const left = table.left(row);
    return left.kind === 'at' && leaves.get(table.userSessionId(row)) !== left.ms;
  });
}

/** An ended session with rows for several small pages. */
function severalPages({ ledger }: SampleServer): TrueSession {
  const found = ledger
    .sessions('default:daily-standup')
    .find(({ id, endedAt }) => endedAt !== undefined && ledger.connections(id).length >= 9);
  assert.ok(found, 'the scenario has such a session');
  return found;
}

describe('book on the sample server: everything', function () {
  // Many requests over a real socket: slow machines get time, quick ones do not wait.
  this.timeout(120_000);

  it('reads every call and, of each, every session, as the ledger has them', async () => {
    await withBook({}, 100, async (book, { ledger }) => {
      await book.calls.loadAll();
      assert.deepEqual(
        book.calls.items.map(({ cid }) => cid).toSorted(),
        ledger
          .calls()
          .map(({ cid }) => cid)
          .toSorted(),
      );
      const withSessions = new Set(ledger.sessions().map(({ cid }) => cid));
      for (const cid of withSessions) {
        await book.sessionsOf(cid).loadAll();
        assert.deepEqual(
          book
            .sessionsOf(cid)
            .items.map(({ sessionId }) => sessionId)
            .toSorted(),
          ledger
            .sessions(cid)
            .map(({ id }) => id)
            .toSorted(),
          cid,
        );
      }
    });
  });

  it('reads the recent sessions of the whole app, those that run now on top', async () => {
    await withBook({}, 100, async (book, { ledger }) => {
      await book.recent.loadAll();
      const ids = book.recent.items.map(({ sessionId }) => sessionId);
      const sessions = ledger.sessions();
      assert.deepEqual(ids.toSorted(), sessions.map(({ id }) => id).toSorted());
      const live = new Set(sessions.filter((session) => session.live).map(({ id }) => id));
      assert.ok(live.size > 0);
      assert.deepEqual(new Set(ids.slice(0, live.size)), live);
      for (const session of book.recent.items)
        assert.equal(book.state(session).kind === 'live', live.has(session.sessionId), cidOf(session));
    });
  });

  it('reads all rows of every session: equal to the ledger and complete, or expired and said so', async () => {
    await withBook({}, 100, async (book, { ledger }) => {
      const kinds = new Set<string>();
      await book.recent.loadAll();
      for (const session of ledger.sessions()) {
        const rows = book.rows(refTo(session));
        await rows.loadAll();
        const state = book.state(refTo(session));
        kinds.add(state.kind);
        if (session.rowsExpired) {
          assert.deepEqual([rows.table.length, rows.complete, rows.readToEnd], [0, false, true], session.cid);
          assert.equal(state.empty?.reason, 'expired');
        } else if (session.live || session.reportReady) {
          assert.deepEqual(held(rows), truth(ledger.connections(session.id)), session.cid);
          assert.deepEqual(madeUp(rows, ledger.connections(session.id)), [], session.cid);
          assert.equal(rows.complete, true, session.cid);
        } else {
          assert.equal(state.provisional, true, session.cid);
        }
      }
      assert.ok(kinds.has('live') && kinds.has('settled') && kinds.has('rows-expired'), [...kinds].join());
    });
  });
});

/** Switches with which everything can still be read. */
const bearable: Readonly<Record<string, Quirks>> = {
  none: {},
  newestFirst: { newestFirst: true },
  shortPages: { shortPages: true },
  emptyPageWithNext: { emptyPageWithNext: true },
  prevOnFirstPage: { prevOnFirstPage: true },
  deadCursor: { deadCursor: { atPage: 3 } },
  statsCountsZero: { statsCountsZero: true },
  dateMissing: { dateHeader: 'missing' },
  dateAhead: { dateHeader: 'ahead' },
  timesAsText: { timesAs: 'rfc3339' },
  rolesNull: { rolesNull: true },
  tooMany: { tooManyAt: { request: 2, times: 2 } },
  badGateway: { htmlBadGatewayAt: { request: 2, times: 1 } },
  dropped: { dropConnectionAt: { request: 3, times: 1 } },
};

/** Switches with which it cannot: then the book must say that it cannot tell. */
const unbearable: Readonly<Record<string, Quirks>> = {
  offsetCursors: { offsetCursors: true },
  repeatingNext: { repeatingNext: true },
};

describe('book on the sample server: nasty pages', function () {
  // Many requests over a real socket: slow machines get time, quick ones do not wait.
  this.timeout(120_000);

  for (const [name, quirks] of Object.entries(bearable))
    it(`reads all rows with ${name}`, async () => {
      await withBook(quirks, 3, async (book, server) => {
        const session = severalPages(server);
        const rows = book.rows(refTo(session));
        await rows.loadAll();
        assert.deepEqual(held(rows), truth(server.ledger.connections(session.id)));
        assert.equal(rows.complete, true);
        await rows.refresh();
        assert.deepEqual(held(rows), truth(server.ledger.connections(session.id)));
        assert.equal(rows.complete, true);
      });
    });

  for (const [name, quirks] of Object.entries(unbearable))
    it(`says that it cannot tell with ${name}`, async () => {
      await withBook(quirks, 3, async (book, server) => {
        const session = severalPages(server);
        const rows = book.rows(refTo(session));
        await rows.loadAll();
        assert.notDeepEqual(held(rows), truth(server.ledger.connections(session.id)), 'the switch bites');
        assert.equal(rows.complete, false);
        assert.notEqual(rows.note, undefined);
        await rows.refresh();
        assert.equal(rows.complete, false);
        server.setQuirks({});
        await rows.refresh();
        assert.deepEqual(
          held(rows),
          truth(server.ledger.connections(session.id)),
          'and heals when it is gone',
        );
        assert.equal(rows.complete, true);
      });
    });

  it('is never wrong in silence with any two of them', async () => {
    const all = Object.entries({ ...bearable, ...unbearable });
    let told = 0;
    await withBook({}, 3, async (_, server, { stream, clock }) => {
      const session = severalPages(server);
      for (const [one, first] of all)
        for (const [other, second] of all) {
          if (one >= other) continue;
          server.setQuirks({ ...first, ...second });
          const book = openBook({ appId: 'sample', stream, clock, pageSize: () => 3 });
          const rows = book.rows(refTo(session));
          await rows.loadAll();
          const isTrue =
            JSON.stringify(held(rows)) === JSON.stringify(truth(server.ledger.connections(session.id)));
          assert.ok(isTrue || !rows.complete, `${one} with ${other}: wrong and complete`);
          const must = one in bearable && other in bearable;
          assert.ok(
            !must || (isTrue && rows.complete),
            `${one} with ${other}: cannot tell, though all rows were there`,
          );
          if (!rows.complete) told += 1;
          book.dispose();
        }
    });
    assert.ok(told > 0);
  });

  it('lists each session once with unstable lists', async () => {
    for (const quirks of [
      { emptyPageWithNext: true },
      { shortPages: true },
      { repeatingNext: true },
      { offsetCursors: true },
      { deadCursor: { atPage: 3 } },
    ] satisfies readonly Quirks[])
      await withBook({ ...quirks, unstable: 'all' }, 100, async (book, { ledger }) => {
        const list = book.sessionsOf('default:daily-standup');
        await list.loadAll();
        const ids = list.items.map(({ sessionId }) => sessionId);
        assert.equal(new Set(ids).size, ids.length);
        const whole = ledger.sessions('default:daily-standup').length;
        if ('repeatingNext' in quirks) assert.notEqual(list.note, undefined);
        else if (!('offsetCursors' in quirks)) assert.equal(ids.length, whole);
      });
  });
});

describe('book on the sample server: a call that is live', function () {
  // Many requests over a real socket: slow machines get time, quick ones do not wait.
  this.timeout(120_000);

  it('grows by refresh, stays live, and keeps no row twice', async () => {
    await withBook({}, 100, async (book, { ledger }, { clock }) => {
      await book.recent.load();
      const live = ledger.sessions('default:daily-standup').find((session) => session.live);
      assert.ok(live);
      const rows = book.rows(refTo(live));
      await rows.loadAll();
      const before = rows.table.length;
      for (let minutes = 0; minutes < 10; minutes++) {
        await clock.move(60_000);
        await rows.refresh();
        assert.deepEqual(held(rows), truth(ledger.connections(live.id)));
        assert.equal(rows.complete, true);
      }
      assert.ok(rows.table.length > before, 'somebody joined meanwhile');
      assert.equal(book.state(refTo(live)).kind, 'live');
      assert.equal(rows.asOf, clock.now());
    });
  });

  it('finds sessions that the statistics do not know', async () => {
    for (const quirks of [
      { sessionMissingFromStats: true },
      { overlappingSessions: true },
    ] satisfies readonly Quirks[])
      await withBook(quirks, 100, async (book, { ledger }) => {
        const cid = 'default:daily-standup';
        const sessions = ledger.sessions(cid);
        await book.sessionsOf(cid).loadAll();
        const ids = book.sessionsOf(cid).items.map(({ sessionId }) => sessionId);
        assert.deepEqual(ids.toSorted(), sessions.map(({ id }) => id).toSorted());
        await book.recent.load();
        assert.equal(book.recent.items[0] && book.state(book.recent.items[0]).kind, 'live');
      });
  });

  it('opens a session by its id alone, and finds one by a user session', async () => {
    await withBook({ sessionAnswersOnlyById: true }, 100, async (book, { ledger }) => {
      const cid = 'default:daily-standup';
      const [latest] = ledger.sessions(cid);
      assert.ok(latest);
      await book.sessionsOf(cid).loadAll();
      assert.equal(book.session(refTo(latest)), undefined);
      await book.rows(refTo(latest)).loadAll();
      assert.deepEqual(held(book.rows(refTo(latest))), truth(ledger.connections(latest.id)));
      assert.ok(book.sessionsOf(cid).items.some(({ sessionId }) => sessionId === latest.id));
    });
    await withBook({}, 100, async (book, { ledger }) => {
      const cid = 'default:daily-standup';
      const [, , third] = ledger.sessions(cid);
      assert.ok(third);
      const [connection] = ledger.connections(third.id);
      assert.ok(connection);
      assert.equal((await book.findByUserSession(cid, connection.userSessionId))?.sessionId, third.id);
      assert.equal(await book.findByUserSession(cid, 'nobody-has-this'), undefined);
    });
  });
});
