import assert from 'node:assert/strict';
import * as v from 'valibot';
import { valueAt, type StepCurve } from '../../../../src/attendance/figures/step-curve';
import { chartRange } from '../../../../src/panel/model/chart-range';
import { curvesIn, curvesText } from '../../../../src/panel/model/curve-answers';
import { mostPoints } from '../../../../src/panel/protocol/requests';
import { curvesSchema, type PanelCurve } from '../../../../src/panel/protocol/shown';
import { halfRead, inEnglish } from '../../attendance/figures/measured-rows';
import { after, ended, live, measured, type ShortRow } from '../../attendance/figures/short-rows';
import { charted, randomAnswers } from './charted';

const hour = { from: after(0), to: after(3600) };

/** What a curve of the panel holds at an instant; undefined: it does not reach back to it. */
function holds({ at, value }: PanelCurve, instant: number): number | undefined {
  return value[at.findLastIndex((step) => step <= instant)];
}

/** Steps in seconds from the session's start. */
function steps({ at, value }: PanelCurve): readonly (readonly [number, number])[] {
  return at.map((step, n) => [(step - after(0)) / 1000, value[n] ?? NaN]);
}

/** The highest value of the exact curve in a range, and its first instant. */
function peakIn(curve: StepCurve, from: number, to: number): readonly [number, number] {
  let [most, at] = [valueAt(curve, from), from];
  for (const [step, holding] of curve.value.entries()) {
    const instant = curve.at[step] ?? NaN;
    if (instant > from && instant <= to && holding > most) [most, at] = [holding, instant];
  }
  return [most, at];
}

describe('the curves of the panel', () => {
  it('are the exact ones within the range', () => {
    let [seen, parts] = [0, 0];
    for (const answer of randomAnswers(300)) {
      const range = chartRange(answer);
      if (range === undefined) continue;
      const { certain, upTo, input } = answer.measures;
      const third = Math.floor((range.to - range.from) / 3);
      for (const part of [range, { from: range.from + third, to: range.to - third }]) {
        const { rows, people } = v.parse(curvesSchema, curvesIn(answer, part, mostPoints));
        const pairs = [
          [rows.certain, certain.rows],
          [people.certain, certain.fewestPeople],
          ...(rows.upTo === null ? [] : [[rows.upTo, upTo.rows] as const]),
          ...(people.upTo === null ? [] : [[people.upTo, upTo.mostPeople] as const]),
        ] as const;
        const { live: isLive, asOf, sessionEnd } = input.context;
        const stops = isLive || (sessionEnd ?? -Infinity) > (asOf ?? Infinity);
        const until = Math.min(part.to, stops ? (asOf ?? Infinity) - 1 : Infinity);
        for (const [drawn, exact] of pairs) {
          seen++;
          assert.ok(drawn.exact);
          if (until < part.from) {
            assert.deepEqual(drawn.at, []);
            continue;
          }
          assert.equal(drawn.at[0], part.from);
          for (const at of [part.from, ...exact.at, until]) {
            if (at < part.from || at > until) continue;
            parts++;
            assert.equal(holds(drawn, at), valueAt(exact, at));
          }
        }
      }
    }
    assert.ok(seen > 1000 && parts > 5000, `${seen} ${parts}`);
  });

  it('have an upper side where the figures have one', () => {
    let [both, one] = [0, 0];
    for (const answer of randomAnswers(200)) {
      const range = chartRange(answer);
      if (range === undefined) continue;
      const { rows, people } = curvesIn(answer, range, 100);
      const { peakRows, peakPeople } = answer.figures;
      for (const [drawn, figure] of [
        [rows, peakRows],
        [people, peakPeople],
      ] as const) {
        // prettier-ignore
        const { upTo } = figure.tell().value.pair.both();
        assert.equal(drawn.upTo === null, upTo === undefined);
        if (upTo === undefined) one++;
        else both++;
      }
    }
    assert.ok(both > 50 && one > 50, `${both} ${one}`);
  });

  it('have no upper side where rows were not read', () => {
    const answer = charted(measured([['alice', 0, 60]]), { coverage: halfRead });
    const { rows, people } = curvesIn(answer, hour, 100);
    assert.deepEqual([rows.upTo, people.upTo], [null, null]);
    assert.match(curvesText(answer, inEnglish), /no upper curve, because rows were not read/);
  });

  it('count anonymous rows as one person for certain, and as one each up to', () => {
    const answer = charted(measured([['!anon', 0, 60], ['!anon', 10, 60], ['alice', 20, 60]])); // prettier-ignore
    const { people } = curvesIn(answer, hour, 100);
    assert.deepEqual(steps(people.certain), [[0, 1], [20, 2], [60, 0]]); // prettier-ignore
    assert.deepEqual(people.upTo && steps(people.upTo), [[0, 1], [10, 2], [20, 3], [60, 0]]); // prettier-ignore
  });

  it('begin with what holds at the range’s start, and hold on at its end', () => {
    const answer = charted(measured([['alice', 0, 60], ['bob', 30, 90]])); // prettier-ignore
    const { rows } = curvesIn(answer, { from: after(40), to: after(60) }, 100);
    assert.deepEqual(steps(rows.certain), [[40, 2], [60, 1]]); // prettier-ignore
  });

  it('stop before the as-of of a live session instead of falling to 0 there (rule 9)', () => {
    const answer = charted(measured([['alice', 0, null], ['bob', 30, 90]], { context: live })); // prettier-ignore
    const { rows } = curvesIn(answer, { from: after(0), to: after(900) }, 100);
    assert.deepEqual(rows.upTo && steps(rows.upTo), [[0, 1], [30, 2], [90, 1]]); // prettier-ignore
    assert.deepEqual(curvesIn(answer, { from: after(700), to: after(900) }, 100).rows.certain, {
      at: [],
      value: [],
      exact: true,
    });
    assert.match(curvesText(answer, inEnglish), /read at .* 09:10:00 UTC, while the session went on/);
  });

  it('stop there too where the session has ended since', () => {
    const context = { ...ended, asOf: after(600) };
    const answer = charted(measured([['alice', 0, null]], { context }));
    assert.deepEqual(steps(curvesIn(answer, hour, 100).rows.certain), [[0, 0]]);
    const { rows } = curvesIn(answer, hour, 100);
    assert.deepEqual(rows.upTo && steps(rows.upTo), [[0, 1]]);
  });

  it('keep the peak of the range in few points', () => {
    let reduced = 0;
    const rows: ShortRow[] = [];
    for (let n = 0; n < 3000; n++)
      rows.push([`p${n % 700}`, (n * 7919) % 3000, ((n * 7919) % 3000) + ((n * 31) % 600)]);
    const answer = charted(measured(rows));
    for (const points of [8, 50, 400]) {
      for (const range of [hour, { from: after(1000), to: after(1900) }]) {
        const { rows: drawn, people } = curvesIn(answer, range, points);
        const { certain } = answer.measures;
        for (const [few, exact] of [
          [drawn.certain, certain.rows],
          [people.certain, certain.people],
        ] as const) {
          // prettier-ignore
          reduced++;
          assert.ok(few.at.length <= points);
          const highest = Math.max(...few.value);
          const first = few.at[few.value.indexOf(highest)];
          assert.deepEqual([highest, first], peakIn(exact, range.from, range.to));
        }
      }
    }
    assert.equal(reduced, 12);
  });

  it('tell where steps were left out, and are whole within one second', () => {
    const rows: readonly ShortRow[] = Array.from({ length: 400 }, (_, n) => [`user ${n}`, n / 100, 60 + n / 100]); // prettier-ignore
    const answer = charted(measured(rows));
    const few = curvesIn(answer, hour, 100);
    const holding = (curve: PanelCurve, at: number): readonly [number | undefined, boolean] => [
      holds(curve, at),
      curve.exact,
    ];
    const exact = curvesIn(answer, { from: after(1), to: after(2) }, mostPoints);
    assert.ok(!few.rows.certain.exact && few.rows.upTo?.exact === false);
    const wrong = [...Array(100).keys()].filter((n) => {
      const at = after(1) + n * 10 + 5;
      assert.deepEqual(holding(exact.rows.certain, at), [101 + n, true]);
      return holds(few.rows.certain, at) !== 101 + n;
    });
    assert.ok(wrong.length > 0, 'The thinned curve is right everywhere: the rows prove nothing.');
    assert.equal(curvesIn(answer, hour, mostPoints).rows.certain.exact, true);
  });

  it('stay small for somebody who comes and goes 20,000 times', () => {
    const rows = Array.from({ length: 20_000 }, (_, n): ShortRow => ['alice', n * 0.18, n * 0.18 + 0.1]);
    const answer = charted(measured(rows));
    for (const points of [1, 8, 333, 1_000_000]) {
      const curves = curvesIn(answer, hour, points);
      const most = Math.min(mostPoints, Math.max(8, points));
      for (const { certain, upTo } of [curves.rows, curves.people])
        assert.ok(certain.at.length <= most && (upTo?.at.length ?? 0) <= most);
      assert.ok(JSON.stringify(curves).length < 200_000);
    }
  });
});

