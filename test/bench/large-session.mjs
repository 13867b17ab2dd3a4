// The session with 12,000 rows, read by a child that holds nothing of the sample server: each run has a server of its
// own, warmed up, so that neither run pays for building the rows or for the other's rate limit.
import { join } from 'node:path';
import { root } from '../workbench/install.mjs';
import { run } from '../workbench/processes.mjs';
import { startFixedSample } from '../workbench/sample.mjs';

const cid = 'livestream:launch-2026';
const [callType = '', callId = ''] = cid.split(':');

/**
 * @template T
 * @param {number} latencyMs
 * @param {(sample: Awaited<ReturnType<typeof startFixedSample>>, sessionId: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
async function onLargeSession(latencyMs, work) {
  const sample = await startFixedSample({ latencyMs });
  try {
    const session = sample.server.ledger.sessions(cid)[0];
    if (session === undefined) throw new Error(`The sample data hold no session of ${cid}.`);
    await page(sample.ask, session.id, undefined);
    // The server counts the session's rows once, when its statistics are asked for the first time.
    await sample.ask('/video/call_stats', {
      body: { filter_conditions: { call_cid: { $eq: cid } }, limit: 25 },
    });
    return await work(sample, session.id);
  } finally {
    await sample.server.close();
  }
}

/** @param {Awaited<ReturnType<typeof startFixedSample>>['ask']} ask @param {string} sessionId @param {string | undefined} next */
function page(ask, sessionId, next) {
  return ask(`/video/call/${callType}/${callId}/session/${sessionId}/participant_sessions`, {
    query: { limit: '100', ...(next === undefined ? {} : { next }) },
  });
}

/**
 * @param {string} file below dist/test/bench
 * @param {readonly string[]} args
 * @param {{ url: string, key: string, secret: string }} server
 * @param {string} sessionId
 * @returns {Promise<any>}
 */
async function child(file, args, { url, key, secret }, sessionId) {
  const { code, output } = await run(process.execPath, [join(root, 'dist', 'test', 'bench', file), ...args], {
    cwd: root,
    quiet: true,
    timeoutMs: 120_000,
    env: {
      ...process.env,
      ROLLCALL_BENCH: JSON.stringify({ url, key, secret, callType, callId, sessionId }),
    },
  });
  if (code !== 0) throw new Error(`${file} ended with ${code}.\n${output}`);
  return JSON.parse(output.trim().split('\n').at(-1) ?? '');
}

/**
 * @param {'ours' | 'rival' | 'bound'} who `bound`: pages fetched with nothing around them
 * @param {number} latencyMs
 * @returns {Promise<{ ms: number, rows: number, serverMs: number }>}
 */
export function readRows(who, latencyMs) {
  return onLargeSession(latencyMs, async ({ server, ask }, sessionId) => {
    if (who !== 'bound')
      return { serverMs: 0, ...(await child('read-rows.bench.js', [who], server, sessionId)) };
    const began = performance.now();
    let rows = 0;
    /** @type {string | undefined} */
    let next;
    do {
      const answer = await page(ask, sessionId, next);
      rows += answer.participants_sessions.length;
      next = answer.next;
    } while (next);
    const ms = performance.now() - began;
    return { ms, rows, serverMs: ms };
  });
}

/**
 * @param {number} latencyMs
 * @returns {Promise<{ rows: number, firstMs: number, laterMs: number, laterRequests: number, onePerson: number, nobody: number }>}
 */
export function attendance(latencyMs) {
  return onLargeSession(latencyMs, ({ server }, sessionId) =>
    child('attendance.bench.js', [], server, sessionId),
  );
}

/**
 * @returns {Promise<{ reading: number, readingClock: number, writing: number, writingClock: number, bytes: number }>}
 *   longest stretches in ms
 */
export function copyJson() {
  return onLargeSession(0, ({ server }, sessionId) => child('copy-json.bench.js', [], server, sessionId));
}
