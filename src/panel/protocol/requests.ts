import * as v from 'valibot';
import { laneChoice, laneOrder, querySchema, sortSchema, timeDisplays } from './query';
import { count, instant, range, words } from './values';

/** Rows that one answer holds at most. */
export const mostRows = 200;
/** Lanes that one answer holds at most. */
export const mostLanes = 60;
/** Marks of one lane that one answer holds at most: more cannot be told apart on a screen. */
export const mostMarks = 400;
/** Points of one curve that one answer holds at most. */
export const mostPoints = 2000;

/** Rows that the table shows instead of all chosen ones. */
const narrowing = v.variant('by', [
  /** Those behind a figure. */
  v.strictObject({ by: v.literal('figure'), figure: v.string() }),
  v.strictObject({ by: v.literal('anomaly'), anomaly: count }),
  /** Those of one person, as lanes number them. */
  v.strictObject({ by: v.literal('person'), person: count }),
  /** Those that the row filter could not judge. */
  v.strictObject({ by: v.literal('unjudged') }),
]);
export type Narrowing = v.InferOutput<typeof narrowing>;

/** Which rows of the table: positions in its order, from first to before end. */
const stretch = v.strictObject({ from: count, to: count });

/**
 * What the page asks for. `answer` names the result that the request is about: where another one has taken its place, the
 * request fails as `stale`, and the page asks again from the newer snapshot.
 */
export const requestSchema = v.variant('method', [
  /** Computes under another query; answered once it is accepted. */
  v.strictObject({ method: v.literal('setQuery'), query: querySchema }),
  v.strictObject({ method: v.literal('setTime'), time: v.picklist(timeDisplays) }),
  v.strictObject({ method: v.literal('setSort'), sort: v.nullable(sortSchema) }),
  v.strictObject({ method: v.literal('setLanes'), order: laneOrder, choice: laneChoice }),
  /** Null: all chosen rows again. */
  v.strictObject({ method: v.literal('narrow'), answer: count, to: v.nullable(narrowing) }),
  /** Rows of the table, at most {@link mostRows}. */
  v.strictObject({ method: v.literal('rows'), answer: count, from: count, count }),
  /** Lanes, at most {@link mostLanes}, with their marks within a stretch of time that is `pixels` wide on screen. */
  v.strictObject({ method: v.literal('lanes'), answer: count, from: count, count, range, pixels: count }),
  /** The curves within a stretch of time. */
  v.strictObject({ method: v.literal('curves'), answer: count, range, points: count }),
  v.strictObject({ method: v.literal('whoWasHere'), answer: count, at: instant }),
  /** How a figure was computed. */
  v.strictObject({ method: v.literal('explain'), answer: count, figure: v.string() }),
  /** Where a row of the answer stands in the table and among the lanes. */
  v.strictObject({ method: v.literal('locate'), answer: count, row: count }),
  /** Where a person's lane stands, and the first of the person's rows in the table. */
  v.strictObject({ method: v.literal('locatePerson'), answer: count, person: count }),
  /** Sets the row filter to the person of a row: the page knows no ids, only how they look. */
  v.strictObject({ method: v.literal('onlyPerson'), answer: count, row: count }),
  /** What a text says as a row filter, or what is wrong with it. */
  v.strictObject({ method: v.literal('checkFilter'), text: words }),
  /** Ids and roles that contain a text, for typing. */
  v.strictObject({ method: v.literal('suggest'), what: v.picklist(['person', 'role']), text: words }),
  v.strictObject({
    method: v.literal('copyRows'),
    answer: count,
    format: v.picklist(['json', 'csv', 'markdown']),
    rows: v.union([v.literal('all'), v.array(stretch)]),
  }),
  /** Copies one part of the query: its JSON, or the window or threshold in words. */
  v.strictObject({ method: v.literal('copyPart'), part: v.picklist(['rows', 'window', 'threshold']) }),
  /** Copies the figures of both columns as Markdown. */
  v.strictObject({ method: v.literal('copyFigures'), answer: count }),
  /** Copies the names of a list of people that is on screen. */
  v.strictObject({
    method: v.literal('copyPeople'),
    answer: count,
    of: v.variant('list', [
      v.strictObject({ list: v.literal('whoWasHere'), at: instant }),
      v.strictObject({
        list: v.literal('threshold'),
        verdict: v.picklist(['passes', 'cannotTell', 'fails']),
      }),
    ]),
  }),
  /** Saves the rows of the table to a file that the user chooses. */
  v.strictObject({
    method: v.literal('exportRows'),
    answer: count,
    format: v.picklist(['csv', 'json', 'ndjson']),
  }),
  /** Saves a picture of the charts: a whole PNG. */
  v.strictObject({ method: v.literal('savePicture'), png: v.instance(Uint8Array) }),
  /** Shows a row in the sidebar. */
  v.strictObject({ method: v.literal('reveal'), answer: count, row: count }),
  v.strictObject({ method: v.literal('refresh') }),
  /** Stops reading; what was read is computed from. */
  v.strictObject({ method: v.literal('stopReading') }),
  /** Goes on reading where it was stopped or failed. */
  v.strictObject({ method: v.literal('goOn') }),
  /** Goes on at once instead of sparing the rate limit. */
  v.strictObject({ method: v.literal('continueAnyway') }),
  /** Runs an act of a snapshot's problem. */
  v.strictObject({ method: v.literal('act'), revision: count, act: count }),
]);
export type PanelRequest = v.InferOutput<typeof requestSchema>;
export type PanelMethod = PanelRequest['method'];
