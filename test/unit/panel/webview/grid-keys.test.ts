import * as assert from 'node:assert/strict';
import { gridAct, headerRow, type GridAct, type GridPlace } from '../../../../src/panel/webview/grid-keys';

const size = { rows: 100, columns: 9, page: 20 };

/** What a chord such as "Ctrl+Shift+End" does. */
function press(chord: string, place: GridPlace, of = size): GridAct | undefined {
  const parts = chord.split('+');
  const has = (name: string): boolean => parts.slice(0, -1).includes(name);
  return gridAct(
    {
      key: parts.at(-1) ?? '',
      shift: has('Shift'),
      control: has('Ctrl'),
      alt: has('Alt'),
    },
    place,
    of,
  );
}

function movesTo(
  chord: string,
  from: readonly [number, number],
): readonly [number, number, boolean] | undefined {
  const act = press(chord, { row: from[0], column: from[1] });
  return act?.act === 'move' ? [act.to.row, act.to.column, act.extend] : undefined;
}

describe('keys of the table', () => {
  it('move by cells, pages and to the ends', () => {
    assert.deepEqual(movesTo('ArrowDown', [3, 2]), [4, 2, false]);
    assert.deepEqual(movesTo('ArrowUp', [3, 2]), [2, 2, false]);
    assert.deepEqual(movesTo('ArrowLeft', [3, 2]), [3, 1, false]);
    assert.deepEqual(movesTo('ArrowRight', [3, 2]), [3, 3, false]);
    assert.deepEqual(movesTo('PageDown', [3, 2]), [23, 2, false]);
    assert.deepEqual(movesTo('PageUp', [33, 2]), [13, 2, false]);
    assert.deepEqual(movesTo('Home', [3, 2]), [3, 0, false]);
    assert.deepEqual(movesTo('End', [3, 2]), [3, 8, false]);
    assert.deepEqual(movesTo('Ctrl+Home', [3, 2]), [0, 0, false]);
    assert.deepEqual(movesTo('Ctrl+End', [3, 2]), [99, 8, false]);
  });

  it('stop at the edges', () => {
    assert.deepEqual(movesTo('ArrowDown', [99, 0]), [99, 0, false]);
    assert.deepEqual(movesTo('PageDown', [90, 0]), [99, 0, false]);
    assert.deepEqual(movesTo('PageUp', [5, 0]), [0, 0, false]);
    assert.deepEqual(movesTo('ArrowLeft', [5, 0]), [5, 0, false]);
    assert.deepEqual(movesTo('ArrowRight', [5, 8]), [5, 8, false]);
  });

  it('reach the headers from the first row, and come back', () => {
    assert.deepEqual(movesTo('ArrowUp', [0, 4]), [headerRow, 4, false]);
    assert.deepEqual(movesTo('ArrowUp', [headerRow, 4]), [headerRow, 4, false]);
    assert.deepEqual(movesTo('ArrowDown', [headerRow, 4]), [0, 4, false]);
    assert.deepEqual(movesTo('End', [headerRow, 4]), [headerRow, 8, false]);
  });

  it('extend the range with Shift, never into the headers', () => {
    assert.deepEqual(movesTo('Shift+ArrowDown', [3, 2]), [4, 2, true]);
    assert.deepEqual(movesTo('Shift+PageUp', [33, 2]), [13, 2, true]);
    assert.deepEqual(movesTo('Ctrl+Shift+End', [3, 2]), [99, 8, true]);
    assert.deepEqual(movesTo('Ctrl+Shift+Home', [3, 2]), [0, 0, true]);
    assert.deepEqual(movesTo('Shift+ArrowUp', [0, 2]), [0, 2, false]);
    assert.deepEqual(movesTo('Shift+ArrowRight', [3, 2]), [3, 3, false]);
    assert.deepEqual(movesTo('Shift+ArrowDown', [headerRow, 2]), [0, 2, false]);
  });

  it('choose, copy, jump and open the menu on rows', () => {
    const row = { row: 3, column: 2 };
    assert.deepEqual(press(' ', row), { act: 'toggle' });
    assert.deepEqual(press('Enter', row), { act: 'jump' });
    assert.deepEqual(press('Ctrl+a', row), { act: 'all' });
    assert.deepEqual(press('Ctrl+C', row), { act: 'copy' });
    assert.deepEqual(press('Escape', row), { act: 'clear' });
    assert.deepEqual(press('ContextMenu', row), { act: 'menu' });
    assert.deepEqual(press('Shift+F10', row), { act: 'menu' });
  });

  it('sort and widen on headers', () => {
    const header = { row: headerRow, column: 2 };
    assert.deepEqual(press(' ', header), { act: 'sort' });
    assert.deepEqual(press('Enter', header), { act: 'sort' });
    assert.deepEqual(press('Alt+ArrowRight', header), { act: 'widen', steps: 1 });
    assert.deepEqual(press('Alt+ArrowLeft', header), { act: 'widen', steps: -1 });
    assert.equal(press('Shift+F10', header), undefined);
    assert.equal(press('Ctrl+c', header), undefined);
  });

  it('leave alone what is not theirs', () => {
    const row = { row: 3, column: 2 };
    for (const chord of [
      'x',
      'Tab',
      'F10',
      'Ctrl+Shift+c',
      'Ctrl+x',
      'Alt+ArrowRight',
      'Alt+ArrowDown',
      'F5',
    ])
      assert.equal(press(chord, row), undefined, chord);
  });
});
