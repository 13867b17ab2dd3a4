import assert from 'node:assert/strict';
import type { Member } from '../../../../src/attendance/call';
import type { DataState } from '../../../../src/attendance/data-state';
import type { Basis } from '../../../../src/attendance/figures/basis';
import { isUntold, type CannotTell } from '../../../../src/attendance/figures/cannot-tell';
import { scheduleOf, type Schedule, type ScheduleInput } from '../../../../src/attendance/figures/schedule';
import { english, text } from '../../../../src/attendance/text';
import { after, ended, measured, names, why, type ShortRow } from './short-rows';

const settled: DataState = {
  kind: 'settled',
  text: text('settled (inferred)'),
  evidence: [],
  asOf: after(7200),
  provisional: false,
  empty: undefined,
  rowsExpireAt: undefined,
};
const basis: Basis = {
  state: settled,
  coverage: {
    read: 3,
    of: 3,
    complete: true,
    exhaustive: true,
    chosenBy: 'nobody',
    asOf: after(7200),
    readUntil: after(7200),
    clock: 'server',
    changedWhileReading: false,
    notes: [],
  },
};
const member = (userId: string, more: Partial<Member> = {}): Member => ({
  userId,
  role: 'user',
  createdAt: after(-86_400),
  updatedAt: after(-86_400),
  deletedAt: undefined,
  ...more,
});
const rows: readonly ShortRow[] = [
  ['alice', 0, 3500],
  ['bob', 300, 600],
  ['bob', 900, 1200],
  ['eve', -60, 3000],
];

function scheduled(more: Partial<ScheduleInput> = {}): Schedule {
  return scheduleOf({
    members: { list: ['alice', 'bob', 'carol'].map((id) => member(id)), complete: true },
    call: { startsAt: after(0) },
    session: { startedAt: after(0), endedAt: after(3600) },
    earlierSessionBetween: false,
    measures: measured(rows),
    basis,
    ...more,
  });
}

function told<T extends object>(part: T | CannotTell): T {
  if (isUntold(part)) throw new Error(why(part));
  return part;
}

describe('who was expected (rule 15)', () => {
  it('tells of whom rows were found, and never that somebody was absent', () => {
    const schedule = scheduled();
    const { members, unexpected } = told(schedule.expected);
    assert.deepEqual(
      members.map(({ userId, seen, text: words }) => [userId, seen, english(words)]),
      [
        ['alice', 'person', 'Rows were found for alice.'],
        ['bob', 'person', 'Rows were found for bob.'],
        ['carol', 'no-row', 'No row found for carol.'],
      ],
    );
    assert.deepEqual(names(measured(rows), unexpected), ['eve']);
    assert.match(english(schedule.note), /as it stands now/);
  });

  it('knows rows that are no person’s, and that anonymous rows may be anybody’s', () => {
    const measures = measured(
      [
        ['alice', 0, 9, 'rtmp'],
        ['bob', 0, 9],
        ['!anon', 0, 9],
        ['!anon', 5, 9],
      ],
      { technical: Uint8Array.from([0, 1, 0, 0]) },
    );
    assert.deepEqual(
      told(scheduled({ measures }).expected).members.map(({ seen, text: words }) => [seen, english(words)]),
      [
        ['ingress', 'alice was here by ingress only.'],
        ['other', 'All rows found for bob count as technical or anonymous.'],
        ['no-row', 'No row found for carol; anonymous rows may be anybody’s: 2.'],
      ],
    );
  });

  it('takes ids as they are', () => {
    const list = ['__proto__', 'Alice', '\u202eevil'].map((id) => member(id));
    const { members } = told(scheduled({ members: { list, complete: true } }).expected);
    assert.deepEqual(
      members.map(({ text: words }) => english(words)),
      ['No row found for __proto__.', 'No row found for Alice.', 'No row found for \\u202eevil.'],
    );
  });

  it('holds for a window, too', () => {
    const measures = measured(rows, { window: { from: after(1000), to: after(1100) } });
    const [cut, whole] = [scheduled({ measures }), scheduled()];
    assert.deepEqual(cut, whole);
  });

  const untold: readonly (readonly [string, Partial<ScheduleInput>, RegExp])[] = [
    ['the members were not read', { members: undefined }, /members of the call were not read/],
    ['only a part of the list was', { members: { list: [member('alice')], complete: false } }, /to its end/],
    ['the start is not known', { session: { startedAt: undefined, endedAt: undefined } }, /when the session began/],
    ['a member is undated', { members: { list: [member('alice', { createdAt: undefined })], complete: true } }, /added: 1/],
    ...(['createdAt', 'updatedAt', 'deletedAt'] as const).map(
      (key) =>
        [
          `${key} lies after the start`,
          { members: { list: [member('alice'), member('bob', { [key]: after(0) + 1 })], complete: true } },
          /after the session began: 1\./,
        ] as const,
    ),
  ]; // prettier-ignore
  for (const [name, more, expected] of untold) {
    it(`cannot be told where ${name}`, () => {
      assert.match(why(scheduled(more).expected), expected);
    });
  }

  it('is of members who were there at the start', () => {
    const list = [member('alice', { createdAt: after(0) }), member('bob', { deletedAt: after(-5) })];
    const { members, unexpected } = told(scheduled({ members: { list, complete: true } }).expected);
    assert.deepEqual(
      members.map(({ userId }) => userId),
      ['alice'],
    );
    assert.deepEqual(names(measured(rows), unexpected), ['bob', 'eve']);
  });
});

