import assert from 'node:assert/strict';
import type { PanelQuery } from '../../../../src/panel/protocol/query';
import { ageOf } from '../../../../src/panel/webview/result-age';
import { snapshotOf } from './snapshots';

const alice: PanelQuery = { rowFilter: { user_id: 'alice' } };

describe('The age of a shown result', () => {
  it('is current where it is of the query in force and nothing is read', () => {
    assert.equal(ageOf(snapshotOf({ query: alice, answer: 1 })), 'current');
    assert.equal(ageOf(snapshotOf({ query: alice, reading: true })), 'current', 'there is none');
  });

  it('is of the query before where it is of another, whatever happened to the new one', () => {
    assert.equal(ageOf(snapshotOf({ query: alice, answer: 1, answered: {}, reading: true })), 'queryBefore');
    assert.equal(ageOf(snapshotOf({ query: alice, answer: 1, answered: {} })), 'queryBefore');
  });

  it('is of an earlier read of the same query while that is read again', () => {
    assert.equal(ageOf(snapshotOf({ query: alice, answer: 1, reading: true })), 'readBefore');
  });
});
