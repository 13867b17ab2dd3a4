// Figures of very many rows, each rival in a process of its own.
import { join } from 'node:path';
import { root } from '../workbench/install.mjs';
import { run } from '../workbench/processes.mjs';

/**
 * @typedef {object} ManyRows
 * @property {number} ms
 * @property {number} stretch longest stretch without a turn of the event loop, ms
 * @property {number} bytes of the rows, ids not counted where it is a table
 * @property {number} allBytes of the process for the rows, ids included
 * @property {number} intervalMs
 * @property {number} presenceMs
 * @property {number} peakRows
 * @property {number} peakPeople
 */

/**
 * @param {'ours' | 'objects' | 'duckdb'} who
 * @param {number} rows
 * @returns {Promise<ManyRows>}
 */
export async function figuresOfRows(who, rows) {
  const file = join(root, 'dist', 'test', 'bench', 'figures.bench.js');
  const args = ['--expose-gc', '--max-old-space-size=8192', file, who, String(rows)];
  const { code, output } = await run(process.execPath, args, { cwd: root, quiet: true, timeoutMs: 300_000 });
  if (code !== 0) throw new Error(`figures.bench.js ended with ${code}.\n${output}`);
  return JSON.parse(output.trim().split('\n').at(-1) ?? '');
}
