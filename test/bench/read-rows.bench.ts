// Reads every row of one session once and tells how long that took: `ours` through the book, `rival` by the loop that
// Stream documents, on the plain SDK.
import { StreamClient } from '@stream-io/node-sdk';
import { bookOn, connectionFromEnvironment, sessionOf, tell } from './sample-connection';
import type { SampleConnection } from './sample-connection';

async function ours(connection: SampleConnection): Promise<number> {
  const rows = bookOn(connection).rows(sessionOf(connection));
  await rows.loadAll();
  if (!rows.complete) throw new Error('Not all rows were read.');
  return rows.table.length;
}

async function rival({ url, key, secret, callType, callId, sessionId }: SampleConnection): Promise<number> {
  const client = new StreamClient(key, secret, { basePath: url, timeout: 10_000 });
  const call = client.video.call(callType, callId);
  const rows: unknown[] = [];
  let next: string | undefined;
  do {
    const page = await call.queryCallParticipantSessions({
      session: sessionId,
      limit: 100,
      ...(next === undefined ? {} : { next }),
    });
    rows.push(...page.participants_sessions);
    next = page.next;
  } while (next);
  return rows.length;
}

async function main(): Promise<void> {
  const connection = connectionFromEnvironment();
  const read = process.argv[2] === 'rival' ? rival : ours;
  const began = performance.now();
  const rows = await read(connection);
  tell({ ms: performance.now() - began, rows });
}

void main();
