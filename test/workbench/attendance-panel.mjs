// What a person does with the Attendance panel in the workbench, as functions. Each waits for the thing it needs to be
// there and says what it waited for when it does not come. What is read is read from the screen; only when something is
// due is learnt from the page's own state.
import { until } from './sidebar.mjs';
import { isolates, WebviewPage } from './webview-page.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */
/** @typedef {import('../../src/panel/protocol/snapshot').PanelSnapshot} PanelSnapshot */

/**
 * The panel that is on screen.
 * @extends {WebviewPage<PanelSnapshot>}
 */
export class AttendancePanel extends WebviewPage {
  /** @param {Page} page */
  constructor(page) {
    super(page, 'rollcall-panel');
  }

  /**
   * Opens the panel of a session by its id, as a person would from a log line.
   * @param {import('./sidebar.mjs').Sidebar} sidebar
   * @param {string} cid
   * @param {string} sessionId
   */
  async open(sidebar, cid, sessionId) {
    await sidebar.showOnly('Calls');
    await sidebar.command('Rollcall: Open Session by ID…');
    await sidebar.answer(`${cid}/${sessionId}`);
    await sidebar.waitForRows(
      'Calls',
      (rows) => rows.some((row) => row.selected && row.level === 2),
      `the session of ${cid} to be selected`,
    );
    // A node that is just being drawn anew is none that VS Code could hand to a command.
    await sidebar.rest();
    // On its row: the palette acts on what the extension has heard to be selected, which may come a moment later.
    await sidebar.action(
      sidebar.tree('Calls').locator('[role=treeitem][aria-level="2"][aria-selected=true]'),
      'Open Attendance',
    );
    await this.settled(
      (snapshot) => snapshot.header.call.replace(isolates, '') === cid,
      `the panel of ${cid}`,
    );
  }

  /**
   * Waits until nothing is being read and all that was told is drawn.
   * @param {(snapshot: PanelSnapshot) => boolean} [is]
   * @param {string} [what]
   * @returns {Promise<PanelSnapshot>}
   */
  async settled(is = () => true, what = 'the panel to have read') {
    return this.drawn(
      (now) => now.reading === null && (now.result !== null || now.problem !== null) && is(now),
      what,
    );
  }

  // — The timeline

  /** The lanes, one per person. */
  lanes() {
    return this.frame.getByRole('grid', { name: 'One lane per person' });
  }

  /**
   * The lanes on screen from the top, as a screen reader says them.
   * @returns {Promise<readonly { name: string, text: string, side: string }[]>}
   */
  async laneTexts() {
    const rows = this.lanes().locator('[role=rowgroup] [role=row]');
    const lanes = await rows.evaluateAll((all) =>
      all.map((row) => {
        const [plot, side] = row.querySelectorAll('[role=gridcell]');
        return {
          at: Number(row.getAttribute('aria-rowindex')),
          name: row.querySelector('[role=rowheader] bdi')?.textContent ?? '',
          text: plot?.getAttribute('aria-label') ?? '',
          side: side?.textContent ?? '',
        };
      }),
    );
    return lanes
      .sort((one, other) => one.at - other.at)
      .map(({ name, text, side }) => ({
        name: name.replace(isolates, ''),
        text: text.replace(isolates, ''),
        side: side.replace(isolates, '').replace(/\s+/g, ' ').trim(),
      }));
  }

  /**
   * What a screen reader says of each row of a lane, by keyboard from its name to its last row.
   * @param {string} name
   * @returns {Promise<readonly string[]>}
   */
  async barsOf(name) {
    await this.lanes().getByRole('rowheader', { name, exact: true }).click();
    /** @type {string[]} */
    const said = [];
    for (;;) {
      const before = said.at(-1) ?? '';
      await this.page.keyboard.press('ArrowRight');
      const [now = ''] = await this.nextFrame(() =>
        this.lanes()
          .getByRole('button')
          .evaluateAll((all) => all.map((bar) => bar.getAttribute('aria-label') ?? '')),
      );
      // At the last row the key leads nowhere.
      if (now === before) return said;
      said.push(now.replace(isolates, ''));
    }
  }

  /**
   * Reads something after all that is due now was drawn.
   * @template T
   * @param {() => Promise<T>} read
   * @returns {Promise<T>}
   */
  async nextFrame(read) {
    await this.root.evaluate(async () => {
      for (let frame = 0; frame < 2; frame++) await new Promise((done) => requestAnimationFrame(done));
    });
    return read();
  }

