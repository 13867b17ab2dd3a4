import assert from 'node:assert/strict';
import * as v from 'valibot';
import { isUntold } from '../../../../src/attendance/figures/cannot-tell';
import { presentAt } from '../../../../src/attendance/figures/present-at';
import type { Charted } from '../../../../src/panel/model/chart-range';
import { shownName } from '../../../../src/attendance/shown-name';
import { whoNames, whoWasHere } from '../../../../src/book/telling/who-was-here';
import { whoSchema, type WhoWasHere } from '../../../../src/panel/protocol/answers';
import { longestMessage } from '../../../../src/panel/protocol/messages';
import { halfRead, inEnglish } from '../../attendance/figures/measured-rows';
import { after, live, measured, type ShortRow } from '../../attendance/figures/short-rows';
import { atOnce } from './answer-of';
import { charted, randomAnswers } from './charted';

type Told = Extract<WhoWasHere, { told: true }>;

function told(answer: Charted, seconds: number): Told {
  const who = v.parse(whoSchema, whoWasHere(answer, after(seconds), inEnglish));
  if (!who.told) throw new Error(who.why);
  return who;
}

const rows: readonly ShortRow[] = [
  ['bob', 60, 90],
  ['Alice', 0, 600],
  ['carol', 30, null],
  ['dave', null, null],
];

