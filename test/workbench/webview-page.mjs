// What drives every page of ours in the workbench. What a test asserts is read from the screen; only when something is due is
// learnt from the page's own state.
import { until } from './sidebar.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').FrameLocator} FrameLocator */
/** @typedef {import('playwright-core').Locator} Locator */

/** Marks that isolate the direction of a text. */
export const isolates = /[\u2066-\u2069]/g;

/**
 * The page that is on screen: VS Code shows one webview at a time in a group of editors.
 * @template {{ readonly revision: number }} Snapshot what the page is told
 */
export class WebviewPage {
  /** @type {Page} */
  page;
  /** @type {FrameLocator} */
  frame;
  /** The custom element that the page consists of. @type {Locator} */
  root;
  /** Most that one thing may take, ms. */
  timeoutMs = 60_000;

  /** @param {Page} page @param {string} element the name of the custom element that the page consists of */
  constructor(page, element) {
    this.page = page;
    this.frame = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    this.root = this.frame.locator(element);
  }

  /** The page's frame, for what a locator cannot ask. */
  async ownerFrame() {
    const frame = await (await this.root.elementHandle())?.ownerFrame();
    if (frame == null) throw new Error('The page is gone.');
    return frame;
  }

  /** From now on only what the page is told later counts: a tab that is asked again holds answers of before. */
  async forget() {
    await this.root
      .evaluateAll((all) => {
        for (const element of all)
          if (element instanceof HTMLElement) element.dataset['seen'] = element.dataset['revision'] ?? '';
      })
      .catch(() => {});
  }

  /**
   * What the page was told last; undefined: there is no page, or it was told nothing yet.
   * @returns {Promise<Snapshot | undefined>}
   */
  async snapshot() {
    const [snapshot] = await this.root
      .evaluateAll((all) =>
        all.map((element) => {
          const { snapshot } = /** @type {{ snapshot?: { revision: number } }} */ (element);
          const seen = Number(element.getAttribute('data-seen') ?? -1);
          return snapshot !== undefined && snapshot.revision > seen
            ? JSON.parse(JSON.stringify(snapshot))
            : null;
        }),
      )
      // A page that is being replaced cannot be asked.
      .catch(() => []);
    return snapshot ?? undefined;
  }

  /**
   * Waits for what the page is told.
   * @param {(snapshot: Snapshot) => boolean} is
   * @param {string} [what]
   * @returns {Promise<Snapshot>}
   */
  async told(is, what = 'the page') {
    const snapshot = await until(
      what,
      () => this.snapshot(),
      (now) => now !== undefined && is(now),
      this.timeoutMs,
    );
    if (snapshot === undefined) throw new Error('The page was told nothing.');
    return snapshot;
  }

  /**
   * Waits for what the page is told, and until that is drawn.
   * @param {(snapshot: Snapshot) => boolean} is
   * @param {string} [what]
   * @returns {Promise<Snapshot>}
   */
  async drawn(is, what = 'the page') {
    const snapshot = await this.told(is, what);
    await until(
      `${what} to be drawn`,
      () => this.root.getAttribute('data-revision'),
      (revision) => Number(revision) >= snapshot.revision,
      this.timeoutMs,
    );
    return snapshot;
  }

  /** Text on screen, without the marks that isolate its direction. @param {Locator} locator */
  async text(locator) {
    return (await locator.innerText()).replace(isolates, '').trim();
  }

  /** Presses a button of the page. @param {string | RegExp} name @returns {Promise<void>} */
  async press(name) {
    await this.frame.getByRole('button', { name, exact: true }).click();
  }
}
