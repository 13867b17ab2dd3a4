// The Attendance panel in a real window: how much later than an empty webview it is painted, how fast it follows a filter,
// how smoothly it scrolls, what it holds and what it says.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AttendancePanel } from '../workbench/attendance-panel.mjs';
import { openBrowser } from '../workbench/browser.mjs';
import { vsix } from '../workbench/package.mjs';
import { demoWorkspace, fixedNow, startFixedSample } from '../workbench/sample.mjs';
import { Sidebar, until } from '../workbench/sidebar.mjs';
import { startWorkbench } from '../workbench/workbench.mjs';
import { keys, writeEmptyWebview } from './empty-webview.mjs';
import { startLargeServer } from './large-server.mjs';
import { watchWebviews, webviewFrame } from './webview-probe.mjs';

/** @typedef {import('playwright-core').Locator} Locator */

const cid = 'livestream:launch-2026';
/** A window in which figures, curve and first rows are to be seen at once. */
const tall = { width: 1400, height: 2600 };
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
    ends.push(async () => rmSync(folder, { recursive: true, force: true }));
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
   * @returns {Promise<import('./webview-probe.mjs').Frames>}
   */
  async scroll(scroller) {
    await scroller.scrollIntoViewIfNeeded();
    const box = await scroller.boundingBox();
    if (box === null) throw new Error('What is to be scrolled is not on screen.');
    await this.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    const length = await scroller.evaluate((element) => element.scrollHeight - element.clientHeight);
    const steps = Math.round(scrollMs / wheelEveryMs);
    await scroller.evaluate('(element) => window.rollcallBench.startFrames(element)');
    const began = performance.now();
    for (let step = 0; step < steps; step++) {
      const wait = began + step * wheelEveryMs - performance.now();
      if (wait > 0) await new Promise((done) => setTimeout(done, wait));
      await this.page.mouse.wheel(0, Math.ceil(length / steps));
    }
    const frames = await this.ask((probe) => probe.endFrames());
    if (frames.top < frames.end - 1) throw new Error(`Scrolled to ${frames.top} of ${frames.end} px only.`);
    return frames;
  }
}
