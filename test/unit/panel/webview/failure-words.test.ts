import assert from 'node:assert/strict';
import { failureWords } from '../../../../src/panel/webview/failure-words';
import { HostFailure } from '../../../../src/panel/webview/host-client';

const copy = { method: 'copyFigures', answer: 3 } as const;

describe('Why the host did not do what was asked', () => {
  it('is that its figures are others now, which nobody would see of a copy', () => {
    const words = failureWords(new HostFailure('stale', 'Computed anew.'), copy);
    assert.equal(words, 'The figures were computed anew meanwhile. Press again.');
  });

  it('stands in the host’s own words otherwise', () => {
    assert.equal(failureWords(new HostFailure('failed', 'The disk is full.'), copy), 'The disk is full.');
    assert.equal(failureWords(new HostFailure('refused', 'No such row.'), copy), 'No such row.');
    const act = { method: 'act', revision: 1, act: 0 } as const;
    assert.equal(failureWords(new HostFailure('stale', 'It is over.'), act), 'It is over.');
  });

  it('is not said of what was cancelled', () => {
    assert.equal(failureWords(new HostFailure('cancelled', 'Cancelled.'), copy), '');
  });
});
