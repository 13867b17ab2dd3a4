import { equalValues } from '../../attendance/equal-values';
import type { Telling } from '../../attendance/figures/figure-words';
import { FigureWords } from '../../attendance/figures/figure-words';
import type { Filter } from '../../attendance/filter/filter';
import { rowFormOf } from '../../attendance/filter/row-form';
import type { Ms } from '../../attendance/instant';
import { text, type Text } from '../../attendance/text';
import { zoneText } from '../../attendance/time-text';
import type { Progress } from '../../book/book';
import { waitText } from '../../stream/wait-text';
import type { PanelResult, PanelSnapshot } from '../protocol';
import { chipsOf } from './chips';
import { headerOf } from './header';
import type { PanelApp } from './panel-app';
import type { PanelView } from './panel-view';
import type { SavedState } from './saved-state';
import type { Trouble } from './trouble';

/** All that a panel shows at one moment. */
export interface PanelMoment {
  readonly revision: number;
  readonly saved: SavedState;
  /** Undefined: it is not open. */
  readonly app: PanelApp | undefined;
  readonly view: PanelView | undefined;
  readonly result: PanelResult | undefined;
  /** Undefined: nothing is being read. */
  readonly reading: { readonly progress: Progress | undefined } | undefined;
  readonly trouble: Trouble | undefined;
  readonly news: Text | undefined;
  readonly localNow: Ms;
}

/** The moment in words. */
export function snapshotOf(moment: PanelMoment, telling: Telling): PanelSnapshot {
  const { revision, saved, app, view, result, reading, trouble, news, localNow } = moment;
  const { say, show } = telling;
  const answer = view?.answer;
  const known = app?.book.session(saved.session);
  const context = answer?.measures.input.context;
  // The plan of another query says nothing of this one.
  const isAnswered = reading === undefined && equalValues(answer?.query, saved.query);
  return {
    revision,
    header: headerOf(
      {
        session: saved.session,
        startedAt: known?.startedAt ?? context?.sessionStart,
        endedAt: known?.endedAt ?? context?.sessionEnd,
        app: { name: app?.name ?? saved.appName, production: app?.production ?? false },
        state: answer?.basis.state ?? app?.book.state(saved.session),
        coverage: answer?.basis.coverage,
        news,
        savedAt: saved.archive?.savedAt,
        now: app?.book.now() ?? localNow,
      },
      telling,
    ),
    time: {
      display: show.display,
      locale: show.locale,
      zone: show.zone,
      since: show.since ?? null,
      text: say(zoneText(show, show.since)),
    },
    query: { ...saved.query },
    form: formOf(saved.query.rowFilter),
    chips: [...chipsOf(saved.query, isAnswered ? answer : undefined, telling)],
    reading: reading === undefined ? null : readingOf(reading.progress, localNow, telling),
    problem:
      trouble === undefined
        ? null
        : {
            text: new FigureWords(telling).say(trouble.text),
            acts: trouble.acts.map((act) => say(act.title)),
            severity: trouble.severity,
          },
    result: result ?? null,
    saved,
  };
}

function formOf(rowFilter: Filter | undefined): PanelSnapshot['form'] {
  const form = rowFormOf(rowFilter ?? {});
  if (form === undefined) return null;
  const { users, roles, publisherTypes, technical } = form;
  return { users: [...users], roles: [...roles], publisherTypes: [...publisherTypes], technical };
}

function readingOf(
  progress: Progress | undefined,
  localNow: Ms,
  telling: Telling,
): NonNullable<PanelSnapshot['reading']> {
  const words = new FigureWords(telling);
  const { read = 0, of, wait } = progress ?? {};
  return {
    text: words.say(
      of === undefined
        ? text('Reading participant sessions: {read} rows', { read })
        : text('Reading participant sessions: {read} of {of} rows', { read, of }),
    ),
    read,
    of: of ?? null,
    wait: wait === undefined ? '' : words.say(waitText(wait, localNow)),
    canGoOn: wait?.reason === 'budget',
  };
}
