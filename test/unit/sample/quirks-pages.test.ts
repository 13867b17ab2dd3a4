import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { at, listAt, minute, onStage, outcome, textAt, under } from './stage';
import type { Answer, Stage } from './stage';

const cid = 'audio_room:open-office-hours';
const newest = [{ field: 'created_at', direction: -1 }];

/** The keys of all pages of rows, as a client gets them that trusts `next`, at most 20 pages. */
async function pagesOf({ rows, session }: Stage, limit: number): Promise<string[][]> {
  const pages: string[][] = [];
  let query = `?limit=${limit}`;
  while (pages.length < 20) {
    const { body } = await rows(session(cid), query);
    pages.push(listAt(body, 'participants_sessions').map((row) => textAt(row, 'user_session_id')));
    const next = at(body, 'next');
    if (typeof next !== 'string') break;
    query = `?limit=${limit}&next=${next}`;
  }
  return pages;
}

function truthOf({ server, session }: Stage): string[] {
  return server.ledger.connections(session(cid).id).map(({ userSessionId }) => userSessionId);
}

describe('sample switches: unstable pages', () => {
  it(
    'offset cursors: one row twice, one never, the count right',
    under({ offsetCursors: true }, async (stage) => {
      const found = (await pagesOf(stage, 50)).flat();
      const truth = truthOf(stage);
      assert.equal(found.length, truth.length);
      assert.equal(new Set(found).size, truth.length - 1);
      assert.deepEqual(
        truth.filter((key) => !found.includes(key)),
        truth.slice(-1),
      );
    }),
  );

  it(
    'newest first',
    under({ newestFirst: true }, async (stage) => {
      assert.deepEqual((await pagesOf(stage, 50)).flat(), truthOf(stage).reverse());
    }),
  );

  it(
    'short pages with next, and nothing lost',
    under({ shortPages: true }, async (stage) => {
      const pages = await pagesOf(stage, 50);
      assert.ok(pages.every(({ length }) => length < 50) && pages.length > 4);
      assert.deepEqual(pages.flat(), truthOf(stage));
    }),
  );

  it(
    'an empty page with next',
    under({ emptyPageWithNext: true }, async (stage) => {
      const pages = await pagesOf(stage, 50);
      assert.deepEqual(
        pages.map(({ length }) => length),
        [50, 0, 50, 50, 11],
      );
      assert.deepEqual(pages.flat(), truthOf(stage));
    }),
  );

  it(
    'a next that leads to its own page',
    under({ repeatingNext: true }, async (stage) => {
      const pages = await pagesOf(stage, 50);
      assert.equal(pages.length, 20);
      assert.deepEqual(pages[1], pages[19]);
      assert.notDeepEqual(pages[0], pages[1]);
    }),
  );

  it(
    'prev on page 1',
    under({ prevOnFirstPage: true }, async ({ rows, session }) => {
      const first = await rows(session(cid));
      const before = await rows(session(cid), `?prev=${textAt(first.body, 'prev')}`);
      assert.deepEqual(listAt(before.body, 'participants_sessions'), []);
    }),
  );

  it('cursors that die of age, or once at a page', () =>
    onStage({ quirks: { deadCursor: { afterMs: minute } } }, async ({ server, rows, session, pass }) => {
      const next = textAt((await rows(session(cid))).body, 'next');
      pass(minute - 1);
      assert.equal((await rows(session(cid), `?next=${next}`)).status, 200);
      pass(1);
      assert.deepEqual(outcome(await rows(session(cid), `?next=${next}`)), [400, 4]);
      server.setQuirks({ deadCursor: { atPage: 3 } });
      const second = textAt((await rows(session(cid), `?next=${next}`)).body, 'next');
      assert.deepEqual(outcome(await rows(session(cid), `?next=${second}`)), [400, 4]);
      assert.equal((await rows(session(cid), `?next=${second}`)).status, 200);
    }));

  it('are for rows alone, unless for all', () =>
    onStage({ quirks: { emptyPageWithNext: true } }, async ({ server, sdk }) => {
      const second = async (): Promise<number> => {
        const { next } = await sdk.video.queryCalls({ sort: newest, limit: 5 });
        return (
          await sdk.video.queryCalls({ sort: newest, limit: 5, ...(next === undefined ? {} : { next }) })
        ).calls.length;
      };
      assert.equal(await second(), 5);
      server.setQuirks({ emptyPageWithNext: true, unstable: 'all' });
      assert.equal(await second(), 0);
    }));

  it('queryCalls that takes no sort with next, or no next at all', () =>
    onStage({ quirks: { sortWithNextRefused: true } }, async ({ server, ask }) => {
      const post = (body: unknown): Promise<Answer> => ask('POST', '/api/v2/video/calls', { body });
      const next = textAt((await post({ sort: newest, limit: 5 })).body, 'next');
      const refused = await post({ sort: newest, limit: 5, next });
      assert.deepEqual(outcome(refused), [400, 4]);
      assert.match(textAt(refused.body, 'message'), /cannot specify sort and next\/prev at the same time/);
      const without = await post({ limit: 5, next });
      assert.equal(without.status, 201);
      server.setQuirks({ nextAlwaysRefused: true });
      assert.deepEqual(outcome(await post({ limit: 5, next })), [400, 4]);
      assert.deepEqual(outcome(await post({ sort: newest, limit: 5, next })), [400, 4]);
      assert.equal((await post({ sort: newest, limit: 5 })).status, 201);
    }));

  it('show together: newest first, in short pages, with offsets', () =>
    onStage({ quirks: { newestFirst: true, shortPages: true, offsetCursors: true } }, async (stage) => {
      const found = (await pagesOf(stage, 50)).flat();
      const newestFirst = truthOf(stage).reverse();
      assert.deepEqual(found.slice(0, 30), newestFirst.slice(0, 30));
      assert.deepEqual([found.length, new Set(found).size], [newestFirst.length, newestFirst.length - 1]);
    }));
});
