// What a person does with Rollcall in the workbench, as functions. Each waits for the thing it needs to be there, says
// what it waited for when it does not come, and never sleeps for a fixed time. A busy window draws late and draws anew:
// what is on screen is read in one look, and a click or key that got lost is given again, but only if it did get lost.

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */
/** @typedef {'Recent' | 'Calls' | 'Queries'} View */

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

/** Ms that a window may take to start: a slow machine loads all of VS Code. */
const startMs = 90_000;
/** Ms that one try may wait for what it needs, before that is looked at again. */
const tryMs = 2000;
/** Ms that one click may take: more, because one that is broken off half-way may have happened. */
const clickMs = 8000;

/**
 * The texts of what can be seen, in one look; none when nothing can.
 * @param {Locator} locator
 * @returns {Promise<readonly string[]>}
 */
async function textsOf(locator) {
  const texts = await locator.evaluateAll((all) =>
    all
      .filter((element) => element.isConnected && element.checkVisibility({ visibilityProperty: true }))
      .map((element) => /** @type {HTMLElement} */ (element).innerText),
  );
  return texts.map((text) => text.replace(isolates, ''));
}

/** An attribute, in one look; undefined when there is no such element now. @param {Locator} locator @param {string} name */
async function attributeOf(locator, name) {
  const [value] = await locator.evaluateAll(
    (all, attribute) => all.map((element) => element.getAttribute(attribute)),
    name,
  );
  return value;
}

/**
 * The rows right below an expanded row, one level deeper, as far as they are on screen.
 * @param {readonly Row[]} rows
 * @param {(row: Row) => boolean} parent
 * @returns {readonly Row[]}
 */
