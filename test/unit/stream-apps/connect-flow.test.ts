import assert from 'node:assert/strict';
import { text } from '../../../src/attendance/text';
import type { Answered, Asker, TextQuestion } from '../../../src/stream-apps/asking';
import {
  askForApp,
  type ConnectFlow,
  type Draft,
  type StepName,
} from '../../../src/stream-apps/connect-flow';
import type { Verdict } from '../../../src/stream-apps/connection-check';

/** A text to type, an answer to choose, `BACK` or `LEAVE`. */
type Reply = string | boolean;

/** Plays a user who answers in this order. A text that the box refuses fails the test. */
function user(replies: readonly Reply[]) {
  const left = [...replies];
  const asked: {
    prompt: string;
    step: string;
    problem: string | undefined;
    value: string;
    secret: boolean;
  }[] = [];
  const next = (): Reply => {
    const reply = left.shift();
    assert.ok(reply !== undefined, `asked more than expected: ${JSON.stringify(asked.at(-1))}`);
    return reply;
  };
  async function askText(question: TextQuestion): Promise<Answered<string>> {
    asked.push({
      prompt: question.prompt.message,
      step: `${question.position?.step}/${question.position?.of}`,
      problem: question.problem?.message,
      value: question.value ?? '',
      secret: question.password ?? false,
    });
    const reply = next();
    if (reply === 'BACK') return { kind: 'back' };
    if (reply === 'LEAVE') return { kind: 'cancelled' };
    assert.ok(typeof reply === 'string');
    const refused = await question.validate(reply);
    assert.equal(refused, undefined, `${reply}: ${refused?.message}`);
    return { kind: 'answer', value: reply };
  }
  const asker: Asker = {
    askText,
    askChoice(question) {
      asked.push({
        prompt: question.placeholder.message,
        step: `${question.position?.step}/${question.position?.of}`,
        problem: undefined,
        value: '',
        secret: false,
      });
      const reply = next();
      if (reply === 'BACK') return Promise.resolve({ kind: 'back' });
      if (reply === 'LEAVE') return Promise.resolve({ kind: 'cancelled' });
      const chosen = question.choices.find((choice) => choice.value === reply);
      assert.ok(chosen !== undefined);
      return Promise.resolve({ kind: 'answer', value: chosen.value });
    },
  };
  return { asker, asked, left };
}

function flowOf(asker: Asker, verdicts: readonly (Verdict | 'cancelled' | undefined)[] = []) {
  const left = [...verdicts];
  const checked: Draft[] = [];
  const flow: ConnectFlow = {
    asker,
    isFree: (name) => Promise.resolve(name.trim() !== 'taken'),
    check(draft) {
      checked.push({ ...draft });
      return Promise.resolve(left.shift());
    },
  };
  return { flow, checked };
}

const empty = (): Draft => ({ name: '', key: '', secret: '', baseUrl: undefined, production: false });

async function run(
  replies: readonly Reply[],
  verdicts?: readonly (Verdict | 'cancelled' | undefined)[],
  start = empty(),
  steps?: readonly StepName[],
) {
  const { asker, asked, left } = user(replies);
  const { flow, checked } = flowOf(asker, verdicts);
  const draft = await askForApp(flow, start, steps);
  assert.deepEqual(left, [], 'the user was asked less than expected');
  return { draft, asked, checked };
}

