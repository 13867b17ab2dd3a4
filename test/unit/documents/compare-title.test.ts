import assert from 'node:assert/strict';
import { english } from '../../../src/attendance/text';
import { compareTitle, sideName, type ComparedSide } from '../../../src/documents/exports/compare-title';

const final: ComparedSide = {
  name: 'default:standup, Nov 22, 09:00',
  state: 'final (stats ready)',
  provisional: false,
  whole: true,
};
const live: ComparedSide = {
  name: 'default:lesson, Nov 22, 10:00',
  state: 'live',
  provisional: true,
  whole: true,
};
const title = (one: ComparedSide, two: ComparedSide): string => english(compareTitle(one, two, english));

describe('the title of a comparison', () => {
  it('is names alone where both are whole and final', () => {
    assert.equal(title(final, final), `${final.name} ↔ ${final.name}`);
  });

  it('begins with what must be known of either, since a tab is cut', () => {
    const part = { ...final, whole: false };
    for (const [one, two] of [
      [final, live],
      [live, final],
    ] as const)
      assert.match(
        title(one, two),
        /^Provisional: .*default:lesson, Nov 22, 10:00 \(live, may still change\)/,
      );
    for (const [one, two] of [
      [final, part],
      [part, final],
    ] as const)
      assert.match(title(one, two), /^Not all rows: .*\(final \(stats ready\), not all rows\)/);
    assert.match(title(part, live), /^Provisional, not all rows: .*not all rows\) ↔ .*may still change\)$/);
    assert.equal(
      english(sideName({ ...live, whole: false })),
      'default:lesson, Nov 22, 10:00 (live, may still change, not all rows)',
    );
  });
});
