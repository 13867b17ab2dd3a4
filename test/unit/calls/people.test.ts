import assert from 'node:assert/strict';
import { contextValue } from '../../../src/calls/model/context-value';
import * as measuring from '../../../src/calls/model/measured-session';
import type { TreeNode } from '../../../src/calls/model/node';
import type { TreeParts } from '../../../src/calls/model/tree';
import { text } from '../../../src/attendance/text';
import { call, failure, minute, noon, row, session, state } from './fake-book';
import { child, drawing, stage, turns, wordsOf, tooltip } from './tree-stage';

const cid = 'default:daily-standup';
const nine = noon - 180 * minute;
type RowOfStream = Readonly<Record<string, unknown>>;

/** One session grouped by person, not read yet. */
function byPerson(more: Partial<TreeParts> = {}, live = false) {
  const on = stage('calls', wordsOf(), { grouping: () => 'person', ...more });
  on.book.calls.hold([call(cid)]);
  const its = live ? state('live', { text: text('live'), asOf: noon }) : state('settled');
  const known = on.book.know(session(cid, 's1', live ? { endedAt: undefined } : {}), its);
  on.book.sessionsOf(cid).hold([known]);
  const parent = child(on.tree, 'session', child(on.tree, 'call'));
  const rows = on.book.rows(known);
  const lines = (): readonly string[] => drawing(on.tree, () => true, parent);
  return { ...on, parent, rows, known, lines };
}

/** The same, with all its rows read. */
function readWhole(
  page: readonly RowOfStream[],
  { more = {}, live = false }: { more?: Partial<TreeParts>; live?: boolean } = {},
) {
  const on = byPerson(more, live);
  on.tree.reads.note({ what: 'rows', session: on.known });
  on.rows.asOf = noon;
  on.rows.page(page, page.length);
  return on;
}

const again = (user: string, from: number, to: number | null, more: RowOfStream = {}): RowOfStream =>
  row(user, from, to, { user_session_id: `${user}-${from}`, ...more });

