import { cidOf, type DecodedObject, type SessionCounts } from '../../attendance/call';
import type { DataStateKind } from '../../attendance/data-state';
import type { Figure, FigureValue, Unit } from '../../attendance/figures/figure';
import { showFigure } from '../../attendance/figures/figure-text';
import type { Telling } from '../../attendance/figures/figure-words';
import type { Sliced } from '../../attendance/figures/slices';
import { isoTime, isWritten, jsonText } from '../../attendance/json-text';
import { english } from '../../attendance/text';
import { isoInstant } from '../../formats/provenance';
import { questionData } from '../../formats/question';
import { answerNotes } from '../telling/answer-notes';
import type { AttendanceAnswer } from './attendance-query';

/**
 * A figure as plain data: what is proven and what it may be at most, never one without the other. `null` on a side: nobody
 * can tell. Equal sides: it is exactly that.
 */
export interface FigureData {
  readonly name: string;
  /** `ms` and `s` are lengths of time; of `instant` both sides are ISO 8601 UTC, the earliest and the latest. */
  readonly unit: Unit;
  readonly certain: number | string | null;
  readonly upTo: number | string | null;
  /** Of peaks: when what is certain was first reached, ISO 8601 UTC. */
  readonly at?: string | null;
  /** Both sides in English, and why they differ. */
  readonly text: string;
  /** What else must be known of it. */
  readonly notes: readonly string[];
}

/** An answer as plain data, for other programs: texts are English, instants ISO 8601 UTC. */
export interface AnswerData {
  /** Name of the Stream app. */
  readonly app: string;
  /** The cid. */
  readonly call: string;
  readonly session: string;
  /** What was asked, as a question is written. */
  readonly asked: Readonly<Record<string, unknown>>;
  /** `Date` of the first page of rows; null: not known. */
  readonly asOf: string | null;
  readonly state: {
    readonly code: DataStateKind;
    readonly text: string;
    /** The figures may still change. */
    readonly provisional: boolean;
  };
  readonly coverage: {
    readonly read: number;
    readonly of: number | null;
    /** All rows of the session were read. */
    readonly complete: boolean;
    /** Nothing that the figures are about is missing. Else counts are "at least", and no time has an upper bound. */
    readonly exhaustive: boolean;
    readonly chosenBy: 'nobody' | 'server';
    readonly readUntil: string | null;
    readonly clock: 'server' | 'local' | 'differs';
    readonly changedWhileReading: boolean;
  };
  /** Stream's own, of the whole session, whatever was asked. */
  readonly totals: {
    readonly participantSessions: number | null;
    readonly participantDurationSeconds: number | null;
    readonly counts: SessionCounts | null;
  };
  /** Computed from the rows that the filter chose, by id: `interval-time`, `people`, … */
  readonly figures: Readonly<Record<string, FigureData>>;
  /** Whether Stream's figures agree with ours, in words. */
  readonly comparedWithStream: string;
  /** Rows that the filter chose. */
  readonly rows: number;
  /** What must be known beside state and coverage: failures, rows that could not be judged, … */
  readonly notes: readonly string[];
  /** What was sent to Stream for this answer. */
  readonly requests: { readonly pages: number; readonly marks: number; readonly probes: number };
  /** The rows chosen ({@link rowsData}); only where they were asked for. */
  readonly participants?: readonly PlainRow[];
}

export type PlainRow = Readonly<Record<string, unknown>>;

/** Some two milliseconds of work. */
const rowsAStep = 500;

const telling: Telling = { say: english, locale: 'en', show: { display: 'utc', locale: 'en', zone: 'UTC' } };

/**
 * An answer as plain JSON data.
 * @param app name of the Stream app
 * @param participants the rows that the filter chose, where they are wanted
 */
