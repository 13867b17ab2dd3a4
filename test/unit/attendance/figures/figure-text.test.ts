import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Figure, Pair, type FigureValue, type PeakAt } from '../../../../src/attendance/figures/figure';
import { coverageText, showFigure, type Telling } from '../../../../src/attendance/figures/figure-text';
import type { Basis } from '../../../../src/attendance/figures/basis';
import { averageText, numberText } from '../../../../src/attendance/number-text';
import { english, text, type Text } from '../../../../src/attendance/text';
import { sessionStart } from '../decoded-rows';
import { basisOf, halfRead, inEnglish, minute } from './measured-rows';

const second = 1000;
const hour = 60 * minute;
const oneEnd = text('1 row has no end');

function figureOf(value: FigureValue, because: readonly Text[] = [], basis: Basis = basisOf()): Figure {
  return new Figure({
    id: 'it',
    name: text('It'),
    unit: 'ms',
    formula: text('Σ over {n} rows', { n: 12_000 }),
    value,
    because: () => because,
    notes: [text('{n} rows', { n: 12_000 })],
    basis,
    rows: () => new Uint32Array(),
  });
}

const time = (certain: number, upTo: number | undefined): FigureValue => ({
  kind: 'time',
  pair: new Pair({ certain, upTo }),
});
const count = (least: number, most: number | undefined): FigureValue => ({
  kind: 'count',
  range: new Pair({ least, most }),
});
const liveBasis = basisOf({ asOf: sessionStart + 42 * minute }, { kind: 'live', provisional: true });

describe('figures of time in words', () => {
  const cases: readonly (readonly [number, number | undefined, string, string, string])[] = [
    [42 * minute, 42 * minute, '42m', '42m 00s', '42m'],
    [
      42 * minute,
      100 * minute,
      '42m certain, up to 1h 40m',
      '42m 00s certain, up to 1h 40m 00s',
      '42m certain',
    ],
    [42 * minute, undefined, '42m certain, up to unknown', '42m 00s certain, up to unknown', '42m certain'],
    [0, 26 * hour, '0s certain, up to 26h 00m', '0s certain, up to 26h 00m 00s', '0s certain'],
    [
      42 * minute,
      42 * minute + 5 * second,
      '42m 00s certain, up to 42m 05s',
      '42m 00s certain, up to 42m 05s',
      '42m certain',
    ],
    [
      42 * minute,
      42 * minute + 5,
      '42m 00s certain, up to under 1s more',
      '42m 00s certain, up to under 1s more',
      '42m certain',
    ],
    [hour, minute, '1h 00m certain, up to unknown', '1h 00m 00s certain, up to unknown', '1h 00m certain'],
    [NaN, minute, 'unknown', 'unknown', 'unknown'],
    [1_000_000 * 20 * second, 1_000_000 * 20 * second, '5,555h 33m', '5,555h 33m 20s', '5,555h 33m'],
  ];
  for (const [certain, upTo, value, exact, headline] of cases) {
    it(`${String(certain)} … ${String(upTo)} ms is ${value}`, () => {
      const said = showFigure(figureOf(time(certain, upTo)), inEnglish);
      assert.deepEqual([said.value, said.exact, said.headline], [value, exact, headline]);
    });
  }

  it('say why they are two', () => {
    const reasons = [oneEnd, text('{n} rows have no place in time', { n: 1200 })];
    assert.equal(
      showFigure(figureOf(time(minute, undefined), reasons), inEnglish).value,
      '1m certain, up to unknown — 1 row has no end, 1,200 rows have no place in time',
    );
  });

  it('are headed by up to, with its as-of, in a live session', () => {
    const headline = (value: FigureValue, basis = liveBasis): string =>
      showFigure(figureOf(value, [oneEnd], basis), inEnglish).headline;
    assert.equal(headline(time(minute, hour)), 'up to 1h 00m, as of 09:42');
    assert.equal(headline(time(minute, undefined)), '1m certain');
    assert.equal(headline(time(hour, hour)), '1h 00m');
    const unknownAsOf = basisOf({ asOf: undefined }, { kind: 'live' });
    assert.equal(headline(time(minute, hour), unknownAsOf), 'up to 1h 00m');
  });

  it('add up before they are rounded', () => {
    assert.equal(
      showFigure(figureOf(time(1000 * 20 * second, 1000 * 20 * second)), inEnglish).exact,
      '5h 33m 20s',
    );
  });
});