describe('who was here', () => {
  it('names present, possibly and absent people by name', () => {
    const { at, present, possibly, absent, notes } = told(charted(measured(rows)), 75);
    assert.equal(at, 'Nov 22, 2026, 09:01:15 UTC');
    assert.deepEqual(present, { count: 2, names: ['Alice', 'bob'] });
    assert.deepEqual(possibly, { count: 2, names: ['carol', 'dave'] });
    assert.deepEqual(absent, { count: 0, names: [] });
    assert.deepEqual(notes, ['Technical users were not told apart.']);
    assert.deepEqual(told(charted(measured(rows)), 10).absent, { count: 2, names: ['bob', 'carol'] });
  });

  it('says why it cannot be told', async () => {
    const after10 = whoWasHere(charted(measured(rows, { context: live })), after(700), inEnglish);
    assert.ok(!after10.told && after10.why.startsWith('Cannot be told: the rows are as of'));
    const window = { from: after(0), to: after(60) };
    const outside = whoWasHere(charted(measured(rows, { window })), after(60), inEnglish);
    assert.ok(!outside.told && outside.why.includes('outside the window'));
    assert.deepEqual(await whoNames(charted(measured(rows, { window })), after(60), inEnglish, atOnce), [
      'Who was here at Nov 22, 2026, 09:01:00 UTC',
      'Cannot be told: the instant lies outside the window. Widen the window first.',
    ]);
  });

  it('tells rows that are no people’s, and who was here by ingress only', () => {
    const more: readonly ShortRow[] = [
      ['alice', 0, 60],
      ['!anon', 0, 60],
      ['!anon', 0, null],
      ['bot', 0, 60],
      ...Array.from({ length: 12 }, (_, n) => [`cam${10 + n}`, 0, 60, 'rtmp'] as const),
    ];
    const technical = Uint8Array.from(more, ([user]) => (user === 'bot' ? 1 : 0));
    assert.deepEqual(told(charted(measured(more, { technical })), 30).notes, [
      'Anonymous rows: 1 present, 1 possibly. Each may be another person, or all the same.',
      'Ingress rows: 12 present, 0 possibly. They are no people.',
      'Here by ingress only, neither present in person nor absent: cam10, cam11, cam12, cam13, cam14, cam15, cam16, cam17, cam18, cam19, and 2 more.',
      'Technical rows: 1 present, 0 possibly. They are no people.',
    ]);
    const [, note] = told(charted(measured([['cam', 0, 60, 'rtmp']])), 30).notes;
    assert.equal(note, 'Here by ingress only, neither present in person nor absent: cam.');
  });

  it('says what a filter and a read in part mean, and calls nobody absent then', () => {
    const chosen = told(charted(measured(rows, { selected: Uint32Array.of(0, 1) })), 10);
    assert.deepEqual([chosen.possibly.names, chosen.absent.count], [['bob'], 0]);
    assert.match(chosen.notes.at(-1) ?? '', /^Only rows that the row filter chose/);
    const part = told(charted(measured(rows), { coverage: halfRead }), 10);
    assert.deepEqual([part.possibly.count, part.absent.count], [3, 0]);
    assert.match(part.notes.at(-1) ?? '', /^Not all rows were looked at.*: 3 of 6 rows read · as of/);
  });

  it('names the first hundred of many, and gives all for copying, as they are', async () => {
    const many = Array.from({ length: 1000 }, (_, n): ShortRow => [`p${(n * 7919) % 1000}\u202e`, 0, 60]);
    const answer = charted(measured(many));
    const all = Array.from({ length: 1000 }, (_, n) => `p${n}\u202e`).toSorted();
    const { present } = told(answer, 30);
    assert.deepEqual(present, {
      count: 1000,
      names: all.slice(0, 100).map((id) => id.replace('\u202e', '\\u202e')),
    });
    const copied = await whoNames(answer, after(30), inEnglish, atOnce);
    assert.deepEqual(copied.slice(2, 1003), ['Present: 1,000', ...all]);
  });

  it('names the first of many whatever the order, capitals among small letters', () => {
    const ids = Array.from({ length: 300 }, (_, n) => `${n % 2 === 0 ? 'u' : 'U'}${1000 + n}`);
    for (const order of [ids, ids.toReversed(), ids.toSorted()]) {
      const { present } = told(charted(measured(order.map((id): ShortRow => [id, 0, 60]))), 30);
      assert.deepEqual(present, { count: 300, names: ids.slice(0, 100) });
    }
  });

  it('makes the names of many for copying in short steps, and stops when told to', async () => {
    const many = Array.from({ length: 20_000 }, (_, n): ShortRow => [`p${(n * 7919) % 20_000}`, 0, 60]);
    const answer = charted(measured(many));
    let [now, pauses] = [0, 0];
    const pausing = {
      now: () => (now += 13),
      pause: () => {
        pauses++;
        return Promise.resolve();
      },
    };
    const all = many.map(([id]) => id).toSorted();
    assert.deepEqual((await whoNames(answer, after(30), inEnglish, pausing)).slice(3, 20_003), all);
    assert.ok(pauses > 50, String(pauses));
    const signal = AbortSignal.abort(new Error('enough'));
    await assert.rejects(whoNames(answer, after(30), inEnglish, { ...pausing, signal }), /enough/);
  });

  it('gives each list with its side for copying, and quotes an id that would make lines of its own', async () => {
    const odd = charted(measured([...rows, ['zoe\nabsent: bob', 0, 600]]));
    assert.deepEqual(await whoNames(odd, after(10), inEnglish, atOnce), [
      'Who was here at Nov 22, 2026, 09:00:10 UTC',
      '',
      'Present: 2',
      'Alice',
      String.raw`"zoe\nabsent: bob"`,
      '',
      'Possibly present: 1',
      'dave',
      '',
      'Absent: 2',
      'bob',
      'carol',
      '',
      'Technical users were not told apart.',
    ]);
  });

  it('stays small with ids of 256 odd characters', () => {
    const odd = (n: number): string => `${n}${'\u{e0041}\u202e"\\'.repeat(64)}`;
    const many = Array.from({ length: 900 }, (_, n): ShortRow => [
      odd(n),
      n % 3 === 0 ? 0 : 50,
      n % 3 === 1 ? null : 60,
    ]);
    const who = told(charted(measured(many)), 55);
    assert.ok(who.present.names.length === 100 && who.possibly.names.length === 100);
    assert.ok(JSON.stringify(who).length < longestMessage);
  });

  it('agrees with the measures, and names everybody once', () => {
    let [seen, untold] = [0, 0];
    for (const answer of randomAnswers(150)) {
      const { measures, basis } = answer;
      for (const at of [...measures.upTo.rows.at].flatMap((step) => [step - 1, step])) {
        const found = presentAt(measures, at, basis.coverage);
        const who = whoWasHere(answer, at, inEnglish);
        assert.equal(who.told, !isUntold(found));
        if (!who.told || isUntold(found)) {
          untold++;
          continue;
        }
        seen++;
        for (const list of ['present', 'possibly', 'absent'] as const) {
          const users: readonly number[] = Array.from(
            found[list],
            (person) => measures.placed.users[person] ?? -1,
          );
          const names: readonly string[] = users.map((user) => shownName(measures.input.rows.userIdOf(user)));
          assert.equal(who[list].count, names.length);
          assert.deepEqual(who[list].names.toSorted(), names.toSorted());
        }
      }
    }
    assert.ok(seen > 500 && untold > 100, `${seen} ${untold}`);
  });
});
