import type { DoorLog } from './stream-video';
import type { OperationName } from './transport';

type Fields = ReadonlySet<string>;
const fields = (names: string): Fields => new Set(names.split(' '));

const sessionFields = fields(
  'id started_at ended_at timer_ends_at live_started_at live_ended_at participants participants_count_by_role ' +
    'anonymous_participant_count accepted_by rejected_by missed_by',
);
const callFields = fields(
  'type id cid created_at updated_at starts_at ended_at created_by team backstage current_session_id session custom ' +
    'recording transcribing captioning translating settings blocked_user_ids ingress egress channel_cid ' +
    'join_ahead_time_seconds routing_number thumbnails',
);
const memberFields = fields('user user_id role custom created_at updated_at deleted_at');
const callStateFields = fields('call members own_capabilities');

/** The fields of each answer that are known, by where they stand. Lists are written `name[]`. */
const known: Readonly<Partial<Record<OperationName, Readonly<Record<string, Fields>>>>> = {
  QueryCallParticipantSessions: {
    '': fields(
      'call_type call_id call_session_id total_participant_sessions total_participant_duration participants_sessions ' +
        'next prev session duration',
    ),
    'participants_sessions[]': fields(
      'user_id user_session_id publisher_type roles joined_at left_at duration_in_seconds',
    ),
    session: sessionFields,
  },
  QueryCalls: {
    '': fields('calls next prev duration'),
    'calls[]': callStateFields,
    'calls[].call': callFields,
    'calls[].call.session': sessionFields,
    'calls[].members[]': memberFields,
  },
  GetCall: {
    '': fields('call members own_capabilities duration'),
    call: callFields,
    'call.session': sessionFields,
    'members[]': memberFields,
  },
  QueryCallMembers: { '': fields('members next prev duration'), 'members[]': memberFields },
  QueryCallSessionStats: {
    '': fields('call_stats next prev duration'),
    'call_stats[]': fields(
      'call_type call_id call_session_id call_started_at call_ended_at generated_at counts',
    ),
    'call_stats[].counts': fields(
      'participants sessions publishers live_sessions peak_concurrent_sessions peak_concurrent_users sfus_used ' +
        'total_participant_duration avg_user_rating min_user_rating average_jitter_ms average_latency_ms ' +
        'call_event_count cq_score max_freezes_duration_ms',
    ),
  },
};

/** Tells the log of unknown fields and tolerated forms, each field once in the life of a door. Values are never told. */
export interface DriftWatch {
  look(operation: OperationName, body: unknown): void;
}

export function createDriftWatch(log: DoorLog): DriftWatch {
  const told = new Set<string>();

  function tell(operation: OperationName, field: string, found: string): void {
    const key = `${operation} ${field} ${found}`;
    if (told.has(key)) return;
    told.add(key);
    log.drift({ operation, field, found });
  }

  function walk(
    operation: OperationName,
    places: Readonly<Record<string, Fields>>,
    at: string,
    value: unknown,
  ): void {
    if (Array.isArray(value)) {
      for (const item of value) walk(operation, places, `${at}[]`, item);
      return;
    }
    const names = Object.hasOwn(places, at) ? places[at] : undefined;
    if (names === undefined || typeof value !== 'object' || value === null) return;
    for (const [name, inner] of Object.entries(value)) {
      const field = at === '' ? name : `${at}.${name}`;
      if (!names.has(name)) tell(operation, field, formOf(inner));
      else if (inner instanceof Date && Number.isNaN(inner.getTime())) tell(operation, field, 'no date');
      else if (typeof inner === 'object') walk(operation, places, field, inner);
    }
  }

  return {
    look(operation, body) {
      const places = known[operation];
      if (places !== undefined) walk(operation, places, '', body);
    },
  };
}

/** The form of a value in a word, never the value. */
export function formOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return value instanceof Date ? 'time' : typeof value;
}
