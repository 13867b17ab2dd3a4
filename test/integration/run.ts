import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import * as vscode from 'vscode';
import { startSampleServer } from '../../src/sample/server';
import { windowKept } from './kept-window';
import type { Stage } from './stage';

/** A Friday in the middle of a stand-up: the clock of sample server and extension stands still there. */
const now = Date.UTC(2026, 10, 20, 9, 12, 0);

/** Entry inside the extension host: runs every integration test and writes the report that the harness demands. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension('rollcall.rollcall');
  if (extension === undefined) throw new Error('The package is not installed.');
  const window = windowKept();
  // Real HTTP, but in this process: tests see the ledger and every request, and turn the server's switches.
  const sample = await startSampleServer({ now: () => now, seed: 1 });
  const { url, key, secret } = sample;
  process.env['ROLLCALL_SAMPLE'] = JSON.stringify({ url, key, secret, now });
  const stage: Stage = { sample, window, extension };
  try {
    const failures = await runTests(stage);
    if (failures > 0) throw new Error(`${failures} integration tests failed.`);
  } finally {
    await sample.close();
  }
}

function runTests(stage: Stage): Promise<number> {
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 60_000,
    slow: 5_000,
    color: true,
    forbidOnly: true,
    forbidPending: true,
    reporter: join(__dirname, '..', '..', '..', 'test', 'workbench', 'mocha-report.cjs'),
    rootHooks: {
      beforeAll(this: Mocha.Context) {
        this.stage = stage;
      },
    },
  });
  for (const file of readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).sort()) {
    if (file.endsWith('.test.js')) mocha.addFile(join(__dirname, file));
  }
  return new Promise((resolve) => mocha.run(resolve));
}
