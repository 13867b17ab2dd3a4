import assert from 'node:assert/strict';
import * as v from 'valibot';
import { lane } from '../../../../src/attendance/figures/lanes';
import { chartRange, type Charted, type ChartRange } from '../../../../src/panel/model/chart-range';
import { panelLanes, type LanesAsked } from '../../../../src/panel/model/lane-answers';
import { longestMessage } from '../../../../src/panel/protocol/messages';
import { mostLanes, mostMarks } from '../../../../src/panel/protocol/requests';
import { laneSchema, type PanelLane } from '../../../../src/panel/protocol/shown';
import { halfRead, inEnglish } from '../../attendance/figures/measured-rows';
import { after, ended, live, measured, type ShortRow } from '../../attendance/figures/short-rows';
import { charted, lanesOf, randomAnswers } from './charted';

const hour = { from: after(0), to: after(3600) };

async function drawn(answer: Charted, asked: Partial<LanesAsked> = {}): Promise<readonly PanelLane[]> {
  const whole = { from: 0, count: mostLanes, range: hour, pixels: 1000, ...asked };
  return panelLanes(answer, await lanesOf(answer), whole, inEnglish);
}

/** The first lane of some rows. */
async function laneOf(
  rows: readonly ShortRow[],
  more: Parameters<typeof measured>[1] = {},
  options: Parameters<typeof charted>[1] = {},
): Promise<PanelLane> {
  const [first] = await drawn(charted(measured(rows, more), options));
  assert.ok(first !== undefined);
  return first;
}

const marks = ({ marks: all }: PanelLane): readonly string[] => all.map(({ text }) => text);
const gaps = ({ gaps: all }: PanelLane): readonly string[] => all.map(({ text }) => text);
const seconds = (at: number | null): number | null => (at === null ? null : (at - after(0)) / 1000);

/** The union of intervals, as a set of the whole seconds that it touches. */
function touched(
  intervals: readonly (readonly [number, number])[],
  { from, to }: ChartRange,
  step: number,
): Set<number> {
  const found = new Set<number>();
  for (const [start, end] of intervals) {
    if (start > to || end < from) continue;
    const [first, last] = [Math.max(start, from), Math.min(end, to)];
    for (let slot = Math.floor((first - from) / step); slot <= Math.floor((last - from) / step); slot++)
      found.add(slot);
  }
  return found;
}

