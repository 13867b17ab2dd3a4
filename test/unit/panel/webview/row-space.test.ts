import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  heightOf,
  positionAt,
  rowsInView,
  scrollTopFor,
  tallestAt,
  type RowSpace,
} from '../../../../src/panel/webview/row-space';

const space = fc.record({
  rows: fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 1_000_000 })),
  rowHeight: fc.integer({ min: 20, max: 60 }),
  viewHeight: fc.integer({ min: 60, max: 1200 }),
  tallest: fc.constantFrom(tallestAt(0.5), tallestAt(1), tallestAt(2), tallestAt(4)),
});

function mostOf(of: RowSpace): number {
  return Math.max(0, heightOf(of) - of.viewHeight);
}

describe('where rows stand on the scroller', () => {
  it('covers the view without a hole, wherever it is scrolled to', () => {
    fc.assert(
      fc.property(space, fc.double({ min: 0, max: 1, noNaN: true }), (of, part) => {
        const scrollTop = part * mostOf(of);
        const view = rowsInView(of, scrollTop, 4);
        assert.ok(0 <= view.drawnFrom && view.drawnFrom <= view.from && view.from < view.to);
        assert.ok(view.to <= view.drawnTo && view.drawnTo <= of.rows);
        // The first row in view begins at its edge or above it, the last one ends below the other edge.
        const top = view.top + (view.from - view.drawnFrom) * of.rowHeight - scrollTop;
        assert.ok(top <= 1e-3 && top > -of.rowHeight - 1e-3, `starts at ${top}`);
        const bottom = top + (view.to - view.from) * of.rowHeight;
        assert.ok(view.to === of.rows || bottom >= of.viewHeight - 1e-3, `ends at ${bottom}`);
      }),
    );
  });

  it('shows the first row at the top and the last one at the end, however many there are', () => {
    fc.assert(
      fc.property(space, (of) => {
        assert.equal(rowsInView(of, 0, 0).from, 0);
        const end = rowsInView(of, mostOf(of), 0);
        assert.equal(end.to, of.rows);
        const bottom = end.top + (end.to - end.drawnFrom) * of.rowHeight;
        assert.ok(bottom <= heightOf(of) + 1e-3, 'the last row stands within the scrolled element');
      }),
    );
  });

  it('never asks for an element taller than a browser can make', () => {
    const of = { rows: 1_000_000, rowHeight: 22, viewHeight: 600, tallest: tallestAt(2) };
    assert.ok(heightOf(of) * 2 < 2 ** 25);
    assert.equal(rowsInView(of, mostOf(of), 0).to, 1_000_000);
    assert.equal(heightOf({ ...of, tallest: tallestAt(1) }), 22_000_000);
  });

  it('brings a row into view, and leaves one alone that is', () => {
    fc.assert(
      fc.property(
        space,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom('nearest' as const, 'middle' as const),
        (of, part, wanted, where) => {
          const position = Math.round(wanted * (of.rows - 1));
          const scrollTop = Math.min(mostOf(of), scrollTopFor(of, part * mostOf(of), position, where));
          const view = rowsInView(of, scrollTop, 0);
          assert.ok(view.from <= position && position < view.to);
          if (where === 'nearest') {
            assert.ok(Math.abs(scrollTopFor(of, scrollTop, position, where) - scrollTop) < 1e-3);
          }
        },
      ),
    );
    const of = { rows: 100, rowHeight: 20, viewHeight: 200, tallest: tallestAt(1) };
    assert.equal(scrollTopFor(of, 100, 7, 'nearest'), 100);
    assert.equal(scrollTopFor(of, 100, 4, 'nearest'), 80);
    assert.equal(scrollTopFor(of, 100, 15, 'nearest'), 120);
    assert.equal(scrollTopFor(of, 0, 50, 'middle'), 910);
  });

  it('tells the row under the pointer, the nearest beyond the rows', () => {
    const of = { rows: 100, rowHeight: 20, viewHeight: 200, tallest: tallestAt(1) };
    assert.equal(positionAt(of, 0, 0), 0);
    assert.equal(positionAt(of, 0, 19), 0);
    assert.equal(positionAt(of, 50, 11), 3);
    assert.equal(positionAt(of, 0, -30), 0);
    assert.equal(positionAt(of, 1800, 500), 99);
  });
});
