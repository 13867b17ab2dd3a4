import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PanelCurve, PanelCurves } from '../../../../src/panel/protocol/shown';
import type { PanelResult } from '../../../../src/panel/protocol/snapshot';
import {
  curveShapes,
  heightAt,
  highestIn,
  niceTop,
  topOf,
  yOf,
  type CurvePlan,
} from '../../../../src/panel/webview/curve-shapes';
import { amountWords, areExact, heightWords } from '../../../../src/panel/webview/curve-amounts';
import { curvePlan } from '../../../../src/panel/webview/curve-words';
import type { PathShape, Shape } from '../../../../src/panel/webview/shapes';
import type { Stretch } from '../../../../src/panel/webview/time-view';
import { emptyCharts } from './snapshots';

const start = Date.UTC(2026, 10, 22, 9);
const whole: Stretch = { from: start, to: start + 1000 };
const show = { display: 'utc', locale: 'en', zone: 'UTC' } as const;

function curve(...steps: readonly (readonly [number, number])[]): PanelCurve {
  return { at: steps.map(([at]) => start + at), value: steps.map(([, value]) => value), exact: true };
}

const two = curve([100, 1], [200, 2], [600, 1], [900, 0]);
const three = curve([100, 1], [200, 3], [600, 2], [900, 0]);

function curves(parts: Partial<PanelCurves> = {}): PanelCurves {
  return { range: whole, rows: { certain: two, upTo: two }, people: { certain: two, upTo: two }, ...parts };
}

function charts(parts: Partial<PanelResult['charts']> = {}): PanelResult['charts'] {
  return { ...emptyCharts, range: whole, ...parts };
}

function plan(of: PanelCurves, parts: Partial<PanelResult['charts']> = {}, view = whole): CurvePlan {
  return curvePlan(of, charts(parts), { whole, view, width: 1000, height: 168 }, show);
}

function drawn(of: PanelCurves, parts: Partial<PanelResult['charts']> = {}, view = whole): readonly Shape[] {
  return curveShapes(of, plan(of, parts, view));
}

function paths(shapes: readonly Shape[], ink: string, paint: string): readonly PathShape[] {
  return shapes.filter(
    (shape): shape is PathShape => shape.kind === 'path' && shape.ink === ink && shape.paint === paint,
  );
}

function words(shapes: readonly Shape[]): readonly string[] {
  return shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));
}

