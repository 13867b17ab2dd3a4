import assert from 'node:assert/strict';
import { english, text } from '../../../src/attendance/text';
import { commands } from '../../../src/shell/commands';
import { failureLine, failureMessage } from '../../../src/shell/failure-message';
import { Problem } from '../../../src/shell/problem';
import { StreamFailure, type FailureKind } from '../../../src/stream/errors';

const words = text('Stream said no to {what}.', { what: 'this' });

function actsOf(error: unknown, canRetry = true): readonly string[] {
  const acts = failureMessage(error, canRetry)?.acts ?? [];
  return acts.map((act) => (act.kind === 'command' ? act.command : act.kind));
}

describe('failureMessage', () => {
  const expected: Readonly<Record<Exclude<FailureKind, 'cancelled'>, readonly string[]>> = {
    auth: [commands.updateSecret, 'log'],
    permission: [commands.switchApp, 'log'],
    'not-found': ['log'],
    'not-ready': ['again', 'log'],
    'rate-limited': ['again', 'log'],
    network: ['again', 'log'],
    timeout: ['again', 'log'],
    server: ['again', 'log'],
    'bad-input': ['log'],
    'dead-cursor': ['again', 'log'],
    'contract-drift': [commands.checkApp, commands.reportProblem, 'log'],
  };
  for (const [kind, acts] of Object.entries(expected)) {
    it(`offers what helps with ${kind}, and the log last`, () => {
      const failure = new StreamFailure(kindOf(kind), words);
      assert.deepEqual(actsOf(failure), acts);
      assert.deepEqual(failureMessage(failure, true)?.text, words);
    });
  }

  it('offers to connect the app again where Stream does not know its key', () => {
    assert.deepEqual(actsOf(new StreamFailure('auth', words, { code: 2 })), [commands.connectApp, 'log']);
    assert.deepEqual(actsOf(new StreamFailure('auth', words, { code: 43 })), [commands.updateSecret, 'log']);
  });

  it('offers no second try where nothing can be run again', () => {
    assert.deepEqual(actsOf(new StreamFailure('network', words), false), ['log']);
  });

  it('is silent for a cancel, whoever reports it', () => {
    const abort = new DOMException('stopped', 'AbortError');
    const canceled = Object.assign(new Error('Canceled'), { name: 'Canceled' });
    for (const error of [new StreamFailure('cancelled', words), abort, canceled]) {
      assert.equal(failureMessage(error, true), undefined);
    }
  });

  it('shows a problem in its own words with its own acts', () => {
    const problem = new Problem(text('No app.'), {
      acts: [{ kind: 'command', title: text('Connect'), command: commands.connectApp }],
    });
    assert.deepEqual(actsOf(problem), [commands.connectApp, 'log']);
    assert.deepEqual(failureMessage(problem, true)?.text, text('No app.'));
  });

  it('shows the first line of anything else, redacted, and offers a report', () => {
    const token = `eyJhbGciOiJIUzI1NiJ9.eyJzZXJ2ZXIiOnRydWV9.abc`;
    const message = failureMessage(new TypeError(`bad ${token}.\n    at somewhere`), true);
    assert.ok(message !== undefined);
    assert.equal(
      english(message.text),
      'Something went wrong in Rollcall itself: bad [token]. The log tells more.',
    );
    assert.deepEqual(actsOf(new TypeError('x')), [commands.reportProblem, 'log']);
  });
});

describe('failureLine', () => {
  it('tells kind, operation, status, code and request id', () => {
    const failure = new StreamFailure('auth', words, {
      operation: 'QueryCalls',
      status: 401,
      code: 2,
      requestId: 'r-1',
    });
    assert.equal(failureLine(failure), 'auth, QueryCalls, status 401, code 2, request r-1');
  });

  it('tells the message of a problem without its values, and its cause', () => {
    const problem = new Problem(text('The app {name} is gone.', { name: 'acme' }), {
      cause: new Error('ENOSPC: no space left'),
    });
    assert.equal(failureLine(problem), 'The app {name} is gone. (ENOSPC: no space left)');
  });
});

function kindOf(kind: string): FailureKind {
  const kinds: readonly FailureKind[] = [
    'auth',
    'permission',
    'not-found',
    'not-ready',
    'rate-limited',
    'network',
    'timeout',
    'server',
    'bad-input',
    'dead-cursor',
    'contract-drift',
  ];
  const found = kinds.find((each) => each === kind);
  assert.ok(found !== undefined);
  return found;
}
