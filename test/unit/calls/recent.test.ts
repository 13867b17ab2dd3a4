import assert from 'node:assert/strict';
import { text } from '../../../src/attendance/text';
import { viewChrome } from '../../../src/calls/model/chrome';
import { defaultChoice, rangeOf, type RecentChoice } from '../../../src/calls/model/recent-range';
import { addDays, dayOf, readDay, startOfDay } from '../../../src/calls/model/zoned-day';
import { call, FakeBook, failure, minute, noon, session, state } from './fake-book';
import { drawing, stage, wordsOf } from './tree-stage';

const day = 24 * 60 * minute;

describe('the tree of recent sessions', () => {
  it('shows live ones on top, then day by day', () => {
    const { book, tree } = stage('recent');
    const live = book.know(
      session('audio_room:talk', 's1', { startedAt: noon - 30 * minute, endedAt: undefined }),
      state('live', { text: text('live'), asOf: noon }),
    );
    const today = book.know(session('default:standup', 's2'), state('settled'));
    const yesterday = book.know(
      session('default:standup', 's3', { startedAt: noon - day, endedAt: noon - day + 5 * minute }),
      state('settled'),
    );
    const friday = book.know(
      session('development:x', 's4', { startedAt: noon - 2 * day, endedAt: undefined }),
      state('ended', { text: text('ended, end unknown') }),
    );
    const unknown = book.know(
      session('custom:y', 's5', { startedAt: undefined, endedAt: undefined }),
      state('ended', { text: text('ended') }),
    );
    book.recent.hold([live, today, yesterday, friday, unknown], true);
    assert.deepEqual(
      drawing(tree, (node) => node.kind === 'day'),
      [
        'Live now',
        '  audio_room:talk | 11:30 – now · live · provisional · as of 12:00',
        'Today',
        '  default:standup | 09:00 – 09:34 · settled (inferred)',
        'Yesterday',
        '  default:standup | 12:00 – 12:05 · settled (inferred)',
        'Fri, Nov 20',
        '  development:x | 12:00 – unknown · ended, end unknown · provisional',
        'Start not known',
        '  custom:y | start not known · ended · provisional',
        'Load more sessions…',
      ],
    );
    const icons = tree.children().flatMap((node) => tree.children(node).map((each) => tree.look(each).icon));
    assert.deepEqual(icons, [
      { name: 'unmute', color: 'charts.green' },
      { name: 'device-camera-video' },
      { name: 'device-camera-video' },
      { name: 'beaker' },
      { name: 'comment-discussion' },
    ]);
    assert.deepEqual(book.rowsAsked, []);
  });

  it('cuts days in the zone of the user', () => {
    const { book, tree } = stage('recent', wordsOf({ zone: 'Pacific/Kiritimati' }));
    book.recent.hold([
      book.know(session('default:a', 's1', { startedAt: noon - 3 * 60 * minute }), state('settled')),
    ]);
    // 09:00 UTC is 23:00 there; noon UTC is 02:00 of the next day.
    assert.equal(drawing(tree)[0], 'Yesterday');
  });

  it('moves a session that ended to its day, with its identity', () => {
    const { book, tree, redraws } = stage('recent');
    const live = book.know(session('default:a', 's1', { endedAt: undefined }), state('live'));
    book.recent.hold([live]);
    const [node] = tree.children().flatMap((each) => tree.children(each));
    book.know({ ...live, endedAt: noon }, state('ended'));
    book.tell({ what: 'session', session: live });
    assert.equal(redraws.at(-1), 'all');
    const [moved] = tree.children().flatMap((each) => tree.children(each));
    assert.equal(moved?.id, node?.id);
    assert.equal(moved?.parent && tree.look(moved.parent).label, 'Today');
  });
});

describe('the range of recent sessions', () => {
  it('is whole days of the zone', () => {
    const range = (choice: RecentChoice, zone = 'UTC') => rangeOf(choice, noon, zone);
    const midnight = noon - 12 * 60 * minute;
    assert.deepEqual(range(defaultChoice), { from: midnight - 6 * day, to: undefined });
    assert.deepEqual(range({ kind: 'today' }), { from: midnight, to: undefined });
    assert.deepEqual(range({ kind: 'yesterday' }), { from: midnight - day, to: midnight });
    assert.deepEqual(range({ kind: 'last90' }), { from: midnight - 89 * day, to: undefined });
    assert.deepEqual(range({ kind: 'days', from: '2026-11-20', to: '2026-11-21' }), {
      from: midnight - 2 * day,
      to: midnight,
    });
    assert.deepEqual(range({ kind: 'today' }, 'Europe/Berlin'), {
      from: midnight - 60 * minute,
      to: undefined,
    });
  });

  it('knows days of 23 and 25 hours, and midnights that the clock skips', () => {
    assert.equal(
      startOfDay('2026-03-30', 'Europe/Berlin') - startOfDay('2026-03-29', 'Europe/Berlin'),
      23 * 60 * minute,
    );
    assert.equal(
      startOfDay('2026-10-26', 'Europe/Berlin') - startOfDay('2026-10-25', 'Europe/Berlin'),
      25 * 60 * minute,
    );
    // Beirut: 2024-03-31 began at 01:00.
    const start = startOfDay('2024-03-31', 'Asia/Beirut');
    assert.equal(dayOf(start, 'Asia/Beirut'), '2024-03-31');
    assert.equal(dayOf(start - 1, 'Asia/Beirut'), '2024-03-30');
    assert.equal(addDays('2024-02-28', 2), '2024-03-01');
  });

  it('reads only days that exist', () => {
    assert.equal(readDay(' 2026-11-22 '), '2026-11-22');
    for (const typed of ['', '2026-02-30', '2026-13-01', '22.11.2026', '2026-1-1', '2026-11-22T00:00']) {
      assert.equal(readDay(typed), undefined, typed);
    }
  });
});

