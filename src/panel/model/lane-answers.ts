import type { LabelSettings } from '../../attendance/figures/lane-labels';
import { laneLabels, laneRows, type LaneRows } from '../../attendance/figures/lane-rows';
import { rowsWithoutPlace, type Gap, type OtherLane } from '../../attendance/figures/lanes';
import type { Measures } from '../../attendance/figures/measure';
import type { Telling } from '../../attendance/figures/figure-words';
import { rowsSeen } from '../../attendance/figures/rows-seen';
import { wholeTimes } from '../../attendance/figures/whole-times';
import { mostLanes } from '../protocol/requests';
import type { PanelGap, PanelLane, PanelMark } from '../protocol/shown';
import type { Charted, ChartRange } from './chart-range';
import { laneMarks, type MarkRows } from './lane-marks';
import { nobodyNamed, withName, type NameOf } from './named';
import type { LaneList } from './lane-order';
import { shownName } from '../../attendance/shown-name';
import { LaneWords, type Times } from './lane-words';

/** Which lanes, and of which stretch of time. */
export interface LanesAsked {
  readonly from: number;
  readonly count: number;
  readonly range: ChartRange;
  /** How wide the range is on screen. */
  readonly pixels: number;
}

/** Marks and gaps of one message, and characters of its JSON: with more, fewer lanes are answered. */
const [mostDrawn, mostCharacters] = [3000, 600_000];
/** Stretches that a lane's words name. */
const toldStretches = 6;

/** What the lanes of one message are made with. */
interface Drawing {
  readonly answer: Charted;
  readonly list: LaneList;
  readonly asked: LanesAsked;
  readonly words: LaneWords;
  readonly labels: LabelSettings | undefined;
  readonly nameOf: NameOf;
  /** Where rows may be missing, no time is proven to be without one. */
  readonly seesAll: boolean;
}

/**
 * Lanes with their marks in a range. At least one lane, where there is one, and else as many as make no large message:
 * the page asks for the rest.
 */
export function panelLanes(
  answer: Charted,
  list: LaneList,
  asked: LanesAsked,
  telling: Telling,
  labels?: LabelSettings,
  nameOf: NameOf = nobodyNamed,
): readonly PanelLane[] {
  const seesAll = rowsSeen(answer.measures, answer.basis.coverage) === 'all';
  const drawing = { answer, list, asked, words: new LaneWords(answer, telling), labels, nameOf, seesAll };
  const lanes: PanelLane[] = [];
  let [drawn, characters] = [0, 0];
  const end = Math.min(list.count, asked.from + Math.min(asked.count, mostLanes));
  for (let index = asked.from; index < end; index++) {
    const lane = panelLane(drawing, index);
    if (lane === undefined) break;
    drawn += lane.marks.length + lane.gaps.length;
    characters += JSON.stringify(lane).length;
    if (lanes.length > 0 && (drawn > mostDrawn || characters > mostCharacters)) break;
    lanes.push(lane);
  }
  return lanes;
}

function panelLane(drawing: Drawing, index: number): PanelLane | undefined {
  const of = drawing.list.at(index);
  if (of === undefined) return undefined;
  return 'other' in of ? otherLane(drawing, of.other) : personLane(drawing, of.person);
}

function personLane(
  { answer, list, asked, words, labels, nameOf, seesAll }: Drawing,
  person: number,
): PanelLane {
  const { measures, figures } = answer;
  const rows = laneRows(measures, person, { labels });
  const { marks, gaps } = laneMarks(measures, rows, asked.range, asked.pixels);
  const withoutPlace = rowsWithoutPlace(measures, person).length;
  const presence = figures.presenceOf(person);
  const verdict = list.verdictOf(person);
  const userId = measures.input.rows.userIdOf(measures.placed.users[person] ?? 0);
  // A row without a place in time may stand in any gap.
  const isSure = seesAll && withoutPlace === 0;
  return {
    kind: 'person',
    person,
    name: withName(shownName(userId), nameOf(userId)),
    presence: words.presence(presence),
    verdict: verdict ?? null,
    marks: marks.map((mark) => panelMark(measures, rows, mark, words)),
    gaps: gaps.map((gap) => panelGap(gap, isSure, words)),
    withoutPlace,
    text: words.lane({
      presence,
      rows: rows.places.length,
      stretches: firstStretches(measures, rows),
      stretchCount: (measures.lanes.rejoins.most[person] ?? 0) + 1,
      withoutPlace,
      verdict,
    }),
  };
}

