import assert from 'node:assert/strict';
import type { SessionRef } from '../../../src/attendance/call';
import { callFilter } from '../../../src/attendance/filter/build';
import { openBook } from '../../../src/book/attendance-book';
import type { AttendanceBook, BookChange, Progress } from '../../../src/book/book';
import { isCancelled, isStreamFailure } from '../../../src/stream/errors';
import type { ParticipantSessionsPage } from '../../../src/stream/stream-video';
import type { Asked, Script } from './fake-stream';
import {
  aCall,
  aRow,
  failing,
  fakeStream,
  held,
  info,
  noon,
  pageOf,
  readAt,
  rowsPage,
  someRows,
  someStats,
  turns,
} from './fake-stream';

const cid = 'default:standup';
const s1: SessionRef = { callType: 'default', callId: 'standup', sessionId: 's1' };

interface Bench {
  readonly book: AttendanceBook;
  readonly asked: Asked[];
  readonly changes: BookChange[];
  readonly clock: { now: number };
}

function bench(script: Script, memoryRows?: number): Bench {
  const { stream, asked } = fakeStream(script);
  const clock = { now: noon };
  const book = openBook({
    appId: 'app',
    stream,
    clock: { now: () => clock.now },
    pageSize: () => 100,
    ...(memoryRows !== undefined && { memoryRows }),
  });
  const changes: BookChange[] = [];
  book.onDidChange((change) => changes.push(change));
  return { book, asked, changes, clock };
}

function asks(asked: readonly Asked[]): readonly string[] {
  return asked.map(({ what, of }) => (of === '' ? what : `${what} ${of}`));
}

const s9: SessionRef = { ...s1, sessionId: 's9' };
const running = aCall(cid, { currentSessionId: 's9', session: info('s9', { startedAt: noon - 60_000 }) });

describe('book: calls', () => {
  it('reads calls under the filter, remembers each, and forgets the list when the filter changes', async () => {
    const { book, asked, changes } = bench({
      queryCalls: (_, { cursor }) =>
        cursor === undefined ? pageOf([aCall(cid)], 'next') : pageOf([aCall(cid), aCall('default:retro')]),
    });
    await book.calls.load();
    assert.deepEqual(
      (await book.calls.loadMore()).map((call) => call.cid),
      ['default:retro'],
    );
    assert.deepEqual(
      book.calls.items.map((call) => call.cid),
      [cid, 'default:retro'],
    );
    assert.equal(book.call(cid)?.callId, 'standup');
    assert.ok(changes.some(({ what }) => what === 'calls'));
    book.setCallFilter({ type: 'livestream' });
    assert.deepEqual([book.calls.items, book.calls.loaded, asked.length], [[], false, 2]);
    await book.calls.load();
    assert.deepEqual(asked.at(-1)?.filter, { type: 'livestream' });
    assert.equal(book.call('default:retro')?.callId, 'retro', 'what is known of a call stays known');
  });

  it('shows under a prefix filter only ids that begin so, and that some may be missing', async () => {
    const { book } = bench({ queryCalls: () => pageOf([aCall('default:Stand-down'), aCall(cid)]) });
    await book.calls.load();
    assert.deepEqual([book.calls.items.length, book.calls.note], [2, undefined]);
    book.setCallFilter(callFilter({ idPrefix: 'stand' }));
    await book.calls.load();
    assert.deepEqual(
      book.calls.items.map((call) => call.cid),
      [cid],
    );
    assert.match(book.calls.note?.message ?? '', /may be missing/);
  });

  it('asks once for a call that two want', async () => {
    const answer = held<ReturnType<typeof aCall>>();
    const { book, asked } = bench({ getCall: () => answer.promise });
    const leaving = new AbortController();
    const one = book.readCall(cid, { signal: leaving.signal });
    const other = book.readCall(cid);
    await turns();
    leaving.abort();
    await assert.rejects(one, isCancelled);
    answer.give(running);
    assert.equal(await other, running);
    assert.equal(asked.length, 1);
  });

  it('refuses what is no call id before anything is sent', async () => {
    const { book, asked } = bench({});
    for (const read of [() => book.readCall('standup'), () => book.sessionsOf('standup').load()])
      await assert.rejects(read(), (error) => isStreamFailure(error) && error.kind === 'bad-input');
    assert.equal(asked.length, 0);
  });

  it('tells by name when a known call or its session changed, and only then', async () => {
    let call = running;
    const { book, changes } = bench({ getCall: () => call });
    await book.readCall(cid);
    changes.length = 0;
    await book.readCall(cid);
    assert.deepEqual(changes, []);
    call = aCall(cid, { session: info('s9', { startedAt: noon - 60_000, endedAt: noon }) });
    await book.readCall(cid);
    assert.deepEqual(changes, [
      { what: 'call', cid },
      { what: 'session', session: { ...s1, sessionId: 's9' } },
    ]);
  });
});

