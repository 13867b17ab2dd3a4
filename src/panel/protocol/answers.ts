import * as v from 'valibot';
import { filter } from './query';
import type { PanelMethod } from './requests';
import { curvesSchema, laneSchema, nameList, rowSchema } from './shown';
import { count, words } from './values';

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

/** What the host answers, by method. */
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
