import type { Telling } from '../../attendance/figures/figure-words';
import type { LabelSettings } from '../../attendance/figures/lane-labels';
import type { Pausing } from '../../attendance/figures/slices';
import type { Ms } from '../../attendance/instant';
import type { Translate } from '../../attendance/text';
import type { TimeShow } from '../../attendance/time-text';
import type { Act } from '../../shell/problem';
import type { ToPage } from '../protocol/messages';
import type { PanelRequest } from '../protocol/requests';
import type { PanelApp } from './panel-app';
import type { PanelView } from './panel-view';
import type { SavedState } from './saved-state';

/** What the model needs from VS Code's side. */
export interface PanelParts {
  readonly say: Translate;
  /** A BCP 47 tag. */
  readonly locale: string;
  /** IANA name of this computer's zone. */
  readonly zone: string;
  /** How times are shown where the panel was told nothing else. */
  readonly display: () => TimeShow['display'];
  readonly labels: () => LabelSettings;
  readonly anonymousRoles: () => ReadonlySet<string>;
  /** Whether names are asked for and shown beside ids. */
  readonly names: () => boolean;
  /** This computer's clock, ms: throttles progress and counts down waits. */
  readonly localNow: () => Ms;
  readonly pausing: Pausing;
  /** Translations of the page's words. */
  readonly messages: Readonly<Record<string, string>>;
  readonly post: (message: ToPage) => void;
  /** For the log. */
  readonly warn: (message: string) => void;
  /** Calls again and again, until it is told to stop: waits are counted down by it. */
  readonly every: (ms: number, run: () => void) => () => void;
  /** Asked before a large read of a production app. */
  readonly mayRead: (app: PanelApp, requests: number) => Promise<boolean>;
  /** Runs an act of a problem. */
  readonly act: (act: Act, again: () => Promise<void>) => Promise<void>;
  /** Clipboard, files and sidebar. @returns what there is to say */
  readonly handOver: (request: HandOverRequest, subject: HandOverSubject) => Promise<string>;
}

/** What leaves the panel. */
export type HandOverRequest = Extract<
  PanelRequest,
  {
    method: 'copyRows' | 'copyPart' | 'copyFigures' | 'copyPeople' | 'exportRows' | 'savePicture' | 'reveal';
  }
>;

/** What is handed over, and from where. */
export interface HandOverSubject {
  readonly app: PanelApp | undefined;
  readonly saved: SavedState;
  /** Undefined: nothing was computed yet. */
  readonly view: PanelView | undefined;
  readonly telling: Telling;
}