describe('book: sessions of a call', () => {
  it('unites the statistics with the latest session of the call, each once, newest first', async () => {
    const { book, asked } = bench({
      getCall: () => running,
      sessionsOfCall: (_, { cursor }) =>
        cursor === undefined
          ? pageOf([someStats(cid, 's8', { callStartedAt: noon - 90_000 })], 'next')
          : pageOf([
              someStats(cid, 's9', { callStartedAt: noon - 60_000, callEndedAt: undefined }),
              someStats(cid, 's7'),
            ]),
    });
    const list = book.sessionsOf(cid);
    await list.load();
    assert.deepEqual(
      list.items.map(({ sessionId, from }) => [sessionId, ...from]),
      [
        ['s9', 'call'],
        ['s8', 'stats'],
      ],
    );
    assert.equal(book.state({ ...s1, sessionId: 's9' }).kind, 'live');
    assert.notEqual(book.state({ ...s1, sessionId: 's8' }).kind, 'live');
    await list.loadMore();
    assert.deepEqual(
      list.items.map(({ sessionId }) => sessionId),
      ['s8', 's9', 's7'],
    );
    assert.deepEqual(asks(asked), [`sessionsOfCall ${cid}`, `getCall ${cid}`, `sessionsOfCall ${cid}`]);
    assert.equal(asked[0]?.limit, 25);
  });

  it('takes a new latest session into a list that was read before it, whichever answer told of it', async () => {
    const { book, changes } = bench({
      getCall: () => aCall(cid),
      sessionsOfCall: () => pageOf([someStats(cid, 's1')]),
      queryCalls: () => pageOf([running]),
    });
    await book.sessionsOf(cid).load();
    changes.length = 0;
    await book.calls.load();
    assert.deepEqual(
      book.sessionsOf(cid).items.map(({ sessionId }) => sessionId),
      ['s9', 's1'],
    );
    assert.ok(changes.some((change) => change.what === 'sessions' && change.cid === cid));
  });

  it('shows the sessions of a call that is gone and says so; with none, tells that it is gone', async () => {
    const gone: Script = { getCall: () => Promise.reject(failing('not-found')) };
    const { book } = bench({ ...gone, sessionsOfCall: () => pageOf([someStats(cid, 's1')]) });
    await book.sessionsOf(cid).load();
    assert.equal(book.sessionsOf(cid).items.length, 1);
    assert.match(book.sessionsOf(cid).note?.message ?? '', /no longer there/);
    const { book: empty } = bench(gone);
    await assert.rejects(
      empty.sessionsOf(cid).load(),
      (error) => isStreamFailure(error) && error.kind === 'not-found',
    );
    assert.equal(empty.sessionsOf(cid).failure?.kind, 'not-found');
  });

  it('calls no session of a call that is gone live', async () => {
    let there = true;
    const { book } = bench({
      getCall: () => (there ? running : Promise.reject(failing('not-found'))),
      sessionsOfCall: () => pageOf([someStats(cid, 's9', { callEndedAt: undefined })]),
    });
    await book.sessionsOf(cid).load();
    assert.equal(book.state(s9).kind, 'live');
    there = false;
    await book.sessionsOf(cid).refresh();
    assert.deepEqual([book.state(s9).kind, book.call(cid)?.currentSessionId], ['ended', undefined]);
  });

  it('fails as a whole where the key is refused', async () => {
    const { book } = bench({
      getCall: () => Promise.reject(failing('auth')),
      sessionsOfCall: () => pageOf([someStats(cid, 's1')]),
    });
    await assert.rejects(
      book.sessionsOf(cid).load(),
      (error) => isStreamFailure(error) && error.kind === 'auth',
    );
  });

  it('takes in a session that was opened by its id, once it answered', async () => {
    const { book } = bench({
      getCall: () => aCall(cid),
      sessionsOfCall: () => pageOf([someStats(cid, 's2')]),
      participantSessions: ({ sessionId }) =>
        sessionId === 's1'
          ? rowsPage([aRow(1)], { session: info('s1') })
          : Promise.reject(failing('not-found')),
    });
    await book.sessionsOf(cid).load();
    assert.equal(book.session(s1), undefined);
    await book.rows(s1).load();
    assert.deepEqual(book.session(s1)?.from, ['opened']);
    assert.deepEqual(
      book.sessionsOf(cid).items.map(({ sessionId }) => sessionId),
      ['s1', 's2'],
    );
    await assert.rejects(book.rows({ ...s1, sessionId: 'nobody' }).load());
    assert.equal(book.sessionsOf(cid).items.length, 2);
    assert.equal(book.state({ ...s1, sessionId: 'nobody' }).kind, 'unknown');
  });

  it('shows a wait of either request and goes on with both', async () => {
    const went: string[] = [];
    const stats = held<ReturnType<typeof pageOf<ReturnType<typeof someStats>>>>();
    const { book } = bench({
      sessionsOfCall(_, __, context) {
        context.onWait?.({
          reason: 'budget',
          until: 10,
          operation: 'QueryCallSessionStats',
          goOn: () => went.push('stats'),
        });
        return stats.promise;
      },
      async getCall(_, context) {
        context.onWait?.({
          reason: 'budget',
          until: 20,
          operation: 'GetCall',
          goOn: () => went.push('call'),
        });
        await turns();
        context.onWait?.(undefined);
        return aCall(cid);
      },
    });
    const list = book.sessionsOf(cid);
    const reading = list.load();
    await turns();
    list.wait?.goOn();
    assert.deepEqual(went.toSorted(), ['call', 'stats']);
    await turns();
    await turns();
    assert.equal(list.wait?.until, 10, 'the other one still waits');
    stats.give(pageOf([]));
    await reading;
    assert.equal(list.wait, undefined);
  });
});

