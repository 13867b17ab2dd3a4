import assert from 'node:assert/strict';
import fc from 'fast-check';
import { idsInText, looksLikeSessionId } from '../../../src/formats/ids-in-text';

const session = '3f2c1b0a-9d8e-4f7a-8b6c-5d4e3f2a1b0c';
const other = '00000000-0000-4000-8000-000000000000';

/** The likeliest reading as `cid/session`. */
function firstOf(text: string): string {
  const [first] = idsInText(text);
  return first === undefined ? 'nothing' : `${first.cid ?? '-'} ${first.sessionId ?? '-'}`;
}

describe('ids in pasted text', () => {
  const cases: readonly (readonly [string, string])[] = [
    [session, `- ${session}`],
    [session.toUpperCase(), `- ${session.toUpperCase()}`],
    [`  "${session}"\n`, `- ${session}`],
    ['default:daily-standup', 'default:daily-standup -'],
    ["'default:daily-standup'", 'default:daily-standup -'],
    ['default:a:b:c', 'default:a:b:c -'],
    [`default:daily-standup/${session}`, `default:daily-standup ${session}`],
    [`“default:a:b/${session}”`, `default:a:b ${session}`],
    [`default:a/b/${session}`, `default:a/b ${session}`],
    ['default:standup/7', 'default:standup 7'],
    ['default:standup/', 'default:standup -'],
    ['audio_room:__proto__', 'audio_room:__proto__ -'],
    ['default:émoji🎉room', 'default:émoji🎉room -'],
    [
      `[12:30:45.123] INFO call ended cid=default:daily-standup session=${session}`,
      `default:daily-standup ${session}`,
    ],
    [`2026-11-22T09:00:00Z joined default:daily-standup (${session}).`, `default:daily-standup ${session}`],
    [`Call default:daily-standup has ended.`, 'default:daily-standup -'],
    [`{"call_cid":"default:x","session_id":"${session}"}`, `default:x ${session}`],
    [`{"call_type": "default", "call_id": "x", "call_session_id": "${session}"}`, `default:x ${session}`],
    [`{"type":"call.session_ended","call_cid":"default:x"}`, 'default:x -'],
    [`"session_id": "${session}",`, `- ${session}`],
    [
      `GET https://video.example.com/api/v2/video/call/default/daily%20standup/session/${session}/participant_sessions?limit=25`,
      `default:daily standup ${session}`,
    ],
    [`https://video.example.com/video/call/default/x`, 'default:x -'],
    ['', 'nothing'],
    ['   ', 'nothing'],
    ['hello world', 'nothing'],
    ['12:30:45 no ids here', 'nothing'],
    ['https://example.com/page', 'nothing'],
    ['"', 'nothing'],
    ['""', 'nothing'],
  ];
  for (const [text, expected] of cases) {
    it(`${JSON.stringify(text)} names ${expected}`, () => {
      assert.equal(firstOf(text), expected);
    });
  }

  it('names every reading of a text that can be read in several ways', () => {
    assert.deepEqual(idsInText('default:a/b'), [
      { cid: 'default:a', sessionId: 'b' },
      { cid: 'default:a/b', sessionId: undefined },
    ]);
    assert.deepEqual(
      idsInText(`moved from ${session} to ${other}`).map((ids) => ids.sessionId),
      [session, other],
    );
  });

  it('allows for spaces in a call id', () => {
    assert.deepEqual(
      idsInText('default:my room').map((ids) => ids.cid),
      ['default:my', 'default:my room'],
    );
  });

  it('gives a session to each call of a line only where there is one session', () => {
    const [first] = idsInText(`default:a default:b ${session} ${other}`);
    assert.deepEqual(first, { cid: 'default:a', sessionId: undefined });
  });

  it('knows what looks like a session id', () => {
    assert.equal(looksLikeSessionId(session), true);
    assert.equal(looksLikeSessionId(`${session}0`), false);
    assert.equal(looksLikeSessionId(''), false);
  });

  it('understands every cid and session, quoted or not', () => {
    const type = fc.stringMatching(/^[a-z_-]{1,20}$/);
    const id = fc.stringMatching(/^[A-Za-z0-9_-][A-Za-z0-9_:.$&?#%-]{0,30}$/);
    fc.assert(
      fc.property(type, id, fc.uuid(), fc.constantFrom('', '"', "'"), (callType, callId, uuid, quote) => {
        const cid = `${callType}:${callId}`;
        assert.deepEqual(idsInText(`${quote}${cid}/${uuid}${quote}`)[0], { cid, sessionId: uuid });
        if (!looksLikeSessionId(callId)) {
          assert.deepEqual(idsInText(`${quote}${cid}${quote}`)[0], { cid, sessionId: undefined });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('answers at most ten readings to any text, and none that is empty', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const found = idsInText(text);
        assert.ok(found.length <= 10);
        for (const ids of found) assert.ok((ids.cid ?? ids.sessionId ?? '') !== '');
      }),
      { numRuns: 1000 },
    );
  });

  it('looks at a bounded part of hostile text', () => {
    const hostile = ['call_cid=', '/call/', 'a:', '"', 'session ', '%', `${session} `, 'a:b/', ' : '];
    for (const piece of hostile) {
      const before = process.cpuUsage();
      idsInText(piece.repeat(1_000_000 / piece.length));
      const { user } = process.cpuUsage(before);
      assert.ok(user < 2_000_000, `${JSON.stringify(piece)} took ${user} µs`);
    }
  });
});
