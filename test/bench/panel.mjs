// The Attendance panel in a real window: how much later than an empty webview it is painted, how fast it follows a filter,
// how smoothly it scrolls, what it holds and what it says.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AttendancePanel } from '../workbench/attendance-panel.mjs';
import { openBrowser } from '../workbench/browser.mjs';
import { vsix } from '../workbench/package.mjs';
import { atTheEnd } from '../workbench/processes.mjs';
import { demoWorkspace, fixedNow, startFixedSample } from '../workbench/sample.mjs';
import { Sidebar, until } from '../workbench/sidebar.mjs';
import { startWorkbench } from '../workbench/workbench.mjs';
import { keys, writeEmptyWebview } from './empty-webview.mjs';
import { startLargeServer } from './large-server.mjs';
import { watchWebviews, webviewFrame } from './webview-probe.mjs';

/** @typedef {import('playwright-core').Locator} Locator */

const cid = 'livestream:launch-2026';
/** A window in which figures, curve and first rows are to be seen at once, and so have to be painted. */
const tall = { width: 1800, height: 3200 };
/** One as people have it. */
const usual = { width: 1400, height: 1000 };
const scrollMs = 4000;
const wheelEveryMs = 1000 / 60;

/**
 * Opens a window on the livestream, with the clocks in its webviews, and a first webview opened and closed.
 * @template T
 * @param {'sample' | 'large'} data 12,000 rows or 100,000
 * @param {(window: PanelWindow) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function inPanelWindow(data, work) {
  /** @type {(() => Promise<void>)[]} */
  const ends = [];
  try {
    const sample = await startFixedSample();
    ends.push(() => sample.server.close());
    const [session] = sample.server.ledger.sessions(cid);
    if (session === undefined) throw new Error(`The sample data hold no session of ${cid}.`);
    const large = data === 'large' ? await startLargeServer(sample, session) : undefined;
    if (large !== undefined) ends.push(() => large.close());
    const { url, key, secret } = { ...sample.server, ...large };
    const folder = mkdtempSync(join(tmpdir(), 'rollcall-bench-'));
    const remove = () => rmSync(folder, { recursive: true, force: true });
    const forget = atTheEnd(remove);
    ends.push(async () => {
      remove();
      forget();
    });
    const { callType, callId, id: sessionId } = session;
    const workbench = await startWorkbench({
      extension: { vsix },
      others: [writeEmptyWebview(folder, { callType, callId, sessionId })],
      workspaceSettings: demoWorkspace,
      env: { TZ: 'UTC', ROLLCALL_SAMPLE: JSON.stringify({ url, key, secret, now: fixedNow }) },
    });
    ends.push(() => workbench.stop());
    const browser = await openBrowser({ clipboardOf: workbench.origin, viewport: tall });
    ends.push(() => browser.close());
    await watchWebviews(browser.page);
    const window = new PanelWindow(browser.page);
    await window.sidebar.goto(workbench.url);
    await window.sidebar.waitForRows('Calls');
    // The first webview of a window pays for what all share.
    await window.open('empty');
    await window.close();
    return await work(window);
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

/** A window whose webviews are measured. */
export class PanelWindow {
  /** @param {import('playwright-core').Page} page */
  constructor(page) {
    this.page = page;
    this.sidebar = new Sidebar(page, { timeoutMs: 240_000 });
    this.panel = new AttendancePanel(page);
    this.panel.timeoutMs = 240_000;
  }

  /** Asks the clocks of the open webview. @template T @param {(probe: import('./webview-probe.mjs').Probe) => T} ask @returns {Promise<Awaited<T>>} */
  async ask(ask) {
    const frame = webviewFrame(this.page);
    if (frame === undefined) throw new Error('No webview is open.');
    return frame.evaluate(`(${String(ask)})(window.rollcallBench)`);
  }

  /**
   * Opens a webview by its key, and waits until it is painted.
   * @param {'empty' | 'panel'} what
   * @returns {Promise<{ ms: number, marks: Record<string, number> }>} since the key was pressed, ms
   */
  async open(what) {
    await this.page.keyboard.press(keys[what]);
    const paintedAt = await until(
      `the webview “${what}” to be painted`,
      // A frame that is being written cannot be asked.
      () => this.ask((probe) => probe.paintedAt).catch(() => undefined),
      (at) => at !== undefined,
      this.sidebar.timeoutMs,
    );
    /** @type {number} */
    const pressedAt = await this.page.evaluate('window.rollcallBench.pressedAt');
    const marks = await this.ask((probe) => probe.marks);
    return {
      ms: (paintedAt ?? Number.NaN) - pressedAt,
      marks: Object.fromEntries(Object.entries(marks).map(([name, at]) => [name, at - pressedAt])),
    };
  }

  /** Closes what is open. */
  async close() {
    await this.page.locator('.part.titlebar').click({ position: { x: 300, y: 8 } });
    await this.page.keyboard.press(keys.close);
    await until(
      'the webview to close',
      () => Promise.resolve(webviewFrame(this.page)),
      (frame) => frame === undefined,
      this.sidebar.timeoutMs,
    );
  }

  /** What the window's scripts hold after all that can be freed was freed, bytes. Its webviews share its memory. */
  async heap() {
    const client = await this.page.context().newCDPSession(this.page);
    try {
      await client.send('HeapProfiler.collectGarbage');
      await client.send('Performance.enable');
      const { metrics } = await client.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN;
    } finally {
      await client.detach();
    }
  }

  /**
   * Turns the wheel over a scroller, steadily, from its upper end to its lower.
   * @param {Locator} scroller
   * @returns {Promise<readonly number[]>} intervals between frames, ms
   */
  async scroll(scroller) {
    await scroller.scrollIntoViewIfNeeded();
    const box = await scroller.boundingBox();
    if (box === null) throw new Error('What is to be scrolled is not on screen.');
    const { height } = this.page.viewportSize() ?? usual;
    await this.page.mouse.move(box.x + box.width / 2, (box.y + Math.min(height, box.y + box.height)) / 2);
    // What is asked from here on looks nothing up: that would take time from the frames.
    const run = await scroller.evaluateHandle((element) => {
      const measured = { element, at: /** @type {number[]} */ ([]), going: true };
      requestAnimationFrame(function next(at) {
        measured.at.push(at);
        if (measured.going) requestAnimationFrame(next);
      });
      return measured;
    });
    const left = () =>
      run.evaluate(({ element }) => element.scrollHeight - element.clientHeight - element.scrollTop);
    const length = await left();
    const steps = Math.round(scrollMs / wheelEveryMs);
    const began = performance.now();
    const turns = [];
    for (let step = 1; step <= steps; step++) {
      // Not one after the other: a wheel waits for nobody, and the browser puts together what it is late for.
      turns.push(this.page.mouse.wheel(0, Math.ceil(length / steps) + 1));
      const wait = began + step * wheelEveryMs - performance.now();
      if (wait > 0) await new Promise((done) => setTimeout(done, wait));
    }
    await Promise.all(turns);
    await until(
      'the wheel to come to the end',
      async () => {
        const rest = await left();
        // What the last turns left over.
        if (rest > 1) await this.page.mouse.wheel(0, Math.ceil(rest));
        return rest;
      },
      (rest) => rest <= 1,
      10_000,
    );
    const at = await run.evaluate((measured) => {
      measured.going = false;
      return measured.at;
    });
    return at.slice(1).map((instant, index) => instant - (at[index] ?? instant));
  }

  /** Makes the empty webview scroll as far as the table does. @returns {Promise<Locator>} */
  async emptyScroller() {
    const body = this.panel.frame.locator('body');
    await body.evaluate((element, rows) => {
      const scroller = document.createElement('main');
      scroller.style.cssText = 'height: 700px; overflow-y: auto';
      const space = document.createElement('div');
      space.style.height = `${22 * rows}px`;
      scroller.append(space);
      element.replaceChildren(scroller);
    }, 12_000);
    return body.getByRole('main');
  }
}

/** @typedef {{ ms: number, marks: Record<string, number> }} Opening */

/**
 * @typedef {object} Measured
 * @property {Opening} cold with all rows to be read
 * @property {readonly Opening[]} empty
 * @property {readonly Opening[]} panel
 * @property {readonly { ms: number, told: number, drawn: number }[]} filters
 * @property {readonly number[]} heaps what the open panel holds more than the window without it, bytes
 * @property {number} emptyHeap the same of the empty webview
 * @property {{ table: readonly number[], lanes: readonly number[], empty: readonly number[] } | undefined} frames
 * @property {import('./webview-probe.mjs').Probe['lengths']} longest
 */

/**
 * Measures the panel of the session with 12,000 rows, or with 100,000.
 * @param {'sample' | 'large'} data
 * @param {number} runs
 * @returns {Promise<Measured>}
 */
export function measurePanel(data, runs) {
  return inPanelWindow(data, async (window) => {
    const { panel } = window;
    const cold = await window.open('panel');
    await panel.settled();
    await window.close();
    /** @type {{ empty: Opening[], panel: Opening[] }} */
    const openings = { empty: [], panel: [] };
    for (let index = 0; index < runs; index++) {
      for (const what of /** @type {const} */ (index % 2 === 0 ? ['empty', 'panel'] : ['panel', 'empty'])) {
        openings[what].push(await window.open(what));
        await window.close();
      }
    }
    await window.page.setViewportSize(usual);
    const filters = await filterTimes(window, runs);
    const heaps = [
      await heapOf(window, 'panel'),
      await heapOf(window, 'panel'),
      await heapOf(window, 'panel'),
    ];
    const emptyHeap = await heapOf(window, 'empty');
    const frames = data === 'sample' ? await scrollBoth(window) : undefined;
    const { used, longest } = await sessionOfUse(window);
    return { cold, ...openings, filters, heaps: [...heaps, used], emptyHeap, frames, longest };
  });
}

/** What an open webview holds. @param {PanelWindow} window @param {'empty' | 'panel'} what */
async function heapOf(window, what) {
  const before = await window.heap();
  await openWhole(window, what);
  const after = await window.heap();
  await window.close();
  return after - before;
}

/**
 * In a window of usual height less is to be seen than is awaited by the clocks.
 * @param {PanelWindow} window @param {'empty' | 'panel'} what
 */
async function openWhole(window, what) {
  await window.page.keyboard.press(keys[what]);
  if (what === 'panel') await window.panel.settled();
  else await window.panel.frame.getByText('Empty').waitFor();
}

/**
 * Checks and unchecks a publisher type; the first change is not counted.
 * @param {PanelWindow} window @param {number} runs
 */
async function filterTimes(window, runs) {
  await openWhole(window, 'panel');
  const box = window.panel.frame.getByRole('checkbox', { name: 'webrtc', exact: true });
  const times = [];
  for (let index = 0; index <= runs; index++) {
    const measured = window.ask((probe) => probe.nextFigures());
    await box.click();
    times.push(await measured);
    await window.panel.settled();
  }
  await window.close();
  return times.slice(1);
}

/** @param {PanelWindow} window */
async function scrollBoth(window) {
  await openWhole(window, 'empty');
  const empty = await window.scroll(await window.emptyScroller());
  await window.close();
  await openWhole(window, 'panel');
  const table = await window.scroll(window.panel.grid());
  const lanes = await window.scroll(window.panel.lanes().getByRole('rowgroup'));
  await window.close();
  return { table, lanes, empty };
}

/**
 * Uses what the panel has, and tells what it holds and what was said.
 * @param {PanelWindow} window
 */
async function sessionOfUse(window) {
  const { panel, page, sidebar } = window;
  await page.evaluate('window.rollcallBench.takesLengths = true');
  const before = await window.heap();
  await openWhole(window, 'panel');
  await window.scroll(panel.grid());
  await window.scroll(panel.lanes().getByRole('rowgroup'));
  for (const order of ['Longest presence first', 'By name']) {
    await panel.frame.getByRole('combobox', { name: 'Order' }).selectOption({ label: order });
    await panel.settled(
      (snapshot) => snapshot.result?.charts.order !== 'firstJoin',
      'lanes in another order',
    );
  }
  await panel.grid().getByRole('columnheader', { name: 'Interval time' }).click();
  await panel.settled((snapshot) => snapshot.result?.table.sort !== null, 'rows in another order');
  await panel.frame.getByRole('slider', { name: 'Rows and people over time' }).focus();
  for (let step = 0; step < 6; step++) await page.keyboard.press('+');
  await panel.type('At least', '30m');
  await panel.settled((snapshot) => snapshot.query.threshold === 1_800_000, 'people by their presence');
  await panel.pick('Role', 'us', 'user');
  await panel.settled((snapshot) => snapshot.query.rowFilter !== undefined, 'rows by role');
  await panel.frame.getByRole('textbox', { name: /^Who was here at/ }).fill('17:30');
  await panel.press('Ask');
  await panel.figureCell('Reported time').getByRole('button').click();
  await panel.frame.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await panel.press('Save Picture…');
  await sidebar.quickInput().waitFor();
  await sidebar.dismiss();
  await panel.press('Clear all');
  await panel.settled((snapshot) => snapshot.chips.length === 0, 'all rows again');
  const longest = await window.ask((probe) => probe.lengths);
  const used = (await window.heap()) - before;
  await window.close();
  return { used, longest };
}
