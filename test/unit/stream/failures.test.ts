import assert from 'node:assert/strict';
import { failureOf, isSortRefused } from '../../../src/stream/failures';
import type { About } from '../../../src/stream/failures';
import type { FailureKind } from '../../../src/stream/errors';
import type { Operation, RawOutcome } from '../../../src/stream/transport';
import { noAnswer, refusal } from './scripted-transport';

const list: Operation = {
  name: 'QueryCalls',
  body: { filter_conditions: { created_by_user_id: 'alice@example' } },
};
const turned: Operation = { name: 'QueryCalls', body: { next: 'abc' } };
const rows: Operation = {
  name: 'QueryCallParticipantSessions',
  path: { type: 'default', id: 'standup', session: 'wednesday' },
  query: {},
};

function failed(operation: Operation, outcome: RawOutcome, about?: About) {
  assert.ok(!outcome.ok);
  return failureOf(operation, { outcome, at: 0, attempts: 4 }, about);
}

describe('failures in words', () => {
  const cases: readonly (readonly [string, Operation, RawOutcome, FailureKind, RegExp, About?])[] = [
    ['key', list, refusal(401, 2), 'auth', /API key.*Check the key/],
    ['secret', list, refusal(401, 5), 'auth', /secret.*Update the secret/],
    ['signature', list, refusal(401, 43), 'auth', /Update the secret/],
    ['expired', list, refusal(401, 40), 'auth', /clock/],
    ['401 of any other kind', list, refusal(401), 'auth', /key or the secret/],
    ['permission', list, refusal(403, 17), 'permission', /dashboard/],
    [
      'call',
      { name: 'GetCall', path: { type: 'a', id: 'b' } },
      refusal(404, 16),
      'not-found',
      /No such call \(404\)/,
    ],
    ['session, unknown', rows, refusal(404, 16), 'not-found', /user session id/],
    ['session, known', rows, refusal(404, 16), 'not-found', /refresh/, { session: 'known' }],
    ['session, fresh', rows, refusal(404, 16), 'not-ready', /in a minute/, { session: 'fresh' }],
    ['no such place', list, refusal(404), 'not-found', /base URL/],
    ['limit', list, refusal(429, 9), 'rate-limited', /Try again/],
    ['server', list, refusal(503), 'server', /503, 4 attempts/],
    ['no network', list, noAnswer('network', 'ECONNREFUSED'), 'network', /ECONNREFUSED.*proxy/],
    ['no name', list, noAnswer('network', 'ENOTFOUND'), 'network', /host could not be found.*base URL/],
    ['no trust', list, noAnswer('network', 'SELF_SIGNED_CERT_IN_CHAIN'), 'network', /certificate/],
    ['timeout', list, noAnswer('timeout'), 'timeout', /4 attempts.*setting/],
    ['no JSON', list, noAnswer('body', 'The answer is no JSON.'), 'contract-drift', /QueryCalls.*no JSON/],
    ['cursor', turned, refusal(400, 4, 'invalid next cursor'), 'dead-cursor', /first page/],
    ['cursor, unnamed', turned, refusal(400, 4, 'bad request'), 'dead-cursor', /first page/],
    ['limit with a cursor', turned, refusal(400, 4, 'limit must be 100 or less'), 'bad-input', /100 or less/],
    [
      'filter',
      list,
      refusal(400, 4, 'QueryCalls failed with error: "unknown field colour"'),
      'bad-input',
      /: unknown field colour$/,
    ],
    ['too long', list, refusal(431), 'bad-input', /too long/],
  ];
  for (const [name, operation, outcome, kind, words, about] of cases) {
    it(name, () => {
      const failure = failed(operation, outcome, about);
      assert.equal(failure.kind, kind);
      assert.match(failure.message, words);
      assert.doesNotMatch(failure.message, /[{}]/);
      assert.deepEqual([failure.operation, failure.status], [operation.name, outcome.status]);
    });
  }

  it('a reason names no value of the question, and cannot turn the line round', () => {
    const { message } = failed(list, refusal(400, 4, 'no user "alice@example" \u202E\u0007here'));
    assert.equal(message, 'Stream refused QueryCalls (400): no user "…"  here');
    assert.ok(failed(list, refusal(400, 4, 'x'.repeat(5000))).message.length < 400);
  });

  it('only the one error leaves out the sort', () => {
    const words = 'QueryCalls failed with error: "cannot specify sort and next/prev at the same time"';
    assert.equal(isSortRefused(refusal(400, 4, words)), true);
    assert.equal(isSortRefused(refusal(500, 4, words)), false);
    assert.equal(isSortRefused(refusal(400, 4, 'invalid sort')), false);
  });
});
