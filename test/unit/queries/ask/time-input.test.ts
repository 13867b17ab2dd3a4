import assert from 'node:assert/strict';
import fc from 'fast-check';
import { english, text } from '../../../../src/attendance/text';
import {
  outside,
  outsideWindow,
  readTime,
  timeWords,
  type TimePlace,
} from '../../../../src/queries/ask/time-input';

const from = Date.UTC(2026, 10, 22, 9, 0, 12);
const utc: TimePlace = { zone: 'utc', from, to: from + 34 * 60_000 };

function read(words: string, place: TimePlace = utc): string {
  const reading = readTime(words, place);
  return reading.ok ? new Date(reading.at).toISOString() : english(reading.text);
}

describe('a time as it is typed', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['09:17', '2026-11-22T09:17:00.000Z'],
    ['9:17:30', '2026-11-22T09:17:30.000Z'],
    // The minute in which it began.
    ['09:00', '2026-11-22T09:00:00.000Z'],
    ['+0:17', '2026-11-22T09:17:12.000Z'],
    ['+1:02:03', '2026-11-22T10:02:15.000Z'],
    ['2026-11-22 09:17', '2026-11-22T09:17:00.000Z'],
    ['2026-11-22 09:17:30,250', '2026-11-22T09:17:30.250Z'],
    ['2026/11/22 09:17:30', '2026-11-22T09:17:30.000Z'],
    ['2026-11-22T09:17:30.123456789Z', '2026-11-22T09:17:30.123Z'],
    ['2026-11-22T10:17:30+01:00', '2026-11-22T09:17:30.000Z'],
    ['2026-11-22T04:17:30-0500', '2026-11-22T09:17:30.000Z'],
    ['2026-11-22 09:17:30 UTC', '2026-11-22T09:17:30.000Z'],
    ['[22/Nov/2026:10:17:30 +0100]', '2026-11-22T09:17:30.000Z'],
    ['22/Nov/2026:09:17:30', '2026-11-22T09:17:30.000Z'],
    ['1795339050', '2026-11-22T09:17:30.000Z'],
    ['1795339050.25', '2026-11-22T09:17:30.250Z'],
    ['1795339050250', '2026-11-22T09:17:30.250Z'],
    ['1795339050250000000', '2026-11-22T09:17:30.250Z'],
    ['"2026-11-22T09:17:30Z"', '2026-11-22T09:17:30.000Z'],
  ];
  for (const [words, expected] of cases) {
    it(`reads ${words}`, () => {
      assert.equal(read(words), expected);
    });
  }

  it('refuses what is no time', () => {
    for (const words of [
      '',
      'nine',
      '24:00',
      '09:60',
      '2026-02-30 09:00',
      '2026-13-01 09:00',
      '22/Foo/2026:09:17:30',
      '+0:99',
    ])
      assert.equal(readTime(words, utc).ok, false, words);
  });

  it('takes a clock time on the day on which the session was there', () => {
    const late = Date.UTC(2026, 10, 22, 23, 50);
    const overnight: TimePlace = { zone: 'utc', from: late, to: late + 50 * 60_000 };
    assert.equal(read('23:55', overnight), '2026-11-22T23:55:00.000Z');
    assert.equal(read('00:10', overnight), '2026-11-23T00:10:00.000Z');
    // Nobody knows yet when it ended.
    const open: TimePlace = { zone: 'utc', from: late, to: undefined, now: late + 30 * 60_000 };
    assert.equal(read('00:10', open), '2026-11-23T00:10:00.000Z');
    assert.equal(read('23:55', open), '2026-11-22T23:55:00.000Z');
    assert.match(read('00:10', { ...open, now: late + 3 * 86_400_000 }), /when this session ended/);
    // Outside, the time that is nearest.
    assert.equal(read('00:50', overnight), '2026-11-23T00:50:00.000Z');
    assert.equal(read('23:30', overnight), '2026-11-22T23:30:00.000Z');
    const long: TimePlace = { zone: 'utc', from, to: from + 30 * 3_600_000 };
    assert.match(read('09:17', long), /over a day/);
    assert.equal(read('20:00', long), '2026-11-22T20:00:00.000Z');
    assert.match(read('09:17', { zone: 'utc', from: undefined, to: undefined }), /day/);
    assert.match(read('+0:17', { zone: 'utc', from: undefined, to: undefined }), /began/);
  });

  it('tells an instant that is far from the session', () => {
    const told = (at: number): string => english(outside(at, utc) ?? text('within'));
    assert.equal(told(from), 'within');
    assert.equal(told(from - 60_000), 'within');
    assert.match(told(from - 3_600_000), /before/);
    assert.match(told(from + 2 * 3_600_000), /after/);
    assert.equal(outside(from, { zone: 'utc', from: undefined, to: undefined }), undefined);
  });

  it('tells a time that is still to come, where nobody knows when the session ended', () => {
    const now = from + 60 * 60_000;
    const open: TimePlace = { zone: 'utc', from, to: undefined, now };
    assert.equal(outside(now, open), undefined);
    assert.match(english(outside(now + 3_600_000, open) ?? text('within')), /still to come/);
    assert.match(english(outside(now, { ...open, to: from + 60_000 }) ?? text('within')), /had ended/);
  });

  it('refuses a limit of a window beyond which the session lies, and lets a window be wider than it', () => {
    const told = (limit: 'from' | 'to', at: number): string =>
      english(outsideWindow(limit, at, utc) ?? text('taken'));
    const [before, after] = [from - 3_600_000, from + 2 * 3_600_000];
    assert.equal(told('from', before), 'taken');
    assert.match(told('to', before), /before/);
    assert.match(told('from', after), /after/);
    assert.equal(told('to', after), 'taken');
  });

  it('does not guess where a clock change made a time impossible or brought it twice', () => {
    const zone = process.env['TZ'];
    process.env['TZ'] = 'Europe/Berlin';
    try {
      const local: TimePlace = { zone: 'local', from: undefined, to: undefined };
      assert.equal(read('2026-11-22 10:17', local), '2026-11-22T09:17:00.000Z');
      assert.match(read('2026-10-25 02:30', local), /twice/);
      assert.match(read('2026-03-29 02:30', local), /forward/);
      assert.equal(read('2026-10-25 02:30Z', local), '2026-10-25T02:30:00.000Z');
      const twice = Date.UTC(2026, 9, 25, 0, 30);
      assert.equal(timeWords(twice, 'local'), '2026-10-25T00:30:00.000Z');
      fc.assert(
        fc.property(
          fc.integer({ min: 4e11, max: 4e12 }),
          fc.constantFrom('local' as const, 'utc' as const),
          (at, in_) => {
            const reading = readTime(timeWords(at, in_), { zone: in_, from: undefined, to: undefined });
            assert.deepEqual(reading, { ok: true, at });
          },
        ),
        { numRuns: 300 },
      );
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });
});
