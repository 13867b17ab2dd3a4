import assert from 'node:assert/strict';
import { english } from '../../../../src/attendance/text';
import { readReport } from '../../../../src/documents/report';
import {
  timelineAbout,
  timelineDocument,
  type TimelineSubject,
} from '../../../../src/documents/timeline/timeline-document';
import { readTimeline } from '../../../../src/documents/timeline/timeline-events';
import { createRowTable } from '../../../../src/attendance/row-table';
import type { DecodedObject } from '../../../../src/attendance/call';
import { openSampleBook } from '../sample-book';

const noon = Date.UTC(2026, 10, 22, 12);
const session = { callType: 'default', callId: 'daily', sessionId: 's1' };

const pausing = { now: () => performance.now(), pause: () => new Promise<void>(setImmediate) };

const toldOf = (events: unknown, of = subject()): Promise<string> =>
  timelineDocument(of, { events }, pausing);

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
        const told = await timelineDocument({ ...subject(), session: ref, rows: table, row }, value, pausing);
        assert.ok(told.includes('Why did'));
        if (ending === undefined || ending === 'crashed') assert.ok(told.includes('Stream says no reason.'));
        else assert.ok(told.includes(`reason “\`${ending}\`”`) || told.includes(`reason “${ending}”`), told);
      }
    } finally {
      await sample.close();
    }
  });

  it('tells events in the order of their times, by Stream’s own words, and concludes nothing', async () => {
    const told = await toldOf(
      [
        { type: 'odd_new_event', timestamp: (noon + 60_000) * 1e6, severity: 'warning', data: { level: 3 } },
        { type: 'joined', timestamp: new Date(noon), severity: 'info', data: { sdk: 'js' } },
        { type: 'never', timestamp: '0001-01-01T00:00:00Z', data: null },
        'no event at all',
      ],
      subject({ left_at: null, duration_in_seconds: null }),
    );
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
    assert.match(await toldOf(null), /holds no events/);
  });

  it('shows no address, place or secret, however deep and whatever it is called', async () => {
    const { events } = await readTimeline(
      {
        events: [
          {
            type: 'x',
            data: {
              clientIpAddress: 'a',
              client_ip: '10.1.2.3',
              geo: { city: 'Oslo', lat: 1 },
              deep: {
                remote: 'udp 192.168.0.12:443',
                six: '[2001:db8::1]:443',
                ok: 'description',
                '::ffff:10.0.0.1': 'a',
              },
              token: 'x',
              country_code: 'NO',
              participant: 'kept',
              at: '12:30',
            },
            ip: '1.2.3.4',
          },
        ],
      },
      pausing,
    );
    const [event] = events;
    assert.deepEqual(event?.fields.map(({ name, value }) => `${name}: ${value}`).toSorted(), [
      'data.at: 12:30',
      'data.deep.(address): a',
      'data.deep.ok: description',
      'data.deep.remote: udp (address):443',
      'data.deep.six: [(address)]:443',
      'data.participant: kept',
    ]);
    assert.equal(event.hidden, 6);
  });

  it('stays a document whatever it holds: hostile words, endless lists, deep nests', async () => {
    const nest = (depth: number): DecodedObject => (depth === 0 ? { end: 1 } : { in: nest(depth - 1) });
    const hostile = subject({ user_id: '</x>[a](command:x) `|` \u202e', publisher_type: '<img src=x>' });
    const told = await toldOf(
      [
        ...Array.from({ length: 1500 }, (_, n) => ({ type: `e${n}`, data: { text: 'x'.repeat(5000) } })),
        { type: '<script>alert(1)</script>', data: { reason: '[x](http://evil) | \n # y' } },
        { type: 'deep', data: nest(3000) },
      ],
      hostile,
    );
    assert.ok(told.length < 600_000);
    assert.match(told, /Earlier events that are not shown: 502/);
    assert.match(told, /too large to look through/);
    const outside = told.replace(/`[^`\n]*`/g, '');
    assert.doesNotMatch(outside, /<script|<img|\]\(|\u202e/);
    assert.ok(!told.split('\n').includes(' # y'));
  });

  it('gives the reason with no more than the address taken out of it, whatever else is hidden', async () => {
    for (const [given, shown] of [
      ['connection of 10.1.2.3 lost', 'connection of (address) lost'],
      ['at 09:17:05 UTC', 'at 09:17:05 UTC'],
      ['2026-11-22T09:17:05.123+01:00', '2026-11-22T09:17:05.123+01:00'],
      ['std::bad_alloc', 'std::bad_alloc'],
      ['Chrome 120.0.6099.109', 'Chrome 120.0.6099.109'],
      ['from 2001:db8:0:1:2:3:4:5', 'from (address)'],
      ['via ::ffff:10.1.2.3.', 'via (address).'],
      ['by 00:1b:63:84:45:e6', 'by (address)'],
      [`${'x '.repeat(195)}2001:db8:0:1:2:3:4:5`, `${'x '.repeat(99)}x…`],
    ] as const) {
      const { events } = await readTimeline({ events: [{ type: 'left', data: { reason: given } }] }, pausing);
      assert.deepEqual(
        events[0]?.reasons.map(({ value }) => value),
        [shown],
      );
    }
  });

  it('finds a reason beyond what is shown of an event, and says where it may show none', async () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`field${n}`, n]));
    const deep = { a: { b: { c: { d: { e: { f: { disconnectReason: { code: 'gone deep' } } } } } } } };
    const told = await toldOf([
      { type: 'left', data: { ...many, reasons: ['gone late'] } },
      { type: 'x', deep },
    ]);
    assert.match(told, /reason “gone late” with left/);
    assert.match(told, /reason “gone deep” with x/);
    const hidden = await toldOf([{ type: 'left', data: { host: { reason: 'secret' }, ok: 1 } }]);
    assert.match(hidden, /Stream gives a reason that is not shown/);
    assert.doesNotMatch(hidden, /secret|says no reason/);
    const huge = Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`field${n}`, n]));
    const cut = await toldOf([{ type: 'left', data: { ...huge, reason: 'far' } }]);
    assert.match(cut, /too large to look through/);
    assert.doesNotMatch(cut, /says no reason/);
  });

  it('shows the end of a long timeline, and the reasons of all of it', async () => {
    const events = Array.from({ length: 1200 }, (_, n) => ({
      type: `event_${n}`,
      timestamp: new Date(noon + n),
    }));
    // Stream’s order need not be that of the times.
    const told = await toldOf([{ ...events[0], type: 'first', reason: 'early' }, ...events.toReversed()]);
    assert.match(told, /Earlier events that are not shown: 201/);
    assert.match(told, /reason “early” with first/);
    assert.ok(told.includes('event_1199') || told.includes('`event_1199`'));
    assert.doesNotMatch(told, /event_199\b/);
  });

  it('is made in short stretches and kept short, of the most that may come', async () => {
    const data = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`f${n}`, ':a.:b.:'.repeat(60)]));
    let [time, pauses] = [0, 0];
    const told = await timelineDocument(
      subject(),
      { events: Array.from({ length: 1000 }, () => ({ type: 'stats', data })) },
      {
        // By this clock each step takes long enough for a pause.
        now: () => (time += 20),
        pause() {
          pauses++;
          return Promise.resolve();
        },
      },
    );
    assert.ok(told.length < 600_000, `${told.length} characters`);
    assert.match(told, /Earlier events that are not shown/);
    assert.ok(pauses > 1000, `${pauses} pauses: no stretch is longer than an event`);
  });

  it('has an address of its own for each connection of a person', () => {
    const about = (row: DecodedObject) => timelineAbout(subject(row));
    const open = (row: DecodedObject) => readReport({ name: 'Timeline', markdown: '', about: about(row) });
    const [one, other] = [open({}), open({ user_session_id: 'c2' })];
    assert.equal(one.path, '/Timeline.md');
    assert.notEqual(one.query, other.query);
    assert.equal(one.query, open({}).query);
    assert.equal(readReport({ name: 'Check', markdown: 'x' }).query, 'report');
    assert.throws(() => readReport({ name: 'Check', json: '{}' }));
  });
});
