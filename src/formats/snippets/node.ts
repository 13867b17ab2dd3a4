import { cidOf } from '../../attendance/call';
import { appNote, type RowsRequest } from './rows-request';
import { plainJson, plainLine } from './unseen';

/** The request as a module for Node with Stream's SDK: all pages, a row a line. */
export function nodeSnippet({ session, app, filter, leftOut }: RowsRequest): string {
  const { callType, callId, sessionId } = session;
  const notes = [
    `Participant sessions of ${cidOf(session)}, session ${sessionId}: one JSON row a line, all pages.`,
    'Save as rows.mjs, npm install @stream-io/node-sdk, set STREAM_API_KEY and STREAM_API_SECRET, run node rows.mjs.',
    appNote(app),
    'The same filter goes with every next; pages end where there is no next, not where one is empty. Rows are kept for 90 days.',
    ...leftOut,
  ];
  return `${[
    ...notes.map((note) => `// ${plainLine(note)}`),
    "import { StreamClient } from '@stream-io/node-sdk';",
    '',
    'const { STREAM_API_KEY, STREAM_API_SECRET, STREAM_BASE_URL } = process.env;',
    "if (!STREAM_API_KEY || !STREAM_API_SECRET) throw new Error('Set STREAM_API_KEY and STREAM_API_SECRET.');",
    'const client = new StreamClient(STREAM_API_KEY, STREAM_API_SECRET, {',
    '  timeout: 10_000,',
    '  ...(STREAM_BASE_URL && { basePath: STREAM_BASE_URL }),',
    '});',
    '',
    '// The SDK puts ids into the path of the request as they are.',
    'const session = {',
    `  type: encodeURIComponent(${plainJson(callType)}),`,
    `  id: encodeURIComponent(${plainJson(callId)}),`,
    `  session: encodeURIComponent(${plainJson(sessionId)}),`,
    '};',
    'let next;',
    'do {',
    '  const page = await client.video.queryCallParticipantSessions({',
    '    ...session,',
    '    limit: 100,',
    ...(filter === undefined ? [] : [`    filter_conditions: ${plainJson(filter)},`]),
    '    ...(next && { next }),',
    '  });',
    '  for (const row of page.participants_sessions ?? []) console.log(JSON.stringify(row));',
    "  if (page.next && page.next === next) throw new Error('Stream repeated a cursor');",
    '  next = page.next;',
    '} while (next);',
  ].join('\n')}\n`;
}
