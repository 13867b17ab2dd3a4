import assert from 'node:assert/strict';
import { readTarget } from '../../../src/shell/targets';

const session = { callType: 'default', callId: 'standup', sessionId: 's-1' };

describe('readTarget', () => {
  it('reads each kind as plain data', () => {
    for (const target of [
      { kind: 'call', appId: 'sample', cid: 'default:standup' },
      { kind: 'session', appId: 'sample', session },
      { kind: 'row', appId: 'sample', session, rowKey: 'alice@1' },
    ]) {
      assert.deepEqual(readTarget(target), target);
    }
  });

  it('reads the target of a tree node', () => {
    const target = { kind: 'call', appId: 'a', cid: 'default:x' };
    assert.deepEqual(readTarget({ id: 'node', children: [], target }), target);
  });

  it('keeps only what belongs to a target', () => {
    const given = { kind: 'session', appId: 'a', session: { ...session, extra: 1 }, secret: 'x' };
    assert.deepEqual(readTarget(given), { kind: 'session', appId: 'a', session });
  });

  it('takes ids as they are, hostile ones too', () => {
    const cid = 'default:__proto__/../?ring=true&\u202E';
    assert.deepEqual(readTarget({ kind: 'call', appId: 'a', cid }), { kind: 'call', appId: 'a', cid });
  });

  it('refuses everything else', () => {
    for (const given of [
      undefined,
      null,
      'default:standup',
      7,
      [],
      {},
      { kind: 'call' },
      { kind: 'call', appId: 'a', cid: '' },
      { kind: 'call', appId: '', cid: 'default:x' },
      { kind: 'session', appId: 'a', session: { callType: 'default', callId: 'x' } },
      { kind: 'row', appId: 'a', session },
      { kind: 'file', appId: 'a' },
      { target: undefined, kind: 'call', appId: 'a', cid: 'default:x' },
    ]) {
      assert.equal(readTarget(given), undefined, JSON.stringify(given));
    }
  });
});
