import type * as vscode from 'vscode';
import type { AttendanceBook } from '../book/book';
import type { Text } from '../attendance/text';

/** The app that this window looks at. */
export interface OpenApp {
  readonly id: string;
  readonly name: string;
  readonly kind: 'sample' | 'app';
  readonly production: boolean;
  /** It is asked at a base URL of its own, and not at Stream's. */
  readonly hasOwnUrl: boolean;
  readonly book: AttendanceBook;
}

/** Why no app is open. */
export type NoApp =
  /** None was chosen or connected yet. */
  | { readonly reason: 'none' }
  /** The user said no, or closed a question. */
  | { readonly reason: 'declined' }
  | { readonly reason: 'failed'; readonly text: Text };

/** An app that could be opened. */
export interface KnownApp {
  readonly id: string;
  readonly name: string;
  readonly production: boolean;
}

export interface ActiveApp {
  /** What is open, without opening anything. */
  readonly current: OpenApp | undefined;
  /**
   * Opens the app that `rollcall.app` or the last choice names; single-flight. May ask (secret missing, production app
   * named by a workspace). After a change to no app it first answers why, without trying or asking again. Never called by `activate()`: the first view that becomes visible calls it.
   */
  open(): Promise<OpenApp | NoApp>;
  /** Whether an app of this id is connected, or the sample data's. Reads its profile; opens nothing. */
  has(id: string): Promise<boolean>;
  /** The connected app of this id, else of this name; the sample data by its id. Reads profiles; opens nothing. */
  find(nameOrId: string): Promise<KnownApp | undefined>;
  /**
   * The connected app of exactly this name, or the sample data's by its id. Reads profiles; opens nothing. Undefined: there
   * is none, or there are several.
   */
  named(name: string): Promise<KnownApp | undefined>;
  /** What `open()` would open, as far as profiles tell; opens nothing, and asks nothing. Undefined: nothing. */
  chosen(): Promise<KnownApp | undefined>;
  /** Makes another app the active one; `rollcall.app` is not written, the choice is kept for the workspace. */
  switchTo(id: string): Promise<OpenApp | NoApp>;
  /** Fires when the active app or its profile changed; the old book is disposed after the listeners ran. */
  readonly onDidChange: vscode.Event<OpenApp | undefined>;
}
