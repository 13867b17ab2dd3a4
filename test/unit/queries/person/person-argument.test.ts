import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readQuestion } from '../../../../src/formats/question';
import { problemOfId, readPersonArgument } from '../../../../src/queries/person/person-argument';

const given = (argument: unknown) => {
  const read = readPersonArgument(argument);
  if (read.kind !== 'given') assert.fail(JSON.stringify(argument));
  return read.given;
};

describe('what Find a Person is given', () => {
  it('is nothing, an id, or what another extension passes', () => {
    assert.deepEqual(given(undefined), {});
    assert.deepEqual(given('alice'), { userId: 'alice' });
    assert.deepEqual(given({ userId: 'alice', name: 'Alice' }), { userId: 'alice', name: 'Alice' });
    assert.deepEqual(
      given({
        userId: 'alice',
        from: '2026-11-20T09:00:00+01:00',
        to: Date.UTC(2026, 10, 21),
        callType: 'default',
      }),
      {
        userId: 'alice',
        from: Date.UTC(2026, 10, 20, 8),
        to: Date.UTC(2026, 10, 21),
        callType: 'default',
      },
    );
    assert.deepEqual(given({ callType: 'livestream' }), { callType: 'livestream' });
    const whole = { userId: 'alice', days: 30, callType: null };
    assert.deepEqual(given(whole), whole);
  });

  it('is a row or a person of the sidebar', () => {
    const session = { callType: 'default', callId: 'x', sessionId: 's' };
    const row = {
      kind: 'row',
      id: 'n',
      parent: undefined,
      target: { kind: 'row', appId: 'a', session, rowKey: 'k' },
    };
    assert.equal(readPersonArgument(row).kind, 'row');
    assert.deepEqual(given({ kind: 'person', id: 'n', parent: {}, session, userId: 'bob' }), {
      userId: 'bob',
    });
  });

  it('is refused in words where it cannot be asked', () => {
    for (const argument of [
      '',
      '!anon',
      '..',
      'x'.repeat(257),
      { userId: '' },
      { userId: 7 },
      [],
      42,
      { userId: 'a', from: '2026-11-20' },
      { userId: 'a', from: '2026-11-20T09:00:00' },
      { userId: 'a', to: '2026-11-20T09:00:00Z' },
      { userId: 'a', from: 9, to: 9 },
      { userId: 'a', from: -1 },
      { userId: 'a', callType: '' },
      { userId: 'a', days: 5 },
      { userId: 'a', days: 7, from: '2026-11-20T09:00:00Z' },
    ])
      assert.equal(readPersonArgument(argument).kind, 'wrong', JSON.stringify(argument));
  });

  it('never throws, and gives no id that cannot be sent', () => {
    fc.assert(
      fc.property(fc.anything(), (argument) => {
        const read = readPersonArgument(argument);
        if (read.kind === 'given' && read.given.userId !== undefined)
          assert.equal(problemOfId(read.given.userId), undefined);
      }),
    );
  });

  it('becomes a row filter that chooses the person’s rows, whatever the id', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (userId) => {
        const reading = readQuestion({ rows: { user_id: userId } });
        assert.ok(reading.ok);
      }),
    );
  });
});