describe('connecting an app', () => {
  it('asks five things, trims them and checks once', async () => {
    const { draft, asked, checked } = await run([' acme ', ' key1 ', ' s3cret ', '', true]);
    assert.deepEqual(draft, {
      name: 'acme',
      key: 'key1',
      secret: 's3cret',
      baseUrl: undefined,
      production: true,
    });
    assert.deepEqual(
      asked.map((each) => each.step),
      ['1/5', '2/5', '3/5', '4/5', '5/5'],
    );
    assert.deepEqual(
      asked.map((each) => each.secret),
      [false, false, true, false, false],
    );
    assert.equal(checked.length, 1);
  });

  it('goes back and forth without losing answers, and never shows the secret again', async () => {
    const { draft, asked } = await run(['acme', 'key1', 's3cret', 'BACK', 'BACK', 'key2', '', '', false]);
    assert.equal(draft?.key, 'key2');
    assert.equal(draft.secret, 's3cret');
    assert.equal(asked[5]?.value, 'key1');
    assert.ok(asked.every((each) => each.value !== 's3cret'));
  });

  it('ends without a word when the user leaves, at any step', async () => {
    const full: readonly Reply[] = ['acme', 'key1', 's3cret', '', false];
    for (let at = 0; at < full.length; at += 1) {
      const { draft, checked } = await run([...full.slice(0, at), 'LEAVE']);
      assert.equal(draft, undefined);
      assert.deepEqual(checked, []);
    }
  });

  it('asks a refused key again at its own step, with the reason and the rest kept', async () => {
    const refused: Verdict = { step: 'key', text: text('no such key') };
    const { draft, asked, checked } = await run(
      ['acme', 'wrong', 's3cret', '', false, 'right', '', '', false],
      [refused, undefined],
    );
    assert.deepEqual([asked[5]?.problem, asked[5]?.value, asked[5]?.step], ['no such key', 'wrong', '2/5']);
    assert.equal(asked[6]?.problem, undefined);
    assert.deepEqual(
      checked.map((each) => [each.key, each.secret]),
      [
        ['wrong', 's3cret'],
        ['right', 's3cret'],
      ],
    );
    assert.equal(draft?.key, 'right');
  });

  it('asks a refused secret again and does not take the old one for an answer', async () => {
    const { asker, asked } = user(['acme', 'key1', 'wrong', '', false, 'LEAVE']);
    let mayBeEmpty: unknown;
    const watched: Asker = {
      ...asker,
      async askText(question) {
        if (question.problem !== undefined) mayBeEmpty = await question.validate('');
        return await asker.askText(question);
      },
    };
    const { flow } = flowOf(watched, [{ step: 'secret', text: text('wrong secret') }]);
    assert.equal(await askForApp(flow, empty()), undefined);
    assert.equal(asked.at(-1)?.problem, 'wrong secret');
    assert.notEqual(mayBeEmpty, undefined);
  });

  it('offers the base URL where Stream could not be reached, and Enter tries again', async () => {
    const unreachable: Verdict = { step: 'baseUrl', text: text('no network') };
    const { draft, asked } = await run(
      ['acme', 'key1', 's3cret', 'https://video.example.com', false, 'https://video.example.com', false],
      [unreachable, undefined],
    );
    assert.equal(asked[5]?.problem, 'no network');
    assert.equal(draft?.baseUrl, 'https://video.example.com');
  });

  it('returns to the last step when the check is cancelled', async () => {
    const { draft } = await run(['acme', 'key1', 's3cret', '', false, true], ['cancelled', undefined]);
    assert.equal(draft?.production, true);
  });

  it('asks three things after a .env file, and all five once its key is refused', async () => {
    const known = { ...empty(), name: 'folder', key: 'k', secret: 's' };
    const { draft, asked } = await run(
      ['folder', '', false, 'k2', '', '', false],
      [{ step: 'key', text: text('no such key') }, undefined],
      known,
      ['name', 'baseUrl', 'production'],
    );
    assert.deepEqual(
      asked.map((each) => each.step),
      ['1/3', '2/3', '3/3', '2/5', '3/5', '4/5', '5/5'],
    );
    assert.deepEqual([draft?.key, draft?.secret], ['k2', 's']);
  });

  it('refuses what cannot be right while it is typed', async () => {
    const questions: TextQuestion[] = [];
    const replies = ['acme', 'key1', 's3cret', 'LEAVE'];
    const asker: Asker = {
      askText(question) {
        questions.push(question);
        const reply = replies.shift();
        return Promise.resolve(
          reply === undefined || reply === 'LEAVE' ? { kind: 'cancelled' } : { kind: 'answer', value: reply },
        );
      },
      askChoice: () => Promise.resolve({ kind: 'cancelled' }),
    };
    await askForApp(flowOf(asker).flow, empty());
    const [name, key, secret, baseUrl] = questions;
    assert.ok(name !== undefined && key !== undefined && secret !== undefined && baseUrl !== undefined);
    for (const [question, typed] of [
      [name, ' '],
      [name, 'taken'],
      [key, ''],
      [key, 'two words'],
      [secret, ''],
      [secret, 'two words'],
      [baseUrl, 'http://example.com'],
    ] as const) {
      assert.notEqual(
        await question.validate(typed),
        undefined,
        `${question.prompt.message} took “${typed}”`,
      );
    }
  });
});
