import assert from 'node:assert/strict';
import { english } from '../../../src/attendance/text';
import type { Wait } from '../../../src/stream/stream-video';
import { waitText } from '../../../src/stream/wait-text';

describe('what a wait says', () => {
  const said = (reason: Wait['reason'], now: number): string =>
    english(waitText({ reason, until: 10_000, operation: 'QueryCalls', goOn: () => undefined }, now));

  it('tells why, each reason in its own words', () => {
    const sentences = (['rate-limit', 'budget', 'retry', 'not-ready'] as const).map((reason) =>
      said(reason, 7000),
    );
    for (const sentence of sentences) assert.match(sentence, /^Waiting 3 s: \S/);
    assert.equal(new Set(sentences).size, sentences.length);
  });

  it('counts whole seconds up, and never below nothing', () => {
    assert.match(said('retry', 7001), /^Waiting 3 s/);
    assert.match(said('retry', 6999), /^Waiting 4 s/);
    assert.match(said('retry', 10_001), /^Waiting 0 s/);
  });
});