describe('the curves', () => {
  it('hold the last step at or before an instant', () => {
    assert.equal(heightAt(two, start + 99), 0);
    assert.equal(heightAt(two, start + 100), 1);
    assert.equal(heightAt(two, start + 599), 2);
    assert.equal(heightAt(two, start + 5000), 0);
    assert.equal(heightAt(curve(), start), 0);
  });

  it('have their highest point where it is first reached, or where the view begins', () => {
    assert.deepEqual(highestIn(two, whole.from, whole.to), { value: 2, at: start + 200, isOlder: false });
    assert.deepEqual(highestIn(two, start + 300, start + 400), { value: 2, at: start + 300, isOlder: true });
    assert.deepEqual(highestIn(two, start + 600, whole.to), { value: 1, at: start + 600, isOlder: false });
    assert.equal(highestIn(two, start + 900, whole.to), undefined);
  });

  it('are as high as a walk over all instants finds', () => {
    const steps = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 12 });
    fc.assert(
      fc.property(
        steps.chain((at) =>
          fc.record({
            at: fc.constant(at.toSorted((one, other) => one - other)),
            value: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: at.length, maxLength: at.length }),
          }),
        ),
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 1, max: 20 }),
        (steps, from, span) => {
          let expected: { value: number; at: number; isOlder: boolean } | undefined;
          for (let at = from; at < from + span; at++) {
            const value = heightAt(steps, at);
            const isOlder = at === from && !steps.at.includes(from);
            if (value > (expected?.value ?? 0)) expected = { value, at, isOlder };
          }
          assert.deepEqual(highestIn(steps, from, from + span), expected);
        },
      ),
    );
  });

  it('end their scale at a round even number that holds all', () => {
    assert.deepEqual(
      [1, 4, 5, 9, 10, 11, 17, 99, 100, 101, 3585, 4093].map(niceTop),
      [4, 4, 6, 10, 10, 12, 20, 100, 100, 120, 4000, 5000],
    );
    for (let most = 1; most < 3000; most++) {
      assert.ok(niceTop(most) >= most);
      assert.equal(niceTop(most) % 2, 0);
    }
    assert.equal(topOf(curves({ people: { certain: two, upTo: curve([0, 33]) } }), whole.from, whole.to), 40);
  });

  it('are steps: people thick and veiled, rows dashed', () => {
    const shapes = drawn(curves({ rows: { certain: three, upTo: three } }));
    const y = (value: number): number =>
      Math.round(yOf(value, plan(curves({ rows: { certain: three, upTo: three } }))) * 10) / 10;
    assert.equal(
      paths(shapes, 'people', 'thick')[0]?.d,
      `M0,${y(0)}L100,${y(0)}L100,${y(1)}L200,${y(1)}L200,${y(2)}L600,${y(2)}L600,${y(1)}L900,${y(1)}L900,${y(0)}L1000,${y(0)}`,
    );
    assert.equal(paths(shapes, 'rows', 'dashes').length, 1);
    assert.equal(paths(shapes, 'people', 'hatch').length, 0);
  });

  it('hatch what is assumed, each in its own direction, and nothing where there is no bound', () => {
    const shapes = drawn(
      curves({
        rows: { certain: two, upTo: three },
        people: { certain: two, upTo: curve([100, 4], [900, 0]) },
      }),
    );
    assert.equal(paths(shapes, 'rows', 'backHatch').length, 1);
    assert.equal(paths(shapes, 'people', 'hatch').length, 1);
    const same = drawn(
      curves({ rows: { certain: two, upTo: three }, people: { certain: two, upTo: three } }),
    );
    assert.equal(paths(same, 'rows', 'backHatch').length, 0);
    assert.equal(paths(same, 'people', 'hatch').length, 1);
    const open = drawn(curves({ rows: { certain: two, upTo: null }, people: { certain: two, upTo: null } }));
    assert.ok(!open.some((shape) => shape.kind === 'path' && shape.paint.toLowerCase().includes('hatch')));
  });

  it('begin with what held before the view and end with it', () => {
    const shapes = drawn(curves(), {}, { from: start + 300, to: start + 400 });
    const height = yOf(2, plan(curves(), {}, { from: start + 300, to: start + 400 }));
    assert.equal(
      paths(shapes, 'people', 'thick')[0]?.d,
      `M0,${Math.round(height * 10) / 10}L1000,${Math.round(height * 10) / 10}`,
    );
  });

  it('stop at the as-of of a live session', () => {
    const shapes = drawn(curves(), { asOf: start + 500 });
    assert.ok(
      paths(shapes, 'people', 'thick')[0]?.d.endsWith(`L500,${Math.round(yOf(2, plan(curves())) * 10) / 10}`),
    );
    assert.ok(words(shapes).some((each) => each.startsWith('As of 09:00:00')));
  });

  it('say their peaks and the end of the session', () => {
    assert.deepEqual(words(drawn(curves(), { sessionEnd: start + 950 })), [
      'Session ended 09:00:00',
      'Peak of people and rows: 2 at 09:00:00',
    ]);
    assert.deepEqual(
      words(drawn(curves({ rows: { certain: three, upTo: three } }), {}, { from: start, to: start + 900 })),
      ['Highest here, people: 2 at 09:00:00', 'Highest here, rows: 3 at 09:00:00'],
    );
  });

  it('head a pair by the certain peak, of a live session by the assumed', () => {
    const pair = curves({ rows: { certain: two, upTo: three }, people: { certain: two, upTo: three } });
    assert.deepEqual(words(drawn(pair)), ['Peak of people and rows: 2 certain at 09:00:00, up to 3']);
    const live = plan(pair, { asOf: whole.to }).peaks;
    assert.deepEqual(
      live.map(({ highest, assumed, label }) => [highest.value, assumed, label]),
      [[3, true, 'Peak of people and rows: 2 certain, up to 3 at 09:00:00']],
    );
    const open = plan(
      curves({ rows: { certain: curve(), upTo: three }, people: { certain: curve(), upTo: three } }),
    );
    assert.deepEqual(
      open.peaks.map(({ label }) => label),
      ['Peak of people and rows: 0 certain, up to 3 at 09:00:00'],
    );
  });

  it('say “at least” where there is no upper bound', () => {
    const open = curves({ rows: { certain: two, upTo: null }, people: { certain: two, upTo: null } });
    assert.deepEqual(
      plan(open).peaks.map(({ label, short }) => [label, short]),
      [['Peak of people and rows: at least 2 at 09:00:00', 'at least 2, 09:00:00']],
    );
    assert.equal(
      heightWords(open, start + 300, '09:00:00.300', 'en'),
      '09:00:00.300 · people at least 2 · rows at least 2',
    );
    // With a bound of people alone they are not told as one.
    const half = curves({ rows: { certain: two, upTo: null }, people: { certain: two, upTo: curve() } });
    assert.equal(plan(half).peaks.length, 2);
  });

  it('say “about” of what steps were left out of, but not of the peak of the whole', () => {
    const thin = { ...three, exact: false };
    const open = curves({ rows: { certain: thin, upTo: thin }, people: { certain: two, upTo: three } });
    assert.ok(areExact(curves()) && !areExact(open));
    assert.deepEqual(
      plan(open).peaks.map(({ label }) => label),
      ['Peak of people: 2 certain at 09:00:00, up to 3', 'Peak of rows: 3 at 09:00:00'],
    );
    assert.deepEqual(
      plan(open, {}, { from: start + 100, to: start + 800 }).peaks.map(({ label }) => label)[1],
      'Highest here, rows: about 3 at 09:00:00',
    );
    assert.equal(heightWords(open, start + 300, 'then', 'en'), 'then · people 2–3 · rows about 3');
    const parts = [
      { certain: thin, upTo: three },
      { certain: three, upTo: thin },
    ];
    for (const rows of parts)
      assert.equal(
        heightWords(curves({ rows }), start + 300, 'then', 'en'),
        'then · people 2 · rows about 3',
      );
    assert.equal(amountWords({ low: 1200, most: 1300, isExact: false }, 'en'), 'about 1,200–1,300');
    assert.equal(amountWords({ low: 9, most: null, isExact: false }, 'en'), 'about 9 or more');
  });

  it('say where their highest point held already before the view', () => {
    const before = plan(curves(), {}, { from: start + 300, to: start + 400 }).peaks;
    assert.deepEqual(
      before.map(({ label }) => label),
      ['Highest here, people and rows: 2 at 09:00:00 and before'],
    );
  });

  it('say nothing of peaks where there is none', () => {
    assert.deepEqual(
      words(
        drawn(
          curves({ rows: { certain: curve(), upTo: curve() }, people: { certain: curve(), upTo: null } }),
        ),
      ),
      [],
    );
  });
});
