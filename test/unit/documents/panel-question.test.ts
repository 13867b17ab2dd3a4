import assert from 'node:assert/strict';
import { withPanelQuestion } from '../../../src/documents/panel-question';

describe('the question of the active panel', () => {
  const rows = { rows: { user_id: 'alice' } };

  it('is asked where a command was given none', () => {
    for (const extra of [undefined, null, [], [{ kind: 'session' }], 'x', {}])
      assert.deepEqual(withPanelQuestion(extra, rows), { question: rows });
    assert.deepEqual(withPanelQuestion({ format: 'csv' }, rows), { format: 'csv', question: rows });
  });

  it('gives way to one that was given, and where it asks nothing', () => {
    const given = { question: {}, format: 'csv' };
    assert.equal(withPanelQuestion(given, rows), given);
    for (const none of [undefined, {}, 'x'])
      assert.deepEqual(withPanelQuestion({ format: 'csv' }, none), { format: 'csv' });
  });
});
