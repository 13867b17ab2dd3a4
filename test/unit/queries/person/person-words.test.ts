import * as assert from 'node:assert/strict';
import { text } from '../../../../src/attendance/text';
import type { PersonOutcome } from '../../../../src/book/person/person-finding';
import { linesOf, PersonWords } from '../../../../src/queries/person/person-lines';
import { rangeName, rangeWords, spanOf } from '../../../../src/queries/person/person-range';
import { totalWords } from '../../../../src/queries/person/person-total';
import { headerOf } from '../../../../src/queries/person/person-header';
import { readSavedPerson, type SavedPerson } from '../../../../src/queries/person/saved-person';
import { findingOf, hour, live, minute, nine, sessionWith, stayed, telling, words } from './findings';

const day = 24 * hour;
const lineOf = (
  outcome: PersonOutcome,
  ...rest: Parameters<typeof sessionWith> extends [unknown, ...infer R] ? R : never
) => words.line(sessionWith(outcome, ...rest));

describe('a line of Find a Person', () => {
  it('tells when somebody joined and left, to the second, and for how long', () => {
    const { joined, left, presence, exact, rejoins, kind, when, call } = lineOf(
      stayed({ rejoins: { least: 2, most: 2 } }),
    );
    assert.deepEqual(
      { kind, call, when, joined, left, presence, exact, rejoins },
      {
        kind: 'there',
        call: 'default:standup',
        when: 'Nov 20, 09:00 – 09:34',
        joined: '09:02:10',
        left: '09:30:00',
        presence: '28m',
        exact: '27m 50s',
        rejoins: '2',
      },
    );
  });

  it('says both bounds of a time and of a number, and never one of two', () => {
    const rejoins = (least: number, most: number | undefined) =>
      lineOf(stayed({ rejoins: { least, most } })).rejoins;
    assert.deepEqual(
      [rejoins(1, 3), rejoins(1, undefined), rejoins(0, undefined)],
      ['1 to 3', 'at least 1', 'unknown'],
    );
    assert.equal(
      lineOf(stayed({ presence: { certain: 29 * minute, upTo: 100 * minute } })).presence,
      '29m certain, up to 1h 40m',
    );
    assert.equal(
      lineOf(stayed({ presence: { certain: 29 * minute, upTo: undefined } })).presence,
      '29m certain, up to unknown',
    );
  });

  it('names the day where it is another than that of the start, and what nobody knows', () => {
    const late = stayed({ joined: nine + day, left: { kind: 'unknown' } });
    assert.deepEqual(
      [lineOf(late).joined, lineOf(late).left, lineOf(stayed({ joined: undefined })).joined],
      ['Nov 21, 09:00:00', 'unknown', 'unknown'],
    );
    assert.equal(lineOf(stayed({ left: { kind: 'still-there' } })).left, 'still there');
    assert.equal(lineOf(stayed(), { startedAt: undefined, endedAt: undefined }).when, 'start unknown');
    assert.equal(lineOf(stayed(), { endedAt: undefined }, live).when, 'Nov 20, 09:00 – now');
  });

  it('counts from the session’s start where times are shown so', () => {
    const since = new PersonWords({ ...telling, show: { ...telling.show, display: 'sinceStart' } });
    const { joined, left } = since.line(sessionWith(stayed()));
    assert.deepEqual([joined, left], ['+0:02:10', '+0:30:00']);
  });

  it('calls nobody absent, and leaves times empty where there are none', () => {
    const why = text('The rows have expired.');
    const said = [
      lineOf({ kind: 'absent' }),
      lineOf({ kind: 'absent' }, {}, live),
      lineOf({ kind: 'cannot-tell', text: why }),
      lineOf({ kind: 'not-asked', text: why }),
      lineOf({ kind: 'waiting' }),
    ];
    assert.deepEqual(
      said.map(({ outcome }) => outcome),
      [
        'No row of this person',
        'No row of this person so far',
        'Cannot be told: The rows have expired.',
        'Not asked: The rows have expired.',
        'Not asked yet',
      ],
    );
    for (const { joined, left, presence, exact, rejoins } of said)
      assert.equal(joined + left + presence + exact + rejoins, '');
  });

  it('tells data that may still change, and makes ids of Stream safe to look at', () => {
    const line = lineOf(stayed({ notes: [text('1 row has no end.')] }), { callId: 'a\u202eb' }, live);
    assert.equal(line.provisional, true);
    assert.equal(line.state, 'live');
    assert.deepEqual(line.notes, ['1 row has no end.']);
    assert.match(line.call, /\\u202e/);
  });

  it('has a key of its own, also for sessions of the same id', () => {
    const lines = linesOf(
      findingOf([
        sessionWith(stayed(), { sessionId: 'x', callId: 'a' }),
        sessionWith(stayed(), { sessionId: 'x', callId: 'b' }),
      ]),
      telling,
    );
    assert.equal(new Set(lines.map(({ key }) => key)).size, 2);
  });
});

