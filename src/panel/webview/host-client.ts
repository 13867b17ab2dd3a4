import * as v from 'valibot';
import { text } from '../../attendance/text';
import { answerSchemas, type AnswerOf } from '../protocol/answers';
import { toPageSchema, type failureKinds, type ToHost, type ToPage } from '../protocol/messages';
import type { PanelMethod, PanelRequest } from '../protocol/requests';
import { wrongPlaces } from '../../shell/webview/wrong-places';
import { say } from '../../shell/webview/page-words';

/** Why the host did not answer. `stale`: a newer snapshot is on its way. */
export class HostFailure extends Error {
  override readonly name = 'HostFailure';
  readonly kind: (typeof failureKinds)[number];

  constructor(kind: HostFailure['kind'], words: string) {
    super(words);
    this.kind = kind;
  }
}

/** Where messages go to. */
export interface HostPort {
  post(message: ToHost): void;
}

export interface AskOptions {
  readonly signal?: AbortSignal | undefined;
}

/** What the host pushes. */
export type Pushed = Exclude<ToPage, { type: 'answer' | 'failure' }>;

interface Waiting {
  readonly method: PanelMethod;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (failure: HostFailure) => void;
}

/** Asks the host and validates what it says. A message that nobody understands is reported and left alone. */
export class HostClient {
  readonly #port: HostPort;
  readonly #onPush: (pushed: Pushed) => void;
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;

  constructor(port: HostPort, onPush: (pushed: Pushed) => void) {
    this.#port = port;
    this.#onPush = onPush;
  }

  /**
   * Asks; the signal cancels.
   * @throws HostFailure
   */
  ask<R extends PanelRequest>(request: R, { signal }: AskOptions = {}): Promise<AnswerOf<R['method']>> {
    const id = this.#next++;
    const answered = new Promise<AnswerOf<R['method']>>((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(cancelled());
        return;
      }
      const onAbort = (): void => {
        if (!this.#waiting.delete(id)) return;
        this.#port.post({ type: 'cancel', id });
        reject(cancelled());
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      const over = (): void => {
        signal?.removeEventListener('abort', onAbort);
      };
      this.#waiting.set(id, {
        method: request.method,
        resolve: (answer) => {
          over();
          const schema: v.GenericSchema<unknown, AnswerOf<R['method']>> = answerSchemas[request.method];
          const parsed = v.safeParse(schema, answer);
          if (parsed.success) {
            resolve(parsed.output);
            return;
          }
          this.#report(`answer to ${request.method} refused: ${wrongPlaces(parsed.issues)}`);
          reject(new HostFailure('failed', say(text('The answer was not understood.'))));
        },
        reject: (failure) => {
          over();
          reject(failure);
        },
      });
      this.#port.post({ type: 'request', id, request });
    });
    return answered;
  }

  /** Takes a message from the host. An answer that nobody waits for any more is dropped. */
  receive(message: unknown): void {
    const parsed = v.safeParse(toPageSchema, message);
    if (!parsed.success) {
      this.#report(`message refused: ${wrongPlaces(parsed.issues)}`);
      return;
    }
    const said = parsed.output;
    if (said.type !== 'answer' && said.type !== 'failure') {
      this.#onPush(said);
      return;
    }
    const waiting = this.#waiting.get(said.id);
    this.#waiting.delete(said.id);
    if (said.type === 'answer') waiting?.resolve(said.result);
    else waiting?.reject(new HostFailure(said.kind, said.text));
  }

  #report(message: string): void {
    this.#port.post({ type: 'fault', message: message.slice(0, 1000) });
  }
}

function cancelled(): HostFailure {
  return new HostFailure('cancelled', '');
}
