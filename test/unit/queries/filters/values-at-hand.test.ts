import assert from 'node:assert/strict';
import { valuesAtHand } from '../../../../src/queries/filters/values-at-hand';
import { openSampleBook } from '../../documents/sample-book';

describe('values that filters can be completed with', () => {
  it('are those that the book holds, each once, and nothing is asked for', async () => {
    const stage = await openSampleBook();
    try {
      const { book, server } = stage;
      assert.deepEqual(valuesAtHand(book, 'rows', 'user_id'), []);
      await book.calls.load();
      await book.recent.load();
      const session = book.recent.items.find((each) => (each.stats?.counts.participants ?? 0) > 2);
      assert.ok(session !== undefined);
      await book.rows(session).load();
      const before = server.requests.length;
      const users = valuesAtHand(book, 'rows', 'user_id');
      assert.ok(users.length > 1);
      assert.equal(new Set(users).size, users.length);
      assert.ok(valuesAtHand(book, 'rows', 'publisher_type').includes('webrtc'));
      assert.ok(valuesAtHand(book, 'rows', 'roles').length > 0);
      assert.deepEqual(valuesAtHand(book, 'rows', 'joined_at'), []);
      const types = new Set(book.calls.items.map((call) => call.callType));
      assert.deepEqual(valuesAtHand(book, 'calls', 'type'), [...types]);
      assert.ok(valuesAtHand(book, 'calls', 'cid').includes(book.calls.items[0]?.cid ?? ''));
      assert.equal(server.requests.length, before);
    } finally {
      await stage.close();
    }
  });
});
