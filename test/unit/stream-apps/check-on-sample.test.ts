import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { startSampleServer, type SampleServer } from '../../../src/sample/server';
import { createRequestLog } from '../../../src/shell/door-log';
import { isStreamFailure, type StreamFailure } from '../../../src/stream/errors';
import { verdictOf } from '../../../src/stream-apps/connection-check';
import { openAppBook, openDoor, type Connection } from '../../../src/stream-apps/reader';
import { recordedLog } from '../shell/recorded-log';

const now = Date.UTC(2026, 10, 22, 9, 42);

describe('the check of an app, against the sample server', () => {
  let server: SampleServer;
  const log = recordedLog();
  const parts = { timeoutMs: () => 5000, log: createRequestLog(log), fixedNow: now };

  before(async () => {
    server = await startSampleServer({ now: () => now });
  });
  after(async () => {
    await server.close();
  });

  const right = (): Connection => ({
    key: server.key,
    secret: server.secret,
    baseUrl: server.url,
    production: false,
  });

  async function failureOf(connection: Connection): Promise<StreamFailure> {
    try {
      await openDoor(connection, parts).queryCalls({ filter: {} }, { limit: 1 });
    } catch (error) {
      assert.ok(isStreamFailure(error), inspect(error));
      return error;
    }
    throw new assert.AssertionError({ message: 'the check passed' });
  }

  it('passes with key and secret, by one request', async () => {
    const before = server.requests.length;
    const page = await openDoor(right(), parts).queryCalls({ filter: {} }, { limit: 1 });
    assert.equal(page.items.length, 1);
    assert.deepEqual(
      server.requests.slice(before).map((request) => request.operation),
      ['QueryCalls'],
    );
  });

  it('tells a wrong key from a wrong secret', async () => {
    assert.equal(verdictOf(await failureOf({ ...right(), key: 'another' }))?.step, 'key');
    const wrong = randomBytes(32).toString('hex');
    const failure = await failureOf({ ...right(), secret: wrong });
    assert.equal(verdictOf(failure)?.step, 'secret');
    assert.ok(!inspect(failure, { depth: 10, showHidden: true }).includes(wrong));
  });

  it('opens a book that reads the calls with the clock it was given', async () => {
    const book = openAppBook('sample', right(), { ...parts, pageSize: () => 100 });
    await book.calls.load();
    assert.ok(book.calls.items.length > 5);
    assert.equal(book.now(), now);
    book.dispose();
  });

  it('leaves neither key nor secret in the log', () => {
    const lines = log.lines.join('\n');
    assert.match(lines, /QueryCalls POST \/api\/v2\/video\/calls, 201/);
    for (const secret of [server.key, server.secret]) assert.ok(!lines.includes(secret));
  });
});
