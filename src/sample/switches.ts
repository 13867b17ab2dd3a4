import type { Ledger, TrueSession } from './ledger';
import type { Quirks } from './options';
import * as on from './switch-sessions';

/** A switch at one of its values, with what a test needs to see it at work. */
export interface QuirkSwitch {
  /** The list of nasty ways that it belongs to. */
  readonly list: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;
  /** Unique, in words. */
  readonly name: string;
  readonly quirks: Quirks;
  /**
   * Sessions on which it shows, the most telling first. To be asked while the switch is on: some switches add the session.
   * With a clock that stands where the server was started there is at least one; other switches may leave none.
   */
  readonly shows: (ledger: Ledger) => readonly TrueSession[];
  /** A filter whose answer it changes, for such a session. */
  readonly filter?: (ledger: Ledger, session: TrueSession) => Readonly<Record<string, unknown>>;
  /** How long it makes a client wait in real time, ms. */
  readonly realMs?: number;
}

const isUser = { user_id: { $eq: 'alice' } };

/**
 * Every switch of the ten lists, at every value that is not its default; numbers at telling ones. Faults of transport and
 * contract that belong to no list (`dropField`, `truncatedJsonAt`, …) are not here.
 */
export const quirkSwitches: readonly QuirkSwitch[] = [
  at(1, 'truth in stages, by the clock', { slowTruth: {} }, on.ending),
  at(1, 'not found yet', { slowTruth: { stage: 'not-found' } }, on.justEnded),
  at(1, 'fewer rows than will be', { slowTruth: { stage: 'fewer-rows' } }, on.justEnded),
  at(1, 'no leaves yet', { slowTruth: { stage: 'no-leaves' } }, on.justEnded),
  at(1, 'leaves to be revised', { slowTruth: { stage: 'revised' } }, on.justEnded),
  at(1, 'old rows after the report', { slowTruth: { stage: 'old-for-5s' } }, on.justEnded),
  at(1, 'not found for 180 s', { notReadyForSeconds: 180 }, on.justEnded),

  at(2, 'user_id ignored', { filterIgnores: ['user_id'] }, on.standup, () => isUser),
  at(2, 'session_id ignored', { filterIgnores: ['session_id'] }, on.standup, byUserSession),
  at(2, 'publisher_type ignored', { filterIgnores: ['publisher_type'] }, on.studio, () => ({
    publisher_type: { $in: ['rtmp', 'srt'] },
  })),
  at(2, 'published_tracks ignored', { filterIgnores: ['published_tracks'] }, on.studio, byTrack),
  at(2, 'is_live ignored', { filterIgnores: ['is_live'] }, on.live, () => ({ is_live: { $eq: true } })),
  at(2, 'is_tech_user ignored', { filterIgnores: ['is_tech_user'] }, on.studio, () => ({
    is_tech_user: { $eq: true },
  })),
  at(2, 'session_id matches nothing', { sessionIdMatchesNothing: true }, on.standup, byUserSession),
  at(2, 'is_live is of the call', { isLiveOfCall: true }, on.live, () => ({ is_live: { $eq: true } })),
  at(2, 'published_tracks are those of now', { tracksOfNow: true }, on.studio, byTrack),
  at(2, 'user_id in lower case on both sides', { userIdFolded: 'both' }, on.standup, () => ({
    user_id: { $eq: 'ALICE' },
  })),
  at(2, 'user_id asked for in lower case', { userIdFolded: 'asked' }, on.oddIds, () => ({
    user_id: { $eq: '=SUM(A1:A9)' },
  })),
  at(2, '$in cut at 10', { inCutAt: 10 }, on.manyRows, (ledger, { id }) => ({
    user_id: { $in: [...new Set(ledger.connections(id).map(({ userId }) => userId))].slice(0, 20) },
  })),
  at(2, '$and and $or refused', { logicRefused: true }, on.standup, () => ({
    $or: [isUser, { user_id: { $eq: 'bob' } }],
  })),
  at(2, 'bare values refused', { bareRefused: true }, on.standup, () => ({ user_id: 'alice' })),

  at(3, 'offset cursors under inserts', { offsetCursors: true }, on.manyRows),
  at(3, 'newest rows first', { newestFirst: true }, on.manyRows),
  at(3, 'short pages', { shortPages: true }, on.manyRows),
  at(3, 'an empty page with next', { emptyPageWithNext: true }, on.manyRows),
  at(3, 'an empty page with next, in all lists', { emptyPageWithNext: true, unstable: 'all' }, on.manyRows),
  at(3, 'next repeats itself', { repeatingNext: true }, on.manyRows),
  at(3, 'prev on page 1', { prevOnFirstPage: true }, on.manyRows),
  at(3, 'cursors die after 60 s', { deadCursor: { afterMs: 60_000 } }, on.manyRows),
  at(3, 'the cursor to page 2 dies once', { deadCursor: { atPage: 2 } }, on.manyRows),
  at(3, 'queryCalls takes no sort with next', { sortWithNextRefused: true }, on.standup),
  at(3, 'queryCalls takes no next', { nextAlwaysRefused: true }, on.standup),

  at(4, 'duration is the floor of the sum', { totalDuration: 'floor-of-sum' }, on.standup),
  at(4, 'duration without technical rows', { totalWithoutTechnical: true }, on.studio),
  at(4, 'duration with open rows', { totalWithOpenRows: true }, on.crashed),
  at(4, 'reconnects counted once in the total', { totalCountsReconnectsOnce: true }, on.standup),
  at(4, 'totals one refresh behind', { totalsBehind: true }, on.live),
  at(4, 'counts by another rule', { countsDiffer: true }, on.studio),
  at(4, 'report by another rule', { reportDiffers: true }, on.studio),

  at(5, 'left_at is left out', { leftAtNothing: 'absent' }, on.crashed),
  at(5, 'left_at is 0', { leftAtNothing: 'zero' }, on.crashed),
  at(5, 'left_at is an empty text', { leftAtNothing: 'empty' }, on.crashed),
  at(5, 'left_at is in year 1', { leftAtNothing: 'year1' }, on.crashed),
  at(5, 'left_at is year 1 in nanoseconds', { leftAtNothing: 'minNs' }, on.crashed),
  at(5, 'all absent times are in year 1', { leftAtNothing: 'year1', nothingEverywhere: true }, on.crashed),
  at(5, 'no roles', { rolesNull: true }, on.crashed),
  at(5, 'duration −1', { durationNegative: true }, on.crashed),
  at(5, 'times as RFC 3339', { timesAs: 'rfc3339' }, on.crashed),
  at(5, 'times in both forms', { timesAs: 'mixed' }, on.crashed),

  at(6, 'Date is ahead', { dateHeader: 'ahead' }, on.live),
  at(6, 'Date is behind', { dateHeader: 'behind' }, on.live),
  at(6, 'no Date', { dateHeader: 'missing' }, on.live),
  at(6, 'Date is cached', { dateHeader: 'cached' }, on.live),
  at(6, 'a join before the start', { joinBeforeStart: true }, on.standup),
  at(6, 'left before joined', { leftBeforeJoined: true }, on.standup),
  at(6, 'no ended_at', { noEndedAt: true }, on.crashed),
  at(6, 'ended with the last leave', { endedAtLagSeconds: 0 }, on.standup),
  at(6, 'ended 900 s after the last leave', { endedAtLagSeconds: 900 }, on.standup),

  at(7, '300 anonymous viewers as rows', { anonymousViewers: 'rows' }, on.whoIsWho),
  at(7, '300 anonymous viewers as a number only', { anonymousViewers: 'counted-only' }, on.whoIsWho),
  at(7, 'guests with a new id at each join', { guestsRenamed: true }, on.whoIsWho),
  at(7, 'a recorder like a person', { recorder: 'unmarked' }, on.studio, () => ({
    is_tech_user: { $eq: true },
  })),
  at(7, 'a recorder among rows, not in totals', { recorder: 'rows-only' }, on.studio),
  at(7, 'a recorder in totals, not among rows', { recorder: 'totals-only' }, on.studio),
  at(7, 'an encoder under the id of the host', { rtmpAsHost: true }, on.whoIsWho),
  at(7, 'one user_session_id twice', { sharedUserSession: 'twice' }, on.whoIsWho),
  at(7, 'one user_session_id of two users', { sharedUserSession: 'two-users' }, on.whoIsWho),

  at(8, 'the latest session is not in the statistics', { sessionMissingFromStats: true }, on.live),
  at(8, 'counts are 0', { statsCountsZero: true }, on.standup),
  at(8, 'the latest session answers by its id only', { sessionAnswersOnlyById: true }, on.latest),
  at(8, 'two sessions of a call overlap', { overlappingSessions: true }, on.overlapping),

  at(9, 'day 90 comes between two pages', { expiresWhileReading: true }, on.expiring),
  at(9, 'fewer rows than the total', { fewerRowsThanTotal: true }, on.standup),
  at(9, 'no session beside the rows', { sessionLeftOut: true }, on.standup),

  at(10, 'a neighbour takes 50 a request', { neighbourTakes: 50 }, on.manyRows),
  at(10, '60 requests a minute', { limitPerMinute: 60 }, on.launch),
  at(10, 'the limit shrinks', { shrinkingLimit: true }, on.manyRows),
  at(10, 'no headers of limits', { rateHeaders: 'missing' }, on.manyRows),
  at(10, 'the reset is in the past', { rateHeaders: 'resetInPast' }, on.manyRows),
  at(10, '429 at the second request', { tooManyAt: { request: 2, times: 1 } }, on.manyRows),
  at(10, '429 on page 57', { tooManyAt: { request: 57, times: 1 } }, on.launch),
  { ...at(10, '3 s of silence', { silenceAt: { request: 2, ms: 3000 } }, on.manyRows), realMs: 3000 },
  at(10, '502 in HTML', { htmlBadGatewayAt: { request: 2, times: 1 } }, on.manyRows),
  at(10, '200 with null', { nullBodyAt: { request: 2, times: 1 } }, on.manyRows),
];

