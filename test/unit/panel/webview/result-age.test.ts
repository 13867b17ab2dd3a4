import assert from 'node:assert/strict';
import type { PanelQuery, PanelSnapshot } from '../../../../src/panel/protocol';
import { ResultAge } from '../../../../src/panel/webview/result-age';
import { snapshotOf } from './snapshots';

const alice: PanelQuery = { rowFilter: { user_id: 'alice' } };
const bob: PanelQuery = { rowFilter: { user_id: 'bob' } };

/** What is told of each snapshot in turn: `answer` undefined: there is no result. */
function ages(
  ...seen: readonly { readonly query: PanelQuery; readonly answer?: number; readonly reading?: boolean }[]
): readonly string[] {
  const age = new ResultAge();
  return seen.map(({ query, answer, reading = false }) => age.see(snapshotOf({ query, answer, reading })));
}

describe('The age of a shown result', () => {
  it('is current once it was computed for the query in force', () => {
    assert.deepEqual(ages({ query: {}, reading: true }, { query: {}, answer: 1 }, { query: {}, answer: 1 }), [
      'current',
      'current',
      'current',
    ]);
  });

  it('is of the query before until that ends', () => {
    assert.deepEqual(
      ages(
        { query: alice, answer: 1 },
        { query: bob, answer: 1, reading: true },
        { query: bob, answer: 2 },
        { query: alice, answer: 2, reading: true },
      ),
      ['current', 'queryBefore', 'current', 'queryBefore'],
    );
  });

  it('stays of the query before where the new one could not be computed', () => {
    assert.deepEqual(
      ages(
        { query: alice, answer: 1 },
        { query: bob, answer: 1, reading: true },
        { query: bob, answer: 1 },
        // Sorted otherwise: another number, the same figures.
        { query: bob, answer: 2 },
        { query: alice, answer: 2 },
      ),
      ['current', 'queryBefore', 'queryBefore', 'queryBefore', 'current'],
    );
  });

  it('is not fooled by another look at the old result while the new one is computed', () => {
    assert.deepEqual(
      ages(
        { query: alice, answer: 1 },
        { query: bob, answer: 1, reading: true },
        { query: bob, answer: 2, reading: true },
        { query: bob, answer: 3 },
      ),
      ['current', 'queryBefore', 'queryBefore', 'current'],
    );
  });

  it('is of the read before while the same is read again', () => {
    assert.deepEqual(
      ages(
        { query: alice, answer: 1 },
        { query: alice, answer: 1, reading: true },
        { query: alice, answer: 2 },
      ),
      ['current', 'readBefore', 'current'],
    );
  });

  it('does not change when the same snapshot is drawn again', () => {
    const age = new ResultAge();
    const first = snapshotOf({ query: alice, answer: 1, reading: false });
    const other: PanelSnapshot = snapshotOf({ query: bob, answer: 1, reading: true });
    assert.equal(age.see(first), 'current');
    assert.equal(age.see(other), 'queryBefore');
    assert.equal(age.see(other), 'queryBefore');
  });
});
