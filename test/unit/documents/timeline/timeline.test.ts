import assert from 'node:assert/strict';
import { english } from '../../../../src/attendance/text';
import { timelineDocument, type TimelineSubject } from '../../../../src/documents/timeline/timeline-document';
import { readTimeline } from '../../../../src/documents/timeline/timeline-events';
import { createRowTable } from '../../../../src/attendance/row-table';
import type { DecodedObject } from '../../../../src/attendance/call';
import { openSampleBook } from '../sample-book';

const noon = Date.UTC(2026, 10, 22, 12);
const session = { callType: 'default', callId: 'daily', sessionId: 's1' };

function subject(row: DecodedObject = {}): TimelineSubject {
  const rows = createRowTable();
  rows.append(
    [
      {
        user_id: 'alice',
        user_session_id: 'c1',
        publisher_type: 'webrtc',
        joined_at: new Date(noon),
        left_at: new Date(noon + 90_000),
        duration_in_seconds: 90,
        ...row,
      },
    ],
    { read: 1, page: 1 },
  );
  const show = { display: 'utc', locale: 'en-US', zone: 'UTC' } as const;
  return { session, rows, row: 0, say: english, show, askedAt: noon + 3_600_000 };
}

describe('the timeline of a connection', () => {
  it('is told of every connection of the sample as it ended', async () => {
    const sample = await openSampleBook();
    const { book, server } = sample;
    try {
      const past = server.ledger.sessions('default:daily-standup').find(({ live }) => !live);
      assert.ok(past);
      const ref = { callType: past.callType, callId: past.callId, sessionId: past.id };
      await book.rows(ref).loadAll();
      const { table } = book.rows(ref);
      for (const { userId, userSessionId, ending } of server.ledger.connections(past.id)) {
        const { value } = await book.stream.participantTimeline(ref, userId, userSessionId);
        const row = Array.from({ length: table.length }, (_, at) => at).find(
          (at) => table.userSessionId(at) === userSessionId,
        );
        assert.ok(row !== undefined);
        const told = timelineDocument({ ...subject(), session: ref, rows: table, row }, value);
        assert.ok(told.includes('Why did'));
        if (ending === undefined || ending === 'crashed') assert.ok(told.includes('Stream says no reason.'));
        else assert.ok(told.includes(`reason “\`${ending}\`”`) || told.includes(`reason “${ending}”`), told);
      }
    } finally {
      await sample.close();
    }
  });

  it('tells events in the order of their times, by Stream’s own words, and concludes nothing', () => {
    const told = timelineDocument(subject({ left_at: null, duration_in_seconds: null }), {
      events: [
        { type: 'odd_new_event', timestamp: (noon + 60_000) * 1e6, severity: 'warning', data: { level: 3 } },
        { type: 'joined', timestamp: new Date(noon), severity: 'info', data: { sdk: 'js' } },
        { type: 'never', timestamp: '0001-01-01T00:00:00Z', data: null },
        'no event at all',
      ],
    });
    const places = ['joined', 'odd_new_event', 'never'].map((name) => told.lastIndexOf(name));
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
    assert.match(told, /Nov 22, 2026, 12:01:00 UTC/);
    assert.match(told, /\| no time \|/);
    assert.match(told, /level: 3/);
    assert.match(told, /Stream says no reason\./);
    assert.match(told, /Left: Stream gives no time/);
    assert.match(told, /Events of a form that is not known: 1/);
    assert.match(timelineDocument(subject(), { events: null }), /holds no events/);
  });

  it('shows no address, place or secret, however deep and whatever it is called', () => {
    const { events } = readTimeline({
      events: [
        {
          type: 'x',
          data: {
            clientIpAddress: 'a',
            client_ip: '10.1.2.3',
            geo: { city: 'Oslo', lat: 1 },
            deep: { remote: 'udp 192.168.0.12:443', six: '2001:db8::1', ok: 'description' },
            token: 'x',
            country_code: 'NO',
            participant: 'kept',
            at: '12:30',
          },
          ip: '1.2.3.4',
        },
      ],
    });
    const [event] = events;
    assert.deepEqual(event?.fields.map(({ name }) => name).toSorted(), [
      'data.at',
      'data.deep.ok',
      'data.participant',
    ]);
    assert.equal(event.hidden, 8);
  });

  it('stays a document whatever it holds: hostile words, endless lists, deep nests', () => {
    const nest = (depth: number): DecodedObject => (depth === 0 ? { end: 1 } : { in: nest(depth - 1) });
    const hostile = subject({ user_id: '</x>[a](command:x) `|` \u202e', publisher_type: '<img src=x>' });
    const told = timelineDocument(hostile, {
      events: [
        { type: '<script>alert(1)</script>', data: { reason: '[x](http://evil) | \n # y' } },
        { type: 'deep', data: nest(3000) },
        ...Array.from({ length: 1500 }, (_, n) => ({ type: `e${n}`, data: { text: 'x'.repeat(5000) } })),
      ],
    });
    assert.ok(told.length < 600_000);
    assert.match(told, /Later events that are not shown: 502/);
    const outside = told.replace(/`[^`\n]*`/g, '');
    assert.doesNotMatch(outside, /<script|<img|\]\(|\u202e/);
    assert.ok(!told.split('\n').includes(' # y'));
  });
});
