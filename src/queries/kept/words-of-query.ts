import { explainRowFilter } from '../../attendance/filter/explain-rows';
import { shownText } from '../../attendance/shown-text';
import { text, type Translate } from '../../attendance/text';
import { exactDurationText, utcStamp } from '../../attendance/time-text';
import { newest, questionData, type Question } from '../../formats/question';
import { sampleAppId } from '../../stream-apps/profile';
import type { KeptQuery } from './kept-query';

/**
 * What is asked, in words that may stand on the screen: the rows, the window and the threshold; never empty. Times are in
 * UTC.
 */
export function conditionWords(question: Question, say: Translate): string {
  const { rowFilter, window, threshold } = question;
  const rows = rowFilter === undefined ? '' : shownText(explainRowFilter(rowFilter, say).join(', '));
  const [from, to] = [utcStamp(window?.from), utcStamp(window?.to)];
  const said = [
    rows === '' ? say(text('all rows')) : say(text('rows {conditions}', { conditions: rows })),
    ...(window?.from !== undefined && window.to !== undefined
      ? [say(text('from {from} to {to}', { from, to }))]
      : []),
    ...(window?.from !== undefined && window.to === undefined ? [say(text('from {from}', { from }))] : []),
    ...(window?.from === undefined && window?.to !== undefined ? [say(text('until {to}', { to }))] : []),
    ...(threshold !== undefined && threshold > 0
      ? [say(text('people present at least {time}', { time: say(exactDurationText(threshold)) }))]
      : []),
  ];
  return said.join(' · ');
}

/** Of which session it is, in words that may stand on the screen; empty: whichever is chosen then. */
export function sessionWords({ call, session }: Question, say: Translate): string {
  if (call === undefined) return session === undefined || session === newest ? '' : shownText(session);
  if (session === undefined) return shownText(call);
  if (session === newest) return say(text('newest session of {call}', { call: shownText(call) }));
  return `${shownText(call)} / ${shownText(session)}`;
}

/** The name of a query, or what it asks, as it may stand on the screen. */
export function queryTitle(query: KeptQuery, say: Translate): string {
  return query.name === '' ? conditionWords(query.question, say) : shownText(query.name);
}

/** A query as JSON text: its name and app, where it has them, and its question. */
export function queryJson(query: KeptQuery): string {
  // The sample data go by their id: its name is in the user's language.
  const app = query.appId === sampleAppId ? sampleAppId : query.appName;
  return JSON.stringify(
    {
      ...(query.name !== '' && { name: query.name }),
      ...(app !== undefined && { app }),
      ...questionData(query.question),
    },
    null,
    2,
  );
}
