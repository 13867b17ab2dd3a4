import type { Ms } from '../../attendance/instant';
import { formatted, isShowable, offsetAt, type TimeShow } from '../../attendance/time-zones';
import { day, hour, minute, roundStep, second } from './round-times';
import type { Stretch } from './time-view';

/** A mark on the axis. */
export interface Tick {
  readonly at: Ms;
  /** The time of day, or since the start. */
  readonly label: string;
}

/** Where a day begins, or where the clocks change. */
export interface DayMark {
  readonly at: Ms;
  readonly label: string;
  readonly kind: 'first' | 'midnight' | 'shift';
}

export interface Axis {
  readonly ticks: readonly Tick[];
  /** What the day is at the left edge, each midnight, each change of the clocks. None since the start. */
  readonly days: readonly DayMark[];
  /** Ms from tick to tick. */
  readonly step: number;
}

/** A stretch in which a zone keeps its distance from UTC. */
interface Offset {
  readonly from: Ms;
  readonly to: Ms;
  /** Local minus UTC, ms. */
  readonly ms: number;
  readonly name: string;
}

/**
 * The axis of a view: ticks at round times of the clock shown, at least `apart` pixels from each other. Across a change of
 * the clocks ticks stay on round local times and every day names its distance from UTC, since clock times alone would mislead.
 */
export function axisOf(view: Stretch, width: number, show: TimeShow, apart = 76): Axis {
  const offsets = offsetsIn(view, show);
  const wanted = ((view.to - view.from) * apart) / Math.max(1, width);
  const step = roundStep(wanted);
  const since = sinceOf(show);
  const ticks = offsets.flatMap((offset) =>
    roundTimes(offset, step).map((at) => ({ at, label: clockAt(at, show, step) })),
  );
  return { ticks, step, days: since === undefined ? daysIn(view, offsets, show) : [] };
}

/**
 * A time of day as exactly as a scale allows: "09:17", "09:17:30", "09:17:30.250"; since the start "+0:17:30".
 * @param step how far apart times on the scale are, ms
 */
export function clockAt(at: Ms, show: TimeShow, step: number): string {
  const fine = step < minute;
  const since = sinceOf(show);
  if (since !== undefined) return sinceClock(at - since, fine, step < second);
  const shape: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  if (fine) shape.second = '2-digit';
  if (step < second) shape.fractionalSecondDigits = 3;
  return formatted(at, show.display === 'sinceStart' ? { ...show, display: 'utc' } : show, shape);
}

/** True where the clocks change within a view: then clock times need their distance from UTC beside them. */
export function hasShift(view: Stretch, show: TimeShow): boolean {
  return offsetsIn(view, show).length > 1;
}

function sinceOf(show: TimeShow): Ms | undefined {
  return show.display === 'sinceStart' && isShowable(show.since) ? show.since : undefined;
}

function sinceClock(ms: number, withSeconds: boolean, withMs: boolean): string {
  const whole = Math.floor(Math.abs(ms) / second);
  const two = (n: number): string => String(n).padStart(2, '0');
  const clock = `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}`;
  const seconds = withSeconds ? `:${two(whole % 60)}` : '';
  const rest = withMs ? `.${String(Math.abs(ms) % second).padStart(3, '0')}` : '';
  return `${ms < 0 ? '−' : '+'}${clock}${seconds}${rest}`;
}

function roundTimes({ from, to, ms }: Offset, step: number): readonly Ms[] {
  const found: Ms[] = [];
  for (let at = Math.ceil((from + ms) / step) * step - ms; at < to; at += step) found.push(at);
  return found;
}

function daysIn(view: Stretch, offsets: readonly Offset[], show: TimeShow): readonly DayMark[] {
  const shifts = offsets.length > 1;
  const labelAt = (at: Ms, offset: Offset): string => {
    const name = formatted(at, show.display === 'sinceStart' ? { ...show, display: 'utc' } : show, {
      weekday: 'short',
      month: 'short',
      day: 'numeric',
    });
    return shifts ? `${name} ${offset.name}` : name;
  };
  const marks: DayMark[] = [];
  for (const [index, offset] of offsets.entries()) {
    if (index === 0) marks.push({ at: view.from, label: labelAt(view.from, offset), kind: 'first' });
    else marks.push({ at: offset.from, label: labelAt(offset.from, offset), kind: 'shift' });
    // At the years' scale a label a day is more than can be drawn: those that fit are chosen where they are drawn.
    for (const at of roundTimes(offset, day).slice(0, 400))
      if (at > offset.from) marks.push({ at, label: labelAt(at, offset), kind: 'midnight' });
  }
  return marks;
}

/** Looking an offset up takes longer than drawing the axis: they are kept for as long as the same hours are looked at. */
const known = new Map<string, readonly Offset[]>();
const sample = 6 * hour;

function offsetsIn(view: Stretch, show: TimeShow): readonly Offset[] {
  const since = sinceOf(show);
  if (since !== undefined) return [{ ...view, ms: -since, name: '' }];
  const spread = Math.max(sample, Math.ceil((view.to - view.from) / 400 / sample) * sample);
  const [from, to] = [Math.floor(view.from / spread) * spread, Math.ceil(view.to / spread) * spread];
  const name = JSON.stringify([show.display, show.zone, from, to]);
  let offsets = known.get(name);
  if (offsets === undefined) {
    if (known.size > 50) known.clear();
    offsets = findOffsets(from, to, spread, show);
    known.set(name, offsets);
  }
  return offsets
    .filter((offset) => offset.to > view.from && offset.from < view.to)
    .map((offset) => ({
      ...offset,
      from: Math.max(offset.from, view.from),
      to: Math.min(offset.to, view.to),
    }));
}

function findOffsets(from: Ms, to: Ms, spread: number, show: TimeShow): readonly Offset[] {
  const zoned: TimeShow = show.display === 'sinceStart' ? { ...show, display: 'utc' } : show;
  const found: Offset[] = [];
  let start = from;
  let name = offsetAt(from, zoned);
  for (let at = from + spread; at <= to; at += spread) {
    const next = offsetAt(at, zoned);
    if (next === name) continue;
    const change = changeBetween(at - spread, at, name, zoned);
    found.push({ from: start, to: change, ms: offsetMs(name), name });
    [start, name] = [change, next];
  }
  found.push({ from: start, to: Math.max(to, start + 1), ms: offsetMs(name), name });
  return found;
}

/** The first instant at which the zone has left an offset, by halves, to the second. */
function changeBetween(from: Ms, to: Ms, name: string, show: TimeShow): Ms {
  let [before, after] = [Math.floor(from / second), Math.ceil(to / second)];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle * second, show) === name) before = middle;
    else after = middle;
  }
  return after * second;
}

/** "GMT+5:30" → 19,800,000; "GMT" → 0. */
function offsetMs(name: string): number {
  const [, sign, hours, minutes, seconds] = /([+-−])(\d{1,2})(?::?(\d\d))?(?::?(\d\d))?$/.exec(name) ?? [];
  const ms = Number(hours ?? 0) * hour + Number(minutes ?? 0) * minute + Number(seconds ?? 0) * second;
  return sign === '+' || sign === undefined ? ms : -ms;
}
