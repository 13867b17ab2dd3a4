// The query picker's search, in a child that holds nothing of the sample server.
import { join } from 'node:path';
import { root } from '../workbench/install.mjs';
import { run } from '../workbench/processes.mjs';
import { startFixedSample } from '../workbench/sample.mjs';

/**
 * Types a word into the search for calls, and pauses.
 * @param {number} known calls at hand
 * @param {number} latencyMs
 * @returns {Promise<{ listed: number, keystrokeMs: number, askedWhileTyping: number, asked: number, found: number, ms: number }>}
 */
export async function queryPicker(known, latencyMs) {
  const { server } = await startFixedSample({ latencyMs });
  try {
    const { url, key, secret, ledger } = server;
    const [session] = ledger.sessions();
    if (session === undefined) throw new Error('The sample data hold no session.');
    const { callType, callId, id: sessionId } = session;
    const file = join(root, 'dist', 'test', 'bench', 'query.bench.js');
    const { code, output } = await run(process.execPath, [file, String(known)], {
      cwd: root,
      quiet: true,
      timeoutMs: 60_000,
      env: {
        ...process.env,
        ROLLCALL_BENCH: JSON.stringify({ url, key, secret, callType, callId, sessionId }),
      },
    });
    if (code !== 0) throw new Error(`query.bench.js ended with ${code}.\n${output}`);
    return JSON.parse(output.trim().split('\n').at(-1) ?? '');
  } finally {
    await server.close();
  }
}
