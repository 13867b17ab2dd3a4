import assert from 'node:assert/strict';
import fc from 'fast-check';
import { english } from '../../../src/attendance/text';
import {
  hasConditions,
  newest,
  otherSession,
  questionData,
  readQuestion,
} from '../../../src/formats/question';

const told = (data: unknown): string => {
  const reading = readQuestion(data);
  return reading.ok ? 'ok' : `${reading.field}: ${english(reading.text)}`;
};

describe('a question in JSON', () => {
  it('is read, and written as it was', () => {
    const data = {
      call: 'default:a:b',
      session: newest,
      rows: { user_id: 'alice' },
      window: { from: '2026-11-22T09:00:00.000Z', to: '2026-11-22T09:30:00.000Z' },
      presentAtLeastSeconds: 90.5,
    };
    const reading = readQuestion(data);
    assert.ok(reading.ok);
    assert.equal(reading.question.threshold, 90_500);
    assert.equal(reading.question.window?.from, Date.UTC(2026, 10, 22, 9));
    assert.deepEqual(questionData(reading.question), data);
    assert.equal(hasConditions(reading.question), true);
    assert.equal(hasConditions({ call: 'a:b', session: 'c' }), false);
  });

  it('comes back whatever is in it', () => {
    const question = fc.record(
      {
        call: fc.string({ minLength: 1, maxLength: 40 }).map((id) => `default:${id}`),
        session: fc.string({ minLength: 1, maxLength: 40 }),
        rows: fc.record({ user_id: fc.string() }),
        window: fc.record({ from: fc.constant('2026-11-22T09:00:00.000Z') }),
        presentAtLeastSeconds: fc.integer({ min: 0, max: 10_000_000 }).map((ms) => ms / 1000),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(question, (data) => {
        const written = JSON.stringify(data);
        const reading = readQuestion(JSON.parse(written));
        assert.ok(reading.ok);
        const back = JSON.stringify(questionData(reading.question));
        assert.deepEqual(JSON.parse(back), JSON.parse(written));
      }),
    );
  });

  it('says which field is wrong', () => {
    assert.match(told([]), /^: This is no question/);
    assert.match(told('{}'), /^: This is no question/);
    assert.match(told({ row: {} }), /^row: .*Allowed: call, session, rows/);
    assert.match(told({ call: 'nocolon' }), /^call: /);
    assert.match(told({ rows: { user: 'x' } }), /^rows: .*no field “user”/);
    assert.match(told({ window: { from: '2026-11-22' } }), /^window\.from: /);
    assert.match(told({ window: { to: '2026-11-22T09:00:00' } }), /^window\.to: /);
    assert.match(
      told({ window: { from: '2026-11-22T09:00:00Z', to: '2026-11-22T09:00:00Z' } }),
      /^window: The window ends/,
    );
    assert.match(told({ presentAtLeastSeconds: -1 }), /^presentAtLeastSeconds: /);
    assert.equal(told({}), 'ok');
    assert.equal(told({ window: { from: null } }), 'ok');
  });

  it('moves no day that does not exist to another one', () => {
    for (const at of ['2026-02-30T09:00:00Z', '2026-02-29T09:00:00Z', '2026-04-31T09:00:00+02:00'])
      for (const end of ['from', 'to'])
        assert.match(told({ window: { [end]: at } }), new RegExp(`^window\\.${end}: `), at);
    for (const at of ['2028-02-29T00:00:00Z', '2026-03-01T00:30:00+02:00', '2026-12-31T23:30:00-08:00'])
      assert.equal(told({ window: { from: at } }), 'ok', at);
  });

  it('loses no condition, whatever its field is called', () => {
    for (const rows of [
      '{"__proto__":"x"}',
      '{"user_id":"a","__proto__":{"$eq":"b"}}',
      '{"constructor":1}',
      '[]',
    ])
      assert.match(told(JSON.parse(`{"rows":${rows}}`)), /^rows: /, rows);
    assert.match(told(JSON.parse('{"__proto__":{"rows":{}}}')), /^__proto__: /);
  });

  it('is about the session that it is asked of, or says that it is not', () => {
    const asked = { callType: 'default', callId: 'a', sessionId: 's-1' };
    const other = (question: Parameters<typeof otherSession>[0]): string => {
      const found = otherSession(question, asked);
      return found === undefined ? 'this one' : english(found);
    };
    assert.equal(other({}), 'this one');
    assert.equal(other({ call: 'default:a', session: 's-1' }), 'this one');
    assert.match(other({ call: 'default:b', session: 's-1' }), /another call .*: default:b\.$/);
    assert.match(other({ session: 's-2' }), /another session .*: s-2\.$/);
    assert.match(other({ session: newest }), /newest session, but one was named/);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.anything(), (data) => {
        readQuestion(data);
      }),
    );
  });
});
