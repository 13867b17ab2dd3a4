import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readTargetQuery, writeTargetQuery } from '../../../src/documents/target-query';
import type { Target } from '../../../src/shell/targets';

const hostile = ['a', '"', '\\', '{', '/', ':', '%', '&', '\n', 'ü', '👩', '\u202e', '\ud800'];

describe('the address of a document', () => {
  it('brings back the target it was made of, whatever the ids hold', () => {
    const id = fc.string({ unit: fc.constantFrom(...hostile), minLength: 1, maxLength: 64 });
    fc.assert(
      fc.property(id, id, id, id, (callType, callId, sessionId, rowKey) => {
        const target: Target = {
          kind: 'row',
          appId: 'sample',
          session: { callType, callId, sessionId },
          rowKey,
        };
        assert.deepEqual(readTargetQuery(writeTargetQuery(target)), target);
      }),
    );
  });

  it('takes nothing else for a target', () => {
    for (const query of [
      '',
      'report',
      '{',
      'null',
      '[]',
      '{"kind":"call"}',
      '{"kind":"call","appId":1,"cid":"a:b"}',
    ]) {
      assert.equal(readTargetQuery(query), undefined, query);
    }
    assert.equal(readTargetQuery(`{"kind":"call","appId":"a","cid":"${'x'.repeat(9000)}"}`), undefined);
  });
});
