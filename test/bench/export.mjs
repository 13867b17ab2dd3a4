// Export of very many rows as CSV, in a process of its own.
import { join } from 'node:path';
import { root } from '../workbench/install.mjs';
import { run } from '../workbench/processes.mjs';

/**
 * @param {number} rows
 * @returns {Promise<{ ms: number, first: number, stretch: number, bytes: number, memory: number }>} times in ms, of the
 * first run and the median; the longest stretch that our own code computed; what the process took beyond the rows
 */
export async function exportOfRows(rows) {
  const file = join(root, 'dist', 'test', 'bench', 'export.bench.js');
  const args = ['--expose-gc', file, String(rows)];
  const { code, output } = await run(process.execPath, args, { cwd: root, quiet: true, timeoutMs: 120_000 });
  if (code !== 0) throw new Error(`export.bench.js ended with ${code}.\n${output}`);
  return JSON.parse(output.trim().split('\n').at(-1) ?? '');
}