  /**
   * Where time lies on the plots, by the labels of the axis.
   * @param {number} near an instant of the day, ms
   */
  async timeScale(near) {
    const axis = this.lanes().getByRole('columnheader', { name: 'Rows over time' }).locator('svg');
    // The mouse only reaches what is in sight.
    for (const part of [this.lanes(), this.frame.getByRole('slider')]) await part.scrollIntoViewIfNeeded();
    const ticks = await this.nextFrame(() =>
      axis.evaluateAll((all) =>
        all.flatMap((svg) =>
          [...svg.querySelectorAll('text')].map((label) => ({
            x: Number(label.getAttribute('x')),
            clock: /^\d\d:\d\d(:\d\d(\.\d{3})?)?$/.exec(label.textContent ?? '')?.[0],
            width: svg.getBoundingClientRect().width,
          })),
        ),
      ),
    );
    const day = new Date(near).toISOString().slice(0, 10);
    // A label beside the edge is not below its mark.
    const known = ticks.flatMap(({ x, clock, width }) =>
      clock === undefined || x < 50 || x > width - 50
        ? []
        : [{ x, width, at: Date.parse(`${day}T${clock}Z`) }],
    );
    const [first, last] = [known[0], known.at(-1)];
    const box = await axis.boundingBox();
    if (first === undefined || last === undefined || first === last || box === null)
      throw new Error(`The axis has no times: ${JSON.stringify(ticks)}`);
    const perPixel = (last.at - first.at) / (last.x - first.x);
    const from = first.at - first.x * perPixel;
    return {
      /** At the edges of the plots, ms. */
      from: Math.round(from),
      to: Math.round(from + first.width * perPixel),
      /** Pixels of the page. @param {number} at ms */
      x: (at) => box.x + (at - from) / perPixel,
      axisY: box.y + box.height / 2,
    };
  }

  // — Figures, filters and the table

