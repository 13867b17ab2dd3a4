// What a person does in the Run and Debug view of the workbench, as functions. Each waits for what it needs to be there,
// and says what it waited for when it does not come.
import { until } from './sidebar.mjs';

/** @typedef {import('playwright-core').Locator} Locator */
/** @typedef {import('./sidebar.mjs').Sidebar} Sidebar */

export class DebugView {
  /** @type {Sidebar} */
  sidebar;
  /** @type {import('playwright-core').Page} */
  page;

  /** @param {Sidebar} sidebar what drives the window that the view is in */
  constructor(sidebar) {
    this.sidebar = sidebar;
    this.page = sidebar.page;
  }

  /** Starts the workspace's only launch configuration and waits until its program is paused. @returns {Promise<void>} */
  async start() {
    await this.sidebar.command('Debug: Start Debugging');
    await this.page.locator('.debug-toolbar .codicon-debug-continue').waitFor();
    await this.open();
  }

  /** Opens the view and the selected frame's own scope; a program has to be paused. @returns {Promise<void>} */
  async open() {
    if (!(await this.variables().isVisible()))
      await this.sidebar.click(this.page.getByRole('tab', { name: /^Run and Debug/ }));
    await this.sidebar.expand(
      this.variables()
        .getByRole('treeitem', { name: /^Scope Local/ })
        .first(),
    );
  }

  /** Ends the program. @returns {Promise<void>} */
  async stop() {
    await this.sidebar.command('Debug: Stop');
    await this.page.locator('.debug-toolbar:visible').waitFor({ state: 'detached' });
  }

  /** @returns {Locator} */
  variables() {
    return this.page.getByRole('tree', { name: 'Debug Variables' });
  }

  /** @returns {Locator} */
  watches() {
    return this.page.getByRole('tree', { name: 'Debug Watch Expressions' });
  }

  /** A variable of the selected frame by its name; its scope has to be open. @param {string} name @returns {Locator} */
  variable(name) {
    return this.#named(this.variables(), name);
  }

  /** A watched expression. @param {string} expression @returns {Locator} */
  watch(expression) {
    return this.#named(this.watches(), expression);
  }

  /** @param {Locator} tree @param {string} name */
  #named(tree, name) {
    return tree
      .getByRole('treeitem')
      .filter({
        has: this.page.locator('.expression .name', {
          hasText: new RegExp(`^${escaped(name)}\\s*[:=]?\\s*$`),
        }),
      })
      .first();
  }

  /** Watches an expression. @param {string} expression @returns {Promise<void>} */
  async addWatch(expression) {
    await this.sidebar.titleAction('Watch', 'Add Expression');
    const box = this.watches().locator('.monaco-inputbox input, .monaco-inputbox textarea').first();
    await box.fill(expression);
    await box.press('Enter');
    await until(
      `the watch ${expression}`,
      () => this.watch(expression).isVisible(),
      (visible) => visible,
      this.sidebar.timeoutMs,
    );
  }
}

/** @param {string} words */
function escaped(words) {
  return words.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}
