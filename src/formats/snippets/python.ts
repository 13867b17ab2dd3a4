import { cidOf } from '../../attendance/call';
import { quotePython } from './quote-python';
import { appNote, type RowsRequest } from './rows-request';
import { plainJson, plainLine } from './unseen';

/**
 * The request as a program for Python with Stream's SDK: all pages, a row a line. No id stands in the first two lines,
 * where Python would take a comment for the name of the file's encoding.
 */
export function pythonSnippet({ session, app, filter, leftOut }: RowsRequest): string {
  const { callType, callId, sessionId } = session;
  const notes = [
    'Participant sessions of one call session: one JSON row a line, all pages.',
    'pip install getstream, and set STREAM_API_KEY and STREAM_API_SECRET.',
    appNote(app),
    `The call is ${cidOf(session)}, the session ${sessionId}.`,
    'The same filter goes with every next; pages end where there is no next, not where one is empty. Rows are kept for 90 days.',
    ...leftOut,
  ];
  const conditions =
    filter === undefined ? [] : [`    "filter_conditions": ${quotePython(plainJson(filter))},`];
  return `${[
    ...notes.map((note) => `# ${plainLine(note)}`),
    'import json',
    'import os',
    '',
    'from getstream import Stream',
    '',
    'client = Stream(',
    '    api_key=os.environ["STREAM_API_KEY"],',
    '    api_secret=os.environ["STREAM_API_SECRET"],',
    '    base_url=os.environ.get("STREAM_BASE_URL", "https://video.stream-io-api.com"),',
    ')',
    'query = {',
    '    "limit": "100",',
    ...conditions,
    '}',
    'while True:',
    '    page = client.video.get(',
    '        "/api/v2/video/call/{type}/{id}/session/{session}/participant_sessions",',
    '        path_params={',
    `            "type": ${quotePython(callType)},`,
    `            "id": ${quotePython(callId)},`,
    `            "session": ${quotePython(sessionId)},`,
    '        },',
    '        query_params=query,',
    '    ).data',
    '    for row in page.get("participants_sessions") or []:',
    '        print(json.dumps(row))',
    '    cursor = page.get("next")',
    '    if not cursor:',
    '        break',
    '    if cursor == query.get("next"):',
    '        raise RuntimeError("Stream repeated a cursor")',
    '    query["next"] = cursor',
  ].join('\n')}\n`;
}
