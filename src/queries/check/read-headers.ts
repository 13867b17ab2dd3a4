import { fact, no, untold, yes, yesOrNo, type Answer } from './answers';
import type { ReadInstant } from '../../stream/stream-video';
import type { Asker } from './asker';

const fiveMinutes = 5 * 60_000;

/** What headers and error bodies tell over all the answers of the check; no request. */
export function readHeaders(asker: Asker): void {
  const answered = asker.outcomes
    .map((each) => each.outcome)
    .filter((outcome) => outcome.status !== undefined);
  if (answered.length === 0) {
    asker.tellFirst('headers.date', untold('no answer came'));
    return;
  }
  asker.tell('headers.date', yesOrNo(answered.every((outcome) => outcome.headerNames.includes('date'))));
  const dated = answered.map((outcome) => outcome.readAt).filter((readAt) => readAt.server !== undefined);
  asker.tell(
    'headers.clock',
    dated.length === 0
      ? untold('no answer has a date')
      : yesOrNo(dated.every(({ server = 0, local }) => Math.abs(server - local) <= fiveMinutes)),
  );
  asker.tell('headers.dateMoves', moves(dated));
  readLimits(asker);
  const errors = asker.outcomes.filter(({ outcome }) => outcome.cause === 'http');
  if (errors.length === 0) return;
  // Where the body is no JSON the SDK puts the status in the place of the code.
  const coded = errors.filter(({ outcome }) => outcome.code !== undefined && outcome.code !== outcome.status);
  asker.tell('errors.code', yesOrNo(coded.length === errors.length));
  asker.tell(
    'errors.operation',
    yesOrNo(
      errors.every(({ operation, outcome }) => outcome.message?.includes(`${operation} failed`) === true),
    ),
  );
}

/** A cached `Date` stands still: rows would look as of a moment that is long past. */
function moves(dated: readonly ReadInstant[]): Answer {
  const [first, last] = [dated[0], dated.at(-1)];
  if (first?.server === undefined || last?.server === undefined) return untold('no answer has a date');
  if (last.local - first.local < 2000) return untold('the check took less than two seconds');
  return yesOrNo(last.server > first.server);
}

function readLimits(asker: Asker): void {
  const rows = asker.outcomes.filter(({ operation }) => operation === 'QueryCallParticipantSessions');
  const all = asker.outcomes.filter(({ outcome }) => outcome.status !== undefined);
  const limits = all.map(({ outcome }) => outcome.rateLimit).filter((limit) => limit?.limit !== undefined);
  asker.tell('headers.rate', yesOrNo(limits.length === all.length));
  if (limits.length === 0) {
    for (const question of ['headers.rateReset', 'headers.rateSteady', 'headers.rateAlone'] as const) {
      asker.tell(question, untold('no answer has rate-limit headers'));
    }
    return;
  }
  const last = all.findLast(({ outcome }) => outcome.rateLimit?.resetAt !== undefined)?.outcome;
  if (last?.rateLimit?.resetAt !== undefined) {
    // By the kinder of the two clocks: one of them may be wrong.
    const now = Math.min(last.readAt.server ?? last.readAt.local, last.readAt.local);
    asker.tell('headers.rateReset', fact(last.rateLimit.resetAt < now ? 'in the past' : 'in the future'));
  }
  const known = rows.map(({ outcome }) => outcome.rateLimit).filter((limit) => limit !== undefined);
  if (known.length < 2) return;
  asker.tell('headers.rateSteady', yesOrNo(new Set(known.map((limit) => limit.limit)).size === 1));
  asker.tell('headers.rateAlone', alone(known));
}

/** Each of our requests takes one; a window that ends in between starts anew. */
function alone(limits: readonly { readonly remaining: number | undefined }[]): Answer {
  const left = limits.map((limit) => limit.remaining).filter((remaining) => remaining !== undefined);
  const falls = left.slice(1).map((remaining, at) => (left[at] ?? remaining) - remaining);
  return falls.every((fall) => fall <= 1) ? yes : no;
}
