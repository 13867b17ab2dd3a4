import assert from 'node:assert/strict';
import { createNames } from '../../../src/book/names';
import { text } from '../../../src/attendance/text';
import { StreamFailure, type FailureKind } from '../../../src/stream/errors';
import type { StreamVideo } from '../../../src/stream/stream-video';
import { onPersonStage } from './person-stage';

type Users = StreamVideo['users'];

/** Names over a door that answers as told, and what it was asked. */
function scripted(answer: (ids: readonly string[]) => Awaited<ReturnType<Users>>['value']) {
  const asked: (readonly string[])[] = [];
  const users: Users = (ids) => {
    asked.push(ids);
    return new Promise((resolve, reject) => {
      try {
        resolve({ value: answer(ids), readAt: { server: undefined, local: 0 }, requestId: undefined });
      } catch (error) {
        reject(error instanceof Error ? error : new Error('odd'));
      }
    });
  };
  const closed = new AbortController();
  return { names: createNames({ users }, closed.signal), asked, closed };
}

/** Lets whatever waits for nobody have its turn. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}

describe('names of people', () => {
  it('come from one question for all that is drawn in a turn, each id once', async () => {
    await onPersonStage({}, async ({ book, server }) => {
      const told = new Promise<void>((resolve) => book.names.onDidChange(resolve));
      book.names.want(['alice', 'bob']);
      book.names.want(['bob', 'nobody-here', '', '!anon', '..']);
      assert.equal(book.names.of('alice'), undefined);
      await told;
      assert.equal(book.names.of('alice'), 'Alice Moreau');
      assert.equal(book.names.of('bob'), 'Bob Lindqvist');
      assert.equal(book.names.of('nobody-here'), undefined);
      book.names.want(['alice', 'nobody-here']);
      await turns();
      const requests = server.requests.filter(({ operation }) => operation === 'QueryUsers');
      assert.equal(requests.length, 1);
    });
  });

  it('are asked a hundred at once, and of nobody who was not asked for', async () => {
    const { names, asked } = scripted((ids) => [
      ...ids.map((id) => ({ id, name: `name of ${id}` })),
      { id: 'somebody-else', name: 'Wrong' },
    ]);
    names.want(Array.from({ length: 250 }, (_, n) => `u${n}`));
    await turns();
    assert.deepEqual(
      asked.map(({ length }) => length),
      [100, 100, 50],
    );
    assert.equal(names.of('u249'), 'name of u249');
    assert.equal(names.of('somebody-else'), undefined);
  });

  it('that cannot be had are no failure: a passing one is asked again, a refusal is not', async () => {
    for (const [kind, times] of [
      ['network', 2],
      ['permission', 1],
    ] satisfies [FailureKind, number][]) {
      const { names, asked } = scripted(() => {
        throw new StreamFailure(kind, text('no'));
      });
      let told = 0;
      names.onDidChange(() => told++);
      names.want(['alice']);
      await turns();
      names.want(['alice']);
      await turns();
      assert.equal(asked.length, times, kind);
      assert.equal(told, 0);
    }
  });

  it('are asked no more once the book is closed, and told to nobody who left', async () => {
    const { names, asked, closed } = scripted((ids) => ids.map((id) => ({ id, name: 'x' })));
    let told = 0;
    const stop = names.onDidChange(() => told++);
    names.want(['a']);
    await turns();
    assert.equal(told, 1);
    stop();
    names.want(['b']);
    await turns();
    assert.equal(told, 1);
    closed.abort();
    names.want(['c']);
    await turns();
    assert.equal(asked.length, 2);
  });
});
