import * as v from 'valibot';

/**
 * The answers as far as Rollcall reads them. What Stream documents as required must be there; what is optional may be
 * missing or null; a list may be null (Go writes an empty one so). Unknown fields pass.
 */

const year2000 = Date.UTC(2000, 0, 1);

/** A time after 1970 but long before Stream came in another unit than Stream's. Go's zero times lie at or before 1970. */
function inKnownUnit(time: Date | string | number): boolean {
  if (typeof time === 'number') return true;
  const ms = time instanceof Date ? time.getTime() : Date.parse(time);
  return Number.isNaN(ms) || ms <= 0 || ms >= year2000;
}

const anyTime = v.union([v.instance(Date), v.string(), v.number()]);
const instant = v.nullish(v.pipe(anyTime, v.check(inKnownUnit)));
/** A time that the customer sets: any year is theirs to choose. */
const customersTime = v.nullish(anyTime);
const count = v.nullish(v.number());
const words = v.nullish(v.string());
const anyObject = v.looseObject({});

function listOf<const S extends v.GenericSchema>(item: S) {
  return v.nullable(v.array(item));
}

export const rowSchema = v.looseObject({
  user_id: v.string(),
  user_session_id: v.string(),
  publisher_type: v.string(),
  roles: v.nullish(v.array(v.string())),
  joined_at: instant,
  left_at: instant,
  duration_in_seconds: count,
});

export const sessionSchema = v.looseObject({
  id: v.string(),
  started_at: instant,
  ended_at: instant,
  timer_ends_at: instant,
  live_started_at: instant,
  live_ended_at: instant,
  anonymous_participant_count: count,
});

export const participantSessionsSchema = v.looseObject({
  participants_sessions: listOf(rowSchema),
  total_participant_sessions: v.number(),
  total_participant_duration: v.number(),
  call_session_id: words,
  session: v.nullish(sessionSchema),
  next: words,
});

export const memberSchema = v.looseObject({
  user_id: v.string(),
  role: words,
  created_at: instant,
  updated_at: instant,
  deleted_at: instant,
});

export const callSchema = v.looseObject({
  type: v.string(),
  id: v.string(),
  cid: v.string(),
  created_at: instant,
  updated_at: instant,
  starts_at: customersTime,
  ended_at: instant,
  created_by: v.nullish(v.looseObject({ id: words })),
  team: words,
  backstage: v.nullish(v.boolean()),
  current_session_id: words,
  session: v.nullish(sessionSchema),
  custom: v.nullish(anyObject),
});

export const callStateSchema = v.looseObject({
  call: callSchema,
  members: v.nullish(v.array(memberSchema)),
});

export const callsSchema = v.looseObject({ calls: listOf(callStateSchema), next: words });

export const membersSchema = v.looseObject({ members: listOf(memberSchema), next: words });

const countsSchema = v.looseObject({
  participants: count,
  sessions: count,
  publishers: count,
  live_sessions: count,
  peak_concurrent_sessions: count,
  peak_concurrent_users: count,
  total_participant_duration: count,
});

export const sessionStatsSchema = v.looseObject({
  call_type: v.string(),
  call_id: v.string(),
  call_session_id: v.string(),
  call_started_at: instant,
  call_ended_at: instant,
  generated_at: instant,
  counts: v.nullish(countsSchema),
});

export const sessionStatsPageSchema = v.looseObject({ call_stats: listOf(sessionStatsSchema), next: words });

export const reportSchema = v.looseObject({
  session_id: words,
  report: v.nullish(
    v.looseObject({
      participants: v.nullish(v.looseObject({ unique: count, sum: count, max_concurrent: count })),
    }),
  ),
});

export const timelineSchema = v.looseObject({ events: listOf(v.unknown()) });

export const usersSchema = v.looseObject({ users: listOf(v.looseObject({ id: v.string(), name: words })) });

export const rateLimitsSchema = v.looseObject({
  server_side: v.nullish(
    v.record(v.string(), v.looseObject({ limit: count, remaining: count, reset: count })),
  ),
});
