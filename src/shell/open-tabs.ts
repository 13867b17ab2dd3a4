/** What is used of VS Code's `WebviewPanel`. */
interface TabPanel {
  reveal(): void;
  /** Closes the tab. */
  dispose(): void;
  onDidDispose(listener: () => void): unknown;
}

/** An editor tab with a page, and what it is brought back from. */
export interface Tab<Saved> {
  readonly panel: TabPanel;
  readonly saved: Saved;
  /** Ends what the tab does, once it was closed. */
  dispose(): void;
}

/** The open tabs of one kind: one for each key. */
export class OpenTabs<Saved, Kind extends Tab<Saved>> {
  readonly #keyOf: (saved: Saved) => string;
  readonly #open = new Map<string, Kind>();

  constructor(keyOf: (saved: Saved) => string) {
    this.#keyOf = keyOf;
  }

  get all(): readonly Kind[] {
    return [...this.#open.values()];
  }

  /** Reveals the tab that has the key of this; undefined: none is open. */
  reveal(saved: Saved): Kind | undefined {
    const held = this.#open.get(this.#keyOf(saved));
    held?.panel.reveal();
    return held;
  }

  /** Keeps a tab until it is closed, and ends it then. */
  keep(made: Kind): Kind {
    const key = this.#keyOf(made.saved);
    this.#open.set(key, made);
    made.panel.onDidDispose(() => {
      this.#open.delete(key);
      made.dispose();
    });
    return made;
  }

  /**
   * Brings a tab back that VS Code kept over a restart. VS Code does so when it is first shown: where the same was opened
   * again meanwhile, that tab is shown instead.
   * @returns the tab that was made
   */
  restore(panel: Pick<TabPanel, 'dispose'>, saved: Saved, make: () => Kind): Kind | undefined {
    const held = this.#open.get(this.#keyOf(saved));
    if (held === undefined) return this.keep(make());
    panel.dispose();
    held.panel.reveal();
    return undefined;
  }

  /** Closes them all. */
  dispose(): void {
    for (const each of this.all) each.panel.dispose();
  }
}
