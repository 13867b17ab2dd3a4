import type { Text } from '../attendance/text';
import type { OperationName } from './transport';

/** Why a request brought nothing. Each kind maps to one tree node with its act and one message. */
export type FailureKind =
  | 'auth' // 401: key, secret or token refused
  | 'permission' // 403
  | 'not-found' // 404 that will stay
  | 'not-ready' // 404 of a known session that ended minutes ago: its stats are not computed yet
  | 'rate-limited' // 429 for longer than we wait
  | 'network' // no connection, DNS, TLS
  | 'timeout'
  | 'server' // 5xx after the retries
  | 'cancelled'
  | 'bad-input' // refused here before sending, or 400
  | 'dead-cursor' // 400 about `next`: read again from the first page
  | 'contract-drift'; // an answer of another shape than Stream documents

/**
 * The one error of this floor. Tell it by {@link isStreamFailure}, never by `instanceof` (bundles) and never by its text.
 * It carries no secret, token, query string, user id or whole response.
 */
export class StreamFailure extends Error {
  override readonly name = 'StreamFailure';
  readonly kind: FailureKind;
  /** What happened and what to do, in words for people. */
  readonly text: Text;
  readonly operation: OperationName | undefined;
  readonly status: number | undefined;
  /** Stream's error code. */
  readonly code: number | undefined;
  /** Stream's request id, for a support ticket. */
  readonly requestId: string | undefined;
  /** `contract-drift` and `bad-input`: the field, as a path such as `participants_sessions[3].user_id`. */
  readonly field: string | undefined;

  constructor(
    kind: FailureKind,
    words: Text,
    facts: {
      readonly operation?: OperationName | undefined;
      readonly status?: number | undefined;
      readonly code?: number | undefined;
      readonly requestId?: string | undefined;
      readonly field?: string | undefined;
    } = {},
  ) {
    super(words.message.replace(/\{(\w+)\}/g, (whole, name: string) => String(words.args[name] ?? whole)));
    this.kind = kind;
    this.text = words;
    this.operation = facts.operation;
    this.status = facts.status;
    this.code = facts.code;
    this.requestId = facts.requestId;
    this.field = facts.field;
  }
}

export function isStreamFailure(error: unknown): error is StreamFailure {
  return error instanceof Error && error.name === 'StreamFailure' && 'kind' in error && 'text' in error;
}

/** True where Stream does not know the API key (401, code 2): no other secret would help. */
export function isKeyRefused(failure: StreamFailure): boolean {
  return failure.kind === 'auth' && failure.code === 2;
}

/** True for a user's own cancel, which is no error: never logged as failure, never shown. */
export function isCancelled(error: unknown): boolean {
  return isStreamFailure(error) && error.kind === 'cancelled';
}