describe('book: recent sessions', () => {
  const old = someStats('default:retro', 'r1', { callStartedAt: noon - 3_600_000 });

  it('puts what runs now on top, also what the statistics do not know', async () => {
    const { book, asked } = bench({
      recentSessions: () => pageOf([someStats(cid, 's8', { callStartedAt: noon - 50_000 }), old]),
      queryCalls: () => pageOf([running]),
    });
    await book.recent.load();
    assert.deepEqual(
      book.recent.items.map(({ sessionId }) => sessionId),
      ['s9', 's8', 'r1'],
    );
    assert.deepEqual(asks(asked), ['recentSessions', 'queryCalls']);
    assert.deepEqual(asked[1]?.filter, { ongoing: { $eq: true } });
  });

  it('does not ask for live calls where the range lies in the past', async () => {
    const { book, asked, changes } = bench({ recentSessions: () => pageOf([old]) });
    book.setRecentRange({ from: 0, to: noon - 1 });
    assert.ok(changes.some(({ what }) => what === 'recent'));
    await book.recent.load();
    assert.deepEqual(asks(asked), ['recentSessions']);
    assert.deepEqual(book.recentRange, { from: 0, to: noon - 1 });
  });

  it('shows the rest and says so where live calls cannot be asked for', async () => {
    const { book } = bench({
      recentSessions: () => pageOf([old]),
      queryCalls: () => Promise.reject(failing('permission')),
    });
    await book.recent.load();
    assert.equal(book.recent.items.length, 1);
    assert.match(book.recent.note?.message ?? '', /live/);
  });

  it('calls a session over once a whole list of what runs now lacks its call, whatever the statistics lack', async () => {
    const lagging = someStats(cid, 's9', { callEndedAt: undefined });
    const later = readAt(noon + 7_200_000, noon + 7_200_000);
    let now: ReturnType<typeof pageOf<ReturnType<typeof aCall>>> = pageOf([running]);
    const { book, clock, changes } = bench({
      recentSessions: () => pageOf([lagging], undefined, readAt(clock.now, clock.now)),
      queryCalls: () => now,
    });
    await book.recent.load();
    assert.equal(book.state(s9).kind, 'live');
    clock.now += 7_200_000;
    now = pageOf<ReturnType<typeof aCall>>([], 'more', later);
    await book.recent.refresh();
    assert.equal(book.state(s9).kind, 'live', 'a list that goes on proves nothing');
    assert.equal(book.state(s9).asOf, noon, 'statistics do not renew the proof that it is live');
    changes.length = 0;
    now = pageOf<ReturnType<typeof aCall>>([], undefined, later);
    await book.recent.refresh();
    assert.deepEqual([book.state(s9).kind, book.state(s9).asOf], ['ended', noon + 7_200_000]);
    assert.ok(changes.some(({ what }) => what === 'call') && changes.some(({ what }) => what === 'session'));
  });

  it('lets no list take back what was heard after it was asked for', async () => {
    const list = held<ReturnType<typeof pageOf<ReturnType<typeof aCall>>>>();
    const { book } = bench({
      recentSessions: () => pageOf([old]),
      queryCalls: () => list.promise,
      getCall: () => running,
    });
    const reading = book.recent.load();
    await turns();
    await book.readCall(cid);
    list.give(pageOf([]));
    await reading;
    assert.equal(book.state(s9).kind, 'live');
  });

  it('keeps the pages read on refresh', async () => {
    const { book, asked } = bench({
      recentSessions: (_, { cursor }) =>
        cursor === undefined ? pageOf([someStats(cid, 's2')], 'two') : pageOf([someStats(cid, 's1')]),
    });
    await book.recent.loadAll();
    await book.recent.refresh();
    assert.equal(book.recent.items.length, 2);
    assert.deepEqual(
      asked.flatMap(({ what, cursor }) => (what === 'recentSessions' ? [cursor] : [])),
      [undefined, 'two', undefined, 'two'],
    );
  });
});

