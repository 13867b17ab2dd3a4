import assert from 'node:assert/strict';
import { text } from '../../../src/attendance/text';
import { StreamFailure, type FailureKind } from '../../../src/stream/errors';
import { verdictOf } from '../../../src/stream-apps/connection-check';

const failure = (kind: FailureKind, code?: number): StreamFailure =>
  new StreamFailure(kind, text('words of the door'), { code });

describe('a failed check', () => {
  it('tells a refused key from a refused secret by Stream’s code', () => {
    assert.equal(verdictOf(failure('auth', 2))?.step, 'key');
    assert.match(verdictOf(failure('auth', 2))?.text.message ?? '', /does not know this API key/);
    assert.equal(verdictOf(failure('auth', 2))?.unknownKey, true);
    for (const code of [5, 40, 43]) {
      assert.equal(verdictOf(failure('auth', code))?.unknownKey, undefined);
      assert.equal(verdictOf(failure('auth', code))?.step, 'secret');
      assert.match(verdictOf(failure('auth', code))?.text.message ?? '', /refused the secret/);
    }
  });

  it('says what the door says where the code tells nothing', () => {
    for (const each of [failure('auth'), failure('auth', 99), failure('permission', 17)]) {
      assert.deepEqual(verdictOf(each), { step: 'key', text: text('words of the door') });
    }
  });

  it('leads to the base URL where no answer came or another server answered', () => {
    for (const kind of [
      'network',
      'timeout',
      'server',
      'not-found',
      'contract-drift',
      'rate-limited',
    ] as const) {
      assert.deepEqual(verdictOf(failure(kind)), { step: 'baseUrl', text: text('words of the door') });
    }
  });

  it('is none when the user cancelled', () => {
    assert.equal(verdictOf(failure('cancelled')), undefined);
  });
});
