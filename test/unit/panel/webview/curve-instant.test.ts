import assert from 'node:assert/strict';
import type { PanelCurves } from '../../../../src/panel/protocol/shown';
import { CurveInstant } from '../../../../src/panel/webview/curve-instant';
import type { Stretch } from '../../../../src/panel/webview/time-view';

interface Asked {
  readonly range: Stretch;
  readonly signal: AbortSignal;
  readonly answer: () => void;
  readonly fail: () => void;
}

function curvesOf(range: Stretch): PanelCurves {
  const curve = { at: [range.from], value: [7], exact: true };
  return {
    range: { ...range },
    rows: { certain: curve, upTo: curve },
    people: { certain: curve, upTo: curve },
  };
}

describe('the curves at one instant', () => {
  const frames = new Map<number, () => void>();
  const globals = { frame: globalThis.requestAnimationFrame, cancel: globalThis.cancelAnimationFrame };
  let number = 0;
  const nextFrame = async (): Promise<void> => {
    const due = [...frames.values()];
    frames.clear();
    for (const run of due) run();
    await new Promise((done) => void setImmediate(done));
  };
  before(() => {
    globalThis.requestAnimationFrame = (run) => {
      frames.set(++number, () => {
        run(0);
      });
      return number;
    };
    globalThis.cancelAnimationFrame = (frame) => {
      frames.delete(frame);
    };
  });
  after(() => {
    globalThis.requestAnimationFrame = globals.frame;
    globalThis.cancelAnimationFrame = globals.cancel;
  });

  let asked: Asked[];
  let changes: number;
  let instant: CurveInstant;
  beforeEach(() => {
    [asked, changes] = [[], 0];
    frames.clear();
    instant = new CurveInstant(
      (range, _points, signal) =>
        new Promise((answer, fail) => {
          asked.push({
            range,
            signal,
            answer: () => {
              answer(curvesOf(range));
            },
            fail: () => {
              fail(new Error('no'));
            },
          });
        }),
      () => changes++,
    );
  });
  const last = (): Asked => {
    const one = asked.at(-1);
    assert.ok(one !== undefined);
    return one;
  };

  it('are asked for a frame later, a second around it, once', async () => {
    assert.equal(instant.curves(5250), undefined);
    assert.equal(asked.length, 0);
    await nextFrame();
    assert.deepEqual(last().range, { from: 5000, to: 6000 });
    assert.equal(instant.curves(5900), undefined);
    await nextFrame();
    assert.equal(asked.length, 1);
    last().answer();
    await nextFrame();
    assert.equal(changes, 1);
    assert.deepEqual(instant.curves(5001)?.range, { from: 5000, to: 6000 });
    assert.equal(asked.length, 1);
  });

  it('are not waited for once another instant is wanted', async () => {
    instant.curves(1000);
    instant.curves(2000);
    await nextFrame();
    assert.deepEqual(
      asked.map(({ range }) => range.from),
      [2000],
    );
    const former = last();
    instant.curves(3000);
    assert.ok(former.signal.aborted);
    await nextFrame();
    former.answer();
    await nextFrame();
    assert.equal(changes, 0);
    assert.equal(instant.curves(2000), undefined);
  });

  it('are not asked for again after a failure, but for another instant', async () => {
    instant.curves(1000);
    await nextFrame();
    last().fail();
    await nextFrame();
    assert.equal(instant.curves(1000), undefined);
    await nextFrame();
    assert.equal(asked.length, 1);
    instant.curves(2000);
    await nextFrame();
    last().answer();
    await nextFrame();
    assert.ok(instant.curves(2000));
  });

  it('are dropped when it is closed', async () => {
    instant.curves(1000);
    await nextFrame();
    instant.close();
    assert.ok(last().signal.aborted);
    last().answer();
    instant.curves(4000);
    instant.close();
    await nextFrame();
    assert.equal(changes, 0);
    assert.equal(asked.length, 1);
  });
});
