import assert from 'node:assert/strict';
import { contextValue } from '../../../src/calls/model/context-value';
import type { TreeNode } from '../../../src/calls/model/node';
import type { Tree } from '../../../src/calls/model/tree';
import { call, failure, minute, noon, row, session, state } from './fake-book';
import { child, drawing, stage, tooltip } from './tree-stage';

const cid = 'default:daily-standup';

function openCall() {
  const on = stage('calls');
  on.book.calls.hold([call(cid)]);
  return { ...on, parent: child(on.tree, 'call'), list: on.book.sessionsOf(cid) };
}

function openSession() {
  const on = openCall();
  const known = on.book.know(session(cid, 's1'), state('settled'));
  on.list.hold([known]);
  const parent = child(on.tree, 'session', on.parent);
  return { ...on, parent, list: on.book.rows(known) };
}

const looks = (tree: Tree, parent: TreeNode): readonly string[] =>
  tree.children(parent).map((node) => {
    const { label, description, tokens } = tree.look(node);
    return `${label} (${description}) [${contextValue(tokens)}]`;
  });

describe('reading below a node', () => {
  it('starts one read, answers at once from what is held, and draws what came', async () => {
    const { tree, parent, list, book } = openCall();
    const reading = tree.begin(parent);
    assert.equal(tree.begin(parent), undefined, 'a second look starts no second read');
    assert.deepEqual(looks(tree, parent), ['Loading… () [loading]']);
    assert.equal(tree.look(child(tree, 'reading', parent)).icon, 'spinner');
    list.arrive([book.know(session(cid, 's1'), state('settled'))]);
    await reading;
    assert.deepEqual(list.asked, ['load']);
    assert.equal(tree.begin(parent), undefined);
    assert.equal(tree.children(parent).length, 1);
  });

  it('shows a failure where it happened and does not try again by itself', async () => {
    const { tree, parent, list } = openCall();
    const reading = tree.begin(parent);
    list.fail(failure('auth'));
    await reading;
    assert.deepEqual(looks(tree, parent), ['The key was refused (401). (Update Secret…) [retry auth]']);
    assert.equal(tree.begin(parent), undefined);
    assert.deepEqual(tooltip(tree, child(tree, 'failure', parent))?.facts, [
      'HTTP status: 401',
      'Request id: request-1',
    ]);
    const again = tree.retry({ what: 'sessions', cid });
    assert.deepEqual(looks(tree, parent), ['Loading… () [loading]']);
    list.arrive([]);
    await again;
    assert.deepEqual(list.asked, ['load', 'load']);
    assert.deepEqual(looks(tree, parent), ['Stream’s statistics know no session of this call () []']);
  });

  it('gives up a first read when the node is closed, and reads at the next look', async () => {
    const { tree, parent, list } = openCall();
    const reading = tree.begin(parent);
    assert.equal(tree.reads.leave({ what: 'sessions', cid }), true, 'VS Code must be told to ask again');
    await reading;
    assert.deepEqual(list.asked, ['load', 'abort']);
    assert.deepEqual(tree.children(parent), [], 'neither an error nor an invented emptiness');
    assert.equal(tree.isHollow(parent), true);
    const again = tree.begin(parent);
    assert.notEqual(again, undefined);
    assert.equal(tree.isHollow(parent), false);
    list.arrive([session(cid, 's1')]);
    await again;
    assert.equal(tree.isHollow(parent), false);
    assert.equal(tree.reads.leave({ what: 'sessions', cid }), false);
    assert.deepEqual(list.asked, ['load', 'abort', 'load']);
  });

  it('tries again what failed when the node is closed and opened', async () => {
    const { tree, parent, list } = openCall();
    const reading = tree.begin(parent);
    list.fail(failure('network'));
    await reading;
    tree.reads.leave({ what: 'sessions', cid });
    assert.notEqual(tree.begin(parent), undefined);
    assert.deepEqual(list.asked, ['load', 'load']);
  });

  it('stays stopped when the user stopped it, until asked', async () => {
    const { tree, parent, list } = openCall();
    const reading = tree.begin(parent);
    tree.reads.stop({ what: 'sessions', cid });
    await reading;
    assert.deepEqual(list.asked, ['load', 'cancel']);
    assert.equal(tree.begin(parent), undefined);
    assert.deepEqual(looks(tree, parent), ['Loading was stopped (Load) [retry]']);
    const again = tree.retry({ what: 'sessions', cid });
    list.arrive([session(cid, 's1')]);
    await again;
    assert.deepEqual(drawing(tree, (node) => node.kind === 'call').length, 2);
  });

  it('shows what it waits for, and goes on when told', () => {
    const { tree, parent, list } = openCall();
    void tree.begin(parent);
    let went = 0;
    const wait = {
      until: noon + 11_400,
      operation: 'QueryCallSessionStats',
      goOn: () => (went += 1),
    } as const;
    list.waitFor({ ...wait, reason: 'rate-limit' });
    assert.deepEqual(looks(tree, parent), ['Waiting 12 s: rate limit () [loading waiting]']);
    assert.equal(tree.waiting.length, 1);
    tree.reads.goOn({ what: 'sessions', cid });
    assert.equal(went, 1);
    list.waitFor({ ...wait, reason: 'not-ready', until: noon - 5 });
    assert.deepEqual(looks(tree, parent), [
      'Waiting 0 s: Stream is still computing this session () [loading waiting]',
    ]);
    list.waitFor(undefined);
    assert.deepEqual(tree.waiting, []);
  });
});

