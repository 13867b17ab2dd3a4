import assert from 'node:assert/strict';
import { isStreamFailure } from '../../../src/stream/errors';
import type { Operation } from '../../../src/stream/transport';
import { onSample } from './sample-door';
import { answer, refusal, scriptedDoor } from './scripted-transport';

/** The conditions that a question holds. */
function conditions(operation: Operation | undefined): readonly string[] {
  assert.ok(operation?.name === 'QueryUsers');
  return fieldsOf(operation.filter);
}

function fieldsOf(filter: object): readonly string[] {
  return Object.entries(filter).flatMap(([field, value]: [string, unknown]) =>
    field === '$or' && Array.isArray(value)
      ? [
          '$or',
          ...value.flatMap((one: unknown) => (typeof one === 'object' && one !== null ? fieldsOf(one) : [])),
        ]
      : [field],
  );
}

describe('searching for people', () => {
  it('finds them by id, by the beginning of a name, and by e-mail, in one request', async () => {
    await onSample({}, async ({ stream, server }) => {
      for (const [words, id, name] of [
        ['alice', 'alice', 'Alice Moreau'],
        ['Alice M', 'alice', 'Alice Moreau'],
        [' bob@example.com ', 'bob', 'Bob Lindqvist'],
        ['obs-main', 'obs-main', 'Studio (OBS)'],
      ] as const) {
        const { value } = await stream.usersNamed(words);
        assert.deepEqual(value[0], { id, name }, words);
      }
      assert.deepEqual((await stream.usersNamed('nobody of this name')).value, []);
      assert.equal(server.requests.length, 5);
      assert.deepEqual((await stream.usersNamed('  ')).value, []);
      assert.deepEqual((await stream.usersNamed('\ud800')).value, []);
      assert.deepEqual((await stream.usersNamed('x'.repeat(300))).value, []);
      assert.equal(server.requests.length, 5, 'what nobody can be called is not asked for');
    });
  });

  it('puts the exact id first, and nobody twice', async () => {
    const { stream } = scriptedDoor(() =>
      answer({ users: [{ id: 'b', name: 'ann' }, { id: 'ann', name: '' }, { id: 'b' }] }),
    );
    assert.deepEqual(
      (await stream.usersNamed('ann')).value.map(({ id }) => id),
      ['ann', 'b'],
    );
  });

  it('asks for the id alone where so many came that it may have been left out', async () => {
    const crowd = (count: number) => Array.from({ length: count }, (_, n) => ({ id: `u${n}`, name: 'ann' }));
    for (const [count, questions, first, more] of [
      [30, [['$or', 'id', 'name'], ['id']], 'ann', true],
      [29, [['$or', 'id', 'name']], 'u0', false],
    ] as const) {
      const { stream, transport } = scriptedDoor((operation) =>
        answer({ users: conditions(operation).includes('$or') ? crowd(count) : [{ id: 'ann' }] }),
      );
      const found = await stream.usersNamed('ann');
      assert.deepEqual([found.value[0]?.id, found.more], [first, more]);
      assert.deepEqual(transport.asked.map(conditions), questions);
    }
    const known = scriptedDoor(() => answer({ users: [...crowd(29), { id: 'ann' }] }));
    assert.equal((await known.stream.usersNamed('ann')).value[0]?.id, 'ann');
    assert.equal(known.transport.asked.length, 1);
  });

  it('leaves out what an app does not allow to be searched, and remembers it', async () => {
    const { stream, transport } = scriptedDoor((operation) =>
      conditions(operation).includes('email') ? refusal(400, 4) : answer({ users: [] }),
    );
    await stream.usersNamed('ann@example.com');
    assert.deepEqual(conditions(transport.asked.at(-1)), ['$or', 'id', 'name']);
    const before = transport.asked.length;
    await stream.usersNamed('bob@example.com');
    assert.equal(transport.asked.length, before + 1);

    const bare = scriptedDoor((operation) =>
      conditions(operation).includes('$or') ? refusal(400, 4) : answer({ users: [{ id: 'a', name: 'Ann' }] }),
    );
    assert.deepEqual((await bare.stream.usersNamed('Ann')).value, [{ id: 'a', name: 'Ann' }]);
    assert.deepEqual(bare.transport.asked.map(conditions), [['$or', 'id', 'name'], ['id'], ['name']]);
  });

  it('fails where not even id and name can be asked', async () => {
    const { stream } = scriptedDoor(() => refusal(400, 4));
    await assert.rejects(
      stream.usersNamed('Ann'),
      (error) => isStreamFailure(error) && error.kind === 'bad-input',
    );
    const refused = scriptedDoor(() => refusal(401, 5));
    await assert.rejects(
      refused.stream.usersNamed('a@b'),
      (error) => isStreamFailure(error) && error.kind === 'auth',
    );
    assert.equal(refused.transport.asked.length, 1);
  });
});
