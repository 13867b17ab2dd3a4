import * as v from 'valibot';
import { technicalChoices } from '../../attendance/filter/row-form';
import { laneChoice, laneOrder, querySchema, sortSchema, timeDisplays } from './query';
import { curvesSchema, laneSchema, nameList, rowSchema } from './shown';
import { count, instant, range, words } from './values';

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
  /** Goes up as names come to stand beside ids; 0: they are not shown. */
  names: count,
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
