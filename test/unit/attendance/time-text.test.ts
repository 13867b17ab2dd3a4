import assert from 'node:assert/strict';
import fc from 'fast-check';
import { english } from '../../../src/attendance/text';
import {
  clockText,
  dayHeading,
  dayText,
  durationText,
  exactDurationText,
  instantText,
  rangeText,
  sinceClock,
  utcStamp,
  zoneText,
  type TimeShow,
} from '../../../src/attendance/time-text';
import { dayKey } from '../../../src/attendance/time-zones';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

const berlin: TimeShow = { display: 'local', locale: 'en-US', zone: 'Europe/Berlin' };
const utc: TimeShow = { ...berlin, display: 'utc' };
const start = Date.UTC(2026, 10, 22, 8);
const since: TimeShow = { ...berlin, display: 'sinceStart', since: start };

describe('durations as text', () => {
  const cases: readonly (readonly [number | undefined, string, string])[] = [
    [undefined, 'unknown', 'unknown'],
    [NaN, 'unknown', 'unknown'],
    [-1, 'unknown', 'unknown'],
    [Infinity, 'unknown', 'unknown'],
    [0, '0s', '0s'],
    [1, 'under 1s', 'under 1s'],
    [38 * second, '38s', '38s'],
    [59_600, '1m', '1m 00s'],
    [42 * minute + 5 * second, '42m', '42m 05s'],
    [59 * minute + 45 * second, '1h 00m', '59m 45s'],
    [5 * hour + 2 * minute, '5h 02m', '5h 02m 00s'],
    [26 * hour + 4 * minute + 9 * second, '26h 04m', '26h 04m 09s'],
    [1000 * hour, '1000h 00m', '1000h 00m 00s'],
  ];
  for (const [ms, short, exact] of cases) {
    it(`${String(ms)} ms is ${short}, exactly ${exact}`, () => {
      assert.equal(english(durationText(ms)), short);
      assert.equal(english(exactDurationText(ms)), exact);
    });
  }
});