describe('the total of Find a Person', () => {
  const values = (...args: Parameters<typeof totalWords>) =>
    totalWords(...args).figures.map(({ value }) => value);

  it('is exact where every session told', () => {
    const finding = findingOf([
      sessionWith(stayed({ rejoins: { least: 1, most: 1 } })),
      sessionWith({ kind: 'absent' }),
    ]);
    assert.deepEqual(values(finding, words), ['1 of 2 sessions', '28m', '1']);
    assert.deepEqual(totalWords(finding, words).notes, []);
    assert.equal(totalWords(finding, words).spoken, 'Found in 1 of 2 sessions. Presence: 28m. Rejoins: 1.');
  });

  it('is “at least” as soon as one session did not tell, whatever the book’s sum says', () => {
    const why = text('…');
    for (const outcome of [
      { kind: 'waiting' },
      { kind: 'not-asked', text: why },
      { kind: 'cannot-tell', text: why },
    ] as const) {
      const finding = findingOf([sessionWith(stayed()), sessionWith(outcome)]);
      assert.deepEqual(
        values(finding, words),
        ['at least 1 of 2 sessions', '28m certain, up to unknown', 'at least 0'],
        outcome.kind,
      );
      assert.equal(totalWords(finding, words).notes.length, 1, outcome.kind);
    }
    const cut = findingOf([sessionWith(stayed())], { done: false });
    assert.deepEqual(values(cut, words)[0], 'at least 1 of 1 sessions');
    assert.match(totalWords(cut, words).notes.join(), /not read to its end/);
    assert.match(totalWords(cut, words, { asking: true }).notes.join(), /search goes on/);
  });

  it('adds up rejoins as a range, and says “at least” of what is certain alone', () => {
    const ranged = sessionWith(stayed({ rejoins: { least: 1, most: 4 } }));
    assert.equal(values(findingOf([ranged, ranged]), words)[2], '2 to 8');
    assert.equal(values(findingOf([ranged, sessionWith({ kind: 'waiting' })]), words)[2], 'at least 1');
  });

  it('is “at least” where sessions may be missing from the list, whatever those in it say', () => {
    const cut = findingOf([sessionWith(stayed({ rejoins: { least: 1, most: 1 } }))], { listed: false });
    assert.deepEqual(cut.total.presence.upTo, undefined);
    assert.deepEqual(values(cut, words), [
      'at least 1 of 1 sessions',
      '28m certain, up to unknown',
      'at least 1',
    ]);
    assert.match(totalWords(cut, words).spoken, /may be missing from the list/);
    // Even where the sum itself is told with a bound.
    assert.match(values({ ...cut, total: findingOf(cut.sessions).total }, words)[1] ?? '', /up to unknown/);
  });

  it('warns where the id may be wrong, and only where nobody was found', () => {
    const nobody = findingOf([sessionWith({ kind: 'absent' })]);
    assert.match(totalWords(nobody, words, { isUnknown: true }).spoken, /knows no user with exactly this id/);
    assert.deepEqual(totalWords(nobody, words).notes, []);
    const found = findingOf([sessionWith(stayed())]);
    assert.deepEqual(totalWords(found, words, { isUnknown: true }).notes, []);
  });

  it('says that it may still change, also for a session without a row of the person', () => {
    const finding = findingOf([sessionWith(stayed()), sessionWith({ kind: 'absent' }, {}, live)]);
    assert.deepEqual(totalWords(finding, words).notes, [
      'It may still change: 1 of these sessions is not final.',
    ]);
    assert.match(totalWords(finding, words).spoken, /may still change/);
  });
});