describe('the rows of a schedule', () => {
  const state = (more: Partial<DataState>): Partial<ScheduleInput> => ({
    basis: { ...basis, state: { ...settled, ...more } },
  });
  const covered = (more: Partial<Basis['coverage']>): Partial<ScheduleInput> => ({
    basis: { ...basis, coverage: { ...basis.coverage, ...more } },
  });
  const cases: readonly (readonly [string, Partial<ScheduleInput>, RegExp])[] = [
    ['were chosen by a filter here', { measures: measured(rows, { selected: Uint32Array.of(0, 1) }) }, /a filter/],
    ['were chosen by Stream', covered({ chosenBy: 'server' }), /a filter/],
    ['are not all', covered({ complete: false }), /not all rows/],
    ['are not settled', state({ kind: 'stats-pending', provisional: true }), /neither final nor settled/],
    ['ended only', state({ kind: 'ended' }), /neither final nor settled/],
    ['are older than the state', state({ provisional: true }), /neither final nor settled/],
  ]; // prettier-ignore
  for (const [name, more, expected] of cases) {
    it(`tell nothing where they ${name}`, () => {
      const { expected: members, lateness, earlyLeaves } = scheduled(more);
      for (const part of [members, lateness, earlyLeaves]) assert.match(why(part), expected);
    });
  }

  it('tell where they are final', () => {
    assert.equal(why(scheduled(state({ kind: 'final' })).lateness), 'told');
  });
});

describe('lateness', () => {
  const late = (more: Partial<ScheduleInput> = {}, measures = measured(rows)): Record<string, unknown> => {
    const { people } = told(scheduled({ measures, ...more }).lateness);
    const { placed, input } = measures;
    return Object.fromEntries(
      people.map(({ person, lateMs }) => [input.rows.userIdOf(placed.users[person] ?? -1), lateMs]),
    );
  };
  const sure = (seconds: number): unknown => ({ certain: seconds * 1000, upTo: seconds * 1000 });

  it('is from the call’s start time to the first start; nobody is early', () => {
    assert.deepEqual(late(), { alice: sure(0), bob: sure(300), eve: sure(0) });
    assert.deepEqual(late({ call: { startsAt: after(-600) } }), {
      alice: sure(600),
      bob: sure(900),
      eve: sure(540),
    });
  });

  it('may be less where a row has no place in time', () => {
    const measures = measured([
      ['alice', 300, 400],
      ['alice', null, null],
      ['bob', null, null],
    ]);
    assert.deepEqual(late({}, measures), { alice: { certain: 0, upTo: 300_000 }, bob: undefined });
  });

  const hours = 3600;
  const at = (seconds: number | undefined, more: Partial<ScheduleInput> = {}): string =>
    why(
      scheduled({ call: { startsAt: seconds === undefined ? undefined : after(seconds) }, ...more }).lateness,
    );

  it('can be told from 12 hours before the session to its end', () => {
    assert.deepEqual([at(-12 * hours), at(3600)], ['told', 'told']);
    assert.match(at(-12 * hours - 0.001), /over 12 hours before/);
    assert.match(at(3600.001), /after this session/);
    assert.match(at(undefined), /no start time/);
    const open = { session: { startedAt: after(0), endedAt: undefined } };
    assert.equal(at(3500, open), 'told');
    assert.match(at(3501, open), /after this session/);
    assert.match(at(0, { session: { startedAt: undefined, endedAt: undefined } }), /when the session began/);
  });

  it('is not told where an earlier session began after the start time, or nobody looked', () => {
    assert.match(at(-60, { earlierSessionBetween: true }), /an earlier session/);
    assert.match(at(-60, { earlierSessionBetween: undefined }), /not looked for/);
  });

  it('needs no members', () => {
    assert.equal(at(0, { members: undefined }), 'told');
  });
});

