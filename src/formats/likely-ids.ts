import { splitCid } from '../attendance/call';

// What stands in logs beside ids and looks like one. A word that somebody pastes alone is taken at its word; in a line these
// rules keep times, addresses and places in code from being offered as calls.

const wholeUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const callType = /^[\w-]{1,64}$/;
/** Two colons and nothing but hexadecimal digits: IPv6 and hardware addresses. */
const address = /^[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?:%\w+)?(?:\/\d{1,3})?$/i;

/** The types that every app has. */
const streamTypes: ReadonlySet<string> = new Set(['default', 'livestream', 'audio_room', 'development']);

/** Words before a colon that name what comes after it, and are no types of calls. */
const labels: ReadonlySet<string> = new Set(
  [
    'trace debug verbose info notice warn warning error err fatal critical panic stdout stderr log logger',
    'at ts time date took duration elapsed level lvl severity msg message event reason cause code status exit',
    'method path route url uri host port ip addr address pid tid thread file line col column caller module func',
    'id uid uuid user user_id userid name role type call call_id callid call_type calltype cid call_cid callcid session session_id sessionid',
    'call_session_id user_session_id request request_id req trace_id span span_id key value token count total',
    'http https ws wss ftp file node urn data mailto tel sha1 sha256 sha512 md5 arn docker npm git ref refs',
    'localhost javascript blob vscode webpack-internal webpack evalmachine native',
  ].flatMap((line) => line.split(' ')),
);

/** True for what looks like Stream's session ids do. */
export function looksLikeSessionId(id: string): boolean {
  return wholeUuid.test(id);
}

/** How likely a word of a line is a cid: 2, of one of Stream's own types; 1, may be; 0, it is something else. */
export function cidLikelihood(word: string): 0 | 1 | 2 {
  const split = splitCid(word);
  if (split === undefined || !callType.test(split.callType)) return 0;
  if (streamTypes.has(split.callType)) return 2;
  const { callId } = split;
  // Times and places: 12:30:45, 42:7.
  if (/^\d+$/.test(split.callType) || /^\d{4}-\d\d-\d\dT\d/.test(word)) return 0;
  // https://…, C:\…, D:/…, std::string.
  if (/^[/\\:]/.test(callId)) return 0;
  // redis:6379, worker:12:5, node:internal/main:12:5.
  if (/^\d{1,5}(?::\d+)*$/.test(callId) || /:\d+:\d+$/.test(callId)) return 0;
  return labels.has(split.callType.toLowerCase()) || address.test(word) ? 0 : 1;
}

/**
 * The UUIDs of a line that may be session ids, the likeliest first: those that the line calls so, else those of which it
 * says nothing, else those that it calls user session ids. What it calls something else (a trace, a user, a call) is none.
 */
export function sessionsInLine(words: string): readonly string[] {
  const called: string[] = [];
  const plain: string[] = [];
  const users: string[] = [];
  for (const match of words.matchAll(uuid)) {
    const before = words.slice(Math.max(0, match.index - 64), match.index);
    const after = words.charAt(match.index + match[0].length);
    // A part of something longer is no UUID.
    if (/[\w-]$/.test(before) || /[\w-]/.test(after)) continue;
    const named = nameBefore(before);
    if (named === undefined) plain.push(match[0]);
    else if (/user_?session|connection/i.test(named)) users.push(match[0]);
    else if (/session/i.test(named)) called.push(match[0]);
  }
  const [best = []] = [called, plain, users].filter((each) => each.length > 0);
  return [...new Set(best)];
}

/** What a line calls that which comes next; undefined: nothing. */
function nameBefore(before: string): string | undefined {
  const mark = /([\w.-]{1,40})["']?\s{0,3}[:=]\s{0,3}["'[(]{0,2}$/.exec(before)?.[1];
  if (mark !== undefined) return mark;
  const segment = /([^/\s"']{1,60})\/$/.exec(before)?.[1];
  // `default:standup/<session>` names its call, not itself.
  if (segment !== undefined) return segment.includes(':') ? undefined : segment;
  const word = /([a-z_-]{1,30})\s+(?:id\s+)?["'[(#]{0,2}$/i.exec(before)?.[1];
  return word !== undefined &&
    /^(?:user_?|call_?)?session$|^(?:trace|span|request|req|user|correlation|message|job|tenant|device|connection|call|room|event|pod|container)$/i.test(
      word,
    )
    ? word
    : undefined;
}
