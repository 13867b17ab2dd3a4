import type { Quirks } from './options';

/**
 * What really happened: the ledger's own terms. Nothing here is in Stream's shape, and nothing is lost: the answers are
 * derived from it, with Stream's losses. All times are whole milliseconds since the epoch.
 */

/** Why a connection was over. */
export type Ending =
  /** The user left. */
  | 'left'
  /** The network broke; the user came back on a new connection. */
  | 'reconnected'
  /** The network broke and the server kept the connection until it timed out: a ghost beside the new one. */
  | 'timed-out'
  | 'removed'
  /** The server went down with it: Stream never learned when it ended. */
  | 'crashed'
  /** The call was ended for everyone. */
  | 'call-ended';

export interface Device {
  readonly sdk: string;
  readonly os: string;
  readonly browser: string | undefined;
}

/** One connection of one user: when it was there, on which device, and why it ended. */
export interface Connection {
  readonly userId: string;
  /**
   * Who it truly was, whatever the id says: one for all connections of one individual (or one machine), another for each
   * anonymous viewer. Never sent.
   */
  readonly individual: string;
  readonly userSessionId: string;
  /** The same for all connections of one person on one device that follow each other by reconnecting. */
  readonly unifiedSessionId: string;
  readonly device: Device;
  /** `webrtc`, `rtmp`, `srt`, `whip`, `sip`, … */
  readonly publisherType: string;
  readonly roles: readonly string[];
  /** A recorder or another machine of Stream's own. */
  readonly technical: boolean;
  readonly joinedAt: number;
  /** Undefined: connected still. */
  readonly leftAt: number | undefined;
  /** Undefined: connected still. */
  readonly ending: Ending | undefined;
  /** Kinds of tracks that it ever published: `audio`, `video`, `screenshare`. */
  readonly tracks: readonly string[];
}

/** Answers to a ringing call, user id → when. */
export interface Ringing {
  readonly acceptedBy: ReadonlyMap<string, number>;
  readonly rejectedBy: ReadonlyMap<string, number>;
  readonly missedBy: ReadonlyMap<string, number>;
}

/** A session as the scenario plans it; its end may lie in the future. */
export interface SessionPlan {
  readonly id: string;
  /** The first join. */
  readonly startedAt: number;
  /** The last leave. Undefined: it goes on for as long as anybody looks. */
  readonly lastLeaveAt: number | undefined;
  /** From the last leave to the session's end: the call's inactivity timeout, 5–900 s. */
  readonly endLagMs: number;
  /** From the session's end to `call.stats_report_ready`. */
  readonly reportAfterMs: number;
  readonly ringing: Ringing | undefined;
  readonly livestream: boolean;
  /** There only while the switches are so. Undefined: always. */
  readonly onlyWith: ((quirks: Quirks) => boolean) | undefined;
  /** All connections, those of the future too, by join, then by connection id. Built at the first call. */
  connections(): readonly Connection[];
}

export interface MemberPlan {
  readonly userId: string;
  readonly role: string;
  readonly createdAt: number;
}

export interface CallPlan {
  readonly type: string;
  readonly id: string;
  readonly cid: string;
  readonly createdAt: number;
  /** Microseconds within the millisecond of creation (1–998). */
  readonly createdMicros: number;
  readonly updatedAt: number;
  readonly startsAt: number | undefined;
  readonly endedAt: number | undefined;
  readonly createdBy: string;
  readonly team: string | undefined;
  readonly backstage: boolean;
  readonly custom: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  readonly members: readonly MemberPlan[];
  readonly sessions: readonly SessionPlan[];
}

export interface Person {
  readonly id: string;
  readonly name: string | undefined;
  readonly role: string;
}

export interface Scenario {
  readonly calls: readonly CallPlan[];
  /** Undefined: a user that nobody knows by name. */
  person(id: string): Person | undefined;
  readonly people: readonly Person[];
}
