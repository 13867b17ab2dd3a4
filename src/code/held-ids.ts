import { cidOf, splitCid, type Call, type SessionRef } from '../attendance/call';
import type { AttendanceBook, BookChange, Session } from '../book/book';
import type { KnownIds } from './text/find';

/** Lists of calls longer than this are looked at for their own ids alone: each session list of theirs costs something. */
const callsWithSessions = 300;

/** What a book holds, as the recogniser needs it: built when it is asked for, anew after the book changed. Asks for nothing. */
export class HeldIds {
  readonly #book: AttendanceBook;
  readonly #stop: () => void;
  /** Calls that the book told of, be they in its lists or not: those opened by their id are in none. */
  readonly #heardOf = new Set<string>();
  /** Sessions that rows were read of, by their keys: one opened by its id need not be in any list. */
  readonly #opened = new Map<string, SessionRef>();
  #known: KnownIds | undefined;

  /** @param onChange the book told of something: what is recognised may be more now */
  constructor(book: AttendanceBook, onChange: () => void) {
    this.#book = book;
    this.#stop = book.onDidChange((change) => {
      const cid = cidOfChange(change);
      if (cid !== undefined) this.#heardOf.add(cid);
      if (change.what === 'rows') {
        const key = JSON.stringify([cid, change.session.sessionId]);
        // Its next pages bring no new ids.
        if (this.#opened.has(key)) return;
        if (book.session(change.session) === undefined) return;
        this.#opened.set(key, change.session);
      }
      this.#known = undefined;
      onChange();
    });
  }

  get known(): KnownIds {
    return (this.#known ??= this.#build());
  }

  dispose(): void {
    this.#stop();
  }

  #build(): KnownIds {
    const types = new Set<string>();
    const cids = new Set<string>();
    const sessions = new Map<string, SessionRef[]>();
    const addCid = (cid: string): void => {
      const call = splitCid(cid);
      if (call === undefined || cids.has(cid)) return;
      cids.add(cid);
      types.add(call.callType);
    };
    const addSession = ({ callType, callId, sessionId }: SessionRef): void => {
      if (sessionId === '') return;
      addCid(cidOf({ callType, callId }));
      const same = sessions.get(sessionId) ?? [];
      if (same.some((one) => one.callType === callType && one.callId === callId)) return;
      sessions.set(sessionId, [...same, { callType, callId, sessionId }]);
    };
    const addCall = (call: Call): void => {
      addCid(call.cid);
      if (call.session !== undefined) addSession({ ...call, sessionId: call.session.id });
    };
    const addSessionsOf = (cid: string): void => {
      this.#book.sessionsOf(cid).items.forEach(addSession);
    };
    this.#book.calls.items.forEach(addCall);
    this.#book.recent.items.forEach((session: Session) => {
      addSession(session);
    });
    for (const { cid } of this.#book.calls.items.slice(0, callsWithSessions)) addSessionsOf(cid);
    for (const cid of this.#heardOf) {
      const call = this.#book.call(cid);
      if (call !== undefined) addCall(call);
      // What was only asked for and is not there is no call of the app.
      addSessionsOf(cid);
    }
    for (const ref of this.#opened.values()) addSession(ref);
    return { types, cids, sessions };
  }
}

function cidOfChange(change: BookChange): string | undefined {
  switch (change.what) {
    case 'calls':
    case 'recent':
      return undefined;
    case 'call':
    case 'sessions':
      return change.cid;
    case 'session':
    case 'rows':
      return cidOf(change.session);
  }
}
