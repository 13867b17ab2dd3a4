import assert from 'node:assert/strict';
import { isUntold } from '../../../../src/attendance/figures/cannot-tell';
import { measure, type Measures } from '../../../../src/attendance/figures/measure';
import { presentAt, type PresentAt } from '../../../../src/attendance/figures/present-at';
import { valueAt } from '../../../../src/attendance/figures/step-curve';
import { randomCase } from './oracle-sessions';
import { inputOf } from './oracle-told';
import { after, ended, live, measured, names, why } from './short-rows';

const whole = { exhaustive: true, chosenBy: 'nobody' } as const;

function told(measures: Measures, at: number): PresentAt {
  const answer = presentAt(measures, at, whole);
  if (isUntold(answer)) throw new Error(why(answer));
  return answer;
}

/** "present | possibly | absent" */
function who(measures: Measures, seconds: number): string {
  const { present, possibly, absent } = told(measures, after(seconds));
  return [present, possibly, absent].map((people) => names(measures, people).join(' ')).join(' | ');
}

describe('who was here at an instant', () => {
  it('goes by half-open intervals: who leaves is gone, who joins is here', () => {
    const measures = measured([
      ['alice', 0, 60],
      ['bob', 60, 90],
    ]);
    assert.deepEqual(
      [-1, 0, 59, 60, 89, 90].map((seconds) => who(measures, seconds)),
      [
        ' |  | alice bob',
        'alice |  | bob',
        'alice |  | bob',
        'bob |  | alice',
        'bob |  | alice',
        ' |  | alice bob',
      ],
    );
  });

  it('takes an assumed tail, an unknown tail and a row without a place for possible', () => {
    const measures = measured([
      ['alice', 60, null],
      ['bob', null, null],
      ['carol', 0, 30],
      ['carol', 90, null],
    ]);
    assert.equal(who(measures, 10), 'carol | bob | alice');
    assert.equal(who(measures, 60), ' | alice bob | carol');
    assert.equal(who(measures, 3599), ' | alice bob carol | ');
    assert.equal(who(measures, 3600), ' | bob | alice carol');
    const endless = measured([['alice', 60, null]], { context: { ...ended, sessionEnd: undefined } });
    assert.equal(who(endless, 7000), ' | alice | ');
    assert.equal(who(endless, 59), ' |  | alice');
  });

  it('cannot tell after the as-of unless the session was over, and can at it', () => {
    const rows = [
      ['alice', 0, null],
      ['bob', 0, 300],
      ['carol', 700, null],
    ] as const;
    const measures = measured(rows, { context: live });
    assert.equal(who(measures, 600), ' | alice | bob carol');
    const untold = presentAt(measures, after(600) + 1, whole);
    assert.match(why(untold), /^Cannot be told: the rows are as of 2026-11-22 09:10:00 UTC/);
    const readBefore = measured(rows, { context: { ...ended, asOf: after(600) } });
    assert.match(why(presentAt(readBefore, after(601), whole)), /as of/);
    assert.equal(who(readBefore, 3600), ' |  | alice bob carol');
    assert.equal(why(presentAt(measured(rows, { context: ended }), after(9000), whole)), 'told');
    const undated = measured(rows, { context: { ...live, asOf: undefined } });
    assert.match(why(presentAt(undated, after(1), whole)), /not known when/);
  });

  it('calls nobody absent whose other rows may not be at hand', () => {
    const measures = measured([
      ['alice', 0, 60],
      ['bob', 100, 120],
    ]);
    const of = (given: Measures, coverage: Parameters<typeof presentAt>[2]): string => {
      const answer = presentAt(given, after(30), coverage);
      if (isUntold(answer)) throw new Error(why(answer));
      const { present, possibly, absent } = answer;
      return [present, possibly, absent].map((people) => names(given, people).join(' ')).join(' | ');
    };
    assert.equal(of(measures, whole), 'alice |  | bob');
    assert.equal(of(measures, { ...whole, exhaustive: false }), 'alice | bob | ');
    assert.equal(of(measures, { ...whole, chosenBy: 'server' }), 'alice | bob | ');
    const selected = Uint32Array.from([0, 1]);
    assert.equal(of(measure({ ...measures.input, selected }), whole), 'alice | bob | ');
  });

  it('is refused outside the window', () => {
    const measures = measured([['alice', 0, 60]], { window: { from: after(10), to: after(20) } });
    assert.equal(who(measures, 10), 'alice |  | ');
    assert.equal(who(measures, 19), 'alice |  | ');
    for (const seconds of [9, 20])
      assert.match(why(presentAt(measures, after(seconds), whole)), /outside the window/);
  });

  it('names who was here by ingress only, and counts rows that are no people', () => {
    const measures = measured(
      [
        ['alice', 0, 60],
        ['alice', 100, 200, 'rtmp'],
        ['studio', 0, null, 'srt'],
        ['bob', 0, 30],
        ['!anon', 0, 60],
        ['!anon', 10, null],
        ['recorder', 0, 60],
      ],
      { technical: Uint8Array.from([0, 0, 0, 0, 0, 0, 1]) },
    );
    const { byIngress, absent, anonymousRows, ingressRows, technicalRows } = told(measures, after(150));
    assert.deepEqual(
      [...byIngress].map((user) => measures.input.rows.userIdOf(user)),
      ['alice', 'studio'],
    );
    assert.deepEqual(names(measures, absent), ['bob']);
    assert.deepEqual(anonymousRows, { present: 0, possibly: 1 });
    assert.deepEqual(ingressRows, { present: 1, possibly: 1 });
    assert.deepEqual(technicalRows, { present: 0, possibly: 0 });
    const early = told(measures, after(20));
    assert.deepEqual(names(measures, early.present), ['alice', 'bob']);
    assert.deepEqual(early.anonymousRows, { present: 1, possibly: 1 });
    assert.deepEqual(early.technicalRows, { present: 1, possibly: 0 });
    assert.equal(early.byIngress.length, 1);
  });

  it('agrees with the curves of people, and names everybody once', () => {
    let [answers, refusals, bounded] = [0, 0, 0];
    for (let seed = 0; seed < 250; seed++) {
      const measures = measure(inputOf(randomCase(seed)));
      const { certain, upTo, placed, unbounded, input } = measures;
      const instants = new Set([...certain.rows.at, ...upTo.rows.at].flatMap((at) => [at - 1, at]));
      for (const at of instants) {
        const answer = presentAt(measures, at, whole);
        if (isUntold(answer)) {
          refusals++;
          continue;
        }
        answers++;
        const { present, possibly, absent, byIngress, anonymousRows } = answer;
        assert.equal(present.length, valueAt(certain.people, at));
        assert.equal(present.length + anonymousRows.present, valueAt(certain.mostPeople, at));
        if (unbounded.person === 0 && at !== input.context.asOf && input.selected === undefined) {
          bounded++;
          assert.equal(present.length + possibly.length, valueAt(upTo.people, at));
        }
        const streaming = new Set(byIngress);
        const byRule = placed.users.filter((user) => streaming.has(user)).length;
        const all = [...present, ...possibly, ...absent];
        assert.equal(all.length + byRule, placed.users.length);
        assert.equal(new Set(all).size, all.length);
      }
    }
    assert.ok(answers > 1500 && refusals > 400 && bounded > 1000, `${answers} ${refusals} ${bounded}`);
  });
});