describe('the marks of a lane', () => {
  it('are the rows that touch the range, with their true times, and the gaps', async () => {
    let [seen, left, unplaced] = [0, 0, 0];
    for (const answer of randomAnswers(200)) {
      const range = chartRange(answer);
      if (range === undefined) continue;
      const third = Math.floor((range.to - range.from) / 3);
      for (const part of [range, { from: range.from + third, to: range.to - third }]) {
        for (const { person, marks: own, gaps: between, withoutPlace, ...rest } of await drawn(answer, { range: part })) {
          v.parse(laneSchema, { person, marks: own, gaps: between, withoutPlace, ...rest });
          if (person === null) continue;
          const whole = lane(answer.measures, person);
          const inside = whole.intervals.filter(
            ({ start, upToEnd }) => start <= part.to && (upToEnd ?? Infinity) >= part.from,
          );
          assert.deepEqual(
            own.map(({ row, rows, start, certainEnd, upToEnd, label, tick }) => ({ row, rows, start, certainEnd, upToEnd, label, tick })),
            inside.map(({ row, start, certainEnd, upToEnd, label, tick }) => ({ row, rows: 1, start, certainEnd, upToEnd: upToEnd ?? null, label, tick })),
          );
          assert.deepEqual(
            between.map(({ from, to }) => [from, to]),
            whole.gaps.filter(({ from, to }) => from <= part.to && to >= part.from).map(({ from, to }) => [from, to]),
          );
          assert.equal(withoutPlace, whole.withoutPlace.length);
          seen += own.length;
          left += whole.intervals.length - inside.length;
          unplaced += withoutPlace;
        }
      }
    }
    assert.ok(seen > 1000 && left > 50 && unplaced > 50, `${seen} ${left} ${unplaced}`);
  }); // prettier-ignore

  it('tell certain, assumed and unknown time apart', async () => {
    const rows: readonly ShortRow[] = [['alice', 12, 1862], ['alice', 2000, 2000], ['alice', 2400, null]];
    assert.deepEqual(marks(await laneOf(rows)), [
      '09:00:12 – 09:31:02, 30m 50s',
      '09:33:20, no length, rejoin after 2m 18s',
      'from 09:40:00, assumed up to 10:00:00, rejoin after 6m 40s',
    ]);
    const unknown = await laneOf(rows, { context: { ...ended, sessionEnd: undefined } });
    assert.equal(marks(unknown).at(-1), 'from 09:40:00, end unknown, rejoin after 6m 40s');
    assert.equal(unknown.marks.at(-1)?.upToEnd, null);
    const [open] = (await laneOf([['alice', 60, null]], { context: live })).marks;
    assert.equal(open?.text, 'from 09:01:00, still open at 09:10:00');
    assert.deepEqual([open.start, open.certainEnd, open.upToEnd].map(seconds), [60, 60, 600]);
  }); // prettier-ignore

  it('say reconnects, ghosts and second devices in words', async () => {
    const rows: readonly ShortRow[] = [
      ['alice', 0, 100],
      ['alice', 112, 300],
      ['alice', 292, 900],
      ['alice', 400, 800],
      ['alice', 1200, 1300],
    ];
    const { marks: all } = await laneOf(rows);
    assert.deepEqual(
      all.map(({ label, text }) => [label, text]),
      [
        ['first', '09:00:00 – 09:01:40, 1m 40s'],
        ['likely-reconnect', '09:01:52 – 09:05:00, 3m 08s, likely reconnect after 12s'],
        ['ghost', '09:04:52 – 09:15:00, 10m 08s, ghost: overlaps the connection before for 8s'],
        [
          'second-device',
          '09:06:40 – 09:13:20, 6m 40s, second device or shared account: overlaps for 6m 40s',
        ],
        ['rejoin', '09:20:00 – 09:21:40, 1m 40s, rejoin after 5m 00s'],
      ],
    );
  });

  it('say what they would be if assumed ends hold, and draw lines where the settings do', async () => {
    const rows: readonly ShortRow[] = [['alice', 0, null], ['alice', 300, 400]]; // prettier-ignore
    const answer = charted(measured(rows, { context: live }));
    const [, second] = (await drawn(answer))[0]?.marks ?? [];
    assert.equal(
      second?.text,
      '09:05:00 – 09:06:40, 1m 40s, rejoin after 5m 00s; if assumed ends hold: ghost',
    );
    const asked = { from: 0, count: 1, range: hour, pixels: 1000 };
    const labels = { reconnectGapMs: 300_000, ghostOverlapMs: 1000 };
    const [loose] = panelLanes(answer, await lanesOf(answer), asked, inEnglish, labels);
    assert.deepEqual(loose?.marks.map(({ label }) => label), ['first', 'likely-reconnect']); // prettier-ignore
  });

  it('say where the window cuts a row', async () => {
    const window = { from: after(60), to: after(120) };
    const lane = await laneOf([['alice', 0, 90], ['alice', 100, 110]], { window }); // prettier-ignore
    assert.deepEqual(marks(lane), [
      '09:01:00 – 09:01:30, 30s, cut by the window',
      '09:01:40 – 09:01:50, 10s, likely reconnect after 10s',
    ]);
  });

  it('name the day where the charts lie on several, and in which zone the clock stands', async () => {
    const context = { ...ended, asOf: undefined, sessionEnd: after(30 * 3600) };
    const over = await laneOf([['alice', 50, 80_000]], { context });
    assert.deepEqual(marks(over), ['Nov 22, 09:00:50 – Nov 23, 07:13:20, 22h 12m 30s']);
    const answer = charted(measured([['alice', 50, 80]]));
    const show = { display: 'sinceStart', locale: 'en', zone: 'UTC', since: after(0) } as const;
    const asked = { from: 0, count: 1, range: hour, pixels: 1000 };
    const [since] = panelLanes(answer, await lanesOf(answer), asked, { ...inEnglish, show });
    assert.equal(since?.marks[0]?.text, '+0:00:50 – +0:01:20, 30s');
  });
});

