import * as assert from 'node:assert/strict';
import type { PanelRow } from '../../../../src/panel/protocol/shown';
import { HostFailure } from '../../../../src/panel/webview/host-client';
import { RowsCache } from '../../../../src/panel/webview/rows-cache';

interface Asked {
  readonly from: number;
  readonly count: number;
  readonly signal: AbortSignal;
  readonly answer: (rows?: readonly PanelRow[]) => Promise<void>;
  readonly fail: (kind: HostFailure['kind']) => Promise<void>;
}

function row(n: number): PanelRow {
  const cells = [`user_${n}`, '', '', '', '', '', '', '', ''];
  return { row: n, kind: 'person', cells, outside: false, doubtful: false };
}

function rowsFrom(from: number, count: number): readonly PanelRow[] {
  return Array.from({ length: count }, (_, n) => row(from + n));
}

/** A cache whose host answers when the test says so. */
function stage(rows: number, { first = 0, keep = 4 } = {}) {
  const asked: Asked[] = [];
  const told = { changes: 0 };
  const cache = new RowsCache({
    rows,
    first: rowsFrom(0, first),
    size: 10,
    keep,
    changed: () => {
      told.changes++;
    },
    ask: (from, count, signal) =>
      new Promise((resolve, reject) => {
        asked.push({
          from,
          count,
          signal,
          answer: async (given = rowsFrom(from, count)) => {
            resolve(given);
            await settled();
          },
          fail: async (kind) => {
            reject(new HostFailure(kind, `it ${kind}`));
            await settled();
          },
        });
      }),
  });
  return { cache, asked, told };
}

/** What hangs on a promise that was just settled has run. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
}

function windowsAsked(asked: readonly Asked[]): readonly string[] {
  return asked.map(({ from, count }) => `${from}+${count}`);
}

describe('the rows of a table, by windows', () => {
  it('asks for windows in sight and the next one, each once', async () => {
    const { cache, asked, told } = stage(100);
    cache.want(12, 25);
    cache.want(13, 26);
    assert.deepEqual(windowsAsked(asked), ['10+10', '20+10', '30+10']);
    assert.equal(cache.row(12), undefined);
    await asked[0]?.answer();
    assert.equal(told.changes, 1);
    assert.equal(cache.row(12)?.row, 12);
    assert.equal(cache.row(20), undefined);
  });

  it('takes what scrolling comes to next: the one above when going up', () => {
    const { cache, asked } = stage(100);
    cache.want(52, 58);
    cache.want(42, 48);
    assert.deepEqual(windowsAsked(asked), ['50+10', '60+10', '40+10', '30+10']);
  });

  it('ends with the rows there are', () => {
    const { cache, asked } = stage(25);
    cache.want(18, 25);
    assert.deepEqual(windowsAsked(asked), ['10+10', '20+5']);
    cache.want(0, 0);
    assert.equal(asked.length, 2);
  });

  it('shows the first rows at once, and asks for a window that they do not fill', () => {
    const { cache, asked } = stage(100, { first: 15 });
    assert.equal(cache.row(14)?.row, 14);
    cache.want(0, 8);
    assert.deepEqual(windowsAsked(asked), ['10+10']);
    assert.equal(cache.row(15), undefined);
  });

  it('does not wait for what was scrolled past', async () => {
    const { cache, asked, told } = stage(1000);
    cache.want(0, 8);
    cache.want(500, 508);
    assert.deepEqual(
      asked.map(({ signal }) => signal.aborted),
      [true, true, false, false],
    );
    await asked[0]?.answer();
    assert.equal(cache.row(0), undefined, 'what comes late is dropped');
    assert.equal(told.changes, 0);
    cache.want(0, 8);
    assert.deepEqual(windowsAsked(asked).slice(4), ['0+10'], 'and asked for again');
  });

  it('forgets the windows that were not in sight for longest', async () => {
    const { cache, asked } = stage(1000, { keep: 3 });
    for (const from of [0, 100, 200]) {
      cache.want(from, from + 5);
      for (const { answer, signal } of asked.splice(0)) if (!signal.aborted) await answer();
    }
    assert.equal(cache.row(0), undefined);
    assert.equal(cache.row(200)?.row, 200);
    assert.equal(cache.row(210)?.row, 210);
  });

  it('says why rows do not come, does not ask in vain, and asks again when told', async () => {
    const { cache, asked, told } = stage(100);
    cache.want(0, 8);
    await asked[0]?.fail('failed');
    assert.equal(cache.failure, 'it failed');
    assert.equal(told.changes, 1);
    cache.want(1, 9);
    assert.equal(asked.length, 2);
    cache.retry();
    assert.equal(cache.failure, undefined);
    await asked[2]?.answer();
    assert.equal(cache.row(3)?.row, 3);
  });

  it('forgets a failure that was scrolled away from', async () => {
    const { cache, asked } = stage(1000);
    cache.want(0, 8);
    await asked[0]?.fail('failed');
    cache.want(500, 508);
    assert.equal(cache.failure, undefined);
  });

  it('takes an answer of another length for a failure', async () => {
    const { cache, asked } = stage(100);
    cache.want(0, 8);
    await asked[0]?.answer(rowsFrom(0, 9));
    assert.equal(cache.row(0), undefined);
    assert.equal(cache.failure, '');
  });

  it('asks again by the new number, of which it hears before the old one is refused', async () => {
    const { cache, asked, told } = stage(100);
    cache.want(0, 8);
    cache.renewed();
    assert.deepEqual(
      asked.map(({ signal }) => signal.aborted),
      [true, true],
    );
    cache.want(0, 8);
    assert.deepEqual(windowsAsked(asked), ['0+10', '10+10', '0+10', '10+10']);
    await asked[0]?.fail('stale');
    await asked[2]?.answer();
    assert.equal(cache.row(3)?.row, 3);
    assert.equal(told.changes, 1);
    cache.want(50, 58);
    assert.deepEqual(windowsAsked(asked).slice(4), ['50+10', '60+10'], 'and goes on asking');
  });

  it('waits for the new number where the old one was refused first', async () => {
    const { cache, asked, told } = stage(100);
    cache.want(0, 8);
    await asked[0]?.fail('stale');
    assert.equal(cache.failure, undefined);
    assert.equal(told.changes, 0);
    cache.want(0, 8);
    assert.equal(asked.length, 2);
    cache.renewed();
    cache.want(0, 8);
    assert.deepEqual(windowsAsked(asked).slice(2), ['0+10', '10+10']);
  });

  it('asks nothing and takes nothing once it is closed', async () => {
    const { cache, asked, told } = stage(100);
    cache.want(0, 8);
    cache.close();
    assert.equal(asked[0]?.signal.aborted, true);
    await asked[0].answer();
    cache.want(0, 8);
    cache.retry();
    assert.equal(cache.row(0), undefined);
    assert.equal(told.changes, 0);
    assert.equal(asked.length, 2);
  });
});
