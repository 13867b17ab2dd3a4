import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PanelLane } from '../../../../src/panel/protocol/shown';
import { laneShapes, markAt, markBox, markNear } from '../../../../src/panel/webview/lane-shapes';
import type { PathShape, Shape } from '../../../../src/panel/webview/shapes';
import { TimeScale } from '../../../../src/panel/webview/time-view';
import { laneOf, markOf } from './lanes';

/** A pixel is a ms. */
const scale = new TimeScale({ from: 0, to: 1000 }, 1000);

function paths(lane: PanelLane): readonly PathShape[] {
  return laneShapes(lane, scale).filter((shape: Shape) => shape.kind === 'path');
}

function kinds(lane: PanelLane): readonly string[] {
  return paths(lane).map(({ ink, paint }) => `${ink} ${paint}`);
}

function path(lane: PanelLane, kind: string): string | undefined {
  return paths(lane).find(({ ink, paint }) => `${ink} ${paint}` === kind)?.d;
}

describe('the shapes of a lane', () => {
  it('are a full bar for certain time', () => {
    const lane = laneOf([{ start: 100, certainEnd: 400 }]);
    assert.deepEqual(kinds(lane), ['bar fill']);
    assert.equal(path(lane, 'bar fill'), 'M100,10h300v12h-300z');
  });

  it('are hatched with a dashed outline where time is assumed, and never full there', () => {
    const lane = laneOf([{ start: 100, certainEnd: 400, upToEnd: 700 }]);
    assert.equal(path(lane, 'bar fill'), 'M100,10h300v12h-300z');
    assert.equal(path(lane, 'bar hatch'), 'M400,10h300v12h-300z');
    assert.ok(kinds(lane).includes('bar dashes'));
    // Nothing is certain of an open row.
    assert.deepEqual(kinds(laneOf([{ start: 100, certainEnd: 100, upToEnd: 700 }])), [
      'bar hatch',
      'bar dashes',
    ]);
  });

  it('are an open end with an arrow where nobody knows the end', () => {
    const lane = laneOf([{ start: 100, certainEnd: 400, upToEnd: null }]);
    assert.deepEqual(kinds(lane), ['bar fill', 'bar dashes', 'bar line']);
    assert.ok(path(lane, 'bar dashes')?.startsWith('M400,'));
    // Even of no certain length there is something to see.
    assert.ok(kinds(laneOf([{ start: 100, certainEnd: 100, upToEnd: null }])).includes('bar fill'));
  });

  it('are dotted in a gap', () => {
    const lane = laneOf(
      [
        { start: 0, certainEnd: 100 },
        { start: 300, certainEnd: 400, label: 'rejoin' },
      ],
      { gaps: [{ from: 100, to: 300, certainFrom: 100, text: '' }] },
    );
    assert.equal(path(lane, 'muted dots'), 'M100,16H300');
    assert.ok(!kinds(lane).includes('muted specks'));
  });

  it('are drawn otherwise where it may be no gap', () => {
    const gap = (certainFrom: number | null): PanelLane =>
      laneOf([{ start: 0, certainEnd: 100, upToEnd: certainFrom }], {
        gaps: [{ from: 100, to: 300, certainFrom, text: '' }],
      });
    assert.equal(path(gap(180), 'muted specks'), 'M100,16H180');
    assert.equal(path(gap(180), 'muted dots'), 'M180,16H300');
    assert.equal(path(gap(null), 'muted specks'), 'M100,16H300');
    assert.equal(path(gap(null), 'muted dots'), undefined);
    assert.equal(path(gap(300), 'muted dots'), undefined);
  });

  it('draw a ghost hollow and below while the connection before lasts, then like any other time', () => {
    const lane = laneOf([
      { start: 0, certainEnd: 400 },
      { start: 350, certainEnd: 900, label: 'ghost' },
    ]);
    assert.equal(path(lane, 'ghost line'), 'M350,25h50v6h-50z');
    assert.equal(path(lane, 'bar fill'), 'M0,10h400v12h-400zM400,10h500v12h-500z');
    const short = laneOf([
      { start: 0, certainEnd: 400 },
      { start: 350, certainEnd: 380, label: 'ghost' },
    ]);
    assert.equal(path(short, 'ghost line'), 'M350,25h30v6h-30z');
    assert.equal(path(short, 'bar fill'), 'M0,10h400v12h-400z');
  });

  it('draw a second device half as high, on a track of its own', () => {
    const lane = laneOf([
      { start: 0, certainEnd: 800 },
      { start: 100, certainEnd: 500, label: 'second-device' },
    ]);
    assert.equal(path(lane, 'second fill'), 'M100,25h400v6h-400z');
  });

  it('tell reconnects by a notch, likely ones by a hollow one, rows of no length by a diamond, bundles by stripes', () => {
    assert.ok(kinds(laneOf([{ start: 9, certainEnd: 99, label: 'reconnect' }])).includes('text fill'));
    assert.ok(kinds(laneOf([{ start: 9, certainEnd: 99, label: 'likely-reconnect' }])).includes('text thin'));
    assert.deepEqual(kinds(laneOf([{ start: 50, certainEnd: 50, tick: true }])), ['bar fill']);
    assert.ok(
      path(laneOf([{ start: 50, certainEnd: 50, tick: true }]), 'bar fill')?.startsWith('M50,11l5,5'),
    );
    assert.deepEqual(kinds(laneOf([{ start: 9, certainEnd: 99, rows: 7 }])), ['bar stripes', 'bar thin']);
  });

  it('have a colour of their own in lanes that are no person’s', () => {
    assert.deepEqual(kinds(laneOf([{ start: 9, certainEnd: 99 }], { kind: 'ingress', person: null })), [
      'other fill',
    ]);
  });

  it('leave out what is not in view, and mark what was not asked for yet', () => {
    assert.deepEqual(kinds(laneOf([{ start: -500, certainEnd: -10 }])), []);
    assert.deepEqual(kinds(laneOf([{ start: 1001, certainEnd: 1200 }])), []);
    // An unknown end may reach into the view: it is drawn at the edge.
    assert.ok(kinds(laneOf([{ start: -500, certainEnd: -10, upToEnd: null }])).includes('bar dashes'));
    const shapes = laneShapes(laneOf([]), scale, { from: 0, to: 600 });
    assert.deepEqual(
      shapes.map((shape) => shape.kind === 'path' && [shape.ink, shape.paint, shape.d]),
      [['faint', 'hatch', 'M600,10h400v12h-400z']],
    );
  });

  it('stay a few paths with bounded numbers, however many and far off the marks are', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc
            .record({
              start: fc.integer({ min: -1e12, max: 1e12 }),
              certain: fc.integer({ min: 0, max: 1e12 }),
              tail: fc.option(fc.integer({ min: 0, max: 1e12 })),
              label: fc.constantFrom('first', 'reconnect', 'rejoin', 'ghost', 'second-device'),
              rows: fc.integer({ min: 1, max: 3 }),
            })
            .map(({ start, certain, tail, label, rows }) =>
              markOf({
                start,
                certainEnd: start + certain,
                upToEnd: tail === null ? null : start + certain + tail,
                label,
                rows,
                tick: certain === 0 && tail === 0,
              }),
            ),
          { maxLength: 400 },
        ),
        (marks) => {
          const shapes = paths(laneOf(marks.toSorted((one, other) => one.start - other.start)));
          assert.ok(shapes.length <= 20, `${shapes.length} paths`);
          for (const number of shapes.flatMap(({ d }) => d.match(/-?[\d.]+/g) ?? []))
            assert.ok(Math.abs(Number(number)) <= 1200, number);
          assert.ok(!shapes.some(({ d }) => d.includes('NaN')));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a point of a lane', () => {
  const lane = laneOf([
    { start: 0, certainEnd: 800 },
    { start: 100, certainEnd: 500, label: 'second-device' },
    { start: 900, certainEnd: 900, tick: true },
  ]);

  it('hits the mark under it, or one near by', () => {
    assert.equal(markAt(lane, scale, 300, 15), 0);
    assert.equal(markAt(lane, scale, 300, 28), 1);
    assert.equal(markAt(lane, scale, 803, 15), 0);
    assert.equal(markAt(lane, scale, 899, 15), 2);
    assert.equal(markAt(lane, scale, 850, 15), undefined);
  });

  it('lies in the box of each mark', () => {
    for (const [index, mark] of lane.marks.entries()) {
      const { x, y, width, height } = markBox(mark, scale);
      assert.equal(markAt(lane, scale, x + width / 2, y + height / 2), index);
    }
  });

  it('is near the mark whose time is nearest', () => {
    assert.equal(markNear(lane, 950), 2);
    assert.equal(markNear(lane, 600), 0);
    assert.equal(markNear(laneOf([]), 600), undefined);
  });
});
