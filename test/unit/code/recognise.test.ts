import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { SessionRef } from '../../../src/attendance/call';
import type { KnownIds } from '../../../src/code/text/find';
import { findAt, recognise } from '../../../src/code/text/recognise';

const uuid = '2f0c4c1e-8a51-4b0e-9a53-5d0f0e6d1b11';
const held = '7b1d2f60-0000-4000-8000-0123456789ab';
const odd = 'session_2026_11_22_morning';

const ref = (sessionId: string, callType = 'default', callId = 'standup'): SessionRef => ({
  callType,
  callId,
  sessionId,
});

const known: KnownIds = {
  types: new Set(['default', 'livestream', 'audio_room', '12', 'http', 'C']),
  cids: new Set(['default:standup', 'default:room of Anna/2', 'default:held-']),
  sessions: new Map([
    [held, [ref(held)]],
    [odd, [ref(odd, 'livestream', 'launch')]],
  ]),
};

/** What is found, as `text of the place → cid / session`. */
function found(text: string, language = 'log', ids = known): readonly string[] {
  return recognise(text, language, ids).map(({ from, to, cid, sessionId }) => {
    const names = [cid, sessionId].filter((one) => one !== undefined).join(' / ');
    const place = text.slice(from, to);
    return place === names ? names : `${place} → ${names}`;
  });
}

type Row = readonly [language: string, text: string, ...finds: string[]];

const code: readonly Row[] = [
  ['typescript', 'const call = client.video.call("default", "standup");', 'standup → default:standup'],
  ['javascript', "video.call('livestream', 'launch')", 'launch → livestream:launch'],
  ['typescript', 'streamVideoClient.call(`default`, `a-b_c`)', 'a-b_c → default:a-b_c'],
  ['typescriptreact', 'client?.video?.call?.("default", "x1", {})', 'x1 → default:x1'],
  ['typescript', 'video.call(\n  "my_type",\n  "standup",\n);', 'standup → my_type:standup'],
  ['typescript', 'client.call("default", "standup")', 'standup → default:standup'],
  ['python', 'video_client.call("my_type", "standup")', 'standup → my_type:standup'],
  ['javascript', 'this.videoClient.call ( "default" , "standup" )', 'standup → default:standup'],
  ['javascript', 'video().call("default", "standup")', 'standup → default:standup'],
  ['python', 'call = client.video.call("default", "standup")', 'standup → default:standup'],
  ['python', "client.video.call(call_type='default', call_id='standup')", 'standup → default:standup'],
  ['python', 'client.video.call(id="standup", call_type="default")', 'standup → default:standup'],
  ['python', 'client.video.call("default", id=u"standup")', 'standup → default:standup'],
  ['javascript', 'sdk.call("default", "standup")', 'standup → default:standup'],
  // Another method of this name, or nothing that the text tells whole.
  ['javascript', 'super.call("event", "payload")'],
  ['javascript', 'fn.call("a", "b")'],
  ['javascript', 'redisClient.call("HGET", "user")'],
  ['javascript', 'httpClient.call("GET", "/users/7")'],
  ['typescript', 'client.call("my_type", "standup")'],
  ['typescript', 'client.video.call("default", id)'],
  ['typescript', 'client.video.call(type, "standup")'],
  ['typescript', 'client.video.call("default", "room-" + id)'],
  ['typescript', 'client.video.call("default", `room-${id}`)'],
  ['typescript', 'client.video.call("default", "a\\u0041")'],
  ['typescript', 'client.video.call("default")'],
  ['typescript', 'client.video.recall("default", "standup")'],
  ['typescript', 'client.video.caller("default", "standup")'],
  ['typescript', 'call("default", "standup")'],
  ['typescript', 'client.video.call("default", "..")'],
  ['typescript', 'client.video.call("default", "")'],
  ['python', 'client.video.call("default", f"room-{n}")'],
  ['python', 'client.video.call("default", "room-%s" % n)'],
  ['python', 'client.video.call("default", b"room")'],
  ['python', 'client.video.call("default", "room-{}".format(n))'],
  ['go', 'client.video.call("default", "standup")'],
  ['plaintext', 'client.video.call("default", "standup")'],
];

