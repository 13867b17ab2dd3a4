import type { Transport } from './transport';

/**
 * A transport whose timeout follows the setting: the SDK takes one only when it is opened, so another value opens it anew
 * for the next request. Requests on their way keep theirs.
 * @param timeoutMs milliseconds for one request
 * @throws what `open` throws
 */
export function withTimeoutOf(timeoutMs: () => number, open: (timeoutMs: number) => Transport): Transport {
  let openedWith = timeoutMs();
  let transport = open(openedWith);
  return {
    async send(operation, options) {
      const wanted = timeoutMs();
      if (wanted !== openedWith) {
        transport = open(wanted);
        openedWith = wanted;
      }
      return await transport.send(operation, options);
    },
  };
}
