import assert from 'node:assert/strict';
import type { Names } from '../../../src/book/names';
import { call, noon, minute, row, session, state } from './fake-book';
import { child, drawing, stage, tooltip, wordsOf } from './tree-stage';

const nine = noon - 180 * minute;

/** A tree with two rows of alice and bob, and the names that it knows. */
function withNames(grouping: 'join' | 'person', known: ReadonlyMap<string, string> | undefined) {
  const wanted = new Set<string>();
  const names: Pick<Names, 'of' | 'want'> | undefined = known && {
    of: (id) => known.get(id),
    want(ids) {
      for (const id of ids) wanted.add(id);
    },
  };
  const on = stage('calls', wordsOf(), { grouping: () => grouping, names: () => names });
  on.book.calls.hold([call('default:standup')]);
  const its = on.book.know(session('default:standup', 's1'), state('settled'));
  on.book.sessionsOf('default:standup').hold([its]);
  const parent = child(on.tree, 'session', child(on.tree, 'call'));
  on.tree.reads.note({ what: 'rows', session: its });
  const rows = on.book.rows(its);
  rows.asOf = noon;
  rows.page([row('alice', nine, nine + 10 * minute), row('bob', nine, nine + 20 * minute)], 2);
  return { ...on, parent, wanted };
}

describe('names in the sidebar', () => {
  const known = new Map([['alice', 'Alice \u202eMoreau']]);

  it('stand beside the id of a row, never in its place, and are asked for as rows are drawn', () => {
    const { tree, parent, wanted } = withNames('join', known);
    const lines = drawing(tree, () => true, parent);
    assert.deepEqual(lines, [
      'alice | Alice \\u202eMoreau · 09:00 – 09:10 · 10m · user',
      'bob | 09:00 – 09:20 · 20m · user',
    ]);
    assert.deepEqual([...wanted].toSorted(), ['alice', 'bob']);
    const alice = child(tree, 'row', parent);
    assert.match(tree.look(alice).accessibility, /^alice.*Alice/);
    assert.equal(tooltip(tree, alice)?.facts[0], 'Name in Stream: Alice \\u202eMoreau');
    assert.equal(tooltip(tree, alice)?.title, 'alice');
    assert.deepEqual(tree.withPeople, [parent]);
  });

  it('stand beside people, too', () => {
    const { tree, parent } = withNames('person', known);
    const lines = drawing(tree, () => false, parent);
    assert.deepEqual(lines, ['alice | Alice \\u202eMoreau · 10m', 'bob | 20m']);
    assert.equal(
      tooltip(tree, child(tree, 'person', parent))?.facts[0],
      'Name in Stream: Alice \\u202eMoreau',
    );
  });

  it('are neither asked for nor shown where they are not wished for', () => {
    const { tree, parent } = withNames('join', undefined);
    assert.equal(drawing(tree, () => true, parent)[0], 'alice | 09:00 – 09:10 · 10m · user');
  });
});
