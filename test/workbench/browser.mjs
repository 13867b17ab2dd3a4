// The browser that shows the workbench: the machine's own Chromium, driven by playwright-core.
import { chromium } from 'playwright-core';
import { ensureChromium } from './install.mjs';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];

/**
 * @typedef {object} BrowserOptions
 * @property {boolean} [headless] default: true
 * @property {string} [profile] folder of a profile that outlives the browser (secrets survive in it)
 * @property {{ width: number, height: number }} [viewport]
 * @property {number} [scale] device pixels a CSS pixel
 * @property {'light' | 'dark'} [colorScheme]
 * @property {string} [clipboardOf] origin that may read and write the clipboard
 * @property {(line: string) => void} [say]
 */

/**
 * Opens Chromium with one page. It ends with `close()` and with this process.
 * @param {BrowserOptions} [options]
 * @returns {Promise<{
 *   context: import('playwright-core').BrowserContext,
 *   page: import('playwright-core').Page,
 *   errors: readonly string[],
 *   close: () => Promise<void>,
 * }>} `errors`: uncaught errors of the page
 */
export async function openBrowser(options = {}) {
  const executablePath = await ensureChromium(options.say ?? (() => {}));
  const launch = {
    executablePath,
    headless: options.headless ?? true,
    args: flags,
    // Signals are handled in one place (processes.mjs), which ends this process; Playwright then ends the browser.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  };
  const shown = {
    viewport: options.viewport ?? { width: 1280, height: 900 },
    deviceScaleFactor: options.scale ?? 1,
    colorScheme: options.colorScheme ?? 'dark',
    locale: 'en-US',
  };
  const browser = options.profile === undefined ? await chromium.launch(launch) : undefined;
  const context =
    browser === undefined
      ? await chromium.launchPersistentContext(options.profile ?? '', { ...launch, ...shown })
      : await browser.newContext(shown);
  if (options.clipboardOf !== undefined) {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: options.clipboardOf });
  }
  const page = context.pages()[0] ?? (await context.newPage());
  /** @type {string[]} */
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  return {
    context,
    page,
    errors,
    close: async () => {
      await context.close();
      await browser?.close();
    },
  };
}