describe('early leaves', () => {
  it('lie between the last leave and the session’s end, which comes some time after', () => {
    const { lastLeave, endedAt, people } = told(scheduled().earlyLeaves);
    assert.deepEqual([lastLeave, endedAt], [after(3500), after(3600)]);
    assert.deepEqual(
      people.map(({ earlyMs }) => earlyMs),
      [
        { certain: 0, upTo: 100_000 },
        { certain: 2_300_000, upTo: 2_400_000 },
        { certain: 500_000, upTo: 600_000 },
      ],
    );
  });

  it('may be none where a tail is assumed or unknown, or a row has no place', () => {
    const odd: readonly ShortRow[] = [
      ['alice', 0, 3700],
      ['bob', 0, null],
      ['carol', 0, 600],
      ['carol', null, null],
      ['dave', null, null],
    ];
    const early = (measures = measured(odd)): unknown =>
      told(scheduled({ measures }).earlyLeaves).people.map(({ earlyMs }) => earlyMs);
    const carol = { certain: 0, upTo: 3_100_000 };
    assert.deepEqual(early(), [
      { certain: 0, upTo: 0 },
      { certain: 100_000, upTo: 3_700_000 },
      carol,
      undefined,
    ]);
    const endless = measured(odd, { context: { ...ended, sessionEnd: undefined } });
    assert.deepEqual(early(endless), [
      { certain: 0, upTo: 0 },
      { certain: 0, upTo: 3_700_000 },
      carol,
      undefined,
    ]);
  });

  it('cannot be told without an end, or a place in time', () => {
    const session = { startedAt: after(0), endedAt: undefined };
    assert.match(why(scheduled({ session }).earlyLeaves), /when the session ended/);
    assert.match(why(scheduled({ measures: measured([['a', null, null]]) }).earlyLeaves), /no row/);
  });
});

describe('ringing', () => {
  const ringing = (decoded: ScheduleInput['session']['decoded']): Schedule['ringing'] =>
    scheduled({ session: { startedAt: after(0), endedAt: after(3600), decoded } }).ringing;

  it('is what Stream’s maps say', () => {
    const decoded = {
      accepted_by: { alice: new Date(after(2)), ['__proto__x']: '2026-11-22T09:00:03Z' },
      rejected_by: JSON.parse('{"__proto__": "soon"}') as unknown,
      missed_by: null,
    };
    assert.deepEqual(told(ringing(decoded)), {
      accepted: new Map([
        ['alice', after(2)],
        ['__proto__x', after(3)],
      ]),
      rejected: new Map([['__proto__', undefined]]),
      missed: new Map(),
    });
  });

  it('cannot be told of a call that did not ring, or of a session that was not sent', () => {
    for (const decoded of [{}, { accepted_by: {}, rejected_by: [], missed_by: 'x' }])
      assert.match(why(ringing(decoded)), /did not ring/);
    assert.match(why(ringing(undefined)), /sent nothing/);
  });
});
