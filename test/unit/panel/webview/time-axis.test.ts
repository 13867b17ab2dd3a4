import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TimeShow } from '../../../../src/attendance/time-zones';
import { axisOf, clockAt, hasShift } from '../../../../src/panel/webview/time-axis';

const hour = 3_600_000;
const day = 24 * hour;

function local(zone: string): TimeShow {
  return { display: 'local', locale: 'en-GB', zone };
}

function labels(from: number, to: number, width: number, show: TimeShow): readonly string[] {
  return axisOf({ from, to }, width, show).ticks.map(({ label }) => label);
}

describe('the axis of time', () => {
  const start = Date.UTC(2026, 10, 22, 9);

  it('stands at round times, in the zone shown', () => {
    assert.deepEqual(labels(start, start + 34 * 60_000, 700, local('UTC')), [
      '09:00',
      '09:05',
      '09:10',
      '09:15',
      '09:20',
      '09:25',
      '09:30',
    ]);
    assert.deepEqual(labels(start, start + 4 * hour, 400, local('Asia/Kathmandu')), [
      '15:00',
      '16:00',
      '17:00',
      '18:00',
    ]);
  });

  it('is as exact as its scale', () => {
    assert.deepEqual(labels(start, start + 20_000, 500, local('UTC')), [
      '09:00:00',
      '09:00:05',
      '09:00:10',
      '09:00:15',
    ]);
    assert.deepEqual(labels(start, start + 1000, 200, local('UTC')), ['09:00:00.000', '09:00:00.500']);
  });

  it('counts from the start, past a day, and before it', () => {
    const show: TimeShow = { display: 'sinceStart', locale: 'en', zone: 'UTC', since: start + 7 };
    assert.deepEqual(labels(start - 10 * hour, start + 30 * hour, 520, show), [
      '−6:00',
      '+0:00',
      '+6:00',
      '+12:00',
      '+18:00',
      '+24:00',
    ]);
    assert.equal(clockAt(start + 26 * hour + 90_007, show, 1000), '+26:01:30');
    assert.equal(clockAt(start + 7 - 1500, show, 1), '−0:00:01.500');
    assert.deepEqual(axisOf({ from: start, to: start + 40 * hour }, 500, show).days, []);
  });

  it('shows UTC where the start is not known', () => {
    const show: TimeShow = { display: 'sinceStart', locale: 'en', zone: 'Europe/Berlin' };
    assert.deepEqual(labels(start, start + 2 * hour, 200, show), ['09:00', '10:00']);
  });

  it('marks each midnight of the zone', () => {
    const { days } = axisOf({ from: start, to: start + 2 * day }, 800, local('Europe/Berlin'));
    assert.deepEqual(
      days.map(({ at, label, kind }) => [new Date(at).toISOString(), label, kind]),
      [
        ['2026-11-22T09:00:00.000Z', 'Sun 22 Nov', 'first'],
        ['2026-11-22T23:00:00.000Z', 'Mon 23 Nov', 'midnight'],
        ['2026-11-23T23:00:00.000Z', 'Tue 24 Nov', 'midnight'],
      ],
    );
  });

  describe('of 30 hours in which the clocks are put back', () => {
    // On 1 November 2026 at 06:00 UTC New York goes from GMT-4 to GMT-5: 01:00 to 02:00 is there twice.
    const from = Date.UTC(2026, 9, 31, 16);
    const show = local('America/New_York');
    const axis = axisOf({ from, to: from + 30 * hour }, 760, show);

    it('stays on round local times on both sides', () => {
      assert.equal(axis.step, 3 * hour);
      assert.deepEqual(
        axis.ticks.map(({ at, label }) => [new Date(at).toISOString().slice(5, 16), label]),
        [
          ['10-31T16:00', '12:00'],
          ['10-31T19:00', '15:00'],
          ['10-31T22:00', '18:00'],
          ['11-01T01:00', '21:00'],
          ['11-01T04:00', '00:00'],
          ['11-01T08:00', '03:00'],
          ['11-01T11:00', '06:00'],
          ['11-01T14:00', '09:00'],
          ['11-01T17:00', '12:00'],
          ['11-01T20:00', '15:00'],
        ],
      );
    });

    it('names the distance from UTC at every day and at the change', () => {
      assert.deepEqual(
        axis.days.map(({ at, label, kind }) => [
          new Date(at).toISOString().slice(5, 16),
          label.slice(-5),
          kind,
        ]),
        [
          ['10-31T16:00', 'GMT-4', 'first'],
          ['11-01T04:00', 'GMT-4', 'midnight'],
          ['11-01T06:00', 'GMT-5', 'shift'],
        ],
      );
      assert.equal(hasShift({ from, to: from + 30 * hour }, show), true);
      assert.equal(hasShift({ from, to: from + 10 * hour }, show), false);
    });

    it('shows the hour that is there twice twice', () => {
      const night = Date.UTC(2026, 10, 1, 4, 30);
      assert.deepEqual(labels(night, night + 3 * hour, 500, show), [
        '00:30',
        '01:00',
        '01:30',
        '01:00',
        '01:30',
        '02:00',
      ]);
    });
  });

  it('never has fewer than the pixels between ticks, and never a tick outside', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) }),
        fc.integer({ min: 1000, max: 400 * day }),
        fc.integer({ min: 80, max: 1600 }),
        fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kolkata'),
        (from, span, width, zone) => {
          const view = { from, to: from + span };
          const { ticks, step } = axisOf(view, width, local(zone));
          assert.ok((step * width) / span >= 76 - 1e-9);
          assert.ok(ticks.length <= width / 76 + 3, `${ticks.length} ticks on ${width} pixels`);
          for (const { at } of ticks) assert.ok(at >= view.from && at < view.to);
        },
      ),
      { numRuns: 60 },
    );
  });
});
