import { isDeepStrictEqual } from 'node:util';
import type { SessionCounts } from '../../attendance/call';
import type { TotalsReading } from '../../attendance/data-state';
import type { Ms } from '../../attendance/instant';

/** Parts of one look come from two requests; so far apart they are still one look. */
export const oneLook = 60_000;

const readingsKept = 32;

type Part =
  | { readonly totalSessions: number; readonly totalDurationSeconds: number }
  | { readonly generatedAt: Ms | undefined; readonly counts: SessionCounts };

/** Looks at a session's totals over time: what rule 10 compares. */
export interface Readings {
  /** The looks, oldest first. `late`: from this instant on a look at the totals alone counts (one read is enough then). */
  all(late: Ms | undefined): readonly TotalsReading[];
  /** Adds what one answer told: the totals of a page of rows, or the statistics. */
  note(at: Ms, part: Part): void;
}

/**
 * A look is whole when totals and statistics were read within a minute of each other: an old figure never counts as seen
 * again. Half a look counts only where it disagrees with the whole one before it, or where there is nothing else.
 */
export function createReadings(): Readings {
  const whole: TotalsReading[] = [];
  let half: TotalsReading | undefined;

  function keep(reading: TotalsReading): void {
    const last = whole.at(-1);
    const again = last !== undefined && isDeepStrictEqual({ ...last, at: 0 }, { ...reading, at: 0 });
    // Equal looks within the minute are one; the earlier instant is the one that rule 10 needs.
    if (again && reading.at - last.at < oneLook) return;
    whole.push(reading);
    if (whole.length > readingsKept) whole.shift();
  }

  return {
    all(late) {
      const last = whole.at(-1);
      if (half === undefined) return [...whole];
      // Where a whole look was late itself, half a look that agrees must not stand before it: it would tell less.
      const firstLate = late !== undefined && half.at > late && last !== undefined && last.at <= late;
      const tells = last === undefined || !agrees(half, last) || firstLate;
      return tells ? [...whole, half] : [...whole];
    },
    note(at, part) {
      const old = half !== undefined && (at - half.at >= oneLook || at < half.at);
      const before = half === undefined || old ? undefined : half;
      const goesOn = before !== undefined && agrees({ ...unread, at, ...part }, before);
      if (before !== undefined && !goesOn) keep(before);
      const look = { ...unread, ...before, ...part, at: goesOn ? before.at : at };
      if (look.totalSessions !== undefined && look.counts !== undefined) keep(look);
      half = look;
    },
  };
}

const unread: Omit<TotalsReading, 'at'> = {
  totalSessions: undefined,
  totalDurationSeconds: undefined,
  generatedAt: undefined,
  counts: undefined,
};

/** True where two looks say the same of all that both of them saw. */
function agrees(one: TotalsReading, other: TotalsReading): boolean {
  const totals =
    one.totalSessions === undefined ||
    other.totalSessions === undefined ||
    (one.totalSessions === other.totalSessions && one.totalDurationSeconds === other.totalDurationSeconds);
  const stats =
    one.counts === undefined ||
    other.counts === undefined ||
    (one.generatedAt === other.generatedAt && isDeepStrictEqual(one.counts, other.counts));
  return totals && stats;
}
