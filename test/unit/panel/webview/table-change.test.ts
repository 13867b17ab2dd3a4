import * as assert from 'node:assert/strict';
import type { PanelResult, PanelSnapshot } from '../../../../src/panel/protocol';
import { tableChange } from '../../../../src/panel/webview/table-change';

type Seen = Parameters<typeof tableChange>[1];

const time: PanelSnapshot['time'] = { display: 'utc', locale: 'en', zone: 'UTC', since: null, text: 'UTC' };

function seen(table: Partial<PanelResult['table']> = {}, over: Partial<Seen> = {}, answer = 1): Seen {
  return {
    time,
    query: {},
    result: {
      answer,
      query: {},
      chips: [],
      figures: [],
      coverage: '',
      reconcile: { verdict: 'agrees', text: '', lines: [] },
      anomalies: [],
      moreAnomalies: 0,
      unjudged: { rows: 0, texts: [] },
      steps: [],
      threshold: null,
      empty: '',
      charts: {
        range: null,
        sessionEnd: null,
        asOf: null,
        curves: null,
        text: '',
        lanes: 0,
        order: 'firstJoin',
        choice: 'all',
        first: [],
      },
      table: { version: 1, rows: 10, sort: null, narrowed: '', first: [], ...table },
    },
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
