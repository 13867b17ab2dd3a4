import * as assert from 'node:assert/strict';
import { text } from '../../../../src/attendance/text';
import { createPeopleSearch, pauseMs, type PeopleList } from '../../../../src/queries/person/people-search';
import { StreamFailure } from '../../../../src/stream/errors';
import type { FoundUsers, UserName } from '../../../../src/stream/stream-video';

interface Asked {
  readonly words: string;
  readonly signal: AbortSignal | undefined;
  answer(people: readonly UserName[], more?: boolean): Promise<void>;
  fail(error: Error): Promise<void>;
}

/** A search whose timers and answers the test plays. */
function stage(known: readonly string[] = ['alice', 'bob']) {
  const asked: Asked[] = [];
  const timers: { readonly ms: number; readonly run: () => void; off: boolean }[] = [];
  const shown: PeopleList[] = [];
  const chosen: string[] = [];
  const search = createPeopleSearch({
    known,
    stream: {
      usersNamed: (words, context) =>
        new Promise<FoundUsers>((resolve, reject) => {
          const settled = () => new Promise<void>((done) => setImmediate(done));
          asked.push({
            words,
            signal: context?.signal,
            answer(value, more = false) {
              resolve({ value, more, readAt: { server: undefined, local: 0 }, requestId: undefined });
              return settled();
            },
            fail(error) {
              reject(error);
              return settled();
            },
          });
        }),
    },
    setTimer(ms, run) {
      const timer = { ms, run, off: false };
      timers.push(timer);
      return () => {
        timer.off = true;
      };
    },
    show: (list) => shown.push(list),
    choose: ({ userId, name }) => chosen.push(name === undefined ? userId : `${userId} ${name}`),
  });
  return {
    search,
    asked,
    shown,
    chosen,
    ids: () =>
      shown.at(-1)?.people.map(({ userId, name }) => (name === undefined ? userId : `${userId} ${name}`)),
    /** The pause is over. */
    pause: () => {
      for (const timer of timers.splice(0)) if (!timer.off) timer.run();
    },
    waits: () => timers.filter(({ off }) => !off).map(({ ms }) => ms),
  };
}

describe('the search for people', () => {
  it('offers those at hand at once, and asks once a pause in typing', async () => {
    const { search, asked, shown, ids, pause, waits } = stage();
    assert.deepEqual(ids(), ['alice', 'bob']);
    for (const words of ['an', 'ann', 'anna ']) search.type(words);
    assert.deepEqual([asked.length, waits(), shown.at(-1)?.busy], [0, [pauseMs], true]);
    pause();
    assert.deepEqual(
      asked.map(({ words }) => words),
      ['anna'],
    );
    await asked[0]?.answer([
      { id: 'u-7', name: 'Anna' },
      { id: 'bob', name: 'Bob Annan' },
    ]);
    assert.deepEqual(ids(), ['u-7 Anna', 'alice', 'bob Bob Annan']);
    assert.equal(shown.at(-1)?.busy, false);
  });

  it('asks nothing for one letter, and nothing twice', async () => {
    const { search, asked, ids, pause } = stage();
    search.type('a');
    pause();
    assert.equal(asked.length, 0);
    search.type('an');
    pause();
    await asked[0]?.answer([{ id: 'ann', name: undefined }]);
    search.type('ann');
    search.type('an');
    pause();
    assert.equal(asked.length, 1);
    assert.deepEqual(ids(), ['ann', 'alice', 'bob']);
  });

  it('tells where there may be more than what was found, also when it is answered from memory', async () => {
    const { search, asked, shown, pause } = stage();
    search.type('an');
    pause();
    await asked[0]?.answer([{ id: 'ann', name: undefined }], true);
    assert.equal(shown.at(-1)?.cutAt, 1);
    search.type('ann');
    assert.equal(shown.at(-1)?.cutAt, undefined);
    search.type('an');
    assert.equal(shown.at(-1)?.cutAt, 1);
  });

  it('lets the latest words win, and stops what is asked for others', async () => {
    const { search, asked, ids, pause } = stage();
    search.type('an');
    pause();
    search.type('bo');
    assert.equal(asked[0]?.signal?.aborted, true);
    pause();
    await asked[1]?.answer([{ id: 'bo-1', name: 'Bo' }]);
    await asked[0].answer([{ id: 'late', name: 'Late' }]);
    assert.deepEqual(ids(), ['bo-1 Bo', 'alice', 'bob']);
    search.type('an');
    assert.deepEqual(ids(), ['late Late', 'alice', 'bob']);
  });

  it('says why a search failed, and keeps who is at hand', async () => {
    const { search, asked, shown, ids, pause } = stage();
    search.type('an');
    pause();
    const why = text('Stream did not answer.');
    await asked[0]?.fail(new StreamFailure('timeout', why, { operation: 'QueryUsers' }));
    assert.deepEqual(shown.at(-1)?.problem, why);
    assert.deepEqual(ids(), ['alice', 'bob']);
    search.type('ann');
    pause();
    search.dispose();
    const before = shown.length;
    await asked[1]?.answer([]);
    assert.deepEqual([asked[1]?.signal?.aborted, shown.length], [true, before]);
  });

  it('asks at once for what is meant, and chooses only whom the words are the id of', async () => {
    const { search, asked, shown, chosen, pause, waits } = stage();
    search.type('anna');
    search.enter();
    search.enter();
    assert.deepEqual(
      [asked.map(({ words }) => words), waits()],
      [['anna'], []],
      'asked once, without the pause',
    );
    assert.equal(shown.at(-1)?.busy, true);
    await asked[0]?.answer([
      { id: 'anna-2', name: 'Anna' },
      { id: 'anna', name: 'Anna Ant' },
    ]);
    assert.deepEqual(chosen, ['anna Anna Ant']);
    search.type('ben');
    pause();
    search.enter();
    await asked[1]?.answer([{ id: 'u-9', name: 'Ben' }]);
    assert.deepEqual([chosen.length, shown.at(-1)?.busy], [1, false], 'of names the user chooses');
    assert.equal(shown.at(-1)?.foundNobody, false);
  });

  it('chooses nobody by itself: not unasked, not for other words, not where nobody or nothing was found', async () => {
    const { search, asked, shown, chosen, pause } = stage();
    search.type('anna');
    pause();
    await asked[0]?.answer([{ id: 'anna', name: undefined }]);
    search.enter();
    search.type('ben');
    search.enter();
    search.type('carl');
    pause();
    await asked[1]?.answer([{ id: 'ben', name: undefined }]);
    await asked[2]?.answer([{ id: 'carl', name: undefined }]);
    assert.deepEqual(chosen, []);
    search.type('dora');
    search.enter();
    assert.equal(shown.at(-1)?.foundNobody, false, 'not asked yet');
    await asked[3]?.answer([]);
    assert.deepEqual([chosen, shown.at(-1)?.foundNobody, shown.at(-1)?.busy], [[], true, false]);
    search.type('emil');
    search.enter();
    await asked[4]?.fail(new StreamFailure('network', text('No network.'), { operation: 'QueryUsers' }));
    assert.deepEqual([chosen, shown.at(-1)?.foundNobody, shown.at(-1)?.busy], [[], false, false]);
    assert.notEqual(shown.at(-1)?.problem, undefined);
  });
});
