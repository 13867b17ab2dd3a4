import * as v from 'valibot';
import { technicalChoices } from '../attendance/filter/row-form';

/**
 * What the Attendance panel's two sides say to each other: the host, which owns the rows, and the page, which shows
 * windows of them. Both sides validate everything that comes in. The host pushes whole snapshots, of which the latest
 * wins; the page asks for windows and aggregates by requests, which can be cancelled.
 *
 * Texts in snapshots and answers are finished: in the user's language, ids of Stream made safe to look at (`shownText`).
 * The page puts them on screen as text, never as HTML, and isolates their direction.
 */

/** Rows that one answer holds at most. */
export const mostRows = 200;
/** Lanes that one answer holds at most. */
export const mostLanes = 60;
/** Marks of one lane that one answer holds at most: more cannot be told apart on a screen. */
export const mostMarks = 400;
/** Points of one curve that one answer holds at most. */
export const mostPoints = 2000;
/** No message is longer, in characters of its JSON. */
export const longestMessage = 1_000_000;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** Ms since epoch. */
const instant = v.pipe(v.number(), v.safeInteger());
/** Ms. */
const length = v.pipe(v.number(), v.finite(), v.minValue(0));
const words = v.pipe(v.string(), v.maxLength(200_000));
const range = v.strictObject({ from: instant, to: instant });

/** The three separate things that narrow what is computed. */
export const querySchema = v.strictObject({
  /** Chooses rows; its fields are checked by `checkRowFilter`. */
  rowFilter: v.optional(v.record(v.string(), v.unknown())),
  /** Clips intervals. */
  window: v.optional(v.strictObject({ from: v.optional(instant), to: v.optional(instant) })),
  /** People present at least so long, ms. */
  threshold: v.optional(length),
});
export type PanelQuery = v.InferOutput<typeof querySchema>;

/** A row filter in Stream's dialect, checked by the host. */
const filter = v.record(v.string(), v.unknown());
export type PanelFilter = Readonly<v.InferOutput<typeof filter>>;

/** The columns of the table, in their order. */
export const columnIds = [
  'person',
  'roles',
  'publisher',
  'joined',
  'left',
  'reported',
  'interval',
  'notes',
  'userSession',
] as const;
const column = v.picklist(columnIds);
export type ColumnId = v.InferOutput<typeof column>;

export const sortSchema = v.strictObject({ column, descending: v.boolean() });
export type TableSort = v.InferOutput<typeof sortSchema>;

export const timeDisplays = ['local', 'utc', 'sinceStart'] as const;
export const laneOrders = ['firstJoin', 'presence', 'name'] as const;
/** Which lanes are listed. The verdicts are of the person threshold. */
export const laneChoices = ['all', 'passes', 'cannotTell', 'fails'] as const;
const laneOrder = v.picklist(laneOrders);
const laneChoice = v.picklist(laneChoices);
export type LaneOrder = v.InferOutput<typeof laneOrder>;
export type LaneChoice = v.InferOutput<typeof laneChoice>;

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

/** What the page remembers for itself, also over a restart, beside what the host remembers. */
export const pageStateSchema = v.strictObject({
  /** The stretch of time that the charts show; absent: all of it. */
  zoom: v.optional(range),
});
export type PageState = v.InferOutput<typeof pageStateSchema>;

export const toHostSchema = v.variant('type', [
  /** The page listens from now on. */
  v.strictObject({ type: v.literal('ready') }),
  v.strictObject({ type: v.literal('request'), id: count, request: requestSchema }),
  /** The page does not need the answer any more. */
  v.strictObject({ type: v.literal('cancel'), id: count }),
  /** A fault of the page, for the log: its name and place, never data. */
  v.strictObject({ type: v.literal('fault'), message: v.pipe(v.string(), v.maxLength(1000)) }),
]);
export type ToHost = v.InferOutput<typeof toHostSchema>;

// What the host answers, by method.

export const rowKinds = ['person', 'anonymous', 'ingress', 'technical'] as const;

