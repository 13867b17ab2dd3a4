import { cidOf, type SessionRef } from '../../attendance/call';

/**
 * Identity paths: `app/<id>/call/<cid>/session/<id>/row/<key>`. Never made of labels; the same thing has the same id
 * wherever it is drawn. Each segment is encoded, so that no id of Stream's can end its segment or look like another.
 */
export function pathId(...segments: readonly string[]): string {
  return segments.map(encodeSegment).join('/');
}

export function callPath(appId: string, cid: string): readonly string[] {
  return ['app', appId, 'call', cid];
}

export function sessionPath(appId: string, session: SessionRef): readonly string[] {
  return [...callPath(appId, cidOf(session)), 'session', session.sessionId];
}

/**
 * One-to-one for every string: `%` and whatever is not a plain printable character (slashes and lone surrogates, which
 * VS Code's messages would turn into one and the same replacement character, among them) become `%` and four hex digits.
 */
function encodeSegment(segment: string): string {
  return segment.replace(
    /[%/\\]|[^\x20-\x7e]/g,
    (unit) => `%${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
