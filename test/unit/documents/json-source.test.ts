import * as assert from 'node:assert/strict';
import { english } from '../../../src/attendance/text';
import { collect } from '../../../src/formats/collect';
import { jsonSource, type JsonParts, type JsonSource } from '../../../src/documents/json-source';
import type { SessionRef } from '../../../src/attendance/call';
import type { Quirks, TrueSession } from '../../../src/sample/server';
import { isObject } from '../../../src/queries/check/shapes';
import { openSampleBook, rowsAPage } from './sample-book';

type Opened = Awaited<ReturnType<typeof openSampleBook>>;

describe('JSON of what the book holds, on the sample server', function () {
  this.timeout(20_000);

  let opened: Opened;
  const open = async (quirks?: Quirks): Promise<void> => {
    opened = await openSampleBook(quirks);
  };
  afterEach(() => opened.close());

  const parts = (over: Partial<JsonParts> = {}): JsonParts => ({
    book: opened.book,
    appName: 'Sample data',
    production: false,
    version: '0.1.0',
    pageSize: rowsAPage,
    addRollcallKey: false,
    zone: 'utc',
    count: (n) => n.toLocaleString('en'),
    mayRead: () => Promise.reject(new Error('not to be asked')),
    ...over,
  });
  const refOf = ({ callType, callId, id }: TrueSession): SessionRef => ({ callType, callId, sessionId: id });
  const target = (session: SessionRef) => ({ kind: 'session', appId: 'sample', session }) as const;

  async function jsonOf(source: JsonSource | undefined): Promise<Readonly<Record<string, unknown>>> {
    assert.ok(source !== undefined);
    const collected = await collect(source.slices(), 100_000_000);
    assert.ok(collected.fits);
    const json: unknown = JSON.parse(collected.text);
    assert.ok(isObject(json));
    return json;
  }
  const rowsOf = (json: Readonly<Record<string, unknown>>): number => {
    const rows = json['participants_sessions'];
    assert.ok(Array.isArray(rows));
    return rows.length;
  };
  const askedRows = (): number =>
    opened.server.requests.filter((request) => request.operation === 'QueryCallParticipantSessions').length;
  /** Ended, its report ready, with so many rows. */
  const settled = (least: number, most = 100): TrueSession => {
    const found = opened.server.ledger
      .sessions()
      .find(
        (session) =>
          session.reportReady &&
          !session.rowsExpired &&
          opened.server.ledger.connections(session.id).length >= least &&
          opened.server.ledger.connections(session.id).length <= most,
      );
    assert.ok(found !== undefined);
    return found;
  };

  it('is all pages of a session, and no key of ours where nothing is open', async () => {
    await open();
    const session = settled(40);
    const connections = opened.server.ledger.connections(session.id);
    // The statistics say that it ended; without them the session would be of unknown state.
    await opened.book.sessionsOf(session.cid).load();
    const json = await jsonOf(await jsonSource(target(refOf(session)), 'iso', {}, parts()));
    assert.equal(rowsOf(json), connections.length);
    assert.equal(json['call_session_id'], session.id);
    assert.ok(!('_rollcall' in json));
    assert.equal(askedRows(), Math.ceil(connections.length / rowsAPage));
  });

  it('reads nothing again where nothing can change', async () => {
    await open();
    const session = settled(30);
    await opened.book.sessionsOf(session.cid).load();
    await jsonSource(target(refOf(session)), 'iso', {}, parts());
    const before = askedRows();
    await jsonSource(target(refOf(session)), 'wire', {}, parts());
    assert.equal(askedRows(), before);
  });

  it('says of a live session that it is provisional, and looks for news by one request', async () => {
    await open();
    const live = opened.server.ledger.sessions().find((session) => session.live);
    assert.ok(live !== undefined);
    await opened.book.readCall(live.cid);
    const json = await jsonOf(await jsonSource(target(refOf(live)), 'iso', {}, parts()));
    const own = json['_rollcall'];
    assert.ok(isObject(own));
    assert.equal(own['rows'], opened.server.ledger.connections(live.id).length);
    const before = askedRows();
    await jsonSource(target(refOf(live)), 'iso', {}, parts());
    assert.equal(askedRows(), before + 1);
  });

  it('uses what was read where Stream cannot be reached, and says so', async () => {
    await open();
    const live = opened.server.ledger.sessions().find((session) => session.live);
    assert.ok(live !== undefined);
    await opened.book.readCall(live.cid);
    await jsonSource(target(refOf(live)), 'iso', {}, parts());
    opened.server.setQuirks({ dropConnectionAt: { request: 1, times: 1000 } });
    const source = await jsonSource(target(refOf(live)), 'iso', {}, parts());
    assert.match(source?.warnings[0]?.message ?? '', /could not be reached/);
  });

  const longLive = (): TrueSession => {
    const found = opened.server.ledger
      .sessions()
      .find(({ live, id }) => live && opened.server.ledger.connections(id).length > rowsAPage);
    assert.ok(found !== undefined);
    return found;
  };

  it('joins no pages of different times', async () => {
    await open();
    const live = longLive();
    await opened.book.readCall(live.cid);
    await opened.book.rows(refOf(live)).load();
    opened.pass(5 * 3_600_000);
    const before = askedRows();
    const json = await jsonOf(await jsonSource(target(refOf(live)), 'iso', {}, parts()));
    assert.equal(askedRows() - before, Math.ceil(rowsOf(json) / rowsAPage));
    const other = opened.anotherBook();
    const now = await jsonOf(await jsonSource(target(refOf(live)), 'iso', {}, parts({ book: other })));
    assert.deepEqual(json['participants_sessions'], now['participants_sessions']);
    other.dispose();
    const own = json['_rollcall'];
    assert.ok(isObject(own));
    assert.equal(own['state'], english(opened.book.state(refOf(live)).text));
  });

  it('says once that rows are missing or doubled, and reads them again later', async () => {
    await open({ offsetCursors: true });
    const session = settled(30);
    await opened.book.sessionsOf(session.cid).load();
    const source = await jsonSource(target(refOf(session)), 'iso', {}, parts());
    assert.match(source?.warnings[0]?.message ?? '', /rows twice/);
    const own = (await jsonOf(source))['_rollcall'];
    assert.ok(isObject(own));
    assert.match(String(own['note']), /^Stream sent 1 rows twice/);
    opened.server.setQuirks({});
    // So soon after, one request tells that nothing moved.
    const before = askedRows();
    await jsonSource(target(refOf(session)), 'iso', {}, parts());
    assert.equal(askedRows(), before + 1);
    opened.pass(2 * 60_000);
    const again = await jsonSource(target(refOf(session)), 'iso', {}, parts());
    assert.deepEqual(again?.warnings, []);
    assert.ok(!('_rollcall' in (await jsonOf(again))));
  });

  it('notes in the JSON that rows moved while they were read', async () => {
    await open();
    const live = longLive();
    const ticking = {
      onProgress: () => {
        opened.pass(2000);
      },
    };
    const own = (await jsonOf(await jsonSource(target(refOf(live)), 'iso', ticking, parts())))['_rollcall'];
    assert.ok(isObject(own));
    assert.match(String(own['note']), /Rows changed while they were read\.$/);
  });

  it('tells the door what is known of the session when it looks for news', async () => {
    await open();
    const live = longLive();
    await opened.book.readCall(live.cid);
    await jsonSource(target(refOf(live)), 'iso', {}, parts());
    const before = opened.contexts.length;
    await jsonSource(target(refOf(live)), 'iso', {}, parts());
    assert.equal(opened.contexts.length, before + 1);
    assert.deepEqual(opened.contexts[before]?.known, {
      endedAt: undefined,
      startedAt: opened.book.session(refOf(live))?.startedAt,
      current: true,
    });
  });

  it('a cancelled read keeps its pages; going on does not read them again', async () => {
    await open();
    const session = settled(40);
    const ref = refOf(session);
    const total = opened.server.ledger.connections(session.id).length;
    const abort = new AbortController();
    await assert.rejects(
      jsonSource(
        target(ref),
        'iso',
        {
          signal: abort.signal,
          onProgress: ({ read }) => {
            if (read >= 20) abort.abort();
          },
        },
        parts(),
      ),
      { kind: 'cancelled' },
    );
    const kept = opened.book.rows(ref).table.length;
    assert.ok(kept >= 20 && kept < total);
    await opened.book.sessionsOf(session.cid).load();
    const json = await jsonOf(await jsonSource(target(ref), 'iso', {}, parts()));
    assert.equal(rowsOf(json), total);
    assert.ok(askedRows() <= Math.ceil(total / rowsAPage) + 2);
  });

  it('asks before a large read of a production app, and takes no for an answer', async () => {
    await open();
    const session = settled(10_000, 20_000);
    const asked: number[] = [];
    const source = await jsonSource(
      target(refOf(session)),
      'iso',
      {},
      parts({
        production: true,
        mayRead: (requests) => {
          asked.push(requests);
          return Promise.resolve(false);
        },
      }),
    );
    assert.equal(source, undefined);
    assert.equal(asked.length, 1);
    assert.ok((asked[0] ?? 0) > 100);
    assert.equal(askedRows(), 1);
  });

  it('is one row, by its key', async () => {
    await open();
    const session = settled(40);
    const ref = refOf(session);
    const rows = opened.book.rows(ref);
    await rows.loadAll();
    const last = rows.table.length - 1;
    const row = { kind: 'row', appId: 'sample', session: ref, rowKey: rows.table.key(last) } as const;
    const json = await jsonOf(await jsonSource(row, 'iso', {}, parts()));
    assert.equal(json['user_id'], rows.table.userId(last));
    assert.equal(json['user_session_id'], rows.table.userSessionId(last));
    await assert.rejects(jsonSource({ ...row, rowKey: 'no such row' }, 'iso', {}, parts()), {
      name: 'Problem',
    });
  });

  it('asks before a row of a production app is looked for in a large session', async () => {
    await open();
    const session = refOf(settled(10_000, 20_000));
    const asked: number[] = [];
    const source = await jsonSource(
      { kind: 'row', appId: 'sample', session, rowKey: 'far behind' },
      'iso',
      {},
      parts({
        production: true,
        mayRead: (requests) => {
          asked.push(requests);
          return Promise.resolve(false);
        },
      }),
    );
    assert.equal(source, undefined);
    assert.ok((asked[0] ?? 0) > 100);
    assert.equal(askedRows(), 1);
  });

  it('finds a row again that has left memory', async () => {
    await open();
    const session = settled(40);
    const connection = opened.server.ledger.connections(session.id).at(-1);
    const first = await openSampleBook();
    const ref = refOf(session);
    await first.book.rows(ref).loadAll();
    const { table } = first.book.rows(ref);
    const row = Array.from({ length: table.length }, (_, at) => at).find(
      (at) => table.userSessionId(at) === connection?.userSessionId,
    );
    assert.ok(row !== undefined);
    const rowKey = table.key(row);
    await first.close();
    const json = await jsonOf(
      await jsonSource({ kind: 'row', appId: 'sample', session: ref, rowKey }, 'iso', {}, parts()),
    );
    assert.equal(json['user_session_id'], connection?.userSessionId);
  });

  it('is a call as Stream tells it now, held or not', async () => {
    await open();
    await opened.book.readCall('default:daily-standup');
    const source = await jsonSource(
      { kind: 'call', appId: 'sample', cid: 'default:daily-standup' },
      'iso',
      {},
      parts(),
    );
    assert.equal(source?.name, 'default:daily-standup.json');
    assert.equal((await jsonOf(source))['cid'], 'default:daily-standup');
    assert.equal(opened.server.requests.filter(({ operation }) => operation === 'GetCall').length, 2);
  });
});
