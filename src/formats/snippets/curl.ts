import { cidOf } from '../../attendance/call';
import { quoteShell } from './quote-shell';
import { appNote, rowsPath, type RowsRequest } from './rows-request';
import { plainJson, plainLine } from './unseen';

/**
 * The request as commands for a POSIX shell (bash and zsh, too), with curl and jq: all pages, a row a line. Everything
 * stands in a subshell, so that pasting it ends nobody's shell, and every note between single quotes, since a shell that is
 * typed into may run comments. The token is handed over by standard input, where no list of processes shows it.
 */
export function curlSnippet(request: RowsRequest): string {
  const { session, app, filter, leftOut } = request;
  const notes = [
    `Participant sessions of ${cidOf(session)}, session ${session.sessionId}: one JSON row a line, all pages.`,
    'Needs curl and jq. Set STREAM_API_KEY, and STREAM_TOKEN to a server token of the app.',
    appNote(app),
    'The same filter goes with every next; pages end where there is no next, not where one is empty. Rows are kept for 90 days.',
    ...leftOut,
  ];
  const conditions =
    filter === undefined
      ? []
      : [`--data-urlencode ${quoteShell(`filter_conditions=${plainJson(filter)}`)} \\`];
  return `${[
    '(',
    ...notes.map((note) => `  : ${quoteShell(plainLine(note))}`),
    '  set -eu',
    '  : "${STREAM_API_KEY:?}" "${STREAM_TOKEN:?}"',
    `  url="\${STREAM_BASE_URL:-https://video.stream-io-api.com}"${quoteShell(rowsPath(session))}`,
    "  next=''",
    '  while :; do',
    '    set --',
    '    if [ -n "$next" ]; then set -- --data-urlencode "next=$next"; fi',
    '    page=$(printf \'Authorization: %s\\n\' "$STREAM_TOKEN" |',
    '      curl --silent --show-error --fail --globoff --get "$url" \\',
    "        --header @- --header 'stream-auth-type: jwt' \\",
    '        --data-urlencode "api_key=$STREAM_API_KEY" --data limit=100 \\',
    ...conditions.map((line) => `        ${line}`),
    '        "$@")',
    "    printf '%s\\n' \"$page\" | jq -c '.participants_sessions // [] | .[]'",
    '    before=$next',
    '    next=$(printf \'%s\\n\' "$page" | jq -r \'.next // ""\')',
    '    if [ -z "$next" ]; then break; fi',
    '    if [ "$next" = "$before" ]; then echo \'Stream repeated a cursor\' >&2; exit 1; fi',
    '  done',
    ')',
  ].join('\n')}\n`;
}