describe('the range of Find a Person', () => {
  const show = { display: 'utc' } as const;

  it('reaches beyond now, for clocks that differ, and begins today at midnight of the zone shown', () => {
    assert.deepEqual(spanOf({ kind: 'days', days: 7 }, nine, show), {
      from: nine - 7 * day,
      to: nine + hour,
    });
    assert.deepEqual(spanOf({ kind: 'today' }, nine, show), {
      from: Date.UTC(2026, 10, 20),
      to: nine + hour,
    });
    const between = { kind: 'between', from: 5, to: 9 } as const;
    assert.deepEqual(spanOf(between, nine, show), { from: 5, to: 9 });
  });

  it('begins today at this computer’s midnight where times are shown so', () => {
    const zone = process.env['TZ'];
    process.env['TZ'] = 'Asia/Tokyo';
    try {
      const { from } = spanOf({ kind: 'today' }, Date.UTC(2026, 10, 20, 20), { display: 'local' });
      assert.equal(from, Date.UTC(2026, 10, 20, 15));
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  it('is told with its instants and their zone', () => {
    const range = { kind: 'days', days: 7 } as const;
    assert.equal(
      rangeWords(range, spanOf(range, nine, show), telling),
      'Last 7 days: sessions that began since Nov 13, 2026, 09:00:00 UTC',
    );
    assert.equal(
      rangeWords({ kind: 'between', from: nine, to: nine + hour }, { from: nine, to: nine + hour }, telling),
      'Sessions that began from Nov 20, 2026, 09:00:00 UTC until Nov 20, 2026, 10:00:00 UTC',
    );
    assert.equal(telling.say(rangeName({ kind: 'days', days: 1 })), 'Last 24 hours');
  });
});

describe('the header of Find a Person', () => {
  const saved: SavedPerson = {
    version: 1,
    appId: 'a',
    appName: 'Acme',
    userId: 'al\u202eice',
    range: { kind: 'days', days: 7 },
  };
  const parts = { saved, name: undefined, question: undefined, asked: undefined, production: true };

  it('shows the id itself, the name beside it, and both instants of a long search', () => {
    const header = headerOf({ ...parts, name: 'Alice', asked: { from: nine, until: nine + 6000 } }, telling);
    assert.match(header.person, /\\u202e/);
    assert.deepEqual(
      [header.name, header.callType, header.zone],
      ['Alice', 'All call types', 'Times in UTC'],
    );
    assert.equal(header.asked, 'asked from Nov 20, 2026, 09:00:00 UTC to Nov 20, 2026, 09:00:06 UTC');
    assert.deepEqual(header.app, { name: 'Acme', production: true });
    assert.equal(headerOf(parts, telling).asked, '');
  });

  it('is brought back from what VS Code kept, and from nothing else', () => {
    assert.deepEqual(readSavedPerson({ saved, choice: 'all' }), saved);
    for (const kept of [
      undefined,
      null,
      saved,
      { saved: { ...saved, version: 2 } },
      { saved: { ...saved, userId: '' } },
      { saved: { ...saved, range: { kind: 'days', days: 3650 } } },
      { saved: { ...saved, range: { kind: 'between', from: 9, to: 9 } } },
      { saved: { ...saved, userId: 'x'.repeat(2001) } },
    ])
      assert.equal(
        readSavedPerson(kept),
        undefined,
        kept === undefined ? 'nothing' : JSON.stringify(kept).slice(0, 100),
      );
  });
});
