import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readSavedState, type SavedState } from '../../../../src/panel/model/saved-state';

const saved: SavedState = {
  version: 1,
  appId: 'app-1',
  appName: 'acme-dev',
  session: { callType: 'default', callId: 'standup', sessionId: 's-1' },
  query: { rowFilter: { user_id: 'alice' }, window: { from: 10, to: 20 }, threshold: 60_000 },
  sort: { column: 'joined', descending: true },
  time: 'utc',
  lanes: { order: 'presence', choice: 'all' },
};

describe('what is kept of a panel', () => {
  it('comes back as it was', () => {
    const kept: unknown = JSON.parse(JSON.stringify({ saved, page: { zoom: { from: 1, to: 2 } } }));
    assert.deepEqual(readSavedState(kept), saved);
  });

  it('comes back as an archived copy with its file', () => {
    const copy = { ...saved, archive: { uri: 'file:///saved.session.json', savedAt: 5 } };
    assert.deepEqual(readSavedState({ saved: copy, page: {} }), copy);
    assert.equal(readSavedState({ saved: { ...saved, archive: { uri: '', savedAt: 5 } } }), undefined);
  });

  it('comes back without a filter that is none', () => {
    const bad = { ...saved, query: { ...saved.query, rowFilter: { nonsense: 1 } } };
    const read = readSavedState({ saved: bad, page: {} });
    assert.deepEqual(read?.query, { window: saved.query.window, threshold: saved.query.threshold });
  });

  it('is refused where it names no session, or is of another version', () => {
    for (const wrong of [
      undefined,
      null,
      'x',
      {},
      { saved: {} },
      { saved: { ...saved, version: 2 } },
      { saved: { ...saved, session: { callType: '', callId: 'a', sessionId: 'b' } } },
      { saved: { ...saved, appId: '' } },
      { saved: { ...saved, sort: { column: 'secret', descending: true } } },
    ])
      assert.equal(readSavedState(wrong), undefined, JSON.stringify(wrong));
  });

  it('never throws, whatever was kept', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (one, other) => {
        readSavedState(one);
        readSavedState({ saved: one, page: other });
        readSavedState({ saved: { ...saved, query: one }, page: other });
      }),
    );
  });
});
