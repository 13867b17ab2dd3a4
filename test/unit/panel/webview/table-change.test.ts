import * as assert from 'node:assert/strict';
import type { PanelResult, PanelSnapshot } from '../../../../src/panel/protocol/snapshot';
import { tableChange } from '../../../../src/panel/webview/table-change';
import { resultOf } from './snapshots';

type Seen = Parameters<typeof tableChange>[1];

const time: PanelSnapshot['time'] = { display: 'utc', locale: 'en', zone: 'UTC', since: null, text: 'UTC' };

function seen(table: Partial<PanelResult['table']> = {}, over: Partial<Seen> = {}, answer = 1): Seen {
  const result = resultOf(answer, {});
  return {
    time,
    names: 0,
    query: {},
    result: { ...result, table: { ...result.table, rows: 10, ...table } },
    ...over,
  };
}

describe('what became of the table', () => {
  it('is nothing where something else changed', () => {
    assert.equal(tableChange(seen(), seen()), 'none');
    assert.equal(tableChange(seen(), seen({}, {}, 2)), 'none');
  });

  it('tells rows that are written otherwise', () => {
    assert.equal(tableChange(seen(), seen({}, { time: { ...time, display: 'local' } }, 2)), 'cells');
    assert.equal(tableChange(seen(), seen({}, { names: 1 }, 2)), 'cells');
  });

  it('tells rows that were computed anew', () => {
    assert.equal(tableChange(seen(), seen({ version: 2 }, {}, 2)), 'rows');
  });

  it('tells another order and other rows', () => {
    const sort = { column: 'left', descending: true } as const;
    assert.equal(tableChange(seen(), seen({ version: 2, sort }, {}, 2)), 'order');
    assert.equal(tableChange(seen(), seen({ version: 2, narrowed: 'Rows behind “People”' }, {}, 2)), 'order');
    assert.equal(tableChange(seen(), seen({ version: 2 }, { query: { window: { from: 1 } } }, 2)), 'order');
  });

  it('begins anew with the first table and after none', () => {
    assert.equal(tableChange(undefined, seen()), 'order');
    assert.equal(tableChange(seen({}, { result: null }), seen()), 'order');
    assert.equal(tableChange(seen(), seen({}, { result: null })), 'order');
  });
});