describe('load more', () => {
  it('spins on its own row, then has a new identity, and names the first new row', async () => {
    const { tree, parent, list, redraws } = openSession();
    list.page([row('a', noon - 9 * minute, noon), row('b', noon - 8 * minute, noon)], 4);
    tree.reads.note({ what: 'rows', session: list.session });
    const before = child(tree, 'more', parent);
    assert.deepEqual(looks(tree, parent).at(-1), 'Load more (2 of 4) () []');
    assert.equal(tree.look(before).act?.command, 'rollcall.loadMore');

    const reading = tree.more({ what: 'rows', session: list.session });
    assert.deepEqual(redraws.at(-1), [before], 'nothing but the row itself is drawn again');
    assert.deepEqual(looks(tree, parent).at(-1), 'Load more (2 of 4) (loading…) [loading]');
    assert.equal(tree.look(before).icon, 'spinner');
    assert.equal(tree.look(before).act, undefined, 'a second Enter starts no second read');

    const kept = tree.children(parent)[0];
    const added = list.page([row('c', noon - 7 * minute, noon)], 4);
    list.arrive([...added], true);
    assert.deepEqual(redraws.at(-1), [parent]);
    const first = await reading;
    assert.equal(first && tree.look(first).label, 'c');
    assert.equal(first?.parent, parent, 'VS Code reveals it through its parents');
    assert.equal(tree.children(parent)[0], kept, 'rows that were there stay the same objects');
    const after = child(tree, 'more', parent);
    assert.notEqual(after.id, before.id);
    assert.deepEqual(looks(tree, parent).at(-1), 'Load more (3 of 4) () []');
  });

  it('keeps the rows and says the failure at the end when a page fails; trying again reads that page', async () => {
    const { tree, parent, list } = openSession();
    list.page([row('a', noon - 9 * minute, noon)], 3);
    tree.reads.note({ what: 'rows', session: list.session });
    const reading = tree.more({ what: 'rows', session: list.session });
    list.fail(failure('timeout', 'Stream did not answer in time.'));
    assert.equal(await reading, undefined);
    assert.deepEqual(
      tree.children(parent).map((node) => node.kind),
      ['row', 'failure', 'more'],
    );
    void tree.retry({ what: 'rows', session: list.session });
    assert.deepEqual(list.asked, ['loadMore', 'loadMore']);
  });

  it('says a failed refresh on top and keeps what was read', async () => {
    const { tree, parent, list } = openSession();
    list.page([row('a', noon - 9 * minute, noon)], 3);
    tree.reads.note({ what: 'rows', session: list.session });
    const reading = tree.reads.refresh({ what: 'rows', session: list.session });
    list.fail(failure('server', 'Stream is in trouble (502).'));
    await reading;
    assert.deepEqual(
      tree.children(parent).map((node) => node.kind),
      ['failure', 'row', 'more'],
    );
    assert.deepEqual(tooltip(tree, child(tree, 'failure', parent))?.notes, [
      'What was read before is still shown.',
    ]);
  });

  it('after a cancel leaves a row that loads again', async () => {
    const { tree, parent, list } = openSession();
    list.page([row('a', noon - 9 * minute, noon)], 3);
    tree.reads.note({ what: 'rows', session: list.session });
    const reading = tree.more({ what: 'rows', session: list.session });
    tree.reads.stop({ what: 'rows', session: list.session });
    assert.equal(await reading, undefined);
    assert.deepEqual(
      tree.children(parent).map((node) => node.kind),
      ['row', 'more'],
    );
    assert.equal(tree.look(child(tree, 'more', parent)).act?.command, 'rollcall.loadMore');
  });

  it('waits in its own row', () => {
    const { tree, parent, list } = openSession();
    list.page([row('a', noon - 9 * minute, noon)], 3);
    tree.reads.note({ what: 'rows', session: list.session });
    void tree.more({ what: 'rows', session: list.session });
    list.waitFor({
      reason: 'budget',
      until: noon + 3000,
      operation: 'QueryCallParticipantSessions',
      goOn: () => undefined,
    });
    assert.equal(
      looks(tree, parent).at(-1),
      'Load more (1 of 3) (Waiting 3 s: sparing the app’s rate limit) [loading waiting]',
    );
  });

  it('names the first new call, and the first new session below its day', async () => {
    const calls = stage('calls');
    calls.book.calls.hold([call('default:a')], true);
    const more = calls.tree.more({ what: 'calls' });
    calls.book.calls.arrive([call('default:b'), call('default:c')]);
    const first = await more;
    assert.equal(first?.kind === 'call' && first.cid, 'default:b');

    const recent = stage('recent');
    const today = recent.book.know(session(cid, 's1'), state('settled'));
    const older = recent.book.know(
      session(cid, 's2', { startedAt: noon - 60 * 48 * minute }),
      state('settled'),
    );
    recent.book.recent.hold([today], true);
    recent.tree.children();
    const next = recent.tree.more({ what: 'recent' });
    recent.book.recent.arrive([older]);
    const found = await next;
    assert.equal(found?.kind === 'session' && found.session.sessionId, 's2');
    assert.equal(found?.parent && recent.tree.look(found.parent).label, 'Fri, Nov 20');
  });
});
