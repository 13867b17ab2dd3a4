import assert from 'node:assert/strict';
import type { TimeShow } from '../../../../src/attendance/time-zones';
import { timeWords } from '../../../../src/panel/webview/time-words';

const hour = 3_600_000;
const berlin: TimeShow = { display: 'local', locale: 'en-GB', zone: 'Europe/Berlin' };
const utc: TimeShow = { ...berlin, display: 'utc' };

describe('an instant in words', () => {
  const start = Date.UTC(2026, 10, 22, 9);
  const whole = { from: start, to: start + hour };

  it('is a clock to the second, with its ms where they are wanted', () => {
    const at = start + 62_250;
    assert.equal(timeWords(at, { show: utc, whole }), '09:01:02');
    assert.equal(timeWords(at, { show: utc, whole }, true), '09:01:02.250');
    assert.equal(timeWords(start, { show: utc, whole }, true), '09:00:00');
  });

  it('has its day where the whole has several, of the zone shown', () => {
    const long = { from: start + 14 * hour, to: start + 14.5 * hour };
    assert.equal(timeWords(long.from, { show: utc, whole: long }), '23:00:00');
    const over = { from: long.from, to: long.from + 2 * hour };
    assert.equal(timeWords(over.from, { show: utc, whole: over }), 'Sun 22 Nov, 23:00:00');
    assert.equal(timeWords(over.to, { show: utc, whole: over }), 'Mon 23 Nov, 01:00:00');
    assert.equal(timeWords(over.to, { show: berlin, whole: over }), '02:00:00');
  });

  it('has its distance from UTC where the clocks change within the whole', () => {
    // 02:30 is twice that night.
    const first = Date.UTC(2026, 9, 25, 0, 30);
    const night = { from: first - hour, to: first + 3 * hour };
    assert.deepEqual(
      [first, first + hour].map((at) => timeWords(at, { show: berlin, whole: night })),
      ['02:30:00 GMT+2', '02:30:00 GMT+1'],
    );
    assert.equal(timeWords(first, { show: utc, whole: { from: first, to: first + hour } }), '00:30:00');
    const days = { from: first - 10 * hour, to: first + 3 * hour };
    assert.equal(timeWords(first, { show: berlin, whole: days }), 'Sun 25 Oct, 02:30:00 GMT+2');
  });

  it('counts on since the start, without days; without a start it is of UTC', () => {
    const days = { from: start, to: start + 30 * hour };
    const since: TimeShow = { ...berlin, display: 'sinceStart', since: start };
    assert.equal(timeWords(start + 26 * hour, { show: since, whole: days }), '+26:00:00');
    const unknown: TimeShow = { ...berlin, display: 'sinceStart' };
    assert.equal(timeWords(start, { show: unknown, whole }), '09:00:00');
    assert.equal(timeWords(start, { show: unknown, whole: days }), 'Sun 22 Nov, 09:00:00');
  });
});