const cids: readonly Row[] = [
  ['log', 'joined default:standup', 'default:standup'],
  ['log', '2026-11-22T09:00:12.000Z INFO cid=default:standup ok', 'default:standup'],
  ['log', '[default:standup] 12:30:45 joined.', 'default:standup'],
  ['log', 'Anna left default:standup.', 'default:standup'],
  ['log', 'Who is in default:standup?', 'default:standup'],
  ['log', 'call:default:standup', 'default:standup'],
  ['log', 'default:room:with:colons', 'default:room:with:colons'],
  ['log', 'default:standup: joined', 'default:standup'],
  ['log', 'default:команда-1', 'default:команда-1'],
  ['log', 'default:anna@acme.com', 'default:anna@acme.com'],
  ['log', '\u001b[32m default:standup\u001b[0m', 'default:standup'],
  ['log', 'joined default:standup\r\nnext', 'default:standup'],
  ['log', 'GET /x?cid=default:standup&limit=1', 'default:standup'],
  ['log', '<cid>default:standup</cid>', 'default:standup'],
  ['markdown', 'See **default:standup** and `livestream:launch`', 'default:standup', 'livestream:launch'],
  ['json', '{"call_cid": "default:standup"}', 'default:standup'],
  ['json', '"{\\"cid\\":\\"default:standup\\"}"', 'default:standup'],
  ['json', '"default:standup\\njoined"', 'default:standup'],
  ['json', '{"cid":"default:room of Anna/2"}', 'default:room of Anna/2'],
  ['yaml', 'cid: default:standup', 'default:standup'],
  ['yaml', '- "audio_room:green"', 'audio_room:green'],
  ['shellscript', 'curl $URL/default:standup'],
  ['typescript', 'const cid = "default:standup";', 'default:standup'],
  ['typescript', 'const cid = `default:standup`;', 'default:standup'],
  ['typescript', '  // Anna was in default:standup', 'default:standup'],
  ['typescript', '   * See default:standup', 'default:standup'],
  ['typescript', 'log("joined default:standup");', 'default:standup'],
  ['python', '# was in default:standup', 'default:standup'],
  ['go', 'cid := "default:standup"', 'default:standup'],
  ['log', `default:standup/${uuid}`, `default:standup/${uuid} → default:standup / ${uuid}`],
  ['json', `{"of":"default:standup/${uuid}"}`, `default:standup/${uuid} → default:standup / ${uuid}`],
  ['log', `livestream:launch/${odd}`, 'livestream:launch', `${odd} → livestream:launch / ${odd}`],
  ['csv', '"{""cid"":""default:standup""}"', 'default:standup'],
  ['markdown', '|default:standup|livestream:launch|', 'default:standup', 'livestream:launch'],
  ['typescript', 'if (cid === "default:standup" || all) go();', 'default:standup'],
  ['typescript', 'if (cid === "default:standup" && all) go();', 'default:standup'],
  [
    'shellscript',
    '[ "$CID" = "default:standup" ] || test "$CID" = "default:x" || exit',
    'default:standup',
    'default:x',
  ],
  ['json', '{"cid":"default:held-"}', 'default:held-'],
  // A part of an id.
  ['typescript', 'const cid = "default:my call";'],
  ['typescript', 'const cid = "default:foo|bar";'],
  ['typescript', 'const cid = "default:a/b";'],
  ['typescript', 'const cid = "default:team(7)";'],
  ['typescript', 'const cid = "default:standup.";'],
  ['typescript', 'const cid = "default:it\\\'s";'],
  ['typescript', 'const cid = "default:say\\"so";'],
  ['json', '{"call_cid":"default:o\'brien"}'],
  ['json', `{"of":"default:standup/${uuid}/x"}`],
  ['ruby', 'cid = "default:room-#{n}"'],
  ['log', "default:o'brien default:foo|bar default:a/b default:team(7) default:room#1"],
  ['lua', 'cid = "default:room-" .. n'],
  ['lua', 'cid = "default:room".. n'],
  ['sql', "select 'default:room-' || n"],
  ['sql', "select 'default:room' || n"],
  ['vb', 'cid = "default:room-" & n'],
  ['vb', 'cid = "default:room" & n'],
  ['php', '$cid = "default:room" . $n;'],
  ['elixir', 'cid = "default:room" <> n'],
  ['shellscript', 'join "default:room"$n'],
  ['python', 'print("default:room-", n, sep="")'],
  ['python', 'print("joined default:room_", n)'],
  // Nothing that is a call of this app for sure.
  ['log', '12:30:45 started'],
  ['log', 'http://localhost:3000 https://example.com'],
  ['log', 'foo:bar unknown:standup'],
  ['log', 'C:\\Users\\anna C:/Users'],
  ['log', 'default: 12'],
  ['log', 'default:'],
  ['log', 'file/default:12:5'],
  ['log', 'default:12:5'],
  ['log', 'default:room-…'],
  ['log', 'default:room-...'],
  ['log', 'default:room-%s default:%d default:a%20b'],
  ['log', 'default:{id} default:<id> default:room-{id} default:$ID default:room-$ID'],
  ['log', 'default:* default:room*'],
  ['log', 'a.default:standup x$default:standup @default:standup'],
  ['log', `default:${'x'.repeat(65)}`],
  ['log', 'docker pull library/default:latest && docker run nginx:1.27'],
  ['log', 'a sentence 😀:default: and :smile: :livestream:'],
  ['css', 'a:hover { color: red } default:hover'],
  ['typescript', 'switch (x) { case 1: break; default:run(); }'],
  ['typescript', 'switch (x) { default:return y }'],
  ['typescript', 'export{a as default};x={default:e,livestream:on}'],
  ['typescript', 'const cid = "default:standup" + suffix;'],
  ['typescript', 'const cid = "default:standup".replace(a, b);'],
  ['typescript', 'const cid = `default:${id}`;'],
  ['typescript', 'const cid = `default:room-${id}`;'],
  ['typescript', 'const cid = "default:" + id;'],
  ['typescript', 'const cid = "default:a\\u0062c";'],
  ['python', 'cid = f"default:room-{n}"'],
  ['python', 'cid = "default:room-%s" % n'],
  ['python', 'cut = rows[default:standup]'],
  ['java', 'switch (x) { default:return y; }'],
];

