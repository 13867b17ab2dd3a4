// What a person does with Rollcall in the workbench, as functions. Each waits for the thing it needs to be there, says
// what it waited for when it does not come, and never sleeps for a fixed time.

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */
/** @typedef {'Recent' | 'Calls'} View */

/**
 * @typedef {object} Row
 * @property {string} label as shown, without the marks that isolate the direction of text
 * @property {string} description the grey text behind the label
 * @property {string} name what a screen reader says
 * @property {number} level 1 for the roots
 * @property {boolean | undefined} expanded undefined: it has no children
 * @property {boolean} selected
 * @property {boolean} focused
 */

const isolates = /[\u2066-\u2069]/g;

/** Matches a text as shown, with or without isolates around its parts. @param {string} text */
function shown(text) {
  const letters = [...text].map((letter) => letter.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  return new RegExp(`^[\\u2066-\\u2069]*${letters.join('[\\u2066-\\u2069]*')}[\\u2066-\\u2069]*$`, 'u');
}

/**
 * Reads again and again until the answer is accepted.
 * @template T
 * @param {string} what for the message, when it does not come: "the calls"
 * @param {() => Promise<T>} read
 * @param {(value: T) => boolean} accept
 * @param {number} timeoutMs
 * @returns {Promise<T>}
 */
export async function until(what, read, accept, timeoutMs) {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const value = await read();
    if (accept(value)) return value;
    if (performance.now() > end) {
      throw new Error(
        `Waited ${timeoutMs / 1000} s for ${what}; last seen: ${JSON.stringify(value)?.slice(0, 2000)}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Rollcall's sidebar in one page, and what surrounds it. */
export class Sidebar {
  /** @type {Page} */
  page;
  /** Ms that anything may take. */
  timeoutMs;

  /** @param {Page} page @param {{ timeoutMs?: number }} [options] */
  constructor(page, options = {}) {
    this.page = page;
    this.timeoutMs = options.timeoutMs ?? 30_000;
    page.setDefaultTimeout(this.timeoutMs);
  }

  // — The views

  /** Opens the workbench and Rollcall's container in the activity bar. @param {string} url @returns {Promise<void>} */
  async goto(url) {
    await this.page.goto(url);
    await this.open();
  }

  /** Shows Rollcall's container, wherever the focus is. @returns {Promise<void>} */
  async open() {
    const tab = this.page.getByRole('tab', { name: 'Rollcall', exact: true });
    await tab.waitFor();
    await until(
      'the Rollcall container',
      async () => {
        if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
        return this.paneHeader('Calls').isVisible();
      },
      (visible) => visible,
      this.timeoutMs,
    );
  }

  /** @param {View} view @returns {Locator} */
  paneHeader(view) {
    // With a description the header calls itself "Recent - Sample data Section".
    return this.page.getByRole('button', { name: new RegExp(`^${view}\\b.* Section$`) });
  }

  /** @param {View} view @returns {Locator} header, welcome text, message and tree of a view */
  pane(view) {
    return this.page.locator('.pane').filter({ has: this.paneHeader(view) });
  }

  /** @param {View} view @returns {Locator} */
  tree(view) {
    return this.page.getByRole('tree', { name: view, exact: true });
  }

  /**
   * Folds the other view away, so that this one has the height: a tree holds only the rows that can be seen.
   * @param {View} view @returns {Promise<void>}
   */
  async showOnly(view) {
    for (const other of /** @type {const} */ (['Recent', 'Calls'])) {
      const header = this.paneHeader(other);
      const wanted = String(other === view);
      if ((await header.getAttribute('aria-expanded')) !== wanted)
        await header.click({ position: { x: 60, y: 10 } });
      await until(
        `${other} to fold`,
        () => header.getAttribute('aria-expanded'),
        (is) => is === wanted,
        this.timeoutMs,
      );
    }
  }

  /** Makes the sidebar this wide, as a person would by its edge. @param {number} width CSS pixels @returns {Promise<void>} */
  async widen(width) {
    const part = this.page.locator('.part.sidebar');
    const box = await part.boundingBox();
    if (box === null) throw new Error('The sidebar is not on screen.');
    const y = box.y + box.height / 2;
    await this.page.mouse.move(box.x + box.width, y);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + width, y, { steps: 5 });
    await this.page.mouse.up();
  }

  /** The rows on screen, from the top. @param {View} view @returns {Promise<readonly Row[]>} */
  async rows(view) {
    const rows = await this.tree(view)
      .getByRole('treeitem')
      .evaluateAll((elements) =>
        elements
          .map((element) => ({
            top: Number.parseFloat(/** @type {HTMLElement} */ (element).style.top),
            label: element.querySelector('.label-name')?.textContent ?? '',
            description: element.querySelector('.label-description')?.textContent ?? '',
            name: element.getAttribute('aria-label') ?? '',
            level: Number(element.getAttribute('aria-level')),
            expanded: element.hasAttribute('aria-expanded')
              ? element.getAttribute('aria-expanded') === 'true'
              : undefined,
            selected: element.getAttribute('aria-selected') === 'true',
            focused: element.classList.contains('focused'),
          }))
          .sort((a, b) => a.top - b.top),
      );
    return rows.map(({ top: _, label, description, name, ...rest }) => ({
      label: label.replace(isolates, ''),
      description: description.replace(isolates, ''),
      name: name.replace(isolates, ''),
      ...rest,
    }));
  }

  /**
   * Waits for rows.
   * @param {View} view
   * @param {(rows: readonly Row[]) => boolean} [accept] default: any
   * @param {string} [what] for the message
   * @returns {Promise<readonly Row[]>}
   */
  async waitForRows(view, accept = (rows) => rows.length > 0, what = `rows in ${view}`) {
    return until(what, () => this.rows(view), accept, this.timeoutMs);
  }

  /**
   * A row by the text of its label.
   * @param {View} view
   * @param {string | RegExp} label a string is the whole label
   * @param {{ level?: number }} [options]
   * @returns {Locator}
   */
  row(view, label, options = {}) {
    const level = options.level === undefined ? '' : `[aria-level="${options.level}"]`;
    return this.tree(view)
      .locator(`[role="treeitem"]${level}`)
      .filter({
        has: this.page.locator('.label-name', { hasText: typeof label === 'string' ? shown(label) : label }),
      })
      .first();
  }

  /**
   * The rows right below an expanded row, one level deeper, as far as they are on screen.
   * @param {View} view
   * @param {(row: Row) => boolean} parent
   * @returns {Promise<readonly Row[]>}
   */
  async children(view, parent) {
    const rows = await this.rows(view);
    const at = rows.findIndex(parent);
    const head = rows[at];
    if (head === undefined) return [];
    const end = rows.findIndex((row, index) => index > at && row.level <= head.level);
    return rows.slice(at + 1, end === -1 ? undefined : end).filter((row) => row.level === head.level + 1);
  }

  /**
   * Scrolls until a row is at the top of its tree, or the tree at its end.
   * @param {View} view
   * @param {(row: Row) => boolean} wanted
   * @returns {Promise<void>}
   */
  async scrollTo(view, wanted) {
    const rows = await this.waitForRows(view, (all) => all.some(wanted), 'the row to scroll to');
    const row = this.row(view, rows.find(wanted)?.label ?? '');
    const box = await this.tree(view).boundingBox();
    if (box === null) throw new Error('The tree to scroll is not on screen.');
    await this.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    let last = Number.NaN;
    await until(
      'the row to come to the top',
      async () => {
        const before = last;
        last = ((await row.boundingBox())?.y ?? box.y) - box.y;
        if (last > 1) await this.page.mouse.wheel(0, last);
        await this.rest({ mouse: 'stays' });
        return { before, last };
      },
      ({ before, last: now }) => now <= 1 || now === before,
      this.timeoutMs,
    );
  }

  /**
   * Waits until nothing moves any more; takes the mouse away from everything first, unless it has to stay.
   * @param {{ mouse?: 'leaves' | 'stays' }} [options]
   * @returns {Promise<void>}
   */
  async rest({ mouse = 'leaves' } = {}) {
    if (mouse === 'leaves') await this.page.mouse.move((this.page.viewportSize()?.width ?? 800) - 60, 400);
    const quiet = () =>
      this.page
        .locator('.monaco-workbench')
        .evaluate((all) => (all.textContent ?? '').length + all.querySelectorAll('*').length);
    let last = -1;
    await until(
      'the window to rest',
      async () => {
        const before = last;
        last = await quiet();
        await this.page.evaluate(
          () => new Promise((done) => requestAnimationFrame(() => requestIdleCallback(done))),
        );
        return (
          before === last &&
          !(await this.page.locator('.monaco-progress-container.active').first().isVisible())
        );
      },
      (still) => still,
      this.timeoutMs,
    );
  }

  /** Expands a row and waits until it is. Its children may still load. @param {Locator} row @returns {Promise<void>} */
  async expand(row) {
    await this.#setExpanded(row, 'true');
  }

  /** @param {Locator} row @returns {Promise<void>} */
  async collapse(row) {
    await this.#setExpanded(row, 'false');
  }

  /** @param {Locator} row @param {'true' | 'false'} wanted */
  async #setExpanded(row, wanted) {
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) === wanted) return;
    await row.locator('.monaco-tl-twistie').click();
    await until(
      'a row to fold or unfold',
      () => row.getAttribute('aria-expanded'),
      (is) => is === wanted,
      this.timeoutMs,
    );
  }

  /** Presses an inline action of a row. @param {Locator} row @param {string | RegExp} name @returns {Promise<void>} */
  async action(row, name) {
    await row.hover();
    await row.getByRole('button', { name }).first().click();
  }

  /** Chooses from the context menu of a row. @param {Locator} row @param {string} name @returns {Promise<void>} */
  async menu(row, name) {
    await row.click({ button: 'right' });
    const item = this.page.locator('.monaco-menu').getByRole('menuitem', { name, exact: true });
    await item.waitFor();
    // VS Code takes no click in the first tenth of a second after a menu opened; a menu that took it is gone.
    await until(
      'the context menu to take the click',
      async () => {
        if (await item.isVisible()) await item.click({ timeout: 1000 }).catch(() => undefined);
        return item.isVisible();
      },
      (open) => !open,
      this.timeoutMs,
    );
  }

  /** The texts of a row's context menu; closes it again. @param {Locator} row @returns {Promise<readonly string[]>} */
  async menuItems(row) {
    await row.click({ button: 'right' });
    const items = this.page.locator('.monaco-menu .action-label[aria-label]');
    await items.first().waitFor();
    const names = await items.evaluateAll((all) => all.map((item) => item.getAttribute('aria-label') ?? ''));
    await this.page.keyboard.press('Escape');
    return names.filter((name) => name !== '');
  }

  /** Presses an action in the title of a view. @param {View} view @param {string} name @returns {Promise<void>} */
  async titleAction(view, name) {
    await this.paneHeader(view).hover();
    await this.pane(view).locator('.pane-header').getByRole('button', { name, exact: true }).click();
  }

  /** The welcome text of a view, empty when there is none. @param {View} view @returns {Promise<string>} */
  async welcome(view) {
    const text = this.pane(view).locator('.welcome-view-content');
    return (await text.isVisible()) ? (await text.innerText()).replace(isolates, '') : '';
  }

  /** The message above the tree, empty when there is none. @param {View} view @returns {Promise<string>} */
  async message(view) {
    const text = this.pane(view).locator('.tree-explorer-viewlet-tree-view > .message:not(.hide)');
    return (await text.isVisible()) ? (await text.innerText()).replace(isolates, '') : '';
  }

  /** The grey text beside the title of a view. @param {View} view @returns {Promise<string>} */
  async description(view) {
    const text = this.pane(view).locator('.pane-header .description');
    return (await text.count()) > 0 ? ((await text.first().textContent()) ?? '').replace(isolates, '') : '';
  }

  /** The hover of a row. @param {Locator} row @returns {Promise<string>} */
  async tooltip(row) {
    const hover = this.page.locator('.monaco-hover:visible .hover-contents, .workbench-hover:visible').last();
    const text = await until(
      'the tooltip',
      async () => {
        if ((await hover.count()) > 0) return hover.innerText();
        // A window that is busy may miss a mouse that does not move.
        await this.page.mouse.move(0, 0);
        await row.hover();
        await hover.waitFor({ timeout: 3000 }).catch(() => undefined);
        return '';
      },
      (is) => is !== '' && !/^Loading/.test(is),
      this.timeoutMs,
    );
    return text.replace(isolates, '');
  }

  // — Palette, quick picks and boxes

  /** Runs a command from the palette. @param {string} title as the palette shows it: "Rollcall: Filter Calls…" @returns {Promise<void>} */
  async command(title) {
    await this.dismiss();
    await this.page.keyboard.press('F1');
    const input = this.quickInput();
    await input.waitFor();
    await until(
      'the command palette',
      () => input.inputValue(),
      (text) => text.startsWith('>'),
      this.timeoutMs,
    );
    await input.fill(`>${title}`);
    await this.option(title).click();
  }

  /** Closes an open list or box. @returns {Promise<void>} */
  async dismiss() {
    const widget = this.page.locator('.quick-input-widget:visible');
    await until(
      'the open list to close',
      async () => {
        const open = (await widget.count()) > 0;
        if (open) await this.page.keyboard.press('Escape');
        return open;
      },
      (open) => !open,
      this.timeoutMs,
    );
  }

  /** The text box of whatever asks right now. @returns {Locator} */
  quickInput() {
    return this.page.locator('.quick-input-widget:visible .quick-input-box input');
  }

  /** An option of the open list, by its whole label or a pattern. @param {string | RegExp} label @returns {Locator} */
  option(label) {
    return this.page
      .locator('.quick-input-widget:visible .quick-input-list .monaco-list-row')
      .filter({
        has: this.page.locator(
          '.quick-input-list-row:first-child .label-name, .quick-input-list-entry .label-name',
          {
            hasText: typeof label === 'string' ? shown(label) : label,
          },
        ),
      })
      .first();
  }

  /** The labels of the open list that are on screen. @returns {Promise<readonly string[]>} */
  async options() {
    const labels = this.page.locator(
      '.quick-input-widget:visible .quick-input-list .monaco-list-row .label-name',
    );
    return (await labels.allTextContents()).map((label) => label.replace(isolates, ''));
  }

  /** Chooses from the open list. @param {string | RegExp} label @returns {Promise<void>} */
  async choose(label) {
    await this.option(label).click();
  }

  /** What the open box or list calls itself: "Connect a Stream App (1/4)". @returns {Promise<string>} */
  async quickTitle() {
    const title = this.page.locator('.quick-input-widget:visible .quick-input-title');
    await title.waitFor();
    return ((await title.textContent()) ?? '').replace(isolates, '');
  }

  /** Waits until the open box or list has this title. @param {string | RegExp} title @returns {Promise<void>} */
  async waitForQuickTitle(title) {
    await this.page.locator('.quick-input-widget:visible .quick-input-title', { hasText: title }).waitFor();
  }

  /** Fills the open box and accepts it. @param {string} text @returns {Promise<void>} */
  async answer(text) {
    const input = this.quickInput();
    await input.waitFor();
    await input.fill(text);
    await input.press('Enter');
  }

  /** What the open box says of its text: a prompt, or why it is not taken. @returns {Promise<string>} */
  async quickMessage() {
    const message = this.page.locator('.quick-input-widget:visible .quick-input-message');
    return (await message.isVisible()) ? ((await message.textContent()) ?? '').replace(isolates, '') : '';
  }

  /** Waits until the open box says this of its text. @param {string | RegExp} text @returns {Promise<void>} */
  async waitForQuickMessage(text) {
    await this.page.locator('.quick-input-widget:visible .quick-input-message', { hasText: text }).waitFor();
  }

  // — Messages

  /** A notification that holds this text. @param {string | RegExp} text @returns {Locator} */
  toast(text) {
    return this.page
      .locator('.notifications-toasts .notification-list-item')
      .filter({ hasText: text })
      .first();
  }

  /** Presses a button of a notification. @param {string | RegExp} text @param {string} button @returns {Promise<void>} */
  async toastAction(text, button) {
    await this.toast(text).getByRole('button', { name: button, exact: true }).click();
  }

  /** The texts of all notifications on screen. @returns {Promise<readonly string[]>} */
  async toasts() {
    const all = await this.page
      .locator('.notifications-toasts .notification-list-item-message')
      .allTextContents();
    return all.map((text) => text.replace(isolates, ''));
  }

  /** The open modal question. @returns {Locator} */
  modal() {
    return this.page.locator('.monaco-dialog-box');
  }

  /** Answers the open modal question. @param {string} button @returns {Promise<void>} */
  async modalAction(button) {
    await this.modal().getByRole('button', { name: button, exact: true }).click();
    await this.modal().waitFor({ state: 'detached' });
  }

  /** A status bar item of Rollcall. @param {string} id the id given to `createStatusBarItem` @returns {Locator} */
  statusBar(id) {
    return this.page.locator(`[id="rollcall.rollcall.${id}"]`);
  }

  // — Clipboard, editors and what is kept

  /** The clipboard's text; the browser must have been opened with `clipboardOf`. @returns {Promise<string>} */
  async clipboard() {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Writes a text to the clipboard, so that a later copy can be told from it. @param {string} text @returns {Promise<void>} */
  async setClipboard(text) {
    await this.page.evaluate((value) => navigator.clipboard.writeText(value), text);
  }

  /**
   * Waits until the clipboard holds something else than `before`.
   * @param {string} before @returns {Promise<string>}
   */
  async waitForClipboard(before) {
    return until(
      'the clipboard to change',
      () => this.clipboard(),
      (text) => text !== before,
      this.timeoutMs,
    );
  }

  /** A tab of the editor area. @param {string | RegExp} name @returns {Locator} */
  editorTab(name) {
    return this.page.locator('.tabs-container').getByRole('tab', { name });
  }

  /** The whole text of the active editor, by selecting and copying it: changes the clipboard. @returns {Promise<string>} */
  async editorText() {
    const editor = this.page.locator('.editor-group-container.active .monaco-editor').first();
    await editor.waitFor();
    const marker = `nothing copied yet ${Math.random()}`;
    await this.setClipboard(marker);
    // Its middle: wherever it is scrolled to, that can be clicked.
    await editor.click();
    return until(
      'the text of the editor',
      async () => {
        await this.page.keyboard.press('ControlOrMeta+A');
        await this.page.keyboard.press('ControlOrMeta+C');
        return this.clipboard();
      },
      (text) => text !== marker,
      this.timeoutMs,
    );
  }

  /**
   * Everything that the browser keeps for the workbench (localStorage with the secrets, encrypted; IndexedDB with the
   * global and workspace state), as one text, to look for things that must not be there.
   * @returns {Promise<string>}
   */
  async browserStorage() {
    return this.page.evaluate(async () => {
      const parts = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
      /** @type {(request: IDBRequest) => Promise<any>} */
      const done = (request) =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      for (const { name } of await indexedDB.databases()) {
        if (name === undefined) continue;
        const database = await done(indexedDB.open(name));
        for (const store of database.objectStoreNames) {
          const objects = database.transaction(store, 'readonly').objectStore(store);
          const keys = await done(objects.getAllKeys());
          const values = await done(objects.getAll());
          const texts = values.map((/** @type {unknown} */ value) =>
            value instanceof Uint8Array
              ? new TextDecoder().decode(value)
              : typeof value === 'string'
                ? value
                : JSON.stringify(value),
          );
          parts.push(JSON.stringify([name, store, keys]), ...texts);
        }
        database.close();
      }
      return parts.join('\n');
    });
  }
}
