import assert from 'node:assert/strict';
import { english, text, type Text } from '../../../../src/attendance/text';
import type { Session } from '../../../../src/book/book';
import { findNewest, newestSession } from '../../../../src/queries/ask/newest-session';
import { bareCall } from '../../attendance/bare-facts';

const cid = 'default:standup';
const names = { callType: 'default', callId: 'standup' };

const session = (sessionId: string, startedAt: number | undefined): Session => ({
  ...names,
  sessionId,
  cid,
  startedAt,
  endedAt: undefined,
  stats: undefined,
  from: [startedAt === undefined ? 'opened' : 'stats'],
});

const call = (currentSessionId: string | undefined) => bareCall(cid, { currentSessionId });

/** A book whose list shows `items` only once it was read anew. */
function bookOf(items: readonly Session[], more: { readonly note?: Text; readonly current?: string } = {}) {
  let read = false;
  const refresh = (): Promise<void> => {
    read = true;
    return Promise.resolve();
  };
  return {
    call: () => call(more.current),
    sessionsOf: () => ({
      get items() {
        return read ? items : [];
      },
      loaded: true,
      loading: false,
      hasMore: false,
      failure: undefined,
      wait: undefined,
      note: more.note,
      load: refresh,
      loadMore: () => Promise.resolve([]),
      loadAll: refresh,
      refresh,
      cancel: () => undefined,
    }),
  };
}

const ref = (sessionId: string) => ({ ...names, sessionId });

describe('the newest session of a call', () => {
  it('is the one that began last, not one whose start nobody knows', async () => {
    const book = bookOf([session('opened', undefined), session('late', 2000), session('early', 1000)]);
    assert.deepEqual(await newestSession(book, cid, {}), ref('late'));
    assert.deepEqual(await findNewest(book, cid, {}), { kind: 'found', session: ref('late') });
  });

  it('is the one that runs now, whatever is known of its start', async () => {
    const items = [session('opened', undefined), session('now', undefined), session('late', 2000)];
    assert.deepEqual(await newestSession(bookOf(items, { current: 'now' }), cid, {}), ref('now'));
    assert.deepEqual(await newestSession(bookOf(items, { current: '' }), cid, {}), ref('late'));
  });

  it('is not told where one may be missing, or no start is known', async () => {
    const note = text('The call itself could not be asked.');
    const short = bookOf([session('late', 2000)], { note, current: 'late' });
    assert.deepEqual(await findNewest(short, cid, {}), { kind: 'unsure', why: note });
    await assert.rejects(newestSession(short, cid, {}), { name: 'Problem', message: english(note) });
    const unknown = bookOf([session('opened', undefined)]);
    assert.equal((await findNewest(unknown, cid, {})).kind, 'unsure');
    await assert.rejects(newestSession(unknown, cid, {}), /began: name the session/);
  });

  it('is a problem where there is none', async () => {
    await assert.rejects(findNewest(bookOf([]), cid, {}), /know no session of default:standup/);
  });
});
