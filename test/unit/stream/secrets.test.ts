import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { openTransport } from '../../../src/stream/node-sdk';
import { openStreamVideo } from '../../../src/stream/open-stream';
import { redactor } from '../../../src/stream/redact';
import { heldClock } from './held-clock';
import { keptLog } from './scripted-transport';

const key = `k${randomBytes(8).toString('hex')}`;
const secret = `${randomBytes(30).toString('base64')}+/=`;
const head = [{ alg: 'HS256', typ: 'JWT' }, { server: true }]
  .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .join('.');
const signature = createHmac('sha256', secret).update(head).digest('base64url');
const token = `${head}.${signature}`;

const canaries: Readonly<Record<string, string>> = {
  key,
  secret,
  base64: Buffer.from(secret).toString('base64'),
  base64url: Buffer.from(secret).toString('base64url'),
  hex: Buffer.from(secret).toString('hex'),
  jwt: token,
  signature,
};

/** The names of the canaries that a text holds. */
function foundIn(words: string): readonly string[] {
  return Object.entries(canaries)
    .filter(([, canary]) => words.includes(canary))
    .map(([name]) => name);
}

const shown = (value: unknown) =>
  inspect(value, { depth: 20, showHidden: true, getters: true, maxStringLength: null });

describe('secrets', () => {
  let seen: http.IncomingMessage | undefined;
  let status = 400;
  /** Every answer quotes all that it got, in the body and in a header. */
  const server = http.createServer((request, response) => {
    seen = request;
    const told = [...Object.values(canaries), request.url ?? '', request.headers.authorization ?? ''].join(
      ' ',
    );
    response.setHeader('x-ratelimit-limit', 1000).setHeader('x-ratelimit-remaining', 999);
    response.setHeader('x-ratelimit-reset', Math.ceil(Date.now() / 1000) + 60).setHeader('retry-after', 0);
    response.writeHead(status, { 'x-told': Buffer.from(told).toString('base64').slice(0, 100) });
    response.end(JSON.stringify({ code: 4, message: told, StatusCode: status, [secret]: told }));
  });
  let baseUrl = '';

  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  it('the check finds each of them where they are', async () => {
    const client: unknown = new (await import('@stream-io/node-sdk')).StreamClient(key, secret);
    assert.deepEqual(foundIn(shown(client)).toSorted(), ['jwt', 'key', 'secret', 'signature']);
    for (const [name, canary] of Object.entries(canaries)) {
      assert.ok(foundIn(shown(new Error(`x ${canary} y`))).includes(name), name);
    }
  });

  it('the redactor takes out each of them, in one text', () => {
    const redact = redactor([key, secret, token, signature]);
    const all = Object.values(canaries).join(' | ');
    assert.deepEqual(foundIn(all).toSorted(), Object.keys(canaries).toSorted());
    assert.deepEqual(foundIn(redact(all)), []);
    assert.equal(redact('see https://x.y/z?api_key=1&a=b now'), 'see https://x.y/z?… now');
    assert.equal(redact('really? yes'), 'really? yes');
    assert.equal(redactor([''])('as it is'), 'as it is');
  });

  it('no error, log entry, transport or door holds one, whatever the server says', async () => {
    const { log, requests, drifts } = keptLog();
    const transport = openTransport({ key, secret, baseUrl, timeoutMs: 5000 });
    const stream = openStreamVideo({
      transport: () => Promise.resolve(transport),
      production: false,
      clock: heldClock(),
      log,
      random: () => 0,
    });
    const session = { callType: 'default', callId: secret.slice(0, 40), sessionId: token };
    const sinks: unknown[] = [transport, stream, requests, drifts];
    for (status of [200, 400, 401, 403, 404, 429, 500]) {
      for (const ask of [
        () => stream.queryCalls({ filter: { custom: secret } }, { limit: 1 }),
        () => stream.getCall(session),
        () => stream.participantSessions(session, { limit: 1, filter: { user_id: secret } }),
        () => stream.report(session),
        () => stream.users([secret]),
        () => stream.rateLimits(),
      ]) {
        await ask().then(
          (answer) => {
            // A report's 404 and an empty list of limits are answers; nothing else is.
            assert.ok(answer === undefined || 'value' in answer);
          },
          (error: unknown) => sinks.push(error),
        );
      }
    }
    assert.equal(seen?.headers.authorization, token, 'the canary token is the one that is sent');
    assert.ok(sinks.length > 35, `${sinks.length} sinks`);
    for (const sink of sinks) {
      assert.deepEqual(foundIn(shown(sink)), []);
      assert.deepEqual(
        foundIn(sink instanceof Error ? `${sink.stack ?? ''} ${JSON.stringify(sink)}` : ''),
        [],
      );
    }
  });
});
