import type { ProbeOutcome } from '../../stream/stream-video';
import { fact, untold, yes, yesOrNo, type Answer } from './answers';
import { unanswered, type Asker } from './asker';
import { askRows, keyOf, rowsOf, type Specimen } from './pages';
import { numberAt, textAt, type JsonObject } from './shapes';

/** A value that no row has: what is asked for by it must bring nothing. */
const nobody = 'rollcall-no-such-value';
const unknownField = 'rollcall_no_such_field';

/** Which filters of rows the server takes, judged against the rows that were read without a filter. */
export async function askFilters(asker: Asker, specimen: Specimen): Promise<void> {
  const { rows } = specimen;
  const users = [...new Set(rows.map((row) => textAt(row, 'user_id')).filter((id) => id !== undefined))];
  const [first, second = nobody] = users;
  if (first === undefined) return;
  const userIs = (row: JsonObject, ...ids: readonly string[]): boolean =>
    ids.some((id) => row['user_id'] === id);

  const whole = await ask(asker, specimen, 'filters.userEq', { user_id: { $eq: first } }, (row) =>
    userIs(row, first),
  );
  const total = numberAt(whole.body, 'total_participant_sessions');
  if (whole.cause === 'ok') asker.tell('filters.totals', yesOrNo(total === specimen.total));
  await ask(asker, specimen, 'filters.userBare', { user_id: first }, (row) => userIs(row, first));
  await ask(asker, specimen, 'filters.userIn', { user_id: { $in: [first, second] } }, (row) =>
    userIs(row, first, second),
  );
  const connection = rows.map((row) => textAt(row, 'user_session_id')).find((id) => id !== undefined);
  if (connection !== undefined) {
    await ask(
      asker,
      specimen,
      'filters.sessionIsUserSession',
      { session_id: { $eq: connection } },
      (row) => row['user_session_id'] === connection,
    );
  }
  // A type that not all rows have: then "ignored" and "taken" differ.
  const publisher = rows.every((row) => row['publisher_type'] === 'rtmp') ? 'webrtc' : 'rtmp';
  await ask(
    asker,
    specimen,
    'filters.publisher',
    { publisher_type: { $eq: publisher } },
    (row) => row['publisher_type'] === publisher,
  );
  await askUnjudged(asker, specimen, 'filters.live', { is_live: { $eq: true } });
  await askUnjudged(asker, specimen, 'filters.tech', { is_tech_user: { $eq: true } });
  await askUnjudged(asker, specimen, 'filters.tracks', { published_tracks: { $in: ['audio', 'video'] } });
  await ask(
    asker,
    specimen,
    'filters.and',
    { $and: [{ user_id: { $eq: first } }, { user_id: { $eq: nobody } }] },
    () => false,
  );
  await ask(
    asker,
    specimen,
    'filters.or',
    { $or: [{ user_id: { $eq: first } }, { user_id: { $eq: nobody } }] },
    (row) => userIs(row, first),
  );
  await askWrong(asker, specimen, 'filters.unknownField', { [unknownField]: { $eq: nobody } });
  await askWrong(asker, specimen, 'filters.unknownOperator', { user_id: { $rollcall: nobody } });
}

type FilterQuestion = Extract<Parameters<Asker['tell']>[0], `filters.${string}`>;

/** Asks for the rows that pass a filter, and tells what can be told of those that came. */
async function askWith(
  asker: Asker,
  { session }: Specimen,
  question: FilterQuestion,
  filter: JsonObject,
  told: (came: readonly JsonObject[]) => Answer,
): Promise<ProbeOutcome> {
  const outcome = await askRows(asker, session, { limit: 100, filter_conditions: filter });
  asker.tell(question, unanswered(outcome) ?? told(rowsOf(outcome)));
  return outcome;
}

function ask(
  asker: Asker,
  specimen: Specimen,
  question: FilterQuestion,
  filter: JsonObject,
  wanted: (row: JsonObject) => boolean,
): Promise<ProbeOutcome> {
  return askWith(asker, specimen, question, filter, (came) => judge(specimen, came, wanted));
}

/** Compares what came with what the unfiltered rows say should come. */
function judge(
  specimen: Specimen,
  came: readonly JsonObject[],
  wanted: (row: JsonObject) => boolean,
): Answer {
  const expected = specimen.rows.filter(wanted);
  if (expected.length === specimen.rows.length) return untold('all rows are alike in this field');
  if (
    came.length > 0 &&
    !came.some(wanted) &&
    expected.length === 0 &&
    came.length === specimen.rows.length
  ) {
    return fact('ignored: all rows came');
  }
  const wrong = came.filter((row) => !wanted(row)).length;
  if (wrong > 0) {
    return came.length === specimen.rows.length
      ? fact('ignored: all rows came')
      : fact('taken, but with other rows than it asks for');
  }
  // Of a session with more pages only the rows of the first are known: none of them may be missing.
  const keys = new Set(came.map(keyOf));
  const missing = expected.some((row) => !keys.has(keyOf(row)));
  if (missing) {
    return came.length === 0 ? fact('taken: no rows') : fact('taken, but with other rows than it asks for');
  }
  return yes;
}

/** A condition on something that rows do not tell: only how many rows came can be said. */
async function askUnjudged(
  asker: Asker,
  specimen: Specimen,
  question: FilterQuestion,
  filter: JsonObject,
): Promise<void> {
  await askWith(asker, specimen, question, filter, ({ length }) => {
    if (length === 0) return fact('taken: no rows');
    return fact(length >= specimen.rows.length ? 'taken: all rows' : 'taken: some rows');
  });
}

async function askWrong(
  asker: Asker,
  specimen: Specimen,
  question: FilterQuestion,
  filter: JsonObject,
): Promise<void> {
  const { message } = await askWith(asker, specimen, question, filter, ({ length }) =>
    fact(length > 0 ? 'ignored: all rows came' : 'not refused: no rows came'),
  );
  if (question === 'filters.unknownField' && message !== undefined) {
    asker.tell('filters.namesField', yesOrNo(message.includes(unknownField)));
  }
}