describe('the gaps of a lane', () => {
  const rows: readonly ShortRow[] = [['alice', 0, 1860], ['alice', 2100, 2400]]; // prettier-ignore

  it('are told with their times', async () => {
    const lane = await laneOf(rows);
    assert.deepEqual(gaps(lane), ['gap of 4m 00s, 09:31:00 – 09:35:00']);
    assert.equal(lane.gaps[0]?.certainFrom, lane.gaps[0]?.from);
  });

  it('are told from when on they are certain', async () => {
    const context = { ...ended, sessionEnd: after(600) };
    const lane = await laneOf([['alice', 0, null], ['alice', 900, 950]], { context }); // prettier-ignore
    assert.deepEqual(gaps(lane), ['gap of 15m 00s, 09:00:00 – 09:15:00, for certain from 09:10:00']);
    const open = await laneOf([['alice', 0, null], ['alice', 300, 400]], { context: live }); // prettier-ignore
    assert.deepEqual(gaps(open), ['no certain time for 5m 00s, 09:00:00 – 09:05:00; perhaps no gap']);
    assert.equal(open.gaps[0]?.certainFrom, null);
  });

  it('are not claimed where a row has no place, was not read or was not chosen', async () => {
    const cases = [
      [await laneOf([...rows, ['alice', null, null]]), /perhaps no gap$/, / 1 row has no place in time\.$/],
      [await laneOf(rows, {}, { coverage: halfRead }), /^no row at hand .*; not all rows were read$/, /there may be more\.$/],
      [await laneOf(rows, { selected: Uint32Array.of(0, 1) }), /^no chosen row for 4m 00s,/, /row filter chose\.$/],
      [await laneOf(rows, {}, { coverage: { chosenBy: 'server' } }), /^no chosen row for 4m 00s,/, /row filter chose\.$/],
    ] as const; // prettier-ignore
    for (const [lane, gap, text] of cases) {
      assert.match(gaps(lane)[0] ?? '', gap);
      assert.match(lane.text, text);
      assert.equal(lane.gaps[0]?.certainFrom, null);
    }
    assert.match(cases[1][0].marks[1]?.text ?? '', /, 4m 00s after the row before it$/);
  });
});

