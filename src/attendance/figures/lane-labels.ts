import type { WholeTimes } from './whole-times';

/** How a row follows the person's earlier rows (rule 13). It changes no figure. */
export type LaneLabel =
  /** The person's first row in the window. */
  | 'first'
  /** The same connection by its unified session id. */
  | 'reconnect'
  /** A short gap, or none. */
  | 'likely-reconnect'
  /** A longer gap. */
  | 'rejoin'
  /** A short overlap: the earlier connection was not closed yet. */
  | 'ghost'
  /** A longer overlap: a second device, or an account that two people share. */
  | 'second-device';

/** Where rule 13 draws its lines, ms. */
export interface LabelSettings {
  /** A gap of at most this is a likely reconnect. */
  readonly reconnectGapMs: number;
  /** An overlap of at most this is a ghost. */
  readonly ghostOverlapMs: number;
}

export const defaultLabels: LabelSettings = { reconnectGapMs: 60_000, ghostOverlapMs: 210_000 };

/** Two readings of rule 13: by certain ends, and by up-to ends, where an unknown tail lasts for ever. */
export interface RowLabels {
  readonly label: LaneLabel;
  readonly upToLabel: LaneLabel;
}

/** The labels of one person's rows, asked for in the order of their starts. */
export class Labelling {
  readonly #settings: LabelSettings;
  readonly #connections = new Set<string>();
  #certain = -Infinity;
  #upTo = -Infinity;

  constructor(settings: LabelSettings) {
    this.#settings = settings;
  }

  /** @param connection the row's unified session id, where it was asked for */
  next({ start, certainEnd, upToEnd }: WholeTimes, connection: string | undefined): RowLabels {
    const last = Number.isNaN(upToEnd) ? Infinity : upToEnd;
    const isKnown = connection !== undefined && connection !== '';
    const labels: RowLabels =
      isKnown && this.#connections.has(connection)
        ? { label: 'reconnect', upToLabel: 'reconnect' }
        : {
            label: this.#label(this.#certain, start, certainEnd),
            upToLabel: this.#label(this.#upTo, start, last),
          };
    if (isKnown) this.#connections.add(connection);
    this.#certain = Math.max(this.#certain, certainEnd);
    this.#upTo = Math.max(this.#upTo, last);
    return labels;
  }

  /** @param earlier the latest end of the earlier rows; −∞: there are none */
  #label(earlier: number, start: number, end: number): LaneLabel {
    if (earlier === -Infinity) return 'first';
    if (earlier <= start)
      return start - earlier <= this.#settings.reconnectGapMs ? 'likely-reconnect' : 'rejoin';
    return Math.min(earlier, end) - start <= this.#settings.ghostOverlapMs ? 'ghost' : 'second-device';
  }
}
