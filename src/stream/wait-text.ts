import type { Ms } from '../attendance/instant';
import { text, type Text } from '../attendance/text';
import type { Wait } from './stream-video';

/**
 * What the door waits for and how long still, in whole seconds.
 * @param now this computer's clock, ms
 */
export function waitText(wait: Wait, now: Ms): Text {
  const n = Math.max(0, Math.ceil((wait.until - now) / 1000));
  switch (wait.reason) {
    case 'rate-limit':
      return text('Waiting {n} s: rate limit', { n });
    case 'budget':
      return text('Waiting {n} s: sparing the app’s rate limit', { n });
    case 'retry':
      return text('Waiting {n} s: trying again', { n });
    case 'not-ready':
      return text('Waiting {n} s: Stream is still computing this session', { n });
  }
}
