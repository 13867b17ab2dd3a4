import { isDeepStrictEqual } from 'node:util';

// The second opinion on rows: rules 1–4, 6 and 9, read from the rules alone. It imports nothing of ours.

/** A row as it comes in. */
export type RawRow = Readonly<Record<string, unknown>>;

/** All that figures are measured on. Times in ms. */
export interface Case {
  readonly pages: readonly (readonly RawRow[])[];
  readonly context: {
    readonly live: boolean;
    readonly asOf: number | undefined;
    readonly sessionStart: number | undefined;
    readonly sessionEnd: number | undefined;
  };
  /** By kept row, in the order of reading. */
  readonly chosen?: readonly boolean[] | undefined;
  readonly technical?: readonly boolean[] | undefined;
  readonly window?: { readonly from?: number | undefined; readonly to?: number | undefined } | undefined;
  readonly anonymousRoles?: readonly string[] | undefined;
}

export type Kind = 'person' | 'anonymous' | 'ingress' | 'technical';

/** A row with its place in time; undefined: nobody can tell. */
export interface Stay {
  readonly user: string;
  readonly type: string;
  readonly kind: Kind;
  readonly seconds: number | undefined;
  readonly start: number | undefined;
  readonly certain: number | undefined;
  readonly upTo: number | undefined;
  readonly flags: readonly string[];
}

interface Kept {
  raw: RawRow;
  readonly page: number;
  readonly flags: Set<string>;
}

/** The rows of a case that are kept and chosen, in the order of reading. At most two rows are of one user session. */
export function staysOf({ pages, context, chosen, technical, anonymousRoles }: Case): Stay[] {
  return keptRows(pages).flatMap(({ raw, flags }, at) =>
    chosen?.[at] === false
      ? []
      : [{ ...stayOf(raw, context, flags), ...whose(raw, technical?.[at] === true, anonymousRoles ?? []) }],
  );
}

function keptRows(pages: Case['pages']): Kept[] {
  const kept: Kept[] = [];
  pages.forEach((rows, page) => {
    for (const raw of rows) {
      const same = kept.find((one) => one.page !== page && isSameRow(one.raw, raw));
      if (same === undefined) kept.push({ raw, page, flags: new Set() });
      else if (!isDeepStrictEqual(same.raw, raw)) {
        same.flags.add('revised');
        const [held, newer] = [hasTime(same.raw, 'left_at'), hasTime(raw, 'left_at')];
        if (newer || !held) same.raw = raw;
      }
    }
  });
  const bySession = Map.groupBy(kept, ({ raw }) => raw['user_session_id']);
  for (const [one, other] of bySession.values()) {
    if (one === undefined || other === undefined || one.raw['user_id'] !== other.raw['user_id']) continue;
    const joined = [one, other].map(({ raw }) => timeIn(raw['joined_at']));
    let flag: string | undefined;
    if (one.page === other.page && isDeepStrictEqual(one.raw, other.raw)) flag = 'identical';
    else if (!joined.includes(undefined) && joined[0] !== joined[1]) flag = 'same-connection';
    if (flag !== undefined) for (const row of [one, other]) row.flags.add(flag);
  }
  return kept;
}

/** Rule 1, of rows of different pages. */
function isSameRow(one: RawRow, other: RawRow): boolean {
  if (one['user_id'] !== other['user_id'] || one['user_session_id'] !== other['user_session_id'])
    return false;
  const [joined, otherJoined] = [timeIn(one['joined_at']), timeIn(other['joined_at'])];
  if (joined === undefined && otherJoined === undefined) return isDeepStrictEqual(one, other);
  return joined === otherJoined;
}

function hasTime(raw: RawRow, key: string): boolean {
  return timeIn(raw[key]) !== undefined;
}

