import * as vscode from 'vscode';
import { isAnonymous } from '../../attendance/people';
import { shownWithoutIcons } from '../../attendance/shown-text';
import { text } from '../../attendance/text';
import type { AttendanceBook } from '../../book/book';
import type { Shell } from '../../shell/shell';
import type { Answered, Position } from '../../stream-apps/asking';
import type { OpenApp } from '../../stream-apps/active-app';
import { inputBoxes } from '../../stream-apps/input-boxes';
import { knownCallTypes } from '../known-call-types';
import { readDate, readRange, isText } from '../date-input';
import { knownSessions } from '../known-sessions';
import { askFromList, type PickItem } from '../pick';
import { runSteps, type Step } from '../steps';
import { createPeopleSearch, type ListedPerson, type PeopleList, type PeopleSearch } from './people-search';
import { problemOfId, type GivenPerson } from './person-argument';
import { daysOffered, rangeName, type PersonRange } from './person-range';

/** Whom to find, where. */
export interface AskedPerson {
  readonly userId: string;
  readonly name: string | undefined;
  readonly range: PersonRange;
  readonly callType: string | undefined;
}

/** A range, or one that is typed in the two steps after it. */
type RangeChoice = Exclude<PersonRange, { kind: 'between' }> | { readonly kind: 'custom' };

interface Gathered {
  readonly given: GivenPerson;
  readonly person?: { readonly userId: string; readonly name: string | undefined };
  readonly range?: RangeChoice;
  readonly from?: string;
  readonly to?: string;
  /** Null: all of them. */
  readonly callType?: string | null;
}

const hourMs = 60 * 60 * 1000;

/** Asks for what was not given, step by step. Undefined: given up. */
export async function askPerson(
  shell: Shell,
  app: OpenApp,
  given: GivenPerson,
): Promise<AskedPerson | undefined> {
  const gathered = await runSteps<Gathered>(stepsOf(shell, app), { given });
  if (gathered === undefined) return undefined;
  const userId = given.userId ?? gathered.person?.userId;
  const range = rangeOf(gathered, app.book);
  if (userId === undefined || range === undefined) return undefined;
  return {
    userId,
    name: given.userId === undefined ? gathered.person?.name : given.name,
    range,
    callType: (given.callType === undefined ? gathered.callType : given.callType) ?? undefined,
  };
}

function rangeOf(
  { given, range, from = '', to = '' }: Gathered,
  book: AttendanceBook,
): PersonRange | undefined {
  const untilNow = book.now() + hourMs;
  if (given.from !== undefined) return { kind: 'between', from: given.from, to: given.to ?? untilNow };
  if (given.days !== undefined) return { kind: 'days', days: given.days };
  if (range?.kind !== 'custom') return range;
  const typed = readRange(from, to);
  if (isText(typed) || typed.from === undefined) return undefined;
  return { kind: 'between', from: typed.from, to: typed.to ?? Math.max(untilNow, typed.from + 1) };
}

function isRangeOpen({ from, days }: GivenPerson): boolean {
  return from === undefined && days === undefined;
}

function stepsOf(shell: Shell, app: OpenApp): readonly Step<Gathered>[] {
  const boxes = inputBoxes(shell.say);
  const title = text('Find a Person in {app}', { app: app.name });
  return [
    {
      isAsked: ({ given }) => given.userId === undefined,
      ask: async (soFar, position) =>
        into(await askWho(shell, app, soFar, position), (person) => ({ ...soFar, person })),
    },
    {
      isAsked: ({ given }) => isRangeOpen(given),
      ask: async (soFar, position) =>
        into(await askRange(shell, soFar, position), (range) => ({ ...soFar, range })),
    },
    {
      isAsked: ({ given, range }) => isRangeOpen(given) && range?.kind === 'custom',
      ask: async (soFar, position) =>
        into(
          await boxes.askText({
            title,
            position,
            prompt: text('From: a day or a time of this computer’s zone. Sessions that began since then.'),
            placeholder: text('2026-11-22 09:00'),
            value: soFar.from,
            validate: (words) => {
              const read = readDate(words);
              if (read.kind === 'open') return text('A range has to begin somewhere.');
              return read.kind === 'wrong' ? read.text : undefined;
            },
          }),
          (from) => ({ ...soFar, from }),
        ),
    },
    {
      isAsked: ({ given, range }) => isRangeOpen(given) && range?.kind === 'custom',
      ask: async (soFar, position) =>
        into(
          await boxes.askText({
            title,
            position,
            prompt: text('To, that day or minute included. Empty: until now.'),
            placeholder: text('2026-11-22 09:00'),
            value: soFar.to,
            validate: (words) => {
              const range = readRange(soFar.from ?? '', words);
              return isText(range) ? range : undefined;
            },
          }),
          (to) => ({ ...soFar, to }),
        ),
    },
    {
      isAsked: ({ given }) => given.callType === undefined,
      ask: async (soFar, position) =>
        into(await askCallType(app, soFar, position), (callType) => ({ ...soFar, callType })),
    },
  ];
}

function into<T, S>(answered: Answered<T>, put: (value: T) => S): Answered<S> {
  return answered.kind === 'answer' ? { kind: 'answer', value: put(answered.value) } : answered;
}