describe('what stands around a tree', () => {
  const chrome = (root: 'calls' | 'recent', book: FakeBook) =>
    viewChrome(root, { name: 'acme-prod', book }, defaultChoice, wordsOf());

  it('names app, range and zone', () => {
    const book = new FakeBook();
    assert.equal(chrome('recent', book).description, 'acme-prod · Last 7 days · UTC');
    assert.equal(chrome('calls', book).description, 'acme-prod · UTC');
    assert.deepEqual(viewChrome('calls', undefined, defaultChoice, wordsOf()).emptiness, '');
  });

  it('says nothing found only of a list that was read', () => {
    const book = new FakeBook();
    assert.equal(chrome('calls', book).emptiness, '');
    book.calls.loading = true;
    assert.equal(chrome('calls', book).emptiness, '');
    assert.equal(chrome('calls', book).reading, true);
    book.calls.loading = false;
    book.calls.hold([]);
    assert.equal(chrome('calls', book).emptiness, 'empty');
    book.calls.loading = true;
    assert.equal(chrome('calls', book).emptiness, '', 'not while it is read again');
    book.calls.loading = false;
    for (const [kind, is] of [
      ['auth', 'auth'],
      ['network', 'offline'],
      ['timeout', 'offline'],
      ['server', ''],
      ['cancelled', ''],
    ] as const) {
      book.calls.failure = failure(kind);
      assert.equal(chrome('calls', book).emptiness, is, kind);
    }
    book.calls.failure = failure('auth', undefined, 2);
    assert.equal(chrome('calls', book).emptiness, 'key');
  });

  it('tells the filter above the calls, or in the description where a message would hide the welcome text', () => {
    const book = new FakeBook();
    book.setCallFilter({ ongoing: { $eq: true } });
    book.calls.hold([]);
    const nothing = chrome('calls', book);
    assert.deepEqual(
      [nothing.description, nothing.message, nothing.emptiness],
      ['acme-prod · filter: ongoing · UTC', undefined, 'filtered'],
    );
    book.calls.hold([call('default:a')]);
    assert.equal(chrome('calls', book).message, 'Showing 1 call: ongoing');
    book.calls.hold([call('default:a'), call('default:b')], true);
    assert.equal(chrome('calls', book).message, 'Showing the first 2 calls: ongoing');
    book.calls.note = text('The pages led nowhere.');
    assert.equal(
      chrome('calls', book).message,
      'Showing the first 2 calls: ongoing · The pages led nowhere.',
      'a filter does not hide that the list is cut short',
    );
    book.calls.note = undefined;
    book.calls.hold([call('default:a'), call('default:b')]);
    assert.deepEqual(
      [chrome('calls', book).message, chrome('calls', book).emptiness],
      ['Showing 2 calls: ongoing', ''],
    );
    assert.equal(chrome('recent', book).filtered, false);
  });

  it('shows a failed root as a node unless the welcome text has its act', () => {
    const { book, tree } = stage('calls');
    book.calls.failure = failure('server', 'Stream is in trouble (502).');
    assert.deepEqual(drawing(tree), ['Stream is in trouble (502). | Try Again']);
    book.calls.failure = failure('auth');
    assert.deepEqual(drawing(tree), []);
    book.calls.failure = failure('auth', undefined, 2);
    assert.deepEqual(drawing(tree), []);
    book.calls.failure = failure('network', 'No connection.');
    assert.deepEqual(drawing(tree), []);
    book.calls.failure = failure('auth');
    book.calls.hold([call('default:a')]);
    assert.deepEqual(
      drawing(tree, () => false),
      ['The key was refused (401). | Update Secret…', 'default:a'],
    );
  });

  it('says the failure of a root as a node where a session that was opened by its id keeps the view from being empty', () => {
    const { book, tree } = stage('calls');
    book.calls.failure = failure('network', 'No connection.');
    tree.open(book.know(session('default:a', 's1'), state('settled')));
    assert.deepEqual(
      drawing(tree, () => false),
      ['default:a | opened by its id', 'No connection. | Try Again'],
    );
  });
});
