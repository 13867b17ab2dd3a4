import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TimeShow } from '../../../../src/attendance/time-zones';
import { english } from '../../../../src/attendance/text';
import {
  howToType,
  readTypedTime,
  typedTimeOf,
  type TimeContext,
} from '../../../../src/panel/webview/typed-time';

const berlin: TimeShow = { display: 'local', locale: 'de-DE', zone: 'Europe/Berlin' };

/** The standup of 22 November, 09:00 to 09:34 in Berlin. */
const standup = { from: Date.UTC(2026, 10, 22, 8), to: Date.UTC(2026, 10, 22, 8, 34) };

function read(typed: string, context: TimeContext): string {
  const found = readTypedTime(typed, context);
  if (found.kind === 'at') return new Date(found.ms).toISOString();
  return found.kind === 'open' ? 'open' : english(found.text);
}

const at = (show: TimeShow, span: TimeContext['span'] = standup): TimeContext => ({ show, span });

describe('A typed time', () => {
  for (const [typed, expected] of [
    ['09:00', '2026-11-22T08:00:00.000Z'],
    [' 9:00 ', '2026-11-22T08:00:00.000Z'],
    ['09:17:30', '2026-11-22T08:17:30.000Z'],
    ['09:17:30.25', '2026-11-22T08:17:30.250Z'],
    ['10:00', '2026-11-22T09:00:00.000Z'],
    ['2026-11-21 23:59', '2026-11-21T22:59:00.000Z'],
    ['2026-11-22T09:00:30', '2026-11-22T08:00:30.000Z'],
    ['2026-11-22 09:00:30 UTC', '2026-11-22T09:00:30.000Z'],
    ['2026-11-22T09:00:30.001Z', '2026-11-22T09:00:30.001Z'],
    ['2026-11-22 09:00 -05:30', '2026-11-22T14:30:00.000Z'],
    ['', 'open'],
    ['  ', 'open'],
    ['25:00', 'There is no such time of day.'],
    ['09:60', 'There is no such time of day.'],
    ['2026-02-30 09:00', 'There is no such day.'],
    ['2026-11-22 24:00', 'There is no such time of day.'],
    ['0001-01-01T00:00:00Z', 'There is no such day.'],
    ['nine', english(howToType(berlin))],
    ['2026-11-22', english(howToType(berlin))],
    ['+0:30', 'The session’s start is not known: type a day and a time.'],
  ] as const) {
    it(`reads ${JSON.stringify(typed)} of the day of the session, in the zone shown`, () => {
      assert.equal(read(typed, at(berlin)), expected);
    });
  }

  it('is in UTC where times are shown so', () => {
    assert.equal(read('09:00', at({ ...berlin, display: 'utc' })), '2026-11-22T09:00:00.000Z');
  });

  it('counts from the start with a sign, and without one where times are shown so', () => {
    const since = standup.from;
    assert.equal(read('+0:30', at({ ...berlin, since })), '2026-11-22T08:30:00.000Z');
    assert.equal(read('−0:00:05', at({ ...berlin, since })), '2026-11-22T07:59:55.000Z');
    assert.equal(read('+26:04', at({ ...berlin, since })), '2026-11-23T10:04:00.000Z');
    assert.equal(read('0:30', at({ ...berlin, since, display: 'sinceStart' })), '2026-11-22T08:30:00.000Z');
    assert.equal(read('+0:75', at({ ...berlin, since })), 'Minutes and seconds go up to 59.');
  });

  it('finds the day of a session across midnight', () => {
    const night = { from: Date.UTC(2026, 10, 22, 22, 50), to: Date.UTC(2026, 10, 22, 23, 40) };
    assert.equal(read('23:55', at(berlin, night)), '2026-11-22T22:55:00.000Z');
    assert.equal(read('00:10', at(berlin, night)), '2026-11-22T23:10:00.000Z');
  });

  it('asks for the day where a clock time was more than once, or no day is known', () => {
    const long = { from: Date.UTC(2026, 10, 22, 8), to: Date.UTC(2026, 10, 23, 14) };
    assert.equal(
      read('09:30', at(berlin, long)),
      'This was more than once: type 2026-11-22 09:30:00 +01:00 or 2026-11-23 09:30:00 +01:00.',
    );
    assert.equal(read('16:00', at(berlin, long)), '2026-11-22T15:00:00.000Z');
    assert.equal(
      read('09:30', { show: berlin, span: undefined }),
      'The day is not known: type it, too, like 2026-11-22 09:00.',
    );
  });

  it('knows hours that a change of clocks doubles or skips', () => {
    const doubled = 'This was more than once: type 2026-10-25 02:30:00 +02:00 or 2026-10-25 02:30:00 +01:00.';
    const autumn = { from: Date.UTC(2026, 9, 24, 22), to: Date.UTC(2026, 9, 25, 3) };
    assert.equal(read('2026-10-25 02:30', at(berlin)), doubled);
    assert.equal(read('02:30', at(berlin, autumn)), doubled);
    assert.equal(read('2026-10-25 02:30:00 +01:00', at(berlin)), '2026-10-25T01:30:00.000Z');
    assert.match(read('2026-03-29 02:30', at(berlin)), /put forward/);
  });

  it('comes back from its shortest form', () => {
    const since = standup.from;
    assert.equal(typedTimeOf(standup.from, at(berlin)), '09:00');
    assert.equal(typedTimeOf(standup.from + 30_000, at(berlin)), '09:00:30');
    assert.equal(typedTimeOf(standup.from - 86_400_000, at(berlin)), '2026-11-21 09:00');
    const counted = at({ ...berlin, since, display: 'sinceStart' });
    assert.equal(typedTimeOf(since + 1_800_000, counted), '+0:30');
    assert.equal(typedTimeOf(since - 5_001, counted), '-0:00:05.001');
    const zones = fc.constantFrom(
      'Europe/Berlin',
      'America/St_Johns',
      'Asia/Kathmandu',
      'UTC',
      'Nowhere/At_All',
    );
    const displays = fc.constantFrom('local', 'utc', 'sinceStart');
    // Around both changes of clocks, to the ms.
    const instant = fc
      .tuple(
        fc.constantFrom(Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1), Date.UTC(2026, 10, 1, 4)),
        fc.oneof(
          fc.integer({ min: -200, max: 200 }).map((minutes) => minutes * 60_000),
          fc.integer({ min: -9e7, max: 9e7 }),
        ),
      )
      .map(([near, ms]) => near + ms);
    const span = fc.option(
      fc.tuple(instant, fc.nat(2e8)).map(([from, length]) => ({ from, to: from + length })),
      { nil: undefined },
    );
    fc.assert(
      fc.property(zones, displays, instant, span, fc.boolean(), (zone, display, ms, known, counted) => {
        const show: TimeShow = { display, zone, locale: 'en', ...(counted ? { since: standup.from } : {}) };
        const context: TimeContext = { show, span: known };
        assert.deepEqual(readTypedTime(typedTimeOf(ms, context), context), { kind: 'at', ms });
      }),
      { numRuns: 200 },
    );
  });

  it('never throws', () => {
    const words = fc.oneof(fc.string(), fc.stringMatching(/^[+\-0-9: .TZ]{0,24}$/));
    fc.assert(
      fc.property(words, (typed) => {
        const found = readTypedTime(typed, at({ ...berlin, since: standup.from }));
        if (found.kind === 'at') assert.ok(Number.isSafeInteger(found.ms));
      }),
    );
  });
});
