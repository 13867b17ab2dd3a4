import { splitCid } from '../../attendance/call';
import { idsInText } from '../../formats/ids-in-text';
import { looksLikeSessionId } from '../../formats/likely-ids';
import { othersWords, usersWords } from '../text/session-words';

/** A call, a session or both, as a variable names them. */
export interface VariableIds {
  readonly cid?: string | undefined;
  /** A call's id without its type; never beside `cid`. */
  readonly callId?: string | undefined;
  /** Perhaps a user session id: the two are told apart when the session is looked for. */
  readonly sessionId?: string | undefined;
}

/** A string below a name: `cid`, `'call_id'`, `session.id`. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** More is no choice any more. */
const mostFound = 20;
/** Longer texts are looked at up to here. */
const longestText = 4096;
/** Stream takes ids of up to 255 characters. */
const longestId = 255;

type Role = 'cid' | 'call-type' | 'call-id' | 'session' | 'user-session' | 'other-session' | 'type' | 'id';

const roles: readonly (readonly [Role, RegExp])[] = [
  ['cid', /cid$/],
  ['call-type', /calltype$|(?:^|\.)call\.type$/],
  // No session of a call: such a name says nothing of its value.
  ['other-session', new RegExp(`(?:${othersWords})session(?:id)?$`)],
  ['user-session', new RegExp(`(?:${usersWords})sessionid$`)],
  ['session', /(?:sessionid|(?:^|\.)(?:call|current)?session(?:\.id)?)$/],
  ['call-id', /callid$|(?:^|\.)call\.id$/],
  ['type', /^type$/],
  ['id', /^id$/],
];

/** What a name says about its value, however the language writes it: `call_cid`, `callCid`, `CallCID`, `'call_cid'`, `#cid`. */
function roleOf(name: string): Role | undefined {
  const plain = name.replace(/[^\p{L}\p{N}.]/gu, '').toLowerCase();
  return roles.find(([, form]) => form.test(plain))?.[0];
}

/**
 * The ids in a string, the likeliest first; none is checked.
 * @param name the variable's: it may say what the string is
 * @param certainOnly leaves out strings that are ids only if somebody says so, such as `standup`
 */
export function idsOfText(
  name: string,
  text: string,
  { certainOnly = false }: { readonly certainOnly?: boolean } = {},
): readonly VariableIds[] {
  const words = withoutCutWords(text).trim();
  const role = roleOf(name);
  if (words === '') return [];
  const isOneWord = words.length <= longestId && !/[\s{}[\]"]/.test(words);
  if ((role === 'session' || role === 'user-session') && isOneWord && !words.includes(':'))
    return [{ sessionId: words }];
  if (role === 'call-id' && words.length <= longestId && !hasControls(words) && words === text.trim())
    return isLikelyCid(words) ? [{ cid: words }, { callId: words }] : [{ callId: words }];
  if (looksLikeSessionId(words))
    return certainOnly ? [{ sessionId: words }] : [{ sessionId: words }, { callId: words }];
  const found = idsInText(words).flatMap(({ cid, sessionId }): readonly VariableIds[] =>
    cid !== undefined && certainOnly && !isLikelyCid(cid) ? [] : [{ cid, sessionId }],
  );
  if (found.length > 0) return withoutLess(found).slice(0, mostFound);
  return isOneWord && !certainOnly && words === text.trim() && role !== 'cid' ? [{ callId: words }] : [];
}

/**
 * The ids in the fields of an object, the likeliest first.
 * @param name the object's: a `session` has its own `id`
 * @param fields those of an object below it as `session.id`
 */
export function idsOfFields(name: string, fields: readonly NamedText[]): readonly VariableIds[] {
  const texts = (role: Role): readonly string[] => [
    ...new Set(
      fields.flatMap((field) => (roleOf(field.name) === role && isId(field.text) ? [field.text.trim()] : [])),
    ),
  ];
  const isOther = roleOf(name) === 'other-session';
  const isSession = /session/i.test(name);
  const [id] = isOther ? [] : texts('id');
  const own = texts('session');
  const sessions = own.length > 0 ? own : isSession && id !== undefined ? [id] : texts('user-session');
  const callIds = texts('call-id');
  const cids = cidsOf(texts('cid'), texts('call-type'), callIds, isSession ? [] : texts('type'), id);
  const calls: readonly VariableIds[] =
    cids.length > 0
      ? cids.map((cid) => ({ cid }))
      : [...callIds, ...(id !== undefined && /call/i.test(name) && !isSession ? [id] : [])]
          .slice(0, 1)
          .map((callId) => ({ callId }));
  if (calls.length > 0 && sessions.length > 0)
    return calls
      .flatMap((call): readonly VariableIds[] => sessions.map((sessionId) => ({ ...call, sessionId })))
      .slice(0, mostFound);
  if (calls.length > 0) return calls.slice(0, mostFound);
  if (sessions.length > 0) return sessions.slice(0, mostFound).map((sessionId) => ({ sessionId }));
  return ofList(fields);
}

function cidsOf(
  named: readonly string[],
  callTypes: readonly string[],
  callIds: readonly string[],
  types: readonly string[],
  id: string | undefined,
): readonly string[] {
  const whole = named.filter((cid) => splitCid(cid) !== undefined);
  if (whole.length > 0) return whole;
  const callId = callIds[0] ?? id;
  // What an event calls its type is no call's: beside a call id only a call type counts.
  const type = callTypes[0] ?? (callIds.length > 0 ? undefined : types[0]);
  return type !== undefined && callId !== undefined && isCallType(type) ? [`${type}:${callId}`] : [];
}

/** Lists, sets and maps of ids: their elements have numbers for names. */
function ofList(fields: readonly NamedText[]): readonly VariableIds[] {
  const found = fields.flatMap(({ name, text }) =>
    /^\W*\d+\W*$/.test(name) ? idsOfText('', text, { certainOnly: true }) : [],
  );
  return withoutLess(found).slice(0, mostFound);
}

/** Each once, and none of which another one says more. */
function withoutLess(found: readonly VariableIds[]): readonly VariableIds[] {
  const says = (more: VariableIds, less: VariableIds): boolean =>
    more.cid !== undefined &&
    more.sessionId !== undefined &&
    ((less.cid === undefined && less.sessionId === more.sessionId) ||
      (less.sessionId === undefined && less.cid === more.cid));
  const once = new Map(found.map((ids) => [JSON.stringify([ids.cid, ids.callId, ids.sessionId]), ids]));
  const each = [...once.values()];
  return each.filter((ids) => !each.some((other) => says(other, ids)));
}

/** Without words that something was left out of, and without the one that the limit cuts. */
function withoutCutWords(text: string): string {
  const looked = text.length > longestText ? text.slice(0, longestText).replace(/\S*$/, '') : text;
  return looked
    .split(/(\s+)/)
    .map((word) => (/\.\.\.|…/.test(word) ? '' : word))
    .join('');
}

function isId(text: string): boolean {
  const id = text.trim();
  return id !== '' && id.length <= 2 * longestId && !hasControls(id) && !/\.\.\.|…/.test(id);
}

function hasControls(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

function isCallType(type: string): boolean {
  return /^[\w-]{1,64}$/.test(type);
}

/** `default:standup`, but no time of day and no address. */
function isLikelyCid(words: string): boolean {
  const call = splitCid(words);
  return (
    call !== undefined &&
    isCallType(call.callType) &&
    !/^\d+$/.test(call.callType) &&
    !/^[/\\\s]/.test(call.callId)
  );
}
