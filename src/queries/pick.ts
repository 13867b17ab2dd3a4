import * as vscode from 'vscode';
import type { Answered, Position } from '../stream-apps/asking';

export interface PickItem<T> extends vscode.QuickPickItem {
  readonly value: T;
  /** Does something and leaves the list open, instead of being the answer. */
  readonly run?: (() => void) | undefined;
}

export interface PickOptions<T> {
  readonly title: string;
  readonly placeholder: string;
  readonly items: readonly PickItem<T>[];
  /** Makes an item of what was typed, or undefined where that is nothing. It stands last and always shows. */
  readonly typed?: (words: string) => PickItem<T> | undefined;
  /** Brings more items while the list is open already. */
  readonly more?: (signal: AbortSignal) => Promise<readonly PickItem<T>[]>;
}

/** What a list shows now, in place of what it was opened with. */
export interface Shown<T> {
  readonly items: readonly PickItem<T>[];
  readonly busy?: boolean;
  readonly placeholder?: string;
  readonly title?: string;
}

/** Fills a list for as long as it is open. */
export interface Feed {
  /** What stands in the box changed. */
  type?(words: string): void;
  /** The list is closed: stop. */
  dispose(): void;
}

export interface ListOptions<T> extends PickOptions<T> {
  /** A step of several: "2/5", with a back button from the second on; it stays open when the focus goes elsewhere. */
  readonly position?: Position | undefined;
  /** What stands in the box at first. */
  readonly words?: string | undefined;
  /** The item to begin at; absent: the first one. */
  readonly isActive?: ((value: T) => boolean) | undefined;
  /** Shows other items while the list is open; `fail` closes it with what went wrong, `choose` with an answer. */
  readonly feed?:
    | ((show: (shown: Shown<T>) => void, fail: (error: unknown) => void, choose: (value: T) => void) => Feed)
    | undefined;
  /** A button of an item: answers what to close the list with, or undefined to leave it open. */
  readonly pressed?: ((value: T, button: vscode.QuickInputButton) => T | undefined) | undefined;
  /** Buttons of the list itself; they leave it open. */
  readonly buttons?: readonly { readonly button: vscode.QuickInputButton; run(): void }[] | undefined;
}

/**
 * A list to choose from that can take what is typed as an answer too, and fills while it is open.
 * Undefined: closed without a choice. A failure of `more` closes it and is thrown.
 */
export async function pickOne<T>(options: PickOptions<T>): Promise<T | undefined> {
  const answered = await askFromList(options);
  return answered.kind === 'answer' ? answered.value : undefined;
}

/** {@link pickOne} as a step of several, and with more to it. */
export async function askFromList<T>(options: ListOptions<T>): Promise<Answered<T>> {
  const pick = vscode.window.createQuickPick<PickItem<T>>();
  const abort = new AbortController();
  let items = options.items;
  // Nobody has looked at the list yet: it is to begin at its first item, or at the one asked for.
  let isFresh = true;
  let isFirst = true;
  const show = (): void => {
    const typed = pick.value.trim() === '' ? undefined : options.typed?.(pick.value.trim());
    const before = isFresh ? undefined : pick.activeItems[0];
    pick.keepScrollPosition = !isFresh;
    pick.items = typed === undefined ? items : [...items, { ...typed, alwaysShow: true }];
    // Items that arrive must not move the one that is about to be chosen; one that was made anew is told by its words.
    const active =
      before === undefined
        ? pick.items.find(
            ({ value, kind }) => isFirst && !isSeparator(kind) && options.isActive?.(value) === true,
          )
        : (pick.items.find((item) => item === before) ?? pick.items.find((item) => isSame(item, before)));
    if (active !== undefined) pick.activeItems = [active];
    if (!pick.items.some(({ kind }) => !isSeparator(kind))) return;
    isFresh = false;
    isFirst = false;
  };
  pick.title = options.title;
  pick.placeholder = options.placeholder;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  if (options.words !== undefined) pick.value = options.words;
  const { position, buttons = [] } = options;
  if (position !== undefined) {
    pick.ignoreFocusOut = true;
    // The only question is no step.
    if (position.of > 1) [pick.step, pick.totalSteps] = [position.step, position.of];
  }
  const back = position !== undefined && position.step > 1 ? [vscode.QuickInputButtons.Back] : [];
  pick.buttons = [...back, ...buttons.map(({ button }) => button)];
  let feed: Feed | undefined;
  try {
    return await new Promise<Answered<T>>((resolve, reject) => {
      const fail = (error: unknown): void => {
        reject(error instanceof Error ? error : new Error(String(error)));
      };
      pick.onDidChangeValue((words) => {
        if (feed?.type === undefined) {
          if (options.typed !== undefined) show();
          return;
        }
        // Other words, another list: what was chosen of the one before is not meant any more.
        isFresh = true;
        feed.type(words.trim());
      });
      pick.onDidAccept(() => {
        // Enter may come before the item of what was typed is on the screen.
        const words = pick.value.trim();
        const chosen = pick.selectedItems[0] ?? (words === '' ? undefined : options.typed?.(words));
        if (chosen?.run !== undefined) chosen.run();
        else if (chosen !== undefined) resolve({ kind: 'answer', value: chosen.value });
      });
      pick.onDidTriggerButton((button) => {
        if (button === vscode.QuickInputButtons.Back) resolve({ kind: 'back' });
        else buttons.find((each) => each.button === button)?.run();
      });
      pick.onDidTriggerItemButton(({ item, button }) => {
        const value = options.pressed?.(item.value, button);
        if (value !== undefined) resolve({ kind: 'answer', value });
      });
      pick.onDidHide(() => {
        resolve({ kind: 'cancelled' });
      });
      show();
      pick.show();
      feed = options.feed?.(
        (shown) => {
          if (abort.signal.aborted) return;
          items = shown.items;
          pick.busy = shown.busy ?? false;
          if (shown.placeholder !== undefined) pick.placeholder = shown.placeholder;
          if (shown.title !== undefined) pick.title = shown.title;
          show();
        },
        fail,
        (value) => {
          resolve({ kind: 'answer', value });
        },
      );
      if (options.words !== undefined) feed?.type?.(options.words.trim());
      if (options.more === undefined) return;
      pick.busy = true;
      options.more(abort.signal).then((more) => {
        items = more;
        pick.busy = false;
        show();
      }, fail);
    });
  } finally {
    abort.abort();
    feed?.dispose();
    pick.dispose();
  }
}

function isSeparator(kind: vscode.QuickPickItemKind | undefined): boolean {
  return kind === vscode.QuickPickItemKind.Separator;
}

function isSame(one: vscode.QuickPickItem, other: vscode.QuickPickItem): boolean {
  return (
    one.kind === other.kind &&
    one.label === other.label &&
    one.description === other.description &&
    one.detail === other.detail
  );
}
