import assert from 'node:assert/strict';
import type { PanelQuery } from '../../../../src/panel/protocol/query';
import {
  withoutPart,
  withRowFilter,
  withThreshold,
  withWindow,
} from '../../../../src/panel/webview/query-parts';

const all: PanelQuery = { rowFilter: { user_id: 'alice' }, window: { from: 1, to: 2 }, threshold: 3 };

describe('The parts of a query', () => {
  it('change one by one', () => {
    assert.deepEqual(withRowFilter(all, { open: true }), { ...all, rowFilter: { open: true } });
    assert.deepEqual(withWindow(all, undefined, 5), { ...all, window: { to: 5 } });
    assert.deepEqual(withThreshold(all, 7), { ...all, threshold: 7 });
    assert.deepEqual(withThreshold({}, 7), { threshold: 7 });
  });

  it('go without a trace', () => {
    const { rowFilter, window, threshold } = all;
    assert.deepEqual(withoutPart(all, 'rows'), { window, threshold });
    assert.deepEqual(withoutPart(all, 'window'), { rowFilter, threshold });
    assert.deepEqual(withoutPart(all, 'threshold'), { rowFilter, window });
    assert.deepEqual(withRowFilter(all, {}), { window, threshold });
    assert.deepEqual(withWindow(all, undefined, undefined), { rowFilter, threshold });
    assert.deepEqual(withThreshold(all, undefined), { rowFilter, window });
  });
});
