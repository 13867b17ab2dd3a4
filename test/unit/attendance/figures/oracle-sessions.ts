import type { Case, RawRow } from './oracle-rows';

/** Random numbers that are the same on every machine. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** From 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 to below `count`. */
  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  /** @throws where there are no items */
  one<T>(items: readonly T[]): T {
    let left = this.below(items.length);
    for (const item of items) if (left-- === 0) return item;
    throw new RangeError('Nothing to choose from.');
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }
}

/** What says of a time that there is none; undefined: no such key. */
const noTimes = [
  undefined,
  undefined,
  null,
  null,
  0,
  '',
  'soon',
  -6_795_364_578_871_345_152,
  new Date(0),
  new Date(NaN),
  new Date('0001-01-01T00:00:00Z'),
  new Date('1754-08-30T22:43:41.128Z'),
  '0001-01-01T00:00:00Z',
] as const;
const users = [
  ...['alice', 'bob', 'carol', 'dave', 'erin', 'frank', 'grace', 'heidi', 'ivan', 'judy'],
  ...['__proto__', 'constructor', '=SUM(A1)', 'a"b\n', '\u202eevil', '🦊', 'Alice', ' alice'],
] as const;
const types = ['webrtc', 'sip', 'rtmp', 'srt', 'whip', 'rtsp', 'teleport', 'hologram'] as const;
const roles = [['user'], ['host'], ['guest'], ['user', 'guest'], [], null, undefined, 'guest'] as const;

const base = Date.UTC(2026, 10, 22, 9);

/**
 * A session of up to 60 rows with all that is odd, whose times are of at most 200 instants. One in ten lasts 30 hours.
 * @param seed the session's number
 */
export function randomCase(seed: number): Case {
  const dice = new Dice(seed);
  const span = seed % 10 === 0 ? 30 * 3_600_000 : dice.one([20, 5000, 60_000, 3_600_000, 86_400_000]);
  const first = base - Math.floor(span / 10);
  const instants = Array.from({ length: 1 + dice.below(dice.one([3, 12, 60, 200])) }, () =>
    dice.chance(0.3) && span > 20_000
      ? first + 1000 * dice.below((span * 1.2) / 1000)
      : first + dice.below(span * 1.2),
  );
  const instant = (): number => dice.one(instants);
  const odds = (): number => dice.one([0, 0, 0.02, 0.1, 0.4]);
  const oddities = {
    joined: dice.chance(0.6) ? 0 : odds(),
    left: dice.chance(0.3) ? 0.2 : odds(),
    duration: odds(),
    who: odds(),
  };
  const people = 1 + dice.below(dice.one([3, 8, users.length, users.length]));
  const rows = Array.from({ length: dice.below(dice.one([4, 15, 61, 61])) }, (_, at) =>
    randomRow(dice, { instant, oddities, people, session: `s${at}`, span }),
  );
  const live = dice.chance(0.3);
  const byRow = <T>(of: () => T): T[] => Array.from({ length: rows.length + 10 }, of);
  const share = dice.one([0.1, 0.5, 0.9]);
  return {
    pages: inPages(dice, rows, instant),
    context: {
      live,
      asOf: dice.chance(live ? 0.85 : 0.4) ? instant() : undefined,
      sessionStart: dice.chance(0.85) ? dice.one([base, instant()]) : undefined,
      sessionEnd: dice.chance(live ? 0.05 : 0.75) ? dice.one([base + span, instant()]) : undefined,
    },
    chosen: dice.chance(0.6) ? undefined : byRow(() => dice.chance(share)),
    technical: dice.chance(0.7) ? undefined : byRow(() => dice.chance(0.2)),
    window: randomWindow(dice, instant),
    anonymousRoles: dice.chance(0.7) ? undefined : ['guest', 'nobody'],
  };
}

/** Sides at instants of rows and between them. */
function randomWindow(dice: Dice, instant: () => number): Case['window'] {
  const side = (): number => instant() + (dice.chance(0.3) ? dice.below(500) - 250 : 0);
  const [one, other] = [side(), side()];
  if (dice.chance(0.4)) return undefined;
  if (dice.chance(0.2)) return { from: one };
  if (dice.chance(0.2)) return { to: one };
  return { from: Math.min(one, other), to: Math.max(one, other, Math.min(one, other) + 1) };
}

interface Surroundings {
  readonly instant: () => number;
  /** How often fields hold what they should not. */
  readonly oddities: Readonly<Record<'joined' | 'left' | 'duration' | 'who', number>>;
  /** How many users there are. */
  readonly people: number;
  readonly session: string;
  readonly span: number;
}

function randomRow(dice: Dice, { instant, oddities, people, session, span }: Surroundings): RawRow {
  const times = [instant(), instant()];
  const turned = dice.chance(0.06) ? 1 : 0;
  const joined = turned === 1 ? Math.max(...times) : Math.min(...times);
  const left = dice.chance(0.08) ? joined : turned === 1 ? Math.min(...times) : Math.max(...times);
  const reported = dice.one([
    ...[0, -1, null, undefined, NaN, '12', 0.5, 12.345, 0.004, 1.25],
    ...[dice.below(span / 1000 + 1), dice.below(span / 1000 + 1), dice.below(span / 500 + 2)],
  ]);
  const isOdd = (field: keyof typeof oddities): boolean => dice.chance(oddities[field]);
  const fields: [string, unknown][] = [
    ['user_id', isOdd('who') ? dice.one(['!anon', '', null, 7]) : dice.one(users.slice(0, people))],
    ['user_session_id', session],
    ['joined_at', isOdd('joined') ? dice.one(noTimes) : timeText(dice, joined)],
    ['left_at', isOdd('left') ? dice.one(noTimes) : timeText(dice, left)],
    ['duration_in_seconds', isOdd('duration') ? reported : Math.round(Math.max(0, left - joined) / 1000)],
    ['publisher_type', isOdd('who') ? dice.one([...types, null]) : 'webrtc'],
    ['roles', isOdd('who') ? dice.one(roles) : roles[0]],
  ];
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

/** A time in one of the forms in which it may come. */
function timeText(dice: Dice, ms: number): Date | string {
  const text = new Date(ms).toISOString();
  if (dice.chance(0.8)) return new Date(ms);
  const zoned = new Date(ms + 5.5 * 3_600_000).toISOString();
  return dice.one([text, text.replace('Z', '999999Z'), zoned.replace('Z', '+05:30')]);
}

/** Pages of any length, also empty ones. Some rows come twice: on one page, on two, changed, or with another join. */
function inPages(dice: Dice, rows: readonly RawRow[], instant: () => number): RawRow[][] {
  const pages: RawRow[][] = Array.from({ length: 1 + dice.below(5) }, () => []);
  const put = (row: RawRow, page: number): void => void pages[page]?.push(row);
  const again = dice.one([0, 0, 0.1]);
  for (const row of rows) {
    const page = dice.below(pages.length);
    put(row, page);
    if (!dice.chance(again)) continue;
    const [same, other] = [{ ...row }, dice.below(pages.length)];
    const open = Object.fromEntries(Object.entries(row).filter(([key]) => key !== 'left_at'));
    const changed = { ...row, left_at: new Date(instant()), joined_at: row['joined_at'] };
    const rejoined = { ...row, joined_at: new Date(instant()) };
    put(dice.one([same, open, changed, rejoined]), other);
  }
  return pages;
}
