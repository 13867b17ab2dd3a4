import { text, type Text } from '../../attendance/text';
import type { TimeShow } from '../../attendance/time-zones';
import type { PanelCurve, PanelCurves } from '../protocol/shown';
import type { PanelResult } from '../protocol/snapshot';
import { amountWords } from './curve-amounts';
import { highestIn, sameCurve, topOf, type CurvePlan, type Highest } from './curve-shapes';
import { say } from '../../shell/webview/page-words';
import { isWhole, TimeScale, type Stretch } from './time-view';
import { timeWords, type TimeWordsContext } from './time-words';

/** How the curves are drawn, with the words that stand in them. */
export function curvePlan(
  curves: PanelCurves,
  charts: PanelResult['charts'],
  place: { readonly whole: Stretch; readonly view: Stretch; readonly width: number; readonly height: number },
  show: TimeShow,
): CurvePlan {
  const { whole, view, width, height } = place;
  const context = { show, whole };
  return {
    scale: new TimeScale(view, width),
    height,
    until: charts.asOf ?? undefined,
    top: topOf(curves, view.from, view.to),
    edges: edges(charts, context),
    peaks: peaks(curves, view, { isAll: isWhole(whole, view), isLive: charts.asOf !== null }, context),
  };
}

function edges({ sessionEnd, asOf }: PanelResult['charts'], context: TimeWordsContext): CurvePlan['edges'] {
  const time = (at: number): string => timeWords(at, context);
  return [
    ...(sessionEnd === null
      ? []
      : [{ at: sessionEnd, label: say(text('Session ended {time}', { time: time(sessionEnd) })) }]),
    ...(asOf === null
      ? []
      : [{ at: asOf, label: say(text('As of {time}: later is not known', { time: time(asOf) })) }]),
  ];
}

function peaks(
  { range, rows, people }: PanelCurves,
  view: Stretch,
  kind: PeakKind,
  context: TimeWordsContext,
): CurvePlan['peaks'] {
  // Of a curve with steps left out the highest of its whole range is always there, of a part perhaps not.
  const isKept = isWhole(range, view);
  const isSure = (curve: PanelCurve | null): boolean => curve === null || curve.exact || isKept;
  const highest = ({ certain, upTo }: PanelCurves['rows']): PeakPair => ({
    certain: highestIn(certain, view.from, view.to),
    upTo: upTo === null ? null : highestIn(upTo, view.from, view.to),
    isExact: isSure(certain) && isSure(upTo),
  });
  const [ofPeople, ofRows] = [highest(people), highest(rows)];
  const isOne =
    sameCurve(rows.certain, people.certain) &&
    (ofPeople.upTo === null) === (ofRows.upTo === null) &&
    ofPeople.upTo?.value === ofRows.upTo?.value;
  const found = isOne
    ? [peakOf(ofPeople, 'both', 'people', kind, context)]
    : [peakOf(ofPeople, 'people', 'people', kind, context), peakOf(ofRows, 'rows', 'rows', kind, context)];
  return found.filter((peak) => peak !== undefined);
}

interface PeakKind {
  readonly isAll: boolean;
  readonly isLive: boolean;
}

interface PeakPair {
  readonly certain: Highest | undefined;
  /** Null: there is no upper bound. */
  readonly upTo: Highest | undefined | null;
  readonly isExact: boolean;
}

type PeakOf = 'people' | 'rows' | 'both';

/** The headline of an ended session is the certain peak, of a live one the assumed. */
function peakOf(
  { certain, upTo, isExact }: PeakPair,
  of: PeakOf,
  ink: 'people' | 'rows',
  { isAll, isLive }: PeakKind,
  context: TimeWordsContext,
): CurvePlan['peaks'][number] | undefined {
  const [low, most] = [certain?.value ?? 0, upTo?.value ?? 0];
  const isPair = most > low;
  const assumed = isPair && (isLive || certain === undefined);
  const highest = assumed ? upTo : certain;
  if (highest === undefined || highest === null) return undefined;
  const { locale } = context.show;
  const time = timeWords(highest.at, context);
  const args = {
    n: amountWords({ low, most: upTo === null ? null : low, isExact }, locale),
    most: amountWords({ low: most, most, isExact }, locale),
    time: highest.isOlder ? say(text('{time} and before', { time })) : time,
  };
  const peak = isPair
    ? assumed
      ? text('{n} certain, up to {most} at {time}', args)
      : text('{n} certain at {time}, up to {most}', args)
    : text('{n} at {time}', args);
  const both = amountWords({ low, most: upTo === null ? null : Math.max(low, most), isExact }, locale);
  return {
    ink,
    highest,
    assumed,
    label: say(peakText(of, isAll, say(peak))),
    short: say(text('{n}, {time}', { n: both, time: args.time })),
  };
}

function peakText(of: PeakOf, isAll: boolean, peak: string): Text {
  switch (of) {
    case 'people':
      return isAll
        ? text('Peak of people: {peak}', { peak })
        : text('Highest here, people: {peak}', { peak });
    case 'rows':
      return isAll ? text('Peak of rows: {peak}', { peak }) : text('Highest here, rows: {peak}', { peak });
    case 'both':
      return isAll
        ? text('Peak of people and rows: {peak}', { peak })
        : text('Highest here, people and rows: {peak}', { peak });
  }
}
