import { isCancelled } from '../../stream/errors';
import type { ProbeOperation, ProbeOutcome, StreamVideo, Wait } from '../../stream/stream-video';
import type { Answer, Because } from './answers';
import { untold } from './answers';
import type { QuestionId } from './questions';

/** Why the asking ends before the last question. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
  readonly why: 'cancelled' | 'enough' | 'refused';

  constructor(why: 'cancelled' | 'enough' | 'refused') {
    super(why);
    this.why = why;
  }
}

export interface AskProgress {
  readonly asked: number;
  readonly of: number;
  readonly wait: Wait | undefined;
}

export interface AskOptions {
  readonly most: number;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((progress: AskProgress) => void) | undefined;
}

/** What a check needs of the door: one kind of request. */
export type Prober = Pick<StreamVideo, 'probe'>;

/** Sends the probes of one check, counts them, and keeps the answers. */
export class Asker {
  readonly answers = new Map<QuestionId, Answer>();
  /** Every outcome, in order: headers and error bodies are judged over all of them. */
  readonly outcomes: { readonly operation: ProbeOperation['name']; readonly outcome: ProbeOutcome }[] = [];
  readonly #stream: Prober;
  readonly #options: AskOptions;

  constructor(stream: Prober, options: AskOptions) {
    this.#stream = stream;
    this.#options = options;
  }

  /** @throws Stopped when the check was cancelled, has sent its most requests, or the key was refused */
  async ask(operation: ProbeOperation): Promise<ProbeOutcome> {
    const { most, signal, onProgress } = this.#options;
    if (signal?.aborted === true) throw new Stopped('cancelled');
    if (this.outcomes.length >= most) throw new Stopped('enough');
    const asked = this.outcomes.length;
    try {
      const outcome = await this.#stream.probe(operation, {
        signal,
        onWait: (wait) => onProgress?.({ asked, of: most, wait }),
      });
      this.outcomes.push({ operation: operation.name, outcome });
      onProgress?.({ asked: asked + 1, of: most, wait: undefined });
      if (outcome.status === 401) throw new Stopped('refused');
      return outcome;
    } catch (error) {
      if (isCancelled(error)) throw new Stopped('cancelled');
      throw error;
    }
  }

  tell(question: QuestionId, answer: Answer): void {
    this.answers.set(question, answer);
  }

  /** Tells a question only if nothing was told yet. */
  tellFirst(question: QuestionId, answer: Answer): void {
    if (!this.answers.has(question)) this.answers.set(question, answer);
  }
}

/** Undefined for an answer with a body; else why nothing can be told from the outcome. A refusal is an answer. */
export function unanswered(outcome: ProbeOutcome): Answer | undefined {
  if (outcome.cause === 'ok') return undefined;
  if (
    outcome.cause === 'http' &&
    outcome.status !== undefined &&
    outcome.status >= 400 &&
    outcome.status < 500
  ) {
    return outcome.status === 429
      ? untold('Stream answered with a server error or the rate limit')
      : { kind: 'refused', status: outcome.status, code: outcome.code };
  }
  const because: Because =
    outcome.cause === 'http'
      ? 'Stream answered with a server error or the rate limit'
      : outcome.cause === 'body'
        ? 'the answer was no JSON'
        : 'no answer came';
  return untold(because);
}
