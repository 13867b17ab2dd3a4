import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  linkHost,
  longestLink,
  readLink,
  readLinkParts,
  writeLink,
  type Link,
} from '../../../src/formats/link';

const session = { callType: 'default', callId: 'standup', sessionId: 's-1' };

function refusedText(link: string): string {
  const reading = readLink(link);
  return reading.ok ? '' : reading.text.message;
}

const word = (most: number): fc.Arbitrary<string> =>
  fc
    .oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: most }),
      fc.constantFrom(
        'a&call=b',
        '%26',
        '%',
        '%%3A',
        'a=b',
        '?#/',
        'Zoë + 1',
        '__proto__',
        '\u202eevil',
        '\n',
      ),
    )
    .filter((id) => id !== '.' && id !== '..' && Array.from(id).length <= most);
const ref = fc
  .record({ callType: word(64), callId: word(64), sessionId: word(256) }, { noNullPrototype: true })
  .filter(({ callType }) => !callType.includes(':'));
const app = fc.constantFrom(undefined, 'acme-prod', 'acme & sons = 100 %', 'Größe', 'sample');
const question = fc.record(
  {
    rowFilter: fc
      .array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 3 })
      .map((users) => ({ user_id: { $in: users } })),
    window: fc.constantFrom({ from: Date.UTC(2026, 10, 22, 9) }, { to: Date.UTC(2026, 10, 22, 10) }),
    threshold: fc.integer({ min: 1, max: 100_000 }).map((seconds) => seconds * 1000),
  },
  { requiredKeys: [], noNullPrototype: true },
);
const anyLink: fc.Arbitrary<Link> = fc.oneof(
  fc.tuple(app, ref).map(([name, of]) => ({ kind: 'session' as const, app: name, session: of })),
  fc
    .tuple(app, ref, question)
    .map(([name, of, asked]) => ({ kind: 'panel' as const, app: name, session: of, question: asked })),
  fc
    .tuple(app, ref)
    .map(([name, of]) => ({ kind: 'call' as const, app: name, cid: `${of.callType}:${of.callId}` })),
);

describe('links', () => {
  it('read back as they were written, as copied and as VS Code hands them on', () => {
    let written = 0;
    fc.assert(
      fc.property(anyLink, (link) => {
        const words = writeLink('vscode', link);
        if (words === undefined) return;
        written++;
        assert.match(words, /^[\x21-\x7e]+$/);
        assert.deepEqual(readLink(words), { ok: true, link });
        const [, path = '', query = ''] = /^vscode:\/\/[^/]*(\/[^?]*)\?(.*)$/.exec(words) ?? [];
        assert.deepEqual(readLinkParts(path, decodeURIComponent(query)), { ok: true, link });
      }),
      { numRuns: 500 },
    );
    assert.ok(written > 300, String(written));
  });

  it('look as people expect them', () => {
    assert.equal(
      writeLink('vscode', { kind: 'session', app: 'acme-prod', session }),
      'vscode://rollcall.rollcall/session?app=acme-prod&call=default:standup&session=s-1',
    );
    assert.equal(
      writeLink('vscodium', { kind: 'panel', app: undefined, session, question: {} }),
      'vscodium://rollcall.rollcall/panel?call=default:standup&session=s-1',
    );
  });

  it('never hold more than was asked for: no filter, no app where there is none', () => {
    const words = writeLink('vscode', { kind: 'session', app: undefined, session }) ?? '';
    assert.doesNotMatch(words, /app|q=/);
  });

  it('are not written where they could not be read', () => {
    const users = Array.from({ length: 400 }, (_, at) => `user-${at}-${'x'.repeat(30)}`);
    const rowFilter = { user_id: { $in: users } };
    assert.equal(
      writeLink('vscode', { kind: 'panel', app: 'a', session, question: { rowFilter } }),
      undefined,
    );
    for (const sessionId of ['', '..', '\ud800', 'x'.repeat(257)])
      assert.equal(
        writeLink('vscode', { kind: 'session', app: 'a', session: { ...session, sessionId } }),
        undefined,
      );
  });

  it('are refused with a reason where anything is wrong', () => {
    const at = `vscode://${linkHost}`;
    const ok = 'call=default:standup&session=s-1';
    for (const [link, reason] of [
      ['', /no link/],
      ['https://example.com/session?call=a:b&session=s', /no link/],
      [`vscode://someone.else/session?${ok}`, /no link/],
      [`vscode://user@${linkHost}/session?${ok}`, /no link/],
      [`${at}/session`, /no link/],
      [`${at}/session?${ok}#fragment`, /no link/],
      [`${at}/delete?${ok}`, /nothing that Rollcall knows/],
      [`${at}/session/x?${ok}`, /nothing that Rollcall knows/],
      [`${at}/session?${ok}&secret=x`, /does not belong/],
      [`${at}/session?${ok}&q={}`, /does not belong/],
      [`${at}/call?${ok}`, /does not belong/],
      [`${at}/session?${ok}&`, /does not belong/],
      [`${at}/session?${ok}&__proto__=x`, /does not belong/],
      [`${at}/session?${ok}&session=s-2`, /twice/],
      [`${at}/session?call=default:standup`, /names no “\{name\}”/],
      [`${at}/session?session=s`, /names no “\{name\}”/],
      [`${at}/session?call=standup&session=s`, /type:id/],
      [`${at}/session?call=default:..&session=s`, /type:id/],
      [`${at}/session?call=${'t'.repeat(65)}:x&session=s`, /type:id/],
      [`${at}/session?call=a:b&session=`, /no session/],
      [`${at}/session?call=a:b&session=%25`, /not encoded/],
      [`${at}/session?call=a:b&session=%`, /not encoded/],
      [`${at}/session?call=a:b&session=%ff`, /not encoded/],
      [`${at}/session?${ok}&app=`, /name of the app/],
      [`${at}/session?${ok}&app=%25E2%2580%25AEevil`, /name of the app/],
      [`${at}/session?${ok}&app=a%250Ab`, /name of the app/],
      [`${at}/panel?${ok}&q={`, /no JSON/],
      [`${at}/panel?${ok}&q=[]`, /cannot be used/],
      [`${at}/panel?${ok}&q={"rows":{"$where":"1"}}`, /cannot be used/],
      [`${at}/panel?${ok}&q={"more":1}`, /cannot be used/],
      [`${at}/panel?${ok}&q={"call":"a:b"}`, /session of its own/],
      [`${at}/session?${ok}&app=${'x'.repeat(longestLink)}`, /too long/],
    ] as const)
      assert.match(refusedText(link), reason, link.slice(0, 120));
  });

  it('never throw, and let nothing pass that is not what it seems', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '&',
        '=',
        '%',
        '%25',
        '?',
        '#',
        ':',
        'call',
        'session',
        'app',
        'q',
        '{}',
        'default:a',
        '\u202e',
      ),
      fc.string({ unit: 'binary', maxLength: 5 }),
    );
    const query = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.constantFrom('/call', '/session', '/panel', '/x', ''), query, (path, words) => {
        for (const reading of [
          readLinkParts(path, words),
          readLink(`vscode://${linkHost}${path}?${words}`),
        ]) {
          if (!reading.ok) continue;
          const again = writeLink('vscode', reading.link);
          assert.deepEqual(readLink(again ?? ''), reading);
        }
      }),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (words) => {
        assert.equal(readLink(words).ok, false);
      }),
    );
  });
});