describe('a lane as a whole', () => {
  it('tells presence as a pair, or what it is at least', async () => {
    const presence = async (...task: Parameters<typeof laneOf>): Promise<string> =>
      (await laneOf(...task)).presence;
    assert.equal(await presence([['alice', 0, 60]]), '1m');
    assert.equal(await presence([['alice', 0, 60]], {}, { coverage: halfRead }), 'at least 1m');
    assert.equal(await presence([['alice', 0, 60], ['alice', 3000, null]]), '1m certain, up to 11m'); // prettier-ignore
    assert.equal(await presence([['alice', 3000, null]]), 'up to 10m');
    // 10m 05s and 10m 20s: the same when rounded, and yet two sides.
    assert.equal(await presence([['alice', 0, 605], ['alice', 3585, null]]), '10m 05s certain, up to 10m 20s'); // prettier-ignore
    assert.equal(await presence([['alice', 0, 605], ['alice', 3599.8, null]]), '10m 05s certain, up to under 1s more'); // prettier-ignore
    assert.equal(await presence([['alice', null, null]]), 'time not known');
    assert.equal(await presence([['alice', 0, 60], ['alice', null, null]]), 'at least 1m'); // prettier-ignore
  });

  it('is told for who cannot see it', async () => {
    const rows = Array.from({ length: 9 }, (_, n): ShortRow => ['alice', n * 300, n * 300 + 60]);
    const lane = await laneOf(
      [...rows, ['alice', null, null], ['alice', 30, 90]],
      {},
      { threshold: 600_000 },
    );
    assert.equal(
      lane.text,
      'Presence: 10m certain, up to unknown — 1 row has no place in time. 10 rows. ' +
        '09:00:00 – 09:01:30, 1m 30s; 09:05:00 – 09:06:00, 1m 00s; 09:10:00 – 09:11:00, 1m 00s; 09:15:00 – 09:16:00, 1m 00s; ' +
        '09:20:00 – 09:21:00, 1m 00s; 09:25:00 – 09:26:00, 1m 00s; and 3 more. 1 row has no place in time. ' +
        'Whether the threshold is passed cannot be told.',
    );
    assert.deepEqual(
      [lane.verdict, lane.withoutPlace, lane.kind, lane.person],
      ['cannotTell', 1, 'person', 0],
    );
  });

  it('tells the same whatever the zoom', async () => {
    const answer = charted(measured([['alice', 0, 60], ['alice', 3000, 3060]])); // prettier-ignore
    const [whole] = await drawn(answer);
    const [part] = await drawn(answer, { range: { from: after(10), to: after(20) } });
    assert.deepEqual([part?.text, part?.presence], [whole?.text, whole?.presence]);
    assert.deepEqual([whole?.marks.length, part?.marks.length], [2, 1]);
  });

  it('is one a row for anonymous, ingress and technical rows', async () => {
    const rows: readonly ShortRow[] = [['!anon', 5, 9], ['studio', 0, null, 'rt\u202emp'], ['', null, null], ['cam', 1, 2, 'rtmp'], ['bot', 3, 4]]; // prettier-ignore
    const answer = charted(measured(rows, { technical: Uint8Array.of(0, 0, 0, 0, 1) }));
    const lanes = await drawn(answer);
    assert.deepEqual(
      lanes.map(({ kind, person, name, presence, text, withoutPlace }) => [kind, person, name, presence, text, withoutPlace]),
      [
        ['person', 0, 'studio', 'up to 1h 00m', 'Presence: 0s certain, up to 1h 00m — 1 row has no end. 1 row. from 09:00:00, assumed up to 10:00:00.', 0],
        ['anonymous', null, 'anonymous', 'anonymous', 'anonymous: 09:00:05 – 09:00:09, 4s.', 0],
        ['anonymous', null, 'anonymous', 'anonymous', 'anonymous: no place in time.', 1],
        ['ingress', null, 'cam', 'ingress (rtmp)', 'ingress (rtmp): 09:00:01 – 09:00:02, 1s.', 0],
        ['technical', null, 'bot', 'technical', 'technical: 09:00:03 – 09:00:04, 1s.', 0],
      ],
    );
    assert.deepEqual(lanes.map((lane) => marks(lane).length), [1, 1, 0, 1, 1]);
    const [late] = await drawn(answer, { range: { from: after(20), to: after(30) }, from: 1 });
    assert.deepEqual(late?.marks, []);
  }); // prettier-ignore

  it('shows a hostile id as text that hides nothing and leads nowhere, cut where it is very long', async () => {
    const name = async (id: string): Promise<string> => (await laneOf([[id, 0, 60]])).name;
    assert.equal(await name('<b>\u202eevil'), '<b>\\u202eevil');
    assert.equal(await name('שלום'), '\u2068שלום\u2069');
    const long = await name('🦊'.repeat(500));
    assert.equal(long, `\u2068${'🦊'.repeat(128)}…\u2069`);
    assert.equal((await name(`a${'🦊'.repeat(500)}`)).isWellFormed(), true);
  });
});

describe('lanes in one message', () => {
  it('are those asked for, never more than may be', async () => {
    const answer = charted(
      measured(Array.from({ length: 200 }, (_, n) => [`p${1000 + n}`, n, n + 60] as const)),
    );
    const [first, ...rest] = await drawn(answer, { from: 150, count: 3 });
    assert.deepEqual([first?.name, rest.length], ['p1150', 2]);
    assert.equal((await drawn(answer, { count: 1000 })).length, mostLanes);
    assert.equal((await drawn(answer, { from: 195 })).length, 5);
    assert.deepEqual(await drawn(answer, { from: 200 }), []);
  });

  it('are fewer where they hold much, but one at least, and the rest can be asked for', async () => {
    const rows = Array.from({ length: 12_000 }, (_, n): ShortRow => {
      const start = Math.floor(n / 40) * 12 + (n % 7);
      return [`p${n % 40}`, start, start + 4];
    });
    const answer = charted(measured(rows));
    let [from, asked] = [0, 0];
    while (from < 40) {
      const lanes = await drawn(answer, { from, pixels: 4000 });
      assert.ok(lanes.length > 0 && JSON.stringify(lanes).length < longestMessage);
      assert.ok(lanes.reduce((sum, { marks: own }) => sum + own.length, 0) <= 3000);
      from += lanes.length;
      asked++;
    }
    assert.ok(from === 40 && asked > 1, `${from} ${asked}`);
  });

  it('are small with ids of 256 odd characters', async () => {
    const rows = Array.from({ length: 200 }, (_, n): ShortRow => [
      `${n}${'\u{e0041}\u202e"\\'.repeat(64)}`,
      n,
      900,
    ]);
    const lanes = await drawn(charted(measured(rows)));
    assert.equal(lanes.length, mostLanes);
    assert.ok(JSON.stringify(lanes).length < longestMessage / 2);
  });
});