  /**
   * The figures as they stand there, by name: Stream's and ours, without the notes; empty where there is none.
   * @returns {Promise<ReadonlyMap<string, { stream: string, computed: string }>>}
   */
  async figures() {
    const lines = await this.frame
      .getByRole('table', { name: 'Figures', exact: true })
      .locator('tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) =>
          [...row.querySelectorAll('th, td')].map((cell) =>
            /** @type {HTMLElement} */ (
              cell.matches('th') ? cell : (cell.querySelector('button') ?? document.createElement('b'))
            ).innerText
              .replace(/[\u2066-\u2069]/g, '')
              .trim(),
          ),
        ),
      );
    return new Map(lines.map(([name = '', stream = '', computed = '']) => [name, { stream, computed }]));
  }

  /** The cell of a figure. @param {string} name @param {'stream' | 'computed'} [column] */
  figureCell(name, column = 'computed') {
    return this.frame
      .getByRole('table', { name: 'Figures', exact: true })
      .getByRole('row')
      .filter({ has: this.page.getByRole('rowheader', { name, exact: true }) })
      .getByRole('cell')
      .nth(column === 'stream' ? 0 : 1);
  }

  /** A figure to the second, as the mouse over it shows it. @param {string} name @returns {Promise<string>} */
  async exactFigure(name) {
    const cell = this.figureCell(name);
    const figure = cell.getByRole('button');
    // Where the value says it all, there is nothing more to show.
    if ((await cell.getByRole('tooltip', { includeHidden: true }).count()) === 0) return this.text(figure);
    await figure.hover();
    await cell.getByRole('tooltip').waitFor();
    return this.text(cell.getByRole('tooltip'));
  }

  /** What is in force, a text each. @returns {Promise<readonly string[]>} */
  async chips() {
    const all = await this.frame
      .getByRole('list', { name: 'Filters in force' })
      .getByRole('listitem')
      .allInnerTexts();
    return all.map((text) => text.replace(isolates, '').replace(/\s+/g, ' ').trim());
  }

  /** The table of rows. */
  grid() {
    return this.frame.getByRole('grid', { name: 'Rows of the session' });
  }

  /** How many rows the table has; 0: there is no table. @returns {Promise<number>} */
  async rowCount() {
    const [count] = await this.grid().evaluateAll((all) =>
      all.map((grid) => Number(grid.getAttribute('aria-rowcount'))),
    );
    return (count ?? 1) - 1;
  }

  /**
   * The rows of the table that are drawn, from the top, by column.
   * @returns {Promise<readonly Readonly<Record<string, string>>[]>}
   */
  async tableRows() {
    const read = () =>
      this.grid().evaluate((grid) => {
        const names = [...grid.querySelectorAll('[role=columnheader]')].map((each) =>
          /** @type {HTMLElement} */ (each).innerText.trim(),
        );
        const rows = [...grid.querySelectorAll('[role=row]')]
          .filter((row) => row.querySelector('[role=rowheader]') !== null)
          .sort((one, other) => Number(one.ariaRowIndex) - Number(other.ariaRowIndex));
        return {
          busy: rows.some((row) => row.ariaBusy === 'true'),
          rows: rows.map((row) =>
            Object.fromEntries(
              [...row.querySelectorAll('[role=rowheader], [role=gridcell]')].map((cell, n) => [
                names[n] ?? '',
                /** @type {HTMLElement} */ (cell).innerText.replace(/[\u2066-\u2069]/g, ''),
              ]),
            ),
          ),
        };
      });
    const { rows } = await until('the rows of the table', read, ({ busy }) => !busy, this.timeoutMs);
    return rows;
  }

  /** Types into a text box of the filters, and accepts it. @param {string} name @param {string} text */
  async type(name, text) {
    const box = this.frame.getByRole('textbox', { name, exact: true });
    await box.fill(text);
    await box.press('Enter');
  }

  /**
   * Picks a person or a role by typing a part of it.
   * @param {'Person' | 'Role'} what @param {string} typed @param {string} whole
   */
  async pick(what, typed, whole) {
    const box = this.frame.getByRole('combobox', { name: `${what} is one of`, exact: true });
    await box.fill(typed);
    await this.frame
      .getByRole('listbox', { name: `${what} is one of` })
      .getByRole('option', { name: whole, exact: true })
      .click();
  }

  // — Going through the table, and what leaves it

  /** Puts the focus where Tab would put it in the table. */
  async focusTable() {
    await this.grid().locator('[tabindex="0"]').focus();
  }

  /**
   * All rows of the table from the first to the last, by keyboard: each its cells, in the order of the columns.
   * @returns {Promise<readonly (readonly string[])[]>}
   */
  async wholeTable() {
    const count = await this.rowCount();
    /** @type {Map<number, readonly string[]>} */
    const found = new Map();
    await this.focusTable();
    await this.page.keyboard.press('ControlOrMeta+Home');
    for (let before = -1; found.size < count && found.size > before;) {
      before = found.size;
      for (const { at, cells } of await this.#drawnRows()) found.set(at, cells);
      await this.page.keyboard.press('PageDown');
    }
    return Array.from({ length: count }, (_, at) => found.get(at) ?? []);
  }

  /** The position of the row in focus; -1: the headers. @returns {Promise<number>} */
  async focusedRow() {
    const [index] = await this.nextFrame(() =>
      this.grid()
        .locator('[role=row]:focus-within')
        .evaluateAll((all) => all.map((row) => Number(row.ariaRowIndex))),
    );
    return (index ?? Number.NaN) - 2;
  }

  /** Positions of selected rows, as far as they are drawn. @returns {Promise<readonly number[]>} */
  async selectedRows() {
    const indexes = await this.nextFrame(() =>
      this.grid()
        .locator('[role=row][aria-selected=true]')
        .evaluateAll((all) => all.map((row) => Number(row.ariaRowIndex) - 2)),
    );
    return indexes.sort((one, other) => one - other);
  }

  /** The rows that are drawn, once they are read. */
  async #drawnRows() {
    const rows = this.grid().locator('[role=row]:has([role=rowheader])');
    return until(
      'the rows in sight',
      () =>
        this.nextFrame(() =>
          rows.evaluateAll((all) =>
            all.map((row) => ({
              at: Number(row.ariaRowIndex) - 2,
              busy: row.ariaBusy === 'true',
              cells: [...row.children].map((cell) =>
                (cell.textContent ?? '').replace(/[\u2066-\u2069]/g, ''),
              ),
            })),
          ),
        ),
      (all) => all.length > 0 && all.every(({ busy }) => !busy),
      this.timeoutMs,
    );
  }

  /**
   * Opens a menu of the page, and chooses from it.
   * @param {string | RegExp} button
   * @param {string} item
   */
  async chooseFrom(button, item) {
    await this.press(button);
    await this.frame.getByRole('menuitem', { name: item, exact: true }).click();
  }

  /**
   * Saves under the name that VS Code's dialog proposes, in the workspace.
   * @param {import('./sidebar.mjs').Sidebar} sidebar
   * @param {string} ending of the name
   * @returns {Promise<string>} the path
   */
  async saveAsProposed(sidebar, ending) {
    const path = await until(
      'the dialog to propose a name',
      () => sidebar.quickInput().inputValue(),
      (value) => value.endsWith(ending),
      this.timeoutMs,
    );
    await sidebar.keep();
    return path;
  }
}
