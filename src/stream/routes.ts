import type { OperationName } from './transport';

/** Method and path of each operation, ids left out: what the log may say. */
export const routes: Readonly<Record<OperationName, string>> = {
  QueryCalls: 'POST /api/v2/video/calls',
  GetCall: 'GET /api/v2/video/call/{type}/{id}',
  QueryCallMembers: 'POST /api/v2/video/call/members',
  QueryCallSessionStats: 'POST /api/v2/video/call_stats',
  QueryCallParticipantSessions: 'GET /api/v2/video/call/{type}/{id}/session/{session}/participant_sessions',
  GetCallReport: 'GET /api/v2/video/call/{type}/{id}/report',
  GetCallSessionParticipantStatsTimeline:
    'GET /api/v2/video/call_stats/{call_type}/{call_id}/{session}/participants/{user}/{user_session}/timeline',
  QueryUsers: 'GET /api/v2/users',
  GetRateLimits: 'GET /api/v2/rate_limits',
};
