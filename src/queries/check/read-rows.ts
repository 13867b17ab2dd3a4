import { fact, fieldNames, untold, yesOrNo, type Answer, type Shape } from './answers';
import type { Asker } from './asker';
import type { Specimen } from './pages';
import { comparable, isObject, shape, shapes, timeShape, type JsonObject } from './shapes';

const rowFields = new Set([
  'user_id',
  'user_session_id',
  'publisher_type',
  'roles',
  'joined_at',
  'left_at',
  'duration_in_seconds',
]);
const answerFields = new Set([
  'call_type',
  'call_id',
  'call_session_id',
  'total_participant_sessions',
  'total_participant_duration',
  'participants_sessions',
  'next',
  'prev',
  'session',
  'duration',
]);
const requiredOfRow: readonly (readonly [string, readonly Shape[]])[] = [
  ['user_id', ['other text', 'empty text']],
  ['user_session_id', ['other text']],
  ['publisher_type', ['other text']],
  ['roles', ['a list', 'an empty list']],
];
const requiredOfAnswer: readonly (readonly [string, readonly Shape[]])[] = [
  ['call_type', ['other text']],
  ['call_id', ['other text']],
  ['call_session_id', ['other text']],
  ['total_participant_sessions', ['a number']],
  ['total_participant_duration', ['a number']],
  ['participants_sessions', ['a list', 'an empty list']],
];

/** What the rows that were read anyway tell; no request. */
export function readRows(asker: Asker, specimen: Specimen): void {
  const { rows, answer } = specimen;
  asker.tell('times.joined', shapes(rows.map((row) => timeShape(row, 'joined_at'))));
  asker.tell('times.left', shapes(rows.map((row) => timeShape(row, 'left_at'))));
  asker.tell('times.duration', shapes(rows.map((row) => shape(row, 'duration_in_seconds'))));
  asker.tell('times.roles', shapes(rows.map((row) => shape(row, 'roles'))));
  asker.tell('times.leftBeforeJoined', leavesBeforeItJoins(rows));
  asker.tell('sessions.object', yesOrNo(isObject(answer['session'])));
  if (isObject(answer['session'])) readSession(asker, specimen, answer['session']);
  asker.tell('sessions.counts', countsAgree(specimen));
  const values = new Set(textsIn(answer));
  asker.tell('fields.rowUnknown', {
    kind: 'fields',
    fields: fieldNames(
      rows.flatMap((row) => Object.keys(row).filter((key) => !rowFields.has(key))),
      values,
    ),
  });
  asker.tell('fields.answerUnknown', {
    kind: 'fields',
    fields: fieldNames(
      Object.keys(answer).filter((key) => !answerFields.has(key)),
      values,
    ),
  });
  asker.tell('fields.off', {
    kind: 'fields',
    fields: fieldNames([...off([answer], requiredOfAnswer), ...off(rows, requiredOfRow)], new Set()),
  });
}

function readSession(asker: Asker, specimen: Specimen, session: JsonObject): void {
  asker.tell('times.sessionStart', shapes([timeShape(session, 'started_at')]));
  asker.tell(
    'times.sessionEnd',
    specimen.ended ? shapes([timeShape(session, 'ended_at')]) : untold('the session has no end'),
  );
  const start = comparable(session, 'started_at');
  const joins = timesOf(specimen.rows, 'joined_at');
  asker.tell(
    'times.beforeStart',
    start === undefined || joins.length === 0
      ? untold('no row has the field with a time')
      : yesOrNo(joins.some((joined) => joined < start)),
  );
  const end = comparable(session, 'ended_at');
  const leaves = timesOf(specimen.rows, 'left_at');
  if (end === undefined || !specimen.whole) {
    asker.tell('times.sessionEndsWith', untold('the session has no end'));
  } else if (leaves.length === 0) {
    asker.tell('times.sessionEndsWith', untold('no row has the field with a time'));
  } else {
    const after = end - Math.max(...leaves);
    asker.tell(
      'times.sessionEndsWith',
      fact(
        Math.abs(after) <= 1000
          ? 'the same moment'
          : after > 0
            ? 'the session ends later'
            : 'the session ends earlier',
      ),
    );
  }
}

function leavesBeforeItJoins(rows: readonly JsonObject[]): Answer {
  const both = rows
    .map((row) => ({ joined: comparable(row, 'joined_at'), left: comparable(row, 'left_at') }))
    .filter((row) => row.joined !== undefined && row.left !== undefined);
  return both.length === 0
    ? untold('no row has the field with a time')
    : yesOrNo(both.some(({ joined = 0, left = 0 }) => left < joined));
}

function countsAgree({ counted, total }: Specimen): Answer {
  return counted === undefined || total === undefined
    ? untold('no session with participant sessions was found')
    : yesOrNo(counted === total);
}

function timesOf(rows: readonly JsonObject[], key: string): readonly number[] {
  return rows.map((row) => comparable(row, key)).filter((time) => time !== undefined);
}

function off(
  objects: readonly JsonObject[],
  required: readonly (readonly [string, readonly Shape[]])[],
): readonly string[] {
  return required
    .filter(([key, fine]) => objects.some((each) => !fine.includes(shape(each, key))))
    .map(([key]) => key);
}

/** Every text that stands as a value, at any depth. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
