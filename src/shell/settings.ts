/** Settings, typed and validated; defaults come from package.json alone. */
export interface Settings {
  /** `rollcall.app`; empty: the app chosen last. Reads as its default in an untrusted workspace. */
  readonly app: string;
  readonly time: TimeDisplay;
  /** 1–100. */
  readonly pageSize: number;
  /** Milliseconds (the setting is in seconds). */
  readonly requestTimeoutMs: number;
  readonly addRollcallKey: boolean;
  onDidChange(listener: () => void): () => void;
}

export type TimeDisplay = 'local' | 'utc' | 'sinceStart';
