import { equalValues } from '../../attendance/equal-values';
import type { Telling } from '../../attendance/figures/figure-words';
import { FigureWords } from '../../attendance/figures/figure-words';
import type { Filter } from '../../attendance/filter/filter';
import { rowFormOf } from '../../attendance/filter/row-form';
import type { Ms } from '../../attendance/instant';
import { text, type Text } from '../../attendance/text';
import type { Trouble } from '../../shell/problem';
import { zoneText } from '../../attendance/time-text';
import type { Progress } from '../../book/book';
import { answerWarnings } from '../../book/telling/answer-notes';
import { waitText } from '../../stream/wait-text';
import type { PanelResult, PanelSnapshot } from '../protocol/snapshot';
import { chipsOf } from './chips';
import { headerOf } from './header';
import type { PanelApp } from './panel-app';
import type { PanelView } from './panel-view';
import type { SavedState } from './saved-state';

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
  /** How often names came that stand beside ids, from 1; 0: they are not shown. */
  readonly names: number;
  readonly localNow: Ms;
}

/** The moment in words. */
export function snapshotOf(moment: PanelMoment, telling: Telling): PanelSnapshot {
  const { revision, saved, app, view, result, reading, trouble, news, names, localNow } = moment;
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
    names,
    query: { ...saved.query },
    form: formOf(saved.query.rowFilter),
    chips: [...chipsOf(saved.query, isAnswered ? answer : undefined, telling)],
    reading: reading === undefined ? null : readingOf(reading.progress, localNow, telling),
    problem: problemOf(trouble, answer === undefined ? [] : answerWarnings(answer, telling), telling),
    result: result ?? null,
    saved,
  };
}

/** What stands in the way, and after it what must be read before the figures that are on screen. */
function problemOf(
  trouble: Trouble | undefined,
  warnings: readonly Text[],
  telling: Telling,
): PanelSnapshot['problem'] {
  const words = new FigureWords(telling);
  const said = [...(trouble === undefined ? [] : [trouble.text]), ...warnings].map((one) => words.say(one));
  if (said.length === 0) return null;
  return {
    text: said.join(' '),
    acts: trouble?.acts.map((act) => telling.say(act.title)) ?? [],
    severity:
      warnings.length > 0 && trouble?.severity !== 'error' ? 'warning' : (trouble?.severity ?? 'warning'),
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
