import assert from 'node:assert/strict';
import { measure } from '../../../../src/attendance/figures/measure';
import { createRowTable } from '../../../../src/attendance/row-table';
import type { Charted } from '../../../../src/panel/model/chart-range';
import { laneList, type LaneList } from '../../../../src/panel/model/lane-order';
import { laneChoices, laneOrders } from '../../../../src/panel/protocol/query';
import { decodedRow } from '../../attendance/decoded-rows';
import { ended } from '../../attendance/figures/measured-rows';
import { after, live, measured, type ShortRow } from '../../attendance/figures/short-rows';
import { charted, laneNames, lanesOf, randomAnswers } from './charted';

const some: readonly ShortRow[] = [
  ['Dora', 90, 100],
  ['bob', 60, 400],
  ['alice', 60, 120],
  ['carol', null, null],
  ['!anon', 10, 20],
  ['studio', 5, 9, 'rtmp'],
];

/** Certain presence of a lane's person, ms; −1: it is nobody's. */
function presenceAt({ measures }: Charted, list: LaneList, index: number): number {
  const of = list.at(index);
  return of !== undefined && 'person' in of ? (measures.certain.presenceMs[of.person] ?? NaN) : -1;
}

describe('the order of lanes', () => {
  it('is by first join, by presence or by name, equal ones by name; then rows of nobody with an id', async () => {
    const answer = charted(measured(some));
    const names = async (order: (typeof laneOrders)[number]): Promise<string> =>
      laneNames(answer, await lanesOf(answer, { order })).join(' ');
    assert.equal(await names('firstJoin'), 'alice bob Dora carol anonymous ingress');
    assert.equal(await names('presence'), 'bob alice Dora carol anonymous ingress');
    assert.equal(await names('name'), 'alice bob carol Dora anonymous ingress');
  });

  it('by presence goes by what may be in a live session, since nothing else stands for who is there', async () => {
    const rows = [['alice', 0, 30], ['bob', 100, null], ['carol', 50, null]] as const; // prettier-ignore
    const answer = charted(measured(rows, { context: live }), { state: { kind: 'live' } });
    assert.deepEqual(laneNames(answer, await lanesOf(answer, { order: 'presence' })), [
      'carol',
      'bob',
      'alice',
    ]);
    const over = charted(measured(rows));
    assert.deepEqual(laneNames(over, await lanesOf(over, { order: 'presence' })), ['alice', 'carol', 'bob']);
  });

  it('by first join goes by the true times of rows that the window clips; who is outside comes last', async () => {
    const rows = [['alice', 90, 400], ['bob', 60, 70], ['bob', 95, 400], ['carol', 80, 400], ['dave', 0, 20]] as const; // prettier-ignore
    const answer = charted(measured(rows, { window: { from: after(100), to: after(200) } }));
    assert.deepEqual(laneNames(answer, await lanesOf(answer)), ['carol', 'alice', 'bob', 'dave']);
  });

  it('does not depend on the order of the rows', async () => {
    for (const order of laneOrders) {
      const orders = [some, some.toReversed()].map(async (rows) => {
        const answer = charted(measured(rows));
        return laneNames(answer, await lanesOf(answer, { order }));
      });
      const [one, other] = await Promise.all(orders);
      assert.deepEqual(one, other);
    }
  });

  it('holds every person and every other row of the window once, and knows where', async () => {
    let [people, others] = [0, 0];
    for (const answer of randomAnswers(120)) {
      const { placed } = answer.measures;
      for (const order of laneOrders) {
        const list = await lanesOf(answer, { order });
        const rows = new Set<number>();
        for (let index = 0; index < list.count; index++) {
          const of = list.at(index);
          assert.ok(of !== undefined);
          if ('person' in of) {
            people++;
            assert.equal(list.indexOfPerson(of.person), index);
            const own = placed.row.filter((_, place) => placed.person[place] === of.person);
            for (const row of own) {
              rows.add(row);
              assert.equal(list.indexOfRow(row), index);
            }
          } else {
            others++;
            rows.add(of.other.row);
            assert.equal(list.indexOfRow(of.other.row), index);
          }
        }
        assert.equal(list.at(list.count), undefined);
        assert.equal(list.at(-1), undefined);
        const expected = placed.row.filter(
          (_, place) => placed.kind[place] === 0 || placed.inWindow[place] === 1,
        );
        assert.deepEqual(rows, new Set(expected));
        for (const row of [...placed.row].filter((one) => !rows.has(one)))
          assert.equal(list.indexOfRow(row), undefined);
        assert.equal(list.indexOfRow(answer.measures.input.rows.length), undefined);
        const presences = Array.from({ length: list.count }, (_, index) => presenceAt(answer, list, index));
        if (order === 'presence')
          assert.deepEqual(
            presences,
            presences.toSorted((one, other) => other - one),
          );
      }
    }
    assert.ok(people > 900 && others > 100, `${people} ${others}`);
  });
});

