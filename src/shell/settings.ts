import * as v from 'valibot';
import type { LabelSettings } from '../attendance/figures/lane-labels';

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
  readonly groupBy: Grouping;
  /** Where reconnects end and second devices begin; ms (the settings are in seconds). They change no figure. */
  readonly labels: LabelSettings;
  /** Roles whose rows count as anonymous, beside rows of `!anon` or without an id. */
  readonly anonymousRoles: ReadonlySet<string>;
  /** Names of people are asked for and shown beside their ids. */
  readonly names: boolean;
  /** Calls and sessions are recognised in code, logs and terminals. */
  readonly codeEnabled: boolean;
  /** A hover may send a request. */
  readonly askOnHover: boolean;
  onDidChange(listener: () => void): () => void;
}

export type TimeDisplay = 'local' | 'utc' | 'sinceStart';

/** What stands below a session: its rows as people joined, or its people with their rows. */
export type Grouping = 'join' | 'person';

/** Where settings come from: VS Code's configuration, section `rollcall`. */
export interface SettingsSource {
  /** The effective value, by its name without the `rollcall.` prefix; unknown, since anybody can write settings.json. */
  value(name: string): unknown;
  /** The default that package.json declares. */
  defaultValue(name: string): unknown;
  /** Fires when anything below `rollcall` changed. */
  onDidChange(listener: () => void): () => void;
}

/** The limits of numeric settings; package.json declares the same (a test holds them together). */
export const settingLimits = {
  pageSize: { least: 1, most: 100 },
  requestTimeout: { least: 1, most: 120 },
  'labels.reconnectGap': { least: 0, most: 3600 },
  'labels.ghostOverlap': { least: 0, most: 3600 },
} as const;

const grouping = v.picklist(['join', 'person']);
const roles = v.array(v.string());
const timeDisplay = v.picklist(['local', 'utc', 'sinceStart']);

/**
 * Settings over a source, read anew at each use. A number outside its limits is brought to the nearest one; a value of
 * another type counts as not set, and the default of package.json holds.
 * @throws Error when package.json declares no usable default: a mistake of ours, found by the manifest test.
 */
export function createSettings(source: SettingsSource): Settings {
  function read<T>(name: string, schema: v.GenericSchema<unknown, T>): T {
    const chosen = v.safeParse(schema, source.value(name));
    return chosen.success ? chosen.output : v.parse(schema, source.defaultValue(name));
  }
  function readNumber(name: keyof typeof settingLimits): number {
    const { least, most } = settingLimits[name];
    return Math.min(most, Math.max(least, read(name, v.pipe(v.number(), v.finite()))));
  }
  return {
    get app() {
      return read('app', v.string()).trim();
    },
    get time() {
      return read('time', timeDisplay);
    },
    get pageSize() {
      return Math.round(readNumber('pageSize'));
    },
    get requestTimeoutMs() {
      return Math.round(readNumber('requestTimeout') * 1000);
    },
    get addRollcallKey() {
      return read('json.addRollcallKey', v.boolean());
    },
    get groupBy() {
      return read('groupBy', grouping);
    },
    get labels() {
      return {
        reconnectGapMs: Math.round(readNumber('labels.reconnectGap') * 1000),
        ghostOverlapMs: Math.round(readNumber('labels.ghostOverlap') * 1000),
      };
    },
    get anonymousRoles() {
      return new Set(read('anonymousRoles', roles));
    },
    get names() {
      return read('names', v.boolean());
    },
    get codeEnabled() {
      return read('code.enabled', v.boolean());
    },
    get askOnHover() {
      return read('code.askOnHover', v.boolean());
    },
    onDidChange: (listener) => source.onDidChange(listener),
  };
}
