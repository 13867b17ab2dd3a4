import fc from 'fast-check';
import type { DecodedObject } from '../../../src/attendance/call';
import type { Filter } from '../../../src/attendance/filter/filter';
import type { RowMarks } from '../../../src/attendance/filter/server-predicates';
import { createRowTable, type RowTable } from '../../../src/attendance/row-table';
import { oddRow, sessionStart } from './decoded-rows';

const users = ['alice', 'bob', 'Alice', 'al', 'sal', '', '__proto__', '!anon', '\ud800'];
const sessions = ['s1', 's2', 's11', ''];
const publishers = ['webrtc', 'rtmp', ''];
const roleNames = ['host', 'user', 'constructor'];
const tracks = ['audio', 'video', 'screenshare'];
const offsets = [-1, 0, 1, 2, 60_000];
const seconds = [-1, 0, 0.5, 1, 299, 300, 1200, 2 ** 31];

const someTime = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...offsets).map((ms) => new Date(sessionStart + ms)) },
  fc.constantFrom(null, undefined, new Date(NaN), new Date(0), '', '2026-11-22T09:00:00.0019Z'),
);

/** Rows whose values collide with those of {@link rowFilter}, and some odd ones. */
export const someRow: fc.Arbitrary<DecodedObject> = fc.oneof(
  { weight: 1, arbitrary: oddRow },
  {
    weight: 6,
    arbitrary: fc.record(
      {
        user_id: fc.constantFrom<unknown>(...users, null),
        user_session_id: fc.constantFrom(...sessions),
        publisher_type: fc.constantFrom(...publishers),
        roles: fc.oneof(fc.subarray(roleNames), fc.constantFrom(null, 'host', [1])),
        joined_at: someTime,
        left_at: someTime,
        duration_in_seconds: fc.constantFrom<unknown>(...seconds, null, '300', NaN),
      },
      { requiredKeys: ['user_id', 'user_session_id'] },
    ),
  },
);

const filterTime = fc
  .tuple(fc.constantFrom(...offsets), fc.constantFrom('Z', '+00:00', '999Z'))
  .map(([ms, end]) => new Date(sessionStart + ms).toISOString().replace('Z', end));

function idConditions(values: readonly string[]): fc.Arbitrary<Filter[string]> {
  return fc.oneof(
    fc.constantFrom(...values, null),
    conditionsOf({
      $eq: fc.constantFrom(...values, null),
      $in: fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }),
      $exists: fc.boolean(),
      $autocomplete: fc.constantFrom('al', 's1', 'x', ''),
    }),
  );
}

function amountConditions<T extends string | number>(value: fc.Arbitrary<T>): fc.Arbitrary<Filter[string]> {
  return fc.oneof(
    value,
    fc.constant(null),
    conditionsOf({
      $eq: fc.oneof(value, fc.constant(null)),
      $in: fc.array(value, { minLength: 1, maxLength: 3 }),
      $exists: fc.boolean(),
      $gt: value,
      $gte: value,
      $lt: value,
      $lte: value,
    }),
  );
}

/** One or two operators, since all of them together match nothing. */
function conditionsOf(operators: Record<string, fc.Arbitrary<Filter[string]>>): fc.Arbitrary<Filter> {
  const each = Object.entries(operators).map(([name, value]) =>
    value.map((operand) => [name, operand] as const),
  );
  return fc
    .array(fc.oneof(...each), { minLength: 1, maxLength: 2 })
    .map((entries) => Object.fromEntries(entries));
}

const flagCondition = fc.oneof(fc.boolean(), conditionsOf({ $eq: fc.boolean() }));

const fieldConditions: Record<string, fc.Arbitrary<Filter[string]>> = {
  user_id: idConditions(users),
  session_id: idConditions(sessions),
  user_session_id: idConditions(sessions),
  publisher_type: idConditions(publishers).filter(
    (value) => typeof value !== 'object' || value === null || !('$autocomplete' in value),
  ),
  roles: conditionsOf({
    $in: fc.subarray(roleNames, { minLength: 1 }),
    $contains: fc.constantFrom(...roleNames),
    $exists: fc.boolean(),
  }),
  joined_at: amountConditions(filterTime),
  left_at: amountConditions(filterTime),
  duration_in_seconds: amountConditions(fc.constantFrom(...seconds)),
  open: flagCondition,
  is_live: flagCondition,
  is_tech_user: flagCondition,
  published_tracks: fc.oneof(
    fc.constantFrom(...tracks),
    conditionsOf({
      $eq: fc.constantFrom(...tracks),
      $in: fc.array(fc.constantFrom(...tracks), { minLength: 1, maxLength: 3 }),
    }),
  ),
};

const oneField = fc.oneof(
  ...Object.entries(fieldConditions).map(([name, value]) =>
    value.map((condition): Filter => ({ [name]: condition })),
  ),
);

const twoFields: fc.Arbitrary<Filter> = fc
  .tuple(oneField, oneField)
  .map(([one, other]) => ({ ...one, ...other }));

/** Filters that the check takes, up to three groups deep, over few values. */
export const rowFilter: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => {
  const branches = fc.array(tie('filter'), { minLength: 1, maxLength: 3 });
  const group = fc
    .tuple(fc.constantFrom('$and', '$or'), branches)
    .map(([name, each]): Filter => ({ [name]: each }));
  return {
    filter: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'row filter' },
      fc.oneof({ weight: 3, arbitrary: oneField }, twoFields, fc.constant({})),
      group,
      fc.tuple(oneField, group).map(([one, other]) => ({ ...one, ...other })),
    ),
  };
}).filter;

/** What a server would say of each row: true, false, or nothing because it was not read. */
export type Told = ReadonlyMap<string, boolean | undefined>;

/** One answer for each field and track, by the row's index. */
export const someTold: fc.Arbitrary<(row: number) => Told> = fc
  .array(
    fc.tuple(...['is_live', 'is_tech_user', ...tracks].map(() => fc.constantFrom(true, false, undefined))),
    { minLength: 3, maxLength: 5 },
  )
  .map((answers) => (row) => {
    const answer = answers[row % answers.length] ?? [];
    return new Map(['is_live', 'is_tech_user', ...tracks].map((name, at) => [name, answer[at]]));
  });

/** Those answers as marks; a row has published one of several tracks if it has published any. */
export function marksOf(table: RowTable, told: (row: number) => Told): RowMarks {
  return {
    has: (predicate, key) => {
      const row = table.find(key);
      if (row === undefined) throw new Error('A row is asked for that there is not');
      if (predicate.field !== 'published_tracks') return told(row).get(predicate.field);
      return anyOf(predicate.values.map((track) => told(row).get(track)));
    },
  };
}

export function anyOf(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

export function allOf(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

/** All rows on one page, so that none is a repeat of another: row n of the table is row n of the list. */
export function tableOf(rows: readonly DecodedObject[]): RowTable {
  const table = createRowTable();
  table.append(rows, { read: 1, page: 1 });
  return table;
}
