/** What VS Code gives the script of a webview, once. `ToHost`: what this page says to its host. */
export interface VsCodeApi<ToHost> {
  postMessage(message: ToHost): void;
  /** Kept while the page is hidden, and over a restart. */
  setState(state: unknown): void;
  /** What was kept; anything, or nothing. */
  getState(): unknown;
}

declare function acquireVsCodeApi(): VsCodeApi<unknown>;

export function vsCodeApi(): VsCodeApi<unknown> {
  return acquireVsCodeApi();
}
