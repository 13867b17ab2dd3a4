import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contextTokens, contextValue } from '../../../src/calls/model/context-value';
import type { Look, Tooltip, TreeNode } from '../../../src/calls/model/node';
import { pathId } from '../../../src/calls/model/node-id';
import { flagText } from '../../../src/calls/model/row-tooltip';
import type { Tree } from '../../../src/calls/model/tree';
import { call, failure, minute, noon, row, session, state, sessionInfo, stats } from './fake-book';
import { child, pseudo, stage, wordsOf, tooltip } from './tree-stage';

const hostile = [
  'a/b',
  'a%002fb',
  'a',
  '__proto__',
  'session',
  '{id}',
  '../..',
  'x:y:z',
  '\u202eabc',
  '\ud800',
  '\udbff',
  '',
  '😀',
  'a\nb',
  '$&',
  '?ring=true#',
];

function everyNode(tree: Tree, node?: TreeNode): readonly TreeNode[] {
  return tree.children(node).flatMap((each) => [each, ...everyNode(tree, each)]);
}

describe('identities', () => {
  it('are one-to-one with the names they are made of', () => {
    const segment = fc.oneof(
      fc
        .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 4 })
        .map((units) => String.fromCharCode(...units)),
      fc.constantFrom(...hostile),
      fc.string({ unit: fc.constantFrom('/', '%', '0', '2', 'f', '\ud800'), maxLength: 6 }),
    );
    fc.assert(
      fc.property(
        fc.array(segment, { minLength: 1, maxLength: 3 }),
        fc.array(segment, { minLength: 1, maxLength: 3 }),
        (one, other) => {
          assert.equal(pathId(...one) === pathId(...other), JSON.stringify(one) === JSON.stringify(other));
        },
      ),
      { numRuns: 300 },
    );
    assert.notEqual(pathId('a/b'), pathId('a', 'b'));
    assert.match(pathId('\ud800', '😀', 'ü'), /^[\x20-\x7e]+$/);
  });

  it('are unique in a tree of hostile ids, and lead to the same objects again', () => {
    const { book, tree, warnings } = stage('calls');
    const cids = hostile.map((id) => `default:${id}x`);
    book.calls.hold(cids.map((cid) => call(cid)));
    for (const cid of cids) {
      const sessions = hostile.map((id) => book.know(session(cid, `${id}y`), state('settled')));
      book.sessionsOf(cid).hold(sessions, true);
      for (const each of sessions) {
        tree.reads.note({ what: 'rows', session: each });
        book.rows(each).page(
          hostile.map((id) => row(id, noon, noon + minute, { user_session_id: id })),
          99,
        );
      }
    }
    const nodes = everyNode(tree);
    assert.ok(nodes.length > hostile.length ** 3);
    assert.equal(new Set(nodes.map((node) => node.id)).size, nodes.length);
    assert.deepEqual(warnings, []);
    assert.deepEqual(new Set(everyNode(tree)), new Set(nodes));
  });

  it('come only once: a second node of one identity is left out and said without its id', () => {
    const { book, tree, warnings } = stage('calls');
    book.calls.hold([call('default:a'), call('default:a'), call('default:b')]);
    assert.equal(tree.children().length, 2);
    assert.deepEqual(warnings, ['A second tree node of kind call with the same identity was left out.']);
  });

  it('forgets what is gone', () => {
    const { book, tree } = stage('calls');
    book.calls.hold([call('default:a'), call('default:b')]);
    book.sessionsOf('default:a').hold([session('default:a', 's1')]);
    everyNode(tree);
    book.calls.hold([call('default:b')]);
    everyNode(tree);
    assert.deepEqual(
      [...tree.drawn].map((node) => node.kind === 'call' && node.cid),
      ['default:b'],
    );
  });

  it('carry the target that commands read', () => {
    const { book, tree } = stage('calls');
    book.calls.hold([call('default:a:b')]);
    const known = book.know(session('default:a:b', 's1'), state('settled'));
    book.sessionsOf('default:a:b').hold([known]);
    tree.reads.note({ what: 'rows', session: known });
    book.rows(known).page([row('alice', noon, noon)], 1);
    const ref = { callType: 'default', callId: 'a:b', sessionId: 's1' };
    const targets = everyNode(tree).map((node) => ('target' in node ? node.target : undefined));
    assert.deepEqual(targets, [
      { kind: 'call', appId: 'app-1', cid: 'default:a:b' },
      { kind: 'session', appId: 'app-1', session: ref },
      { kind: 'row', appId: 'app-1', session: ref, rowKey: book.rows(known).table.key(0) },
    ]);
  });
});

