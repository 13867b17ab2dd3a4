// Find a Person, in a child that holds nothing of the sample server.
import { join } from 'node:path';
import { root } from '../workbench/install.mjs';
import { run } from '../workbench/processes.mjs';
import { startFixedSample } from '../workbench/sample.mjs';

/**
 * One person in the newest sessions of the app.
 * @param {number} count sessions
 * @param {number} latencyMs
 * @param {number} runs
 * @returns {Promise<{ sessions: number, found: number, stretch: number, ms: number, least: number, most: number }>}
 */
export async function findPerson(count, latencyMs, runs) {
  const { server } = await startFixedSample({ latencyMs });
  try {
    const { url, key, secret, ledger } = server;
    const sessions = ledger.sessions();
    const oldest = sessions[count - 1];
    if (oldest === undefined) throw new Error(`The sample data hold no ${count} sessions.`);
    const { callType, callId, id: sessionId } = oldest;
    const args = [oldest.startedAt, ledger.now() + 1000, runs].map(String);
    const file = join(root, 'dist', 'test', 'bench', 'person.bench.js');
    const { code, output } = await run(process.execPath, [file, ...args], {
      cwd: root,
      quiet: true,
      timeoutMs: 120_000,
      env: {
        ...process.env,
        ROLLCALL_BENCH: JSON.stringify({ url, key, secret, callType, callId, sessionId }),
      },
    });
    if (code !== 0) throw new Error(`person.bench.js ended with ${code}.\n${output}`);
    return JSON.parse(output.trim().split('\n').at(-1) ?? '');
  } finally {
    await server.close();
  }
}
