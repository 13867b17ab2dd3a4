// Reads what a level of tests reported and judges it: every test file on disk must have run, every test must have ended.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { cache, root } from './install.mjs';

/** @typedef {{ passed: number, failed: number, reasons: readonly string[] }} Verdict */

/** @param {string} name @returns {string} where a level writes its report */
export const reportFile = (name) => join(cache, 'reports', `${name}.json`);

/**
 * The test files of a level, as they are in the sources.
 * @param {'unit' | 'integration' | 'e2e'} level
 * @returns {readonly string[]} paths below `test/`, with `/`, without ending
 */
export function testFiles(level) {
  const folder = join(root, 'test', level);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => `${level}/${file.split(sep).join('/').slice(0, -'.test.ts'.length)}`)
    .sort();
}

/** @param {string} file a bundle `dist/test/unit/x.test.js` @returns {string} `unit/x` */
const sourceOf = (file) =>
  relative(join(root, 'dist', 'test'), file)
    .split(sep)
    .join('/')
    .replace(/\.test\.js$/, '');

/**
 * @param {'unit' | 'integration' | 'e2e'} level
 * @param {string} file the report
 * @param {number} code exit code of what ran the tests
 * @returns {Verdict}
 */
export function judge(level, file, code) {
  /** @type {string[]} */
  const reasons = [];
  if (!existsSync(file)) {
    return {
      passed: 0,
      failed: 1,
      reasons: [`No test ran: the ${level} runner ended with ${code} and left no report.`],
    };
  }
  const report = JSON.parse(readFileSync(file, 'utf8'));
  /** @type {readonly { file: string, title: string, state: string, hook: boolean, error?: string }[]} */
  const tests = report.tests;
  const count = (/** @type {string} */ state) => tests.filter((test) => test.state === state).length;
  for (const test of tests) if (test.state === 'failed') reasons.push(`${test.title}\n${test.error ?? ''}`);
  for (const test of tests)
    if (test.state === 'pending') reasons.push(`Skipped, which counts as failed: ${test.title}`);
  const missed = report.expected - tests.filter((test) => !test.hook).length;
  if (report.ended !== true) reasons.push(`The ${level} tests broke off (exit code ${code}).`);
  if (missed > 0) reasons.push(`${missed} of ${report.expected} tests did not run.`);
  const ran = new Set(tests.map((test) => sourceOf(test.file)));
  for (const name of testFiles(level))
    if (!ran.has(name)) reasons.push(`test/${name}.test.ts held no test that ran.`);
  if (report.expected === 0) reasons.push(`There is no ${level} test.`);
  if (code !== 0 && reasons.length === 0)
    reasons.push(`All tests passed, but the runner ended with ${code}.`);
  return { passed: count('passed'), failed: reasons.length, reasons };
}
