import { cidOf, type Member } from '../../attendance/call';
import type { Ms } from '../../attendance/instant';
import { scheduleOf, type Schedule } from '../../attendance/figures/schedule';
import type { AttendanceBook, ReadOptions } from '../book';
import type { AttendanceAnswer } from './attendance-query';
import type { PlanParts } from './plan-parts';

/** A page of members, as many as Stream allows. */
const membersAtOnce = 100;
/** A longer member list is not read: nothing is told of it rather than everything asked. */
const memberPages = 50;
/** Sessions of the call are looked through this far, 25 a page. */
const sessionPages = 4;

/**
 * Rule 15: the schedule of a call beside an answer of all its session's rows. Reads the call, its whole member list and
 * the sessions before this one, as far as the rule needs them.
 * @throws StreamFailure
 */
export async function readSchedule(
  parts: PlanParts,
  book: Pick<AttendanceBook, 'readCall' | 'sessionsOf'>,
  answer: AttendanceAnswer,
  options: ReadOptions,
): Promise<Schedule> {
  const { session, measures, basis } = answer;
  const cid = cidOf(session);
  const call = await book.readCall(cid, options);
  const startedAt = parts.book.session(session)?.startedAt;
  const info = parts.rows(session).set?.info ?? call.session;
  return scheduleOf({
    members: await readMembers(parts, answer, options),
    call,
    session: {
      startedAt,
      endedAt: parts.book.session(session)?.endedAt,
      decoded: info?.id === session.sessionId ? info.decoded : undefined,
    },
    earlierSessionBetween: await beganBetween(book, cid, call.startsAt, startedAt, options),
    measures,
    basis,
  });
}

async function readMembers(
  parts: PlanParts,
  { session }: AttendanceAnswer,
  options: ReadOptions,
): Promise<{ readonly list: readonly Member[]; readonly complete: boolean }> {
  const list = new Map<string, Member>();
  let cursor: string | undefined;
  for (let pages = 0; pages < memberPages; pages++) {
    const page = await parts.book.stream.members(
      session,
      { limit: membersAtOnce, cursor },
      { signal: options.signal },
    );
    for (const member of page.items) list.set(member.userId, member);
    options.onProgress?.({ read: list.size, of: undefined, wait: undefined });
    if (page.next === undefined) return { list: [...list.values()], complete: true };
    cursor = page.next;
  }
  return { list: [...list.values()], complete: false };
}

/** Whether another session of the call began from the scheduled start on and before this one. Undefined: not all could be seen. */
async function beganBetween(
  book: Pick<AttendanceBook, 'sessionsOf'>,
  cid: string,
  startsAt: Ms | undefined,
  startedAt: Ms | undefined,
  options: ReadOptions,
): Promise<boolean | undefined> {
  if (startsAt === undefined || startedAt === undefined) return undefined;
  const sessions = book.sessionsOf(cid);
  await sessions.load(options);
  for (let pages = 1; ; pages++) {
    const starts = sessions.items.flatMap((one) => one.startedAt ?? []);
    if (starts.some((at) => at >= startsAt && at < startedAt)) return true;
    if (!sessions.hasMore || starts.some((at) => at < startsAt)) return false;
    if (pages >= sessionPages) return undefined;
    await sessions.loadMore(options);
  }
}
