// Hovers in a process of their own.
import { join } from 'node:path';
import { root } from '../workbench/install.mjs';
import { run } from '../workbench/processes.mjs';

/** @returns {Promise<{ elsewhereMs: number, elsewhereMostMs: number, places: number, longLineMs: number, documentMs: number }>} */
export async function hoverTimes() {
  const file = join(root, 'dist', 'test', 'bench', 'hover.bench.js');
  const { code, output } = await run(process.execPath, [file], { cwd: root, quiet: true, timeoutMs: 60_000 });
  if (code !== 0) throw new Error(`hover.bench.js ended with ${code}.\n${output}`);
  return JSON.parse(output.trim().split('\n').at(-1) ?? '');
}
