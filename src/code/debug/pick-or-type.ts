import * as vscode from 'vscode';

export interface Choosable<T> extends vscode.QuickPickItem {
  readonly value: T;
}

/** A list to choose from, where what is typed can be the answer, too. Undefined: closed without a choice. */
export async function pickOrType<T>(options: {
  readonly title: string;
  readonly placeholder: string;
  readonly items: readonly Choosable<T>[];
  /** Makes an item of what was typed, or undefined where that is no answer (nothing, too). It stands last and always shows. */
  typed(words: string): Choosable<T> | undefined;
}): Promise<T | undefined> {
  const pick = vscode.window.createQuickPick<Choosable<T>>();
  const show = (): void => {
    const words = pick.value.trim();
    const typed = options.typed(words);
    pick.items = typed === undefined ? options.items : [...options.items, { ...typed, alwaysShow: true }];
  };
  pick.title = options.title;
  pick.placeholder = options.placeholder;
  pick.matchOnDescription = true;
  pick.ignoreFocusOut = true;
  try {
    return await new Promise<T | undefined>((resolve) => {
      pick.onDidChangeValue(show);
      pick.onDidAccept(() => {
        // Enter may come before the item of what was typed is there.
        const chosen = pick.selectedItems[0] ?? options.typed(pick.value.trim());
        if (chosen !== undefined) resolve(chosen.value);
      });
      pick.onDidHide(() => {
        resolve(undefined);
      });
      show();
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}