describe('context values', () => {
  it('are tokens in one order, each once', () => {
    assert.equal(contextValue(['refreshable', 'session', 'refreshable']), 'session refreshable');
    assert.equal(contextValue([...contextTokens].reverse()), contextTokens.join(' '));
  });
});

/** What is left of a text when everything translated and all data are taken out. */
function untranslated(shown: string, data: readonly string[]): string {
  let rest = shown;
  for (let inner = ''; inner !== rest;) {
    inner = rest;
    rest = rest.replace(/⟦[^⟦⟧]*⟧/g, '');
  }
  for (const each of data) rest = rest.replaceAll(each, '');
  return rest.replace(/[^\p{L}]/gu, '');
}

describe('words', () => {
  const words = wordsOf({ say: pseudo, zone: 'Europe/Berlin' });
  const data = ['default:qqq', 'zzuser', 'zzrole', 'zztype'];
  const textsOf = (look: Look, tooltip: Tooltip | undefined): readonly string[] => [
    look.label,
    look.description,
    look.accessibility,
    look.act?.title ?? '',
    ...(tooltip === undefined ? [] : [tooltip.title, ...tooltip.facts, ...tooltip.notes]),
  ];

  it('all go through translation, in each kind of node', () => {
    const seen = new Set<string>();
    const stages = (['calls', 'recent'] as const).flatMap((root) =>
      (['join', 'person'] as const).map((grouping) => ({ root, grouping })),
    );
    for (const { root, grouping } of stages) {
      const { book, tree } = stage(root, words, { grouping: () => grouping });
      const live = book.know(
        session('default:qqq', 's1', { endedAt: undefined }),
        state('live', { asOf: noon }),
      );
      const kinds = ['settled', 'rows-expired', 'final-incomplete', 'unknown', 'stats-pending'] as const;
      const others = kinds.map((kind, n) => {
        const plain = session('default:qqq', `t${n}`);
        const full = {
          ...plain,
          stats: stats(plain, {
            participants: 5,
            sessions: 7,
            publishers: 2,
            peakConcurrentUsers: 3,
            totalParticipantDuration: 90,
          }),
        };
        return book.know(full, state(kind, { text: { message: '', args: {} }, rowsExpireAt: noon }));
      });
      book.calls.hold(
        [
          call('default:qqq', {
            createdBy: 'zzuser',
            team: 'zztype',
            backstage: true,
            startsAt: noon,
            session: sessionInfo('s1', noon),
            endedAt: noon,
          }),
        ],
        true,
      );
      book.sessionsOf('default:qqq').hold([live, ...others], true);
      book.recent.hold([live, ...others], true);
      book.states.set(
        JSON.stringify(['default:qqq', 's1']),
        state('live', { text: { message: '', args: {} }, asOf: noon }),
      );
      for (const each of [live, ...others]) tree.reads.note({ what: 'rows', session: each });
      const extra = { roles: ['zzrole'], publisher_type: 'zztype' };
      const rows = book.rows(live);
      rows.asOf = noon;
      rows.page(
        [
          row('zzuser', noon - minute, null, extra),
          row('!anon', null, null, { roles: null }),
          row('zzuser', noon, noon - minute, { ...extra, user_session_id: 'u', duration_in_seconds: -1 }),
          row('zzuser', noon, noon, { ...extra, publisher_type: 'srt', user_session_id: 'v' }),
        ],
        9,
      );
      const whole = others[0];
      if (whole !== undefined)
        book
          .rows(whole)
          .page(
            [
              row('zzuser', noon, noon + minute, { publisher_type: 'rtmp', roles: null }),
              row('zztype', noon, noon + minute, { roles: null }),
              row('zztype', noon + 2 * minute, null, { roles: null, user_session_id: 'w' }),
              row('', noon, noon + minute, { roles: null }),
            ],
            4,
          );
      const failed = others[1];
      if (failed !== undefined) book.rows(failed).failure = failure('auth', '');
      for (const node of everyNode(tree)) {
        seen.add(node.kind);
        for (const shown of textsOf(tree.look(node), tooltip(tree, node))) {
          assert.equal(untranslated(shown, data), '', `${node.kind}: ${shown}`);
        }
      }
    }
    assert.deepEqual([...seen].sort(), [
      'anonymous',
      'call',
      'day',
      'failure',
      'ingress',
      'more',
      'person',
      'row',
      'session',
    ]);
  });

  it('make hostile text visible and harmless', () => {
    const { book, tree } = stage('calls');
    book.calls.hold([call('default:\u202eevil\nsecond'), call('default:שלום'), call('default:plain')]);
    assert.deepEqual(
      tree.children().map((node) => tree.look(node).label),
      ['default:\\u202eevil\\nsecond', '\u2068default:שלום\u2069', 'default:plain'],
    );
  });

  it('explain every flag of a row', () => {
    const flags = [
      'open',
      'no-start',
      'start-from-duration',
      'end-from-duration',
      'end-assumed',
      'no-end',
      'negative',
      'zero',
      'duration-mismatch',
      'outside-session',
      'same-connection',
      'revised',
      'identical',
      'joined-after-as-of',
    ] as const;
    assert.equal(new Set(flags.map((flag) => flagText(flag).message)).size, flags.length);
  });
});