describe('the choice of lanes', () => {
  it('is by the verdicts of the threshold, people only; without a threshold all are listed', async () => {
    const rows = [['alice', 0, 60], ['bob', 0, 10], ['carol', 0, null], ['!anon', 0, 90]] as const; // prettier-ignore
    const answer = charted(measured(rows), { threshold: 60_000 });
    const chosen = await Promise.all(
      laneChoices.map(async (choice) => {
        const list = await lanesOf(answer, { choice });
        return [choice, laneNames(answer, list), list.indexOfPerson(1), list.verdictOf(1)];
      }),
    );
    assert.deepEqual(chosen, [
      ['all', ['alice', 'bob', 'carol', 'anonymous'], 1, 'fails'],
      ['passes', ['alice'], undefined, 'fails'],
      ['cannotTell', ['carol'], undefined, 'fails'],
      ['fails', ['bob'], 0, 'fails'],
    ]);
    const list = await lanesOf(answer, { choice: 'passes' });
    assert.deepEqual([0, 1, 2, 3].map((row) => list.indexOfRow(row)), [0, undefined, undefined, undefined]); // prettier-ignore
    const plain = charted(measured(rows));
    const all = await lanesOf(plain, { choice: 'fails' });
    assert.deepEqual([all.count, all.verdictOf(0)], [4, undefined]);
  });
});

describe('a list of 20,000 lanes', () => {
  const table = createRowTable();
  const joined = (n: number): number => (n % 2 === 0 ? 0 : n * 10);
  table.append(
    Array.from({ length: 20_000 }, (_, n) => {
      const user = n % 10 === 0 ? '!anon' : `user-${(n * 7919) % 20_000}`;
      return decodedRow({ user, session: `s${n}`, joined: joined(n), left: 600_000 + (n % 700) });
    }),
    { read: 1, page: 1 },
  );
  const answer = charted(measure({ rows: table, context: ended }));

  it('is made in short steps, whatever the order, and stops when told to', async () => {
    for (const order of laneOrders) {
      let [now, pauses] = [0, 0];
      const pausing = {
        now: () => (now += 13),
        pause: () => {
          pauses++;
          return Promise.resolve();
        },
      };
      assert.equal((await laneList(answer, { order, choice: 'all' }, pausing)).count, 20_000);
      assert.ok(pauses > 10, `${order} ${pauses}`);
      const signal = AbortSignal.abort(new Error('enough'));
      await assert.rejects(laneList(answer, { order, choice: 'all' }, { ...pausing, signal }), /enough/);
    }
  });

  it('knows where the rows of nobody stand without looking for them when it is asked', async () => {
    const measures = { ...answer.measures };
    const list = await lanesOf({ ...answer, measures });
    let looks = 0;
    Object.defineProperty(measures, 'placed', {
      get: () => {
        looks++;
        return answer.measures.placed;
      },
    });
    const last = list.count - 1;
    const of = list.at(last);
    assert.ok(of !== undefined && 'other' in of);
    looks = 0;
    assert.equal(list.indexOfRow(of.other.row), last);
    assert.ok(looks < 10, String(looks));
  });

  it('puts who joined at one moment in the order of names', async () => {
    const list = await lanesOf(answer);
    const names = laneNames(answer, list).slice(0, 8000);
    assert.deepEqual(names, names.toSorted());
  });
});