describe('a session grouped by person', () => {
  it('shows each person with presence, rows and rejoins, and the rows below in the order of time', () => {
    const { lines } = readWhole([
      again('bob', nine + 5 * minute, nine + 34 * minute),
      again('alice', nine + 20 * minute, nine + 34 * minute),
      again('alice', nine, nine + 10 * minute),
    ]);
    assert.deepEqual(lines(), [
      'alice | 24m · 2 rows · rejoined once',
      '  alice | 09:00 – 09:10 · 10m · user',
      '  alice | 09:20 – 09:34 · 14m · user',
      'bob | 29m',
      '  bob | 09:05 – 09:34 · 29m · user',
    ]);
  });

  it('counts time on two devices once', () => {
    const { lines, tree, parent } = readWhole([
      again('alice', nine, nine + 30 * minute),
      again('alice', nine + 10 * minute, nine + 20 * minute),
    ]);
    assert.equal(lines()[0], 'alice | 30m · 2 rows');
    const facts = tooltip(tree, child(tree, 'person', parent))?.facts;
    assert.equal(facts?.[0], 'Presence, overlapping rows counted once: 30m 00s');
    assert.match(tree.look(parent).description, /1 person · 2 rows · 30m/);
    assert.match(
      (tooltip(tree, parent)?.facts ?? []).join('\n'),
      /each counted once: 30m 00s\nInterval time of all rows: 40m 00s\nReported time of these rows: 40m 00s\nMost people at once: 1, from .*09:00:00 UTC, for 30m 00s/,
    );
  });

  it('sorts by first join, then by id, those without a place in time last', () => {
    const { tree, parent } = readWhole([
      row('nowhere', null, null),
      row('b', nine, noon),
      row('late', nine + minute, noon),
      row('a', nine, noon),
    ]);
    assert.deepEqual(
      tree.children(parent).map((node) => tree.look(node).label),
      ['a', 'b', 'late', 'nowhere'],
    );
    assert.match((tooltip(tree, parent)?.facts ?? []).join('\n'), /sorted by their first join, then by id/);
  });

  it('tells both bounds of a person whose leave was never told', () => {
    const { lines, tree, parent } = readWhole([
      again('alice', nine, nine + 10 * minute),
      again('alice', nine + 20 * minute, null),
      row('nobody-knows', null, null),
    ]);
    assert.equal(lines()[0], 'alice | 10m, up to 24m · 2 rows · rejoined once');
    assert.equal(
      tree.look(child(tree, 'person', parent)).accessibility,
      'alice, 10m, up to 24m, 2 rows, rejoined once',
    );
    assert.match(
      (tooltip(tree, child(tree, 'person', parent))?.facts ?? []).join('\n'),
      /counted once: 10m 00s certain, up to 24m 00s/,
    );
    assert.equal(lines()[3], 'nobody-knows | time not known');
    assert.match(tree.look(parent).description, /2 people · 3 rows · at least 10m · settled/);
    const facts = (tooltip(tree, parent)?.facts ?? []).join('\n');
    assert.match(facts, /in sum, each counted once: at least 10m 00s; how much at most is not known/);
    assert.match(facts, /Reported time of these rows: 10m 00s; rows without it: 2/);
    assert.match(facts, /Rows without an end: 1\nRows without a place in time: 1/);
    assert.match(facts, /Most people at once: at least 1, from/);
  });

  it('counts open rows of a live session up to its as-of time, and says so', () => {
    const { lines, tree, parent } = readWhole(
      [row('alice', nine, null), row('bob', nine, nine + 10 * minute), again('bob', noon - minute, null)],
      { live: true },
    );
    assert.deepEqual(
      lines().filter((line) => !line.startsWith(' ')),
      [
        'alice | up to 3h 00m · still in the call',
        'bob | 10m, up to 11m · 2 rows · rejoined once · still in the call',
      ],
    );
    assert.deepEqual(tree.look(child(tree, 'person', parent)).icon, {
      name: 'person',
      color: 'charts.green',
    });
    assert.match(tree.look(parent).description, /^live · 2 people · 3 rows · up to 3h 11m · provisional/);
    assert.match(
      (tooltip(tree, parent)?.facts ?? []).join('\n'),
      /in sum, each counted once: 10m 00s certain, up to 3h 11m 00s[^]*up to 2[^]*counted up to: Nov 22, 2026, 12:00:00 UTC/,
    );
  });

  it('keeps apart whoever is no person: ingress beside its user or alone, anonymous rows as one', () => {
    const { lines, tree, parent } = readWhole([
      row('host', nine, nine + 10 * minute),
      again('host', nine, nine + 30 * minute, { publisher_type: 'rtmp' }),
      row('camera', nine, nine + 20 * minute, { publisher_type: 'srt' }),
      row('!anon', nine, noon),
      row('', nine, noon),
    ]);
    assert.deepEqual(lines(), [
      'host | 10m · + 1 ingress',
      '  host | 09:00 – 09:10 · 10m · user',
      '  host | 09:00 – 09:30 · 30m · ingress: rtmp · user',
      'camera | by ingress only',
      '  camera | 09:00 – 09:20 · 20m · ingress: srt · user',
      '2 anonymous rows (1 to 2 people)',
      '  anonymous | 09:00 – 12:00 · 3h 00m · user',
      '  anonymous | 09:00 – 12:00 · 3h 00m · user',
    ]);
    const tokens = tree.children(parent).map((node) => contextValue(tree.look(node).tokens));
    assert.deepEqual(tokens, ['person', 'person', '']);
    assert.match(
      (tooltip(tree, parent)?.facts ?? []).join('\n'),
      /Most people at once: 2 certain, .*; up to 3/,
    );
    const anonymous = tooltip(tree, child(tree, 'anonymous', parent));
    assert.deepEqual(anonymous?.notes, ['Anonymous rows are neither merged into one person nor split.']);
  });

  it('leaves a repeated look at the same objects, and rows with their targets and identities', () => {
    const { tree, parent, rows, known } = readWhole([row('a/b', nine, noon), row('a', nine, noon)]);
    const people = tree.children(parent);
    assert.deepEqual(tree.children(parent), people);
    assert.ok(tree.children(parent).every((node, at) => node === people[at]));
    const [first] = people;
    assert.ok(first);
    const below = child(tree, 'row', first);
    assert.equal(below.parent, first);
    assert.equal(first.parent, parent);
    const { callType, callId, sessionId } = known;
    assert.deepEqual('target' in below ? below.target : undefined, {
      kind: 'row',
      appId: 'app-1',
      session: { callType, callId, sessionId },
      rowKey: rows.table.key(1),
    });
    assert.equal(new Set(people.map((node) => node.id)).size, 2);
  });

  it('moves rows between their session and their people when the grouping changes', () => {
    let grouping: 'join' | 'person' = 'join';
    const on = readWhole([row('alice', nine, noon)], { more: { grouping: () => grouping } });
    const flat = child(on.tree, 'row', on.parent);
    grouping = 'person';
    on.tree.regroup();
    assert.deepEqual(
      on.tree.children(on.parent).map((node) => node.kind),
      ['person'],
    );
    const below = child(on.tree, 'row', child(on.tree, 'person', on.parent));
    assert.equal(below.id, flat.id, 'the same thing has the same identity');
    grouping = 'join';
    assert.equal(child(on.tree, 'row', on.parent).parent, on.parent);
    assert.deepEqual(on.warnings, []);
  });

  it('says why a session has nobody', () => {
    const { tree, parent, rows } = readWhole([]);
    assert.equal(rows.loaded, true);
    assert.equal(tree.look(child(tree, 'message', parent)).label, 'Stream sent no rows for this session');
  });
});