describe('book: data state from what was heard', () => {
  const ended = noon - 40 * 60_000;
  const stats = someStats(cid, 's1', { callEndedAt: ended });
  const script: Script = {
    sessionsOfCall: () => pageOf([stats]),
    getCall: () => aCall(cid),
    participantSessions: () => rowsPage(someRows(0, 2), { session: info('s1', { endedAt: ended }) }),
  };

  it('is settled by two whole looks ten minutes apart, each with statistics read anew', async () => {
    const { book, clock, asked } = bench(script);
    await book.sessionsOf(cid).load();
    await book.rows(s1).loadAll();
    assert.notEqual(book.state(s1).kind, 'settled');
    assert.deepEqual(
      asks(asked).slice(2),
      ['participantSessions s1'],
      'statistics of this minute are not asked for again',
    );
    clock.now += 11 * 60_000;
    await book.rows(s1).refresh();
    await turns();
    assert.deepEqual(asks(asked).slice(3), [`sessionsOfCall ${cid}`, 'participantSessions s1']);
    assert.equal(book.state(s1).kind, 'settled');
    clock.now += 2 * 60_000;
    await book.sessionsOf(cid).refresh();
    assert.equal(book.state(s1).kind, 'settled', 'half a look that agrees takes nothing back');
  });

  it('is not settled by two looks that differ, nor by half a look', async () => {
    let seconds = 60;
    const { book, clock } = bench({
      ...script,
      participantSessions: () =>
        rowsPage(someRows(0, 2), { seconds, session: info('s1', { endedAt: ended }) }),
    });
    await book.sessionsOf(cid).load();
    await book.rows(s1).loadAll();
    clock.now += 11 * 60_000;
    seconds = 61;
    await book.rows(s1).refresh();
    await turns();
    assert.notEqual(book.state(s1).kind, 'settled');
  });

  it('asks for call and statistics of a session opened by id, and reading all waits for them', async () => {
    const answer = held<ReturnType<typeof aCall>>();
    const { book, asked } = bench({
      ...script,
      sessionsOfCall: () => pageOf([]),
      getCall: () => answer.promise,
      participantSessions: () => rowsPage(someRows(0, 2), { session: info('s1') }),
    });
    let done = false;
    const reading = book
      .rows(s1)
      .loadAll()
      .then(() => {
        done = true;
      });
    await turns();
    assert.deepEqual([book.rows(s1).loaded, done], [true, false]);
    answer.give(aCall(cid, { currentSessionId: 's1', session: info('s1') }));
    await reading;
    assert.equal(book.state(s1).kind, 'live');
    assert.deepEqual(asks(asked).toSorted(), [
      `getCall ${cid}`,
      'participantSessions s1',
      `sessionsOfCall ${cid}`,
    ]);
  });

  it('never calls a session live for want of an end alone', async () => {
    const { book } = bench({
      sessionsOfCall: () => pageOf([someStats(cid, 's1', { callEndedAt: undefined })]),
    });
    await book.sessionsOf(cid).load();
    assert.notEqual(book.state(s1).kind, 'live');
  });

  it('asks for the statistics of an older session by its id, so that it settles too', async () => {
    const longOver = noon - 48 * 3_600_000;
    const { book, asked } = bench({
      getCall: () => aCall(cid),
      sessionsOfCall: (_, { sessionId }) =>
        sessionId === undefined
          ? pageOf([someStats(cid, 's2')], 'older')
          : pageOf([someStats(cid, sessionId, { callEndedAt: longOver })]),
      participantSessions: () => rowsPage(someRows(0, 2), { session: info('s1', { endedAt: longOver }) }),
    });
    await book.rows(s1).loadAll();
    assert.equal(book.state(s1).kind, 'settled');
    assert.deepEqual(
      asked.flatMap(({ what, filter }) => (what === 'sessionsOfCall' ? [filter] : [])),
      [undefined, { call_session_id: 's1' }],
    );
  });

  it('tells the door what is known of a session, and nothing of one that was pasted', async () => {
    const { book, asked } = bench(script);
    await book.rows(s1).load();
    assert.equal(asked.find(({ what }) => what === 'participantSessions')?.context.known, undefined);
    await turns();
    await book.rows(s1).refresh();
    assert.deepEqual(asked.findLast(({ what }) => what === 'participantSessions')?.context.known, {
      endedAt: ended,
      startedAt: Date.UTC(2026, 10, 20, 11),
      current: false,
    });
  });

  it('tells the time by the server, and lets a cached Date not turn it back', async () => {
    let at = readAt(noon + 7_000, noon);
    const { book, clock } = bench({ queryCalls: () => pageOf([aCall(cid)], undefined, at) });
    assert.equal(book.now(), noon);
    await book.calls.load();
    assert.equal(book.now(), noon + 7_000);
    clock.now += 100_000;
    at = readAt(noon + 7_000, clock.now);
    await book.calls.refresh();
    assert.equal(book.now(), noon + 107_000);
  });
});

