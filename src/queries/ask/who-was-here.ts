import * as vscode from 'vscode';
import { cidOf, type SessionRef } from '../../attendance/call';
import { coverageText } from '../../attendance/figures/figure-text';
import { FigureWords, type Telling } from '../../attendance/figures/figure-words';
import type { Ms } from '../../attendance/instant';
import { shownText, shownWithoutIcons, wordsWithoutIcons } from '../../attendance/shown-text';
import { shownName } from '../../attendance/shown-name';
import { text, type Text } from '../../attendance/text';
import { rangeText } from '../../attendance/time-text';
import type { AttendanceAnswer, Session } from '../../book/book';
import { peopleAt, whoNames, type IdList } from '../../book/telling/who-was-here';
import { commands, internalCommands } from '../../shell/commands';
import { pausing } from '../../shell/pausing';
import { Problem } from '../../shell/problem';
import { readTarget } from '../../shell/targets';
import type { Answered, Position } from '../../stream-apps/asking';
import { inputBoxes } from '../../stream-apps/input-boxes';
import { openedApp } from '../../stream-apps/opened-app';
import { readAnswer } from '../../stream-apps/read-answer';
import { askFromList, type PickItem } from '../pick';
import { runSteps } from '../steps';
import { askCall, type AskParts } from './ask-call';
import { askSessionOf, sessionNamed } from './ask-session-of-call';
import { placeOf } from './ask-window';
import { readWhoGiven } from './instant-asked';
import { bareRef } from './newest-session';
import { refuseOther, type QueryParts } from './query-sessions';
import { tellingOf } from '../../shell/telling';
import { outside, readTime, timeWords, type TimePlace } from './time-input';

interface Draft {
  readonly cid: string | undefined;
  readonly sessionId: string | undefined;
  readonly session: SessionRef | undefined;
  /** As typed or given. */
  readonly words: string | undefined;
}

/** Ids on each list: of more the list says how many there are. */
const mostListed = 1000;

/**
 * *Who Was Here…*: a session, an instant → who was present, possibly present, absent. What the argument tells is not asked;
 * from the palette it is the session selected in the sidebar, where one is.
 * @throws Problem, StreamFailure
 */
export async function whoWasHere(parts: QueryParts, argument: unknown): Promise<void> {
  const reading = readWhoGiven(argument);
  if (!reading.ok) throw new Problem(reading.text);
  const app = await openedApp(parts.apps);
  if (app === undefined) return;
  refuseOther(app, reading.given);
  const asking: AskParts = { shell: parts.shell, app, kept: parts.kept };
  const start = await startOf(reading.given.question, reading.at);
  const chosen = await runSteps<Draft>(
    [
      {
        isAsked: () => start.cid === undefined,
        async ask(soFar, position) {
          const title = vscode.l10n.t('Who was here: in which call of {app}?', { app: app.name });
          const answered = await askCall(asking, { title, position, cid: soFar.cid });
          if (answered.kind !== 'answer') return answered;
          const { cid } = answered.value;
          return cid === soFar.cid
            ? { kind: 'answer', value: soFar }
            : { kind: 'answer', value: { ...soFar, cid, session: undefined, sessionId: start.sessionId } };
        },
      },
      {
        isAsked: () => start.sessionId === undefined,
        async ask(soFar, position) {
          const answered = await askSessionOf(asking, soFar.cid ?? '', {
            position,
            sessionId: soFar.sessionId,
          });
          if (answered.kind !== 'answer') return answered;
          const session = bareRef(answered.value);
          return { kind: 'answer', value: { ...soFar, session, sessionId: session.sessionId } };
        },
      },
      {
        isAsked: () => start.words === undefined,
        async ask(soFar, position) {
          const { cid = '', sessionId = '' } = soFar;
          const session = soFar.session ?? (await sessionNamed(asking, cid, sessionId));
          if (session === undefined) return { kind: 'cancelled' };
          const answered = await askInstant(asking, session, soFar.words, position);
          return answered.kind === 'answer'
            ? { kind: 'answer', value: { ...soFar, session, words: answered.value } }
            : answered;
        },
      },
    ],
    start,
  );
  if (chosen?.cid === undefined || chosen.sessionId === undefined || chosen.words === undefined) return;
  const session = chosen.session ?? (await sessionNamed(asking, chosen.cid, chosen.sessionId));
  if (session === undefined) return;
  await answerWho(asking, session, chosen.words);
}

async function startOf(
  question: { readonly call?: string | undefined; readonly session?: string | undefined },
  words: string | undefined,
): Promise<Draft> {
  const { call, session: sessionId } = question;
  const given = { cid: call, sessionId, session: undefined, words };
  if (call !== undefined || sessionId !== undefined) return given;
  const selected = readTarget(await vscode.commands.executeCommand(internalCommands.selectedTarget));
  if (selected === undefined || selected.kind === 'call') return { ...given, cid: selected?.cid };
  const { session } = selected;
  return { ...given, cid: cidOf(session), sessionId: session.sessionId, session };
}

async function askInstant(
  { shell, app }: AskParts,
  session: SessionRef,
  words: string | undefined,
  position: Position,
): Promise<Answered<string>> {
  const known = app.book.session(session);
  const telling = tellingOf(shell, known?.startedAt);
  const place = placeOf(known, telling, app.book.now());
  return await inputBoxes(shell.say).askText({
    title: text('Who was here in {call}?', { call: shownText(cidOf(session)) }),
    position,
    prompt: promptOf(known, app.book.now(), telling),
    placeholder: text('{example}', { example: '09:17' }),
    value: words ?? (known?.startedAt === undefined ? '' : timeWords(known.startedAt, place.zone)),
    validate(typed) {
      const read = readTime(typed, place);
      return read.ok ? outside(read.at, place) : read.text;
    },
  });
}

