import assert from 'node:assert/strict';
import { english } from '../../../../src/attendance/text';
import type { Link } from '../../../../src/formats/link';
import { linkQuestion, type LinkApp } from '../../../../src/documents/links/link-question';

const session = { callType: 'default', callId: 'standup', sessionId: 's-1' };
const here: LinkApp = {
  app: { name: 'acme-dev', production: false },
  insteadOf: undefined,
  opensFirst: false,
  unclear: undefined,
};

function asked(link: Link, from: Partial<LinkApp> = {}): readonly string[] {
  const { message, detail } = linkQuestion(link, { ...here, ...from }, english);
  return [message, ...detail].map(english);
}

describe('the question before a link is opened', () => {
  it('names call, session and app, and what will be asked', () => {
    assert.deepEqual(asked({ kind: 'session', app: 'acme-dev', session }), [
      'Open attendance of default:standup, session s-1, from the Stream app acme-dev?',
      'Rollcall will ask Stream for the participant sessions of this session and for its state.',
      'Nothing is sent before you agree.',
    ]);
    assert.match(
      asked({ kind: 'call', app: undefined, cid: 'default:standup' }).join('\n'),
      /^Open attendance of the call default:standup, from the Stream app acme-dev\?\n.*sessions of this call/,
    );
  });

  it('says that an app is in production', () => {
    const app = { name: 'acme-prod', production: true };
    for (const link of [
      { kind: 'session', app: 'acme-prod', session },
      { kind: 'call', app: 'acme-prod', cid: 'a:b' },
    ] as const)
      assert.match(asked(link, { app })[0] ?? '', /from the Stream app acme-prod, which is in production\?$/);
  });

  it('says which app it switches to, and which one it asks instead of one that is not connected', () => {
    const link: Link = { kind: 'session', app: 'other', session };
    assert.ok(
      asked(link, { insteadOf: 'acme-prod' }).includes(
        'This window looks at acme-prod now: it will switch to acme-dev.',
      ),
    );
    assert.ok(asked(link, { opensFirst: true }).includes('acme-dev becomes the app of this window.'));
    const unclear = { name: 'other', several: false };
    const [message, first] = asked(link, { unclear });
    assert.equal(
      message,
      'The Stream app “other” is not connected here. Open attendance of default:standup, session s-1, from the Stream app acme-dev, instead?',
    );
    assert.equal(
      first,
      'The link names the Stream app “other”, and no app of this name is connected here: acme-dev is asked instead, where the call may be another one or none. ' +
        'To ask “other”, cancel, connect it under this name, and open the link again.',
    );
    const call: Link = { kind: 'call', app: 'other', cid: 'a:b' };
    const app = { name: 'acme-prod', production: true };
    assert.match(
      asked(call, { unclear })[0] ?? '',
      /^The Stream app “other” is not connected here\. .* a:b, .* acme-dev, instead\?$/,
    );
    for (const each of [link, call])
      assert.match(
        asked(each, { unclear, app })[0] ?? '',
        /“other” is not connected here\. .* acme-prod, which is in production, instead\?$/,
      );
    const several = asked(link, { unclear: { name: 'acme-dev', several: true } }).join('\n');
    assert.match(
      several,
      /^Open attendance of .*\?\nSeveral Stream apps are called “acme-dev” here.*: acme-dev is asked/,
    );
    assert.doesNotMatch(several, /no app of this name|not connected/);
  });

  it('shows rows, window and threshold to the last digit', () => {
    const at = Date.UTC(2026, 10, 22, 9, 0, 0, 5);
    const question = {
      rowFilter: { user_id: { $in: ['alice', 'bob'] } },
      window: { from: at, to: at + 1 },
      threshold: 90_000,
    };
    const lines = asked({ kind: 'panel', app: undefined, session, question });
    assert.deepEqual(lines.slice(2, 5), [
      'Row filter: {"user_id":{"$in":["alice","bob"]}}',
      'Window: 2026-11-22T09:00:00.005Z to 2026-11-22T09:00:00.006Z',
      'People present at least 1m 30s',
    ]);
  });

  it('spells out what could hide, and keeps the buttons on the screen', () => {
    const evil = { ...session, callId: 'a\u202e\nb' };
    assert.match(asked({ kind: 'session', app: undefined, session: evil })[0] ?? '', /a\\u202e\\nb/);
    const question = { rowFilter: { user_id: { $in: ['x'.repeat(3000)] } } };
    const lines = asked({ kind: 'panel', app: undefined, session, question });
    assert.ok((lines[2] ?? '').length < 1600);
    assert.match(lines[2] ?? '', /…$/);
  });
});