describe('tooltips', () => {
  it('tell what is per Stream, what was read, the data state with its evidence, and name the zone', () => {
    const { book, tree } = stage('calls', wordsOf({ zone: 'Europe/Berlin' }));
    book.calls.hold([call('default:a')]);
    const plain = session('default:a', 's1');
    const known = book.know(
      { ...plain, stats: stats(plain, { participants: 11, totalParticipantDuration: 18_125 }) },
      state('settled', { asOf: noon }),
    );
    book.sessionsOf('default:a').hold([known]);
    const node = child(tree, 'session', child(tree, 'call'));
    const before = tooltip(tree, node);
    assert.deepEqual(before?.facts, [
      'Session: s1',
      'Started: Nov 22, 2026, 10:00:00 GMT+1 (Europe/Berlin)',
      'Ended: Nov 22, 2026, 10:34:00 GMT+1 (Europe/Berlin)',
      'Length: 34m 00s',
      'People, per Stream: 11',
      'Reported time, per Stream: 5h 02m 05s',
      'Rows: none read yet. Expand the session to read them.',
      'Known from Stream’s statistics',
    ]);
    assert.deepEqual(before.notes, [
      'Data state: settled (inferred)',
      'Stream names it as the call’s current session.',
    ]);
    tree.reads.note({ what: 'rows', session: known });
    const rows = book.rows(known);
    rows.changedWhileReading = true;
    rows.asOf = noon;
    rows.readUntil = noon + 6000;
    rows.page([row('alice', noon, noon + minute)], 2);
    const half = tooltip(tree, node)?.facts.join('\n') ?? '';
    assert.match(half, /1 of 2 rows read\nRows stand in Stream’s order/);
    assert.match(half, /changed while they were read\.\nRead from .* to .*13:00:06/);
    assert.doesNotMatch(half, /People with rows/);
  });

  it('tell of a row what Stream sent and what was made of it', () => {
    const { book, tree } = stage('calls');
    book.calls.hold([call('default:a')]);
    const known = book.know(
      session('default:a', 's1', { startedAt: noon - 5 * minute, endedAt: noon + 30 * minute }),
      state('settled'),
    );
    book.sessionsOf('default:a').hold([known]);
    tree.reads.note({ what: 'rows', session: known });
    book
      .rows(known)
      .page(
        [row('alice', noon, null, { left_at: '', duration_in_seconds: 61, roles: ['host', 'admin'] })],
        1,
      );
    const parent = child(tree, 'session', child(tree, 'call'));
    assert.deepEqual(tooltip(tree, child(tree, 'row', parent)), {
      title: 'alice',
      facts: [
        'User session: us-alice',
        'Joined: Nov 22, 2026, 12:00:00 UTC',
        'Left: sent, but no usable time',
        'Reported duration: 1m 01s',
        'From join to leave: 1m 01s',
        'Publisher type: webrtc',
        'Roles: host, admin',
      ],
      notes: ['The end was reckoned from the join time and the reported duration.'],
    });
  });
});