describe('times as text', () => {
  it('shows the clock of the zone, of UTC or since the start', () => {
    assert.equal(english(clockText(start, berlin)), '09:00');
    assert.equal(english(clockText(start, utc)), '08:00');
    assert.equal(english(clockText(start + 42 * minute, since)), '+0:42');
    assert.equal(english(clockText(start + 26 * hour + 4 * minute, since)), '+26:04');
    assert.equal(english(clockText(start - 30 * second, since)), '−0:00');
    const exact = [-3_599_001, -1000, -500, 0, 999, 26 * hour].map((ms) => sinceClock(ms, true));
    assert.deepEqual(exact, ['−1:00:00', '−0:00:01', '−0:00:01', '+0:00:00', '+0:00:00', '+26:00:00']);
    assert.equal(english(clockText(start, { ...since, since: undefined })), '08:00 UTC');
  });

  it('shows midnight as 00:00', () => {
    assert.equal(english(clockText(Date.UTC(2026, 10, 22, 23), berlin)), '00:00');
  });

  it('shows ranges, open and unknown ends', () => {
    const [from, to] = [start, start + 34 * minute];
    assert.equal(english(rangeText({ from, to }, berlin)), '09:00 – 09:34');
    assert.equal(english(rangeText({ from, to: 'now' }, berlin)), '09:00 – now');
    assert.equal(english(rangeText({ from, to: undefined }, berlin)), '09:00 – unknown');
    assert.equal(english(rangeText({ from: undefined, to }, berlin)), 'unknown – 09:34');
    assert.equal(english(rangeText({ from: undefined, to: 'now' }, berlin)), 'unknown – now');
    assert.equal(english(rangeText({ from: undefined, to: undefined }, berlin)), 'unknown');
    assert.equal(english(rangeText({ from, to }, since)), '+0:00 – +0:34');
  });

  it('names the day where asked to, the year where it is not this one', () => {
    const range = { from: start, to: start + 34 * minute };
    assert.equal(english(rangeText(range, berlin, { day: true, now: start })), 'Nov 22, 09:00 – 09:34');
    assert.equal(english(rangeText(range, berlin, { day: true })), 'Nov 22, 09:00 – 09:34');
    const nextYear = Date.UTC(2027, 1, 1);
    assert.equal(
      english(rangeText(range, berlin, { day: true, now: nextYear })),
      'Nov 22, 2026, 09:00 – 09:34',
    );
    assert.equal(
      english(rangeText({ ...range, from: undefined }, berlin, { day: true })),
      'unknown – Nov 22, 09:34',
    );
    assert.equal(
      english(rangeText({ from: start, to: 'now' }, berlin, { day: true, now: start + hour })),
      'Nov 22, 09:00 – now',
    );
  });

  it('names both days of a range over midnight, in the zone that is shown', () => {
    const range = { from: Date.UTC(2026, 10, 22, 22, 50), to: Date.UTC(2026, 10, 22, 23, 20) };
    assert.equal(english(rangeText(range, berlin)), 'Nov 22, 23:50 – Nov 23, 00:20');
    assert.equal(english(rangeText(range, utc)), '22:50 – 23:20');
    assert.equal(
      english(rangeText({ from: start, to: start + 24 * hour }, berlin)),
      'Nov 22, 09:00 – Nov 23, 09:00',
    );
    assert.equal(
      english(rangeText({ from: start, to: 'now' }, berlin, { now: start + 30 * hour })),
      'Nov 22, 09:00 – now',
    );
    assert.equal(english(rangeText(range, since)), '+14:50 – +15:20');
  });

  it('names the distances from UTC where the clocks changed inside', () => {
    const range = { from: Date.UTC(2026, 9, 25, 0, 30), to: Date.UTC(2026, 9, 25, 1, 10) };
    assert.equal(english(rangeText(range, berlin)), '02:30 GMT+2 – 02:10 GMT+1');
    assert.equal(english(rangeText(range, utc)), '00:30 – 01:10');
  });

  it('heads days as people do', () => {
    const now = Date.UTC(2026, 10, 22, 12);
    assert.equal(english(dayHeading(start, berlin, now)), 'Today');
    assert.equal(english(dayHeading(Date.UTC(2026, 10, 21, 22, 59), berlin, now)), 'Yesterday');
    assert.equal(english(dayHeading(Date.UTC(2026, 10, 21, 23), berlin, now)), 'Today');
    assert.equal(english(dayHeading(Date.UTC(2026, 10, 20, 9), berlin, now)), 'Fri, Nov 20');
    assert.equal(english(dayHeading(Date.UTC(2025, 10, 20, 9), berlin, now)), 'Thu, Nov 20, 2025');
    assert.equal(english(dayHeading(undefined, berlin, now)), 'unknown day');
    assert.equal(english(dayText(start, berlin)), 'Sun, Nov 22');
  });

  it('finds yesterday over a day of 25 hours', () => {
    const monday = Date.UTC(2026, 9, 26, 0, 30);
    assert.equal(english(dayHeading(Date.UTC(2026, 9, 24, 22, 30), berlin, monday)), 'Yesterday');
    assert.equal(dayKey(Date.UTC(2026, 9, 24, 22, 30), berlin), '2026-10-25');
  });

  it('says an instant with day, seconds and zone', () => {
    assert.equal(english(instantText(start, berlin)), 'Nov 22, 2026, 09:00:00 GMT+1 (Europe/Berlin)');
    assert.equal(english(instantText(start, utc)), 'Nov 22, 2026, 08:00:00 UTC');
    assert.equal(
      english(instantText(start + 130 * second, since)),
      '+0:02:10 after the start (2026-11-22 08:02:10 UTC)',
    );
    assert.equal(utcStamp(start), '2026-11-22 08:00:00 UTC');
    assert.equal(utcStamp(undefined), 'unknown');
  });

  it('names the zone', () => {
    assert.equal(english(zoneText(berlin)), 'Europe/Berlin');
    assert.equal(english(zoneText(berlin, start)), 'Europe/Berlin, GMT+1');
    assert.equal(english(zoneText(utc, start)), 'UTC');
    assert.equal(english(zoneText(since)), 'time since the session’s start');
    assert.equal(english(zoneText({ ...berlin, zone: 'Nowhere/At all' })), 'UTC');
  });

  it('follows the locale', () => {
    assert.equal(english(dayText(start, { ...berlin, locale: 'de' })), 'So., 22. Nov.');
    assert.equal(english(clockText(start, { ...berlin, locale: 'no such locale' })), '09:00');
  });

  it('never shows nonsense, whatever the instants, zone and display', () => {
    const instant = fc.oneof(
      fc.double(),
      fc.integer({ min: start, max: start + 1000 * hour }),
      fc.constantFrom(
        undefined,
        NaN,
        0,
        -1,
        -62_135_596_800_000,
        -6_795_364_578_872,
        8.64e15,
        8.64e15 + 1,
        Infinity,
      ),
    );
    const show = fc.record({
      display: fc.constantFrom('local', 'utc', 'sinceStart'),
      locale: fc.constantFrom('en-US', 'en-GB', 'de', 'ja', '', 'x'),
      zone: fc.constantFrom('Europe/Berlin', 'Asia/Kathmandu', 'America/St_Johns', 'UTC', '', '?'),
      since: fc.constantFrom(undefined, start, NaN, 0),
    });
    fc.assert(
      fc.property(instant, fc.oneof(instant, fc.constant('now' as const)), show, (from, to, how) => {
        const texts = [
          clockText(from, how),
          rangeText({ from, to }, how, { day: true, now: start }),
          dayText(from, how),
          dayHeading(from, how, start),
          instantText(from, how),
          zoneText(how, from),
          durationText(from),
          exactDurationText(from),
        ];
        for (const words of texts.map(english))
          assert.doesNotMatch(words, /Invalid|NaN|undefined|\{|e\+|Infinity|^$/);
        if (from === undefined || !(from >= 1)) {
          assert.equal(english(clockText(from, how)), 'unknown');
          assert.equal(english(instantText(from, how)), 'unknown');
        }
      }),
      { numRuns: 1000 },
    );
  });
});
