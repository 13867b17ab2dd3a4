import assert from 'node:assert/strict';
import { chartRange, chartSpan, type Charted } from '../../../../src/panel/model/chart-range';
import { after, ended, live, measured } from '../../attendance/figures/short-rows';
import { charted, randomAnswers } from './charted';

/** In seconds from the session's start. */
function seconds(answer: Charted): readonly [number, number] | undefined {
  const range = chartRange(answer);
  return range && [(range.from - after(0)) / 1000, (range.to - after(0)) / 1000];
}

const of = (...task: Parameters<typeof measured>): Charted => charted(measured(...task));
const unbound = { ...ended, sessionStart: undefined, sessionEnd: undefined };

describe('what the charts span', () => {
  it('is the session, and rows that stand out of it', () => {
    assert.deepEqual(seconds(of([['alice', 60, 120]])), [0, 3600]);
    assert.deepEqual(seconds(of([['alice', -60, 3700]])), [-60, 3700]);
  });

  it('is from the first join to the last leave where the session’s bounds are not known', () => {
    const rows = [['alice', 60, 120], ['bob', 90, null]] as const; // prettier-ignore
    assert.deepEqual(seconds(of(rows, { context: unbound })), [60, 120]);
    assert.deepEqual(seconds(of(rows, { context: { ...ended, sessionStart: undefined } })), [60, 3600]);
  });

  it('goes to the as-of of a live session', () => {
    assert.deepEqual(seconds(of([['alice', 60, 120]], { context: live })), [0, 600]);
  });

  it('is the window, whose open sides are the data’s', () => {
    const rows = [['alice', 60, 120]] as const;
    const window = (from?: number, to?: number): readonly [number, number] | undefined =>
      seconds(
        of(rows, {
          window: {
            from: from === undefined ? undefined : after(from),
            to: to === undefined ? undefined : after(to),
          },
        }),
      );
    assert.deepEqual(window(70, 80), [70, 80]);
    assert.deepEqual(window(70), [70, 3600]);
    assert.deepEqual(window(undefined, 80), [0, 80]);
    assert.deepEqual(window(9000), [9000, 9060]);
    assert.deepEqual(window(undefined, -10), [-70, -10]);
  });

  it('does not grow by a row weeks away, and counts it', () => {
    const week = 7 * 86_400;
    const stray = of([['alice', 60, 120], ['bob', -2 * week, 5 - 2 * week], ['carol', week, week + 9]]); // prettier-ignore
    assert.deepEqual(seconds(stray), [0, 3600]);
    const { rowsBefore, rowsAfter } = chartSpan(stray) ?? {};
    assert.deepEqual([rowsBefore, rowsAfter], [1, 1]);
    assert.deepEqual(seconds(of([['alice', 60, 120], ['dave', -30, week]])), [0, 3600]); // prettier-ignore
    const endUnknown = { ...ended, sessionEnd: undefined };
    assert.deepEqual(seconds(of([['alice', 60, 120], ['bob', -week, 9 - week]], { context: endUnknown })), [0, 120]); // prettier-ignore
  });

  it('goes where the rows are if all of them are weeks away', () => {
    const week = 7 * 86_400;
    const context = { ...ended, asOf: undefined };
    assert.deepEqual(seconds(of([['alice', week, week + 60]], { context })), [0, week + 60]);
  });

  it('has a length, also where all is one instant', () => {
    assert.deepEqual(seconds(of([['alice', 60, 60]], { context: unbound })), [30, 90]);
  });

  it('is the session’s where no row has a place in time, and else nothing', () => {
    assert.deepEqual(seconds(of([['alice', null, null]])), [0, 3600]);
    assert.equal(seconds(of([['alice', null, null]], { context: unbound })), undefined);
    assert.equal(seconds(of([], { context: unbound, window: { from: after(0) } })), undefined);
  });

  it('is whole ms, from before to, whatever the rows', () => {
    let seen = 0;
    for (const answer of randomAnswers(300)) {
      const span = chartSpan(answer);
      if (span === undefined) continue;
      seen++;
      const { from, to } = span.range;
      assert.ok(Number.isSafeInteger(from) && Number.isSafeInteger(to) && from < to);
    }
    assert.ok(seen > 200, String(seen));
  });
});
