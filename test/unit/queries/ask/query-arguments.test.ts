import assert from 'node:assert/strict';
import { english } from '../../../../src/attendance/text';
import { readWhoGiven } from '../../../../src/queries/ask/instant-asked';
import { readOutside } from '../../../../src/queries/ask/outside-question';
import { readGiven } from '../../../../src/queries/ask/query-arguments';

const session = { callType: 'default', callId: 'a:b', sessionId: 's1' };

describe('what a query was given', () => {
  it('is nothing, a node, or a target', () => {
    const nothing = { appId: undefined, app: undefined, hasConditions: false, result: undefined };
    for (const none of [undefined, null])
      assert.deepEqual(readGiven(none), { ok: true, given: { ...nothing, question: {} } });
    const target = { kind: 'session', appId: 'app', session };
    const given = { ...nothing, appId: 'app', question: { call: 'default:a:b', session: 's1' } };
    assert.deepEqual(readGiven(target), { ok: true, given });
    assert.deepEqual(readGiven({ kind: 'node', target }), { ok: true, given });
    assert.deepEqual(readGiven({ kind: 'call', appId: 'app', cid: 'default:x' }), {
      ok: true,
      given: { ...nothing, appId: 'app', question: { call: 'default:x' } },
    });
  });

  it('is a question as keybindings write it; no condition at all is one, too', () => {
    const reading = readGiven({
      app: 'acme',
      call: 'default:x',
      session: 'newest',
      rows: { user_id: 'alice' },
      window: { from: '2026-11-22T09:00:00Z' },
      presentAtLeastSeconds: 90,
      result: 'totals',
    });
    assert.ok(reading.ok);
    assert.deepEqual(reading.given, {
      appId: undefined,
      app: 'acme',
      hasConditions: true,
      result: 'totals',
      question: {
        call: 'default:x',
        session: 'newest',
        rowFilter: { user_id: 'alice' },
        window: { from: Date.UTC(2026, 10, 22, 9) },
        threshold: 90_000,
      },
    });
    const all = readGiven({ call: 'default:x', rows: {} });
    assert.ok(all.ok && all.given.hasConditions);
    const open = readGiven({ call: 'default:x' });
    assert.ok(open.ok && !open.given.hasConditions);
  });

  it('is refused, in words, where it would be another question', () => {
    const wrong: readonly (readonly [unknown, RegExp])[] = [
      ['default:x', /has to be an object/],
      [[], /has to be an object/],
      [{ calls: 'default:x' }, /calls/],
      [{ call: 'x' }, /cid/],
      [{ result: 'csv' }, /result/],
      [{ rows: { nobody: 1 } }, /nobody/],
      [{ window: { from: 'yesterday' } }, /window\.from/],
      [{ presentAtLeastSeconds: -1 }, /presentAtLeastSeconds/],
      [{ app: 7 }, /object/],
    ];
    for (const [argument, words] of wrong) {
      const reading = readGiven(argument);
      assert.ok(!reading.ok, JSON.stringify(argument));
      assert.match(english(reading.text), words);
    }
  });

  it('names every field that may stand there to who wrote another one', () => {
    const told = (reading: ReturnType<typeof readGiven> | ReturnType<typeof readOutside>): string =>
      reading.ok ? '' : english(reading.text);
    const both = 'call, session, rows, window, presentAtLeastSeconds';
    assert.equal(
      told(readGiven({ cal: 'default:x' })),
      `“cal” cannot be read. Allowed: app, ${both}, result.`,
    );
    assert.equal(
      told(readOutside({ call: 'default:x', session: 's', row: {} })),
      `“row” cannot be read. Allowed: app, ${both}, include.`,
    );
  });

  it('names call and session where another extension asks, and may ask for rows', () => {
    const asked = readOutside({ call: 'default:x', session: 'newest', include: ['rows'] });
    assert.ok(asked.ok);
    assert.deepEqual(
      [asked.asked.call, asked.asked.session, asked.asked.withRows],
      ['default:x', 'newest', true],
    );
    const plain = readOutside({ call: 'default:x', session: 's' });
    assert.ok(plain.ok && !plain.asked.withRows);
    for (const argument of [undefined, 'x', [], {}, { call: 'default:x' }, { session: 's' }])
      assert.equal(readOutside(argument).ok, false, JSON.stringify(argument));
    assert.equal(readOutside({ call: 'default:x', session: 's', include: ['secret'] }).ok, false);
    assert.equal(readOutside({ call: 'default:x', session: 's', include: 'rows' }).ok, false);
  });

  it('has an instant where it asks who was there', () => {
    const target = { kind: 'session', appId: 'app', session };
    const both = readWhoGiven({ target, at: '2026-11-22T09:17:00Z' });
    assert.ok(both.ok);
    assert.deepEqual([both.given.question.session, both.at], ['s1', '2026-11-22T09:17:00Z']);
    const only = readWhoGiven({ at: '09:17' });
    assert.ok(only.ok);
    assert.deepEqual([only.given.question, only.at], [{}, '09:17']);
    const node = readWhoGiven({ target });
    assert.ok(node.ok && node.at === undefined && node.given.question.session === 's1');
    assert.equal(readWhoGiven({ at: 7 }).ok, false);
    assert.equal(readWhoGiven('09:17').ok, false);
  });
});
