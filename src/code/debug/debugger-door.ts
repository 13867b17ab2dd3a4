import * as v from 'valibot';
import { text } from '../../attendance/text';
import { Problem } from '../../shell/problem';
import { StreamFailure } from '../../stream/errors';

/** A variable or an expression with its value, as a debug adapter shows it. */
export interface DebugVariable {
  readonly name: string;
  /** With the adapter's quotes, and perhaps cut off. */
  readonly value: string;
  readonly type?: string | undefined;
  /** The expression that evaluates to it. */
  readonly evaluateName?: string | undefined;
  /** Over 0: it has fields, to be asked for by this number. */
  readonly variablesReference?: number | undefined;
}

/** What of a debug session is used; `vscode.DebugSession` is one. */
export interface DebugTalk {
  customRequest(command: string, args: unknown): PromiseLike<unknown>;
}

/** An adapter that has not answered by then is not waited for. */
const patienceMs = 5000;
/** As many fields of one object are looked at. */
const mostFields = 100;
const mostScopes = 4;

const variableSchema = v.object({
  name: v.string(),
  value: v.string(),
  type: v.fallback(v.optional(v.string()), undefined),
  evaluateName: v.fallback(v.optional(v.string()), undefined),
  variablesReference: v.fallback(v.optional(v.number()), undefined),
});
const variablesSchema = v.object({ variables: v.array(v.unknown()) });
const scopesSchema = v.object({
  scopes: v.array(
    v.object({
      variablesReference: v.number(),
      presentationHint: v.fallback(v.optional(v.string()), undefined),
      expensive: v.fallback(v.optional(v.boolean()), undefined),
    }),
  ),
});
const evaluatedSchema = v.object({
  result: v.string(),
  type: v.fallback(v.optional(v.string()), undefined),
  variablesReference: v.fallback(v.optional(v.number()), undefined),
});
/** What VS Code's menus of Variables and Watch hand over. */
const menuSchema = v.object({ sessionId: v.string(), variable: variableSchema });

/** The variable of a menu with the id of its debug session. Undefined: a run from the palette, or anything else. */
export function readMenuVariable(
  argument: unknown,
): { readonly sessionId: string; readonly variable: DebugVariable } | undefined {
  const parsed = v.safeParse(menuSchema, argument);
  return parsed.success ? parsed.output : undefined;
}

/**
 * Asks a debug adapter: bounded, with an end, and never trusting what comes. Every question fails with a `Problem` in
 * words when the adapter does not answer in time or answers that it cannot, and as `cancelled` when `signal` aborts. One that
 * was late once is not waited for again.
 */
export class DebuggerDoor {
  readonly #session: DebugTalk;
  readonly #frameId: number | undefined;
  readonly #signal: AbortSignal | undefined;
  readonly #patienceMs: number;
  /** It did not answer in time once: adapters answer in turn, so that the next question would wait as well. */
  #isLate = false;

  /** @param options `frameId`: where names are looked up; absent: globally. `patienceMs` is for tests */
  constructor(
    session: DebugTalk,
    options: {
      readonly frameId?: number | undefined;
      readonly signal?: AbortSignal | undefined;
      readonly patienceMs?: number;
    } = {},
  ) {
    this.#session = session;
    this.#frameId = options.frameId;
    this.#signal = options.signal;
    this.#patienceMs = options.patienceMs ?? patienceMs;
  }

  /** @param context `clipboard`: the whole value; `watch`: as it is shown, with the number of its fields */
  async evaluate(expression: string, context: 'clipboard' | 'watch'): Promise<DebugVariable> {
    const frame = this.#frameId === undefined ? {} : { frameId: this.#frameId };
    const answer = await this.#ask('evaluate', { expression, context, ...frame }, evaluatedSchema);
    return {
      name: expression,
      value: answer.result,
      type: answer.type,
      evaluateName: expression,
      variablesReference: answer.variablesReference,
    };
  }

  /** The first 100 fields; those that are none of the protocol's are left out. */
  async fields(variablesReference: number): Promise<readonly DebugVariable[]> {
    const { variables } = await this.#ask(
      'variables',
      { variablesReference, start: 0, count: mostFields },
      variablesSchema,
    );
    return variables.slice(0, mostFields).flatMap((variable) => {
      const parsed = v.safeParse(variableSchema, variable);
      return parsed.success ? [parsed.output] : [];
    });
  }

  /** The numbers of the frame's scopes, the nearest first, without those that are dear to read, such as globals. */
  async localScopes(): Promise<readonly number[]> {
    if (this.#frameId === undefined) return [];
    const { scopes } = await this.#ask('scopes', { frameId: this.#frameId }, scopesSchema);
    return scopes
      .filter(
        (scope) =>
          scope.expensive !== true &&
          scope.variablesReference > 0 &&
          !/^(?:globals|registers)$/.test(scope.presentationHint ?? ''),
      )
      .slice(0, mostScopes)
      .map((scope) => scope.variablesReference);
  }

  async #ask<const TSchema extends v.GenericSchema>(
    command: string,
    args: unknown,
    schema: TSchema,
  ): Promise<v.InferOutput<TSchema>> {
    const parsed = v.safeParse(schema, await this.#answer(command, args));
    if (!parsed.success)
      throw new Problem(text('The debugger gave an answer that is not understood. Copy the id by hand.'));
    return parsed.output;
  }

  async #answer(command: string, args: unknown): Promise<unknown> {
    if (this.#isLate) throw this.#late();
    let timer: NodeJS.Timeout | undefined;
    let stop: (() => void) | undefined;
    const end = new Promise<never>((_resolve, reject) => {
      stop = () => {
        reject(new StreamFailure('cancelled', text('The debugger is not waited for any more.')));
      };
      timer = setTimeout(() => {
        this.#isLate = true;
        reject(this.#late());
      }, this.#patienceMs);
      if (this.#signal?.aborted === true) stop();
      else this.#signal?.addEventListener('abort', stop, { once: true });
    });
    try {
      return await Promise.race([end, this.#refusable(command, args)]);
    } finally {
      clearTimeout(timer);
      if (stop !== undefined) this.#signal?.removeEventListener('abort', stop);
    }
  }

  #late(): Problem {
    return new Problem(
      text(
        'The debugger did not answer within {seconds} s. The program may be running again, or may be busy.',
        { seconds: Math.round(this.#patienceMs / 1000) },
      ),
    );
  }

  /** What an adapter says of a failure may hold values of the program: it is neither shown nor logged. */
  async #refusable(command: string, args: unknown): Promise<unknown> {
    try {
      return await this.#session.customRequest(command, args);
    } catch {
      throw new Problem(
        text('The debugger could not tell the value. Is the program still paused, and the name in scope?'),
      );
    }
  }
}
