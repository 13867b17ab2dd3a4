import assert from 'node:assert/strict';
import fc from 'fast-check';
import { idsOfFields, idsOfText } from '../../../../src/code/debug/variable-ids';

const cid = 'default:daily-standup';
const uuid = '2f0c4c1e-0a4b-4b6e-9d7c-3b1a5e6f7a8b';
const otherUuid = '7a1b2c3d-0a4b-4b6e-9d7c-3b1a5e6f7a8b';

/** Without the keys that say nothing. */
function said(found: readonly object[]): readonly object[] {
  return JSON.parse(JSON.stringify(found)) as object[];
}

describe('the ids in a string', () => {
  const strings: readonly (readonly [string, string, readonly object[], (readonly object[])?])[] = [
    ['cid', cid, [{ cid }], [{ cid }]],
    ['x', cid, [{ cid }], [{ cid }]],
    ['x', `${cid}/${uuid}`, [{ cid, sessionId: uuid }], [{ cid, sessionId: uuid }]],
    ['x', uuid, [{ sessionId: uuid }, { callId: uuid }], [{ sessionId: uuid }]],
    ['sessionId', uuid, [{ sessionId: uuid }], [{ sessionId: uuid }]],
    ['call_session_id', 'odd-session', [{ sessionId: 'odd-session' }], [{ sessionId: 'odd-session' }]],
    ['userSessionId', uuid, [{ sessionId: uuid }], [{ sessionId: uuid }]],
    ['loginSessionId', 'abc', [{ callId: 'abc' }], []],
    ['session', `${cid}/${uuid}`, [{ cid, sessionId: uuid }], [{ cid, sessionId: uuid }]],
    ['callId', 'daily-standup', [{ callId: 'daily-standup' }], [{ callId: 'daily-standup' }]],
    ["'call_id'", uuid, [{ callId: uuid }], [{ callId: uuid }]],
    ['callId', 'room with spaces', [{ callId: 'room with spaces' }], [{ callId: 'room with spaces' }]],
    ['callId', cid, [{ cid }, { callId: cid }], [{ cid }, { callId: cid }]],
    ['room', 'daily-standup', [{ callId: 'daily-standup' }], []],
    ['line', `joined ${cid} session=${uuid} ok`, [{ cid, sessionId: uuid }], [{ cid, sessionId: uuid }]],
    ['line', `joined default:dai… session ${uuid}`, [{ sessionId: uuid }], [{ sessionId: uuid }]],
    ['line', `joined default:dai... now`, [], []],
    ['at', '12:30', [{ cid: '12:30' }], []],
    ['greeting', 'hello there', [], []],
    ['empty', '', [], []],
    ['empty', '   ', [], []],
    ['callId', 'a\nb', [], []],
    ['cid', 'standup', [], []],
    ['room', 'x'.repeat(300), [], []],
  ];
  for (const [name, words, found, certain = []] of strings)
    it(`${name}: ${words.slice(0, 60).replace('\n', '\\n')}`, () => {
      assert.deepEqual(said(idsOfText(name, words)), found);
      assert.deepEqual(said(idsOfText(name, words, { certainOnly: true })), certain);
    });

  it('never holds a part of an id that the limit of length would cut', () => {
    const words = `${'x '.repeat(2040)}default:daily-standup-of-everybody`;
    assert.deepEqual(idsOfText('line', words), []);
  });

  it('never holds what something was left out of', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('default:', 'a', '…', '...', ' ', uuid, '/', '"', ':'), { maxLength: 12 }),
        fc.constantFrom('x', 'callId', 'sessionId', 'cid'),
        (parts, name) => {
          for (const ids of idsOfText(name, parts.join('')))
            assert.doesNotMatch(`${ids.cid} ${ids.callId} ${ids.sessionId}`, /…|\.\.\./);
        },
      ),
    );
  });
});

