import type { SessionRef } from '../../attendance/call';
import type { Text } from '../../attendance/text';
import type { OwnedRows } from '../pages/session-rows';
import { sessionKey } from '../state/session-key';
import type { Mark } from './marks';

/** An answer that Stream's filter chose, kept to be checked against all rows once they are at hand. */
export interface PushedAnswer {
  readonly filter: Readonly<Record<string, unknown>>;
  readonly keys: ReadonlySet<string>;
}

/** What plans remember of a connection: whether Stream's filters mean what they should, marks, answers to be checked. */
export interface PlanMemory {
  /** Why nothing is pushed down on this connection any more; undefined: it is trusted. */
  distrust: Text | undefined;
  mark(session: SessionRef, predicate: string): Mark | undefined;
  keepMark(session: SessionRef, predicate: string, mark: Mark): void;
  pushed(session: SessionRef): readonly PushedAnswer[];
  keepPushed(session: SessionRef, answer: PushedAnswer): void;
  forgetPushed(session: SessionRef): void;
  /** A filtered read that was stopped, to go on with. */
  unfinished(session: SessionRef, filter: string): OwnedRows | undefined;
  keepUnfinished(session: SessionRef, filter: string, rows: OwnedRows | undefined): void;
}

/** Sessions whose marks and answers are kept; the least recent ones are forgotten. */
const sessionsKept = 50;
const answersKept = 20;

interface Kept {
  readonly marks: Map<string, Mark>;
  pushed: PushedAnswer[];
  unfinished: { readonly filter: string; readonly rows: OwnedRows } | undefined;
}

export function createPlanMemory(): PlanMemory {
  const sessions = new Map<string, Kept>();

  function keptOf(session: SessionRef): Kept {
    const key = sessionKey(session);
    const kept = sessions.get(key) ?? { marks: new Map(), pushed: [], unfinished: undefined };
    sessions.delete(key);
    sessions.set(key, kept);
    const [oldest] = sessions.keys();
    if (sessions.size > sessionsKept && oldest !== undefined) sessions.delete(oldest);
    return kept;
  }

  return {
    distrust: undefined,
    mark: (session, predicate) => sessions.get(sessionKey(session))?.marks.get(predicate),
    keepMark(session, predicate, mark) {
      keptOf(session).marks.set(predicate, mark);
    },
    pushed: (session) => sessions.get(sessionKey(session))?.pushed ?? [],
    keepPushed(session, answer) {
      const kept = keptOf(session);
      kept.pushed = [...kept.pushed, answer].slice(-answersKept);
    },
    forgetPushed(session) {
      const kept = sessions.get(sessionKey(session));
      if (kept !== undefined) kept.pushed = [];
    },
    unfinished(session, filter) {
      const held = sessions.get(sessionKey(session))?.unfinished;
      return held?.filter === filter ? held.rows : undefined;
    },
    keepUnfinished(session, filter, rows) {
      keptOf(session).unfinished = rows && { filter, rows };
    },
  };
}