/** One row of the table. */
export const rowSchema = v.strictObject({
  /** Index in the answer: how requests name it. */
  row: count,
  kind: v.picklist(rowKinds),
  /** By {@link columnIds}. */
  cells: v.pipe(v.array(words), v.length(columnIds.length)),
  /** Has no part of the window. */
  outside: v.boolean(),
  /** Something about its times must be known: words stand in `notes`. */
  doubtful: v.boolean(),
});
export type PanelRow = v.InferOutput<typeof rowSchema>;

export const markLabels = [
  'first',
  'reconnect',
  'likely-reconnect',
  'rejoin',
  'ghost',
  'second-device',
] as const;

/** One row of a lane, or several that cannot be told apart at this size. */
export const markSchema = v.strictObject({
  /** Index in the answer. */
  row: count,
  /** How many rows it stands for; over 1: they lie side by side within a pixel or two. */
  rows: count,
  start: instant,
  certainEnd: instant,
  /** Null: the tail is unknown. Beyond `certainEnd` the time is assumed. */
  upToEnd: v.nullable(instant),
  label: v.picklist(markLabels),
  /** No length at all. */
  tick: v.boolean(),
  /** All of it in words. */
  text: words,
});
export type PanelMark = v.InferOutput<typeof markSchema>;

export const gapSchema = v.strictObject({
  from: instant,
  to: instant,
  /** From here on it is a gap for certain; null: there may be none. */
  certainFrom: v.nullable(instant),
  text: words,
});
export type PanelGap = v.InferOutput<typeof gapSchema>;

export const laneSchema = v.strictObject({
  kind: v.picklist(rowKinds),
  /** The number of the person; null: the lane is of one row that is no person's with an id. */
  person: v.nullable(count),
  name: words,
  /** Presence as a pair in short words; of other rows what they are: "anonymous". */
  presence: words,
  /** By the person threshold, where there is one. */
  verdict: v.nullable(v.picklist(['passes', 'fails', 'cannotTell'])),
  marks: v.array(markSchema),
  gaps: v.array(gapSchema),
  /** Rows without a place in time. */
  withoutPlace: count,
  /** The lane in words, for who cannot see it. */
  text: words,
});
export type PanelLane = v.InferOutput<typeof laneSchema>;

/** A step function: `value[n]` holds from `at[n]` to `at[n + 1]`. */
const curve = v.strictObject({
  at: v.array(instant),
  value: v.array(count),
  /** All steps of the range are there; else some were left out, and between two steps it may have held something else. */
  exact: v.boolean(),
});
export type PanelCurve = v.InferOutput<typeof curve>;

/** Rows and people at once; `upTo` null: there is no upper bound. Where both are the same, so are the curves. */
export const curvesSchema = v.strictObject({
  range,
  rows: v.strictObject({ certain: curve, upTo: v.nullable(curve) }),
  people: v.strictObject({ certain: curve, upTo: v.nullable(curve) }),
});
export type PanelCurves = v.InferOutput<typeof curvesSchema>;

const nameList = v.strictObject({
  count,
  /** The first of them. */
  names: v.array(words),
});
export type NameList = v.InferOutput<typeof nameList>;

export const whoSchema = v.variant('told', [
  v.strictObject({ told: v.literal(false), at: words, why: words }),
  v.strictObject({
    told: v.literal(true),
    /** The instant in words. */
    at: words,
    present: nameList,
    possibly: nameList,
    absent: nameList,
    /** Anonymous, ingress and technical rows, people by ingress only, what else must be known. */
    notes: v.array(words),
  }),
]);
export type WhoWasHere = v.InferOutput<typeof whoSchema>;

export const explanationSchema = v.strictObject({
  name: words,
  value: words,
  /** Times to the second. */
  exact: words,
  formula: words,
  inputs: v.array(v.strictObject({ name: words, value: words })),
  notes: v.array(words),
  coverage: words,
  state: words,
  /** Rows behind it; 0: it is Stream's own. */
  rows: count,
});
export type Explanation = v.InferOutput<typeof explanationSchema>;

