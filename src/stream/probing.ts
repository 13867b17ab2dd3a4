import * as v from 'valibot';
import { text } from '../attendance/text';
import { StreamFailure } from './errors';
import { rateLimitOf, serverDate } from './headers';
import { sessionPath } from './path-ids';
import type { Policy } from './policy';
import type { ProbeOperation, ProbeOutcome, RequestContext } from './stream-video';
import type { Operation } from './transport';

const filterSchema = v.record(v.string(), v.unknown());
const querySchema = v.strictObject({
  limit: v.exactOptional(v.number()),
  next: v.exactOptional(v.string()),
  prev: v.exactOptional(v.string()),
  filter_conditions: v.exactOptional(filterSchema),
});
const bodySchema = v.strictObject({
  ...querySchema.entries,
  sort: v.exactOptional(v.array(v.strictObject({ field: v.string(), direction: v.picklist([1, -1]) }))),
});

/** One request as it stands: its outcome's shape instead of its meaning. */
export async function probe(
  policy: Policy,
  operation: ProbeOperation,
  context: RequestContext,
): Promise<ProbeOutcome> {
  const { outcome, at } = await policy.send(checked(operation), context, { raw: true });
  return {
    cause: outcome.ok ? 'ok' : outcome.cause,
    status: outcome.status,
    code: outcome.ok ? undefined : outcome.code,
    message: outcome.ok ? undefined : outcome.message,
    body: outcome.ok ? outcome.body : undefined,
    headerNames: [...outcome.headers.keys()].map((name) => name.toLowerCase()),
    rateLimit: rateLimitOf(outcome.headers),
    readAt: { server: serverDate(outcome.headers), local: at },
  };
}

function checked(operation: ProbeOperation): Operation {
  const { name } = operation;
  if (name === 'QueryCallParticipantSessions') {
    const query = v.safeParse(querySchema, operation.query);
    if (query.success) return { name, path: sessionPath(name, operation.session), query: query.output };
  } else {
    const body = v.safeParse(bodySchema, operation.body);
    if (body.success) return { name, body: body.output };
  }
  throw new StreamFailure(
    'bad-input',
    text('{operation} cannot be asked with these fields.', { operation: name }),
    {
      operation: name,
    },
  );
}
