import assert from 'node:assert/strict';
import type { PanelResult } from '../../../../src/panel/protocol/snapshot';
import { whyNoRows } from '../../../../src/panel/webview/why-no-rows';
import { snapshotOf } from './snapshots';

const rowFilter = { duration_in_seconds: { $gte: 300 } };

function why(parts: Partial<PanelResult>, query = {}): readonly string[] {
  const { result } = snapshotOf({ answer: 1, query });
  assert.ok(result !== null);
  return whyNoRows({ ...result, ...parts });
}

describe('Why the table has no row', () => {
  it('is what the host says of an empty session', () => {
    assert.deepEqual(why({ empty: 'Stream has totals but sends no rows.' }, { rowFilter }), [
      'Stream has totals but sends no rows.',
    ]);
  });

  it('is the row filter, or that there are none', () => {
    assert.deepEqual(why({}, { rowFilter }), ['The row filter chooses no row.']);
    assert.deepEqual(why({}), ['There are no rows.']);
  });

  it('is never the row filter alone where it could not judge all rows', () => {
    const unjudged = { rows: 3, texts: ['3 rows could not be judged (no duration).', 'Another.'] };
    assert.deepEqual(why({ unjudged }, { rowFilter }), unjudged.texts);
  });

  it('is the narrower choice where there is one', () => {
    const { result } = snapshotOf({ answer: 1 });
    assert.ok(result !== null);
    assert.deepEqual(why({ table: { ...result.table, narrowed: 'Rows behind “People”' } }, { rowFilter }), [
      'There is no such row.',
    ]);
  });
});
