import * as assert from 'node:assert/strict';
import { knownCids, knownSessions } from '../../../src/queries/known-sessions';
import { locate, lookUp, withoutSubsumed } from '../../../src/queries/locate-session';
import { openSampleBook } from '../documents/sample-book';

type Opened = Awaited<ReturnType<typeof openSampleBook>>;

describe('locating a session', function () {
  this.timeout(20_000);

  let opened: Opened;
  beforeEach(async () => {
    opened = await openSampleBook();
  });
  afterEach(() => opened.close());

  const standup = () => {
    const session = opened.server.ledger.sessions('default:daily-standup').find((each) => !each.live);
    assert.ok(session !== undefined);
    return session;
  };

  it('needs the call of a session id that nobody has seen, and knows it of one that was listed', async () => {
    const { id, cid, callType, callId } = standup();
    assert.deepEqual(locate(opened.book, { sessionId: id }), { kind: 'id', sessionId: id });
    await opened.book.recent.loadAll();
    assert.deepEqual(locate(opened.book, { sessionId: id }), {
      kind: 'session',
      session: { callType, callId, sessionId: id },
    });
    assert.deepEqual(locate(opened.book, { cid }), { kind: 'call', cid });
    assert.deepEqual(locate(opened.book, { cid: 'a:b:c', sessionId: 'x' }), {
      kind: 'session',
      session: { callType: 'a', callId: 'b:c', sessionId: 'x' },
    });
    assert.equal(locate(opened.book, { cid: 'nothing' }), undefined);
  });

  it('lists what the book holds, newest first, each once, and asks for nothing', async () => {
    await opened.book.calls.load();
    await opened.book.recent.load();
    await opened.book.sessionsOf('default:daily-standup').load();
    const before = opened.server.requests.length;
    const sessions = knownSessions(opened.book);
    const starts = sessions.map((session) => session.startedAt ?? 0);
    assert.deepEqual(
      starts,
      starts.toSorted((a, b) => b - a),
    );
    assert.equal(
      new Set(sessions.map((session) => `${session.cid}/${session.sessionId}`)).size,
      sessions.length,
    );
    assert.equal(new Set(knownCids(opened.book)).size, knownCids(opened.book).length);
    assert.ok(knownCids(opened.book).length >= opened.book.calls.items.length);
    assert.equal(opened.server.requests.length, before);
  });

  it('finds a session that is not in any list', async () => {
    const { id, callType, callId } = standup();
    const session = { callType, callId, sessionId: id };
    assert.deepEqual(await lookUp(opened.book, session, {}), { kind: 'found', session });
    assert.ok(opened.book.rows(session).loaded);
  });

  it('recognises a user session id and finds its session', async () => {
    const { id, callType, callId } = standup();
    const [connection] = opened.server.ledger.connections(id);
    assert.ok(connection !== undefined);
    const found = await lookUp(opened.book, { callType, callId, sessionId: connection.userSessionId }, {});
    assert.equal(found.kind, 'user-session');
    assert.equal(found.session.sessionId, id);
  });

  it('fails with the first 404 where there is neither, or no such call', async () => {
    const session = {
      callType: 'default',
      callId: 'daily-standup',
      sessionId: '00000000-0000-4000-8000-000000000000',
    };
    await assert.rejects(lookUp(opened.book, session, {}), { kind: 'not-found' });
    await assert.rejects(lookUp(opened.book, { ...session, callId: 'no-such-call' }, {}), {
      kind: 'not-found',
    });
  });

  it('drops ids that another candidate names together with their call', () => {
    const both = { cid: 'default:a', sessionId: 's' };
    assert.deepEqual(
      withoutSubsumed([{ cid: undefined, sessionId: 's' }, both, { cid: 'default:a', sessionId: undefined }]),
      [both],
    );
    const two = [
      { cid: undefined, sessionId: 's' },
      { cid: undefined, sessionId: 't' },
    ];
    assert.deepEqual(withoutSubsumed(two), two);
  });
});
