import assert from 'node:assert/strict';
import { anomaliesOf } from '../../../../src/attendance/figures/anomalies';
import { english } from '../../../../src/attendance/text';
import { narrowedRows } from '../../../../src/panel/model/narrowing';
import type { Narrowing } from '../../../../src/panel/protocol/requests';
import { decodedRow } from '../../attendance/decoded-rows';
import { minute } from '../../attendance/figures/measured-rows';
import { answerOf } from './answer-of';

const at = { joined: 0, left: 20 * minute, duration: 1200 };
const decoded = [
  decodedRow({ ...at, user: 'alice', session: 'a' }),
  decodedRow({ ...at, user: 'bob\u202e', session: 'b', joined: null, left: null }),
  decodedRow({ ...at, user: '!anon', session: 'c' }),
  decodedRow({ ...at, user: 'bob\u202e', session: 'd', left: null, duration: null }),
  decodedRow({ ...at, user: 'alice', session: 'e', more: { publisher_type: 'rtmp' } }),
];
const answer = answerOf(decoded, { threshold: 10 * minute });
const anomalies = anomaliesOf(answer.measures, answer.basis.coverage);

function told(to: Narrowing, of = answer): readonly [rows: readonly number[], text: string] | undefined {
  const narrowed = narrowedRows(of, anomalies, to);
  return narrowed && [[...narrowed.rows], english(narrowed.text)];
}

describe('rows that the table is narrowed to', () => {
  it('are those behind a figure', () => {
    assert.deepEqual(told({ by: 'figure', figure: 'anonymous' }), [[2], 'Rows behind “Anonymous rows”']);
    assert.deepEqual(told({ by: 'figure', figure: 'threshold-passes' }), [
      [0],
      'Rows of people who were present long enough',
    ]);
    assert.deepEqual(told({ by: 'figure', figure: 'threshold-cannot-tell' })?.[0], [1, 3]);
    assert.equal(told({ by: 'figure', figure: 'nothing' }), undefined);
    assert.equal(told({ by: 'figure', figure: 'threshold-passes' }, answerOf(decoded)), undefined);
  });

  it('have a sentence of their own for every figure', () => {
    for (const { id, name } of answer.figures.computed) {
      const [, words] = told({ by: 'figure', figure: id }) ?? [];
      const narrowed = narrowedRows(answer, anomalies, { by: 'figure', figure: id });
      assert.deepEqual(narrowed?.text.args, {}, `${id}: ${english(name)}`);
      assert.match(words ?? '', /^Rows /);
    }
  });

  it('are those that an anomaly is about', () => {
    const of = (kind: string): number => anomalies.findIndex((one) => one.kind === kind);
    assert.deepEqual(told({ by: 'anomaly', anomaly: of('no-start') }), [[1], 'Rows without a known start']);
    assert.deepEqual(told({ by: 'anomaly', anomaly: of('end-assumed') })?.[0], [3]);
    assert.equal(told({ by: 'anomaly', anomaly: anomalies.length }), undefined);
    const local = answerOf(decoded, { coverage: { clock: 'local' } });
    const found = anomaliesOf(local.measures, local.basis.coverage);
    const clock = found.findIndex(({ kind }) => kind === 'clock-local');
    assert.ok(clock >= 0);
    assert.equal(narrowedRows(local, found, { by: 'anomaly', anomaly: clock }), undefined);
  });

  it('are those of a person among the chosen, ingress apart', () => {
    assert.deepEqual(told({ by: 'person', person: 0 }), [[0], 'Rows of alice']);
    assert.deepEqual(told({ by: 'person', person: 1 }), [[1, 3], 'Rows of bob\\u202e']);
    assert.equal(told({ by: 'person', person: 2 }), undefined);
    const filtered = answerOf(decoded, { rowFilter: { user_session_id: 'd' } });
    assert.deepEqual(told({ by: 'person', person: 0 }, filtered)?.[0], [3]);
  });

  it('are those that could not be judged', () => {
    assert.equal(told({ by: 'unjudged' }), undefined);
    const filtered = answerOf(decoded, { rowFilter: { duration_in_seconds: { $gte: 60 } } });
    assert.deepEqual(told({ by: 'unjudged' }, filtered), [[3], 'Rows that the row filter could not judge']);
  });
});