const sessions: readonly Row[] = [
  ['log', `session ${uuid} ended`, uuid],
  ['log', `sessionId=${uuid}`, uuid],
  ['log', `call_session_id: ${uuid}`, uuid],
  ['log', `currentSessionId -> ${uuid}`.replace('->', '='), uuid],
  ['json', `{"session_id":"${uuid}"}`, uuid],
  ['json', `"session": { "id": "${uuid}", "x": 1 }`, uuid],
  ['json', `"{\\"session\\":\\"${uuid}\\"}"`, uuid],
  ['yaml', `session: ${uuid}`, uuid],
  ['python', `session='${uuid}'`, uuid],
  ['log', `${uuid} (session) joined`, uuid],
  ['log', `${uuid} session ended`, uuid],
  ['log', `default:standup session=${uuid}`, 'default:standup', `${uuid} → default:standup / ${uuid}`],
  [
    'log',
    `GET /video/call/livestream/launch%201/session/${uuid}/participant_sessions`,
    `${uuid} → livestream:launch 1 / ${uuid}`,
  ],
  ['log', `seen ${held} here`, `${held} → default:standup / ${held}`],
  ['log', `seen ${odd} here`, `${odd} → livestream:launch / ${odd}`],
  ['log', `livestream:launch saw ${held}`, 'livestream:launch', `${held} → default:standup / ${held}`],
  ['log', `session default:standup/${held}`, `default:standup/${held} → default:standup / ${held}`],
  // Two calls in a line: whose session it is, nobody can tell.
  ['log', `default:a default:b session=${uuid}`, 'default:a', 'default:b', uuid],
  ['log', `request ${uuid} done`],
  ['log', `user_session_id=${uuid}`],
  ['log', `userSessionId: "${uuid}"`],
  ['json', `"unified_session_id":"${uuid}"`],
  ['log', `login session ${uuid}`],
  ['log', `${uuid}, session=none`],
  ['log', `${uuid} session_id=none`],
  ['log', `session: none, request: ${uuid}`],
  ['log', `session=${uuid}0`],
  ['log', `session=x-${uuid}`],
  ['log', 'session 12'],
];

