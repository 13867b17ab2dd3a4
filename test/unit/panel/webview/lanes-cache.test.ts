import assert from 'node:assert/strict';
import type { PanelLane } from '../../../../src/panel/protocol/shown';
import { HostFailure } from '../../../../src/panel/webview/host-client';
import { LanesCache, type LanesWanted } from '../../../../src/panel/webview/lanes-cache';
import { laneOf } from './lanes';

const whole = { from: 0, to: 100_000 };

interface Asked {
  readonly wanted: LanesWanted;
  readonly signal: AbortSignal;
  readonly answer: (lanes: readonly PanelLane[]) => void;
  readonly fail: (failure: HostFailure) => void;
}

/** A cache whose requests are answered by the test. */
function stage(
  lanes: number,
  { first = 0, keep = 1200 } = {},
): {
  readonly cache: LanesCache;
  readonly asked: Asked[];
  readonly settle: () => Promise<void>;
} {
  const asked: Asked[] = [];
  const cache = new LanesCache({
    lanes,
    whole,
    keep,
    first: Array.from({ length: first }, (_, index) => numbered(index)),
    ask: (wanted, signal) =>
      new Promise((answer, fail) => {
        asked.push({ wanted, signal, answer, fail });
      }),
    changed: () => undefined,
  });
  return { cache, asked, settle: () => new Promise((done) => void setImmediate(done)) };
}

function numbered(index: number, rows = 1): PanelLane {
  return laneOf([{ start: 10, certainEnd: 20, rows }], { name: `person ${index}` });
}

function answered({ wanted, answer }: Asked, most = Infinity): void {
  answer(Array.from({ length: Math.min(wanted.count, most) }, (_, offset) => numbered(wanted.from + offset)));
}

function last<T>(items: readonly T[]): T {
  const item = items.at(-1);
  assert.ok(item !== undefined);
  return item;
}

describe('the cache of lanes', () => {
  it('shows the first lanes without asking', () => {
    const { cache, asked } = stage(20, { first: 20 });
    cache.want({ from: 0, to: 15, view: whole, width: 1000 });
    assert.equal(asked.length, 0);
    assert.equal(cache.lane(19)?.lane.name, 'person 19');
  });

  it('asks for what is missing in sight, then ahead, at most 60 at once and one at a time', async () => {
    const { cache, asked, settle } = stage(300, { first: 30 });
    cache.want({ from: 20, to: 40, view: whole, width: 1000 });
    assert.deepEqual(
      asked.map(({ wanted }) => wanted),
      [{ from: 30, count: 54, range: whole, pixels: 1000 }],
    );
    cache.want({ from: 21, to: 41, view: whole, width: 1000 });
    assert.equal(asked.length, 1);
    answered(last(asked));
    await settle();
    assert.equal(cache.lane(83)?.lane.name, 'person 83');
    assert.deepEqual(last(asked).wanted, { from: 84, count: 1, range: whole, pixels: 1000 });
  });

  it('goes on where the host answered fewer', async () => {
    const { cache, asked, settle } = stage(50);
    cache.want({ from: 0, to: 20, view: whole, width: 1000 });
    assert.equal(last(asked).wanted.count, 50);
    answered(last(asked), 7);
    await settle();
    assert.deepEqual([last(asked).wanted.from, last(asked).wanted.count], [7, 43]);
  });

  it('stops asking for what was scrolled past', async () => {
    const { cache, asked, settle } = stage(8000, { first: 30 });
    cache.want({ from: 100, to: 120, view: whole, width: 1000 });
    cache.want({ from: 4000, to: 4020, view: whole, width: 1000 });
    assert.equal(asked[0]?.signal.aborted, true);
    assert.equal(last(asked).wanted.from, 4000);
    // A late answer is dropped.
    answered(last(asked.slice(0, 1)));
    await settle();
    assert.equal(cache.lane(100), undefined);
  });

  it('asks for half a view more on both sides, so that a small pan asks nothing', async () => {
    const { cache, asked, settle } = stage(10);
    cache.want({ from: 0, to: 10, view: { from: 40_000, to: 50_000 }, width: 500 });
    assert.deepEqual(last(asked).wanted, {
      from: 0,
      count: 10,
      range: { from: 35_000, to: 55_000 },
      pixels: 1000,
    });
    answered(last(asked));
    await settle();
    cache.want({ from: 0, to: 10, view: { from: 36_000, to: 46_000 }, width: 500 });
    assert.equal(asked.length, 1);
    cache.want({ from: 0, to: 10, view: { from: 30_000, to: 40_000 }, width: 500 });
    assert.equal(asked.length, 2);
  });

  it('asks anew for bundles that are looked at closer, and shows the old ones until the finer come', async () => {
    const { cache, asked, settle } = stage(2);
    cache.want({ from: 0, to: 2, view: whole, width: 1000 });
    last(asked).answer([numbered(0, 5), numbered(1)]);
    await settle();
    cache.want({ from: 0, to: 2, view: { from: 0, to: 30_000 }, width: 1000 });
    // The lane without bundles is as fine as it gets.
    assert.deepEqual([last(asked).wanted.from, last(asked).wanted.count], [0, 1]);
    assert.equal(cache.lane(0)?.lane.marks[0]?.rows, 5);
    answered(last(asked));
    await settle();
    assert.equal(cache.lane(0)?.lane.marks[0]?.rows, 1);
    assert.equal(asked.length, 2);
  });

  it('keeps no more than it may, those in sight last to go', async () => {
    const { cache, asked, settle } = stage(400, { first: 30, keep: 100 });
    for (const from of [0, 100, 200]) {
      cache.want({ from, to: from + 20, view: whole, width: 1000 });
      answered(last(asked));
      await settle();
    }
    assert.equal(cache.lane(0), undefined);
    assert.ok(cache.lane(219));
    const held = Array.from({ length: 400 }, (_, index) => cache.lane(index)).filter(
      (lane) => lane !== undefined,
    );
    assert.equal(held.length, 100);
  });

  it('says why lanes do not come, and asks again when told to', async () => {
    const { cache, asked, settle } = stage(10);
    cache.want({ from: 0, to: 10, view: whole, width: 1000 });
    last(asked).fail(new HostFailure('failed', 'No.'));
    await settle();
    assert.equal(cache.failure, 'No.');
    cache.want({ from: 0, to: 10, view: whole, width: 1000 });
    assert.equal(asked.length, 1);
    cache.retry();
    answered(last(asked));
    await settle();
    assert.equal(cache.failure, undefined);
    assert.ok(cache.lane(3));
  });

  it('takes an empty answer for a failure, never asking the same for ever', async () => {
    const { cache, asked, settle } = stage(10);
    cache.want({ from: 0, to: 10, view: whole, width: 1000 });
    last(asked).answer([]);
    await settle();
    assert.equal(cache.failure, '');
    assert.equal(asked.length, 1);
  });

  it('asks nothing more once its lanes are stale or it is closed', async () => {
    const stale = stage(10);
    stale.cache.want({ from: 0, to: 10, view: whole, width: 1000 });
    last(stale.asked).fail(new HostFailure('stale', ''));
    await stale.settle();
    stale.cache.want({ from: 0, to: 10, view: whole, width: 1000 });
    assert.equal(stale.asked.length, 1);
    assert.equal(stale.cache.failure, undefined);
    const closed = stage(10);
    closed.cache.want({ from: 0, to: 10, view: whole, width: 1000 });
    closed.cache.close();
    assert.equal(last(closed.asked).signal.aborted, true);
  });
});
