import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { SampleOptions } from '../../src/sample/options';
import { startSampleServer, type SampleServer } from '../../src/sample/server';
import { openBrowser, type BrowserOptions } from '../workbench/browser.mjs';
import { cache } from '../workbench/install.mjs';
import { vsix } from '../workbench/package.mjs';
import { Sidebar } from '../workbench/sidebar.mjs';
import { startWorkbench, type Workbench, type WorkbenchOptions } from '../workbench/workbench.mjs';

/** A real VS Code with the packaged extension, a sample server of the test's own, and a browser that shows it. */
export interface Stage {
  readonly sample: SampleServer;
  readonly workbench: Workbench;
  readonly page: Page;
  readonly sidebar: Sidebar;
  /** Uncaught errors of the workbench's page. */
  readonly errors: readonly string[];
}

export interface StageOptions {
  readonly sample?: SampleOptions;
  readonly workbench?: Omit<WorkbenchOptions, 'extension'>;
  readonly browser?: BrowserOptions;
  /** False: no `rollcall.app` in the workspace's settings, and the sample server is no "sample data" of the extension. */
  readonly onSampleData?: boolean;
  /** False: the sidebar is left closed. */
  readonly opened?: boolean;
}

/** Monday to Friday, in the middle of a stand-up; every stage stands there unless it says otherwise. */
export const stageNow = Date.UTC(2026, 10, 20, 9, 12, 0);

/**
 * Opens a stage. Its parts end in reverse order with the returned function, also when opening failed half-way. At the
 * end every request that the sample server got must have been on the list of what Rollcall may ask.
 */
export async function openStage(
  options: StageOptions = {},
): Promise<{ stage: Stage; close: () => Promise<void> }> {
  const ends: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const sample = await startSampleServer({ now: () => stageNow, seed: 1, ...options.sample });
    ends.push(async () => {
      await sample.close();
      const strange = sample.requests.filter((request) => request.operation === 'unknown');
      assert.deepEqual(strange, [], 'Rollcall sent requests that are not on its read-only list.');
    });
    const onSample = options.onSampleData !== false;
    const workbench = await startWorkbench({
      ...options.workbench,
      extension: { vsix },
      ...(onSample
        ? { workspaceSettings: { 'rollcall.app': 'sample', ...options.workbench?.workspaceSettings } }
        : {}),
      env: {
        TZ: 'UTC',
        ...(onSample
          ? {
              ROLLCALL_SAMPLE: JSON.stringify({
                url: sample.url,
                key: sample.key,
                secret: sample.secret,
                now: stageNow,
              }),
            }
          : {}),
        ...options.workbench?.env,
      },
    });
    ends.push(() => workbench.stop());
    const browser = await openBrowser({ clipboardOf: workbench.origin, ...options.browser });
    ends.push(() => browser.close());
    const sidebar = new Sidebar(browser.page);
    if (options.opened === false) await browser.page.goto(workbench.url);
    else await sidebar.goto(workbench.url);
    return { stage: { sample, workbench, page: browser.page, sidebar, errors: browser.errors }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Opens one stage for all tests of the surrounding `describe`, and closes it after them. A failed test leaves a picture
 * in `.vscode-test/failures/`.
 *
 *     describe('the sidebar', () => {
 *       const stage = useStage();
 *       it('shows calls', async () => { await stage().sidebar.waitForRows('Calls'); });
 *     });
 */
export function useStage(options: StageOptions = {}): () => Stage {
  let open: Awaited<ReturnType<typeof openStage>> | undefined;
  before(async () => {
    open = await openStage(options);
  });
  afterEach(async function () {
    const test = this.currentTest;
    if (test?.state !== 'failed' || open === undefined) return;
    const folder = join(cache, 'failures');
    mkdirSync(folder, { recursive: true });
    const name = test.fullTitle().replace(/\W+/g, '-').slice(0, 100);
    await open.stage.page.screenshot({ path: join(folder, `${name}.png`) });
  });
  after(async () => {
    await open?.close();
  });
  return () => {
    if (open === undefined) throw new Error('The stage opens before the first test.');
    return open.stage;
  };
}
