import { text } from '../attendance/text';
import type { Text } from '../attendance/text';
import { StreamFailure } from './errors';
import type { FailureKind } from './errors';
import type { Sent } from './policy';
import type { Operation, RawOutcome } from './transport';

type Failed = Extract<RawOutcome, { readonly ok: false }>;

/** What the door knows about a request beyond its outcome. */
export interface About {
  /** The session was listed before: a 404 is then not a mistyped id. `fresh`: its statistics may still be on their way. */
  readonly session?: 'unknown' | 'known' | 'fresh';
}

/** Puts a failed outcome into words: what happened, where, and what to do. Message texts of Stream are read here only. */
export function failureOf(
  operation: Operation,
  { outcome, attempts }: Sent & { readonly outcome: Failed },
  about: About = {},
): StreamFailure {
  const { name } = operation;
  const fail = (kind: FailureKind, words: Text) =>
    new StreamFailure(kind, words, {
      operation: name,
      status: outcome.status,
      code: outcome.code,
      requestId: outcome.requestId,
    });

  if (outcome.cause === 'timeout') {
    return fail(
      'timeout',
      text(
        'Stream did not answer in time ({attempts} attempts). Try again, or raise the setting “Request Timeout”.',
        { attempts },
      ),
    );
  }
  if (outcome.cause === 'network') return fail('network', networkWords(outcome.message));
  if (outcome.cause === 'body') {
    return fail(
      'contract-drift',
      text(
        'Stream’s answer to {operation} could not be read: it is no JSON, or has another form than documented. Try again; if it stays so, report it.',
        { operation: name },
      ),
    );
  }

  const status = outcome.status ?? 0;
  if (status === 401) return fail('auth', authWords(outcome.code));
  if (status === 403) {
    return fail(
      'permission',
      text(
        'Stream does not allow this app to do {operation} (403). Check in Stream’s dashboard whether Video is enabled and the app is active.',
        { operation: name },
      ),
    );
  }
  if (status === 404)
    return fail(about.session === 'fresh' ? 'not-ready' : 'not-found', notFoundWords(operation, about));
  if (status === 429) {
    return fail(
      'rate-limited',
      text(
        'Stream’s rate limit for {operation} is used up (429); every server of this app shares it. Try again in some minutes.',
        { operation: name },
      ),
    );
  }
  if (status >= 500 || status < 400) {
    return fail(
      'server',
      text(
        'Stream had an error of its own ({status}, {attempts} attempts). Try again later; Stream’s status page may say more.',
        {
          status,
          attempts,
        },
      ),
    );
  }
  if (status === 413 || status === 414 || status === 431) {
    return fail(
      'bad-input',
      text('The filter is too long for Stream ({status}). Ask for fewer values at once.', { status }),
    );
  }
  if (hasCursor(operation) && !isAboutTheQuestion(outcome.message)) {
    return fail(
      'dead-cursor',
      text('Stream no longer knows where this list stopped. Read it again from its first page.'),
    );
  }
  return fail(
    'bad-input',
    text('Stream refused {operation} ({status}): {reason}', {
      operation: name,
      status,
      reason: reasonOf(outcome.message, operation),
    }),
  );
}

/** The one error that means: leave out the sort. */
export function isSortRefused(outcome: RawOutcome): boolean {
  return (
    !outcome.ok &&
    outcome.status === 400 &&
    /cannot specify sort and next\/prev at the same time/i.test(outcome.message)
  );
}

export function hasCursor(operation: Operation): boolean {
  if ('body' in operation) return operation.body.next !== undefined || operation.body.prev !== undefined;
  return 'query' in operation && (operation.query.next !== undefined || operation.query.prev !== undefined);
}

/** A 400 to a question with a cursor is the cursor's fault, since its first page was answered, unless it names another cause. */
function isAboutTheQuestion(message: string): boolean {
  return (
    !/cursor|\bnext\b|\bprev\b|expired/i.test(message) &&
    /\b(limit|filter|sort|operator|field)/i.test(message)
  );
}

function authWords(code: number | undefined): Text {
  if (code === 2) {
    return text('Stream does not know this API key (401). Check the key, or connect the app again.');
  }
  if (code === 5 || code === 43) {
    return text(
      'Stream refused the secret (401). Update the secret: it must belong to the API key of this app.',
    );
  }
  if (code === 40 || code === 41 || code === 42) {
    return text(
      'Stream refused the token for its time (401). Check this computer’s clock, then update the secret.',
    );
  }
  return text(
    'Stream refused the key or the secret (401). Update the secret, and check that both belong to one app.',
  );
}

function notFoundWords(operation: Operation, about: About): Text {
  switch (operation.name) {
    case 'QueryCallParticipantSessions':
    case 'GetCallSessionParticipantStatsTimeline':
      if (about.session === 'fresh') {
        return text(
          'Stream has not computed the statistics of this session yet (404). Try again in a minute.',
        );
      }
      if (about.session === 'known') {
        return text(
          'Stream no longer answers for this session (404). Its call may have been deleted: refresh the list.',
        );
      }
      return text(
        'No such call session (404). Check the id and the call: this may be a user session id, which names one connection and not the call session.',
      );
    case 'GetCall':
    case 'QueryCallMembers':
      return text('No such call (404). It may have been deleted, or belong to another app.');
    case 'QueryCalls':
    case 'QueryCallSessionStats':
    case 'GetCallReport':
    case 'QueryUsers':
    case 'GetRateLimits':
      return text('Stream has nothing at this address (404, {operation}). Check the base URL of this app.', {
        operation: operation.name,
      });
  }
}

function networkWords(code: string): Text {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return text(
      'Stream’s host could not be found ({code}). Check the network, and the base URL of this app.',
      { code },
    );
  }
  if (/CERT|SSL|TLS|SIGNATURE|ISSUER/.test(code)) {
    return text(
      'The connection to Stream is not trusted ({code}). A proxy may stand in between: check its certificate.',
      {
        code,
      },
    );
  }
  return text('No connection to Stream ({code}). Check the network, proxy and firewall, then try again.', {
    code,
  });
}

const longestReason = 300;

/** Stream's reason without its frame, without what the question held (ids of users among it) and without control characters. */
function reasonOf(message: string, operation: Operation): string {
  let reason = /failed with error: "?(.*?)"?$/s.exec(message)?.[1] ?? message;
  const asked = [...textsIn('body' in operation ? operation.body : operation)]
    .filter((value) => value.length > 2 && value !== operation.name)
    .sort((a, b) => b.length - a.length);
  for (const value of asked) reason = reason.replaceAll(value, '…');
  return reason.replace(/[\p{Cc}\p{Cf}\p{Cs}]+/gu, ' ').slice(0, longestReason);
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) if (name !== 'field') yield* textsIn(inner);
  }
}