describe('book: rows of different times', () => {
  /** Three pages of one row, each asked for when the test says. */
  function paged(endedAt: number | undefined) {
    const made = bench({
      getCall: () =>
        endedAt === undefined ? aCall(cid, { currentSessionId: 's1', session: info('s1') }) : aCall(cid),
      sessionsOfCall: () => pageOf([someStats(cid, 's1', { callEndedAt: endedAt })]),
      participantSessions(_, { cursor }) {
        const n = Number(cursor ?? 0);
        return rowsPage([aRow(n)], {
          next: n < 2 ? String(n + 1) : undefined,
          total: 3,
          session: info('s1', { endedAt }),
          at: readAt(made.clock.now, made.clock.now),
        });
      },
    });
    return made;
  }

  it('are stale after a minute and say when they were joined; read again they are not', async () => {
    const { book, clock } = paged(undefined);
    const rows = book.rows(s1);
    assert.equal(rows.stale, false);
    await rows.load();
    await turns();
    clock.now += 60_000;
    assert.equal(rows.stale, false);
    clock.now += 1;
    assert.deepEqual([book.state(s1).kind, rows.stale, rows.note], ['live', true, undefined]);
    await rows.loadAll();
    assert.match(rows.note?.message ?? '', /more than a minute apart/);
    await rows.refresh();
    assert.deepEqual([rows.stale, rows.note, rows.complete], [false, undefined, true]);
  });

  it('go together, however far apart, where the session was settled at the first page', async () => {
    const { book, clock } = paged(noon - 48 * 3_600_000);
    const rows = book.rows(s1);
    await rows.load();
    await turns();
    clock.now += 26 * 3_600_000;
    assert.equal(rows.stale, false);
    await rows.loadAll();
    assert.deepEqual([book.state(s1).kind, rows.stale, rows.note], ['settled', false, undefined]);
  });

  it('are stale where the session settled after they were read', async () => {
    const ended = noon - 60_000;
    const { book, clock } = paged(ended);
    const rows = book.rows(s1);
    await rows.loadAll();
    clock.now += 30 * 3_600_000;
    await book.sessionsOf(cid).refresh();
    assert.equal(rows.stale, true);
    await rows.refresh();
    await turns();
    assert.deepEqual([book.state(s1).kind, rows.stale], ['settled', false]);
  });
});

