import { anonymousId, figuresOf, isPerson } from './figures';
import type { TrueFigures } from './figures';
import { once } from './meeting';
import type { Quirks } from './options';
import type { Connection } from './truth';

/** What Stream records of some connections, and the figures that it makes of the records when they are asked for. */
export interface Recorded {
  /** In the order of the list. Leaves that Stream never learned of are missing from them. */
  readonly rows: readonly Connection[];
  readonly statistics: () => Statistics;
}

export interface Statistics extends TrueFigures {
  /** People who ever published a track. */
  readonly publishers: number;
}

/** By the connections, which are the same list for as long as nothing changes in them, and by the switches. */
const held = new WeakMap<readonly Connection[], Map<string, Recorded>>();

/** @param until the instant at which the connections stand so, ms */
export function recordedOf(
  truth: readonly Connection[],
  until: number,
  { anonymousViewers, recorder }: Quirks,
): Recorded {
  const anonymousLost = anonymousViewers === 'counted-only';
  const recorderUnmarked = recorder === 'unmarked';
  const variants = held.get(truth) ?? new Map<string, Recorded>();
  held.set(truth, variants);
  const variant = `${anonymousLost} ${recorderUnmarked}`;
  let recorded = variants.get(variant);
  if (recorded === undefined) {
    const kept = anonymousLost ? truth.filter(({ userId }) => userId !== anonymousId) : truth;
    recorded = withStatistics(
      kept.map((one) => (recorderUnmarked ? unmarked(lossy(one)) : lossy(one))),
      until,
    );
    variants.set(variant, recorded);
  }
  return recorded;
}

/** Rows as they are. */
export function withStatistics(rows: readonly Connection[], until: number): Recorded {
  return {
    rows,
    statistics: once(() => {
      const publishing = rows.filter((one) => one.tracks.length > 0 && isPerson(one));
      return {
        ...figuresOf(rows, until),
        publishers: new Set(publishing.map((one) => one.userId)).size,
      };
    }),
  };
}

function lossy(one: Connection): Connection {
  return one.ending === 'crashed' ? { ...one, leftAt: undefined } : one;
}

function unmarked(one: Connection): Connection {
  return one.technical ? { ...one, technical: false, roles: ['user'] } : one;
}

/** What the list of participant sessions keeps back of the rows. */
export function listed(
  rows: readonly Connection[],
  isFinal: boolean,
  { recorder, fewerRowsThanTotal }: Quirks,
): readonly Connection[] {
  const shown = recorder === 'totals-only' ? rows.filter(({ technical }) => !technical) : rows;
  if (!isFinal || fewerRowsThanTotal !== true) return shown;
  const firstToLeave = [...shown].sort((a, b) => (a.leftAt ?? Infinity) - (b.leftAt ?? Infinity) || 0);
  const gone = new Set(firstToLeave.slice(0, Math.max(1, Math.floor(shown.length / 10))));
  return shown.filter((row) => !gone.has(row));
}
