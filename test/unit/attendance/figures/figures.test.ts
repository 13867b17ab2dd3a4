import assert from 'node:assert/strict';
import type { Basis } from '../../../../src/attendance/figures/basis';
import type { Figure } from '../../../../src/attendance/figures/figure';
import { figuresOf, type Figures, type FigureOptions } from '../../../../src/attendance/figures/figures';
import type { Measures } from '../../../../src/attendance/figures/measure';
import { english, text } from '../../../../src/attendance/text';
import { countsOf } from '../bare-facts';
import { sessionStart } from '../decoded-rows';
import { basisOf, ended, halfRead, live, measured, minute, shown, totalsOf } from './measured-rows';

function figures(measures: Measures, more: Partial<FigureOptions> = {}): Figures {
  return figuresOf(measures, { basis: basisOf(), totals: totalsOf(), ...more });
}

const valueOf = (figure: Figure): string => shown(figure).exact;
const rowsOf = (figure: Figure): readonly number[] => [...figure.rows()];
const liveBasis: Basis = basisOf({ asOf: live.asOf }, { kind: 'live', provisional: true });

describe('named figures', () => {
  const plain = figures(
    measured([
      { user: 'alice', joined: 0, left: 20, duration: 1200 },
      { user: 'bob', joined: 10, left: 40, duration: 1800 },
      { user: 'alice', joined: 30, left: 60, duration: 1800 },
    ]),
    { threshold: 40 * minute },
  );

  it('are one number each where nothing is assumed', () => {
    assert.deepEqual(Object.fromEntries(plain.computed.map((figure) => [figure.id, valueOf(figure)])), {
      'reported-time': '1h 20m 00s',
      'interval-time': '1h 20m 00s',
      presence: '1h 20m 00s',
      rows: '3',
      people: '2',
      anonymous: '0',
      ingress: '0',
      'ingress-only': '0',
      technical: 'unknown: it was not asked which users are technical',
      'threshold-passes': '1',
      'threshold-fails': '1',
      'threshold-cannot-tell': '0',
      'dwell-mean': '40m 00s',
      'dwell-median': '40m 00s',
      'dwell-p90': '50m 00s',
      'peak-people': '2 (at Nov 22, 2026, 09:10:00 UTC, held for 10m 00s)',
      'peak-rows': '2 (at Nov 22, 2026, 09:10:00 UTC, held for 10m 00s)',
      'average-people':
        '1.33, over the session from Nov 22, 2026, 09:00:00 UTC to Nov 22, 2026, 10:00:00 UTC',
      'average-rows': '1.33, over the session from Nov 22, 2026, 09:00:00 UTC to Nov 22, 2026, 10:00:00 UTC',
      'first-join': 'Nov 22, 2026, 09:00:00 UTC',
      'last-leave': 'Nov 22, 2026, 10:00:00 UTC',
      rejoins: '1',
    });
  });

  it('each name their formula, unit, coverage and state', () => {
    for (const figure of [...plain.computed, ...plain.perStream]) {
      const said = shown(figure);
      assert.doesNotMatch(`${said.formula} ${said.name} ${said.unit}`, /\{|undefined|NaN/, said.id);
      assert.ok(said.formula.length > 20, said.id);
      assert.equal(said.state, 'final (stats ready)');
      assert.equal(said.coverage, 'all 3 rows read · as of Nov 22, 2026, 10:30:00 UTC');
    }
    const ids = [...plain.computed, ...plain.perStream].map((figure) => figure.id);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('know the rows behind them', () => {
    assert.deepEqual(rowsOf(plain.rows), [0, 1, 2]);
    assert.deepEqual(rowsOf(plain.people), [0, 1, 2]);
    assert.deepEqual(rowsOf(plain.technical), []);
    assert.deepEqual(rowsOf(plain.peakRows), [0, 1]);
    assert.deepEqual(rowsOf(plain.firstJoin), [0]);
    assert.deepEqual(rowsOf(plain.lastLeave), [2]);
    assert.deepEqual(rowsOf(plain.rejoins), [0, 2]);
    assert.deepEqual(rowsOf(plain.averageRows), [0, 1, 2]);
    assert.ok(plain.threshold !== undefined);
    assert.deepEqual(rowsOf(plain.threshold.passes), [0, 2]);
    assert.deepEqual(rowsOf(plain.threshold.fails), [1]);
    assert.equal(plain.rows.rows(), plain.rows.rows());
    for (const figure of plain.perStream) assert.deepEqual(rowsOf(figure), []);
  });

  it('tell the presence of each person', () => {
    assert.deepEqual(
      [...plain.presences()].map(({ person, userId, figure }) => [
        person,
        userId,
        valueOf(figure),
        rowsOf(figure),
      ]),
      [
        [0, 'alice', '50m 00s', [0, 2]],
        [1, 'bob', '30m 00s', [1]],
      ],
    );
    const bob = plain.presenceOfUser('bob');
    assert.ok(bob !== undefined);
    assert.equal(shown(bob).name, 'Presence of bob');
    assert.equal(plain.presenceOfUser('nobody'), undefined);
    assert.equal(plain.presenceOf(2), undefined);
  });

  it('are pairs, with the reason, where an end is assumed', () => {
    const of = figures(
      measured([
        { user: 'alice', joined: 0, left: 20 },
        { user: 'bob', joined: 10, duration: 600 },
        { user: 'carol', joined: 30 },
      ]),
      { threshold: 25 * minute },
    );
    assert.equal(valueOf(of.intervalTime), '30m 00s certain, up to 1h 00m 00s — 1 row has no end');
    assert.equal(shown(of.intervalTime).headline, '30m certain');
    assert.equal(valueOf(of.presence), '30m 00s certain, up to 1h 00m 00s — 1 row has no end');
    assert.equal(valueOf(of.dwell.mean), '10m 00s certain, up to 20m 00s — 1 row has no end');
    assert.equal(valueOf(of.dwell.median), '10m 00s certain, up to 20m 00s — 1 row has no end');
    assert.equal(valueOf(of.dwell.p90), '20m 00s certain, up to 30m 00s — 1 row has no end');
    assert.equal(
      valueOf(of.lastLeave),
      'Nov 22, 2026, 09:30:00 UTC at the earliest, Nov 22, 2026, 10:00:00 UTC at the latest — 1 row has no end',
    );
    assert.equal(
      valueOf(of.averageRows),
      '0.5 certain, up to 1, over the session from Nov 22, 2026, 09:00:00 UTC to Nov 22, 2026, 10:00:00 UTC — 1 row has no end',
    );
    assert.equal(valueOf(of.peakPeople), '2 (at Nov 22, 2026, 09:10:00 UTC, held for 10m 00s)');
    assert.equal(valueOf(of.reportedTime), '10m 00s — 2 rows have no duration');
    assert.deepEqual(rowsOf(of.reportedTime), [1]);
    assert.deepEqual(
      [...of.presences()].map(({ figure }) => valueOf(figure)),
      ['20m 00s', '10m 00s', '0s certain, up to 30m 00s — 1 row has no end'],
    );
    assert.equal(of.threshold && valueOf(of.threshold.cannotTell), '1');
    assert.equal(valueOf(of.rejoins), '0');
  });

  it('have no upper bound where a row has no place in time, for whom it concerns', () => {
    const of = figures(
      measured([
        { user: 'alice', joined: 0, left: 20 },
        { user: 'alice', joined: 30, left: 40 },
        { user: 'bob', duration: 60 },
        { user: 'bob', joined: 0, left: 10 },
        { user: 'alice', joined: 50, left: 60 },
      ]),
    );
    const why = ' — 1 row has no place in time';
    assert.equal(valueOf(of.intervalTime), `50m 00s certain, up to unknown${why}`);
    assert.equal(valueOf(of.dwell.p90), `40m 00s certain, up to unknown${why}`);
    assert.equal(
      valueOf(of.peakRows),
      `2 (at Nov 22, 2026, 09:00:00 UTC, held for 10m 00s) certain, up to unknown${why}`,
    );
    assert.equal(valueOf(of.firstJoin), `Nov 22, 2026, 09:00:00 UTC at the latest${why}`);
    assert.equal(valueOf(of.lastLeave), `Nov 22, 2026, 10:00:00 UTC at the earliest${why}`);
    assert.equal(valueOf(of.rejoins), `at least 2${why}`);
    const presences = [...of.presences()].map(({ figure }) => valueOf(figure));
    assert.deepEqual(presences, ['40m 00s', `10m 00s certain, up to unknown${why}`]);
    assert.deepEqual(rowsOf(of.firstJoin), [0, 2, 3]);
  });

  it('count nothing as a certain rejoin that a row without a place may have bridged', () => {
    const of = figures(
      measured([
        { user: 'bob', joined: 0, left: 10 },
        { user: 'bob', joined: 20, left: 30 },
        { user: 'bob', duration: 60 },
      ]),
    );
    assert.equal(valueOf(of.rejoins), 'unknown — 1 row has no place in time');
  });

  it('tell rejoins as a range where ends are assumed', () => {
    const of = figures(
      measured([
        { user: 'alice', joined: 0 },
        { user: 'alice', joined: 20, left: 30 },
      ]),
    );
    assert.equal(valueOf(of.rejoins), '0 to 1 — 1 row has no end');
  });

  it('of a live session are headed by what may be, with its as-of', () => {
    const of = figures(
      measured(
        [
          { user: 'alice', joined: 0, left: 20 },
          { user: 'bob', joined: 10 },
        ],
        live,
      ),
      {
        basis: liveBasis,
      },
    );
    const said = shown(of.presence);
    assert.equal(said.headline, 'up to 1h 00m, as of 09:50');
    assert.equal(said.value, '20m certain, up to 1h 00m — 1 row is still open');
    assert.equal(said.state, 'final (stats ready), may still change');
  });

  it('make the number of people a range where rows are anonymous', () => {
    const of = figures(
      measured([
        { user: 'alice', joined: 0, left: 60 },
        { user: '!anon', joined: 0, left: 30 },
        { user: '!anon', joined: 20, left: 40 },
      ]),
    );
    const range = '2 anonymous rows are 1 to 2 people';
    assert.equal(valueOf(of.people), `2 to 3 — ${range}`);
    assert.ok(shown(of.people).notes.includes('1 with an id, and 2 anonymous rows (1 to 2 people)'));
    assert.equal(valueOf(of.anonymous), '2');
    assert.deepEqual(rowsOf(of.anonymous), [1, 2]);
    assert.equal(
      valueOf(of.peakPeople),
      'from 2 (at Nov 22, 2026, 09:00:00 UTC, held for 40m 00s) to 3 (at Nov 22, 2026, 09:20:00 UTC, held for 10m 00s)',
    );
    assert.equal(shown(of.peakPeople).headline, '2 to 3');
    assert.ok(shown(of.peakPeople).notes.includes(range));
    assert.match(valueOf(of.averagePeople), new RegExp(`^1.67 certain, up to 1.83, over .* — ${range}$`));
    assert.ok(
      shown(of.presence).notes.includes('2 anonymous rows are left out: they are nobody’s who can be named'),
    );
  });

  it('tell ingress, technical and unknown types apart', () => {
    const measures = measured(
      [
        { user: 'host', joined: 0, left: 60, type: 'rtmp' },
        { user: 'host', joined: 0, left: 60 },
        { user: 'camera', joined: 0, left: 60, type: 'srt' },
        { user: '!anon', joined: 0, left: 60, type: 'whip' },
        { user: 'recorder', joined: 0, left: 60 },
        { user: 'future', joined: 0, left: 60, type: 'tele\u202eport' },
      ],
      ended,
      { technical: Uint8Array.of(0, 0, 0, 0, 1, 0) },
    );
    const of = figures(measures);
    assert.equal(valueOf(of.people), '2');
    assert.equal(valueOf(of.ingress), '3');
    assert.equal(valueOf(of.ingressOnly), '1');
    assert.deepEqual(rowsOf(of.ingressOnly), [2]);
    assert.equal(valueOf(of.technical), '1');
    assert.deepEqual(rowsOf(of.technical), [4]);
    assert.deepEqual(shown(of.people).notes, [
      'Unknown publisher type, whose rows count as people: tele\\u202eport',
    ]);
    assert.deepEqual(shown(plain.people).notes, ['Technical users were not told apart']);
  });

  it('of a half-read session have no upper bound, and are unknown where they may fall', () => {
    const of = figures(
      measured([
        { user: 'alice', joined: 0, left: 20, duration: 1200 },
        { user: 'host', joined: 0, left: 20, type: 'rtmp' },
      ]),
      { basis: basisOf(halfRead), threshold: 30 * minute },
    );
    const why = ' — 3 rows were not read';
    assert.equal(valueOf(of.rows), `at least 2${why}`);
    assert.equal(valueOf(of.people), `at least 1${why}`);
    assert.equal(valueOf(of.anonymous), `unknown${why}`);
    assert.equal(valueOf(of.ingressOnly), `unknown${why}`);
    assert.equal(valueOf(of.reportedTime), `at least 20m 00s${why}, 1 row has no duration`);
    assert.equal(valueOf(of.presence), `20m 00s certain, up to unknown${why}`);
    assert.match(valueOf(of.peakPeople), /^1 \(.*\) certain, up to unknown — 3 rows were not read$/);
    assert.equal(valueOf(of.firstJoin), `Nov 22, 2026, 09:00:00 UTC at the latest${why}`);
    assert.equal(valueOf(of.dwell.median), 'unknown: not all rows were read');
    assert.equal(valueOf(of.rejoins), 'unknown: not all rows were read');
    assert.match(valueOf(of.averageRows), /^0.67 certain, up to unknown, over the session .* — 3 rows/);
    assert.ok(of.threshold !== undefined);
    assert.equal(valueOf(of.threshold.passes), `unknown${why}`);
    assert.equal(valueOf(of.threshold.cannotTell), `at least 1${why}`);
    assert.equal(shown(of.rows).coverage, '3 of 6 rows read · as of Nov 22, 2026, 10:30:00 UTC');
    const endless = measured([{ joined: 0, left: 20 }], { ...ended, sessionEnd: undefined });
    assert.equal(
      valueOf(figures(endless, { basis: basisOf(halfRead) }).averageRows),
      'unknown: not all rows were read',
    );
    const alice = of.presenceOfUser('alice');
    assert.equal(alice && shown(alice).headline, '20m certain');
  });

  it('of rows that Stream chose are whole', () => {
    const basis = basisOf({ read: 1, of: 6, complete: false, chosenBy: 'server' });
    const of = figures(measured([{ joined: 0, left: 20 }]), { basis });
    assert.equal(valueOf(of.presence), '20m 00s');
    assert.match(shown(of.presence).coverage, /^1 rows, chosen by Stream’s filter out of 6 · /);
  });

  it('of a window say so, and those that it does not change say that', () => {
    const window = { from: sessionStart + 10 * minute, to: sessionStart + 20 * minute };
    const of = figures(
      measured([{ joined: 0, left: 60, duration: 3600 }, { joined: 30 }], ended, { window }),
      {
        unjudged: [text('3 rows could not be judged (no duration)')],
      },
    );
    assert.equal(valueOf(of.intervalTime), '10m 00s');
    assert.equal(valueOf(of.reportedTime), '1h 00m 00s — 1 row has no duration');
    assert.deepEqual(shown(of.intervalTime).notes, [
      'Only time from 2026-11-22 09:10:00 UTC to 2026-11-22 09:20:00 UTC counts',
      '3 rows could not be judged (no duration)',
    ]);
    assert.deepEqual(shown(of.reportedTime).notes, [
      'The window clips time and leaves out no rows: this is of all chosen rows',
      '3 rows could not be judged (no duration)',
    ]);
    assert.deepEqual(rowsOf(of.intervalTime), [0]);
    assert.match(valueOf(of.averageRows), /^1, over the window from Nov 22, 2026, 09:10:00 UTC/);
    const open = figures(
      measured([{ joined: 0, left: 60 }], ended, { window: { from: sessionStart } }),
    ).presence;
    assert.ok(shown(open).notes.includes('Only time from 2026-11-22 09:00:00 UTC on counts'));
  });

  it('of no rows are zero or unknown, never nonsense', () => {
    const of = figures(measured([]), { threshold: minute });
    assert.equal(valueOf(of.rows), '0');
    assert.equal(valueOf(of.presence), '0s');
    assert.equal(valueOf(of.peakRows), '0');
    assert.equal(valueOf(of.dwell.mean), 'unknown: there are no people with an id');
    assert.equal(valueOf(of.firstJoin), 'unknown');
    assert.equal(valueOf(of.lastLeave), 'unknown');
    const nowhere = figures(measured([], { ...ended, sessionEnd: undefined }));
    assert.equal(valueOf(nowhere.averageRows), 'unknown: there is no stretch of time to take it over');
  });

  it('of the chosen rows name how many there are to choose from', () => {
    const stays = [{ joined: 0, left: 20 }, { joined: 0, left: 40 }, { joined: 0 }];
    const of = figures(measured(stays, ended, { selected: Uint32Array.of(1, 2) }));
    assert.equal(valueOf(of.rows), '2');
    assert.match(shown(of.rows).formula, /that the row filter chooses, of 3$/);
    assert.deepEqual(rowsOf(of.rows), [1, 2]);
    assert.deepEqual(rowsOf(of.lastLeave), [1, 2]);
  });

  it('of Stream stand apart, also where it does not tell them', () => {
    const said = (of: Figures): unknown =>
      Object.fromEntries(of.perStream.map((figure) => [figure.id, valueOf(figure)]));
    const why = 'unknown: Stream did not tell it';
    assert.deepEqual(said(plain), {
      'stream-reported-time': why,
      'stream-rows': why,
      'stream-people': why,
      'stream-peak-people': why,
      'stream-peak-rows': why,
    });
    const totals = totalsOf({
      rows: 1200,
      durationSeconds: 3600,
      counts: countsOf({ participants: 2, liveSessions: 0, totalParticipantDuration: 3599 }),
      report: { unique: 2, sum: 3, maxConcurrent: 2 },
      anonymousCount: 4,
    });
    assert.deepEqual(said(figures(measured([]), { totals })), {
      'stream-reported-time': '1h 00m 00s',
      'stream-rows': '1,200',
      'stream-people': '2',
      'stream-peak-people': why,
      'stream-peak-rows': why,
      'stream-counts-time': '59m 59s',
      'stream-live-rows': '0',
      'stream-report-people': '2',
      'stream-report-sum': '3',
      'stream-report-peak': '2',
      'stream-anonymous': '4',
    });
  });

  it('name no more unknown types than somebody reads', () => {
    const notesOf = (types: number): readonly string[] => {
      const stays = Array.from({ length: types }, (_, n) => ({
        joined: 0,
        left: 1,
        type: `t${String(100 + n)}`,
      }));
      return shown(figures(measured(stays)).people).notes.filter((note) => note.includes('nknown publisher'));
    };
    assert.equal(notesOf(20).length, 20);
    assert.deepEqual(notesOf(21).slice(19), [
      'Unknown publisher type, whose rows count as people: t119',
      'And 1 more unknown publisher type, whose rows count as people',
    ]);
    assert.equal(
      notesOf(3000).slice(20).join(),
      'And 2,980 more unknown publisher types, whose rows count as people',
    );
  });

  it('hold no value that can be read past its coverage', () => {
    const figure: Figure = plain.presence;
    assert.equal(JSON.stringify(figure).includes('50'), false);
    const told = figure.tell();
    assert.equal(told.basis.coverage.read, 3);
    assert.ok(told.value.kind === 'time');
    assert.deepEqual(told.value.pair.both(), { certain: 80 * minute, upTo: 80 * minute });
    assert.deepEqual(Object.keys(told.value.pair), []);
    assert.equal(english(figure.name), 'Presence of all people');
  });
});
