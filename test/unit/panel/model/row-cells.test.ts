import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DecodedObject } from '../../../../src/attendance/call';
import type { Telling } from '../../../../src/attendance/figures/figure-words';
import { cellNames, type CellName } from '../../../../src/formats/cell-names';
import { rowKinds, rowSchema } from '../../../../src/panel/protocol/shown';
import { cellWords } from '../../../../src/book/telling/cell-words';
import { panelRow } from '../../../../src/panel/model/row-cells';
import { timesInWindow, timesOfRow } from '../../../../src/formats/row-times';
import * as v from 'valibot';
import { decodedRow, oddRow, sessionStart } from '../../attendance/decoded-rows';
import { ended, inEnglish, live, minute } from '../../attendance/figures/measured-rows';
import { answerOf, type AnswerOptions } from './answer-of';

function cellsOf(
  row: DecodedObject,
  options: AnswerOptions = {},
  telling: Telling = inEnglish,
): Record<CellName, string> {
  const { cells } = panelRow(answerOf([row], options), 0, telling);
  const named = new Map(cellNames.map((id, at) => [id, cells[at] ?? '']));
  const cell = (id: CellName): string => named.get(id) ?? '';
  return {
    person: cell('person'),
    roles: cell('roles'),
    publisher: cell('publisher'),
    joined: cell('joined'),
    left: cell('left'),
    reported: cell('reported'),
    interval: cell('interval'),
    notes: cell('notes'),
    userSession: cell('userSession'),
  };
}

