/**
 * The thinnest seam between the door and whatever speaks HTTP: the official SDK today, a `fetch` client if it must be.
 * A transport sends one operation once. It never retries, waits, validates or translates: that is the door's work.
 */

/** The fixed list of what Rollcall may ask: read-only by construction. */
export type Operation =
  | { readonly name: 'QueryCalls'; readonly body: QueryBody }
  | {
      readonly name: 'GetCall';
      readonly path: { readonly type: string; readonly id: string };
      readonly membersLimit?: number;
    }
  | {
      readonly name: 'QueryCallMembers';
      readonly body: QueryBody & { readonly type: string; readonly id: string };
    }
  | { readonly name: 'QueryCallSessionStats'; readonly body: QueryBody }
  | {
      readonly name: 'QueryCallParticipantSessions';
      readonly path: { readonly type: string; readonly id: string; readonly session: string };
      readonly query: {
        readonly limit?: number;
        readonly next?: string;
        readonly prev?: string;
        readonly filter_conditions?: Readonly<Record<string, unknown>>;
      };
    }
  | {
      readonly name: 'GetCallReport';
      readonly path: { readonly type: string; readonly id: string };
      readonly sessionId?: string;
    }
  | {
      readonly name: 'GetCallSessionParticipantStatsTimeline';
      readonly path: {
        readonly call_type: string;
        readonly call_id: string;
        readonly session: string;
        readonly user: string;
        readonly user_session: string;
      };
    }
  | {
      readonly name: 'QueryUsers';
      readonly filter: Readonly<Record<string, unknown>>;
      readonly limit?: number;
    }
  | { readonly name: 'GetRateLimits'; readonly endpoints?: string };

export type OperationName = Operation['name'];

/** What a transport says (`message` of cause `body`) when JSON came that its decoders choked on: the door then looks at the JSON itself. */
export const undecodable = 'The answer could not be decoded.';

/** Body of Stream's POST queries. */
export interface QueryBody {
  readonly filter_conditions?: Readonly<Record<string, unknown>>;
  readonly sort?: readonly { readonly field: string; readonly direction: 1 | -1 }[];
  readonly limit?: number;
  readonly next?: string;
  readonly prev?: string;
}

/** What came of one request. `body` is what the SDK decoded (times as `Date`) and is not yet validated. */
export type RawOutcome =
  | {
      readonly ok: true;
      readonly status: number;
      readonly headers: ReadonlyMap<string, string>;
      readonly requestId: string | undefined;
      readonly body: unknown;
    }
  | {
      readonly ok: false;
      /** `http`: an answer with an error status · `network`/`timeout`: no answer · `body`: an answer that is no JSON or cannot be decoded. */
      readonly cause: 'http' | 'network' | 'timeout' | 'body';
      readonly status: number | undefined;
      /** Stream's own error code (`code` of the body), where one came. */
      readonly code: number | undefined;
      /** Stream's or the system's message, redacted: no key, secret, token or query string. */
      readonly message: string;
      readonly headers: ReadonlyMap<string, string>;
      readonly requestId: string | undefined;
    };

/** One app's connection. Holds the secret in a closure; nothing on the object tells it. */
export interface Transport {
  /**
   * Sends it once. With `raw`, `body` is the parsed JSON as it came over the wire, before the SDK's decoders turn times
   * into `Date` (they do it in place: `client.video.apiClient.sendRequest` hands out the body that they have not seen).
   * Only `StreamVideo.probe` asks so: a number and a string can no longer be told apart after decoding.
   */
  send(operation: Operation, options?: { readonly raw?: boolean }): Promise<RawOutcome>;
}

export interface TransportOptions {
  readonly key: string;
  readonly secret: string;
  /** Undefined: Stream's own hosts. */
  readonly baseUrl: string | undefined;
  /** Milliseconds for one request. */
  readonly timeoutMs: number;
}
