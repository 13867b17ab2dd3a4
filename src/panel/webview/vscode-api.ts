import type { ToHost } from '../protocol';

/** What VS Code gives the script of a webview, once. */
export interface VsCodeApi {
  postMessage(message: ToHost): void;
  /** Kept over a restart, for the serializer. */
  setState(state: unknown): void;
  /** What was kept last: also of a page that was thrown away while it was hidden. */
  getState(): unknown;
}

declare function acquireVsCodeApi(): VsCodeApi;

export function vsCodeApi(): VsCodeApi {
  return acquireVsCodeApi();
}