describe('the cells of a row', () => {
  it('tell what Stream reported, and the interval', () => {
    const row = decodedRow({ user: 'alice', joined: 0, left: 61_000, duration: 61 });
    assert.deepEqual(cellsOf(row), {
      person: 'alice',
      roles: 'user',
      publisher: 'webrtc',
      joined: 'Nov 22, 09:00:00',
      left: 'Nov 22, 09:01:01',
      reported: '1m 01s',
      interval: '1m 01s',
      notes: '',
      userSession: 's1',
    });
    assert.deepEqual(
      [panelRow(answerOf([row]), 0, inEnglish)].map(({ kind, outside, doubtful }) => [
        kind,
        outside,
        doubtful,
      ]),
      [['person', false, false]],
    );
  });

  it('never drop what is unknown', () => {
    const nothing = cellsOf(decodedRow({ more: { roles: null, publisher_type: '', user_session_id: '' } }));
    assert.deepEqual(
      [nothing.roles, nothing.publisher, nothing.userSession, nothing.joined, nothing.left],
      ['unknown', 'unknown', 'unknown', 'unknown', 'unknown'],
    );
    assert.deepEqual([nothing.reported, nothing.interval], ['unknown', 'unknown']);
    assert.match(nothing.notes, /^no start is known · publisher type not documented$/);
    assert.equal(cellsOf(decodedRow({ more: { roles: [] } })).roles, 'none');
  });

  it('say what comes from a duration', () => {
    const start = cellsOf(decodedRow({ left: 60_000, duration: 30 }));
    assert.equal(start.joined, 'Nov 22, 09:00:30, from leave and duration');
    assert.equal(start.notes, 'start from leave and duration');
    const end = cellsOf(decodedRow({ joined: 0, duration: 30 }));
    assert.equal(end.left, 'Nov 22, 09:00:30, from join and duration');
    assert.deepEqual([end.interval, end.notes], ['30s', 'end from join and duration']);
  });

  it('tell both bounds of an interval whose end is not certain', () => {
    const open = cellsOf(decodedRow({ joined: 0 }), { context: live });
    assert.deepEqual(
      [open.left, open.interval, open.notes],
      ['open', '0s certain, up to 50m 00s', 'open when it was read'],
    );
    const assumed = cellsOf(decodedRow({ joined: 0 }));
    assert.equal(assumed.left, 'unknown, Nov 22, 10:00:00 at the latest');
    assert.equal(assumed.interval, '0s certain, up to 1h 00m 00s');
    const noEnd = cellsOf(decodedRow({ joined: 0 }), { context: { ...ended, sessionEnd: undefined } });
    assert.deepEqual([noEnd.left, noEnd.interval], ['unknown', '0s certain, up to unknown']);
  });

  it('tell odd durations as they came', () => {
    const reported = (duration: number): string => cellsOf(decodedRow({ joined: 0, duration })).reported;
    assert.equal(reported(0), '0s');
    assert.equal(reported(-1), '-1 s, which is none');
    assert.equal(reported(1.5), '1.5 s');
    assert.equal(reported(1e15), '1,000,000,000,000,000 s');
  });

  it('clip the interval to the window and say what is outside', () => {
    const row = decodedRow({ joined: 0, left: 20 * minute });
    const window = { from: sessionStart + 15 * minute, to: sessionStart + 30 * minute };
    assert.equal(cellsOf(row, { window }).interval, '5m 00s');
    assert.equal(cellsOf(row, { window }).left, 'Nov 22, 09:20:00');
    const later = { from: sessionStart + 20 * minute };
    assert.equal(cellsOf(row, { window: later }).notes, 'outside the window');
    assert.equal(panelRow(answerOf([row], { window: later }), 0, inEnglish).outside, true);
  });

  it('name whose row it is', () => {
    const kindOf = (row: DecodedObject, options: AnswerOptions = {}): readonly string[] => {
      const { kind, cells } = panelRow(answerOf([row], options), 0, inEnglish);
      return [kind, cells[0] ?? '', cells[7] ?? ''];
    };
    const at = { joined: 0, left: 1000 };
    assert.deepEqual(kindOf(decodedRow({ ...at, user: '!anon' })), ['anonymous', 'anonymous', 'anonymous']);
    assert.deepEqual(kindOf(decodedRow({ ...at, user: '' })), [
      'anonymous',
      'anonymous, without an id',
      'anonymous',
    ]);
    const anonymousRoles = new Set(['user']);
    assert.deepEqual(kindOf(decodedRow(at), { anonymousRoles }), ['anonymous', 'alice', 'anonymous']);
    assert.deepEqual(kindOf(decodedRow({ ...at, more: { publisher_type: 'rtmp' } })), [
      'ingress',
      'alice',
      'ingress: no person',
    ]);
    assert.deepEqual(kindOf(decodedRow(at), { technical: [0] }), [
      'technical',
      'alice',
      'technical user: no person',
    ]);
  });

  it('show times in the zone asked for, with the distance from UTC where the clocks change', () => {
    const local: Telling = {
      ...inEnglish,
      show: { display: 'local', locale: 'en-US', zone: 'Europe/Berlin' },
    };
    assert.equal(cellsOf(decodedRow({ joined: 0 }), {}, local).joined, 'Nov 22, 10:00:00');
    const change = Date.UTC(2026, 9, 25, 1);
    const night = {
      ...ended,
      sessionStart: change - 10 * 60 * minute,
      sessionEnd: change + 20 * 60 * minute,
    };
    const joinedAt = (ms: number): string =>
      cellsOf(decodedRow({ joined: ms - sessionStart }), { context: night }, local).joined;
    assert.equal(joinedAt(change - 30 * minute), 'Oct 25, 02:30:00 GMT+2');
    assert.equal(joinedAt(change + 30 * minute), 'Oct 25, 02:30:00 GMT+1');
    // Of a session in one distance only what strays is told.
    assert.equal(
      cellsOf(decodedRow({ joined: change - sessionStart - 30 * minute }), {}, local).joined,
      'Oct 25, 02:30:00 GMT+2',
    );
    assert.equal(
      cellsOf(decodedRow({ joined: -400 * 24 * 60 * minute }), {}, local).joined,
      'Oct 18, 2025, 11:00:00 GMT+2',
    );
    const since: Telling = {
      ...inEnglish,
      show: { display: 'sinceStart', locale: 'en-US', zone: 'UTC', since: sessionStart },
    };
    assert.equal(cellsOf(decodedRow({ joined: 26 * 60 * minute + 7000 }), {}, since).joined, '+26:00:07');
    assert.equal(cellsOf(decodedRow({ joined: -7000 }), {}, since).joined, '−0:00:07');
    assert.equal(cellsOf(decodedRow({ joined: -500 }), {}, since).joined, '−0:00:01');
    const without = { ...since, show: { ...since.show, since: undefined } };
    assert.equal(cellsOf(decodedRow({ joined: 0 }), {}, without).joined, 'Nov 22, 09:00:00 UTC');
  });

  it('make hostile ids safe to look at, and cut long ones between characters', () => {
    assert.equal(cellsOf(decodedRow({ user: 'a\u202egpj\n' })).person, 'a\\u202egpj\\n');
    const long = cellsOf(decodedRow({ user: '👩'.repeat(200) })).person;
    assert.ok(long.length <= 300 && long.isWellFormed(), String(long.length));
    assert.ok(long.startsWith('\u2068') && long.endsWith('…\u2069'));
    const roles = Array.from({ length: 100 }, (_, n) => `role${n}`);
    const plain = cellsOf(decodedRow({ more: { roles } })).roles;
    assert.ok(plain.length <= 300 && plain.endsWith('…'));
    const { cells } = cellWords(answerOf([decodedRow({ more: { roles } })]), 0, inEnglish);
    assert.equal(cells.roles, roles.join(', '));
  });

  it('are of the protocol and small for any row', () => {
    fc.assert(
      fc.property(fc.array(oddRow, { minLength: 1, maxLength: 8 }), (rows) => {
        const answer = answerOf(rows);
        for (let row = 0; row < answer.rows.length; row++) {
          const cells = v.parse(rowSchema, panelRow(answer, row, inEnglish)).cells;
          for (const cell of cells) assert.ok(cell.length <= 300 && cell.isWellFormed());
        }
      }),
    );
  });

  it('rest on the same times and kinds as the measures', () => {
    const instant = fc.option(fc.integer({ min: -10, max: 70 }), { nil: undefined, freq: 2 });
    const stay = fc.record({
      joined: instant,
      left: instant,
      duration: fc.option(fc.integer({ min: -1, max: 3000 }), { nil: null, freq: 2 }),
      user: fc.constantFrom('alice', '!anon', '', 'bob'),
      type: fc.constantFrom('webrtc', 'rtmp', 'sip', 'teleport'),
    });
    const window = fc
      .tuple(fc.integer({ min: -20, max: 60 }), fc.integer({ min: 1, max: 60 }))
      .map(([from, length]) => ({
        from: sessionStart + from * minute,
        to: sessionStart + (from + length) * minute,
      }));
    fc.assert(
      fc.property(
        fc.array(stay, { minLength: 1, maxLength: 10 }),
        fc.option(window, { nil: undefined }),
        fc.constantFrom(ended, live, { ...ended, sessionEnd: undefined }),
        (stays, asked, context) => {
          const answer = answerOf(
            stays.map(({ joined, left, duration, user, type }, at) =>
              decodedRow({
                user,
                session: `s${at}`,
                ...(joined !== undefined && { joined: joined * minute }),
                ...(left !== undefined && { left: left * minute }),
                duration,
                more: { publisher_type: type, roles: [at % 3 === 0 ? 'viewer' : 'user'] },
              }),
            ),
            { context, technical: [1], anonymousRoles: new Set(['viewer']), ...(asked && { window: asked }) },
          );
          const { placed } = answer.measures;
          for (let row = 0; row < answer.rows.length; row++) {
            const times = timesInWindow(timesOfRow(answer.rows, context, row), asked);
            assert.deepEqual(
              [times.start, times.certainEnd, times.upToEnd, times.inside],
              [placed.start[row], placed.certainEnd[row], placed.upToEnd[row], placed.inWindow[row] === 1],
            );
            const shown = panelRow(answer, row, inEnglish);
            assert.equal(shown.kind, rowKinds[placed.kind[row] ?? 0]);
            assert.equal(shown.outside, placed.inWindow[row] === 0);
          }
        },
      ),
    );
  });
});
