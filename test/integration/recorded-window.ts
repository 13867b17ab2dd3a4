import Module from 'node:module';
import { sep } from 'node:path';
import type * as vscode from 'vscode';

/** A message that the extension showed. */
export interface Message {
  readonly severity: 'error' | 'warning' | 'information';
  readonly text: string;
  /** Titles of its buttons, in their order. */
  readonly buttons: readonly string[];
  readonly modal: boolean;
}

/** An input box or a pick with steps, as the extension put it on the screen. */
export type ShownInput = vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>;

/** What one extension does with `vscode.window`, on its way to the real one. */
export interface RecordedWindow {
  /** The tree data providers, by the id of their view. */
  readonly trees: ReadonlyMap<string, vscode.TreeDataProvider<unknown>>;
  /** Every message since the start, oldest first. */
  readonly messages: readonly Message[];
  /** The next message with this button is answered by pressing it. */
  press(button: string): void;
  /** The next list of choices is answered by the one with this label. */
  choose(label: string): void;
  /** The next input box or pick that is shown; one that is shown already and was not asked for yet, at once. */
  nextInput(): Promise<ShownInput>;
  /** How many input boxes and picks were shown since the start. */
  readonly inputs: number;
}

type Vscode = typeof vscode;
type Load = (this: unknown, request: string, parent: unknown, ...more: readonly unknown[]) => unknown;
type Show = (text: string, ...rest: readonly unknown[]) => Promise<unknown>;

function hasLoad(module: object): module is { _load: Load } {
  return '_load' in module && typeof module._load === 'function';
}

function fileOf(parent: unknown): string {
  return typeof parent === 'object' &&
    parent !== null &&
    'filename' in parent &&
    typeof parent.filename === 'string'
    ? parent.filename
    : '';
}

function titleOf(button: unknown): string | undefined {
  if (typeof button === 'string') return button;
  return typeof button === 'object' && button !== null && 'title' in button
    ? String(button.title)
    : undefined;
}

/**
 * Stands between an extension and `vscode.window` from now on. Everything still reaches the real window; what a test
 * cannot see there (the text of a message, the nodes of a tree) is kept, and what only a person can do (press a button,
 * choose from a list) is done by the test. To be called before the extension is loaded.
 */
export function recordWindow(extensionPath: string): RecordedWindow {
  const trees = new Map<string, vscode.TreeDataProvider<unknown>>();
  const messages: Message[] = [];
  const presses: string[] = [];
  const choices: string[] = [];
  const shown: ShownInput[] = [];
  const waiting: ((input: ShownInput) => void)[] = [];
  let inputs = 0;

  const recordMessage =
    (severity: Message['severity'], show: Show): Show =>
    async (text, ...rest) => {
      const buttons = rest.flatMap((each) => titleOf(each) ?? []);
      const modal = rest.some((each) => typeof each === 'object' && each !== null && 'modal' in each);
      messages.push({ severity, text, buttons, modal });
      const at = presses.findIndex((press) => buttons.includes(press));
      if (at === -1) return await show(text, ...rest);
      const [pressed] = presses.splice(at, 1);
      return rest.find((each) => titleOf(each) === pressed);
    };

  function noteShown<T extends ShownInput>(input: T): T {
    const show = input.show.bind(input);
    input.show = () => {
      show();
      inputs += 1;
      const next = waiting.shift();
      if (next === undefined) shown.push(input);
      else next(input);
    };
    return input;
  }

  function recorded(real: Vscode): Vscode {
    const { window } = real;
    const own: Record<string, unknown> = {
      createTreeView(id: string, options: vscode.TreeViewOptions<unknown>) {
        trees.set(id, options.treeDataProvider);
        return window.createTreeView(id, options);
      },
      showErrorMessage: recordMessage('error', window.showErrorMessage as Show),
      showWarningMessage: recordMessage('warning', window.showWarningMessage as Show),
      showInformationMessage: recordMessage('information', window.showInformationMessage as Show),
      async showQuickPick(
        items: readonly vscode.QuickPickItem[] | Promise<readonly vscode.QuickPickItem[]>,
        options?: vscode.QuickPickOptions,
      ) {
        const label = choices.shift();
        if (label === undefined) return await window.showQuickPick(items, options);
        const all = await items;
        const chosen = all.find((item) => item.label === label);
        if (chosen === undefined)
          throw new Error(`There is no choice “${label}”, but ${all.map((item) => item.label).join(', ')}.`);
        return chosen;
      },
      createInputBox: () => noteShown(window.createInputBox()),
      createQuickPick: () => noteShown(window.createQuickPick()),
    };
    const recordingWindow = new Proxy(Object.create(null) as typeof window, {
      get: (_, name) => {
        const found: unknown =
          typeof name === 'string' && name in own ? own[name] : Reflect.get(window, name);
        return found;
      },
      has: (_, name) => name in window,
    });
    return { ...real, window: recordingWindow };
  }

  if (!hasLoad(Module)) throw new Error('Node’s module loader has changed: the window cannot be recorded.');
  const load = Module._load;
  let handedOut: { readonly real: unknown; readonly recorded: Vscode } | undefined;
  Module._load = function (request, parent, ...more) {
    const loaded = load.call(this, request, parent, ...more);
    if (request !== 'vscode' || !fileOf(parent).startsWith(extensionPath + sep)) return loaded;
    if (handedOut === undefined || handedOut.real !== loaded)
      handedOut = { real: loaded, recorded: recorded(loaded as Vscode) };
    return handedOut.recorded;
  };

  return {
    trees,
    messages,
    press: (button) => void presses.push(button),
    choose: (label) => void choices.push(label),
    nextInput() {
      const input = shown.shift();
      return input === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(input);
    },
    get inputs() {
      return inputs;
    },
  };
}
