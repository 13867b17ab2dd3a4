import type { Text } from '../attendance/text';
import type { AttendanceBook } from '../book/book';
import { isStreamFailure } from '../stream/errors';

/** Requests that hovering sends in one app before it sends none any more: its budget is the customer's own. */
const mostAsked = 200;

export interface AskingTimes {
  /** The mouse rests so long before anything is sent, ms. */
  readonly restMs: number;
  /** So long a request may take, ms. */
  readonly limitMs: number;
  /** Resolves after so many ms, or at once when the signal aborts. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** The questions of hovers in one app: one request for each call, whatever comes of it. */
export class HoverAsking {
  readonly #book: AttendanceBook;
  readonly #times: AskingTimes;
  readonly #asked = new Map<string, Promise<Text | undefined>>();

  constructor(book: AttendanceBook, times: AskingTimes) {
    this.#book = book;
    this.#times = times;
  }

  /**
   * Asks for a call, unless that was done before; the answer is in the book then. Answers why there is none.
   * @param left aborts when nobody looks any more: nothing is sent then, or the answer is not waited for
   */
  async ask(cid: string, left: AbortSignal): Promise<Text | undefined> {
    const { wait, restMs } = this.#times;
    if (!this.#asked.has(cid)) {
      await wait(restMs, left);
      if (left.aborted) return undefined;
    }
    let answer = this.#asked.get(cid);
    if (answer === undefined) {
      if (this.#asked.size >= mostAsked) return undefined;
      answer = this.#send(cid);
      this.#asked.set(cid, answer);
    }
    const gone = new AbortController();
    try {
      return await Promise.race([
        answer,
        wait(this.#times.limitMs, AbortSignal.any([left, gone.signal])).then(() => undefined),
      ]);
    } finally {
      gone.abort();
    }
  }

  async #send(cid: string): Promise<Text | undefined> {
    const [over, answered] = [new AbortController(), new AbortController()];
    void this.#times.wait(this.#times.limitMs, answered.signal).then(() => {
      over.abort();
    });
    try {
      await this.#book.readCall(cid, { signal: over.signal });
      return undefined;
    } catch (error) {
      if (!isStreamFailure(error)) throw error;
      return error.kind === 'cancelled' ? undefined : error.text;
    } finally {
      answered.abort();
    }
  }
}