function panelMark(measures: Measures, lane: LaneRows, mark: MarkRows, words: LaneWords): PanelMark {
  const { at, rows, start, certainEnd, upToEnd, tick } = mark;
  const place = lane.places[at] ?? 0;
  const label = laneLabels[lane.labels[at] ?? 0] ?? 'first';
  const upToLabel = laneLabels[lane.upToLabels[at] ?? 0] ?? 'first';
  const following = {
    label,
    upToLabel,
    reach: lane.certainReach[at] ?? start,
    cut: isCut(measures, place),
  };
  return {
    row: measures.placed.row[place] ?? 0,
    rows,
    start,
    certainEnd,
    upToEnd: upToEnd ?? null,
    label,
    tick,
    text: rows === 1 ? words.row(mark, following) : words.rows(mark),
  };
}

function isCut(measures: Measures, place: number): boolean {
  if (measures.input.window === undefined) return false;
  const { start, certainEnd, upToEnd } = measures.placed;
  const whole = wholeTimes(measures, place);
  return (
    whole.start !== start[place] ||
    whole.certainEnd !== certainEnd[place] ||
    (!Number.isNaN(whole.upToEnd) && whole.upToEnd !== upToEnd[place])
  );
}

function panelGap(gap: Gap, isSure: boolean, words: LaneWords): PanelGap {
  const { from, to, certainFrom } = gap;
  return { from, to, certainFrom: (isSure ? certainFrom : undefined) ?? null, text: words.gap(gap, isSure) };
}

/** Certain time without a gap, from the lane's first row on. */
function firstStretches({ placed }: Measures, { places, certainReach }: LaneRows): readonly Times[] {
  const stretches: { start: number; certainEnd: number; upToEnd: number | undefined }[] = [];
  for (const [at, place] of places.entries()) {
    const start = placed.start[place] ?? 0;
    const certainEnd = placed.certainEnd[place] ?? 0;
    const last = placed.upToEnd[place] ?? NaN;
    const upToEnd = Number.isNaN(last) ? undefined : last;
    const open = stretches.at(-1);
    if (open === undefined || start > (certainReach[at] ?? 0)) {
      if (stretches.length === toldStretches) break;
      stretches.push({ start, certainEnd, upToEnd });
      continue;
    }
    open.certainEnd = Math.max(open.certainEnd, certainEnd);
    open.upToEnd =
      open.upToEnd === undefined || upToEnd === undefined ? undefined : Math.max(open.upToEnd, upToEnd);
  }
  return stretches;
}

function otherLane({ answer, asked, words }: Drawing, other: OtherLane): PanelLane {
  const { rows } = answer.measures.input;
  const { interval, row } = other;
  const kind = words.otherKind(other, rows.publisherType(row));
  const { from, to } = asked.range;
  const isHere = interval !== undefined && interval.start <= to && (interval.upToEnd ?? Infinity) >= from;
  const marks = !isHere
    ? []
    : [
        {
          row,
          rows: 1,
          start: interval.start,
          certainEnd: interval.certainEnd,
          upToEnd: interval.upToEnd ?? null,
          label: 'first' as const,
          tick: interval.tick,
          text: words.otherRow(interval),
        },
      ];
  return {
    kind: other.kind,
    person: null,
    name: words.otherName(rows.userIdOf(other.user)),
    presence: kind,
    verdict: null,
    marks,
    gaps: [],
    withoutPlace: interval === undefined ? 1 : 0,
    text: words.otherLane(kind, interval),
  };
}
