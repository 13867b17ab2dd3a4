import assert from 'node:assert/strict';
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { isStreamFailure } from '../../../src/stream/errors';
import { openTransport } from '../../../src/stream/node-sdk';
import { callPath, sessionPath } from '../../../src/stream/path-ids';
import { scriptedDoor, answer } from './scripted-transport';

const refused = ['', '.', '..', '\ud800', 'a\udc00b', 'x'.repeat(65)];
const odd = [
  'standup?ring=true&api_key=abc',
  'standup#top',
  '{id}',
  '{type}',
  '{session}',
  '$&',
  '$`',
  "$'",
  '$$',
  '../../../users',
  'a/b',
  '/',
  '\\',
  '%2e%2e',
  '%',
  'two words',
  '"quoted"',
  "'single'",
  'line\nbreak\r\n',
  '\u0000',
  '👩‍👩‍👧',
  'שלום',
  '\u202Egpj.exe',
  '__proto__',
  'constructor',
  'a:b:c',
  ';=+,@',
  '...',
];

describe('path ids', () => {
  for (const id of refused) {
    it(`${JSON.stringify(id).slice(0, 20)} is refused, with its field`, () => {
      const check = (ref: { callType: string; callId: string }, field: string) => {
        assert.throws(
          () => callPath('GetCall', ref),
          (error: unknown) => isStreamFailure(error) && error.kind === 'bad-input' && error.field === field,
        );
      };
      check({ callType: 'default', callId: id }, 'call_id');
      check({ callType: id, callId: 'standup' }, 'call_type');
    });
  }

  it('a session id may be longer, to a limit', () => {
    const session = { callType: 'default', callId: 'standup', sessionId: 'x'.repeat(256) };
    assert.equal(sessionPath('GetCallReport', session).session, session.sessionId);
    assert.throws(
      () => sessionPath('GetCallReport', { ...session, sessionId: 'x'.repeat(257) }),
      isStreamFailure,
    );
  });

  it('the door asks nothing for a refused id, whatever the question', async () => {
    const { stream, transport } = scriptedDoor(() => answer({}));
    for (const id of refused) {
      const call = { callType: 'default', callId: id };
      const session = { ...call, sessionId: 's' };
      const questions = [
        stream.getCall(call),
        stream.members(call, { limit: 1 }),
        stream.sessionsOfCall(call, { limit: 1 }),
        stream.participantSessions(session, { limit: 1 }),
        stream.report(session),
        stream.participantTimeline(session, 'u', 'us'),
        stream.probe({ name: 'QueryCallParticipantSessions', session, query: {} }),
      ];
      for (const question of questions) {
        await assert.rejects(question, (error) => isStreamFailure(error) && error.kind === 'bad-input');
      }
    }
    assert.equal(transport.asked.length, 0);
  });
});

describe('path ids through the real SDK', () => {
  const urls: string[] = [];
  const server = http.createServer((request, response) => {
    urls.push(request.url ?? '');
    response.setHeader('content-type', 'application/json').end('{}');
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

  async function reaches(type: string, id: string, session: string): Promise<void> {
    const transport = openTransport({ key: 'key', secret: 'dummy', baseUrl, timeoutMs: 5000 });
    urls.length = 0;
    await transport.send({
      name: 'QueryCallParticipantSessions',
      path: { type, id, session },
      query: { limit: 1 },
    });
    assert.equal(urls.length, 1);
    const [path, query] = (urls[0] ?? '').split('?');
    const parts = (path ?? '').split('/');
    assert.deepEqual(
      [parts.slice(0, 5), parts[7], parts[9], parts.length],
      [['', 'api', 'v2', 'video', 'call'], 'session', 'participant_sessions', 10],
    );
    assert.deepEqual(
      [parts[5], parts[6], parts[8]].map((part) => decodeURIComponent(part ?? '')),
      [type, id, session],
    );
    assert.deepEqual(
      [...new URLSearchParams(query)],
      [
        ['limit', '1'],
        ['api_key', 'key'],
      ],
    );
  }

  for (const id of odd) {
    it(`${JSON.stringify(id)} reaches its own route and no other`, async () => {
      await reaches('default', id, 'session');
      await reaches(id, 'standup', id);
    });
  }

  it('so does any id that is not refused', async () => {
    const anyId = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter((id) => id !== '.' && id !== '..' && id.isWellFormed());
    await fc.assert(fc.asyncProperty(anyId, anyId, anyId, reaches), { numRuns: 60 });
  });

  it('GetCall carries neither ring nor notify', async () => {
    const transport = openTransport({ key: 'key', secret: 'dummy', baseUrl, timeoutMs: 5000 });
    urls.length = 0;
    await transport.send({
      name: 'GetCall',
      path: { type: 'default', id: 'a?ring=true&notify=true' },
      membersLimit: 5,
    });
    assert.deepEqual(urls, [
      '/api/v2/video/call/default/a%3Fring%3Dtrue%26notify%3Dtrue?members_limit=5&api_key=key',
    ]);
  });
});
