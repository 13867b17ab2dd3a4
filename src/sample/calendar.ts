const dayMs = 86_400_000;

/** Instants of the working calendar, in UTC, relative to the anchor: the scenario's own "now". */
export interface Calendar {
  readonly anchor: number;
  /** A time of the day that lies so many days before the anchor's. */
  at(daysBefore: number, hour: number, minute?: number): number;
  isWorkday(daysBefore: number): boolean;
  /** The nearest working day that lies at least so many days back. */
  workday(daysBefore: number): number;
  /** `2026-01-31` */
  dateOf(daysBefore: number): string;
  /** The last full or half hour at least this long ago. */
  slotBefore(ms: number): number;
}

export function calendarOf(anchor: number): Calendar {
  const today = Math.floor(anchor / dayMs) * dayMs;
  const calendar: Calendar = {
    anchor,
    at: (daysBefore, hour, minute = 0) => today - daysBefore * dayMs + (hour * 60 + minute) * 60_000,
    isWorkday: (daysBefore) => {
      const day = new Date(today - daysBefore * dayMs).getUTCDay();
      return day !== 0 && day !== 6;
    },
    workday: (daysBefore) => (calendar.isWorkday(daysBefore) ? daysBefore : calendar.workday(daysBefore + 1)),
    dateOf: (daysBefore) => new Date(today - daysBefore * dayMs).toISOString().slice(0, 10),
    slotBefore: (ms) => Math.floor((anchor - ms) / 1_800_000) * 1_800_000,
  };
  return calendar;
}
