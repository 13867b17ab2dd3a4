import assert from 'node:assert/strict';
import fc from 'fast-check';
import { english } from '../../../src/attendance/text';
import { hasConditions, newest, questionData, readQuestion } from '../../../src/formats/question';

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

  it('never throws', () => {
    fc.assert(
      fc.property(fc.anything(), (data) => {
        readQuestion(data);
      }),
    );
  });
});
