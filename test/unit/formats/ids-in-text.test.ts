import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { type NamedIds, idsInText } from '../../../src/formats/ids-in-text';
import { cidLikelihood, looksLikeSessionId } from '../../../src/formats/likely-ids';

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

  const esc = '\u001b';
  const trace = '7b1e6a52-0c57-4a54-9a3e-2f5d1f0b6a11';
  /** What people paste: lines of real forms. */
  const lines: readonly (readonly [string, string, string])[] = [
    // Dashboard.
    [
      'dashboard, a session',
      `https://dashboard.getstream.io/app/1234567/video/calls/default/daily-standup/sessions/${session}`,
      `default:daily-standup ${session}`,
    ],
    [
      'dashboard, a call',
      'https://dashboard.getstream.io/app/1234567/video/calls/livestream/launch-2026',
      'livestream:launch-2026 -',
    ],
    [
      'dashboard, query and hash',
      `https://dashboard.getstream.io/app/1/video/calls/default/x/sessions/${session}?tab=stats#quality`,
      `default:x ${session}`,
    ],
    [
      'dashboard, session in the query',
      `https://dashboard.getstream.io/app/1/video/call/default/x?session_id=${session}`,
      `default:x ${session}`,
    ],
    [
      'dashboard, hash routes',
      `https://dashboard.getstream.io/#/app/1/video/calls/default/x/session/${session}`,
      `default:x ${session}`,
    ],
    [
      'dashboard, cid as one part',
      `https://dashboard.getstream.io/app/1/video/calls/default%3Ax/sessions/${session}`,
      `default:x ${session}`,
    ],
    // Addresses of the API.
    [
      'address with the port',
      `http://localhost:3030/api/v2/video/call/default/x/session/${session}/participant_sessions`,
      `default:x ${session}`,
    ],
    [
      'statistics',
      `GET /video/call_stats/default/x/${session}/participants 200 12ms`,
      `default:x ${session}`,
    ],
    [
      'an address within an address',
      `https://sso.example.com/?next=%2Fvideo%2Fcall%2Fdefault%2Fx%2Fsession%2F${session}`,
      `default:x ${session}`,
    ],
    // Loggers.
    [
      'JS SDK',
      `[2026-11-22T09:00:00.123Z] [coordinator] info: [call] default:daily-standup joined, sessionId: ${session}`,
      `default:daily-standup ${session}`,
    ],
    [
      'JS SDK, colours',
      `${esc}[34m[call]${esc}[0m ${esc}[1mdefault:daily-standup${esc}[22m ended ${session}`,
      `default:daily-standup ${session}`,
    ],
    ['console of a browser', `call.ts:412 Call default:x left (session ${session})`, `default:x ${session}`],
    [
      'an object as node prints it',
      `{ callType: 'default', callId: 'x', sessionId: '${session}' }`,
      `default:x ${session}`,
    ],
    [
      'nginx access log',
      `203.0.113.7 - - [22/Nov/2026:09:17:03 +0000] "GET /api/v2/video/call/default/x/session/${session}/participant_sessions?limit=100 HTTP/1.1" 200 512 "-" "curl/8.5.0"`,
      `default:x ${session}`,
    ],
    [
      'nginx error log',
      `2026/11/22 09:17:03 [error] 31#31: *7 upstream timed out, client: 203.0.113.7, request: "GET /video/call/default/x HTTP/1.1", upstream: "http://10.0.0.3:8080/"`,
      'default:x -',
    ],
    [
      'IPv6 client',
      `2001:db8::1 - - [22/Nov/2026:09:17:03 +0000] "POST /video/call/audio_room/lounge/join HTTP/2.0" 201 88`,
      'audio_room:lounge -',
    ],
    [
      'JSON log',
      `{"level":"info","time":1795339023123,"call_cid":"default:x","call_session_id":"${session}","msg":"ended"}`,
      `default:x ${session}`,
    ],
    [
      'JSON log, call as an object',
      `{"call":{"type":"default","id":"x","cid":"default:x"},"session_id":"${session}"}`,
      `default:x ${session}`,
    ],
    [
      'JSON in JSON',
      `{"log":"{\\"call_cid\\":\\"default:x\\",\\"session_id\\":\\"${session}\\"}\\n","stream":"stdout"}`,
      `default:x ${session}`,
    ],
    [
      'logfmt',
      `ts=2026-11-22T09:17:03Z level=info caller=calls.go:42 call=default:x session=${session} took=35ms`,
      `default:x ${session}`,
    ],
    [
      'logfmt with a trace',
      `level=warn trace_id=${trace} cid=default:x session_id=${session}`,
      `default:x ${session}`,
    ],
    [
      'Python logging, basic',
      `INFO:calls.api:call ended cid=default:x session=${session}`,
      `default:x ${session}`,
    ],
    [
      'Python logging, with time',
      `2026-11-22 09:17:03,250 - calls - WARNING - default:x has no rows (${session})`,
      `default:x ${session}`,
    ],
    [
      'Python, a dict',
      `{'call_type': 'default', 'call_id': 'x', 'session_id': '${session}'}`,
      `default:x ${session}`,
    ],
    [
      'Go zap, JSON',
      `{"level":"error","ts":1795339023.25,"caller":"calls/end.go:42","msg":"no report","cid":"default:x","session_id":"${session}"}`,
      `default:x ${session}`,
    ],
    [
      'Go zap, console',
      `2026-11-22T09:17:03.250+0100\tERROR\tcalls/end.go:42\tno report\t{"cid": "default:x", "session": "${session}"}`,
      `default:x ${session}`,
    ],
    ['Go, a struct', `{CallType:default CallID:x SessionID:${session}}`, `default:x ${session}`],
    [
      'kubectl, prefix and timestamp',
      `[pod/calls-api-7d9f8/api] 2026-11-22T09:17:03.123456789Z default:x ended session=${session}`,
      `default:x ${session}`,
    ],
    [
      'container runtime',
      `2026-11-22T09:17:03.123456789Z stderr F call default:x session ${session}`,
      `default:x ${session}`,
    ],
    [
      'syslog',
      `Nov 22 09:17:03 web-1 calls[812]: left default:x session_id=${session}`,
      `default:x ${session}`,
    ],
    [
      'Docker compose, colours',
      `${esc}[36mapi-1  |${esc}[0m 09:17:03 livestream:launch-2026 is live`,
      'livestream:launch-2026 -',
    ],
    [
      'Rails',
      `Started GET "/video/call/default/x" for 127.0.0.1 at 2026-11-22 09:17:03 +0100`,
      'default:x -',
    ],
    ['Ruby hash', `{:call_cid=>"default:x", :session_id=>"${session}"}`, `default:x ${session}`],
    [
      'Java, logback',
      `09:17:03.250 [http-nio-8080-exec-1] INFO c.e.Calls - call=default:x sessionId=${session}`,
      `default:x ${session}`,
    ],
    [
      'Android logcat',
      `11-22 09:17:03.250  1234  1250 D Call:RtcSession: [join] cid: default:x, sessionId: ${session}`,
      `default:x ${session}`,
    ],
    ['Swift', `2026-11-22 09:17:03.250 MyApp[123:4567] Joined call with cId default:x`, 'default:x -'],
    [
      'webhook, session ended',
      `{"type":"call.session_ended","created_at":"2026-11-22T09:34:10Z","call_cid":"default:x","session_id":"${session}","call":{"id":"x"}}`,
      `default:x ${session}`,
    ],
    [
      'webhook, report ready',
      `{"call_cid":"livestream:launch-2026","session_id":"${session}","type":"call.stats_report_ready"}`,
      `livestream:launch-2026 ${session}`,
    ],
    [
      'webhook, user session beside',
      `{"call_cid":"default:x","user_session_id":"${trace}","session_id":"${session}"}`,
      `default:x ${session}`,
    ],
    ['query string, encoded', `call_cid=default%3Ax&session_id=${session}`, `default:x ${session}`],
    [
      'stack trace, JS',
      `Error: default:x is over\n    at Call.join (/app/src/call.ts:12:5)\n    at node:internal/process/task_queues:95:5`,
      'default:x -',
    ],
    [
      'stack trace, Python',
      `File "/app/calls.py", line 12, in end\nValueError: no session ${session} in default:x`,
      `default:x ${session}`,
    ],
    ['a call whose id is a UUID', `joined default:${trace}`, `default:${trace} -`],
    [
      'a call whose id is a UUID, and its session',
      `joined default:${trace}, session ${session}`,
      `default:${trace} ${session}`,
    ],
    ['a type of one’s own', `call lesson:algebra-7 ended, session=${session}`, `lesson:algebra-7 ${session}`],
    ['a user session id alone', `cid=default:x user_session_id=${trace}`, `default:x ${trace}`],
    // Nothing of it is an id of Stream's.
    ['a time', 'at 12:30:45 nothing happened', 'nothing'],
    ['times with zones', 'from 2026-11-22T09:00:00+01:00 to 2026-11-22T09:34:10.250Z', 'nothing'],
    [
      'addresses and ports',
      'connect ECONNREFUSED 127.0.0.1:8080 via localhost:3030 to redis:6379',
      'nothing',
    ],
    ['IPv6', 'listening on [::1]:8080, fe80::1%eth0, 2001:db8:0:1:1:1:1:1 and ::', 'nothing'],
    ['a hardware address', 'link up de:ad:be:ef:00:01 on eth0', 'nothing'],
    ['file, line and column', 'src/app.ts:12:5 - error TS2304, main:42:7, (node:123) warning', 'nothing'],
    ['node’s own modules', 'at node:internal/modules/cjs/loader:1105:14 in node:fs', 'nothing'],
    ['drives', 'open C:\\Users\\anna\\a.txt or D:/logs/b.txt', 'nothing'],
    ['levels and labels', 'INFO:root:started status:200 took:35ms user:alice', 'nothing'],
    ['names of C++ and Rust', 'std::string in call::session::join', 'nothing'],
    ['addresses of the web', 'see https://example.com/docs:intro or mailto:anna@example.com', 'nothing'],
    ['digests', 'image sha256:9f86d081884c7d65 of docker:dind', 'nothing'],
    ['UUIDs of other things', `trace_id=${trace} request ${session} user=${other}`, 'nothing'],
    ['part of a longer word', `blob-${session}-part`, 'nothing'],
  ];
  for (const [name, line, expected] of lines) {
    it(`reads ${name}`, () => {
      assert.equal(firstOf(line), expected);
    });
  }

  it('offers no time, address or place in code as a call, also not after the right one', () => {
    for (const [name, line, expected] of lines) {
      const right = expected.split(' ')[0];
      const wrong = idsInText(line).filter(
        ({ cid }) => cid !== undefined && cid !== right && cidLikelihood(cid) !== 2,
      );
      assert.deepEqual(wrong, [], name);
    }
  });

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
    const names = fc.constantFrom('call', 'cid', 'call_cid', 'x-call', 'session', 'default');
    const type = fc.oneof(
      { weight: 9, arbitrary: fc.stringMatching(/^[a-z_-]{1,20}$/) },
      { weight: 1, arbitrary: names },
    );
    const id = fc.stringMatching(/^[A-Za-z0-9_-][A-Za-z0-9_:.$&?#%-]{0,30}$/);
    // `call:default:standup` says which call is meant, so that a type of such a name is the lesser reading.
    const readsAsField = (cid: string): boolean => /(?:^|\W)(?:call(?:[_-]?c?id|[_-]?type)?|cid):/i.test(cid);
    fc.assert(
      fc.property(type, id, fc.uuid(), fc.constantFrom('', '"', "'"), (callType, callId, uuid, quote) => {
        const cid = `${callType}:${callId}`;
        const understands = (words: string, meant: NamedIds): void => {
          const found = idsInText(`${quote}${words}${quote}`);
          if (readsAsField(cid))
            assert.ok(
              found.some((ids) => isDeepStrictEqual(ids, meant)),
              words,
            );
          else assert.deepEqual(found[0], meant);
        };
        understands(`${cid}/${uuid}`, { cid, sessionId: uuid });
        if (!looksLikeSessionId(callId)) understands(cid, { cid, sessionId: undefined });
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
