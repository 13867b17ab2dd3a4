import assert from 'node:assert/strict';
import { massEvents, massWindowMs, type MassEvent } from '../../../../src/attendance/figures/mass-events';
import { measure, type Measures } from '../../../../src/attendance/figures/measure';
import { rowKind } from '../../../../src/attendance/figures/placed-rows';
import { createRowTable } from '../../../../src/attendance/row-table';
import { decodedRow } from '../decoded-rows';
import { Dice, randomCase } from './oracle-sessions';
import { inputOf } from './oracle-told';
import { after, ended, live, measured, type ShortRow } from './short-rows';

/** People 1 to n, each with a row. */
function people(n: number, row: (who: number) => readonly [number | null, number | null]): ShortRow[] {
  return Array.from({ length: n }, (_, who) => [`p${who + 1}`, ...row(who + 1)] as const);
}

/** "leave 100–104 s: 5 of 20, during" */
function said(measures: Measures): readonly string[] {
  return massEvents(measures).map(({ kind, from, to, people: who, presentBefore, place }) => {
    const [begin, end] = [from, to].map((at) => (at - after(0)) / 1000);
    return `${kind} ${begin}–${end} s: ${who.length} of ${presentBefore}, ${place}`;
  });
}

/** Seconds far apart, so that ordinary comings and goings are no events. */
const apart = (who: number): number => who * 20;

describe('mass events (rule 14)', () => {
  it('are at least 5 people', () => {
    const rows = (n: number): ShortRow[] => [
      ...people(n, (who) => [apart(who), 1000 + who]),
      ['stays', 0, 3000],
    ];
    assert.deepEqual(said(measured(rows(4))), []);
    assert.deepEqual(said(measured(rows(5))), ['leave 1001–1005 s: 5 of 6, during']);
  });

  it('are at least a fifth of those present just before', () => {
    const rows = (others: number): ShortRow[] => [
      ...people(5, (who) => [apart(who), 1000 + who]),
      ...Array.from({ length: others }, (_, n) => [`o${n}`, 11 + apart(n), 2000 + apart(n)] as const),
    ];
    assert.deepEqual(said(measured(rows(20))), ['leave 1001–1005 s: 5 of 25, during']);
    assert.deepEqual(said(measured(rows(21))), []);
  });

  it('are inside 10 s, half-open', () => {
    const rows = (last: number): ShortRow[] => [
      ...people(5, (who) => [apart(who), who < 5 ? 1000 : last]),
      ['stays', 0, 3000],
    ];
    assert.deepEqual(said(measured(rows(1010))), []);
    assert.deepEqual(said(measured(rows(1009.999))), ['leave 1000–1009.999 s: 5 of 6, during']);
  });

  it('count a person once, and no hand-over', () => {
    const flapping = people(4, (who) => [apart(who), 1000 + who]);
    const rows: ShortRow[] = [...flapping, ['p1', 1002, 1003], ['p1', 1004, 1006], ['stays', 0, 3000]];
    assert.deepEqual(said(measured(rows)), []);
    const moved = people(6, (who) => [apart(who), 1000]).flatMap((row): ShortRow[] => [
      row,
      [row[0], 1000, 2000 + apart(Number(row[0].slice(1)))],
    ]);
    assert.deepEqual(said(measured(moved)), []);
  });

  it('are told once where windows overlap', () => {
    const rows: ShortRow[] = [...people(30, (who) => [apart(who), 1000 + who]), ['stays', 0, 3000]];
    assert.deepEqual(said(measured(rows)), ['leave 1001–1030 s: 30 of 31, during']);
  });

  it('need somebody present for joins', () => {
    const joins = people(8, (who) => [100 + who, 1000 + apart(who)]);
    assert.deepEqual(said(measured([...joins, ['host', 0, 3000]])), ['join 101–108 s: 8 of 1, during']);
    assert.deepEqual(said(measured([...joins, ['host', 70, 3000]])), ['join 101–108 s: 8 of 1, start']);
    assert.deepEqual(said(measured(people(8, (who) => [100, 1000 + apart(who)]))), []);
    assert.deepEqual(said(measured([...people(8, (who) => [100, 1000 + apart(who)]), ['a', 0, 100]])), [
      'join 100–100 s: 8 of 1, during',
    ]);
  });

  it('stand at the end where nobody joins afterwards and all are gone within a minute', () => {
    const all = people(8, (who) => [apart(who), 1000]);
    assert.deepEqual(said(measured(all)), ['leave 1000–1000 s: 8 of 8, end']);
    assert.deepEqual(said(measured([...all, ['late', 5, 1060]])), ['leave 1000–1000 s: 8 of 9, end']);
    assert.deepEqual(said(measured([...all, ['late', 5, 1061]])), ['leave 1000–1000 s: 8 of 9, during']);
    assert.deepEqual(said(measured([...all, ['p1', 1030, 1050]])), ['leave 1000–1000 s: 8 of 8, during']);
  });

  it('are no ends that are assumed, and count assumed tails as present', () => {
    const open = people(8, (who) => [apart(who), null]);
    assert.deepEqual(said(measured(open)), []);
    const gone: ShortRow[] = Array.from({ length: 6 }, (_, n) => [`g${n}`, 5 + apart(n), 400]);
    assert.deepEqual(said(measured([...open, ...gone], { context: live })), [
      'leave 400–400 s: 6 of 14, during',
    ]);
    const endless = { ...ended, sessionEnd: undefined };
    assert.deepEqual(
      said(measured([...people(25, (who) => [1 + apart(who) / 2, null]), ...gone], { context: endless })),
      [],
    );
  });

  it('are no cuts of a window', () => {
    const rows: ShortRow[] = [...people(8, () => [100, 1000]), ['host', 0, 3000]];
    const window = { from: after(200), to: after(900) };
    assert.deepEqual(said(measured(rows, { window })), []);
    assert.deepEqual(said(measured(rows, { window: { from: after(99), to: after(1001) } })), [
      'join 100–100 s: 8 of 1, during',
      'leave 1000–1000 s: 8 of 9, during',
    ]);
  });

  it('agree with a look at every person at every instant', () => {
    let [found, sessions] = [0, 0];
    for (let seed = 0; seed < 150; seed++) {
      for (const measures of [measure(inputOf(randomCase(seed))), crowd(seed)]) {
        const events = massEvents(measures);
        assert.deepEqual(
          events.filter(({ kind }) => kind === 'leave').map(comparable),
          scanned(measures, 'leave').map(comparable),
        );
        assert.deepEqual(
          events.filter(({ kind }) => kind === 'join').map(comparable),
          scanned(measures, 'join').map(comparable),
        );
        found += events.length;
        sessions++;
      }
    }
    assert.ok(found > sessions / 4, `${found}`);
  });
});

