import assert from 'node:assert/strict';
import { withTimeoutOf } from '../../../src/stream/timeout-of';
import type { Transport } from '../../../src/stream/transport';

describe('the timeout of a transport', () => {
  it('follows the setting from the next request on, and opens nothing while it stays', async () => {
    const events: string[] = [];
    let setting = 10_000;
    const open = (ms: number): Transport => {
      events.push(`opened with ${ms}`);
      return {
        send: ({ name }) => {
          events.push(`${name} within ${ms}`);
          return Promise.resolve({
            ok: true,
            status: 200,
            headers: new Map(),
            requestId: undefined,
            body: null,
          });
        },
      };
    };
    const transport = withTimeoutOf(() => setting, open);
    await transport.send({ name: 'GetRateLimits' });
    await transport.send({ name: 'GetRateLimits' });
    setting = 30_000;
    await transport.send({ name: 'GetRateLimits' });
    assert.deepEqual(events, [
      'opened with 10000',
      'GetRateLimits within 10000',
      'GetRateLimits within 10000',
      'opened with 30000',
      'GetRateLimits within 30000',
    ]);
  });

  it('hands on what is asked for raw', async () => {
    const asked: unknown[] = [];
    const transport = withTimeoutOf(
      () => 1000,
      () => ({
        send: (_operation, options) => {
          asked.push(options);
          return Promise.reject(new Error('broken'));
        },
      }),
    );
    await assert.rejects(transport.send({ name: 'GetRateLimits' }, { raw: true }), /broken/);
    assert.deepEqual(asked, [{ raw: true }]);
  });
});
