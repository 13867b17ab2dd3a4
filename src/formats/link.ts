import { cidOf, splitCid, type SessionRef } from '../attendance/call';
import { hidesNothing } from '../attendance/shown-text';
import { text, type Text } from '../attendance/text';
import { hasConditions, questionData, readQuestion, type Question } from './question';

/** What a link leads to. */
export type Link =
  | { readonly kind: 'call'; readonly app: string | undefined; readonly cid: string }
  | { readonly kind: 'session'; readonly app: string | undefined; readonly session: SessionRef }
  | {
      readonly kind: 'panel';
      readonly app: string | undefined;
      readonly session: SessionRef;
      /** Rows, window and threshold; which session stands beside it. */
      readonly question: Question;
    };

export type LinkReading =
  | { readonly ok: true; readonly link: Link }
  /** Why it is refused; nothing of the link stands in it that could be taken for words of ours. */
  | { readonly ok: false; readonly text: Text };

type Refused = Extract<LinkReading, { readonly ok: false }>;

/** Publisher and name of the extension: the links' host. */
export const linkHost = 'rollcall.rollcall';

/** Longer links are cut by some of the programs that pass them on. */
export const longestLink = 8192;

/** Most characters of ids, as the door takes them, and of an app's name. */
const longest = { type: 64, id: 64, session: 256, app: 200 } as const;

const parameters = {
  call: { needed: ['call'], optional: ['app'] },
  session: { needed: ['call', 'session'], optional: ['app'] },
  panel: { needed: ['call', 'session'], optional: ['app', 'q'] },
} as const;

type Name = 'app' | 'call' | 'session' | 'q';

/**
 * `<scheme>://rollcall.rollcall/panel?app=…&call=…&session=…&q=…`. Values are percent-encoded twice: VS Code takes off one
 * layer before it hands a link on, and an `&` within an id must not part it then. Undefined: it would be too long, or an id
 * is none.
 */
export function writeLink(scheme: string, link: Link): string | undefined {
  const { kind, app } = link;
  const values: [Name, string | undefined][] = [['app', app]];
  if (link.kind === 'call') values.push(['call', link.cid]);
  else values.push(['call', cidOf(link.session)], ['session', link.session.sessionId]);
  if (link.kind === 'panel' && hasConditions(link.question))
    values.push(['q', JSON.stringify(conditionsOf(link.question))]);
  if (values.some(([, value]) => value?.isWellFormed() === false)) return undefined;
  const query = values.flatMap(([name, value]) => (value === undefined ? [] : `${name}=${encoded(value)}`));
  const written = `${scheme}://${linkHost}/${kind}?${query.join('&')}`;
  return written.length <= longestLink && readLink(written).ok ? written : undefined;
}

/** Reads a link as it was copied. Whichever of VS Code's relatives its scheme names plays no role. Never throws. */
export function readLink(pasted: string): LinkReading {
  const words = pasted.trim();
  if (words.length > longestLink) return tooLong;
  const [, host, path, query] =
    /^[a-z][a-z0-9+.-]{0,40}:\/\/([^/?#]*)\/([^?#]*)\?([^#]*)$/i.exec(words) ?? [];
  if (host?.toLowerCase() !== linkHost || path === undefined || query === undefined)
    return refused(text('This is no link to a call, a session or an Attendance panel of Rollcall.'));
  const once = decoded(query);
  return once === undefined ? notEncoded : readLinkParts(`/${path}`, once);
}

/**
 * Reads a link as VS Code hands it on, its query decoded once.
 * @param path with its slash
 */
export function readLinkParts(path: string, query: string): LinkReading {
  if (query.length > longestLink) return tooLong;
  const kind = /^\/(call|session|panel)$/.exec(path)?.[1];
  if (kind !== 'call' && kind !== 'session' && kind !== 'panel')
    return refused(text('The link leads to nothing that Rollcall knows: it may be of a later version.'));
  const values = valuesIn(query, [...parameters[kind].needed, ...parameters[kind].optional]);
  if ('ok' in values) return values;
  for (const name of parameters[kind].needed) {
    if (!values.has(name)) return refused(text('The link names no “{name}”.', { name }));
  }
  const app = values.get('app');
  if (app !== undefined && (!isLength(app, longest.app) || !hidesNothing(app)))
    return refused(text('The name of the app in the link is empty, too long or holds hidden characters.'));
  const cid = values.get('call') ?? '';
  const call = splitCid(cid);
  if (call === undefined || !isId(call.callType, longest.type) || !isId(call.callId, longest.id))
    return refused(text('The link names no call: “call” has to be type:id.'));
  if (kind === 'call') return { ok: true, link: { kind, app, cid } };
  const sessionId = values.get('session') ?? '';
  if (!isId(sessionId, longest.session)) return refused(text('The link names no session.'));
  const session = { ...call, sessionId };
  if (kind === 'session') return { ok: true, link: { kind, app, session } };
  const question = questionIn(values.get('q'));
  return 'ok' in question ? question : { ok: true, link: { kind, app, session, question } };
}

/** What a link tells beside where it leads: rows, window and threshold as JSON data. */
export function conditionsOf(question: Question): Readonly<Record<string, unknown>> {
  return questionData({ ...question, call: undefined, session: undefined });
}

function valuesIn(query: string, allowed: readonly Name[]): ReadonlyMap<Name, string> | Refused {
  const values = new Map<Name, string>();
  for (const part of query.split('&')) {
    const [, given, raw] = /^([a-z]{1,20})=([^=]*)$/.exec(part) ?? [];
    const name = allowed.find((each) => each === given);
    if (name === undefined || raw === undefined)
      return refused(text('The link holds something that does not belong there.'));
    if (values.has(name)) return refused(text('The link names “{name}” twice.', { name }));
    const value = decoded(raw);
    if (value === undefined) return notEncoded;
    values.set(name, value);
  }
  return values;
}

function questionIn(json: string | undefined): Question | Refused {
  if (json === undefined) return {};
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch {
    return refused(text('The filter in the link is no JSON.'));
  }
  const reading = readQuestion(data);
  if (!reading.ok) return refused(text('The filter in the link cannot be used.'));
  const { call, session, ...question } = reading.question;
  return call === undefined && session === undefined
    ? question
    : refused(text('The filter in the link names a session of its own.'));
}

/** As {@link checkId} of the door. */
function isId(id: string, most: number): boolean {
  return isLength(id, most) && id !== '.' && id !== '..';
}

function isLength(words: string, most: number): boolean {
  return words !== '' && words.isWellFormed() && Array.from(words).length <= most;
}

function encoded(value: string): string {
  // The colon of a cid may stay: people look at links.
  return encodeURIComponent(encodeURIComponent(value).replaceAll('%3A', ':')).replaceAll('%3A', ':');
}

function decoded(words: string): string | undefined {
  try {
    return decodeURIComponent(words);
  } catch {
    return undefined;
  }
}

function refused(words: Text): Refused {
  return { ok: false, text: words };
}

const tooLong = refused(text('The link is too long: over 8,000 characters.'));
const notEncoded = refused(text('The link is damaged: it is not encoded as a link has to be.'));
