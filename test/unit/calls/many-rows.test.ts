import assert from 'node:assert/strict';
import type { TreeNode } from '../../../src/calls/model/node';
import type { Tree } from '../../../src/calls/model/tree';
import { call, failure, minute, noon, row, session, state } from './fake-book';
import { child, stage } from './tree-stage';

const cid = 'livestream:launch';
const total = 12_000;

/** Starts go down while Stream's order goes up: sorted, the last one is the first. */
function rowsFrom(first: number, count: number) {
  return Array.from({ length: count }, (_, at) =>
    row(`user-${first + at}`, noon - (first + at) * 1000, noon + minute),
  );
}

/** A session of which the book holds so many rows; they were read for something else. */
function launch(held: number) {
  const on = stage('calls');
  on.book.calls.hold([call(cid)]);
  const known = on.book.know(session(cid, 's1'), state('settled'));
  on.book.sessionsOf(cid).hold([known]);
  on.tree.reads.note({ what: 'rows', session: known });
  const rows = on.book.rows(known);
  rows.page(rowsFrom(0, held), total);
  const parent = child(on.tree, 'session', child(on.tree, 'call'));
  return { ...on, rows, known, parent };
}

function people(tree: Tree, parent: TreeNode): readonly string[] {
  return tree
    .children(parent)
    .filter((node) => node.kind === 'row')
    .map((node) => tree.look(node).label);
}

function moreOf(tree: Tree, parent: TreeNode) {
  const node = child(tree, 'more', parent);
  if (!('list' in node)) throw new Error('no sign');
  return { node, list: node.list, look: tree.look(node) };
}

describe('a session with very many rows', () => {
  it('shows one page of what is held, sorted, and more without a request', async () => {
    const { tree, rows, parent } = launch(total);
    assert.equal(rows.complete, true);
    const first = people(tree, parent);
    assert.equal(first.length, 100);
    assert.equal(first[0], 'user-11999', 'sorted over all rows, not over the page');
    const more = moreOf(tree, parent);
    assert.equal(more.look.label, 'Load more (100 of 12,000)');
    const focus = await tree.more(more.list);
    assert.deepEqual(rows.asked, []);
    const second = people(tree, parent);
    assert.deepEqual([second.length, second[99], second[100]], [200, 'user-11900', 'user-11899']);
    assert.equal(focus && tree.look(focus).label, 'user-11899', 'the first new row');
    assert.equal(focus, tree.children(parent)[100]);
    const next = moreOf(tree, parent);
    assert.equal(next.look.label, 'Load more (200 of 12,000)');
    assert.notEqual(next.node.id, more.node.id);
  });

  it('shows one row that was asked for, however far behind, once', () => {
    const { tree, parent, rows, known } = launch(total);
    assert.equal(people(tree, parent).length, 100);
    const key = rows.table.key(50);
    const node = tree.openRow(known, key);
    assert.ok(node?.kind === 'row' && node.rowKey === key);
    assert.equal(tree.look(node).label, 'user-50');
    assert.deepEqual(people(tree, parent).slice(99), ['user-11900', 'user-50']);
    assert.equal(moreOf(tree, parent).look.label, 'Load more (100 of 12,000)');
    tree.openRow(known, rows.table.key(11_999));
    assert.equal(people(tree, parent).length, 101, 'what is in sight already stays where it is');
    assert.equal(tree.openRow(known, 'nothing'), parent);
  });

  it('ends when all held rows are shown', async () => {
    const { tree, parent, rows } = launch(150);
    rows.totalSessions = 150;
    rows.complete = true;
    rows.hold([], false);
    await tree.more(moreOf(tree, parent).list);
    assert.deepEqual([...new Set(tree.children(parent).map((node) => node.kind))], ['row']);
    assert.equal(people(tree, parent).length, 150);
  });

  it('asks Stream once the rows held are shown, and shows the page that came', async () => {
    const { tree, parent, rows } = launch(100);
    const reading = tree.more(moreOf(tree, parent).list);
    assert.deepEqual(rows.asked, ['loadMore']);
    const news = rows.page(rowsFrom(100, 100), total);
    rows.arrive([...news], true);
    const focus = await reading;
    assert.equal(focus && tree.look(focus).label, 'user-100');
    assert.equal(people(tree, parent).length, 200);
  });

  it('tries a page again that failed, also where held rows are out of sight', async () => {
    const { tree, parent, rows } = launch(100);
    const { list } = moreOf(tree, parent);
    const reading = tree.more(list);
    rows.fail(failure('server', 'It failed.'));
    await reading;
    rows.page(rowsFrom(100, 100), total);
    void tree.retry(list);
    assert.deepEqual(rows.asked, ['loadMore', 'loadMore']);
    assert.equal(moreOf(tree, parent).look.act?.command, 'rollcall.loadMore', 'held rows wait for nobody');
  });

  it('judges the session once for all its rows', () => {
    const { book, tree, parent } = launch(total);
    tree.children(parent);
    book.statesJudged = 0;
    assert.equal(people(tree, parent).length, 100);
    assert.ok(book.statesJudged <= 2, `judged ${book.statesJudged} times`);
  });

  it('judges it anew when it changed', () => {
    const { book, tree, parent, known, rows } = launch(1);
    rows.page([row('open', noon - minute, null, { duration_in_seconds: null })], 2);
    rows.asOf = noon;
    const lookOf = (): string =>
      tree
        .children(parent)
        .filter((node) => node.kind === 'row')
        .map((node) => tree.look(node).description)
        .join();
    const nodes = tree.children(parent);
    assert.match(lookOf(), /no leave time/);
    book.know(known, state('live', { asOf: noon }));
    book.tell({ what: 'session', session: known });
    assert.ok(nodes.some((node) => node.kind === 'row' && tree.look(node).description.includes(' – now')));
  });

  it('looks at no row while pages come that are out of sight', () => {
    const { tree, parent, rows, redraws, book, known } = launch(200);
    tree.children(parent);
    const made: number[] = [];
    const key = rows.table.key.bind(rows.table);
    rows.table.key = (at) => {
      made.push(at);
      return key(at);
    };
    rows.loading = true;
    for (let page = 2; page < 12; page++) {
      rows.page(rowsFrom(page * 100, 100), total);
      rows.loading = true;
      book.tell({ what: 'rows', session: known });
      assert.deepEqual(redraws.at(-1), [parent], 'how many rows were read is said beside the session');
    }
    assert.deepEqual(made, []);
    tree.children(parent);
    assert.ok(made.length <= 200, `${made.length} keys were made for 100 rows`);
    book.tell({ what: 'rows', session: known });
    assert.deepEqual(
      redraws.at(-1),
      tree.children(parent).filter((node) => node.kind === 'more'),
      'nothing came: only the sign',
    );
  });

  it('draws a sign that appears while the rows stay', () => {
    const { tree, parent, rows, redraws } = launch(100);
    tree.children(parent);
    void tree.reads.refresh({ what: 'rows', session: rows.session });
    rows.waitFor({
      reason: 'rate-limit',
      until: noon + 12_000,
      operation: 'QueryCallParticipantSessions',
      goOn: () => undefined,
    });
    assert.deepEqual(redraws.at(-1), [parent]);
  });
});
