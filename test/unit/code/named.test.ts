import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { idsAt, idsSelected } from '../../../src/code/ids-here';
import { commandLink, readNamed, sessionNamed } from '../../../src/code/named';
import type { KnownIds } from '../../../src/code/text/find';
import { nearText } from '../../../src/code/text/near';
import { recognise } from '../../../src/code/text/recognise';

const uuid = '2f0c4c1e-8a51-4b0e-9a53-5d0f0e6d1b11';
const standup = { callType: 'default', callId: 'standup', sessionId: uuid };
const known: KnownIds = {
  types: new Set(['default']),
  cids: new Set(['default:standup']),
  sessions: new Map([[uuid, [standup]]]),
};
const unknown: KnownIds = { types: new Set(), cids: new Set(), sessions: new Map() };

describe('what a link names', () => {
  it('is read only where it is a call, a session, or both', () => {
    assert.deepEqual(readNamed({ call: 'default:standup' }), { call: 'default:standup' });
    assert.deepEqual(readNamed({ session: uuid }), { session: uuid });
    const both = { call: 'a:b:c', session: 'x' };
    assert.deepEqual(readNamed(both), both);
    for (const nothing of [
      undefined,
      null,
      'default:standup',
      [],
      [{ call: 'default:standup' }],
      {},
      { call: '' },
      { call: 'standup' },
      { call: ':x', session: uuid },
      { call: 1 },
      { session: 'x'.repeat(401) },
      { call: 'default:standup', more: true },
      // What VS Code's menus give: the document's address.
      { $mid: 1, fsPath: '/x', path: '/x', scheme: 'file' },
    ])
      assert.equal(readNamed(nothing), undefined, JSON.stringify(nothing));
  });

  it('comes through the address whole, be it decoded once or twice, and cannot end a Markdown link', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
      fc.constantFrom(
        'x) [evil](command:workbench.action.quit)',
        '%41%zz%',
        'a%2522b',
        '\u202e',
        '"\\',
        '\ud800',
      ),
    );
    fc.assert(
      fc.property(hostile, hostile, (id, session) => {
        const link = commandLink('rollcall.lookUp', { call: `t:${id}`, session });
        assert.match(link, /^command:rollcall\.lookUp\?[\w.~%-]+$/);
        const once = decodeURIComponent(link.slice(link.indexOf('?') + 1));
        assert.deepEqual(JSON.parse(once), [{ call: `t:${id}`, session }]);
        assert.equal(decodeURIComponent(once), once);
      }),
    );
  });

  it('is a session where its call is named, or one session of this id is held', () => {
    assert.deepEqual(sessionNamed({ call: 'a:b:c', session: 'x' }, unknown), {
      callType: 'a',
      callId: 'b:c',
      sessionId: 'x',
    });
    assert.deepEqual(sessionNamed({ session: uuid }, known), standup);
    assert.equal(sessionNamed({ session: uuid }, unknown), undefined);
    assert.equal(sessionNamed({ call: 'default:standup' }, known), undefined);
    const twice = new Map([[uuid, [standup, { ...standup, callId: 'other' }]]]);
    assert.equal(sessionNamed({ session: uuid }, { sessions: twice }), undefined);
  });
});

describe('the text around a place', () => {
  const near = (lines: readonly string[], at: number, character: number) =>
    nearText({ count: lines.length, line: (one) => lines[one] ?? '' }, at, character);

  it('leads back to the place, whatever stands around it', () => {
    const line = fc.oneof(
      fc.string(),
      fc.string().map((one) => one.repeat(900)),
    );
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 20 }),
        fc.nat(),
        fc.nat(),
        (given, one, place) => {
          const lines = given.map((text) => text.replaceAll(/[\r\n]/g, ''));
          const at = one % lines.length;
          const own = lines[at] ?? '';
          const character = place % (own.length + 1);
          const { text, offset, lineStart, firstCharacter } = near(lines, at, character);
          assert.equal(offset - lineStart + firstCharacter, character);
          assert.equal(text.charAt(offset), own.charAt(character) || '\n');
          assert.ok(text.length < 45_000);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('holds a call that is written over several lines, and no id that is cut off', () => {
    const lines = ['const call = client.video.call(', '  "default",', '  "standup",', ');'];
    const { text, offset } = near(lines, 2, 5);
    const [find] = recognise(text, 'typescript', known);
    assert.ok(find !== undefined && find.from <= offset && offset < find.to);
    const long = [`${'x '.repeat(50_000)}default:standup ${'y '.repeat(50_000)}`];
    const middle = near(long, 0, 100_003);
    const there = recognise(middle.text, 'log', known)[0];
    assert.equal(there?.cid, 'default:standup');
    assert.equal(there.from - middle.lineStart + middle.firstCharacter, 100_000);
  });
});

describe('ids at the cursor and in a selection', () => {
  const at = (line: string, character: number, ids = known) =>
    idsAt(nearText({ count: 1, line: () => line }, 0, character), 'log', ids);

  it('are what is recognised at the place', () => {
    assert.deepEqual(at('joined default:standup now', 10), [{ call: 'default:standup' }]);
    assert.deepEqual(at(`saw ${uuid}`, 8), [{ call: 'default:standup', session: uuid }]);
  });

  it('are what the word there may be, where nothing is sure: it was asked for', () => {
    assert.deepEqual(at(`request "${uuid}"`, 12, unknown), [{ session: uuid }]);
    assert.deepEqual(at('joined my_type:standup', 9, unknown), [{ call: 'my_type:standup' }]);
  });

  it('are what the line names elsewhere, and nothing of other lines', () => {
    assert.deepEqual(at('default:standup and default:b, default:b', 17), [
      { call: 'default:standup' },
      { call: 'default:b' },
    ]);
    assert.deepEqual(at('nothing here 12:30:45', 3), []);
    const lines = ['default:standup', 'nothing', 'default:b'];
    const near = nearText({ count: 3, line: (one) => lines[one] ?? '' }, 1, 2);
    assert.deepEqual(idsAt(near, 'log', known), []);
  });

  it('of a selection are each told once', () => {
    assert.deepEqual(idsSelected(`default:standup default:standup\ndefault:b`, 'log', known), [
      { call: 'default:standup' },
      { call: 'default:b' },
    ]);
    assert.deepEqual(idsSelected(uuid, 'log', unknown), [{ session: uuid }]);
    assert.deepEqual(idsSelected('no ids', 'log', known), []);
  });
});
