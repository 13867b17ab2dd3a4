// What can only be measured in a real window of VS Code, with the packaged extension.
import { openBrowser } from '../workbench/browser.mjs';
import { vsix } from '../workbench/package.mjs';
import { demoWorkspace, startFixedSample } from '../workbench/sample.mjs';
import { Sidebar, until } from '../workbench/sidebar.mjs';
import { startWorkbench } from '../workbench/workbench.mjs';

/** @typedef {{ sidebar: Sidebar, url: string, workbench: import('../workbench/workbench.mjs').Workbench }} Window */

/**
 * @param {{ latencyMs?: number }} options
 * @param {(window: Window) => Promise<void>} work
 */
export async function inWindow(options, work) {
  const { server, env } = await startFixedSample(options);
  const workbench = await startWorkbench({ extension: { vsix }, workspaceSettings: demoWorkspace, env });
  const browser = await openBrowser({
    clipboardOf: workbench.origin,
    viewport: { width: 1000, height: 1400 },
  });
  try {
    await work({ sidebar: new Sidebar(browser.page), url: workbench.url, workbench });
  } finally {
    await browser.close();
    await workbench.stop();
    await server.close();
  }
}

/**
 * Loads the window again and reads from the log how long our own start took: the modules of the
 * bundle and `activate()`; and from VS Code's report what its loading of us took beside it.
 * @param {Window} window
 * @returns {Promise<{ own: number, vscode: string }>} ms
 */
export async function startupTimes({ sidebar, url, workbench }) {
  const starts = () =>
    [...workbench.log('rollcall.rollcall').matchAll(/activated in ([\d.]+) ms/g)].map((match) =>
      Number(match[1]),
    );
  const before = starts().length;
  await sidebar.goto(url);
  await sidebar.waitForRows('Calls');
  const all = await until(
    'the log line of the start',
    () => Promise.resolve(starts()),
    (now) => now.length > before,
    sidebar.timeoutMs,
  );
  await sidebar.command('Developer: Startup Performance');
  const text = await until(
    'VS Code’s report of its start',
    () => sidebar.editorText(),
    (report) => /^\|\s*rollcall\.rollcall\s*\|/m.test(report),
    sidebar.timeoutMs,
  );
  const line = text.split('\n').find((one) => /^\|\s*rollcall\.rollcall\s*\|/.test(one)) ?? '';
  return {
    own: all.at(-1) ?? Number.NaN,
    vscode: line
      .split('|')
      .slice(3, 6)
      .map((cell) => cell.trim())
      .join('+'),
  };
}

/**
 * Expands sessions that nobody opened before, each once; the window itself takes the time, from the press of the mouse
 * to the first row drawn.
 * @param {Window} window
 * @param {number} count
 * @returns {Promise<readonly number[]>} ms
 */
export async function expandTimes({ sidebar, url }, count) {
  const cid = 'default:daily-standup';
  await sidebar.goto(url);
  await sidebar.showOnly('Calls');
  await sidebar.waitForRows('Calls', (rows) => rows.some((row) => row.label === cid));
  await sidebar.expand(sidebar.row('Calls', cid, { level: 1 }));
  // The first one pays for what is loaded once; it is not counted.
  const rows = await sidebar.waitForRows(
    'Calls',
    (all) => all.filter((row) => row.level === 2).length > count,
  );
  const sessions = rows.filter((row) => row.level === 2 && row.expanded === false).slice(0, count + 1);
  /** @type {number[]} */
  const times = [];
  for (const { label } of sessions) {
    const row = sidebar.row('Calls', label, { level: 2 });
    const measured = sidebar.tree('Calls').evaluate(
      (tree) =>
        new Promise((resolve) => {
          let began = 0;
          tree.addEventListener('mousedown', () => (began = performance.now()), {
            capture: true,
            once: true,
          });
          const watch = new MutationObserver(() => {
            if (began === 0 || tree.querySelector('[aria-level="3"]') === null) return;
            watch.disconnect();
            // Two frames: the row is laid out and painted.
            requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - began)));
          });
          watch.observe(tree, { childList: true, subtree: true });
        }),
    );
    await row.locator('.monaco-tl-twistie').click();
    times.push(Number(await measured));
    await sidebar.collapse(row);
    await sidebar.waitForRows('Calls', (all) => all.every((one) => one.level < 3), 'the session to fold');
  }
  return times.slice(1);
}
