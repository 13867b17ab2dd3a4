import { text } from '../attendance/text';
import type { Ms } from '../attendance/instant';
import { createBudget } from './budget';
import type { Clock } from './clock';
import { StreamFailure, isStreamFailure } from './errors';
import { rateLimitOf } from './headers';
import { createRetries } from './retries';
import { routes } from './routes';
import { createSlots } from './slots';
import type { DoorLog, RequestContext } from './stream-video';
import { createWaiting } from './waiting';
import { undecodable } from './transport';
import type { Operation, OperationName, RawOutcome, Transport } from './transport';

/** The last outcome of a request, retries behind it. */
export interface Sent {
  readonly outcome: RawOutcome;
  /** When it came, by this computer's clock. */
  readonly at: Ms;
  readonly attempts: number;
}

export interface Rules {
  /** Hands out the body as it came over the wire. */
  readonly raw?: boolean;
  /** False: one attempt, whatever comes of it. */
  readonly retry?: boolean;
  /** Whether a 404 may go by itself in the next seconds. */
  readonly isNotReady?: (outcome: RawOutcome) => boolean;
}

/** What every request goes through: budget, at most 4 at once, retries, cancel. */
export interface Policy {
  /** @throws StreamFailure `cancelled`, or `bad-input` where the connection cannot be opened; all else is an outcome. */
  send(operation: Operation, context: RequestContext, rules?: Rules): Promise<Sent>;
}

export interface PolicyOptions {
  readonly transport: () => Promise<Transport>;
  readonly production: boolean;
  readonly clock: Clock;
  readonly log: DoorLog;
  readonly random: () => number;
}

const atOnce = 4;

export function createPolicy(options: PolicyOptions): Policy {
  const { clock, log, random } = options;
  const budget = createBudget(options.production);
  const slots = createSlots(atOnce);
  const waiting = createWaiting(clock);
  let opened: Promise<Transport> | undefined;

  /** Loaded at the first request; a failure is not kept, so that the next request may do better. */
  function transport(): Promise<Transport> {
    opened ??= options.transport().catch((error: unknown) => {
      opened = undefined;
      throw isStreamFailure(error) ? error : cannotOpen();
    });
    return opened;
  }

  function goOn(operation: OperationName): void {
    budget.goOn(operation);
    waiting.wake(operation);
  }

  /** Waits for budget and a place; on return both are taken. */
  async function enter(operation: OperationName, context: RequestContext): Promise<void> {
    const stopped = () => cancelled(operation);
    for (;;) {
      await waiting.whileHeld(
        operation,
        context,
        () => budget.hold(operation, clock.now()),
        () => {
          goOn(operation);
        },
        stopped,
      );
      await slots.take(context.signal, stopped);
      if (budget.hold(operation, clock.now()) === undefined) break;
      slots.give();
    }
    budget.sent(operation, clock.now());
  }

  /** One attempt. The place is given back when the answer is there, not when the caller stops waiting for it. */
  async function attempt(open: Transport, operation: Operation, number: number, raw: boolean): Promise<Sent> {
    const { name } = operation;
    const started = clock.now();
    const outcome = await open.send(operation, { raw }).catch(brokenTransport);
    const at = clock.now();
    slots.give();
    // An error without limits may come from a proxy: it takes back nothing that Stream has told.
    const tells = outcome.ok || rateLimitOf(outcome.headers) !== undefined;
    budget.heard(name, tells ? outcome.headers : undefined, at);
    waiting.wake(name);
    log.request({
      operation: name,
      route: routes[name],
      status: outcome.status,
      requestId: outcome.requestId,
      tookMs: at - started,
      attempt: number,
    });
    return { outcome, at, attempts: number };
  }

  return {
    async send(operation, context, rules = {}) {
      const { name } = operation;
      const { signal } = context;
      if (signal?.aborted === true) throw cancelled(name);
      const retries = createRetries(random, rules.isNotReady ?? (() => false));
      const open = await unlessAborted(transport(), signal, name);
      for (let number = 1; ; number++) {
        await enter(name, context);
        const sent = await unlessAborted(attempt(open, operation, number, rules.raw === true), signal, name);
        const pause = rules.retry === false ? undefined : retries.after(sent.outcome, sent.at);
        if (pause === undefined) return sent;
        let until: Ms | undefined = sent.at + pause.ms;
        if (pause.reason === 'rate-limit') budget.close(name, until);
        await waiting.whileHeld(
          name,
          context,
          () => (until === undefined ? undefined : { until, reason: pause.reason }),
          () => {
            until = undefined;
            if (pause.reason === 'rate-limit') goOn(name);
            else waiting.wake(name);
          },
          () => cancelled(name),
        );
      }
    },
  };
}

/** Settles as the promise does, or at once as cancelled: the SDK cannot abort, so its answer then comes for nobody. */
function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
  operation: OperationName,
): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => {
      reject(cancelled(operation));
    };
    const free = () => {
      signal.removeEventListener('abort', abort);
    };
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    void promise.then(resolve, reject).finally(free);
  });
}

function cancelled(operation: OperationName): StreamFailure {
  return new StreamFailure('cancelled', text('Stopped.'), { operation });
}

function cannotOpen(): StreamFailure {
  return new StreamFailure(
    'bad-input',
    text(
      'The connection to Stream could not be opened. Check the base URL, the key and the secret of this app.',
    ),
  );
}

/** A transport promises not to reject; one that does must not take its place with it. */
function brokenTransport(): RawOutcome {
  return {
    ok: false,
    cause: 'body',
    status: undefined,
    code: undefined,
    message: undecodable,
    headers: new Map(),
    requestId: undefined,
  };
}