describe('reading all rows for people', () => {
  const first = [row('alice', nine, nine + 29 * minute)];

  it('reads the rest, counts while it does, and then shows people', async () => {
    const { tree, parent, rows, redraws, lines } = byPerson();
    const reading = tree.begin(parent);
    assert.deepEqual(lines(), ['Loading…']);
    rows.page(first, 3);
    rows.arrive([], true);
    await turns();
    assert.deepEqual(rows.asked, ['load', 'loadAll']);
    assert.deepEqual(lines(), ['Reading all rows (1 of 3)']);
    assert.equal(contextValue(tree.look(child(tree, 'reading', parent)).tokens), 'loading');
    assert.equal(tree.readsWhole, true);
    assert.equal(tree.begin(parent), undefined);
    rows.page([row('bob', nine, noon), again('alice', nine + 30 * minute, nine + 31 * minute)], 3);
    rows.arrive([]);
    await reading;
    assert.deepEqual(redraws.at(-1), [parent]);
    assert.equal(tree.readsWhole, false);
    assert.deepEqual(
      lines().filter((line) => !line.startsWith(' ')),
      ['alice | 30m · 2 rows · rejoined once', 'bob | 3h 00m'],
    );
  });

  it('when cancelled, says of each person only what is proven and how much was read, and goes on when told', async () => {
    const { tree, parent, rows, lines, redraws } = byPerson();
    const reading = tree.begin(parent);
    rows.page([...first, again('alice', nine + 60 * minute, null)], 240);
    rows.arrive([], true);
    await turns();
    tree.reads.stop({ what: 'people', session: rows.session });
    await reading;
    const half = ['alice | ≥ 29m · 2 rows · 2 of 240 rows read', 'Read the other rows (2 of 240 read)'];
    const shown = (): readonly string[] => lines().filter((line) => !line.startsWith(' '));
    assert.deepEqual(shown(), half);
    const person = child(tree, 'person', parent);
    assert.equal(tree.look(person).accessibility, 'alice, at least 29m, 2 rows, 2 of 240 rows read');
    assert.match((tooltip(tree, person)?.facts ?? []).join('\n'), /at least 29m 00s; how much at most/);
    assert.equal(
      tree.look(parent).description,
      '2 of 240 rows read · in Stream’s order · settled (inferred)',
    );
    assert.equal(tree.begin(parent), undefined, 'stopped is stopped');

    const more = child(tree, 'more', parent);
    const on = tree.more({ what: 'people', session: rows.session });
    assert.deepEqual(redraws.at(-1), [more], 'the people stay while the others are read');
    assert.equal(tree.look(more).icon, 'spinner');
    assert.equal(contextValue(tree.look(more).tokens), 'loading');
    rows.page([row('zoe', nine - minute, noon)], 3);
    rows.arrive([]);
    const focus = await on;
    assert.equal(focus && tree.look(focus).label, 'zoe', 'the first person of all');
    assert.deepEqual(rows.asked, ['load', 'loadAll', 'abort', 'loadAll']);
    assert.equal(shown().length, 2);
  });

  it('when it failed in mid-read, keeps what was read and says what failed, with its act', async () => {
    const { tree, parent, rows } = byPerson();
    const reading = tree.begin(parent);
    rows.page(first, 2);
    rows.arrive([], true);
    await turns();
    rows.fail(failure('timeout', 'Stream did not answer in time.'));
    await reading;
    assert.deepEqual(
      tree.children(parent).map((node) => node.kind),
      ['person', 'failure', 'more'],
    );
    assert.equal(tree.begin(parent), undefined);
    const on = tree.retry({ what: 'people', session: rows.session });
    rows.page([row('bob', nine, noon)], 2);
    rows.arrive([]);
    await on;
    assert.deepEqual(
      tree.children(parent).map((node) => node.kind),
      ['person', 'person'],
    );
  });

  it('says a failure of the very first page, and a stop', async () => {
    const failed = byPerson();
    const reading = failed.tree.begin(failed.parent);
    failed.rows.fail(failure('auth'));
    await reading;
    assert.deepEqual(failed.lines(), ['The key was refused (401). | Update Secret…']);
    const stopped = byPerson();
    const other = stopped.tree.begin(stopped.parent);
    stopped.tree.reads.stop({ what: 'people', session: stopped.rows.session });
    await other;
    assert.deepEqual(stopped.lines(), ['Loading was stopped | Load']);
    void stopped.tree.retry({ what: 'people', session: stopped.rows.session });
    assert.deepEqual(stopped.rows.asked, ['load', 'abort', 'load']);
  });

  it('gives up when nobody looks any more, and goes on at the next look', async () => {
    const { tree, parent, rows } = byPerson();
    const reading = tree.begin(parent);
    rows.page(first, 2);
    rows.arrive([], true);
    await turns();
    assert.equal(tree.reads.leave({ what: 'people', session: rows.session }), true);
    assert.equal(tree.isHollow(parent), true, 'VS Code must not keep what it was told');
    const next = tree.begin(parent);
    await reading;
    assert.notEqual(next, undefined);
    assert.equal(tree.isHollow(parent), false);
    rows.page([row('bob', nine, noon)], 2);
    rows.arrive([]);
    await next;
    assert.equal(tree.children(parent).length, 2);
    assert.equal(tree.reads.leave({ what: 'people', session: rows.session }), false);
  });

  it('stops with all that wait when somebody else stops the read', async () => {
    const { tree, parent, rows } = byPerson();
    const reading = tree.begin(parent);
    rows.page(first, 2);
    rows.arrive([], true);
    await turns();
    rows.cancel();
    await reading;
    assert.deepEqual(
      tree.children(parent).map((node) => node.kind),
      ['person', 'more'],
    );
    assert.equal(tree.begin(parent), undefined);
  });

  it('asks before many requests to a production app', async () => {
    const asked: number[] = [];
    const { tree, parent, rows } = byPerson({ mayRead: (n) => asked.push(n) === 0 });
    const reading = tree.begin(parent);
    rows.page(first, 9000);
    rows.arrive([], true);
    await reading;
    assert.deepEqual([asked, rows.asked], [[8999], ['load']]);
    const more = tree.look(child(tree, 'more', parent));
    assert.equal(more.label, 'Read the other rows (1 of 9,000 read)');
    assert.equal(more.description, 'many requests to a production app');
    assert.equal(tree.begin(parent), undefined);
    void tree.more({ what: 'people', session: rows.session });
    await turns();
    assert.deepEqual(rows.asked, ['load', 'loadAll']);
  });

  it('gives up what it reads when rows are shown as they joined again', async () => {
    let grouping: 'join' | 'person' = 'person';
    const { tree, parent, rows } = byPerson({ grouping: () => grouping });
    const reading = tree.begin(parent);
    rows.page(first, 2);
    rows.arrive([], true);
    await turns();
    grouping = 'join';
    tree.regroup();
    await reading;
    assert.deepEqual(rows.asked, ['load', 'loadAll', 'abort']);
    assert.deepEqual(
      tree.children(parent).map((node) => node.kind),
      ['row', 'more'],
    );
  });
});

