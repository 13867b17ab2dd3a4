import * as v from 'valibot';
import type { Ms } from '../attendance/instant';
import { text } from '../attendance/text';
import { createDriftWatch, formOf } from './drift';
import { StreamFailure } from './errors';
import { failureOf } from './failures';
import type { About } from './failures';
import { serverDate } from './headers';
import type { Policy, Rules, Sent } from './policy';
import type { DoorLog, ReadInstant, RequestContext } from './stream-video';
import { undecodable } from './transport';
import type { Operation, OperationName } from './transport';

/** A validated answer: `value` is the very object that came, its fields in their order. */
export interface Heard<T> {
  readonly value: T;
  readonly readAt: ReadInstant;
  readonly requestId: string | undefined;
}

/** Asking and understanding: policy before, validation behind. */
export interface Asker {
  send(operation: Operation, context: RequestContext, rules?: Rules): Promise<Sent>;
  /** @throws StreamFailure for an outcome without answer, or an answer of another form. */
  understand<const S extends v.GenericSchema>(
    operation: Operation,
    sent: Sent,
    schema: S,
    context: RequestContext,
    about?: About,
  ): Promise<Heard<v.InferInput<S>>>;
  /** Both in one. */
  ask<const S extends v.GenericSchema>(
    operation: Operation,
    schema: S,
    context: RequestContext,
  ): Promise<Heard<v.InferInput<S>>>;
}

/** @param stamp what an answer's local instant is told by; absent: the policy's clock. */
export function createAsker(policy: Policy, log: DoorLog, stamp?: () => Ms): Asker {
  const drift = createDriftWatch(log);

  async function understand<const S extends v.GenericSchema>(
    operation: Operation,
    sent: Sent,
    schema: S,
    context: RequestContext,
    about: About = {},
  ): Promise<Heard<v.InferInput<S>>> {
    const { outcome } = sent;
    if (!outcome.ok) {
      if (outcome.message === undecodable) await nameTheField(operation, schema, context);
      throw failureOf(operation, { ...sent, outcome }, about);
    }
    const { body } = outcome;
    if (!v.is(schema, body)) throw driftFailure(operation.name, schema, body, outcome.requestId);
    drift.look(operation.name, body);
    return {
      value: body,
      readAt: { server: serverDate(outcome.headers), local: stamp?.() ?? sent.at },
      requestId: outcome.requestId,
    };
  }

  /** JSON that the decoders choked on is asked for once more as it comes, to tell which field it was. */
  async function nameTheField(
    operation: Operation,
    schema: v.GenericSchema,
    context: RequestContext,
  ): Promise<void> {
    const { outcome } = await policy.send(operation, context, { raw: true, retry: false });
    if (outcome.ok && !v.is(schema, outcome.body)) {
      throw driftFailure(operation.name, schema, outcome.body, outcome.requestId);
    }
  }

  return {
    send: (operation, context, rules) => policy.send(operation, context, rules),
    understand,
    async ask(operation, schema, context) {
      return understand(operation, await policy.send(operation, context), schema, context);
    },
  };
}

function driftFailure(
  operation: OperationName,
  schema: v.GenericSchema,
  body: unknown,
  requestId: string | undefined,
): StreamFailure {
  const result = v.safeParse(schema, body, { abortEarly: true });
  const issue = result.issues?.[0];
  const field = pathOf(issue?.path);
  const found = formOf(issue?.input);
  const facts = { operation, field, requestId };
  if (issue?.type === 'check') {
    return new StreamFailure(
      'contract-drift',
      text(
        'Stream’s answer to {operation} holds a time in another unit than documented: {field}. Report this.',
        {
          operation,
          field,
        },
      ),
      facts,
    );
  }
  if (field === '') {
    return new StreamFailure(
      'contract-drift',
      text('Stream answered {operation} with nothing ({found}). Try again; if it stays so, report it.', {
        operation,
        found,
      }),
      facts,
    );
  }
  return new StreamFailure(
    'contract-drift',
    text(
      'Stream’s answer to {operation} has another form than documented: {field} is {found}. Report this.',
      {
        operation,
        field,
        found,
      },
    ),
    facts,
  );
}

/** `participants_sessions[3].user_id`. */
function pathOf(path: readonly { readonly key?: unknown }[] | undefined): string {
  return (path ?? [])
    .map(({ key }, depth) =>
      typeof key === 'number' ? `[${key}]` : `${depth === 0 ? '' : '.'}${String(key)}`,
    )
    .join('');
}