/** What was typed as a filter: the filter, or problems with their places. */
const checkedSchema = v.strictObject({
  /** Null: there are problems. */
  filter: v.nullable(filter),
  problems: v.array(
    v.strictObject({
      text: words,
      /** From 1. */
      line: count,
      column: count,
      /** In UTF-16 units, from 0. */
      offset: count,
      length: count,
    }),
  ),
});
export type CheckedText = v.InferOutput<typeof checkedSchema>;
export type FilterFault = CheckedText['problems'][number];

const nothing = v.strictObject({});
const done = v.strictObject({
  /** What there is to say: "Copied 3 rows as CSV". Empty: the user changed their mind. */
  text: words,
});

export const answerSchemas = {
  setQuery: nothing,
  setTime: nothing,
  setSort: nothing,
  setLanes: nothing,
  narrow: nothing,
  rows: v.strictObject({ answer: count, from: count, rows: v.array(rowSchema) }),
  lanes: v.strictObject({ answer: count, from: count, lanes: v.array(laneSchema) }),
  curves: curvesSchema,
  whoWasHere: whoSchema,
  explain: explanationSchema,
  /** Positions; null: it is not there. */
  locate: v.strictObject({ inTable: v.nullable(count), lane: v.nullable(count) }),
  locatePerson: v.strictObject({ inTable: v.nullable(count), lane: v.nullable(count) }),
  onlyPerson: nothing,
  checkFilter: checkedSchema,
  suggest: v.strictObject({
    /** As it is looked at, and as it goes into a filter. */
    found: v.array(v.strictObject({ shown: words, value: words })),
    more: v.boolean(),
  }),
  copyRows: done,
  copyPart: done,
  copyFigures: done,
  copyPeople: done,
  exportRows: done,
  savePicture: done,
  reveal: done,
  refresh: nothing,
  stopReading: nothing,
  goOn: nothing,
  continueAnyway: nothing,
  act: nothing,
} as const satisfies Record<PanelMethod, v.GenericSchema>;

export type AnswerOf<M extends PanelMethod> = v.InferOutput<(typeof answerSchemas)[M]>;

// Snapshots.

/** How much a badge should alarm; its words say the same. */
export const tones = ['final', 'provisional', 'incomplete', 'gone', 'unknown'] as const;

const header = v.strictObject({
  /** The call, as it is looked at. */
  call: words,
  /** Id of the call session. */
  session: words,
  /** When it was, in words; empty: not known. */
  when: words,
  app: v.strictObject({ name: words, production: v.boolean() }),
  badge: v.strictObject({
    text: words,
    tone: v.picklist(tones),
    /** Why the state is what it is, a line each. */
    evidence: v.array(words),
  }),
  /** "as of …", with the zone; empty: nothing was read. */
  asOf: words,
  /** What came since: "Rows were read again since. Refresh to compute from them." Of an archived copy: that it is one. */
  news: words,
  /** There is nothing to refresh. */
  archived: v.boolean(),
});

const chip = v.strictObject({
  part: v.picklist(['rows', 'window', 'threshold']),
  text: words,
  /** Where it was evaluated: "by Stream: user_id", "here". Empty: not yet. */
  ran: words,
});
export type PanelChip = v.InferOutput<typeof chip>;

const figureCell = v.strictObject({
  figure: v.string(),
  value: words,
  exact: words,
  /** What is late, incomplete or partial of this figure. */
  notes: v.array(words),
});
export type FigureCell = v.InferOutput<typeof figureCell>;

const figureLine = v.strictObject({
  id: v.string(),
  name: words,
  stream: v.nullable(figureCell),
  computed: v.nullable(figureCell),
  /** Stands beside the line above it: "+ 12 anonymous rows". */
  minor: v.boolean(),
});
export type FigureLine = v.InferOutput<typeof figureLine>;

const verdicts = ['agrees', 'agrees-within-rounding', 'differs', 'cannot-be-tested'] as const;

