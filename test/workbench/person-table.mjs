// What a person does with *Find a Person* in the workbench, as functions. Each waits for the thing it needs to be there and
// says what it waited for when it does not come. What is read is read from the screen; only when something is due is learnt
// from the page's own state.
import { isolates, WebviewPage } from './webview-page.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */
/** @typedef {import('./sidebar.mjs').Sidebar} Sidebar */
/** @typedef {import('../../src/queries/person/protocol').PersonSnapshot} PersonSnapshot */

/**
 * @typedef {object} PersonRow a line of the table as it stands there
 * @property {string} key call and session, as the page knows the line: JSON
 * @property {string} kind what the line is drawn as: `there`, `absent`, `cannot-tell`, `not-asked` or `waiting`
 * @property {Readonly<Record<string, string>>} cells by the heading of the column; what spans several stands under the first
 * @property {string} exact the presence to the second, as the mouse over it shows it; empty: there is none
 */

/**
 * The tab of *Find a Person* that is on screen.
 * @extends {WebviewPage<PersonSnapshot>}
 */
export class PersonTable extends WebviewPage {
  /** @param {Page} page */
  constructor(page) {
    super(page, 'rollcall-person');
  }

  /**
   * Finds a person from the palette, among the calls of all types, and waits until every session was asked.
   * @param {Sidebar} sidebar
   * @param {string} words what is typed: an id, a name or an e-mail address
   * @param {RegExp} range matches the item of the time
   * @param {{ found?: string, typed?: boolean }} [options] `found`: the id of whom Stream finds by the words; default: the
   *   words. `typed`: not that one is chosen, but the words as the id
   * @returns {Promise<PersonSnapshot>}
   */
  async find(sidebar, words, range, options = {}) {
    await this.ask(sidebar, words, range, options);
    const { found = words, typed = false } = options;
    return this.done(typed ? words : found);
  }

  /**
   * {@link find} up to the last question: then the tab comes, and asks.
   * @param {Sidebar} sidebar @param {string} words @param {RegExp} range @param {{ found?: string, typed?: boolean }} [options]
   */
  async ask(sidebar, words, range, { found = words, typed = false } = {}) {
    await this.forget();
    await sidebar.command('Rollcall: Find a Person…');
    await sidebar.waitForQuickTitle(/Find a Person in /);
    await sidebar.quickInput().fill(words);
    // Stream's answer moves what was typed: nobody chooses before it is there.
    await sidebar.option(personItem(found)).waitFor();
    await sidebar.choose(typed ? /^\s*Use “.+” as the user id\s*$/ : personItem(found));
    await sidebar.waitForQuickTitle('Find a Person: which time?');
    await sidebar.choose(range);
    await sidebar.waitForQuickTitle('Find a Person: which calls?');
    await sidebar.choose('All call types');
  }

  /**
   * Waits until nothing is being asked any more, and all that was told is drawn.
   * @param {string} [id] of the person; default: whoever is looked for
   * @param {(snapshot: PersonSnapshot) => boolean} [is]
   * @returns {Promise<PersonSnapshot>}
   */
  async done(id, is = () => true) {
    return this.drawn(
      (now) =>
        now.asking === null &&
        (now.total !== null || now.problem !== null) &&
        (id === undefined || now.header.person.replace(isolates, '') === id) &&
        is(now),
      `the answers about ${id ?? 'the person'}`,
    );
  }

  /** The table of sessions. @returns {Locator} */
  grid() {
    return this.frame.getByRole('grid', { name: 'Sessions', exact: true });
  }

  /** The lines of the table from the top, in one look. @returns {Promise<readonly PersonRow[]>} */
  async rows() {
    return this.grid().evaluate((grid) => {
      /** @param {Element} cell */
      const textOf = (cell) =>
        /** @type {HTMLElement} */ (cell).innerText
          .replace(/[\u2066-\u2069]/g, '')
          .replace(/\s+/g, ' ')
          .trim();
      const titles = [...grid.querySelectorAll('thead th')].map(textOf);
      return [...grid.querySelectorAll('tbody tr')].map((row) => {
        let column = 0;
        /** @type {Record<string, string>} */
        const cells = {};
        for (const cell of row.querySelectorAll('td')) {
          cells[titles[column] ?? ''] = textOf(cell);
          column += cell.colSpan;
        }
        const exact = row.querySelector('td.presence > [title]')?.getAttribute('title') ?? '';
        return { key: row.getAttribute('data-key') ?? '', kind: row.className, cells, exact };
      });
    });
  }

  /** A line of the table. @param {string} key @returns {Locator} */
  row(key) {
    return this.grid().locator(`tbody tr[data-key=${JSON.stringify(key)}]`);
  }

  /**
   * The total as it stands there, by name: to the second where that is told.
   * @returns {Promise<Readonly<Record<string, string>>>}
   */
  async total() {
    const figures = await this.#total()
      .locator('dl > div')
      .evaluateAll((all) =>
        all.map((each) => {
          const value = each.querySelector('dd');
          const shown = /** @type {HTMLElement | null} */ (value?.querySelector('.exact') ?? value);
          return [each.querySelector('dt')?.textContent ?? '', shown?.innerText.trim() ?? ''];
        }),
      );
    return Object.fromEntries(figures);
  }

  /** What must be read with the total. @returns {Promise<readonly string[]>} */
  async notes() {
    return this.#items(this.#total());
  }

  /** What the search cannot see. @returns {Promise<readonly string[]>} */
  async cannotSee() {
    return this.#items(this.frame.getByRole('region', { name: 'What this cannot see' }));
  }

  #total() {
    return this.frame.getByRole('region', { name: 'Total', exact: true });
  }

  /** @param {Locator} region */
  async #items(region) {
    const texts = await region.getByRole('listitem').allInnerTexts();
    return texts.map((text) => text.replace(isolates, '').trim());
  }

  /** Chooses which lines are shown. @param {RegExp} label matches the choice @returns {Promise<void>} */
  async show(label) {
    const select = this.frame.getByRole('combobox', { name: 'Show' });
    const labels = (await select.getByRole('option').allTextContents()).map((each) => each.trim());
    const chosen = labels.find((each) => label.test(each));
    if (chosen === undefined) throw new Error(`There is no choice ${label}, only ${labels.join(', ')}.`);
    await select.selectOption({ label: chosen });
  }

  /** What the page says of the latest act. @param {string} text @returns {Promise<void>} */
  async said(text) {
    await this.frame.getByText(text, { exact: true }).waitFor();
  }

  /** The line in focus, by its key; undefined: none. @returns {Promise<string | undefined>} */
  async focusedRow() {
    const [key] = await this.grid()
      .locator('tbody tr:focus')
      .evaluateAll((all) => all.map((row) => row.getAttribute('data-key') ?? ''));
    return key;
  }
}

/** The item of a person in the list, by the id: behind its icon. @param {string} id @returns {RegExp} */
export function personItem(id) {
  return new RegExp(
    `^\\s*[\\u2066-\\u2069]*${id.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}[\\u2066-\\u2069]*\\s*$`,
    'u',
  );
}
