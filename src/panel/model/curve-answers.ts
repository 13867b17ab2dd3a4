import { FigureWords, type Telling } from '../../attendance/figures/figure-words';
import { coverageText, showFigure } from '../../attendance/figures/figure-text';
import { boundCurve, fewestPoints } from '../../attendance/figures/reduce-curve';
import { rowsSeen } from '../../attendance/figures/rows-seen';
import { partOf, type StepCurve } from '../../attendance/figures/step-curve';
import type { Ms } from '../../attendance/instant';
import { text, type Text } from '../../attendance/text';
import { mostPoints } from '../protocol/requests';
import type { PanelCurve, PanelCurves } from '../protocol/shown';
import { chartSpan, type Charted, type ChartRange } from './chart-range';

/**
 * Rows and people at once within a range, each curve in at most `points` steps; its first step is at the range's start with
 * what holds there; a curve with more steps is told not to be exact. Fewest people are certain, most people up to (anonymous rows are one person, or one each). There is no
 * up-to curve where nobody can tell how many there were at most. Nothing is drawn from the as-of on where the session went
 * on then (rule 9): a curve ends there, it does not fall to 0, and is empty where the range begins later.
 */
export function curvesIn({ measures, basis }: Charted, range: ChartRange, points: number): PanelCurves {
  const { certain, upTo, unbounded } = measures;
  const whole = basis.coverage.exhaustive;
  const people = unbounded.person + unbounded.anonymous === 0;
  const until = seenUntil(measures);
  const most = Math.max(fewestPoints, Math.min(mostPoints, Math.floor(points)));
  const known = new Map<StepCurve, PanelCurve>();
  const drawn = (curve: StepCurve): PanelCurve => {
    const same = known.get(curve);
    if (same !== undefined) return same;
    const part = partOf(curve, range.from, range.to);
    const { at, value, exactSteps } = boundCurve(before(part, until), most);
    const few = { at: Array.from(at), value: Array.from(value), exact: at.length === exactSteps };
    known.set(curve, few);
    return few;
  };
  return {
    range: { from: range.from, to: range.to },
    rows: {
      certain: drawn(certain.rows),
      upTo: whole && unbounded.rows === 0 ? drawn(upTo.rows) : null,
    },
    people: {
      certain: drawn(certain.fewestPeople),
      upTo: whole && people ? drawn(upTo.mostPeople) : null,
    },
  };
}

/** From here on nothing is known: the rows were read while the session went on. Infinite: all of it was seen. */
export function seenUntil({ input }: Charted['measures']): Ms {
  const { live, asOf, sessionEnd } = input.context;
  if (asOf === undefined) return Infinity;
  return live || (sessionEnd !== undefined && asOf < sessionEnd) ? asOf : Infinity;
}

type Part = ReturnType<typeof partOf>;

/** The steps before an instant. */
function before({ at, value, peak }: Part, until: Ms): Part {
  let steps = at.length;
  while (steps > 0 && (at[steps - 1] ?? 0) >= until) steps--;
  return { at: at.subarray(0, steps), value: value.subarray(0, steps), peak };
}

/** The charts in words, for who cannot see them: how long, the peaks, what is assumed, what is not shown. */
export function curvesText(answer: Charted, telling: Telling): string {
  const words = new FigureWords(telling);
  const { figures, basis } = answer;
  const span = chartSpan(answer);
  if (span === undefined) return words.say(text('Nothing has a place in time.'));
  const { range, rowsBefore, rowsAfter } = span;
  const facts: Text[] = [
    text('The charts span {from} to {to}.', {
      from: words.instant(range.from),
      to: words.instant(range.to),
    }),
    text('Peak of people: {peak}.', { peak: showFigure(figures.peakPeople, telling).value }),
    text('Peak of rows: {peak}.', { peak: showFigure(figures.peakRows, telling).value }),
    ...assumed(answer),
  ];
  const until = seenUntil(answer.measures);
  if (until <= range.to)
    facts.push(
      text('The rows were read at {time}, while the session went on: what came later is not shown.', {
        time: words.instant(until),
      }),
    );
  if (rowsSeen(answer.measures, basis.coverage) === 'chosen')
    facts.push(text('Only the rows that the row filter chose are counted.'));
  if (!basis.coverage.exhaustive)
    facts.push(
      text('Not all rows were read, so that there were at least so many ({coverage}).', {
        coverage: coverageText(basis.coverage, telling),
      }),
    );
  if (rowsBefore > 0)
    facts.push(
      text('Rows far before the session, which the charts do not show: {rows}.', { rows: rowsBefore }),
    );
  if (rowsAfter > 0)
    facts.push(
      text('Rows far after the session, which the charts do not show: {rows}.', { rows: rowsAfter }),
    );
  return facts.map((fact) => words.say(fact)).join(' ');
}

/** How the certain and the up-to curve differ. */
function assumed({ measures, basis }: Charted): readonly Text[] {
  const { certain, upTo, unbounded } = measures;
  const facts: Text[] = [];
  if (upTo !== certain)
    facts.push(
      text(
        'Between the certain and the up-to curve lies time that is assumed: of rows without a leave, at most until the session’s end or the as-of.',
      ),
    );
  if (unbounded.rows > 0)
    facts.push(
      text('Rows without a place in time or with an unknown end, so that there is no upper curve: {rows}.', {
        rows: unbounded.rows,
      }),
    );
  else if (!basis.coverage.exhaustive)
    facts.push(text('There is no upper curve, because rows were not read.'));
  return facts;
}