const resultSchema = v.strictObject({
  /** Names this result in requests; goes up with each. */
  answer: count,
  /** What was asked: of another query than the snapshot's the result is the one before. */
  query: querySchema,
  /** That query in words. */
  chips: v.array(chip),
  figures: v.array(figureLine),
  /** Under both columns: how much was read, when, and the state. */
  coverage: words,
  reconcile: v.strictObject({
    verdict: v.picklist(verdicts),
    text: words,
    lines: v.array(
      v.strictObject({
        what: words,
        ours: words,
        streams: words,
        verdict: v.picklist(verdicts),
        verdictText: words,
        strict: v.boolean(),
        explanation: v.array(words),
      }),
    ),
  }),
  anomalies: v.array(v.strictObject({ text: words, rows: count })),
  /** Anomalies beside those, the least important. */
  moreAnomalies: count,
  /** What the row filter could not judge. */
  unjudged: v.strictObject({ rows: count, texts: v.array(words) }),
  /** What was done to answer, in order. */
  steps: v.array(words),
  /** People by the person threshold; null: there is none. */
  threshold: v.nullable(
    v.strictObject({
      text: words,
      passes: nameList,
      cannotTell: nameList,
      fails: nameList,
      notes: v.array(words),
    }),
  ),
  /** Why there are no rows (rule 11); empty: there are. */
  empty: words,
  charts: v.strictObject({
    /** What the charts span; null: nothing has a place in time. */
    range: v.nullable(range),
    /** The session's end where it is known; the as-of where rows were read before it, and curves stop there. */
    sessionEnd: v.nullable(instant),
    asOf: v.nullable(instant),
    curves: v.nullable(curvesSchema),
    /** In words, for who cannot see them: peaks and when. */
    text: words,
    lanes: count,
    order: laneOrder,
    choice: laneChoice,
    first: v.array(laneSchema),
  }),
  table: v.strictObject({
    /** Names these rows in this order: it stays where only something else is looked at in another way. */
    version: count,
    rows: count,
    sort: v.nullable(sortSchema),
    /** Which rows instead of all: "Rows behind …". Empty: all that the row filter chose. */
    narrowed: words,
    first: v.array(rowSchema),
  }),
});
export type PanelResult = v.InferOutput<typeof resultSchema>;

export const snapshotSchema = v.strictObject({
  /** Goes up with each snapshot. */
  revision: count,
  header,
  time: v.strictObject({
    display: v.picklist(timeDisplays),
    /** BCP 47 and IANA names for the page's own axis. */
    locale: v.string(),
    zone: v.string(),
    since: v.nullable(instant),
    /** The zone in words. */
    text: words,
  }),
  query: querySchema,
  /** The row filter as a form shows it; null: the form cannot express it. */
  form: v.nullable(
    v.strictObject({
      users: v.array(words),
      roles: v.array(words),
      publisherTypes: v.array(words),
      technical: v.picklist(technicalChoices),
    }),
  ),
  chips: v.array(chip),
  /** Being read; null: not now. */
  reading: v.nullable(
    v.strictObject({
      text: words,
      read: count,
      of: v.nullable(count),
      /** Empty: it does not wait. */
      wait: words,
      /** It waits to spare the rate limit, and can be told to go on. */
      canGoOn: v.boolean(),
    }),
  ),
  /** What went wrong or was stopped; null: nothing. */
  problem: v.nullable(
    v.strictObject({
      text: words,
      /** Buttons, in their order. */
      acts: v.array(words),
      severity: v.picklist(['info', 'warning', 'error']),
    }),
  ),
  result: v.nullable(resultSchema),
  /** What the page keeps for the serializer, opaque to it. */
  saved: v.unknown(),
});
export type PanelSnapshot = v.InferOutput<typeof snapshotSchema>;

export const failureKinds = ['stale', 'refused', 'failed', 'cancelled'] as const;

export const toPageSchema = v.variant('type', [
  /** Once, after `ready`: translations of the page's own words. */
  v.strictObject({ type: v.literal('hello'), messages: v.record(v.string(), v.string()) }),
  v.strictObject({ type: v.literal('snapshot'), snapshot: snapshotSchema }),
  v.strictObject({ type: v.literal('answer'), id: count, result: v.unknown() }),
  v.strictObject({
    type: v.literal('failure'),
    id: count,
    kind: v.picklist(failureKinds),
    text: words,
  }),
  /** Shows a row: from the sidebar, or after a jump. */
  v.strictObject({ type: v.literal('showRow'), answer: count, position: count }),
]);
export type ToPage = v.InferOutput<typeof toPageSchema>;
