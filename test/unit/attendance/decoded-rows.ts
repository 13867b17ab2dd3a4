import fc from 'fast-check';
import type { DecodedObject } from '../../../src/attendance/call';

/** Start of the sessions in these tests: times are counted from it. */
export const sessionStart = Date.UTC(2026, 10, 22, 9);

/** A row as the SDK decodes it. Times in ms from {@link sessionStart}; null: an explicit null; undefined: no such key. */
export function decodedRow(row: {
  readonly user?: string;
  readonly session?: string;
  readonly joined?: number | null;
  readonly left?: number | null;
  readonly duration?: number | null;
  readonly more?: DecodedObject;
}): DecodedObject {
  const time = (ms: number | null): Date | null => (ms === null ? null : new Date(sessionStart + ms));
  return {
    user_id: row.user ?? 'alice',
    user_session_id: row.session ?? 's1',
    ...(row.joined === undefined ? {} : { joined_at: time(row.joined) }),
    ...(row.left === undefined ? {} : { left_at: time(row.left) }),
    ...(row.duration === undefined ? {} : { duration_in_seconds: row.duration }),
    publisher_type: 'webrtc',
    roles: ['user'],
    ...row.more,
  };
}

/** What a time field may hold: times, the ways of Go to say nothing, and what no contract promised. */
const oddTime = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 4_000_000_000_000 }).map((ms) => new Date(ms)) },
  fc.constantFrom(
    null,
    undefined,
    new Date(NaN),
    new Date(0),
    new Date('0001-01-01T00:00:00Z'),
    new Date(-6_795_364_578_872),
    '',
    '2026-11-22T09:00:00.5Z',
    '0001-01-01T00:00:00Z',
    0,
    1_763_802_000_000_000_000,
    true,
    [],
  ),
);
const oddId = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('!anon', '', '__proto__', 'constructor', '=SUM(A1)', '\u202eevil', '\ud800', 'a"b\n'),
);
const oddDuration = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(null, undefined, -1, -0, 0, 2 ** 31, '12', 1e300),
);

/** Rows as a server gone wrong might send them: any key missing, in any order, with any value, unknown keys added. */
export const oddRow: fc.Arbitrary<DecodedObject> = fc
  .record(
    {
      user_id: fc.oneof({ weight: 9, arbitrary: oddId }, fc.constantFrom(null, 7)),
      user_session_id: fc.oneof({ weight: 9, arbitrary: oddId }, fc.constantFrom(null, 7)),
      publisher_type: fc.oneof(fc.constantFrom('webrtc', 'rtmp', 'teleport', ''), fc.constantFrom(null, 3)),
      roles: fc.oneof(fc.array(oddId, { maxLength: 3 }), fc.constantFrom(null, undefined, 'user', [1])),
      joined_at: oddTime,
      left_at: oddTime,
      duration_in_seconds: oddDuration,
    },
    { requiredKeys: [] },
  )
  .chain((known) =>
    fc
      .tuple(
        fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'new_field', '0')), fc.jsonValue(), {
          maxKeys: 3,
        }),
        fc.array(fc.nat(), { minLength: 10, maxLength: 10 }),
      )
      .map(([unknown, order]) => {
        const entries = new Map<string, unknown>([...Object.entries(unknown), ...Object.entries(known)]);
        const shuffled = [...entries].map((entry, at) => ({ entry, at: order[at] ?? 0 }));
        return Object.fromEntries(
          shuffled.toSorted((one, other) => one.at - other.at).map(({ entry }) => entry),
        );
      }),
  );

/** Rows with their dates as marked numbers: not every Node takes two invalid dates for deeply equal. */
export function comparable(rows: readonly DecodedObject[]): unknown[] {
  return rows.map((row) =>
    Object.entries(row).map(([key, value]) => [
      key,
      value instanceof Date ? `Date ${value.getTime()}` : value,
    ]),
  );
}
