import type { Ms } from '../../attendance/instant';
import type { ReadInstant } from '../../stream/stream-video';

/** What tells the time here: this computer's clock, or a fixed one. */
export interface BookClock {
  now(): Ms;
}

/** How far this computer's clock may stray before a figure that rests on it says so. */
export const clockTolerance = 5 * 60_000;

const samplesKept = 20;

/** The server's time, told from the `Date` headers of its answers. */
export interface ServerClock {
  hear(readAt: ReadInstant): void;
  /** The server's time now; the local clock as long as no `Date` came. */
  now(): Ms;
}

/**
 * Of the last answers, the largest lead of `Date` over the local clock is the truest: whole seconds, the way here and a
 * cache on the way can only make a `Date` older, never newer.
 */
export function createServerClock(clock: BookClock): ServerClock {
  const leads: number[] = [];
  return {
    hear({ server, local }) {
      if (server === undefined) return;
      leads.push(server - local);
      if (leads.length > samplesKept) leads.shift();
    },
    now: () => clock.now() + (leads.length === 0 ? 0 : Math.max(...leads)),
  };
}

/** Which clock an answer's instant rests on (rule 9). */
export function clockOf(readAt: ReadInstant | undefined): 'server' | 'local' | 'differs' {
  if (readAt?.server === undefined) return 'local';
  return Math.abs(readAt.server - readAt.local) > clockTolerance ? 'differs' : 'server';
}

/** The instant of an answer: the server's where it told one. */
export function instantOfAnswer(readAt: ReadInstant): Ms {
  return readAt.server ?? readAt.local;
}
