import assert from 'node:assert/strict';
import { oncePerText } from '../../../../src/shell/webview/faults';

describe('Faults of the page', () => {
  it('are reported once each, cut to what a message may hold', () => {
    const reported: string[] = [];
    const report = oncePerText((message) => reported.push(message));
    for (const message of ['a', 'b', 'a', 'x'.repeat(1500), 'x'.repeat(1200)]) report(message);
    assert.deepEqual(reported, ['a', 'b', 'x'.repeat(1000)]);
  });

  it('are reported 20 at most', () => {
    const reported: string[] = [];
    const report = oncePerText((message) => reported.push(message));
    for (let n = 0; n < 100; n++) report(`fault ${n}`);
    assert.equal(reported.length, 20);
    assert.equal(reported.at(-1), 'fault 19');
  });
});