describe('somebody who comes and goes', () => {
  const often = (count: number, every: number): Charted =>
    charted(
      measured(
        Array.from({ length: count }, (_, n): ShortRow => ['alice', n * every, n * every + every / 2]),
      ),
    );

  it('500 times is drawn in 400 marks that stand for all rows', async () => {
    const [lane] = await drawn(often(500, 7));
    assert.ok(lane !== undefined && lane.marks.length <= mostMarks && lane.gaps.length <= mostMarks);
    assert.equal(lane.marks.reduce((sum, { rows }) => sum + rows, 0), 500); // prettier-ignore
    const together = lane.marks.find(({ rows }) => rows > 1);
    assert.equal(
      together?.text,
      '2 rows drawn as one: the first begins at 09:00:00, the last ends at 09:00:10; together 7s. Zoom in to see each.',
    );
  });

  it('claims of rows drawn as one no time that none of them has', async () => {
    const firstMark = async (row: (n: number) => ShortRow, input = {}): Promise<PanelLane['marks'][number]> => {
      const rows = Array.from({ length: 500 }, (_, n) => row(n));
      const [lane] = await drawn(charted(measured(rows, input)));
      const found = lane?.marks.find((mark) => mark.rows > 1);
      assert.ok(found !== undefined);
      return found;
    };
    const step = 7;
    const ticks = await firstMark((n) => ['alice', n * step, n * step]);
    assert.equal(ticks.text, '2 rows drawn as one, the first at 09:00:00, the last at 09:00:07, no length. Zoom in to see each.');
    assert.ok(ticks.tick);
    const same = await firstMark((n) => ['alice', n < 2 ? 0 : n * step, n < 2 ? 0 : n * step]);
    assert.match(same.text, /^2 rows drawn as one, all at 09:00:00, no length\./);
    // Each begins before the one before it has ended: their time is counted once.
    const overlapping = await firstMark((n) => ['alice', n * step, n * step + 10]);
    assert.match(overlapping.text, /the last ends at 09:00:17; together 17s\./);
    const nested = await firstMark((n) => ['alice', n * step, n === 0 ? 100 : n * step + 1]);
    assert.match(nested.text, /the last ends at 09:01:40; together 1m 40s\./);
    const half = (n: number): ShortRow => ['alice', n * step, n % 2 === 0 ? n * step + 2 : null];
    assert.equal(
      (await firstMark(half)).text,
      '2 rows drawn as one: the first begins at 09:00:00, the last certain end is 09:00:07, the last assumed one 10:00:00; together 2s certain, up to 59m 55s. Zoom in to see each.',
    );
    const unknown = await firstMark(half, { context: { ...ended, sessionEnd: undefined } });
    assert.match(unknown.text, /not all ends are known; together 2s certain, up to unknown\./);
    const open = await firstMark((n) => ['alice', n, n % 2 === 0 ? n + 0.4 : null], { context: live });
    assert.match(open.text, /not all had ended at 09:10:00; together [\d.]+s certain, up to 9m 59s\./);
    // A tail within another's certain time raises nothing; one that reaches as far as it does, does.
    const covered = await firstMark((n) => ['alice', n * step, n === 0 ? 3600 : null]);
    assert.match(covered.text, /the last ends at 10:00:00; together 1h 00m 00s\./);
  }); // prettier-ignore

  it('500 times is drawn row by row once one zooms in', async () => {
    const [lane] = await drawn(often(500, 7), { range: { from: after(700), to: after(1400) } });
    assert.deepEqual(lane?.marks.map(({ rows }) => rows), Array.from({ length: 101 }, () => 1)); // prettier-ignore
  });

  for (const [count, every] of [[500, 7], [20_000, 0.18]] as const) // prettier-ignore
    it(`${count} times covers what the rows cover, up to a pixel or what ${mostMarks} marks leave`, async () => {
      const answer = often(count, every);
      const intervals = lane(answer.measures, 0).intervals.map(({ start, certainEnd }) => [start, certainEnd] as const);
      for (const range of [hour, { from: after(100) + 17, to: after(3000) }, { from: after(600), to: after(601) }]) {
        const [drawing] = await drawn(answer, { range });
        const step = Math.max((range.to - range.from) / 398, 2);
        const own = drawing?.marks.map(({ start, certainEnd }) => [start, certainEnd] as const) ?? [];
        const [exact, shown] = [touched(intervals, range, step), touched(own, range, step)];
        for (const slot of exact) assert.ok(shown.has(slot), `lost ${slot}`);
        for (const slot of shown) assert.ok(exact.has(slot) || exact.has(slot - 1) || exact.has(slot + 1), `invented ${slot}`);
      }
    }); // prettier-ignore

  it('20,000 times makes a message as small, and remembers the labels for the next', async () => {
    const answer = often(20_000, 0.18);
    const [lane] = await drawn(answer);
    assert.ok(JSON.stringify(lane).length < 200_000);
    assert.equal(lane?.marks.reduce((sum, { rows }) => sum + rows, 0), 20_000); // prettier-ignore
    assert.match(lane.text, /20,000 rows\. .*; and 19,994 more\.$/);
    assert.deepEqual(await drawn(answer), [lane]);
  });

  it('is remembered apart from somebody else who does, and by the settings', async () => {
    const rows = Array.from({ length: 2400 }, (_, n): ShortRow => [n % 2 === 0 ? 'alice' : 'bob', n, n + 1]);
    const answer = charted(measured(rows));
    const asked = { from: 0, count: 2, range: { from: after(0), to: after(60) }, pixels: 1000 };
    const list = await lanesOf(answer);
    const labels = { reconnectGapMs: 0, ghostOverlapMs: 0 };
    const [plain, strict] = [undefined, labels].map((given) =>
      panelLanes(answer, list, asked, inEnglish, given).map(({ marks: own }) => [own[0]?.row, own[1]?.label]),
    );
    assert.deepEqual(plain, [[0, 'likely-reconnect'], [1, 'likely-reconnect']]); // prettier-ignore
    assert.deepEqual(strict, [[0, 'rejoin'], [1, 'rejoin']]); // prettier-ignore
  });

  it('2,000 times and then once more shows the gap before, not those that nobody could see', async () => {
    const rows = Array.from({ length: 2000 }, (_, n): ShortRow => ['alice', n * 0.9, n * 0.9 + 0.45]);
    const [lane] = await drawn(charted(measured([...rows, ['alice', 3000, 3060]])));
    assert.deepEqual(
      lane?.gaps.map(({ from, to }) => [seconds(from), seconds(to)]),
      [[1799.55, 3000]],
    );
  });

  it('claims no certain time before the range by rows put together there', async () => {
    const tails = Array.from({ length: 500 }, (_, n): ShortRow => ['alice', n, null]);
    const range = { from: after(1000), to: after(2000) };
    const [lane] = await drawn(charted(measured(tails)), { range });
    assert.deepEqual(
      lane?.marks.map(({ rows, start, certainEnd, upToEnd }) => [
        rows,
        ...[start, certainEnd, upToEnd].map(seconds),
      ]),
      [[500, 1000, 1000, 3600]],
    );
    assert.match(
      lane.marks[0]?.text ?? '',
      /the first begins at 09:00:00, the last certain end is 09:08:19, .* together 0s certain, up to 1h 00m 00s\./,
    );
  });
});
