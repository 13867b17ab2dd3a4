// npm test [-- unit | integration | e2e] [-- --desktop]
// Installs what is missing, builds, packages, runs every level, and ends with "N passed, N failed" alone on a line.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  ensureChromium,
  ensureDependencies,
  ensureOldestNode,
  ensureSnippetTools,
  onNodeOfToday,
  root,
  say,
  script,
} from './workbench/install.mjs';
import { handOver } from './workbench/processes.mjs';
import { judge, reportFile, testFiles } from './workbench/report.mjs';

/** Most that a level may take, in ms; a hang becomes a failure. */
const limits = { unit: 8 * 60_000, integration: 5 * 60_000, e2e: 21 * 60_000 };

const levels = /** @type {const} */ (['unit', 'integration', 'e2e']);
const named = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const unknown = named.filter((word) => !levels.some((level) => level === word));
const wanted = levels.filter((level) => named.length === 0 || named.includes(level));
const desktop = process.argv.includes('--desktop') || (process.env['VSCODE_EXECUTABLE_PATH'] ?? '') !== '';

/** @typedef {import('./workbench/report.mjs').Verdict & { name: string, seconds: number }} Result */

/**
 * Runs one level and judges it by its report. What throws is a failure of the level, with its reason.
 * @param {string} name
 * @param {'unit' | 'integration' | 'e2e'} level
 * @param {(report: string) => Promise<number>} work answers the exit code
 * @returns {Promise<Result>}
 */
async function measured(name, level, work) {
  say(`\n— ${name} —`);
  const began = performance.now();
  const report = reportFile(name.replace(/[^\w.]+/g, '-'));
  rmSync(report, { force: true });
  /** @type {import('./workbench/report.mjs').Verdict} */
  let verdict;
  try {
    const code = await work(report);
    verdict = judge(level, report, code);
    if (code === 124) {
      const reason = `Stopped after ${limits[level] / 60_000} minutes.`;
      verdict = { ...verdict, failed: verdict.failed + 1, reasons: [...verdict.reasons, reason] };
    }
  } catch (error) {
    verdict = {
      passed: 0,
      failed: 1,
      reasons: [`Could not run: ${error instanceof Error ? error.message : String(error)}`],
    };
  }
  return { name, ...verdict, seconds: (performance.now() - began) / 1000 };
}

/**
 * @param {string} node
 * @param {'unit' | 'e2e'} level
 * @param {string} report
 * @param {(output: string) => void} [told] takes the output at the end, where another run has the terminal
 */
function mochaCli(node, level, report, told) {
  return handOver(
    node,
    [
      '--enable-source-maps',
      join('node_modules', 'mocha', 'bin', 'mocha.js'),
      ...['--reporter', join('test', 'workbench', 'mocha-report.cjs')],
      ...['--forbid-only', '--forbid-pending', '--timeout', level === 'unit' ? '60000' : '120000'],
      ...testFiles(level).map((name) => join('dist', 'test', `${name}.test.js`)),
    ],
    {
      cwd: root,
      env: { ...process.env, ROLLCALL_TEST_REPORT: report },
      timeoutMs: limits[level],
      ...(told && { told }),
    },
  );
}

/** @param {string} report @param {string} vsix */
async function integration(report, vsix) {
  const { runInDesktop, runInWorkbench } = await import('./workbench/in-extension-host.mjs');
  if (!desktop) await ensureChromium(say);
  /** @type {string[]} */
  const noise = [];
  const code = await (desktop ? runInDesktop : runInWorkbench)({
    module: join(root, 'dist', 'test', 'integration', 'run.js'),
    first: join(root, 'dist', 'test', 'integration', 'first.js'),
    vsix,
    env: { ROLLCALL_TEST_REPORT: report },
    timeoutMs: limits.integration,
    print: say,
    noise: (line) => void noise.push(line),
  });
  // Of the workbench's own log only the end, and only when it may explain something.
  if (code !== 0) say(noise.slice(-40).join('\n'));
  return code;
}

/** A test file that the build left out would never run. */
function unbuilt() {
  return wanted
    .flatMap((level) => testFiles(level))
    .filter((name) => !existsSync(join(root, 'dist', 'test', `${name}.test.js`)));
}

/** @param {readonly Result[]} results */
function summary(results) {
  for (const { name, reasons } of results.filter((result) => result.failed > 0)) {
    say(`\n${name}:`);
    for (const reason of reasons) say(`  ✗ ${reason.replaceAll('\n', '\n    ')}`);
  }
  say('');
  for (const { name, passed, failed, seconds } of results) {
    say(
      `${name.padEnd(24)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${seconds.toFixed(0).padStart(5)} s`,
    );
  }
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  say(`\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

await script(async () => {
  if (unknown.length > 0) {
    say(`There is no level ${unknown.join(', ')}. Levels: ${levels.join(', ')}.`);
    return 1;
  }
  await onNodeOfToday(say);
  await ensureDependencies(say);
  const { buildAll, packageExtension, vsix } = await import('./workbench/package.mjs');
  if (wanted.some((level) => level !== 'unit')) await packageExtension(say);
  await buildAll(say);
  const missing = unbuilt();
  if (missing.length > 0) throw new Error(`The build left out ${missing.join(', ')}.`);

  /** @type {Result[]} */
  const results = [];
  if (wanted.includes('unit')) {
    const oldest = await ensureOldestNode(say);
    await ensureSnippetTools(say);
    const today = `unit, Node ${process.versions.node}`;
    // Side by side: each keeps one processor busy.
    let told = '';
    results.push(
      ...(await Promise.all([
        measured(today, 'unit', (report) => mochaCli(process.execPath, 'unit', report)),
        measured('unit, oldest Node', 'unit', (report) =>
          mochaCli(oldest, 'unit', report, (output) => (told = output)),
        ),
      ])),
    );
    say(`\n— unit, oldest Node: what it said —\n${told}`);
  }
  if (wanted.includes('integration')) {
    const name = desktop ? 'integration, desktop' : 'integration';
    results.push(await measured(name, 'integration', (report) => integration(report, vsix)));
  }
  if (wanted.includes('e2e')) {
    results.push(
      await measured('e2e', 'e2e', async (report) => {
        await ensureChromium(say);
        return mochaCli(process.execPath, 'e2e', report);
      }),
    );
  }
  return summary(results);
});
