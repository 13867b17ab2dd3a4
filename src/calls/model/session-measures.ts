import type { Pausing } from '../../attendance/figures/slices';
import type { SessionRef } from '../../attendance/call';
import type { RowContext, RowTable } from '../../attendance/row-table';
import type { SessionRows } from '../../book/book';
import type * as part from './measured-session';
import type { MeasuredSession } from './measured-session';

type MeasuringPart = typeof part;

/** More rows than this are measured in short stretches, and drawn when that is done. */
const rowsAtOnce = 12_000;

export interface MeasuringParts {
  /** Loads what measures, or has it. Asked once, at the first session to be measured. */
  readonly load: () => MeasuringPart | Promise<MeasuringPart>;
  readonly pausing: Pick<Pausing, 'now' | 'pause'>;
  /** Roles whose rows count as anonymous: the setting, asked at each look. */
  readonly anonymousRoles: () => ReadonlySet<string>;
  /** What could not be told at once can be told now. */
  readonly onReady: (session: SessionRef) => void;
  readonly onFailure: (error: unknown) => void;
}

interface Held {
  readonly revision: number;
  readonly sorted: boolean;
  readonly context: RowContext;
  readonly anonymousRoles: ReadonlySet<string>;
  readonly stop: AbortController;
  measured: MeasuredSession | undefined;
}

/** Measures each session once for each revision of its table and each thing that its rows are judged against. */
export class SessionMeasures {
  readonly #parts: MeasuringParts;
  readonly #held = new WeakMap<RowTable, Held>();
  #part: MeasuringPart | undefined;
  #loading: Promise<MeasuringPart> | undefined;

  constructor(parts: MeasuringParts) {
    this.#parts = parts;
  }

  /** What the rows held amount to; undefined: it is being measured, and `onReady` will tell. */
  of(rows: SessionRows, context: RowContext): MeasuredSession | undefined {
    const { table, complete: sorted } = rows;
    const anonymousRoles = this.#parts.anonymousRoles();
    const held = this.#held.get(table);
    if (
      held?.revision === table.revision &&
      held.sorted === sorted &&
      isSame(held.context, context) &&
      areSame(held.anonymousRoles, anonymousRoles)
    )
      return held.measured;
    held?.stop.abort();
    const fresh: Held = {
      revision: table.revision,
      sorted,
      context,
      anonymousRoles,
      stop: new AbortController(),
      measured: undefined,
    };
    this.#held.set(table, fresh);
    const measuring = this.#loaded();
    if (measuring !== undefined && table.length <= rowsAtOnce) {
      fresh.measured = measuring.measureSession({ rows: table, context, anonymousRoles }, sorted);
    } else {
      void this.#measure(fresh, rows);
    }
    return fresh.measured;
  }

  /** Rows of a group of {@link of}, in the order of time. */
  rowsOf(measured: MeasuredSession, group: MeasuredSession['groups'][number]): readonly number[] {
    return this.#part?.rowsOfGroup(measured, group) ?? [];
  }

  async #measure(fresh: Held, { table, session }: SessionRows): Promise<void> {
    const { context, anonymousRoles, sorted, stop } = fresh;
    const view = table.snapshot();
    try {
      const measuring = this.#part ?? (await this.#loading);
      if (measuring === undefined) return;
      this.#part = measuring;
      const pausing = { ...this.#parts.pausing, signal: stop.signal };
      fresh.measured = await measuring.measureSessionInSlices(
        { rows: view, context, anonymousRoles },
        sorted,
        pausing,
      );
    } catch (error) {
      if (stop.signal.aborted) return;
      // The next drawing tries again.
      this.#loading = undefined;
      this.#held.delete(table);
      this.#parts.onFailure(error);
      return;
    }
    this.#parts.onReady(session);
  }

  #loaded(): MeasuringPart | undefined {
    if (this.#part !== undefined || this.#loading !== undefined) return this.#part;
    const loaded = this.#parts.load();
    if (loaded instanceof Promise) this.#loading = loaded;
    else this.#part = loaded;
    return this.#part;
  }
}

function isSame(one: RowContext, other: RowContext): boolean {
  return (
    one.live === other.live &&
    one.asOf === other.asOf &&
    one.sessionStart === other.sessionStart &&
    one.sessionEnd === other.sessionEnd
  );
}

function areSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((role) => other.has(role));
}
