import assert from 'node:assert/strict';
import { movedBy, type LaneFocus } from '../../../../src/panel/webview/lane-keys';
import { laneOf } from './lanes';

const lanes = [
  laneOf([
    { start: 0, certainEnd: 10 },
    { start: 500, certainEnd: 600 },
  ]),
  laneOf([
    { start: 0, certainEnd: 400 },
    { start: 490, certainEnd: 495 },
    { start: 900, certainEnd: 950 },
  ]),
  laneOf([], { withoutPlace: 1 }),
];

function after(key: string, focus: LaneFocus, count = 50): LaneFocus | undefined {
  return movedBy(key, focus, { lanes: count, page: 10, laneAt: (index) => lanes[index] });
}

describe('the keys of the lanes', () => {
  it('go from name to name, a page, to both ends, and stop there', () => {
    const name = (lane: number): LaneFocus => ({ lane, mark: undefined });
    assert.deepEqual(after('ArrowDown', name(0)), name(1));
    assert.deepEqual(after('ArrowUp', name(0)), name(0));
    assert.deepEqual(after('PageDown', name(45)), name(49));
    assert.deepEqual(after('PageUp', name(12)), name(2));
    assert.deepEqual(after('End', name(0)), name(49));
    assert.deepEqual(after('Home', name(49)), name(0));
    assert.equal(after('Tab', name(0)), undefined);
    assert.equal(after('ArrowDown', name(0), 0), undefined);
  });

  it('go from the name through the marks and back', () => {
    assert.deepEqual(after('ArrowRight', { lane: 0, mark: undefined }), { lane: 0, mark: 0 });
    assert.deepEqual(after('ArrowRight', { lane: 0, mark: 0 }), { lane: 0, mark: 1 });
    assert.deepEqual(after('ArrowRight', { lane: 0, mark: 1 }), { lane: 0, mark: 1 });
    assert.deepEqual(after('ArrowLeft', { lane: 0, mark: 1 }), { lane: 0, mark: 0 });
    assert.deepEqual(after('ArrowLeft', { lane: 0, mark: 0 }), { lane: 0, mark: undefined });
    assert.deepEqual(after('ArrowRight', { lane: 2, mark: undefined }), { lane: 2, mark: undefined });
  });

  it('go from a mark to the one nearest in time of the next lane', () => {
    assert.deepEqual(after('ArrowDown', { lane: 0, mark: 1 }), { lane: 1, mark: 1 });
    assert.deepEqual(after('ArrowUp', { lane: 1, mark: 2 }), { lane: 0, mark: 1 });
  });

  it('go to the name of a lane without marks, and of one that is not here yet', () => {
    assert.deepEqual(after('ArrowDown', { lane: 1, mark: 0 }), { lane: 2, mark: undefined });
    assert.deepEqual(after('End', { lane: 1, mark: 0 }), { lane: 49, mark: undefined });
  });

  it('stay on the mark where there is no further lane', () => {
    assert.deepEqual(after('ArrowUp', { lane: 0, mark: 1 }), { lane: 0, mark: 1 });
  });
});
