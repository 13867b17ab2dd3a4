import { numberText } from '../../attendance/number-text';
import { text, type Text } from '../../attendance/text';
import type { TimeShow } from '../../attendance/time-zones';
import type { PanelCurves, PanelResult } from '../protocol';
import { highestIn, sameCurve, topOf, type CurvePlan, type Highest } from './curve-shapes';
import { say } from './page-words';
import { clockAt } from './time-axis';
import { isWhole, TimeScale, type Stretch } from './time-view';

/** Peaks and ends are told to the second, whatever the scale. */
const toTheSecond = 1000;

/** How the curves are drawn, with the words that stand in them. */
export function curvePlan(
  curves: PanelCurves,
  charts: PanelResult['charts'],
  place: { readonly whole: Stretch; readonly view: Stretch; readonly width: number; readonly height: number },
  show: TimeShow,
): CurvePlan {
  const { whole, view, width, height } = place;
  return {
    scale: new TimeScale(view, width),
    height,
    until: charts.asOf ?? undefined,
    top: topOf(curves, view.from, view.to),
    edges: edges(charts, show),
    peaks: peaks(curves, view, { isAll: isWhole(whole, view), isLive: charts.asOf !== null }, show),
  };
}

function edges({ sessionEnd, asOf }: PanelResult['charts'], show: TimeShow): CurvePlan['edges'] {
  const time = (at: number): string => clockAt(at, show, toTheSecond);
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
  { rows, people }: PanelCurves,
  view: Stretch,
  kind: { readonly isAll: boolean; readonly isLive: boolean },
  show: TimeShow,
): CurvePlan['peaks'] {
  const highest = ({ certain, upTo }: PanelCurves['rows']): PeakPair => ({
    certain: highestIn(certain, view.from, view.to),
    upTo: upTo === null ? undefined : highestIn(upTo, view.from, view.to),
  });
  const [ofPeople, ofRows] = [highest(people), highest(rows)];
  const isOne = sameCurve(rows.certain, people.certain) && ofPeople.upTo?.value === ofRows.upTo?.value;
  const found = isOne
    ? [peakOf(ofPeople, 'both', 'people', kind, show)]
    : [peakOf(ofPeople, 'people', 'people', kind, show), peakOf(ofRows, 'rows', 'rows', kind, show)];
  return found.filter((peak) => peak !== undefined);
}

interface PeakPair {
  readonly certain: Highest | undefined;
  readonly upTo: Highest | undefined;
}

type PeakOf = 'people' | 'rows' | 'both';

/** The headline of an ended session is the certain peak, of a live one the assumed. */
function peakOf(
  { certain, upTo }: PeakPair,
  of: PeakOf,
  ink: 'people' | 'rows',
  { isAll, isLive }: { readonly isAll: boolean; readonly isLive: boolean },
  show: TimeShow,
): CurvePlan['peaks'][number] | undefined {
  const isPair = (upTo?.value ?? 0) > (certain?.value ?? 0);
  const assumed = isPair && (isLive || certain === undefined);
  const highest = assumed ? upTo : certain;
  if (highest === undefined) return undefined;
  const args = {
    n: numberText(certain?.value ?? 0, show.locale),
    most: numberText(upTo?.value ?? 0, show.locale),
    time: clockAt(highest.at, show, toTheSecond),
  };
  const words = isPair ? (assumed ? 'upTo' : 'certain') : 'one';
  return {
    ink,
    highest,
    assumed,
    label: say(peakText(of, words, isAll, args)),
    short: say(isPair ? text('{n}–{most}, {time}', args) : text('{n}, {time}', args)),
  };
}

function peakText(
  of: PeakOf,
  words: 'one' | 'certain' | 'upTo',
  isAll: boolean,
  args: { readonly n: string; readonly most: string; readonly time: string },
): Text {
  switch (words) {
    case 'one':
      return onePeak(of, isAll, args);
    case 'certain':
      return certainPeak(of, isAll, args);
    case 'upTo':
      return upToPeak(of, isAll, args);
  }
}

type PeakArgs = Text['args'];

function onePeak(of: PeakOf, isAll: boolean, args: PeakArgs): Text {
  if (of === 'people')
    return isAll
      ? text('Peak of people: {n} at {time}', args)
      : text('Highest here, people: {n} at {time}', args);
  if (of === 'rows')
    return isAll
      ? text('Peak of rows: {n} at {time}', args)
      : text('Highest here, rows: {n} at {time}', args);
  return isAll
    ? text('Peak of people and rows: {n} at {time}', args)
    : text('Highest here, people and rows: {n} at {time}', args);
}

function certainPeak(of: PeakOf, isAll: boolean, args: PeakArgs): Text {
  if (of === 'people')
    return isAll
      ? text('Peak of people: {n} certain at {time}, up to {most}', args)
      : text('Highest here, people: {n} certain at {time}, up to {most}', args);
  if (of === 'rows')
    return isAll
      ? text('Peak of rows: {n} certain at {time}, up to {most}', args)
      : text('Highest here, rows: {n} certain at {time}, up to {most}', args);
  return isAll
    ? text('Peak of people and rows: {n} certain at {time}, up to {most}', args)
    : text('Highest here, people and rows: {n} certain at {time}, up to {most}', args);
}

function upToPeak(of: PeakOf, isAll: boolean, args: PeakArgs): Text {
  if (of === 'people')
    return isAll
      ? text('Peak of people: {n} certain, up to {most} at {time}', args)
      : text('Highest here, people: {n} certain, up to {most} at {time}', args);
  if (of === 'rows')
    return isAll
      ? text('Peak of rows: {n} certain, up to {most} at {time}', args)
      : text('Highest here, rows: {n} certain, up to {most} at {time}', args);
  return isAll
    ? text('Peak of people and rows: {n} certain, up to {most} at {time}', args)
    : text('Highest here, people and rows: {n} certain, up to {most} at {time}', args);
}