type Scanned = Omit<MassEvent, 'place' | 'kind'>;

function comparable({ from, to, people: who, presentBefore }: Scanned): unknown {
  return { from, to, who: [...who], presentBefore };
}

/** Some forty people in two minutes, with tails of all sorts. */
function crowd(seed: number): Measures {
  const dice = new Dice(seed);
  const table = createRowTable();
  const rows = Array.from({ length: 20 + dice.below(60) }, (_, n) => {
    const joined = dice.below(120) * 1000;
    const left = joined + dice.below(60) * 1000;
    return decodedRow({
      user: `p${dice.below(40)}`,
      session: `s${n}`,
      joined,
      ...(dice.chance(0.1) ? {} : { left }),
      ...(dice.chance(0.1) ? { duration: 5 } : {}),
    });
  });
  table.append(rows, { read: 1, page: 1 });
  const context = { ...ended, sessionEnd: dice.chance(0.5) ? undefined : after(dice.below(200)) };
  const window = dice.chance(0.5)
    ? undefined
    : { from: after(dice.below(60)), to: after(60 + dice.below(60)) };
  return measure({ rows: table, context, window });
}

/** Rule 14, read off the rows at each of their instants. */
function scanned({ placed, input }: Measures, kind: MassEvent['kind']): readonly Scanned[] {
  const { start, certainEnd, upToEnd } = placed;
  const places = [...placed.row.keys()].filter(
    (place) => placed.kind[place] === rowKind.person && !Number.isNaN(start[place] ?? NaN),
  );
  const mayCover = (who: number, at: number): boolean =>
    places.some((place) => {
      const last = upToEnd[place] ?? NaN;
      return placed.person[place] === who && (start[place] ?? NaN) <= at && (Number.isNaN(last) || at < last);
    });
  const persons = [...placed.users.keys()];
  const column = kind === 'leave' ? certainEnd : start;
  const edge = kind === 'leave' ? input.window?.to : input.window?.from;
  const moves = [...new Set(places.map((place) => column[place] ?? NaN))]
    .filter((at) => at !== edge)
    .toSorted((one, other) => one - other)
    .map((at) => {
      const hasRow = (who: number): boolean =>
        places.some(
          (place) =>
            placed.person[place] === who &&
            column[place] === at &&
            (kind === 'join' || (start[place] ?? NaN) < at),
        );
      const [before, then] = kind === 'leave' ? [true, false] : [false, true];
      const who = persons.filter(
        (one) => hasRow(one) && mayCover(one, at - 1) === before && mayCover(one, at) === then,
      );
      return { at, who };
    })
    .filter(({ who }) => who.length > 0);
  const found: { from: number; until: number; presentBefore: number }[] = [];
  for (const { at } of moves) {
    const inside = moves.filter((other) => other.at >= at && other.at < at + massWindowMs);
    const count = new Set(inside.flatMap(({ who }) => who)).size;
    const presentBefore = persons.filter((who) => mayCover(who, at - 1)).length;
    if (count < 5 || count / presentBefore < 0.2 || (kind === 'join' && presentBefore === 0)) continue;
    const open = found.at(-1);
    if (open !== undefined && at < open.until) open.until = at + massWindowMs;
    else found.push({ from: at, until: at + massWindowMs, presentBefore });
  }
  return found.map(({ from, until, presentBefore }) => {
    const inside = moves.filter(({ at }) => at >= from && at < until);
    return {
      from,
      to: inside.at(-1)?.at ?? NaN,
      people: Uint32Array.from(new Set(inside.flatMap(({ who }) => who))).toSorted(),
      presentBefore,
    };
  });
}