describe('other figures in words', () => {
  const say = (value: FigureValue): string => showFigure(figureOf(value), inEnglish).value;
  const peak = (value: number, at = sessionStart, heldMs = minute): PeakAt => ({ value, at, heldMs });
  const peakValue = (certain: readonly [PeakAt, PeakAt], upTo?: readonly [PeakAt, PeakAt]): FigureValue => ({
    kind: 'peak',
    pair: new Pair({
      certain: { least: certain[0], most: certain[1] },
      upTo: upTo && { least: upTo[0], most: upTo[1] },
    }),
  });

  it('count', () => {
    assert.equal(say(count(12_000, 12_000)), '12,000');
    assert.equal(say(count(8, 19)), '8 to 19');
    assert.equal(say(count(8, undefined)), 'at least 8');
    assert.equal(say(count(8, 3)), 'at least 8');
    assert.equal(say(count(0, undefined)), 'unknown');
    assert.equal(say(count(-1, -1)), 'unknown');
  });

  it('name instants with day and zone, and the side that is known', () => {
    const range = (earliest: number | undefined, latest: number | undefined): string =>
      say({ kind: 'instant', range: new Pair({ earliest, latest }) });
    const at = 'Nov 22, 2026, 09:00:00 UTC';
    assert.equal(range(sessionStart, sessionStart), at);
    assert.equal(range(undefined, sessionStart), `${at} at the latest`);
    assert.equal(range(sessionStart, undefined), `${at} at the earliest`);
    assert.equal(range(sessionStart, sessionStart - 1), `${at} at the earliest`);
    assert.equal(
      range(sessionStart, sessionStart + hour),
      `${at} at the earliest, Nov 22, 2026, 10:00:00 UTC at the latest`,
    );
    assert.equal(range(undefined, undefined), 'unknown');
    assert.equal(range(-6_795_364_578_872, 0), 'unknown');
    assert.equal(range(12 * hour, 24 * hour), 'unknown');
  });

  it('say when a peak was and how long it held', () => {
    const first = '12 (at Nov 22, 2026, 09:00:00 UTC, held for 1m)';
    assert.equal(say(peakValue([peak(12), peak(12)], [peak(12), peak(12)])), first);
    assert.equal(say(peakValue([peak(12), peak(12)])), `${first} certain, up to unknown`);
    const later = peak(14, sessionStart + hour);
    assert.equal(
      say(peakValue([peak(12), peak(12)], [later, later])),
      `${first} certain, up to 14 (at Nov 22, 2026, 10:00:00 UTC, held for 1m)`,
    );
    assert.equal(
      say(peakValue([peak(12), later], [peak(12), later])),
      `from ${first} to 14 (at Nov 22, 2026, 10:00:00 UTC, held for 1m)`,
    );
    const longer = peak(12, sessionStart, minute + 2 * second);
    assert.equal(
      say(peakValue([peak(12), peak(12)], [longer, longer])),
      '12 (at Nov 22, 2026, 09:00:00 UTC, held for 1m 00s) certain, up to 12 (at Nov 22, 2026, 09:00:00 UTC, held for 1m 02s)',
    );
    const none = { value: 0, at: undefined, heldMs: undefined };
    assert.equal(say(peakValue([none, none], [none, none])), '0');
    const headline = (value: FigureValue, basis?: Basis): string =>
      showFigure(figureOf(value, [], basis), inEnglish).headline;
    assert.equal(headline(peakValue([peak(12), peak(12)], [later, later])), '12 certain');
    assert.equal(
      headline(peakValue([peak(12), peak(12)], [later, later]), liveBasis),
      'up to 14, as of 09:42',
    );
    assert.equal(headline(peakValue([peak(12), peak(12)], [longer, longer])), '12');
  });

  it('say over which time an average is', () => {
    const average = (
      certain: number,
      upTo: number | undefined,
      over: 'window' | 'session' | 'rows',
    ): string =>
      say({
        kind: 'average',
        pair: new Pair({ certain, upTo }),
        over: { from: sessionStart, to: sessionStart + hour, over },
      });
    const stretch = 'from Nov 22, 2026, 09:00:00 UTC to Nov 22, 2026, 10:00:00 UTC';
    assert.equal(average(4 / 3, 4 / 3, 'session'), `1.33, over the session ${stretch}`);
    assert.equal(average(1, 2.5, 'window'), `1 certain, up to 2.5, over the window ${stretch}`);
    assert.equal(
      average(1.001, 1.002, 'window'),
      `1 certain, up to slightly more, over the window ${stretch}`,
    );
    assert.equal(
      average(0.001, 0.001, 'rows'),
      'under 0.01, over the time from the first join Nov 22, 2026, 09:00:00 UTC to the last certain leave Nov 22, 2026, 10:00:00 UTC',
    );
  });

  it('say reported time, at least where rows were not read', () => {
    assert.equal(say({ kind: 'reported', seconds: 3600, without: 0, whole: true }), '1h 00m');
    assert.equal(say({ kind: 'reported', seconds: 3600, without: 0, whole: false }), 'at least 1h 00m');
    assert.equal(say({ kind: 'reported', seconds: 0, without: 0, whole: false }), 'unknown');
  });

  it('write numbers as the language does, in notes and formulas too', () => {
    const german = { ...inEnglish, locale: 'de' };
    const said = showFigure(figureOf(count(12_000, 12_000)), german);
    assert.deepEqual(
      [said.value, said.formula, said.notes],
      ['12.000', 'Σ over 12.000 rows', ['12.000 rows']],
    );
    assert.equal(numberText(NaN, 'en'), '?');
    assert.equal(numberText(-0, 'en'), '0');
    assert.equal(numberText(12_000, 'x'), '12,000');
    assert.equal(averageText(10 / 3, 'de'), '3,33');
  });
});

