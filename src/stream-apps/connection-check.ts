import { text, type Text } from '../attendance/text';
import { isKeyRefused, type StreamFailure } from '../stream/errors';

/** Which answer Stream did not take, and why. */
export interface Verdict {
  readonly step: 'key' | 'secret' | 'baseUrl';
  readonly text: Text;
  /** Stream does not know the key: another secret would not help. */
  readonly unknownKey?: true;
}

/** Stream's error codes of a 401 about the token that the secret signs; the key is checked before it. */
const tokenRefused: readonly number[] = [5, 40, 43];

/** Reads a failed check: which of the answers to correct. Undefined: cancelled by the user. */
export function verdictOf(failure: StreamFailure): Verdict | undefined {
  switch (failure.kind) {
    case 'cancelled':
      return undefined;
    case 'auth':
      if (isKeyRefused(failure)) {
        return {
          step: 'key',
          text: text('Stream does not know this API key (401). Copy it again from Stream’s dashboard.'),
          unknownKey: true,
        };
      }
      if (failure.code !== undefined && tokenRefused.includes(failure.code)) {
        return {
          step: 'secret',
          text: text('Stream knows the key but refused the secret (401). Is it the secret of this very app?'),
        };
      }
      return { step: 'key', text: failure.text };
    case 'permission':
      return { step: 'key', text: failure.text };
    case 'not-found':
    case 'not-ready':
    case 'rate-limited':
    case 'network':
    case 'timeout':
    case 'server':
    case 'bad-input':
    case 'dead-cursor':
    case 'contract-drift':
      return { step: 'baseUrl', text: failure.text };
  }
}
