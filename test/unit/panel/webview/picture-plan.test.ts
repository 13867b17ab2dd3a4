import assert from 'node:assert/strict';
import { picturePlan, type PictureSource } from '../../../../src/panel/webview/picture-plan';
import { laneOf } from './lanes';
import { snapshotOf } from './snapshots';

const start = Date.UTC(2026, 10, 22, 9);
const whole = { from: start, to: start + 60_000 };

function source(parts: Partial<PictureSource> = {}): PictureSource {
  const snapshot = snapshotOf({ answer: 1 });
  const { result } = snapshot;
  assert.ok(result !== null);
  return {
    snapshot,
    result,
    show: { display: 'utc', locale: 'en', zone: 'UTC' },
    whole,
    view: whole,
    curves: undefined,
    lanes: [],
    plotWidth: 600,
    axisOf: () => undefined,
    ...parts,
  };
}

describe('the picture of the charts', () => {
  it('tells the filter of what it shows, not the one in force', () => {
    const { snapshot, result } = source();
    const chip = (text: string) => ({ part: 'rows' as const, text, ran: '' });
    const { caption } = picturePlan(
      source({
        snapshot: { ...snapshot, chips: [chip('Role is host')] },
        result: { ...result, chips: [chip('Person is alice')] },
      }),
    );
    assert.ok(caption.includes('Person is alice'));
    assert.ok(!caption.includes('Role is host'));
  });

  it('tells the stretch that it shows to the second', () => {
    const { caption } = picturePlan(source({ view: { from: start + 5000, to: start + 7000 } }));
    assert.ok(caption.includes('Shown: 09:00:05 to 09:00:07. Times: UTC.'), caption.join('\n'));
  });

  it('does not draw time whose marks are not there as empty', () => {
    const lane = laneOf([{ start: start + 1000, certainEnd: start + 2000 }]);
    const paints = (held: typeof whole): readonly string[] =>
      picturePlan(source({ lanes: [{ lane, held, fineness: 1 }] })).parts.flatMap(({ shapes }) =>
        shapes.flatMap((shape) => (shape.kind === 'path' ? [`${shape.ink} ${shape.paint}`] : [])),
      );
    assert.deepEqual(paints(whole), ['bar fill']);
    assert.deepEqual(paints({ from: start, to: start + 30_000 }), ['bar fill', 'faint hatch']);
  });
});