describe('coverage in words', () => {
  it('says how much was read, when, by whose clock, and what happened', () => {
    const said = (coverage: Parameters<typeof basisOf>[0]): string =>
      coverageText(basisOf(coverage).coverage, inEnglish);
    const asOf = 'as of Nov 22, 2026, 10:30:00 UTC';
    assert.equal(said({ read: 12_000, of: 12_000 }), `all 12,000 rows read · ${asOf}`);
    assert.equal(said({ read: 1, of: 1 }), `the only row read · ${asOf}`);
    assert.equal(said(halfRead), `3 of 6 rows read · ${asOf}`);
    assert.equal(said({ ...halfRead, of: undefined }), `3 rows read, of how many is not known · ${asOf}`);
    assert.equal(said({ chosenBy: 'server', of: undefined }), `3 rows, chosen by Stream’s filter · ${asOf}`);
    assert.equal(
      said({ chosenBy: 'server', exhaustive: false }),
      `3 rows read of those that Stream’s filter chooses · ${asOf}`,
    );
    assert.equal(
      said({
        readUntil: sessionStart + 91 * minute,
        clock: 'differs',
        changedWhileReading: true,
        notes: [text('A page was read again')],
      }),
      'all 3 rows read · read from Nov 22, 2026, 10:30:00 UTC to Nov 22, 2026, 10:31:00 UTC · this computer’s clock is over 5 minutes off Stream’s · changed while reading · A page was read again',
    );
    assert.equal(
      said({ asOf: undefined, clock: 'local' }),
      'all 3 rows read · when it was read is not known · the time is this computer’s',
    );
  });
});

