import assert from 'node:assert/strict';
import { anomaliesInSlices, anomaliesOf, type Anomaly } from '../../../../src/attendance/figures/anomalies';
import type { Coverage } from '../../../../src/attendance/figures/basis';
import { measure } from '../../../../src/attendance/figures/measure';
import { flagNames } from '../../../../src/attendance/row-flags';
import { english } from '../../../../src/attendance/text';
import { randomCase } from './oracle-sessions';
import { inputOf } from './oracle-told';
import { after, live, measured, type ShortRow } from './short-rows';

const coverage: Coverage = {
  read: 3,
  of: 3,
  complete: true,
  exhaustive: true,
  chosenBy: 'nobody',
  asOf: after(600),
  readUntil: after(600),
  clock: 'server',
  changedWhileReading: false,
  notes: [],
};

const kinds = (anomalies: readonly Anomaly[]): readonly string[] => anomalies.map(({ kind }) => kind);

describe('anomalies', () => {
  it('are none where all is well', () => {
    assert.deepEqual(anomaliesOf(measured([['alice', 0, 60]]), coverage), []);
  });

  it('are one for each flag, with the rows that have it', () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < 250; seed++) {
      const input = inputOf(randomCase(seed));
      const anomalies = anomaliesOf(measure(input));
      const selected = input.selected ?? Uint32Array.from({ length: input.rows.length }, (_, row) => row);
      for (const flag of flagNames) {
        const rows = [...selected].filter((row) => input.rows.flags(row, input.context).includes(flag));
        const found = anomalies.filter(({ kind }) => kind === flag);
        if (rows.length > 0) seen.add(flag);
        assert.deepEqual(
          found.map((anomaly) => [anomaly.count, [...anomaly.rows()]]),
          rows.length === 0 ? [] : [[rows.length, rows]],
        );
      }
      for (const { text } of anomalies) assert.doesNotMatch(english(text), /[{}]|undefined|NaN/);
    }
    assert.deepEqual([...seen].toSorted(), flagNames);
  });

  it('come worst first: what has no bound, what contradicts itself, what may be the network', () => {
    const rows: readonly ShortRow[] = [
      ...Array.from({ length: 6 }, (_, n) => [`p${n}`, n * 20, 400] as const),
      ['alice', null, 60],
      ['bob', 0, null],
      ['carol', 50, 40],
      ['dave', 0, 300, 'hologram'],
    ];
    const read: Coverage = { ...coverage, clock: 'differs', changedWhileReading: true };
    const anomalies = anomaliesOf(measured(rows, { context: live }), read);
    const worst = ['no-start', 'clock-differs', 'changed-while-reading', 'negative', 'mass-leave', 'open'];
    assert.deepEqual(kinds(anomalies), [...worst, 'unknown-type', 'zero']);
    const local = anomaliesOf(measured(rows), { ...coverage, clock: 'local' });
    assert.ok(kinds(local).includes('clock-local') && !kinds(local).includes('clock-differs'));
  });

  it('lead to the rows of a mass event, and say when, how many and what to suspect', () => {
    const rows: readonly ShortRow[] = [
      ...Array.from({ length: 6 }, (_, n) => [`p${n}`, n * 20, 400 + n] as const),
      ['p0', 500, 600],
      ['stays', 0, 3000],
    ];
    const [leave] = anomaliesOf(measured(rows));
    assert.equal(leave?.kind, 'mass-leave');
    assert.equal(leave.at, after(400));
    assert.equal(leave.count, 6);
    assert.deepEqual([...leave.rows()], [0, 1, 2, 3, 4, 5]);
    assert.match(
      english(leave.text),
      /^6 people left within 5 s from 2026-11-22 09:06:40 UTC: 85 % or more .* Suspect the network/,
    );
    const [atEnd] = anomaliesOf(measured(rows.slice(0, 6)));
    assert.match(english(atEnd?.text ?? leave.text), /at the session’s end: 100 %/);
    const joins: readonly ShortRow[] = [
      ['host', 0, 3000],
      ...Array.from({ length: 6 }, (_, n) => [`p${n}`, 400, 1000 + n * 20] as const),
    ];
    const [join] = anomaliesOf(measured(joins));
    assert.deepEqual([...(join?.rows() ?? [])], [1, 2, 3, 4, 5, 6]);
    assert.match(english(join?.text ?? leave.text), /^6 people joined within 1 s .* at most 1 were present/);
    const begin = anomaliesOf(measured([['host', 390, 3000], ...joins.slice(1)]));
    assert.match(english(begin[0]?.text ?? leave.text), /at the session’s start/);
  });

  it('say of a mass event that only a part of the rows was looked at, where it was', () => {
    const rows: readonly ShortRow[] = [
      ['host', 0, 3000],
      ...Array.from({ length: 6 }, (_, n) => [`p${n}`, 400, 1000] as const),
    ];
    const texts = (...task: Parameters<typeof anomaliesOf>): readonly string[] =>
      anomaliesOf(...task).map(({ text }) => english(text));
    const part = texts(measured(rows), { ...coverage, exhaustive: false });
    const selected = Uint32Array.from(rows.keys());
    const chosen = texts(measured(rows, { selected }), coverage);
    assert.deepEqual(chosen, texts(measured(rows), { ...coverage, chosenBy: 'server' }));
    assert.deepEqual(chosen, texts(measured(rows, { selected })));
    assert.deepEqual([part.length, chosen.length], [2, 2]);
    for (const text of part)
      assert.match(text, /^Among the rows at hand, 6 people .* Not all rows were read/);
    for (const text of chosen) assert.match(text, /^Among the rows that the filter chose, 6 people /);
    // Nor is it known then where in the session it stands, or whom to suspect.
    for (const text of [...part, ...chosen]) assert.doesNotMatch(text, /Suspect|session’s|%/);
    const [join, leave] = texts(measured(rows), coverage).toSorted();
    assert.match(join ?? '', /None of them had been here before/);
    assert.match(leave ?? '', /Suspect the network/);
  });

  it('suspect the network for those who come back, also if a window hides that they were here', () => {
    const rows: readonly ShortRow[] = [
      ['host', 0, 3000],
      ...Array.from({ length: 6 }, (_, n) => [`p${n}`, 400, 1000 + n * 30] as const),
      ['p0', 100, 130],
      ['p1', 160, 190],
      ['p2', null, null],
    ];
    const joinIn = (...task: Parameters<typeof measured>): string =>
      anomaliesOf(measured(...task))
        .filter(({ kind }) => kind === 'mass-join')
        .map(({ text }) => english(text))
        .join();
    const window = { from: after(300), to: after(3000) };
    for (const join of [joinIn(rows), joinIn(rows, { window })])
      assert.match(
        join,
        /present just before; 3 of them were, or may have been, here before\. Suspect the network/,
      );
    assert.match(joinIn(rows.slice(0, 7)), /None of them had been here before/);
  });

  it('name publisher types that nobody documented, without their tricks', () => {
    const anomalies = anomaliesOf(
      measured([
        ['alice', 0, 9, 'holo\u202egram'],
        ['bob', 0, 9, 'teleport'],
        ['bob', 20, 29, 'teleport'],
      ]),
    );
    assert.deepEqual(
      anomalies.map((anomaly) => [anomaly.count, [...anomaly.rows()], anomaly.text.args['type']]),
      [
        [1, [0], 'holo\\u202egram'],
        [2, [1, 2], 'teleport'],
      ],
    );
  });

  it('are the same in stretches, and stop when told to', async () => {
    const measures = measure(inputOf(randomCase(7)));
    const plain = (anomalies: readonly Anomaly[]): unknown =>
      anomalies.map(({ kind, count, text }) => ({ kind, count, text }));
    let now = 0;
    const pausing = { now: () => (now += 20), pause: () => Promise.resolve() };
    assert.deepEqual(
      plain(await anomaliesInSlices(measures, coverage, pausing)),
      plain(anomaliesOf(measures, coverage)),
    );
    const signal = AbortSignal.abort(new Error('enough'));
    await assert.rejects(anomaliesInSlices(measures, coverage, { ...pausing, signal }), /enough/);
  });
});