function promptOf(known: Session | undefined, now: Ms, telling: Telling): Text {
  const zone = telling.show.display === 'utc' ? 'UTC' : telling.show.zone;
  if (known?.startedAt === undefined)
    return text('A day and time in {zone}, or with its own zone: a log’s timestamp will do.', { zone });
  const display = telling.show.display === 'utc' ? 'utc' : 'local';
  const range = telling.say(
    rangeText({ from: known.startedAt, to: known.endedAt }, { ...telling.show, display }, { day: true, now }),
  );
  return text('A time in {zone}, or a log’s timestamp with its own zone. The session: {range}.', {
    zone,
    range,
  });
}

type Choice = { readonly act: 'person'; readonly userId: string } | { readonly act: 'copy' | 'panel' };

async function answerWho(parts: AskParts, session: SessionRef, typed: string): Promise<void> {
  const { shell, app } = parts;
  const answer = await readAnswer(shell, app, session, {});
  const { sessionStart, sessionEnd } = answer.measures.input.context;
  const telling = tellingOf(shell, sessionStart);
  // Read once more, now that the rows have told when the session was.
  const place: TimePlace = {
    ...placeOf(undefined, telling, app.book.now()),
    from: sessionStart,
    to: sessionEnd,
  };
  const read = readTime(typed, place);
  const wrong = read.ok ? outside(read.at, place) : read.text;
  if (!read.ok || wrong !== undefined) throw new Problem(wrong ?? text('There is no such day or time.'));
  const target = { kind: 'session', appId: app.id, session };
  const chosen = await showPeople(answer, read.at, telling);
  switch (chosen?.act) {
    case undefined:
    case 'copy':
      return;
    case 'panel':
      await vscode.commands.executeCommand(commands.openAttendance, target);
      return;
    case 'person':
      await vscode.commands.executeCommand(commands.openAttendance, target, {
        question: { rows: { user_id: chosen.userId } },
      });
  }
}

/** The lists in one: present, possibly, absent; Enter on a person opens the person's rows. */
async function showPeople(answer: AttendanceAnswer, at: Ms, telling: Telling): Promise<Choice | undefined> {
  const words = new FigureWords(telling);
  const found = peopleAt(answer, at, telling, mostListed);
  const state = words.state(answer.basis);
  const coverage = coverageText(answer.basis.coverage, telling);
  const copyList = async (): Promise<void> => {
    const lines = await whoNames(answer, at, telling, pausing);
    await vscode.env.clipboard.writeText(
      `${[cidOf(answer.session), answer.session.sessionId, state, coverage, ...lines].join('\n')}\n`,
    );
    vscode.window.setStatusBarMessage(vscode.l10n.t('Copied the lists of people.'), 5000);
  };
  const copyButton: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('copy'),
    tooltip: vscode.l10n.t('Copy the lists'),
  };
  const chosen = await askFromList<Choice>({
    title: vscode.l10n.t('Who was here at {time}', { time: found.at }),
    placeholder: vscode.l10n.t('{state} · {coverage} · Enter on a person shows the rows', {
      state,
      coverage,
    }),
    items: found.told
      ? [
          ...listed(vscode.l10n.t('Present: {n}', { n: found.present.count }), found.present),
          ...listed(vscode.l10n.t('Possibly present: {n}', { n: found.possibly.count }), found.possibly),
          ...listed(vscode.l10n.t('Absent: {n}', { n: found.absent.count }), found.absent),
          ...(found.notes.length === 0
            ? []
            : [group(vscode.l10n.t('What else must be known')), ...found.notes.map(noteItem)]),
          group(''),
          ...acts(),
        ]
      : [noteItem(found.why), ...acts()],
    ...(found.told
      ? {
          buttons: [
            {
              button: copyButton,
              run: () => {
                void copyList();
              },
            },
          ],
        }
      : {}),
  });
  if (chosen.kind !== 'answer') return undefined;
  if (chosen.value.act === 'copy') await copyList();
  return chosen.value;
}

function group(label: string): PickItem<Choice> {
  return { label, kind: vscode.QuickPickItemKind.Separator, value: { act: 'panel' } };
}

function listed(label: string, { count, ids }: IdList): readonly PickItem<Choice>[] {
  const more = count - ids.length;
  return [
    group(label),
    ...ids.map((id): PickItem<Choice> => ({
      label: shownWithoutIcons(id.length > 200 ? shownName(id) : id),
      value: { act: 'person', userId: id },
    })),
    ...(more > 0
      ? [noteItem(vscode.l10n.t('and {n} more: they are on the list that is copied', { n: more }))]
      : []),
  ];
}

function noteItem(note: string): PickItem<Choice> {
  return {
    label: `$(info) ${wordsWithoutIcons(note)}`,
    alwaysShow: true,
    value: { act: 'panel' },
    run: () => undefined,
  };
}

function acts(): readonly PickItem<Choice>[] {
  return [
    { label: `$(copy) ${vscode.l10n.t('Copy the lists')}`, alwaysShow: true, value: { act: 'copy' } },
    { label: `$(graph-line) ${vscode.l10n.t('Open Attendance')}`, alwaysShow: true, value: { act: 'panel' } },
  ];
}