export function answerData(
  answer: AttendanceAnswer,
  app: string,
  participants?: readonly PlainRow[],
): AnswerData {
  const { session, query, basis, totals, measures, plan, rows } = answer;
  const { coverage, state } = basis;
  const { selected } = measures.input;
  return {
    app,
    call: cidOf(session),
    session: session.sessionId,
    asked: questionData(query),
    asOf: isoInstant(coverage.asOf) ?? null,
    state: { code: state.kind, text: english(state.text), provisional: state.provisional },
    coverage: {
      read: coverage.read,
      of: coverage.of ?? null,
      complete: coverage.complete,
      exhaustive: coverage.exhaustive,
      chosenBy: coverage.chosenBy,
      readUntil: isoInstant(coverage.readUntil) ?? null,
      clock: coverage.clock,
      changedWhileReading: coverage.changedWhileReading,
    },
    totals: {
      participantSessions: totals.rows ?? null,
      participantDurationSeconds: totals.durationSeconds ?? null,
      counts: totals.counts ?? null,
    },
    figures: Object.fromEntries(answer.figures.computed.map((figure) => [figure.id, figureData(figure)])),
    comparedWithStream: english(answer.reconciliation.text),
    rows: selected?.length ?? rows.length,
    notes: answerNotes(answer).map(english),
    requests: { ...plan.requests },
    ...(participants !== undefined && { participants }),
  };
}

function figureData(figure: Figure): FigureData {
  const { value, notes } = figure.tell();
  return {
    name: english(figure.name),
    unit: figure.unit,
    ...sidesOf(value),
    text: showFigure(figure, telling).exact,
    notes: notes.map(english),
  };
}

function sidesOf(value: FigureValue): Pick<FigureData, 'certain' | 'upTo' | 'at'> {
  switch (value.kind) {
    case 'count': {
      const { least, most } = value.range.both();
      return { certain: numberOf(least), upTo: numberOf(most) };
    }
    case 'time':
    case 'average': {
      const { certain, upTo } = value.pair.both();
      return { certain: numberOf(certain), upTo: numberOf(upTo) };
    }
    case 'reported':
      // Rows without a reported duration are not in it: it is that much at least.
      return {
        certain: numberOf(value.seconds),
        upTo: value.whole && value.without === 0 ? numberOf(value.seconds) : null,
      };
    case 'instant': {
      const { earliest, latest } = value.range.both();
      return { certain: isoInstant(earliest) ?? null, upTo: isoInstant(latest) ?? null };
    }
    case 'peak': {
      const { certain, upTo } = value.pair.both();
      return {
        certain: numberOf(certain.least.value),
        upTo: numberOf(upTo?.most.value),
        at: isoInstant(certain.least.at) ?? null,
      };
    }
    case 'unknown':
      return { certain: null, upTo: null };
  }
}

/** JSON has no other numbers. */
function numberOf(n: number | undefined): number | null {
  return n !== undefined && Number.isFinite(n) ? n : null;
}

/**
 * The rows that the filter chose, as plain JSON data with Stream's field names and ISO times; in steps, since there may be
 * many.
 */
export function* rowsData({ rows, measures }: AttendanceAnswer): Sliced<readonly PlainRow[]> {
  const { selected } = measures.input;
  const count = selected?.length ?? rows.length;
  const found: PlainRow[] = [];
  for (let at = 0; at < count; at++) {
    found.push(plainRow(rows.decoded(selected?.[at] ?? at)));
    if (at % rowsAStep === rowsAStep - 1) yield;
  }
  return found;
}

function plainRow(row: DecodedObject): PlainRow {
  const written = Object.entries(row).filter(([, value]) => isWritten(value));
  return Object.fromEntries(written.map(([name, value]) => [name, plainValue(value)]));
}

/** As JSON has it. */
function plainValue(value: unknown): unknown {
  if (value instanceof Date) return isoTime(value) ?? null;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'object' && typeof value !== 'bigint') return value;
  return value === null ? null : JSON.parse(jsonText(value, 'iso'));
}
