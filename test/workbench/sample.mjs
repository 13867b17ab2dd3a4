// The sample server for scripts that need to know what it serves: with a fixed clock, and asked by requests of our own.
import { createHmac } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './install.mjs';

/** The instant at which pictures and checks stand: Friday, Nov 20, 2026, 09:12 UTC, in the middle of a stand-up. */
export const fixedNow = Date.UTC(2026, 10, 20, 9, 12, 0);

/** The workspace that is opened by `npm start`: its settings choose the sample data. */
export const demoWorkspace = { 'rollcall.app': 'sample' };

/** @param {unknown} value */
const base64url = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * Starts the built sample server with a fixed clock.
 * @param {{ latencyMs?: number }} [options]
 */
export async function startFixedSample(options = {}) {
  /** @type {{ startSampleServer: typeof import('../../src/sample/server').startSampleServer }} */
  const { startSampleServer } = createRequire(join(root, 'package.json'))('./dist/sample.js');
  const server = await startSampleServer({ now: () => fixedNow, seed: 1, ...options });
  const unsigned = `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url({ server: true })}`;
  const token = `${unsigned}.${createHmac('sha256', server.secret).update(unsigned).digest('base64url')}`;

  /**
   * One request of our own, without any code of the extension.
   * @param {string} path
   * @param {{ query?: Record<string, string>, body?: unknown }} [request] with a body it is a POST
   * @returns {Promise<any>}
   */
  const ask = async (path, request = {}) => {
    const query = new URLSearchParams({ api_key: server.key, ...request.query });
    const answer = await fetch(`${server.url}/api/v2${path}?${query.toString()}`, {
      method: request.body === undefined ? 'GET' : 'POST',
      headers: { Authorization: token, 'stream-auth-type': 'jwt', 'content-type': 'application/json' },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    });
    if (!answer.ok) throw new Error(`The sample server answered ${answer.status} to ${path}.`);
    return answer.json();
  };

  return {
    server,
    ask,
    /** Makes Rollcall use this server for its sample data; times are shown in UTC. */
    env: {
      ROLLCALL_SAMPLE: JSON.stringify({
        url: server.url,
        key: server.key,
        secret: server.secret,
        now: fixedNow,
      }),
      TZ: 'UTC',
    },
  };
}
