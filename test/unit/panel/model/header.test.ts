import assert from 'node:assert/strict';
import { headerOf, type HeaderParts } from '../../../../src/panel/model/header';
import { text } from '../../../../src/attendance/text';
import { basisOf, inEnglish } from '../../attendance/figures/measured-rows';

const began = Date.UTC(2026, 10, 22, 9);
const savedAt = Date.UTC(2026, 10, 22, 9, 40);

function header(parts: Partial<HeaderParts> & { readonly kind?: 'final' | 'live' | 'stats-pending' }) {
  const { kind = 'final', ...over } = parts;
  const basis = basisOf({ read: 3, of: 3, asOf: savedAt }, { kind, provisional: kind !== 'final' });
  return headerOf(
    {
      session: { callType: 'default', callId: 'standup', sessionId: 's-1' },
      startedAt: began,
      endedAt: undefined,
      app: { name: 'acme-prod', production: true },
      state: basis.state,
      coverage: basis.coverage,
      news: undefined,
      now: savedAt + 60_000,
      ...over,
    },
    inEnglish,
  );
}

describe('the header of the panel', () => {
  it('marks an archived copy in its badge and beneath, and what was final stays final', () => {
    const { badge, news, archived, app } = header({ savedAt });
    assert.equal(archived, true);
    assert.deepEqual([badge.text, badge.tone], ['Archived copy · Final: stats ready', 'final']);
    assert.match(news, /^Archived copy, saved Nov 22, .*9:40.* · not asked again\.$/);
    assert.deepEqual(app, { name: 'acme-prod', production: true });
  });

  it('warns of a copy that was saved before its figures were final', () => {
    const { badge, news } = header({ savedAt, kind: 'stats-pending' });
    assert.deepEqual(
      [badge.text, badge.tone],
      ['Archived copy · Provisional: ended, stats pending', 'provisional'],
    );
    assert.match(news, /It was saved before its figures were final: Stream may have changed them since\.$/);
  });

  it('calls no session of a copy live now', () => {
    const { badge, when } = header({ savedAt, kind: 'live' });
    assert.equal(badge.text, 'Archived copy · Provisional: the call was live when it was saved');
    assert.doesNotMatch(when, /– now/);
    assert.match(header({ kind: 'live' }).when, /– now/);
  });

  it('marks nothing else', () => {
    const { badge, news, archived } = header({ news: text('Rows were read again since.') });
    assert.equal(archived, false);
    assert.equal(badge.text, 'Final: stats ready');
    assert.equal(news, 'Rows were read again since.');
  });
});