describe('book: memory', () => {
  const refs = ['a', 'b', 'c'].map((sessionId) => ({ ...s1, sessionId }));
  const [a = s1, b = s1, c = s1] = refs;

  it('empties the sets used least recently, and reads them again when asked', async () => {
    const { book, asked } = bench({ participantSessions: () => rowsPage(someRows(0, 4)) }, 10);
    await book.rows(a).load();
    await book.rows(b).load();
    book.rows(a);
    await book.rows(c).load();
    assert.deepEqual(
      refs.map((ref) => book.rows(ref).loaded),
      [true, false, true],
    );
    assert.notEqual(book.session(b), undefined, 'what is known of the session stays');
    const before = asked.length;
    await book.rows(b).load();
    assert.equal(asked.slice(before).filter(({ what }) => what === 'participantSessions').length, 1);
  });

  it('never empties a set that is being read, and keeps a table in somebody’s hands as it is', async () => {
    const second = held<ParticipantSessionsPage>();
    const { book } = bench(
      {
        participantSessions: ({ sessionId }, { cursor }) => {
          if (sessionId !== 'a') return rowsPage(someRows(0, 9));
          return cursor === undefined ? rowsPage(someRows(0, 4), { next: 'two', total: 6 }) : second.promise;
        },
      },
      10,
    );
    const all = book.rows(a).loadAll();
    await turns();
    await book.rows(b).load();
    assert.equal(book.rows(a).loaded, true);
    second.give(rowsPage(someRows(4, 6), { total: 6 }));
    await all;
    const table = book.rows(a).table;
    await book.rows(c).load();
    await book.rows(b).refresh();
    assert.deepEqual([book.rows(a).loaded, table.length], [false, 6]);
  });
});