export function childrenOf(rows, parent) {
  const at = rows.findIndex(parent);
  const head = rows[at];
  if (head === undefined) return [];
  const end = rows.findIndex((row, index) => index > at && row.level <= head.level);
  return rows.slice(at + 1, end === -1 ? undefined : end).filter((row) => row.level === head.level + 1);
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
    this.timeoutMs = options.timeoutMs ?? 60_000;
    page.setDefaultTimeout(this.timeoutMs);
  }

  // — Clicks and keys

  /**
   * For what may fail because the window drew anew and is tried again; not when the window is gone, or two things match.
   * @param {unknown} error
   */
  #missed(error) {
    if (this.page.isClosed() || String(error).includes('strict mode violation')) throw error;
    return undefined;
  }

  /** Waits shortly for something to be seen. @param {Locator} locator @returns {Promise<boolean>} whether it is */
  async #comes(locator) {
    return locator.waitFor({ timeout: tryMs }).then(
      () => true,
      (error) => this.#missed(error) ?? false,
    );
  }

  /** Waits shortly for something to go. @param {Locator} locator @returns {Promise<boolean>} whether it is gone */
  async #goes(locator) {
    return locator.waitFor({ state: 'hidden', timeout: tryMs }).then(
      () => true,
      (error) => this.#missed(error) ?? false,
    );
  }

  /**
   * Clicks an element, at most once. Lists use an element again for another row, at any moment: the click reaches only
   * the element that was found and only while it still says the same.
   * @param {Locator} target
   * @param {{ button?: 'left' | 'right', position?: { x: number, y: number } }} [options]
   * @returns {Promise<boolean>} whether the click reached it; if not, nothing was clicked
   */
  async #tryClick(target, options = {}) {
    const element = await target.elementHandle({ timeout: tryMs }).catch((error) => this.#missed(error));
    if (!element) return false;
    const watch = await element.evaluateHandle((found) => {
      const row = found.closest('.monaco-list-row');
      const says = () =>
        `${row?.getAttribute('aria-level')} ${(row?.querySelector('.label-name') ?? row ?? found).textContent}`;
      const said = says();
      const state = { said, says, down: false, reached: false, stop: () => {} };
      /** @param {Event} event */
      const guard = (event) => {
        const on = event.composedPath().includes(found) && says() === said;
        if (event.type === 'mousedown') state.down = on;
        // What began on it may end: only a release after a press that was kept away is kept away too.
        if (event.type === 'mouseup' ? state.down : on) return;
        event.stopImmediatePropagation();
        event.preventDefault();
      };
      /** @param {Event} event */
      const reached = (event) => {
        if (event.type === 'contextmenu' || state.down) state.reached = true;
      };
      const guarded = ['pointerdown', 'mousedown', 'mouseup', 'click', 'auxclick', 'contextmenu'];
      for (const type of guarded) window.addEventListener(type, guard, true);
      for (const type of ['mouseup', 'contextmenu']) found.addEventListener(type, reached, true);
      state.stop = () => {
        for (const type of guarded) window.removeEventListener(type, guard, true);
        for (const type of ['mouseup', 'contextmenu']) found.removeEventListener(type, reached, true);
      };
      return state;
    });
    // What was found may have become another row before it was watched.
    const same = await target
      .evaluateAll((all, { found, state }) => all[0] === found && state.says() === state.said, {
        found: element,
        state: watch,
      })
      .catch((error) => this.#missed(error));
    const through =
      same === true &&
      (await element.click({ ...options, timeout: clickMs }).then(
        () => true,
        (error) => this.#missed(error) ?? false,
      ));
    return this.#reached(watch, through);
  }

  /**
   * Ends watching for a click or a key.
   * @param {import('playwright-core').JSHandle<{ reached: boolean, stop: () => void }>} watch
   * @param {boolean} through whether it was sent: that counts where the window cannot be asked any more
   * @returns {Promise<boolean>} whether it reached what it was meant for
   */
  async #reached(watch, through) {
    return watch
      .evaluate(async (state) => {
        // Whatever it makes the window do at once is done after this.
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        state.stop();
        return state.reached;
      })
      .catch((error) => this.#missed(error) ?? through);
  }

  /**
   * Clicks an element once. What moves, is drawn anew or is covered when the click comes is clicked again.
   * @param {Locator} target
   * @param {{ over?: Locator, position?: { x: number, y: number } }} [options] `over`: shows the target while the mouse is over it
   * @returns {Promise<void>}
   */
  async click(target, { over, ...options } = {}) {
    await until(
      `${String(target)} to take a click`,
      async () => {
        if (over !== undefined && !(await this.#hover(over, target))) return false;
        return this.#tryClick(target, options);
      },
      (clicked) => clicked,
      this.timeoutMs,
    );
  }

  /** Moves the mouse over something, and waits shortly for what that shows. @param {Locator} over @param {Locator} shows */
  async #hover(over, shows) {
    // A window that is busy may miss a mouse that does not move.
    await this.page.mouse.move(0, 0);
    await over.hover({ timeout: tryMs }).catch((error) => this.#missed(error));
    return this.#comes(shows);
  }

  /**
   * Presses a key in a text box, at most once: it reaches the box only, and only while its text is this one.
   * @param {Locator} input @param {string} key @param {string} text
   * @returns {Promise<boolean>} whether the key reached it; if not, nothing was pressed
   */
  async #tryPress(input, key, text) {
    const element = await input.elementHandle({ timeout: tryMs }).catch((error) => this.#missed(error));
    if (!element) return false;
    const watch = await element.evaluateHandle(
      (found, { wanted, only }) => {
        const state = { reached: false, stop: () => {} };
        /** @param {KeyboardEvent} event */
        const guard = (event) => {
          if (event.key !== only) return;
          if (event.target === found && /** @type {HTMLInputElement} */ (found).value === wanted) {
            state.reached = true;
            return;
          }
          event.stopImmediatePropagation();
          event.preventDefault();
        };
        window.addEventListener('keydown', guard, true);
        state.stop = () => window.removeEventListener('keydown', guard, true);
        return state;
      },
      { wanted: text, only: key },
    );
    const through = await element.press(key, { timeout: clickMs }).then(
      () => true,
      (error) => this.#missed(error) ?? false,
    );
    return this.#reached(watch, through);
  }

  // — The views

  /** Opens the workbench and Rollcall's container in the activity bar. @param {string} url @returns {Promise<void>} */
  async goto(url) {
    await this.page.goto(url, { timeout: startMs });
    await this.open();
  }

  /** Shows Rollcall's container, wherever the focus is. @returns {Promise<void>} */
  async open() {
    const tab = this.page.getByRole('tab', { name: 'Rollcall', exact: true });
    await tab.waitFor({ timeout: startMs });
    await until(
      'the Rollcall container',
      async () => {
        // A click on the tab that is selected already would close the container.
        if ((await attributeOf(tab, 'aria-selected')) !== 'true') await this.#tryClick(tab);
        return this.#comes(this.paneHeader('Calls'));
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
   * Folds the other views away, so that this one has the height: a tree holds only the rows that can be seen.
   * @param {View} view @returns {Promise<void>}
   */
  async showOnly(view) {
    for (const other of /** @type {const} */ (['Recent', 'Calls', 'Queries'])) {
      const header = this.paneHeader(other);
      await this.#fold(header, header, String(other === view), { position: { x: 60, y: 10 } });
    }
  }

  /** Makes the sidebar this wide, as a person would by its edge. @param {number} width CSS pixels @returns {Promise<void>} */
  async widen(width) {
    const part = this.page.locator('.part.sidebar');
    await until(
      `the sidebar to be ${width} wide`,
      async () => {
        const box = await part.boundingBox();
        if (box === null) throw new Error('The sidebar is not on screen.');
        const off = Math.abs(box.width - width);
        if (off <= 2) return off;
        const y = box.y + box.height / 2;
        await this.page.mouse.move(box.x + box.width, y);
        await this.page.mouse.down();
        await this.page.mouse.move(box.x + width, y, { steps: 5 });
        await this.page.mouse.up();
        await this.rest({ mouse: 'stays' });
        return Math.abs(((await part.boundingBox())?.width ?? 0) - width);
      },
      (off) => off <= 2,
      this.timeoutMs,
    );
  }

  /** The rows on screen, from the top, in one look. @param {View} view @returns {Promise<readonly Row[]>} */
  async rows(view) {
    // One element is looked up, its rows are read at once: those of a list of rows could change while they are read.
    const rows = await this.tree(view).evaluateAll((trees) =>
      trees
        .filter((tree) => tree.isConnected)
        .flatMap((tree) => [...tree.querySelectorAll('[role="treeitem"]')])
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
   * Waits for rows. Half-drawn ones do not count: they are the same a frame later, and VS Code's bar along the top of the
   * view does not run.
   * @param {View} view
   * @param {(rows: readonly Row[]) => boolean} [accept] default: any
   * @param {string} [what] for the message
   * @returns {Promise<readonly Row[]>}
   */
  async waitForRows(view, accept = (rows) => rows.length > 0, what = `rows in ${view}`) {
    const { rows } = await until(
      what,
      async () => {
        const first = await this.rows(view);
        if (!accept(first)) return { rows: first, drawn: false };
        await this.#frame();
        const loading = await textsOf(this.pane(view).locator('.monaco-progress-container.active'));
        const then = await this.rows(view);
        return { rows: then, drawn: loading.length === 0 && JSON.stringify(first) === JSON.stringify(then) };
      },
      ({ rows: then, drawn }) => drawn && accept(then),
      this.timeoutMs,
    );
    return rows;
  }

  /** Waits until the window has drawn, and has nothing else to do. */
  async #frame() {
    await this.page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestIdleCallback(done))),
    );
  }

  /** Waits until a view has the focus, so that it gets the keys. @param {View} view @returns {Promise<void>} */
  async waitForFocus(view) {
    await until(
      `${view} to have the focus`,
      () =>
        this.tree(view).evaluateAll((trees) => trees.some((tree) => tree.contains(document.activeElement))),
      (focused) => focused,
      this.timeoutMs,
    );
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
        const [top = box.y] = await row.evaluateAll((all) =>
          all.map((element) => element.getBoundingClientRect().top),
        );
        last = top - box.y;
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
    const look = () =>
      this.page.locator('.monaco-workbench').evaluate((all) => ({
        size: (all.textContent ?? '').length + all.querySelectorAll('*').length,
        busy: [...all.querySelectorAll('.monaco-progress-container.active')].some((bar) =>
          bar.checkVisibility({ visibilityProperty: true }),
        ),
      }));
    let last = -1;
    await until(
      'the window to rest',
      async () => {
        const { size, busy } = await look();
        const still = size === last && !busy;
        last = size;
        await this.#frame();
        return still;
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
    await this.#fold(row, row.locator('.monaco-tl-twistie'), wanted);
  }

  /**
   * Folds or unfolds what is not yet as wanted, by one click.
   * @param {Locator} what @param {Locator} handle @param {string} wanted of `aria-expanded`
   * @param {{ position?: { x: number, y: number } }} [options]
   */
  async #fold(what, handle, wanted, options) {
    let clicked = false;
    await until(
      `${String(what)} to ${wanted === 'true' ? 'unfold' : 'fold'}`,
      async () => {
        const is = await attributeOf(what, 'aria-expanded');
        // A second click would take back the first.
        if (is !== undefined && is !== wanted && !clicked) clicked = await this.#tryClick(handle, options);
        return is;
      },
      (is) => is === wanted,
      this.timeoutMs,
    );
  }

  /** Presses an inline action of a row. @param {Locator} row @param {string | RegExp} name @returns {Promise<void>} */
  async action(row, name) {
    await this.click(row.getByRole('button', { name }).first(), { over: row });
  }

  /**
   * Chooses from the context menu of a row.
   * @param {Locator} row
   * @param {string} name
   * @param {{ under?: string }} [options] `under`: the item whose own menu has it
   * @returns {Promise<void>}
   */
  async menu(row, name, { under } = {}) {
    // By its label: where a key is bound to it, its accessible name ends with the key.
    const named = (/** @type {string} */ one) =>
      this.page
        .locator('.monaco-menu')
        .getByRole('menuitem')
        .filter({ has: this.page.locator(`.action-label[aria-label=${JSON.stringify(one)}]`) });
    const item = named(name);
    const open = async () => {
      if (under === undefined) return this.#openMenu(row, item);
      return (await this.#openMenu(row, named(under))) && this.#hover(named(under), item);
    };
    let chosen = false;
    await until(
      `“${name}” in the context menu to take a click`,
      async () => {
        // A menu that closed without the click, because the window drew anew, is opened again. One that had it is not.
        if (chosen || (await open())) {
          const clicked = await this.#tryClick(item);
          chosen ||= clicked;
        }
        return { chosen, open: await item.isVisible(), names: await this.#menuNames() };
      },
      // VS Code takes no click in the first tenth of a second after a menu opened; a menu that took it is gone.
      ({ open }) => chosen && !open,
      this.timeoutMs,
    );
  }

  /** The texts of a row's context menu; closes it again. @param {Locator} row @returns {Promise<readonly string[]>} */
  async menuItems(row) {
    const any = this.page.locator('.monaco-menu .action-label[aria-label]:visible').first();
    const names = await until(
      'the items of the context menu',
      async () => ((await this.#openMenu(row, any)) ? this.#menuNames() : []),
      (all) => all.length > 0,
      this.timeoutMs,
    );
    await this.#closeMenu();
    return names;
  }

  /** The texts of the open context menu, none when there is none. */
  async #menuNames() {
    const names = await this.page.locator('.monaco-menu').evaluateAll((menus) =>
      menus
        .filter((menu) => menu.checkVisibility({ visibilityProperty: true }))
        .flatMap((menu) => [...menu.querySelectorAll('.action-label[aria-label]')])
        .map((label) => label.getAttribute('aria-label') ?? ''),
    );
    return names.filter((name) => name !== '');
  }

  /**
   * Opens the context menu of a row, unless it is open.
   * @param {Locator} row @param {Locator} item what it has to hold
   * @returns {Promise<boolean>} whether it is open
   */
  async #openMenu(row, item) {
    // The row whose menu is open is marked as focused: the one that was under the mouse may have been another.
    const isOpen = async () =>
      (await item.isVisible()) && ((await attributeOf(row, 'class')) ?? '').split(' ').includes('focused');
    if (await isOpen()) return true;
    await this.#closeMenu();
    await this.rest();
    await this.#tryClick(row, { button: 'right' });
    await this.#comes(item);
    return isOpen();
  }

  /** Closes whatever context menu is open. */
  async #closeMenu() {
    const menu = this.page.locator('.monaco-menu:visible').first();
    await until(
      'the context menu to close',
      async () => {
        if (!(await menu.isVisible())) return true;
        await this.page.keyboard.press('Escape');
        return this.#goes(menu);
      },
      (closed) => closed,
      this.timeoutMs,
    );
  }

  /** Presses an action in the title of a view. @param {View} view @param {string} name @returns {Promise<void>} */
  async titleAction(view, name) {
    const header = this.pane(view).locator('.pane-header');
    await this.click(header.getByRole('button', { name, exact: true }), { over: header });
  }

  /** The welcome text of a view, empty when there is none. @param {View} view @returns {Promise<string>} */
  async welcome(view) {
    return (await textsOf(this.pane(view).locator('.welcome-view-content'))).join('\n');
  }

  /** The message above the tree, empty when there is none. @param {View} view @returns {Promise<string>} */
  async message(view) {
    const text = this.pane(view).locator('.tree-explorer-viewlet-tree-view > .message:not(.hide)');
    return (await textsOf(text)).join('\n');
  }

  /** The grey text beside the title of a view. @param {View} view @returns {Promise<string>} */
  async description(view) {
    const [text = ''] = await this.pane(view).locator('.pane-header .description').allTextContents();
    return text.replace(isolates, '');
  }

  /** The hover of a row. @param {Locator} row @returns {Promise<string>} */
  async tooltip(row) {
    const hover = this.page.locator('.monaco-hover .hover-contents, .workbench-hover');
    return until(
      'the tooltip',
      async () => {
        const text = (await textsOf(hover)).at(-1);
        if (text === undefined) await this.#hover(row, hover.filter({ visible: true }).last());
        return text ?? '';
      },
      (is) => is !== '' && !/^Loading/.test(is),
      this.timeoutMs,
    );
  }

  // — Palette, quick picks and boxes

  /** Runs a command from the palette, once. @param {string} title as the palette shows it: "Rollcall: Filter Calls…" @returns {Promise<void>} */
  async command(title) {
    await this.dismiss();
    const typed = `>${title}`;
    await until(
      `the palette to run “${title}”`,
      async () => (await this.#find(typed, title)) && this.#tryClick(this.option(title)),
      (ran) => ran,
      this.timeoutMs,
    );
    await until(
      'the palette to close',
      () => this.#quickValue(),
      (text) => text !== typed,
      this.timeoutMs,
    );
  }

  /** What stands in the text box of whatever asks right now; undefined when nothing does. */
  async #quickValue() {
    const [value] = await this.quickInput().evaluateAll((all) =>
      all.map((input) => /** @type {HTMLInputElement} */ (input).value),
    );
    return value;
  }

  /**
   * Types into the palette, which is opened if it is not.
   * @param {string} typed @param {string} title
   * @returns {Promise<boolean>} whether it lists what was looked for, and has come to its end with that
   */
  async #find(typed, title) {
    if ((await this.#quickValue())?.startsWith('>') !== true) {
      await this.page.keyboard.press('F1');
      await this.#comes(this.quickInput());
    }
    const value = await this.#quickValue();
    if (value?.startsWith('>') !== true) return false;
    if (value !== typed)
      await this.quickInput()
        .fill(typed, { timeout: tryMs })
        .catch((error) => this.#missed(error));
    if (!(await this.#comes(this.option(title)))) return false;
    const before = await this.options();
    await this.#frame();
    return (
      (await this.#quickValue()) === typed && JSON.stringify(await this.options()) === JSON.stringify(before)
    );
  }

  /** Closes an open list or box. @returns {Promise<void>} */
  async dismiss() {
    const widget = this.page.locator('.quick-input-widget:visible').first();
    await until(
      'the open list to close',
      async () => {
        if (!(await widget.isVisible())) return true;
        await this.page.keyboard.press('Escape');
        // Another Escape might reach what is behind it.
        return this.#goes(widget);
      },
      (closed) => closed,
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
    await this.click(this.option(label));
  }

  /** What the open box or list calls itself: "Connect a Stream App (1/4)". @returns {Promise<string>} */
  async quickTitle() {
    const title = this.page.locator('.quick-input-widget .quick-input-title');
    const [text = ''] = await until(
      'the title of a box or list',
      () => textsOf(title),
      (texts) => texts.length > 0,
      this.timeoutMs,
    );
    return text;
  }

  /** Waits until the open box or list has this title. @param {string | RegExp} title @returns {Promise<void>} */
  async waitForQuickTitle(title) {
    await this.page.locator('.quick-input-widget:visible .quick-input-title', { hasText: title }).waitFor();
  }

  /** Fills the open box and accepts it. @param {string} text @returns {Promise<void>} */
  async answer(text) {
    await this.#accept(async () => {
      await this.quickInput()
        .fill(text, { timeout: tryMs })
        .catch((error) => this.#missed(error));
      return text;
    });
  }

  /** Takes the line at which an open list begins, once it is there to be taken. @param {string} title @returns {Promise<void>} */
  async keepFirst(title) {
    await this.waitForQuickTitle(title);
    // A list that is still being read takes no Enter.
    await this.page
      .locator('.quick-input-widget:visible .quick-input-list .monaco-list-row.focused')
      .waitFor();
    await this.keep();
  }

  /** Accepts the open box with what stands in it. @returns {Promise<void>} */
  async keep() {
    await this.#accept(() => this.#quickValue());
  }

  /** @param {() => Promise<string | undefined>} read what has to stand in the open box when it is accepted */
  async #accept(read) {
    await until(
      'the open box to take Enter',
      async () => {
        const text = await read();
        return text !== undefined && this.#tryPress(this.quickInput(), 'Enter', text);
      },
      (taken) => taken,
      this.timeoutMs,
    );
  }

  /** What the open box says of its text: a prompt, or why it is not taken. @returns {Promise<string>} */
  async quickMessage() {
    return (await textsOf(this.page.locator('.quick-input-widget .quick-input-message'))).join('\n');
  }

  /** Waits until the open box says this of its text. @param {string | RegExp} text @returns {Promise<void>} */
  async waitForQuickMessage(text) {
    await this.page.locator('.quick-input-widget:visible .quick-input-message', { hasText: text }).waitFor();
  }

  /** Waits until the open box holds this text. @param {string} text @param {string} [why] @returns {Promise<void>} */
  async waitForQuickText(text, why = '') {
    await until(
      `the box with the text “${text}” ${why}`.trim(),
      () => this.#quickValue(),
      (is) => is === text,
      this.timeoutMs,
    );
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
    await this.click(this.toast(text).getByRole('button', { name: button, exact: true }));
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
    await this.click(this.modal().getByRole('button', { name: button, exact: true }));
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
    const marker = `nothing copied yet ${Math.random()}`;
    await this.setClipboard(marker);
    return until(
      'the text of the editor',
      async () => {
        if (!(await this.#focusEditor())) return marker;
        await this.page.keyboard.press('ControlOrMeta+A');
        await this.page.keyboard.press('ControlOrMeta+C');
        return this.clipboard();
      },
      (text) => text !== marker,
      this.timeoutMs,
    );
  }

  /** Puts the focus into the active editor. @returns {Promise<boolean>} whether it is there */
  async #focusEditor() {
    const group = this.page.locator('.editor-group-container.active');
    const look = async () => {
      const [editor] = await group.evaluateAll((groups) =>
        groups.map((one) => {
          const shows = one.querySelector('.monaco-editor[data-uri]');
          const [path = ''] = (shows?.getAttribute('data-uri') ?? '').split(/[?#]/);
          const tab = one.querySelector('.tab.active')?.getAttribute('data-resource-name');
          return {
            // The tab of a document comes before its text: until then the editor shows the document before.
            shown: tab != null && decodeURIComponent(path).endsWith(tab),
            focused: shows?.contains(document.activeElement) === true,
          };
        }),
      );
      return editor;
    };
    const before = await look();
    if (before?.shown === true && !before.focused) {
      // Its middle: wherever it is scrolled to, that can be clicked.
      await group
        .locator('.monaco-editor[data-uri]')
        .first()
        .click({ timeout: clickMs })
        .catch((error) => this.#missed(error));
    }
    const now = await look();
    return now?.shown === true && now.focused;
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