/** Two switches that are not about the same thing, and both together. */
export interface QuirkPair {
  readonly both: readonly [QuirkSwitch, QuirkSwitch];
  readonly quirks: Quirks;
}

/** Every two switches that can be on together; two values of one switch cannot. */
export function quirkPairs(switches: readonly QuirkSwitch[] = quirkSwitches): readonly QuirkPair[] {
  return switches.flatMap((one, index) =>
    switches
      .slice(index + 1)
      .filter((other) => !Object.keys(other.quirks).some((key) => key in one.quirks))
      .map((other): QuirkPair => ({ both: [one, other], quirks: { ...one.quirks, ...other.quirks } })),
  );
}

function at(
  list: QuirkSwitch['list'],
  name: string,
  quirks: Quirks,
  shows: QuirkSwitch['shows'],
  filter?: QuirkSwitch['filter'],
): QuirkSwitch {
  return { list, name, quirks, shows, ...(filter === undefined ? {} : { filter }) };
}

function byTrack(): Readonly<Record<string, unknown>> {
  return { published_tracks: { $in: ['video'] } };
}

function byUserSession(ledger: Ledger, { id }: TrueSession): Readonly<Record<string, unknown>> {
  return { session_id: { $eq: ledger.connections(id)[0]?.userSessionId ?? '' } };
}
