import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  allOf,
  between,
  countOf,
  isSelected,
  noSelection,
  toggled,
  withStretch,
  withoutStretch,
  type Selection,
} from '../../../../src/panel/webview/grid-selection';
import { RowSelector } from '../../../../src/panel/webview/row-selector';

const rows = 40;
const position = fc.integer({ min: 0, max: rows - 1 });
const act = fc.record({ does: fc.constantFrom('add', 'remove', 'toggle'), a: position, b: position });

/** Positions one by one: what stretches must be the same as. */
function positionsOf(selection: Selection): readonly number[] {
  return Array.from({ length: rows }, (_, n) => n).filter((n) =>
    selection.some(({ from, to }) => n >= from && n < to),
  );
}

describe('which rows are selected', () => {
  it('is the same in stretches as row by row', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
        const plain = new Set<number>();
        let selection = noSelection;
        for (const { does, a, b } of acts) {
          const stretch = between(a, b);
          const inIt = Array.from({ length: stretch.to - stretch.from }, (_, n) => stretch.from + n);
          if (does === 'toggle') {
            selection = toggled(selection, a);
            if (!plain.delete(a)) plain.add(a);
          } else if (does === 'add') {
            selection = withStretch(selection, stretch);
            for (const n of inIt) plain.add(n);
          } else {
            selection = withoutStretch(selection, stretch);
            for (const n of inIt) plain.delete(n);
          }
        }
        assert.deepEqual(
          positionsOf(selection),
          [...plain].sort((one, other) => one - other),
        );
        assert.equal(countOf(selection), plain.size);
        for (let n = 0; n < rows; n++) assert.equal(isSelected(selection, n), plain.has(n));
        for (const [n, { from, to }] of selection.entries()) {
          assert.ok(from < to, 'no stretch is empty');
          assert.ok(n === 0 || (selection[n - 1]?.to ?? rows) < from, 'stretches ascend and do not touch');
        }
      }),
    );
  });

  it('takes a million rows as one stretch', () => {
    assert.deepEqual(allOf(1_000_000), [{ from: 0, to: 1_000_000 }]);
    assert.equal(countOf(toggled(allOf(1_000_000), 500_000)), 999_999);
    assert.deepEqual(allOf(0), []);
  });
});

describe('selecting rows by pointer and keys', () => {
  const plain = { extend: false, add: false };

  function selector(): RowSelector {
    return new RowSelector(() => undefined);
  }

  it('takes one row, and a range from it in both directions', () => {
    const one = selector();
    one.point(5, plain);
    one.extend(8);
    assert.deepEqual(one.selection, [{ from: 5, to: 9 }]);
    one.extend(3);
    assert.deepEqual(one.selection, [{ from: 3, to: 6 }]);
    one.point(20, plain);
    assert.deepEqual(one.selection, [{ from: 20, to: 21 }]);
  });

  it('keeps what stands beside, where it was asked to', () => {
    const one = selector();
    one.point(1, plain);
    one.point(5, { extend: false, add: true });
    one.extend(7);
    one.extend(6);
    assert.deepEqual(one.selection, [
      { from: 1, to: 2 },
      { from: 5, to: 7 },
    ]);
    one.point(5, { extend: false, add: true });
    assert.deepEqual(one.selection, [
      { from: 1, to: 2 },
      { from: 6, to: 7 },
    ]);
  });

  it('begins a range anew where the focus went, and leaves the selection until then', () => {
    const one = selector();
    one.point(1, plain);
    one.visit(10);
    assert.deepEqual(one.selection, [{ from: 1, to: 2 }]);
    one.extend(11);
    assert.deepEqual(one.selection, [{ from: 10, to: 12 }]);
  });

  it('tells each change, whether there was anything to clear, and nothing of rows that are gone', () => {
    const told: Selection[] = [];
    const one = new RowSelector((selection) => told.push(selection));
    one.all(3);
    assert.equal(one.clear(), true);
    assert.equal(one.clear(), false);
    one.all(3);
    one.drop();
    assert.deepEqual(one.selection, []);
    assert.deepEqual(told, [[{ from: 0, to: 3 }], [], [{ from: 0, to: 3 }]]);
  });
});