describe('hostile numbers', () => {
  const number = fc.oneof(
    fc.double(),
    fc.integer(),
    fc.integer({ min: sessionStart, max: sessionStart + 100 * hour }),
    fc.constantFrom(
      NaN,
      Infinity,
      -Infinity,
      0,
      -0,
      -1,
      0.4,
      1e21,
      1,
      24 * hour,
      8.64e15,
      8.64e15 + 1,
      Number.MAX_VALUE,
      -62_135_596_800_000,
      -6_795_364_578_872,
    ),
  );
  const maybe = fc.option(number, { nil: undefined });
  const bounds = fc
    .oneof(
      fc.record({ certain: number, upTo: maybe }),
      number.map((n) => ({ certain: n, upTo: n })),
    )
    .map((sides) => new Pair(sides));
  const peak = fc.record({ value: number, at: maybe, heldMs: maybe });
  const range = fc.oneof(
    fc.record({ least: peak, most: peak }),
    peak.map((one) => ({ least: one, most: one })),
  );
  const value: fc.Arbitrary<FigureValue> = fc.oneof(
    bounds.map((pair) => ({ kind: 'time' as const, pair })),
    fc
      .record({ least: number, most: maybe })
      .map((sides) => ({ kind: 'count' as const, range: new Pair(sides) })),
    fc.record({
      kind: fc.constant('reported' as const),
      seconds: number,
      without: number,
      whole: fc.boolean(),
    }),
    fc
      .record({ earliest: maybe, latest: maybe })
      .map((sides) => ({ kind: 'instant' as const, range: new Pair(sides) })),
    fc
      .record({ certain: range, upTo: fc.option(range, { nil: undefined }) })
      .map((sides) => ({ kind: 'peak' as const, pair: new Pair(sides) })),
    fc
      .record({ pair: bounds, from: number, to: number, over: fc.constantFrom('window', 'session', 'rows') })
      .map(({ pair, ...over }) => ({ kind: 'average' as const, pair, over })),
    number.map((n) => ({ kind: 'unknown' as const, why: text('there are {n}', { n }) })),
  );
  const telling: fc.Arbitrary<Telling> = fc.record({
    say: fc.constant(english),
    locale: fc.constantFrom('en', 'de', '', 'x', 'no such locale'),
    show: fc.record({
      display: fc.constantFrom('local', 'utc', 'sinceStart'),
      locale: fc.constantFrom('en-US', 'de', 'x'),
      zone: fc.constantFrom('Europe/Berlin', 'Pacific/Kiritimati', 'Etc/GMT+12', '?'),
      since: fc.constantFrom(undefined, sessionStart, NaN),
    }),
  });
  const basis = fc
    .record({ read: number, of: maybe, asOf: maybe, readUntil: maybe, complete: fc.boolean() })
    .chain((coverage) =>
      fc
        .constantFrom('live', 'final', 'ended')
        .map((kind) => basisOf(coverage, { kind, provisional: kind === 'live' })),
    );

  it('come out as words or as unknown, never as nonsense', () => {
    fc.assert(
      fc.property(value, basis, telling, number, (of, on, how, n) => {
        const reasons = [text('{n} rows', { n })];
        const {
          headline,
          value: said,
          exact,
          notes,
          coverage,
          state,
          formula,
        } = showFigure(figureOf(of, reasons, on), how);
        for (const words of [headline, said, exact, coverage, state, formula, ...notes]) {
          assert.doesNotMatch(words, /Invalid|NaN|undefined|null|Infinity|∞|\{|e\+|-0(?![\d.,])|^$/, words);
          assert.doesNotMatch(words, /\b(0001|1753|1754|1969|1970)\b(?!:)/, words);
        }
        if (of.kind !== 'time') return;
        const { certain, upTo } = of.pair.both();
        if (certain >= 0 && certain <= 8.64e15 && certain !== upTo) {
          for (const words of [said, exact]) assert.match(words, /.+ certain, up to .+ — /);
          assert.match(headline, / certain$|^up to /);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
