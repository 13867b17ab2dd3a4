import type { DecodedObject } from '../attendance/call';
import type { Window } from '../attendance/figures/placed-rows';
import type { Ms } from '../attendance/instant';
import { english, type Text } from '../attendance/text';

/** The key that we add to Stream's, last. */
export const ownKey = '_rollcall';

/** Where rows that leave Rollcall come from, and how far they can be trusted. */
export interface Provenance {
  readonly state: Text;
  /** The state, or the figures, may still change. */
  readonly provisional: boolean;
  readonly asOf: Ms | undefined;
  /** Rows in the document. */
  readonly rows: number;
  /** Rows that were read of the session. */
  readonly read: number;
  /** `total_participant_sessions`; undefined: not known. */
  readonly of: number | undefined;
  /** All rows of the session were read. */
  readonly complete: boolean;
  /** The row filter in force. */
  readonly filter: DecodedObject | undefined;
  /** The window that clips times; rows stay as they are. */
  readonly window?: Window | undefined;
  /** Which rows instead of all that the filter chose. */
  readonly narrowed?: Text | undefined;
  /** Name of the Stream app. */
  readonly app: string;
  /** Rollcall's version. */
  readonly version: string;
  /** What else a reader must know. */
  readonly notes: readonly Text[];
}

/** The document does not hold all rows that were read, or more is asked than what they are. */
export function isChosen({ rows, read, filter, window, narrowed }: Provenance): boolean {
  return rows !== read || filter !== undefined || window !== undefined || narrowed !== undefined;
}

/** The key may be left out (the user's setting) only where it says nothing that must be known. */
export function mustBeTold(from: Provenance): boolean {
  return !from.complete || from.provisional || from.notes.length > 0 || isChosen(from);
}

/** The value of {@link ownKey}, in English. What chose rows is told where something did. */
export function provenanceKey(from: Provenance): Readonly<Record<string, unknown>> {
  const { window, narrowed, notes } = from;
  const chosen = isChosen(from);
  return {
    state: english(from.state),
    asOf: isoInstant(from.asOf) ?? null,
    rows: from.rows,
    ...(chosen && { read: from.read }),
    of: from.of ?? null,
    filter: from.filter ?? null,
    ...(chosen && { window: window === undefined ? null : windowOf(window) }),
    ...(narrowed !== undefined && { narrowed: english(narrowed) }),
    app: from.app,
    version: from.version,
    ...(notes.length > 0 && { note: notesText(notes) }),
  };
}

function windowOf({ from, to }: Window): Readonly<Record<string, string | null>> {
  return { from: isoInstant(from) ?? null, to: isoInstant(to) ?? null };
}

/** What else a reader must know, in English; empty: nothing. */
export function notesText(notes: readonly Text[]): string {
  return notes.map(english).join(' ');
}

/** UTC, in ms; undefined where it is no instant. */
export function isoInstant(at: Ms | undefined): string | undefined {
  const date = new Date(at ?? NaN);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
