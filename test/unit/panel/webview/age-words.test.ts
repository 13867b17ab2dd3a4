import assert from 'node:assert/strict';
import type { PanelQuery } from '../../../../src/panel/protocol/query';
import type { PanelSnapshot } from '../../../../src/panel/protocol/snapshot';
import { ageWords } from '../../../../src/panel/webview/age-words';
import { snapshotOf } from './snapshots';

const alice: PanelQuery = { rowFilter: { user_id: 'alice' } };

function withChips(snapshot: PanelSnapshot, ...texts: string[]): PanelSnapshot {
  const { result } = snapshot;
  assert.ok(result !== null);
  const chips = texts.map((text) => ({ part: 'rows', text, ran: '' }) as const);
  return { ...snapshot, result: { ...result, chips } };
}

describe('What is said of parts that are not of the filters above', () => {
  it('is nothing where they are', () => {
    assert.deepEqual(ageWords(snapshotOf({ query: alice, answer: 1 })), []);
    assert.deepEqual(ageWords(snapshotOf({ query: alice, reading: true })), []);
  });

  it('names the filters that they are of', () => {
    const old = withChips(snapshotOf({ query: {}, answer: 1, answered: alice }), 'user_id: alice');
    assert.deepEqual(ageWords(old), [
      'Everything below is not of the filters above, but of those before:',
      'user_id: alice',
    ]);
    assert.deepEqual(ageWords(snapshotOf({ query: alice, answer: 1, answered: {} })), [
      'Everything below is of the whole session, not of the filters above.',
    ]);
  });

  it('tells of an earlier read of the same', () => {
    assert.deepEqual(ageWords(snapshotOf({ query: alice, answer: 1, reading: true })), [
      'Everything below is of the read before, until the rows have been read again.',
    ]);
  });
});
