import type { Ms } from '../../attendance/instant';
import { shownText } from '../../attendance/shown-text';
import { text, type Text } from '../../attendance/text';
import { zoneText } from '../../attendance/time-text';
import { PersonWords, type PersonTelling } from './person-lines';
import { rangeWords, spanOf } from './person-range';
import type { PersonSnapshot } from './protocol';
import type { SavedPerson } from './saved-person';

/** What the header is made from. */
export interface HeaderParts {
  readonly saved: SavedPerson;
  /** Undefined: not known, or not to be shown. */
  readonly name: string | undefined;
  /** Which stretch was asked; undefined: none yet. */
  readonly question: { readonly from: Ms; readonly to: Ms } | undefined;
  readonly asked: { readonly from: Ms; readonly until: Ms } | undefined;
  readonly production: boolean;
}

/** What took longer is told with both its instants (rule 9). */
const longReadMs = 5000;

/** Who was looked for, where, and when it was asked. */
export function headerOf(parts: HeaderParts, telling: PersonTelling): PersonSnapshot['header'] {
  const { saved, name, question, asked, production } = parts;
  const { say, show, now } = telling;
  // Over many sessions there is no one start to count from.
  const outside = show.display === 'sinceStart' ? { ...show, display: 'local' as const } : show;
  const zone = say(zoneText(outside));
  const words = new PersonWords(telling);
  return {
    person: shownText(saved.userId),
    name: shownText(name ?? ''),
    range: rangeWords(saved.range, question ?? spanOf(saved.range, now, outside), { say, show: outside }),
    callType:
      saved.callType === undefined
        ? say(text('All call types'))
        : say(text('Calls of type {type}', { type: shownText(saved.callType) })),
    zone:
      show.display === 'sinceStart'
        ? say(text('Joined and left are counted from each session’s start; other times in {zone}', { zone }))
        : say(text('Times in {zone}', { zone })),
    app: { name: shownText(saved.appName), production },
    asked: asked === undefined ? '' : words.say(askedText(asked, words)),
  };
}

function askedText({ from, until }: NonNullable<HeaderParts['asked']>, words: PersonWords): Text {
  return until - from > longReadMs
    ? text('asked from {from} to {to}', { from: words.instant(from), to: words.instant(until) })
    : text('asked at {time}', { time: words.instant(from) });
}