async function askWho(
  shell: Shell,
  app: OpenApp,
  { person: before }: Gathered,
  position: Position,
): Promise<Answered<{ readonly userId: string; readonly name: string | undefined }>> {
  const hint = vscode.l10n.t('A user id, or a name or an e-mail address that Stream is asked for');
  const title = vscode.l10n.t('Find a Person in {app}', { app: app.name });
  let search: PeopleSearch | undefined;
  let list: PeopleList | undefined;
  return await askFromList<{ readonly userId: string; readonly name: string | undefined }>({
    title,
    position,
    placeholder: hint,
    items: [],
    words: before?.userId,
    typed(words) {
      // A name is soon typed as an id: nothing is taken for one before Stream was asked what it is.
      if (list?.busy === true)
        return {
          label: vscode.l10n.t('$(search) Look for “{words}”', { words: shownWithoutIcons(words) }),
          description: vscode.l10n.t('a user id, a name or an e-mail address'),
          value: { userId: words, name: undefined },
          run: () => search?.enter(),
        };
      if (problemOfId(words) !== undefined) return undefined;
      return {
        label: vscode.l10n.t('$(edit) Use “{id}” as the user id', { id: shownWithoutIcons(words) }),
        description: aboutSearch(shell, list),
        value: { userId: words, name: undefined },
      };
    },
    feed(show, _fail, choose) {
      search = createPeopleSearch({
        stream: app.book.stream,
        known: knownPeople(app.book),
        setTimer: (ms, run) => {
          const timer = setTimeout(run, ms);
          return () => {
            clearTimeout(timer);
          };
        },
        choose,
        show(found) {
          list = found;
          const { people, busy, cutAt, problem } = found;
          show({
            title:
              cutAt === undefined
                ? title
                : vscode.l10n.t('Find a Person in {app} ({n} found, there may be more)', {
                    app: app.name,
                    n: cutAt,
                  }),
            items: people.map(personItem),
            busy,
            placeholder:
              problem === undefined
                ? hint
                : vscode.l10n.t('Names could not be searched: {why}', { why: shell.say(problem) }),
          });
        },
      });
      return search;
    },
  });
}

/** What Stream said of words that can be used as an id all the same. */
function aboutSearch({ say }: Shell, list: PeopleList | undefined): string {
  if (list?.problem !== undefined)
    return vscode.l10n.t('Names could not be searched: {why}', { why: say(list.problem) });
  return list?.foundNobody === true ? vscode.l10n.t('Stream finds nobody by this id, name or e-mail') : '';
}

function personItem({ userId, name, from }: ListedPerson): PickItem<{
  readonly userId: string;
  readonly name: string | undefined;
}> {
  return {
    label: `$(person) ${shownWithoutIcons(userId)}`,
    ...(name === undefined ? {} : { description: shownWithoutIcons(name) }),
    // What Stream found for a name need not hold the words that were typed.
    ...(from === 'found' ? { alwaysShow: true } : {}),
    value: { userId, name },
  };
}

/** Enough to choose from, and quickly gone through. */
const mostPeople = 1000;
const mostRows = 100_000;

/** Ids of people whose rows are held: those of the newest sessions first. */
function knownPeople(book: AttendanceBook): readonly string[] {
  const ids = new Set<string>();
  let looked = 0;
  for (const session of knownSessions(book)) {
    const { loaded, table } = book.rows(session);
    if (!loaded) continue;
    for (let row = 0; row < table.length && ids.size < mostPeople; row++) ids.add(table.userId(row));
    looked += table.length;
    if (ids.size >= mostPeople || looked >= mostRows) break;
  }
  return [...ids].filter((id) => !isAnonymous(id));
}

async function askRange(
  { say }: Shell,
  { range: before }: Gathered,
  position: Position,
): Promise<Answered<RangeChoice>> {
  const [first, ...others] = daysOffered;
  const ranges: readonly RangeChoice[] = [
    { kind: 'days', days: first },
    { kind: 'today' },
    ...others.map((days) => ({ kind: 'days' as const, days })),
    { kind: 'custom' },
  ];
  return await askFromList<RangeChoice>({
    title: vscode.l10n.t('Find a Person: which time?'),
    position,
    placeholder: vscode.l10n.t('Sessions that began within it are asked, one request each'),
    items: ranges.map((value) => ({
      label: value.kind === 'custom' ? vscode.l10n.t('Custom…') : say(rangeName(value)),
      value,
    })),
    isActive: (value) => JSON.stringify(value) === JSON.stringify(before ?? ranges[0]),
  });
}

async function askCallType(
  { book }: OpenApp,
  { callType: before }: Gathered,
  position: Position,
): Promise<Answered<string | null>> {
  const types = knownCallTypes(book);
  return await askFromList<string | null>({
    title: vscode.l10n.t('Find a Person: which calls?'),
    position,
    placeholder: vscode.l10n.t('Choose a type of call, or type the name of another'),
    items: [
      { label: vscode.l10n.t('All call types'), value: null },
      ...types.map((type) => ({ label: shownWithoutIcons(type), value: type })),
    ],
    typed: (words) =>
      types.includes(words)
        ? undefined
        : { label: vscode.l10n.t('Calls of type {type}', { type: shownWithoutIcons(words) }), value: words },
    isActive: (value) => value === (before ?? null),
  });
}
