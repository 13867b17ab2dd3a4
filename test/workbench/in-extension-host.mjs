// Runs code inside the extension host of a real VS Code: a module that exports `run()`, beside the packaged extension.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'node:util';
import { run } from './processes.mjs';

/**
 * @typedef {object} Payload
 * @property {string} module path of a CommonJS file that exports `run(): Promise<void>`
 * @property {string} [first] path of a CommonJS file that exports `activate()`, run before any other extension is started
 * @property {string} vsix the packaged extension
 * @property {Record<string, string | undefined>} [env]
 * @property {Record<string, unknown>} [workspaceSettings]
 * @property {Record<string, string>} [files] files of the workspace
 * @property {number} timeoutMs
 * @property {(line: string) => void} print gets the lines that tests report
 * @property {(line: string) => void} [noise] gets every other line that the extension host and the workbench log
 */

/** Stands before each line that tests report; the environment tells it to the reporter. */
const mark = '[rollcall test] ';

/** @param {Payload} payload */
function listener(payload) {
  return (/** @type {string} */ _type, /** @type {readonly unknown[]} */ args) => {
    const line = format(...args);
    const at = line.indexOf(mark);
    if (at === -1) payload.noise?.(line);
    else payload.print(line.slice(at + mark.length));
  };
}

/**
 * VS Code takes tests only together with an extension under development: this one does nothing but what is to be done first.
 * @param {string} folder
 * @param {string | undefined} first
 */
function runnerExtension(folder, first) {
  const runner = join(folder, 'runner');
  mkdirSync(runner, { recursive: true });
  writeFileSync(
    join(runner, 'package.json'),
    JSON.stringify({
      name: 'runner',
      publisher: 'rollcall-test',
      version: '0.0.1',
      engines: { vscode: '^1.105.0' },
      // Started before extensions that wait for the end of the start-up.
      ...(first !== undefined && { main: './main.js', activationEvents: ['*'] }),
    }),
  );
  if (first !== undefined)
    writeFileSync(join(runner, 'main.js'), `module.exports = require(${JSON.stringify(first)});\n`);
  return runner;
}

/**
 * @param {Payload} payload
 * @returns {Promise<number>} what the extension host gave as exit code: 0 also after a crash, so ask for a report as well;
 *   124 when the time was up
 */
export async function runInWorkbench(payload) {
  const { startWorkbench } = await import('./workbench.mjs');
  const { openBrowser } = await import('./browser.mjs');
  const workbench = await startWorkbench({
    extension: { vsix: payload.vsix },
    testDriver: true,
    env: { ...payload.env, ROLLCALL_TEST_MARK: mark },
    ...(payload.files === undefined ? {} : { files: payload.files }),
    ...(payload.workspaceSettings === undefined ? {} : { workspaceSettings: payload.workspaceSettings }),
  });
  const runner = runnerExtension(workbench.folder, payload.first);
  const remote = (/** @type {string} */ path) =>
    `vscode-remote://127.0.0.1:${workbench.port}${path.replaceAll('\\', '/')}`;
  const url = `${workbench.url}&payload=${encodeURIComponent(
    JSON.stringify([
      ['extensionDevelopmentPath', remote(runner)],
      ['extensionTestsPath', remote(payload.module)],
      ['skipWelcome', 'true'],
    ]),
  )}`;
  /** @type {Awaited<ReturnType<typeof openBrowser>> | undefined} */
  let browser;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let limit;
  try {
    browser = await openBrowser();
    const { page } = browser;
    /** @type {Promise<number>} */
    const ended = new Promise((resolve, reject) => {
      limit = setTimeout(() => resolve(124), payload.timeoutMs);
      page.on('crash', () => reject(new Error('The page of the workbench crashed.')));
      page
        .exposeFunction('codeAutomationExit', (/** @type {number} */ code) => resolve(code))
        .then(() => page.exposeFunction('codeAutomationLog', listener(payload)))
        .then(() => page.goto(url))
        .catch(reject);
    });
    return await ended;
  } finally {
    clearTimeout(limit);
    await browser?.close();
    await workbench.stop();
  }
}

/**
 * The same in the desktop VS Code: the one that VSCODE_EXECUTABLE_PATH names, else the one that
 * `@vscode/test-electron` downloads.
 * @param {Payload} payload
 * @returns {Promise<number>}
 */
export async function runInDesktop(payload) {
  const { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } =
    await import('@vscode/test-electron');
  const named = process.env['VSCODE_EXECUTABLE_PATH'];
  const program = named !== undefined && named !== '' ? named : await downloadAndUnzipVSCode();
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-'));
  const workspace = join(folder, 'workspace');
  const own = ['--user-data-dir', join(folder, 'data'), '--extensions-dir', join(folder, 'extensions')];
  mkdirSync(join(workspace, '.vscode'), { recursive: true });
  writeFileSync(join(workspace, '.vscode', 'settings.json'), JSON.stringify(payload.workspaceSettings ?? {}));
  for (const [path, text] of Object.entries(payload.files ?? {})) writeFileSync(join(workspace, path), text);
  try {
    const [cli = program, ...cliArgs] = resolveCliArgsFromVSCodeExecutablePath(program, {
      reuseMachineInstall: true,
    });
    const installed = await run(cli, [...cliArgs, ...own, '--install-extension', payload.vsix, '--force'], {
      quiet: true,
      shell: process.platform === 'win32',
      timeoutMs: 60_000,
    });
    if (installed.code !== 0)
      throw new Error(`VS Code did not install ${payload.vsix}.\n${installed.output}`);
    return await runTests({
      vscodeExecutablePath: program,
      reuseMachineInstall: true,
      extensionDevelopmentPath: runnerExtension(folder, payload.first),
      extensionTestsPath: payload.module,
      launchArgs: [workspace, ...own, '--disable-workspace-trust', '--skip-welcome', '--skip-release-notes'],
      ...(payload.env === undefined ? {} : { extensionTestsEnv: payload.env }),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
