import assert from 'node:assert/strict';
import { LinkGate } from '../../../../src/documents/links/link-gate';

describe('links that arrive in a burst', () => {
  it('are let through one at a time; the others are refused and not kept', async () => {
    const gate = new LinkGate(() => 0);
    const opened: string[] = [];
    let answer = (): void => undefined;
    const first = gate.pass(
      () =>
        new Promise((resolve) => {
          opened.push('first');
          answer = resolve;
        }),
    );
    const open = async (name: string): Promise<void> => {
      opened.push(name);
      await Promise.resolve();
    };
    assert.deepEqual(await Promise.all([gate.pass(() => open('second')), gate.pass(() => open('third'))]), [
      false,
      false,
    ]);
    answer();
    assert.equal(await first, true);
    assert.equal(await gate.pass(() => open('later')), true);
    assert.deepEqual(opened, ['first', 'later']);
  });

  it('go on after one that failed', async () => {
    const gate = new LinkGate(() => 0);
    await assert.rejects(
      gate.pass(() => Promise.reject(new Error('no app'))),
      /no app/,
    );
    assert.equal(await gate.pass(() => Promise.resolve()), true);
  });

  it('are told of once in a while', () => {
    let now = 0;
    const gate = new LinkGate(() => now);
    assert.deepEqual([gate.mayTell(), gate.mayTell()], [true, false]);
    now = 1999;
    assert.equal(gate.mayTell(), false);
    now = 2000;
    assert.equal(gate.mayTell(), true);
  });
});
