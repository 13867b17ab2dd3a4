import type { ToHost } from '../protocol';

/** What VS Code gives the script of a webview, once. */
export interface VsCodeApi {
  postMessage(message: ToHost): void;
  /** Kept while the page is hidden, and over a restart. */
  setState(state: unknown): void;
  /** What was kept; anything, or nothing. */
  getState(): unknown;
}

declare function acquireVsCodeApi(): VsCodeApi;

export function vsCodeApi(): VsCodeApi {
  return acquireVsCodeApi();
}
