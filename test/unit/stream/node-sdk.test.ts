import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { openTransport } from '../../../src/stream/node-sdk';
import { undecodable } from '../../../src/stream/transport';
import type { Operation, RawOutcome, Transport } from '../../../src/stream/transport';

const key = `key${randomBytes(5).toString('hex')}`;
const secret = randomBytes(24).toString('base64url');
const question: Operation = {
  name: 'QueryCallParticipantSessions',
  path: { type: 'default', id: 'standup', session: 's' },
  query: {},
};

type Handler = (request: http.IncomingMessage, response: http.ServerResponse) => void;

describe('the SDK’s behaviour, as the transport hands it on', () => {
  let handler: Handler;
  const server = http.createServer((request, response) => {
    handler(request, response);
  });
  let baseUrl = '';
  let transport: Transport;

  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    transport = openTransport({ key, secret, baseUrl, timeoutMs: 5000 });
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const sending =
    (status: number, body: string, headers: http.OutgoingHttpHeaders = {}): Handler =>
    (_, response) => {
      response.writeHead(status, headers).end(body);
    };
  const outcome = async (reply: Handler, operation = question, over = transport): Promise<RawOutcome> => {
    handler = reply;
    return over.send(operation);
  };
  const brief = (got: RawOutcome) =>
    got.ok ? [got.status, got.body] : [got.cause, got.status, got.code, got.message];

  it('decodes nanoseconds, keeps null and unknown fields, and hands over headers', async () => {
    const got = await outcome(
      sending(
        200,
        '{"participants_sessions":[{"joined_at":1763800000123456789,"left_at":null,"new":1}],"total_participant_sessions":1}',
        { 'X-RateLimit-Limit': '5' },
      ),
    );
    assert.ok(got.ok);
    assert.deepEqual(got.body, {
      participants_sessions: [{ joined_at: new Date(1763800000123), left_at: null, new: 1 }],
      total_participant_sessions: 1,
    });
    assert.equal(got.headers.get('x-ratelimit-limit'), '5');
    assert.match(got.requestId ?? '', /^[0-9a-f-]{36}$/);
  });

  it('raw: the JSON as it came', async () => {
    handler = sending(200, '{"participants_sessions":[{"joined_at":1763800000123000000}]}');
    const got = await transport.send(question, { raw: true });
    assert.ok(got.ok);
    assert.deepEqual(got.body, { participants_sessions: [{ joined_at: 1763800000123000000 }] });
  });

  it('sends key, token and no Bearer', async () => {
    let seen: http.IncomingMessage | undefined;
    await outcome((request, response) => {
      seen = request;
      response.end('{}');
    });
    assert.equal(new URL(`http://x${seen?.url ?? ''}`).searchParams.get('api_key'), key);
    assert.match(seen?.headers.authorization ?? '', /^eyJ/);
    assert.equal(seen?.headers['stream-auth-type'], 'jwt');
  });

  for (const [name, status, body, expected] of [
    ['200 with null', 200, 'null', [200, null]],
    ['200 with {}', 200, '{}', [200, null]],
    [
      'truncated JSON',
      200,
      '{"participants_sessions":[{"us',
      ['body', undefined, undefined, 'The answer is no JSON.'],
    ],
    ['200 in HTML', 200, '<html>', ['body', undefined, undefined, 'The answer is no JSON.']],
    ['an empty 200', 200, '', ['body', undefined, undefined, 'The answer is no JSON.']],
    ['502 in HTML', 502, '<html>', ['http', 502, undefined, 'Stream error: 502 - Bad Gateway']],
    [
      'an error of Stream',
      404,
      '{"code":16,"message":"QueryCallParticipantSessions failed with error: \\"call session not found\\"","StatusCode":404}',
      ['http', 404, 16, 'QueryCallParticipantSessions failed with error: "call session not found"'],
    ],
    ['an error without a code', 400, '{"message":"hm"}', ['http', 400, undefined, 'hm']],
    [
      'an error body of null',
      500,
      'null',
      ['body', undefined, undefined, 'The error answer is not in the form of an error.'],
    ],
    [
      'a list that is a word',
      200,
      '{"participants_sessions":"none"}',
      ['body', undefined, undefined, undecodable],
    ],
  ] as const) {
    it(name, async () => {
      assert.deepEqual(brief(await outcome(sending(status, body))), expected);
    });
  }

  it('a connection dropped before the answer', async () => {
    const got = await outcome((request) => {
      request.socket.destroy();
    });
    assert.deepEqual([got.ok, got.ok || got.cause], [false, 'network']);
  });

  it('a connection dropped in the middle of the answer', async () => {
    const got = await outcome((_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"participants_sessions":[', () => response.destroy());
    });
    assert.deepEqual([got.ok, got.ok || got.cause], [false, 'network']);
  });

  it('nobody listening', async () => {
    const gone = http.createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    const closed = openTransport({ key, secret, baseUrl: `http://127.0.0.1:${port}`, timeoutMs: 5000 });
    assert.deepEqual(brief(await closed.send(question)), ['network', undefined, undefined, 'ECONNREFUSED']);
  });

  it('a host that DNS does not know', async () => {
    // A label over 63 characters cannot be a name, so that no network is asked.
    const baseUrlOfNobody = `https://${'x'.repeat(64)}.invalid`;
    const unknown = openTransport({ key, secret, baseUrl: baseUrlOfNobody, timeoutMs: 5000 });
    const got = await unknown.send(question);
    assert.ok(!got.ok);
    assert.equal(got.cause, 'network');
    assert.match(got.message, /^(ENOTFOUND|EAI_AGAIN)$/);
  });

  it('no answer in time', async () => {
    const hasty = openTransport({ key, secret, baseUrl, timeoutMs: 30 });
    const got = await outcome(() => undefined, question, hasty);
    assert.deepEqual(brief(got), ['timeout', undefined, undefined, 'No answer in time.']);
  });

  it('an answer that stops in the middle', async () => {
    const hasty = openTransport({ key, secret, baseUrl, timeoutMs: 60 });
    const got = await outcome((_, response) => void response.writeHead(200).write('{'), question, hasty);
    assert.deepEqual([got.ok, got.ok || got.cause], [false, 'timeout']);
  });

  it('an error that quotes key, secret, token or query says them not', async () => {
    let token = '';
    const got = await outcome((request, response) => {
      token = request.headers.authorization ?? '';
      const told = [
        key,
        secret,
        token,
        token.split('.')[2],
        Buffer.from(secret).toString('hex'),
        request.url,
      ].join(' ');
      response.writeHead(400).end(JSON.stringify({ code: 4, message: told }));
    });
    assert.ok(!got.ok && token !== '');
    for (const bad of [
      key,
      secret,
      token,
      token.split('.')[2] ?? '',
      'api_key=',
      Buffer.from(secret).toString('hex'),
    ]) {
      assert.ok(!got.message.includes(bad), got.message);
    }
  });

  it('tells nothing of itself', () => {
    const deep = { showHidden: true, depth: 10, getters: true };
    assert.equal(Object.keys(transport).join(), 'send');
    for (const bad of [key, secret, 'eyJ']) assert.ok(!inspect(transport, deep).includes(bad));
  });

  for (const bad of [
    'http://example.com',
    'https://user:pass@example.com',
    'ftp://127.0.0.1',
    'https://x.y?a=b',
    'x',
  ]) {
    it(`${bad} is not opened`, () => {
      assert.throws(() => openTransport({ key, secret, baseUrl: bad, timeoutMs: 1 }), /base URL/);
    });
  }

  it('an empty secret is not opened', () => {
    assert.throws(() => openTransport({ key, secret: '', baseUrl: undefined, timeoutMs: 1 }), /empty/);
  });
});