describe('the ids in the fields of an object', () => {
  const objects: readonly (readonly [string, string, Readonly<Record<string, string>>, readonly object[]])[] =
    [
      ['a call of the SDK', 'call', { type: 'default', id: 'daily-standup', cid }, [{ cid }]],
      ['type and id', 'x', { type: 'default', id: 'daily-standup' }, [{ cid }]],
      [
        'call_type and call_id',
        'row',
        { call_type: 'default', call_id: 'daily-standup', id: 'no' },
        [{ cid }],
      ],
      ['camel case', 'row', { callType: 'default', callId: 'daily-standup' }, [{ cid }]],
      [
        'Go',
        'row',
        { CallType: 'default', CallID: 'daily-standup', SessionID: uuid },
        [{ cid, sessionId: uuid }],
      ],
      ['a Python dict', 'row', { "'call_cid'": cid, "'session_id'": uuid }, [{ cid, sessionId: uuid }]],
      ['Python attributes', 'row', { _call_cid: cid, _session_id: uuid }, [{ cid, sessionId: uuid }]],
      ['callCid', 'event', { callCid: cid, type: 'call.ended' }, [{ cid }]],
      [
        'an event',
        'event',
        { type: 'call_ended', call_cid: cid, session_id: uuid },
        [{ cid, sessionId: uuid }],
      ],
      ['an event’s type is no call’s', 'event', { type: 'ended', call_id: 'x' }, [{ callId: 'x' }]],
      ['its session below it', 'call', { cid, 'session.id': uuid }, [{ cid, sessionId: uuid }]],
      ['its call below it', 'event', { 'call.cid': cid, session_id: uuid }, [{ cid, sessionId: uuid }]],
      ['its call in parts', 'event', { 'call.type': 'default', 'call.id': 'daily-standup' }, [{ cid }]],
      ['a session', 'session', { id: uuid, call_cid: cid }, [{ cid, sessionId: uuid }]],
      ['a session and a type', 'session', { id: uuid, type: 'video' }, [{ sessionId: uuid }]],
      ['a user session', 'row', { call_cid: cid, user_session_id: uuid }, [{ cid, sessionId: uuid }]],
      [
        'the call’s session before the user’s',
        'row',
        { call_cid: cid, user_session_id: uuid, call_session_id: otherUuid },
        [{ cid, sessionId: otherUuid }],
      ],
      [
        'two sessions',
        'call',
        { cid, session_id: uuid, 'session.id': otherUuid },
        [
          { cid, sessionId: uuid },
          { cid, sessionId: otherUuid },
        ],
      ],
      ['a session id alone', 'x', { sessionId: uuid }, [{ sessionId: uuid }]],
      [
        'the call’s session before the unified one',
        'row',
        { call_cid: cid, unified_session_id: uuid, session_id: otherUuid },
        [{ cid, sessionId: otherUuid }],
      ],
      [
        'a user’s sessions',
        'row',
        { user_session_id: uuid, unified_session_id: otherUuid },
        [{ sessionId: uuid }, { sessionId: otherUuid }],
      ],
      ['sessions of other programs', 'row', { httpSessionId: uuid, login_session_id: otherUuid }, []],
      ['a call beside another program’s session', 'row', { cid, debugSessionId: uuid }, [{ cid }]],
      ['another program’s session', 'httpSession', { id: uuid, type: 'default' }, []],
      ['a call id alone', 'x', { call_id: 'standup' }, [{ callId: 'standup' }]],
      ['a call with an id alone', 'currentCall', { id: 'standup' }, [{ callId: 'standup' }]],
      ['an id of who knows what', 'user', { id: 'anna', name: 'Anna' }, []],
      ['a type that is none', 'x', { type: 'a b', id: 'y' }, []],
      ['a list', 'cids', { 0: cid, 1: 'standup', 2: uuid, length: cid }, [{ cid }, { sessionId: uuid }]],
      ['a cut one', 'x', { cid: 'default:dai…' }, []],
      ['controls', 'x', { cid: 'default:a\u0000b' }, []],
      ['a cid that is none', 'x', { cid: 'standup' }, []],
      ['nothing', 'x', {}, []],
    ];
  for (const [what, name, fields, found] of objects)
    it(what, () => {
      const texts = Object.entries(fields).map(([field, text]) => ({ name: field, text }));
      assert.deepEqual(said(idsOfFields(name, texts)), found);
    });
});