describe('very many people', () => {
  const crowd = Array.from({ length: 8400 }, (_, at) =>
    row(`user-${String(at).padStart(4, '0')}`, nine + at * 10, noon),
  );

  it('come into sight a hundred at a time, without a request', async () => {
    const { tree, parent, rows } = readWhole(crowd);
    const people = (): readonly TreeNode[] => tree.children(parent).filter((node) => node.kind === 'person');
    assert.equal(people().length, 100);
    const further = child(tree, 'further', parent);
    assert.equal(tree.look(further).label, 'Show more people (100 of 8,400)');
    assert.equal(tree.look(further).act?.command, 'rollcall.loadMore');
    assert.ok('list' in further);
    const focus = await tree.more(further.list);
    assert.equal(focus && tree.look(focus).label, 'user-0100');
    assert.equal(people().length, 200);
    assert.notEqual(child(tree, 'further', parent).id, further.id);
    assert.deepEqual(rows.asked, []);
  });

  it('also the rows of one of them', async () => {
    const many = Array.from({ length: 250 }, (_, at) =>
      again('robot', nine + at * 1000, nine + at * 1000 + 500),
    );
    const { tree, parent } = readWhole(many);
    const robot = child(tree, 'person', parent);
    assert.match(tree.look(robot).description, /^2m · 250 rows · rejoined 249 times$/);
    const further = child(tree, 'further', robot);
    assert.equal(tree.look(further).label, 'Show more rows (100 of 250)');
    assert.ok('list' in further);
    const focus = await tree.more(further.list);
    assert.equal(focus, tree.children(robot)[100]);
    await tree.more(further.list);
    assert.equal(tree.children(robot).length, 250);
  });

  it('are measured in short stretches when there are too many for one, and drawn when that is done', async () => {
    const huge = Array.from({ length: 12_500 }, (_, at) => row(`user-${at}`, nine + at, noon));
    const pauses: number[] = [];
    const { tree, parent, redraws } = readWhole(huge, {
      more: {
        measuring: {
          anonymousRoles: () => new Set(),
          load: () => Promise.resolve(measuring),
          pausing: {
            now: () => pauses.length * 1000 + performance.now(),
            pause: () => Promise.resolve(void pauses.push(1)),
          },
        },
      },
    });
    assert.match(
      tree.look(parent).description,
      /^12,500 of 12,500 rows read/,
      'no figure before there is one',
    );
    assert.deepEqual(
      tree.children(parent).map((node) => tree.look(node).label),
      ['Counting people…'],
    );
    await turns();
    assert.deepEqual(redraws.at(-1), [parent]);
    assert.match(tree.look(parent).description, /^12,500 people · /);
    assert.equal(tree.children(parent).length, 101);
  });

  it('are measured once for all that is drawn of them', () => {
    let measured = 0;
    const { tree, parent, rows, book, known } = readWhole(crowd.slice(0, 500), {
      more: {
        measuring: {
          anonymousRoles: () => new Set(),
          load: () => ({
            ...measuring,
            measureSession: (input, sorted) => {
              measured++;
              return measuring.measureSession(input, sorted);
            },
          }),
          pausing: { now: () => 0, pause: () => Promise.resolve() },
        },
      },
    });
    drawing(tree, () => true, parent);
    tree.look(parent);
    tooltip(tree, parent);
    assert.equal(measured, 1);
    book.tell({ what: 'rows', session: known });
    drawing(tree, () => true, parent);
    assert.equal(measured, 1);
    rows.page([row('one-more', nine, noon)], 501);
    drawing(tree, () => true, parent);
    assert.equal(measured, 2);
  });
});
