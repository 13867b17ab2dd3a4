import { cidOf } from '../../attendance/call';
import type { Ms } from '../../attendance/instant';
import { shownText } from '../../attendance/shown-text';
import { text, type Text, type Translate } from '../../attendance/text';
import { exactDurationText } from '../../attendance/time-text';
import { conditionsOf, type Link } from '../../formats/link';
import { isoInstant } from '../../formats/provenance';
import type { Question } from '../../formats/question';
import type { KnownApp } from '../../stream-apps/active-app';

/** What is asked before a link is opened. */
export interface LinkQuestion {
  readonly message: Text;
  /** A line each. */
  readonly detail: readonly Text[];
}

/** Who would be asked. */
export interface LinkApp {
  readonly app: Pick<KnownApp, 'name' | 'production'>;
  /** The app that this window looks at, where that is another one. */
  readonly insteadOf: string | undefined;
  /** No app is open in this window. */
  readonly opensFirst: boolean;
  /** The app that the link names, where that tells none that is connected: none has this name, or several have it. */
  readonly unclear: { readonly name: string; readonly several: boolean } | undefined;
}

/** Longer filters are not shown whole: the buttons must stay on the screen. */
const mostOfFilter = 1500;

/** What a link would do, in words, before anything is done. */
export function linkQuestion(link: Link, from: LinkApp, say: Translate): LinkQuestion {
  const { app, insteadOf, opensFirst, unclear } = from;
  const name = shownText(app.name);
  // That another app is asked than the one that is meant comes before all that it is asked.
  const detail: Text[] = unclear === undefined ? [] : [unclearText(unclear, name)];
  detail.push(
    link.kind === 'call'
      ? text('Rollcall will ask Stream for the sessions of this call, and let you choose one.')
      : text('Rollcall will ask Stream for the participant sessions of this session and for its state.'),
  );
  if (link.kind === 'panel') detail.push(...conditionLines(link.question, say));
  if (insteadOf !== undefined) {
    detail.push(
      text('This window looks at {other} now: it will switch to {app}.', {
        other: shownText(insteadOf),
        app: name,
      }),
    );
  } else if (opensFirst) detail.push(text('{app} becomes the app of this window.', { app: name }));
  detail.push(text('Nothing is sent before you agree.'));
  const isElsewhere = unclear?.several === false;
  return {
    message: isElsewhere
      ? insteadMessage(link, app.production, { app: name, unknown: shownText(unclear.name) })
      : messageOf(link, app.production, name),
    detail,
  };
}

function unclearText({ name, several }: NonNullable<LinkApp['unclear']>, app: string): Text {
  const args = { unknown: shownText(name), app };
  return several
    ? text(
        'Several Stream apps are called “{unknown}” here, and the link does not tell which one it means: {app} is asked, where the call may be another one or none.',
        args,
      )
    : text(
        'The link names the Stream app “{unknown}”, and no app of this name is connected here: {app} is asked instead, where the call may be another one or none. To ask “{unknown}”, cancel, connect it under this name, and open the link again.',
        args,
      );
}

/** The question where the app that the link names is not connected. */
function insteadMessage(
  link: Link,
  production: boolean,
  apps: { readonly app: string; readonly unknown: string },
): Text {
  if (link.kind === 'call') {
    const args = { ...apps, call: shownText(link.cid) };
    return production
      ? text(
          'The Stream app “{unknown}” is not connected here. Open attendance of the call {call}, from the Stream app {app}, which is in production, instead?',
          args,
        )
      : text(
          'The Stream app “{unknown}” is not connected here. Open attendance of the call {call}, from the Stream app {app}, instead?',
          args,
        );
  }
  const { session } = link;
  const args = { ...apps, call: shownText(cidOf(session)), session: shownText(session.sessionId) };
  return production
    ? text(
        'The Stream app “{unknown}” is not connected here. Open attendance of {call}, session {session}, from the Stream app {app}, which is in production, instead?',
        args,
      )
    : text(
        'The Stream app “{unknown}” is not connected here. Open attendance of {call}, session {session}, from the Stream app {app}, instead?',
        args,
      );
}

function messageOf(link: Link, production: boolean, app: string): Text {
  if (link.kind === 'call') {
    const args = { call: shownText(link.cid), app };
    return production
      ? text('Open attendance of the call {call}, from the Stream app {app}, which is in production?', args)
      : text('Open attendance of the call {call}, from the Stream app {app}?', args);
  }
  const { session } = link;
  const args = { call: shownText(cidOf(session)), session: shownText(session.sessionId), app };
  return production
    ? text(
        'Open attendance of {call}, session {session}, from the Stream app {app}, which is in production?',
        args,
      )
    : text('Open attendance of {call}, session {session}, from the Stream app {app}?', args);
}

/** Rows, window and threshold, a line each. */
export function conditionLines(question: Question, say: Translate): readonly Text[] {
  const { rows } = conditionsOf(question);
  const { window, threshold } = question;
  const lines: Text[] = [];
  if (rows !== undefined) lines.push(text('Row filter: {filter}', { filter: cut(JSON.stringify(rows)) }));
  const [from, to] = [window?.from, window?.to];
  if (from !== undefined && to !== undefined)
    lines.push(text('Window: {from} to {to}', { from: stamp(from), to: stamp(to) }));
  else if (from !== undefined) lines.push(text('Window: from {from} on', { from: stamp(from) }));
  else if (to !== undefined) lines.push(text('Window: up to {to}', { to: stamp(to) }));
  if (threshold !== undefined)
    lines.push(text('People present at least {length}', { length: say(exactDurationText(threshold)) }));
  return lines;
}

/** To the millisecond: it is what will be asked. */
function stamp(at: Ms): string {
  return isoInstant(at) ?? '';
}

function cut(json: string): string {
  const shown = shownText(json);
  return shown.length <= mostOfFilter ? shown : `${shown.slice(0, mostOfFilter).toWellFormed()}…`;
}
