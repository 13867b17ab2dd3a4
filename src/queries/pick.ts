import * as vscode from 'vscode';

export interface PickItem<T> extends vscode.QuickPickItem {
  readonly value: T;
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

/**
 * A list to choose from that can take what is typed as an answer too, and fills while it is open.
 * Undefined: closed without a choice. A failure of `more` closes it and is thrown.
 */
export async function pickOne<T>(options: PickOptions<T>): Promise<T | undefined> {
  const pick = vscode.window.createQuickPick<PickItem<T>>();
  const abort = new AbortController();
  let items = options.items;
  const show = (): void => {
    const typed = pick.value.trim() === '' ? undefined : options.typed?.(pick.value.trim());
    const active = pick.activeItems[0];
    pick.items = typed === undefined ? items : [...items, { ...typed, alwaysShow: true }];
    // Items that arrive must not move the one that is about to be chosen.
    if (active !== undefined && pick.items.includes(active)) pick.activeItems = [active];
  };
  pick.title = options.title;
  pick.placeholder = options.placeholder;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  try {
    return await new Promise<T | undefined>((resolve, reject) => {
      pick.onDidChangeValue(show);
      pick.onDidAccept(() => {
        const chosen = pick.selectedItems[0];
        if (chosen !== undefined) resolve(chosen.value);
      });
      pick.onDidHide(() => {
        resolve(undefined);
      });
      show();
      pick.show();
      if (options.more === undefined) return;
      pick.busy = true;
      options.more(abort.signal).then(
        (more) => {
          items = more;
          pick.busy = false;
          show();
        },
        (error: unknown) => {
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
    });
  } finally {
    abort.abort();
    pick.dispose();
  }
}