describe('ids in texts', () => {
  for (const [name, rows] of Object.entries({ code, cids, sessions })) {
    describe(name, () => {
      for (const [language, text, ...finds] of rows) {
        it(`${language}: ${JSON.stringify(text).slice(0, 90)}`, () => {
          assert.deepEqual(found(text, language), finds);
        });
      }
    });
  }

  it('are none of an app of which nothing is known, but for calls in code and sessions by their name', () => {
    const nothing: KnownIds = { types: new Set(), cids: new Set(), sessions: new Map() };
    assert.deepEqual(found('default:standup livestream:x', 'log', nothing), []);
    assert.deepEqual(found(`video.call("default", "x") // session ${uuid}`, 'typescript', nothing), [
      'x → default:x',
      uuid,
    ]);
  });

  it('of one session id in two calls belong to the call of the line, or to nobody', () => {
    const twice: KnownIds = {
      ...known,
      sessions: new Map([[held, [ref(held), ref(held, 'livestream', 'launch')]]]),
    };
    assert.deepEqual(found(`saw ${held}`, 'log', twice), [held]);
    assert.deepEqual(found(`livestream:launch ${held}`, 'log', twice), [
      'livestream:launch',
      `${held} → livestream:launch / ${held}`,
    ]);
    assert.deepEqual(found(`default:other ${held}`, 'log', twice)[1], `${held} → default:standup / ${held}`);
  });

  it('lie in order, apart, within the text, on one line, and name what stands there', () => {
    const pieces = fc.constantFrom(
      'default:standup',
      'livestream:',
      'video.call("default", "x")',
      `session ${uuid}`,
      held,
      odd,
      '"',
      "'",
      '`',
      '\n',
      '\r\n',
      ' ',
      '${',
      '//',
      '\\',
      '\u202e',
      '](command:x)',
      '\0',
      '/',
      ':',
    );
    const texts = fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' })), { maxLength: 20 });
    fc.assert(
      fc.property(texts, fc.constantFrom('typescript', 'python', 'log', ''), (parts, language) => {
        const text = parts.join('');
        let end = 0;
        for (const { from, to, cid, sessionId } of recognise(text, language, known)) {
          assert.ok(from >= end && to > from && to <= text.length);
          end = to;
          const place = text.slice(from, to);
          assert.doesNotMatch(place, /[\n\r\0]/);
          assert.ok(cid !== undefined || sessionId !== undefined);
          assert.ok(place.includes(sessionId ?? cid?.slice(cid.indexOf(':') + 1) ?? '?'), place);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('are found in time that grows with the length alone, whatever the text', () => {
    const length = 500_000;
    const repeated = (piece: string): string => piece.repeat(Math.ceil(length / piece.length));
    const texts = [
      'default:',
      'default:"',
      '"default:x',
      "'default:standup' ",
      'a.call(',
      'video.call("default",',
      'video.call(   ',
      'call'.padEnd(300),
      `${uuid} `,
      `session ${uuid} default:b `,
      '2f0c4c1e-8a51-4b0e-9a53-',
      'session_id=session_id=',
      '/call/default/x/session/',
      ':',
      'x',
      ' ',
      '\\"',
      '\0\u0001\uffff\ud800',
      'default:a\n',
    ].map(repeated);
    for (const text of texts) {
      const began = process.cpuUsage().user;
      const finds = recognise(text, 'typescript', known);
      const ms = (process.cpuUsage().user - began) / 1000;
      assert.ok(finds.length <= 1000);
      assert.ok(ms < 1500, `${JSON.stringify(text.slice(0, 24))} took ${ms.toFixed(0)} ms`);
    }
  });

  it('are found at an offset: within, or right behind', () => {
    const finds = recognise('x default:standup.', 'log', known);
    assert.equal(findAt(finds, 1), undefined);
    assert.equal(findAt(finds, 2)?.cid, 'default:standup');
    assert.equal(findAt(finds, 17)?.cid, 'default:standup');
    assert.equal(findAt(finds, 18), undefined);
  });
});
