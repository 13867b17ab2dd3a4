import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  between,
  isWhole,
  leastSpan,
  panned,
  showing,
  TimeScale,
  viewOf,
  zoomed,
  type Stretch,
} from '../../../../src/panel/webview/time-view';

const start = Date.UTC(2026, 10, 22, 9);
const whole: Stretch = { from: start, to: start + 3_600_000 };

const stretches = fc
  .record({ from: fc.integer({ min: 0, max: 2e12 }), span: fc.integer({ min: 1, max: 4e9 }) })
  .map(({ from, span }): Stretch => ({ from, to: from + span }));

function isInside(outer: Stretch, inner: Stretch): boolean {
  return inner.from >= outer.from && inner.to <= outer.to && inner.from < inner.to;
}

describe('the view of the time', () => {
  it('is all of it without a zoom, and with one that shows nothing of it', () => {
    assert.deepEqual(viewOf(whole, undefined), whole);
    assert.deepEqual(viewOf(whole, { from: 0, to: start }), whole);
    assert.deepEqual(viewOf(whole, { from: whole.to, to: whole.to + 5 }), whole);
  });

  it('never leaves the whole and never turns empty, however it is zoomed and panned', () => {
    fc.assert(
      fc.property(
        stretches,
        fc.array(
          fc.oneof(
            fc.record({
              factor: fc.double({ min: 0.001, max: 1000, noNaN: true }),
              share: fc.double({ min: 0, max: 1, noNaN: true }),
            }),
            fc.record({ by: fc.integer({ min: -5e9, max: 5e9 }) }),
            fc.record({ at: fc.integer({ min: -1e9, max: 3e12 }) }),
          ),
          { maxLength: 12 },
        ),
        (all, acts) => {
          let view = all;
          for (const act of acts) {
            if ('factor' in act)
              view = zoomed(all, view, act.factor, view.from + act.share * (view.to - view.from));
            else if ('by' in act) view = panned(all, view, act.by);
            else view = showing(all, view, Math.min(Math.max(act.at, all.from), all.to));
            assert.ok(isInside(all, view), JSON.stringify({ all, view, act }));
            assert.ok(view.to - view.from >= Math.min(leastSpan, all.to - all.from));
            assert.ok(Number.isInteger(view.from) && Number.isInteger(view.to));
          }
        },
      ),
    );
  });

  it('keeps what is under the pointer there while it zooms', () => {
    const about = start + 900_000;
    const closer = zoomed(whole, whole, 0.25, about);
    const place = (view: Stretch): number => new TimeScale(view, 1000).x(about);
    assert.equal(Math.round(place(closer)), Math.round(place(whole)));
    assert.equal(closer.to - closer.from, 900_000);
    assert.equal(isWhole(whole, zoomed(whole, closer, 100, about)), true);
  });

  it('pans as far as the ends', () => {
    const view = { from: start + 1_000_000, to: start + 2_000_000 };
    assert.deepEqual(panned(whole, view, 500_000), { from: start + 1_500_000, to: start + 2_500_000 });
    assert.deepEqual(panned(whole, view, 1e12), { from: whole.to - 1_000_000, to: whole.to });
    assert.deepEqual(panned(whole, view, -1e12), { from: start, to: start + 1_000_000 });
  });

  it('moves only to show what it does not show', () => {
    const view = { from: start + 1_000_000, to: start + 2_000_000 };
    assert.equal(showing(whole, view, start + 1_500_000), view);
    assert.ok(
      isInside(showing(whole, view, start + 3_000_000), { from: start + 2_999_999, to: start + 3_000_001 }),
    );
  });

  it('selects in both directions, inside the whole', () => {
    assert.deepEqual(between(whole, start + 5000, start - 70), { from: start, to: start + 5000 });
    assert.equal(between(whole, start + 5000, start + 5000), undefined);
    assert.equal(between(whole, whole.to + 1, whole.to + 9), undefined);
  });

  it('finds the pixel of an instant and the instant of a pixel', () => {
    const scale = new TimeScale(whole, 720);
    assert.equal(scale.x(start + 1_800_000), 360);
    assert.equal(scale.at(360), start + 1_800_000);
    assert.equal(scale.at(-40), whole.from);
    assert.equal(scale.at(9999), whole.to);
    assert.equal(scale.boundedX(start - 1e12), -50);
  });

  it('means round times where a pixel is many of them, and every ms where it is less than one', () => {
    // 5 s a pixel: two are ten seconds.
    const coarse = new TimeScale(whole, 720);
    assert.equal(coarse.pointed(100.3), start + 500_000);
    const second = new TimeScale({ from: start, to: start + 1000 }, 1000);
    assert.equal(second.pointed(333), start + 334);
    const seconds = new TimeScale({ from: start, to: start + 200_000 }, 1000);
    assert.equal(seconds.pointed(12) % 1000, 0);
  });
});