describe('book: finding the session of a user session', () => {
  const sessions = pageOf([someStats(cid, 's2'), someStats(cid, 's1')]);

  it('looks in the rows held, without a request', async () => {
    const { book, asked } = bench({ participantSessions: () => rowsPage([aRow(5)]) });
    await book.rows(s1).loadAll();
    const before = asked.length;
    assert.equal((await book.findByUserSession(cid, 'us-5'))?.sessionId, 's1');
    assert.equal(asked.length, before);
  });

  it('asks each session by filter, and believes only rows', async () => {
    const { book, asked } = bench({
      sessionsOfCall: () => sessions,
      participantSessions: ({ sessionId }) => rowsPage(sessionId === 's1' ? [aRow(5)] : []),
    });
    assert.equal((await book.findByUserSession(cid, 'us-5'))?.sessionId, 's1');
    assert.deepEqual(asked.at(-1)?.filter, { session_id: { $eq: 'us-5' } });
  });

  it('says not found once the filter proved to find what is there', async () => {
    const { book, asked } = bench({
      sessionsOfCall: () => sessions,
      participantSessions: (_, { filter }) =>
        filter === undefined || JSON.stringify(filter).includes('us-1')
          ? rowsPage([aRow(1)])
          : rowsPage([], { total: 1 }),
    });
    assert.equal(await book.findByUserSession(cid, 'us-5'), undefined);
    assert.equal(asked.filter(({ what }) => what === 'participantSessions').length, 4);
  });

  for (const filter of ['refused', 'finds nothing'] as const)
    it(`reads the rows where the filter ${filter === 'refused' ? 'is refused' : filter}`, async () => {
      const { book } = bench({
        sessionsOfCall: () => sessions,
        participantSessions: ({ sessionId }, page) => {
          if (page.filter === undefined) return rowsPage([aRow(sessionId === 's1' ? 5 : 1)]);
          return filter === 'refused' ? Promise.reject(failing('bad-input')) : rowsPage([], { total: 1 });
        },
      });
      assert.equal((await book.findByUserSession(cid, 'us-5'))?.sessionId, 's1');
    });

  it('sends at most fifty requests, newest sessions first, and tells how far it is', async () => {
    const many = (from: number) =>
      Array.from({ length: 25 }, (_, n) =>
        someStats(cid, `s${String(from + n)}`, { callStartedAt: noon - (from + n) * 60_000 }),
      );
    const { book, asked, clock } = bench({
      sessionsOfCall: (_, { cursor }) => pageOf(many(Number(cursor ?? 0)), String(Number(cursor ?? 0) + 25)),
      participantSessions(_, page, context) {
        // Slow enough for every further question that rows may lead to.
        clock.now += 61_000;
        context.onWait?.({ reason: 'budget', until: 1, operation: 'GetCall', goOn: () => undefined });
        return page.filter === undefined ? rowsPage([aRow(1)]) : rowsPage([], { total: 1 });
      },
    });
    const told: Progress[] = [];
    const onProgress = (progress: Progress): void => {
      told.push(progress);
    };
    assert.equal(await book.findByUserSession(cid, 'us-5', { onProgress }), undefined);
    await turns();
    assert.ok(asked.length > 40 && asked.length <= 50, String(asked.length));
    assert.equal(asked.find(({ what }) => what === 'participantSessions')?.of, 's0');
    const inSearch = told.filter(({ of }) => of === 35);
    assert.ok(inSearch.some(({ read, wait }) => read === 34 && wait !== undefined));
    assert.ok(inSearch.some(({ read, wait }) => read === 35 && wait === undefined));
  });

  it('stops when asked to', async () => {
    const { book, asked } = bench({ sessionsOfCall: () => sessions });
    await assert.rejects(book.findByUserSession(cid, 'us-5', { signal: AbortSignal.abort() }), isCancelled);
    assert.equal(asked.length, 0);
  });
});

describe('book: closing', () => {
  it('stops what runs, tells nobody, and sends nothing more', async () => {
    const { book, asked, changes } = bench({ queryCalls: () => held<never>().promise });
    const reading = book.calls.load();
    await turns();
    changes.length = 0;
    book.dispose();
    await assert.rejects(reading, isCancelled);
    const sent = asked.length;
    for (const read of [
      () => book.calls.refresh(),
      () => book.recent.load(),
      () => book.sessionsOf(cid).load(),
      () => book.rows(s1).load(),
      () => book.readCall(cid),
    ])
      await assert.rejects(read(), isCancelled);
    assert.deepEqual([asked.length, changes], [sent, []]);
  });

  it('lets a listener go', async () => {
    const { book } = bench({ queryCalls: () => pageOf([aCall(cid)]) });
    let heard = 0;
    const stop = book.onDidChange(() => {
      heard += 1;
    });
    await book.calls.load();
    assert.ok(heard > 0);
    stop();
    heard = 0;
    await book.calls.refresh();
    assert.equal(heard, 0);
  });
});