describe('the charts in words', () => {
  it('tell the span, the peaks and when, and what is assumed', () => {
    const answer = charted(measured([['alice', 0, 60], ['bob', 30, null]])); // prettier-ignore
    assert.equal(
      curvesText(answer, inEnglish),
      [
        'The charts span Nov 22, 2026, 09:00:00 UTC to Nov 22, 2026, 10:00:00 UTC.',
        'Peak of people: 1 (at Nov 22, 2026, 09:00:00 UTC, held for 1m) certain, up to 2 (at Nov 22, 2026, 09:00:30 UTC, held for 30s) — 1 row has no end.',
        'Peak of rows: 1 (at Nov 22, 2026, 09:00:00 UTC, held for 1m) certain, up to 2 (at Nov 22, 2026, 09:00:30 UTC, held for 30s) — 1 row has no end.',
        'Between the certain and the up-to curve lies time that is assumed: of rows without a leave, at most until the session’s end or the as-of.',
      ].join(' '),
    );
  });

  it('tell of rows without a bound, of strays and of a filter', () => {
    const week = 7 * 86_400;
    const rows = [['alice', 0, 60], ['bob', null, null], ['carol', week, week + 9], ['dave', -week, 9 - week]] as const; // prettier-ignore
    const words = curvesText(charted(measured(rows, { selected: Uint32Array.of(0, 1, 2, 3) })), inEnglish);
    assert.match(words, /unknown end, so that there is no upper curve: 1\./);
    assert.match(words, /Rows far before the session, which the charts do not show: 1\./);
    assert.match(words, /Rows far after the session, which the charts do not show: 1\./);
    assert.match(words, /Only the rows that the row filter chose/);
    const unbound = { ...ended, sessionStart: undefined, sessionEnd: undefined };
    assert.equal(
      curvesText(charted(measured([['bob', null, null]], { context: unbound })), inEnglish),
      'Nothing has a place in time.',
    );
  });
});