function whose(
  raw: RawRow,
  technical: boolean,
  anonymousRoles: readonly string[],
): Pick<Stay, 'user' | 'type' | 'kind'> {
  const user = typeof raw['user_id'] === 'string' ? raw['user_id'] : '';
  const type = typeof raw['publisher_type'] === 'string' ? raw['publisher_type'] : '';
  const roles: readonly unknown[] = Array.isArray(raw['roles']) ? raw['roles'] : [];
  const isNameless = user === '' || user === '!anon' || anonymousRoles.some((role) => roles.includes(role));
  const isFeed = ['rtmp', 'srt', 'whip', 'rtsp'].includes(type);
  return {
    user,
    type,
    kind: technical ? 'technical' : isFeed ? 'ingress' : isNameless ? 'anonymous' : 'person',
  };
}

function stayOf(
  raw: RawRow,
  { live, asOf, sessionStart, sessionEnd }: Case['context'],
  ofRepeats: ReadonlySet<string>,
): Omit<Stay, 'user' | 'type' | 'kind'> {
  const joined = timeIn(raw['joined_at']);
  const left = timeIn(raw['left_at']);
  const reported = raw['duration_in_seconds'];
  const seconds = typeof reported === 'number' && Number.isFinite(reported) ? reported : undefined;
  const length = seconds !== undefined && seconds > 0 ? Math.round(seconds * 1000) : undefined;
  const flags = new Set(ofRepeats);
  const outside = (at: number | undefined): boolean =>
    at !== undefined && ((sessionStart ?? -Infinity) - at > 1000 || at - (sessionEnd ?? Infinity) > 1000);

  if (joined !== undefined && left !== undefined && seconds !== undefined) {
    if (Math.abs(left - joined - seconds * 1000) > 1000) flags.add('duration-mismatch');
  }
  if (outside(left)) flags.add('outside-session');
  let start = joined;
  if (start === undefined && left !== undefined && length !== undefined) {
    start = left - length;
    flags.add('start-from-duration');
  }
  if (start === undefined) {
    flags.add('no-start');
    return { seconds, start, certain: undefined, upTo: undefined, flags: [...flags].sort() };
  }

  let certain = start;
  let upTo: number | undefined;
  if (left !== undefined) {
    certain = upTo = Math.max(start, left);
    if (left <= start) flags.add('zero');
    if (left < start) flags.add('negative');
  } else {
    if (length !== undefined) {
      certain = start + length;
      flags.add('end-from-duration');
    }
    if (live) {
      flags.add('open');
      if (asOf !== undefined) upTo = Math.max(certain, asOf);
    } else if (length !== undefined) upTo = certain;
    else if (sessionEnd !== undefined && sessionEnd > start) {
      upTo = sessionEnd;
      flags.add('end-assumed');
    } else flags.add('no-end');
  }
  if (outside(start) || outside(certain)) flags.add('outside-session');
  if (asOf !== undefined && start > asOf) {
    flags.add('joined-after-as-of');
    certain = upTo = start;
  }
  return { seconds, start, certain, upTo, flags: [...flags].sort() };
}

const rfc3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(?:Z|([+-])(\d\d):(\d\d))$/;

/** Ms since 1970; what is not later than 1970 is no time. */
function timeIn(value: unknown): number | undefined {
  let ms: number | undefined;
  if (value instanceof Date) ms = value.getTime();
  else if (typeof value === 'number') ms = Math.floor(value / 1e6);
  else if (typeof value === 'string') ms = parsed(value);
  return ms !== undefined && ms > 0 ? ms : undefined;
}

function parsed(text: string): number | undefined {
  const parts = rfc3339.exec(text);
  if (parts === null || Number(parts[1]) < 1970) return undefined;
  const field = (at: number): number => Number(parts[at] ?? 0);
  const zone = (parts[8] === '-' ? -1 : 1) * (field(9) * 60 + field(10)) * 60_000;
  const fraction = Math.floor(Number(`0${parts[7] ?? ''}`) * 1000);
  return Date.UTC(field(1), field(2) - 1, field(3), field(4), field(5), field(6), fraction) - zone;
}
