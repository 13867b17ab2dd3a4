import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { text } from '../attendance/text';
import { StreamFailure } from './errors';
import type { OperationName } from './transport';

const sealed = v.strictTuple([v.literal(1), v.string(), v.unknown()]);

/** Makes the opaque cursor that leads on from a page: what the door must know then, bound to the query. */
export function sealCursor(query: unknown, state: unknown): string {
  return Buffer.from(JSON.stringify([1, fingerprint(query), state]), 'utf8').toString('base64url');
}

/**
 * Opens a cursor of {@link sealCursor}. The page size may have changed in between, the query may not.
 * @throws StreamFailure `dead-cursor` for one of another query, or none of this door.
 */
export function openCursor<const S extends v.GenericSchema>(
  operation: OperationName,
  query: unknown,
  cursor: string,
  schema: S,
): v.InferOutput<S> {
  const outer = v.safeParse(sealed, parsed(cursor));
  if (outer.success && outer.output[1] === fingerprint(query)) {
    const inner = v.safeParse(schema, outer.output[2]);
    if (inner.success) return inner.output;
  }
  throw new StreamFailure(
    'dead-cursor',
    text('This list was asked for in another way before. Read it again from its first page.'),
    { operation },
  );
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Ids stand in queries, so a cursor holds their hash only. */
function fingerprint(query: unknown): string {
  return createHash('sha256').update(JSON.stringify(query)).digest('base64url').slice(0, 16);
}
