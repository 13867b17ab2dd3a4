import * as v from 'valibot';

/** What the host of *Find a Person* and its page say to each other. Words come finished: translated, and safe to look at. */

/** What a session said about the person, as `PersonOutcome`. */
export const outcomeKinds = ['there', 'absent', 'cannot-tell', 'not-asked', 'waiting'] as const;
export type OutcomeKind = (typeof outcomeKinds)[number];

/** Which lines the table shows. `open`: those that nobody can tell of, or that were not asked. */
export const lineChoices = ['all', 'there', 'absent', 'open'] as const;
export type LineChoice = (typeof lineChoices)[number];

export const copyFormats = ['markdown', 'csv'] as const;
export type CopyFormat = (typeof copyFormats)[number];

const words = v.pipe(v.string(), v.maxLength(20_000));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** A session, as the host knows it again. */
const lineKey = v.pipe(v.string(), v.maxLength(2000));

const lineSchema = v.object({
  key: lineKey,
  kind: v.picklist(outcomeKinds),
  call: words,
  /** "Nov 22, 09:00 – 09:34". */
  when: words,
  /** The outcome in words, with its reason where there is one. */
  outcome: words,
  /** Of `there`: each may say that it is not known. Else empty. */
  joined: words,
  left: words,
  presence: words,
  /** To the second. */
  exact: words,
  rejoins: words,
  state: words,
  /** The session's data may still change. */
  provisional: v.boolean(),
  notes: v.array(words),
});

const snapshotSchema = v.object({
  /** Grows: the latest wins. */
  revision: count,
  header: v.object({
    person: words,
    /** Empty: not known, or not to be shown. */
    name: words,
    range: words,
    callType: words,
    /** The zone of all times. */
    zone: words,
    app: v.object({ name: words, production: v.boolean() }),
    /** When it was asked; empty: it was not. */
    asked: words,
  }),
  /** Null: nothing is being asked. */
  asking: v.nullable(
    v.object({
      text: words,
      answered: count,
      /** Null: the sessions are still being listed. */
      of: v.nullable(count),
      /** What it waits for; empty: for nothing but answers. */
      wait: words,
      canContinue: v.boolean(),
    }),
  ),
  problem: v.nullable(
    v.object({ text: words, severity: v.picklist(['info', 'warning', 'error']), acts: v.array(words) }),
  ),
  /** Sessions are left that can be asked now. */
  canGoOn: v.boolean(),
  /** An app is open that can be asked. */
  canAsk: v.boolean(),
  /** Null: nothing was asked yet. */
  total: v.nullable(
    v.object({
      /** Name and value of each figure, in their order. */
      figures: v.array(v.object({ name: words, value: words, exact: words })),
      /** What must be read with the total. */
      notes: v.array(words),
      /** All of it in one sentence. */
      spoken: words,
    }),
  ),
  cannotSee: v.array(words),
  lines: v.array(lineSchema),
  /** What VS Code keeps of the page, for a restart. */
  saved: v.unknown(),
});

export type PersonLine = v.InferOutput<typeof lineSchema>;
export type PersonSnapshot = v.InferOutput<typeof snapshotSchema>;

/** What the host pushes. */
export const toPageSchema = v.variant('type', [
  v.object({ type: v.literal('hello'), messages: v.record(v.string(), v.string()) }),
  v.object({ type: v.literal('snapshot'), snapshot: snapshotSchema }),
  /** What came of an act, to be said once. */
  v.object({ type: v.literal('said'), text: words, failed: v.boolean() }),
]);

/** What the page asks for. What it does not name, the host does not do. */
export const toHostSchema = v.variant('type', [
  /** The page listens from now on; VS Code may make it anew at any time. */
  v.object({ type: v.literal('ready') }),
  v.object({ type: v.literal('cancel') }),
  v.object({ type: v.literal('goOn') }),
  v.object({ type: v.literal('refresh') }),
  /** Goes on without waiting any longer. */
  v.object({ type: v.literal('continueAnyway') }),
  /** A button of the problem on screen, by its place. */
  v.object({ type: v.literal('act'), revision: count, act: count }),
  /** Opens the Attendance panel of a session with the person's rows. */
  v.object({ type: v.literal('open'), key: lineKey }),
  v.object({ type: v.literal('copy'), format: v.picklist(copyFormats), choice: v.picklist(lineChoices) }),
  v.object({ type: v.literal('fault'), message: v.pipe(v.string(), v.maxLength(1000)) }),
]);

export type ToPage = v.InferOutput<typeof toPageSchema>;
export type ToHost = v.InferOutput<typeof toHostSchema>;

/** Whether a line is shown under a choice. */
export function isShown(kind: OutcomeKind, choice: LineChoice): boolean {
  switch (choice) {
    case 'all':
      return true;
    case 'there':
    case 'absent':
      return kind === choice;
    case 'open':
      return kind !== 'there' && kind !== 'absent';
  }
}
