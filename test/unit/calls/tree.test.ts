import assert from 'node:assert/strict';
import { text } from '../../../src/attendance/text';
import { contextValue } from '../../../src/calls/model/context-value';
import { call, failure, minute, noon, row, session, state, sessionInfo, stats } from './fake-book';
import { child, drawing, stage, wordsOf, tooltip } from './tree-stage';

const cid = 'default:daily-standup';

/** A call with one live session, whose first rows were read. */
function standup() {
  const on = stage('calls');
  on.book.calls.hold([call(cid)]);
  const live = on.book.know(
    session(cid, 's-live', { endedAt: undefined }),
    state('live', { text: text('live'), asOf: noon }),
  );
  on.book.sessionsOf(cid).hold([live]);
  const rows = on.book.rows(live);
  rows.asOf = noon;
  on.tree.reads.note({ what: 'rows', session: live });
  return { ...on, live, rows };
}

describe('the tree of calls', () => {
  it('says of a collapsed call only what the list of calls says, and asks nothing', () => {
    const { book, tree } = stage('calls');
    const live = book.know(session(cid, 's1', { endedAt: undefined }), state('live'));
    const info = sessionInfo('s1', live.startedAt);
    book.calls.hold([call(cid, { session: info }), call('livestream:launch')]);
    assert.deepEqual(
      drawing(tree, () => false),
      [`${cid} | live now · since Nov 22, 09:00`, 'livestream:launch'],
    );
    assert.deepEqual(book.sessionsOf(cid).asked, []);
    assert.deepEqual(book.rowsAsked, []);
    const [first, second] = tree.children().map((node) => tree.look(node));
    assert.deepEqual(first?.icon, { name: 'device-camera-video', color: 'charts.green' });
    assert.deepEqual(second?.icon, { name: 'broadcast' });
    assert.equal(contextValue(first.tokens), 'call refreshable');
    assert.equal(first.accessibility, `${cid}, live now, since Nov 22, 09:00`);
  });

  it('draws sessions with their figures per Stream and how far they can be trusted', () => {
    const { book, tree } = stage('calls');
    book.calls.hold([call(cid)]);
    const settled = session(cid, 's1', {
      stats: stats(session(cid, 's1'), { participants: 11, sessions: 14, totalParticipantDuration: 18_120 }),
    });
    const expired = session(cid, 's2', {
      startedAt: Date.UTC(2026, 7, 14, 9),
      endedAt: Date.UTC(2026, 7, 14, 9, 41),
      stats: stats(session(cid, 's2'), { participants: 9 }),
    });
    book
      .sessionsOf(cid)
      .hold([book.know(settled, state('settled')), book.know(expired, state('rows-expired'))], true);
    const lines = drawing(tree, (node) => node.kind === 'call');
    assert.deepEqual(lines, [
      `${cid} | 2 sessions read, more known`,
      '  Nov 22, 09:00 – 09:34 | 11 people · 14 rows · 5h 02m · settled (inferred)',
      '  Aug 14, 09:00 – 09:41 | 9 people · rows expired · totals kept',
      '  Load more sessions…',
    ]);
    assert.deepEqual(book.rowsAsked, [], 'a session in sight costs nothing');
  });

  it('never shows counts that are all zero as figures', () => {
    const { book, tree } = stage('calls');
    book.calls.hold([call(cid)]);
    const s = session(cid, 's1', {
      stats: stats(session(cid, 's1'), { participants: 0, sessions: 0, totalParticipantDuration: 0 }),
    });
    book.sessionsOf(cid).hold([book.know(s, state('ended', { text: text('ended') }))]);
    assert.deepEqual(
      drawing(tree, (node) => node.kind === 'call'),
      [`${cid} | 1 session known`, '  Nov 22, 09:00 – 09:34 | ended · provisional'],
    );
  });

  it('counts people only when all pages are read, and says how many rows are', () => {
    const { tree, rows } = standup();
    rows.page(
      [row('alice', noon - 180 * minute, null), row('bob', noon - 178 * minute, noon - 149 * minute)],
      3,
    );
    assert.deepEqual(drawing(tree), [
      `${cid} | 1 session known`,
      '  Nov 22, 09:00 – now | live · 2 of 3 rows read · in Stream’s order · provisional · as of 12:00',
      '    alice | 09:00 – now · up to 3h 00m · user',
      '    bob | 09:02 – 09:31 · 29m · user',
      '    Load more (2 of about 3)',
    ]);
    rows.totalDurationSeconds = 1740;
    rows.page([row('alice', noon - 100 * minute, noon - 99 * minute, { user_session_id: 'other' })], 3);
    assert.equal(
      drawing(tree)[1],
      '  Nov 22, 09:00 – now | live · 2 people · 3 rows · up to 3h 29m · provisional · as of 12:00',
    );
  });

  it('keeps Stream’s order until all pages are read, then sorts by start', () => {
    const { tree, rows } = standup();
    rows.page([row('late', noon - 10 * minute, noon), row('early', noon - 90 * minute, noon)], 3);
    const people = (): string[] => drawing(tree).flatMap((line) => /^ {4}(\w+) \|/.exec(line)?.[1] ?? []);
    assert.deepEqual(people(), ['late', 'early']);
    rows.page([row('nowhere', null, null, { duration_in_seconds: null })], 3);
    assert.deepEqual(people(), ['early', 'late', 'nowhere']);
  });

  it('keeps anonymous rows and ingress apart from people', () => {
    const { tree, rows } = standup();
    const from = noon - 60 * minute;
    rows.page(
      [
        row('!anon', from, noon),
        row('', from, noon, { user_session_id: 'x' }),
        row('host', from, noon, { publisher_type: 'rtmp' }),
        row('host', from, noon, { user_session_id: 'y', roles: ['host'] }),
        row('phone', from, noon, { publisher_type: 'sip' }),
      ],
      5,
    );
    const lines = drawing(tree);
    assert.match(lines[1] ?? '', /2 people · \+ 2 anonymous rows \(1 to 2 people\) · \+ 1 ingress · 5 rows/);
    assert.deepEqual(lines.slice(2), [
      '    anonymous | 11:00 – 12:00 · 1h 00m · user',
      '    anonymous | 11:00 – 12:00 · 1h 00m · user',
      '    host | 11:00 – 12:00 · 1h 00m · ingress: rtmp · user',
      '    host | 11:00 – 12:00 · 1h 00m · host',
      '    phone | 11:00 – 12:00 · 1h 00m · by phone (sip) · user',
    ]);
  });

  it('tells a missing leave, a missing join and a leave before the join by words, not by time', () => {
    const on = stage('calls');
    on.book.calls.hold([call(cid)]);
    const ended = on.book.know(
      session(cid, 's', { endedAt: undefined }),
      state('ended', { text: text('ended, end unknown') }),
    );
    on.book.sessionsOf(cid).hold([ended]);
    on.tree.reads.note({ what: 'rows', session: ended });
    on.book
      .rows(ended)
      .page(
        [
          row('no-leave', noon - 60 * minute, null),
          row('no-join', null, null),
          row('reported', null, null, { duration_in_seconds: 90 }),
          row('backwards', noon, noon - 5 * minute, { duration_in_seconds: -1 }),
        ],
        5,
      );
    assert.deepEqual(drawing(on.tree).slice(2, -1), [
      '    no-leave | 11:00 – unknown · no leave time · user',
      '    no-join | no join time · user',
      '    reported | no join time · 2m · user',
      '    backwards | 12:00 · left before joining · user',
    ]);
  });

  it('says why there are no rows', () => {
    const { tree, rows, book, live } = standup();
    rows.page([], 0);
    rows.hasMore = false;
    const why = text('Stream has no attendance data of this session yet.');
    book.know(live, state('live', { text: text('live'), empty: { reason: 'no-data-yet', text: why } }));
    const lines = drawing(tree);
    assert.deepEqual(lines.slice(1), [
      '  Nov 22, 09:00 – now | live · provisional',
      '    Stream has no attendance data of this session yet.',
    ]);
    const message = child(tree, 'message', child(tree, 'session', child(tree, 'call')));
    assert.match((tooltip(tree, message)?.notes ?? []).join('\n'), /current session/);
  });

  it('shows times since the start inside a session, and as a clock outside it', () => {
    const on = stage('calls', wordsOf({ display: 'sinceStart' }));
    on.book.calls.hold([call(cid)]);
    const s = on.book.know(session(cid, 's'), state('settled'));
    on.book.sessionsOf(cid).hold([s]);
    on.tree.reads.note({ what: 'rows', session: s });
    on.book.rows(s).page([row('bob', noon - 178 * minute, noon - 149 * minute)], 1);
    assert.deepEqual(drawing(on.tree).slice(1), [
      '  Nov 22, 09:00 – 09:34 | 1 person · 29m · settled (inferred)',
      '    bob | +0:02 – +0:31 · 29m · user',
    ]);
  });

  it('shows a session that was opened by its id even where no list has it', () => {
    const { book, tree } = stage('calls');
    book.calls.hold([call('default:other')]);
    const opened = book.know(
      session(cid, 's-old', { from: ['opened'], startedAt: undefined }),
      state('unknown', { text: text('unknown (404)') }),
    );
    const node = tree.open(opened);
    assert.equal(node?.parent?.kind, 'call');
    assert.deepEqual(
      drawing(tree, (each) => each.kind === 'call'),
      [`${cid} | opened by its id`, '  Session s-old, start not known | unknown (404)', 'default:other'],
    );
    book.sessionsOf(cid).hold([opened]);
    book.calls.hold([call('default:other'), call(cid)]);
    assert.equal(tree.children().length, 2, 'listed once when the list has it');
    assert.equal(tree.open(opened), child(tree, 'session', tree.children()[1]));
  });

  it('says below a call that its list is not whole', () => {
    const { book, tree } = stage('calls');
    book.calls.hold([call(cid)]);
    const list = book.sessionsOf(cid).hold([book.know(session(cid, 's1'), state('settled'))]);
    list.note = text('The call itself could not be asked.');
    assert.deepEqual(
      drawing(tree, (node) => node.kind === 'call'),
      [
        `${cid} | 1 session known`,
        '  Nov 22, 09:00 – 09:34 | settled (inferred)',
        '  The call itself could not be asked.',
      ],
    );
    const note = child(tree, 'message', child(tree, 'call'));
    assert.doesNotMatch((tooltip(tree, note)?.notes ?? []).join('\n'), /could not be asked/, 'said once');
  });

  it('tells as of when a call is live', () => {
    const { book, tree } = stage('calls');
    const live = book.know(session(cid, 's1', { endedAt: undefined }), state('live', { asOf: noon }));
    book.calls.hold([call(cid, { session: sessionInfo('s1', live.startedAt) })]);
    const facts = (): string => (tooltip(tree, child(tree, 'call'))?.facts ?? []).join('\n');
    assert.match(facts(), /^Live as of: Nov 22, 2026, 12:00:00 UTC$/m);
    book.know(live, state('ended', { asOf: noon }));
    assert.doesNotMatch(facts(), /Live as of/);
  });

  it('tells failures apart by their act', () => {
    const { book, tree } = stage('calls');
    book.calls.hold([call(cid)]);
    const parent = child(tree, 'call');
    const kinds = ['auth', 'network', 'permission', 'contract-drift', 'not-found'] as const;
    const failures = [...kinds.map((kind) => failure(kind, 'It failed.')), failure('auth', 'It failed.', 2)];
    const acts = failures.map((each) => {
      book.sessionsOf(cid).failure = each;
      const look = tree.look(child(tree, 'failure', parent));
      return [look.label, look.description, look.act?.command, contextValue(look.tokens)];
    });
    assert.deepEqual(acts, [
      ['It failed.', 'Update Secret…', 'rollcall.updateSecret', 'retry auth'],
      ['It failed.', 'Try Again', 'rollcall.retry', 'retry'],
      ['It failed.', 'Switch Stream App…', 'rollcall.switchApp', 'retry'],
      ['It failed.', 'Check This App…', 'rollcall.checkApp', 'retry drift'],
      ['It failed.', 'Open Session by ID…', 'rollcall.openSessionById', 'retry'],
      ['It failed.', 'Connect Stream App…', 'rollcall.connectApp', 'retry'],
    ]);
  });
});
