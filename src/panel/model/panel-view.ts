import type { DecodedObject } from '../../attendance/call';
import { anomaliesInSlices, type Anomaly } from '../../attendance/figures/anomalies';
import { FigureWords, type Telling } from '../../attendance/figures/figure-words';
import type { LabelSettings } from '../../attendance/figures/lane-labels';
import type { Pausing } from '../../attendance/figures/slices';
import type { Text } from '../../attendance/text';
import { unjudgedTexts } from '../../attendance/filter/unjudged';
import { coverageText } from '../../attendance/figures/figure-text';
import type { AttendanceAnswer } from '../../book/book';
import type { LaneChoice, LaneOrder, TableSort } from '../protocol/query';
import type { Narrowing } from '../protocol/requests';
import type { PanelCurves } from '../protocol/shown';
import type { PanelResult } from '../protocol/snapshot';
import { chipsOf } from './chips';
import { chartRange, type ChartRange } from './chart-range';
import { curvesIn, curvesText, seenUntil } from './curve-answers';
import { figureLines } from '../../book/telling/figure-lines';
import { panelLanes } from './lane-answers';
import { laneList, type LaneList } from './lane-order';
import { nobodyNamed, type NameOf } from './named';
import { narrowedRows } from './narrowing';
import { reconcileWords } from './reconcile-words';
import { panelRow } from './row-cells';
import { rowOrder } from './row-order';
import { thresholdLists } from './threshold-lists';

/** How an answer is looked at. */
export interface Look {
  readonly sort: TableSort | null;
  readonly narrowing: Narrowing | undefined;
  readonly lanes: { readonly order: LaneOrder; readonly choice: LaneChoice };
}

/** An answer together with the orders in which its rows and lanes are looked at. */
export interface PanelView {
  /** Names it in requests. */
  readonly number: number;
  readonly answer: AttendanceAnswer;
  /** What Stream's answer held beside the rows when they were read. */
  readonly envelope: DecodedObject | undefined;
  readonly look: Look;
  readonly anomalies: readonly Anomaly[];
  /** Table indexes in the order of the table. */
  readonly order: Uint32Array;
  /** The view that brought this order: its rows stand where they stood then. */
  readonly orderedBy: number;
  /** Which rows the table shows instead of all chosen ones. */
  readonly narrowed: Text | undefined;
  readonly lanes: LaneList;
  /** What the charts span; undefined: nothing has a place in time. */
  readonly range: ChartRange | undefined;
  /** The curves over all of it. */
  readonly curves: PanelCurves | undefined;
}

/** Rows, lanes and points that come with the snapshot, so that the first paint asks nothing. */
const [firstRows, firstLanes, firstPoints, firstPixels] = [60, 30, 800, 1000];
/** Anomalies that are told, worst first. A kiosk that reconnects every minute makes thousands. */
const mostAnomalies = 50;

/**
 * Orders what is looked at; what the view before has in the same way is used again.
 * @throws the signal's reason
 */
export async function viewOf(
  { answer, envelope }: Pick<PanelView, 'answer' | 'envelope'>,
  look: Look,
  before: PanelView | undefined,
  number: number,
  pausing: Pausing,
): Promise<PanelView> {
  const same = before?.answer === answer ? before : undefined;
  const anomalies =
    same?.anomalies ?? (await anomaliesInSlices(answer.measures, answer.basis.coverage, pausing));
  const narrowed = look.narrowing && narrowedRows(answer, anomalies, look.narrowing);
  const isSameTable = same?.look.sort === look.sort && same.look.narrowing === look.narrowing;
  const order = isSameTable
    ? same.order
    : await rowOrder(answer, narrowed?.rows ?? answer.measures.input.selected, look.sort, pausing);
  const isSameLanes =
    same?.look.lanes.order === look.lanes.order && same.look.lanes.choice === look.lanes.choice;
  const lanes = isSameLanes ? same.lanes : await laneList(answer, look.lanes, pausing);
  const orderedBy = isSameTable ? same.orderedBy : number;
  const range = same === undefined ? chartRange(answer) : same.range;
  if (same === undefined) await pausing.pause();
  const curves = same === undefined ? range && curvesIn(answer, range, firstPoints) : same.curves;
  if (same === undefined) await pausing.pause();
  const narrowedText = narrowed?.text;
  return {
    number,
    answer,
    envelope,
    look,
    anomalies,
    order,
    orderedBy,
    narrowed: narrowedText,
    lanes,
    range,
    curves,
  };
}

/** All of a view that the page shows at once. */
export function resultOf(
  view: PanelView,
  telling: Telling,
  labels: LabelSettings,
  nameOf: NameOf = nobodyNamed,
): PanelResult {
  const { number, answer, look, order, lanes, range, curves } = view;
  const { basis, measures } = answer;
  const words = new FigureWords(telling);
  const { sessionEnd } = measures.input.context;
  const until = seenUntil(measures);
  return {
    answer: number,
    query: { ...answer.query },
    chips: [...chipsOf(answer.query, answer, telling)],
    figures: [...figureLines(answer, telling)],
    coverage: coverageText(basis.coverage, telling),
    reconcile: reconcileWords(answer.reconciliation, telling),
    moreAnomalies: Math.max(0, view.anomalies.length - mostAnomalies),
    anomalies: view.anomalies
      .slice(0, mostAnomalies)
      .map(({ text, count }) => ({ text: words.say(text), rows: count })),
    unjudged: {
      rows: answer.unjudged.rows.length,
      texts: unjudgedTexts(answer.unjudged.counts).map((one) => words.say(one)),
    },
    steps: answer.plan.steps.map((step) => words.say(step)),
    threshold: thresholdLists(answer, telling),
    empty: basis.state.empty === undefined || answer.rows.length > 0 ? '' : words.say(basis.state.empty.text),
    charts: {
      range: range ?? null,
      sessionEnd: sessionEnd ?? null,
      asOf: Number.isFinite(until) ? until : null,
      curves: curves ?? null,
      text: curvesText(answer, telling),
      lanes: lanes.count,
      ...look.lanes,
      first:
        range === undefined
          ? []
          : [
              ...panelLanes(
                answer,
                lanes,
                { from: 0, count: Math.min(firstLanes, lanes.count), range, pixels: firstPixels },
                telling,
                labels,
                nameOf,
              ),
            ],
    },
    table: {
      version: view.orderedBy,
      rows: order.length,
      sort: look.sort,
      narrowed: view.narrowed === undefined ? '' : words.say(view.narrowed),
      first: Array.from(order.subarray(0, firstRows), (row) => panelRow(answer, row, telling, nameOf)),
    },
  };
}

/** The look of one answer carried over to another: persons and anomalies have other numbers there. */
export function carriedOver(
  to: Narrowing,
  from: AttendanceAnswer,
  answer: AttendanceAnswer,
): Narrowing | undefined {
  if (to.by === 'figure' || to.by === 'unjudged' || from === answer) return to;
  if (to.by === 'anomaly') return undefined;
  const user = from.measures.placed.users[to.person];
  const id = user === undefined ? undefined : from.rows.userIdOf(user);
  const there = id === undefined ? undefined : answer.rows.userNumberOf(id);
  const person = there === undefined ? -1 : answer.measures.placed.users.indexOf(there);
  return person < 0 ? undefined : { by: 'person', person };
}
