import * as v from 'valibot';
import type { Text, Translate } from '../attendance/text';
import { text } from '../attendance/text';
import { wrongPlaces } from '../shell/webview/wrong-places';
import { toHostSchema, type failureKinds, type ToPage } from './protocol/messages';
import type { PanelRequest } from './protocol/requests';

/** A request that cannot be answered, in words for who asked. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly kind: (typeof failureKinds)[number];
  readonly text: Text;

  constructor(kind: Refusal['kind'], words: Text) {
    super(words.message);
    this.kind = kind;
    this.text = words;
  }
}

/** What requests are answered from. */
export interface RequestHandler {
  /** The page listens from now on; it may say so again when VS Code made it anew. */
  ready(): void;
  /** @throws Refusal, or anything that went wrong */
  answer(request: PanelRequest, signal: AbortSignal): Promise<unknown>;
}

export interface ServerParts {
  readonly handler: RequestHandler;
  readonly post: (message: ToPage) => void;
  readonly say: Translate;
  /** For the log: which fields were wrong, never what stood in them. */
  readonly warn: (message: string) => void;
  /** A failure for the log: kind and place, no data. */
  readonly lineOf: (error: unknown) => string;
  /** A failure in words; empty: it was cancelled. */
  readonly wordsOf: (error: unknown) => string;
}

/**
 * Takes what the page says: validates it, answers each request once, and forgets those that are cancelled. What is not
 * understood is refused and logged, and nothing else happens.
 */
export class RequestServer {
  readonly #parts: ServerParts;
  readonly #running = new Map<number, AbortController>();
  #disposed = false;

  constructor(parts: ServerParts) {
    this.#parts = parts;
  }

  receive(message: unknown): void {
    const { handler, warn } = this.#parts;
    const parsed = v.safeParse(toHostSchema, message);
    if (!parsed.success) {
      warn(`panel: message refused: ${wrongPlaces(parsed.issues)}`);
      const id = requestId(message);
      if (id !== undefined)
        this.#fail(id, new Refusal('refused', text('Rollcall did not understand what its panel asked.')));
      return;
    }
    const said = parsed.output;
    switch (said.type) {
      case 'ready':
        this.#cancelAll();
        handler.ready();
        return;
      case 'request':
        void this.#answer(said.id, said.request);
        return;
      case 'cancel':
        this.#running.get(said.id)?.abort();
        return;
      case 'fault':
        warn(`panel: the page reports: ${said.message}`);
    }
  }

  dispose(): void {
    this.#disposed = true;
    this.#cancelAll();
  }

  async #answer(id: number, request: PanelRequest): Promise<void> {
    const { handler, warn } = this.#parts;
    if (this.#running.has(id)) {
      warn('panel: a request number was used twice');
      return;
    }
    const abort = new AbortController();
    this.#running.set(id, abort);
    try {
      const result = await handler.answer(request, abort.signal);
      if (!abort.signal.aborted) this.#post({ type: 'answer', id, result });
    } catch (error) {
      if (!abort.signal.aborted) this.#fail(id, error, request.method);
    } finally {
      if (this.#running.get(id) === abort) this.#running.delete(id);
    }
  }

  #fail(id: number, error: unknown, method?: string): void {
    const { say, warn, lineOf, wordsOf } = this.#parts;
    if (error instanceof Refusal) {
      this.#post({ type: 'failure', id, kind: error.kind, text: say(error.text) });
      return;
    }
    const words = wordsOf(error);
    if (words !== '') warn(`panel: ${method ?? 'a request'} failed: ${lineOf(error)}`);
    this.#post({ type: 'failure', id, kind: words === '' ? 'cancelled' : 'failed', text: words });
  }

  #post(message: ToPage): void {
    if (!this.#disposed) this.#parts.post(message);
  }

  #cancelAll(): void {
    for (const each of this.#running.values()) each.abort();
    this.#running.clear();
  }
}

/** The number of a request that was not understood, so that nobody waits for ever. */
function requestId(message: unknown): number | undefined {
  const parsed = v.safeParse(
    v.object({ type: v.literal('request'), id: v.pipe(v.number(), v.safeInteger()) }),
    message,
  );
  return parsed.success ? parsed.output.id : undefined;
}
