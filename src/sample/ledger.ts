import { asOf, figuresOf } from './figures';
import type { TrueFigures } from './figures';
import type { Quirks } from './options';
import type { CallPlan, Connection, Person, Ringing, Scenario, SessionPlan } from './truth';

/** A session as it truly stands at the clock's now. */
export interface TrueSession {
  readonly id: string;
  readonly cid: string;
  readonly callType: string;
  readonly callId: string;
  /** The first join, ms. */
  readonly startedAt: number;
  /** Ms; undefined: somebody is there still. */
  readonly lastLeaveAt: number | undefined;
  /** The last leave and the call's inactivity timeout, ms; undefined: not over yet. */
  readonly endedAt: number | undefined;
  readonly live: boolean;
  /** From when on Stream's figures are final, ms; undefined: not over yet. */
  readonly reportReadyAt: number | undefined;
  readonly reportReady: boolean;
  /** 90 days after the end, ms. */
  readonly rowsExpireAt: number | undefined;
  readonly rowsExpired: boolean;
  readonly ringing: Ringing | undefined;
  readonly livestream: boolean;
}

/**
 * What really happened, at the clock's now: which calls there are, which sessions took place, who was connected when,
 * on which device, and why each connection ended. The server's answers are derived from it and lose what Stream loses;
 * tests compare Rollcall with this, never with the answers.
 */
export interface Ledger {
  now(): number;
  calls(): readonly CallPlan[];
  call(cid: string): CallPlan | undefined;
  /** Sessions that have begun, newest start first; of all calls, or of one. */
  sessions(cid?: string): readonly TrueSession[];
  session(id: string): TrueSession | undefined;
  /** All connections of a session that had begun by then (now, where not given), by join, then by connection id. */
  connections(sessionId: string, at?: number): readonly Connection[];
  /** Who was connected at an instant: half-open, from the join on and not at the leave any more. */
  connectedAt(sessionId: string, at: number): readonly Connection[];
  figures(sessionId: string, at?: number): TrueFigures;
  person(id: string): Person | undefined;
  people(): readonly Person[];
}

export const dayMs = 86_400_000;
const rowsKeptMs = 90 * dayMs;

export function createLedger(build: () => Scenario, now: () => number, quirks: () => Quirks): Ledger {
  let built: Scenario | undefined;
  let index: Map<string, { plan: SessionPlan; call: CallPlan }> | undefined;
  let byCid: Map<string, CallPlan> | undefined;
  const scenario = (): Scenario => (built ??= build());
  const plans = (): Map<string, { plan: SessionPlan; call: CallPlan }> =>
    (index ??= new Map(
      scenario().calls.flatMap((call) => call.sessions.map((plan) => [plan.id, { plan, call }] as const)),
    ));
  const finalFigures = new Map<string, TrueFigures>();

  function isThere({ plan }: { plan: SessionPlan }): boolean {
    return plan.startedAt <= now() && (plan.onlyWith === undefined || plan.onlyWith(quirks()));
  }

  function sessionOf({ plan, call }: { plan: SessionPlan; call: CallPlan }): TrueSession {
    const at = now();
    const lag = quirks().endedAtLagSeconds;
    const endsAt =
      plan.lastLeaveAt === undefined
        ? Infinity
        : plan.lastLeaveAt + (lag === undefined ? plan.endLagMs : lag * 1000);
    const ended = endsAt <= at;
    return {
      id: plan.id,
      cid: call.cid,
      callType: call.type,
      callId: call.id,
      startedAt: plan.startedAt,
      lastLeaveAt: plan.lastLeaveAt !== undefined && plan.lastLeaveAt <= at ? plan.lastLeaveAt : undefined,
      endedAt: ended ? endsAt : undefined,
      live: !ended,
      reportReadyAt: ended ? endsAt + plan.reportAfterMs : undefined,
      reportReady: endsAt + plan.reportAfterMs <= at,
      rowsExpireAt: ended ? endsAt + rowsKeptMs : undefined,
      rowsExpired: endsAt + rowsKeptMs <= at,
      ringing: plan.ringing,
      livestream: plan.livestream,
    };
  }

  const ledger: Ledger = {
    now,
    calls: () => scenario().calls,
    call: (cid) => (byCid ??= new Map(scenario().calls.map((call) => [call.cid, call]))).get(cid),
    sessions(cid) {
      const found =
        cid === undefined
          ? [...plans().values()]
          : (ledger.call(cid)?.sessions ?? []).flatMap((plan) => plans().get(plan.id) ?? []);
      return found
        .filter(isThere)
        .map(sessionOf)
        .sort((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? -1 : 1));
    },
    session(id) {
      const found = plans().get(id);
      return found !== undefined && isThere(found) ? sessionOf(found) : undefined;
    },
    connections(sessionId, until = now()) {
      const at = Math.min(until, now());
      const found = plans().get(sessionId);
      if (found === undefined || !isThere(found)) return [];
      const all = found.plan.connections();
      // Past the last leave everything is as it was planned.
      return found.plan.lastLeaveAt !== undefined && found.plan.lastLeaveAt <= at ? all : asOf(all, at);
    },
    connectedAt: (sessionId, at) =>
      ledger
        .connections(sessionId, at)
        .filter((one) => one.joinedAt <= at && (one.leftAt === undefined || one.leftAt > at)),
    figures(sessionId, at = now()) {
      const plan = plans().get(sessionId)?.plan;
      const over = plan?.lastLeaveAt !== undefined && plan.lastLeaveAt <= at;
      const held = over ? finalFigures.get(sessionId) : undefined;
      if (held !== undefined) return held;
      const figures = figuresOf(ledger.connections(sessionId, at), at);
      if (over) finalFigures.set(sessionId, figures);
      return figures;
    },
    person: (id) => scenario().person(id),
    people: () => scenario().people,
  };
  return ledger;
}
