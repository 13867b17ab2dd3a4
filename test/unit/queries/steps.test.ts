import assert from 'node:assert/strict';
import { runSteps, type Step } from '../../../src/queries/steps';
import type { Answered } from '../../../src/stream-apps/asking';

interface Answers {
  readonly call?: string;
  readonly session?: string;
  readonly window?: string;
}
type Name = keyof Answers;

/** Runs the steps with a script of replies (`back`, `cancelled`, or an answer); tells what was asked and what came of it. */
async function play(
  replies: readonly string[],
  start: Answers,
  isAsked: Partial<Record<Name, (soFar: Answers) => boolean>> = {},
) {
  const asked: string[] = [];
  const left = [...replies];
  const step = (name: Name): Step<Answers> => ({
    ...(isAsked[name] === undefined ? {} : { isAsked: isAsked[name] }),
    ask(soFar, { step, of }) {
      asked.push(`${name}=${soFar[name] ?? '-'} ${step}/${of}`);
      const reply = left.shift();
      assert.ok(reply !== undefined, 'asked more than the script answers');
      const answer: Answered<Answers> =
        reply === 'back' || reply === 'cancelled'
          ? { kind: reply }
          : { kind: 'answer', value: { ...soFar, [name]: reply } };
      return Promise.resolve(answer);
    },
  });
  const result = await runSteps([step('call'), step('session'), step('window')], start);
  assert.deepEqual(left, [], 'asked less than the script answers');
  return { asked, result };
}

describe('steps', () => {
  it('are asked in their order, with their number and how many there are', async () => {
    const { asked, result } = await play(['a', 'b', 'c'], {});
    assert.deepEqual(asked, ['call=- 1/3', 'session=- 2/3', 'window=- 3/3']);
    assert.deepEqual(result, { call: 'a', session: 'b', window: 'c' });
  });

  it('go back to what was answered, and keep what was answered after it', async () => {
    const { asked, result } = await play(['a', 'b', 'back', 'back', 'a2', 'b2', 'c'], {});
    assert.deepEqual(asked, [
      'call=- 1/3',
      'session=- 2/3',
      'window=- 3/3',
      'session=b 2/3',
      'call=a 1/3',
      'session=b 2/3',
      'window=- 3/3',
    ]);
    assert.deepEqual(result, { call: 'a2', session: 'b2', window: 'c' });
  });

  it('leave out what is given, do not count it, and go back over it', async () => {
    const given = { session: () => false };
    const { asked, result } = await play(['a', 'back', 'a2', 'c'], { session: 'given' }, given);
    assert.deepEqual(asked, ['call=- 1/2', 'window=- 2/2', 'call=a 1/2', 'window=- 2/2']);
    assert.deepEqual(result, { call: 'a2', session: 'given', window: 'c' });
  });

  it('look at each answer for whether a later one is asked', async () => {
    const onlyOfB = { window: (soFar: Answers) => soFar.session === 'b' };
    const { asked, result } = await play(['a', 'b', 'back', 'x'], {}, onlyOfB);
    assert.deepEqual(asked, ['call=- 1/2', 'session=- 2/2', 'window=- 3/3', 'session=b 2/3']);
    assert.deepEqual(result, { call: 'a', session: 'x' });
  });

  it('end with nothing by a cancel, and by going back from the first', async () => {
    assert.equal((await play(['a', 'cancelled'], {})).result, undefined);
    assert.equal((await play(['back'], {})).result, undefined);
    assert.equal((await play(['back'], {}, { call: () => false })).result, undefined);
  });

  it('that are all given ask nothing', async () => {
    const no = () => false;
    const start = { call: 'a' };
    assert.deepEqual(await play([], start, { call: no, session: no, window: no }), {
      asked: [],
      result: start,
    });
  });
});
