// A bundle of its own, loaded by the first variable that is asked about. Import it by `await import('./debugging')` only.
import * as vscode from 'vscode';
import { splitCid } from '../../attendance/call';
import { shownText, shownWithoutIcons } from '../../attendance/shown-text';
import { text } from '../../attendance/text';
import { commands, internalCommands, type CommandId } from '../../shell/commands';
import { Problem } from '../../shell/problem';
import { withReadProgress } from '../../shell/reading-progress';
import type { Shell } from '../../shell/shell';
import { readTarget, type Target } from '../../shell/targets';
import type { ActiveApp, OpenApp } from '../../stream-apps/active-app';
import { openedApp } from '../../stream-apps/opened-app';
import { callChoices, likelier } from './call-choices';
import { DebuggerDoor, readMenuVariable, type DebugVariable } from './debugger-door';
import { idsOfVariable, variablesWithIds, type VariableReading } from './ids-of-variable';
import { pickOrType, type Choosable } from './pick-or-type';
import type { VariableIds } from './variable-ids';

/** A paused program: whom to ask, and in which frame names are looked up. */
interface Paused {
  readonly session: vscode.DebugSession;
  readonly frameId: number | undefined;
}

type Asks = <T>(run: (door: DebuggerDoor) => Promise<T>) => Promise<T>;

/**
 * Runs a command on the session that a variable names.
 * @param argument what VS Code's menus of Variables and Watch hand over; else a variable of the paused frame is asked for
 * @param command takes a session `Target`
 * @throws Problem when nothing is paused, the debugger does not answer, or the variable holds no id
 */
export async function runOnVariable(
  parts: { readonly shell: Shell; readonly apps: ActiveApp },
  argument: unknown,
  command: CommandId,
): Promise<void> {
  const app = await openedApp(parts.apps);
  if (app === undefined) return;
  const given = readMenuVariable(argument);
  const paused = pausedProgram(given?.sessionId);
  const asks: Asks = (run) =>
    withReadProgress(parts.shell.say, vscode.l10n.t('Rollcall: asking the debugger'), ({ signal }) =>
      run(new DebuggerDoor(paused.session, { frameId: paused.frameId, signal })),
    );
  const ids = given === undefined ? await askVariable(app, asks) : await idsOf(app, asks, given.variable);
  if (ids === undefined) return;
  const target = await sessionOf(app, ids);
  if (target !== undefined) await vscode.commands.executeCommand(command, target);
}

/** @throws Problem when the variable's debug session is not the one that is looked at, or nothing is paused */
function pausedProgram(sessionId: string | undefined): Paused {
  const item = vscode.debug.activeStackItem;
  const session = [item?.session, vscode.debug.activeDebugSession].find(
    (each) => each !== undefined && (sessionId === undefined || each.id === sessionId),
  );
  const frameId =
    item instanceof vscode.DebugStackFrame && item.session.id === session?.id ? item.frameId : undefined;
  if (session === undefined)
    throw new Problem(
      sessionId === undefined
        ? text('No program is being debugged. Pause one at a breakpoint first.')
        : text('The debug session of this variable is not the selected one any more. Try it again there.'),
    );
  if (sessionId === undefined && frameId === undefined)
    throw new Problem(text('The program is not paused. Pause it at a breakpoint, and select a stack frame.'));
  return { session, frameId };
}

/** One of the variables of the frame that hold ids, or an expression. Undefined: given up. */
async function askVariable(app: OpenApp, asks: Asks): Promise<VariableIds | undefined> {
  const found = await asks((door) => variablesWithIds(door));
  const chosen = await pickOrType<DebugVariable | string>({
    title: vscode.l10n.t('Which variable holds the call or the session?'),
    placeholder:
      found.length === 0
        ? vscode.l10n.t('No local variable holds an id. Type an expression, such as call.cid')
        : vscode.l10n.t('Choose a variable of the selected stack frame, or type an expression.'),
    items: found.map(({ variable, ids }) => ({
      label: shownWithoutIcons(variable.name),
      description: shownWithoutIcons(ids.map(idsText).slice(0, 3).join(' · ')),
      value: variable,
    })),
    typed: (words) =>
      words === ''
        ? undefined
        : {
            label: shownWithoutIcons(words),
            description: vscode.l10n.t('evaluate this expression'),
            value: words,
          },
  });
  if (chosen === undefined) return undefined;
  return typeof chosen === 'string'
    ? await idsOf(app, asks, await asks((door) => door.evaluate(chosen, 'watch')))
    : await idsOf(app, asks, chosen);
}

async function idsOf(app: OpenApp, asks: Asks, variable: DebugVariable): Promise<VariableIds | undefined> {
  const reading = await asks((door) => idsOfVariable(door, variable));
  if (reading.kind !== 'ids') throw noIds(reading);
  const found = likelier(app.book, reading.ids);
  if (found.length === 1) return found[0];
  const items = found.map((ids) => ({
    label: shownWithoutIcons(idsText(ids)),
    description: kindOf(ids),
    ids,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Which of these?'),
    placeHolder: vscode.l10n.t('{variable} may name several.', { variable: shownText(variable.name) }),
    ignoreFocusOut: true,
  });
  return chosen?.ids;
}

function noIds({ kind }: VariableReading): Problem {
  return new Problem(
    kind === 'cut'
      ? text('The debugger shows only a part of this value, and a part of an id may be another one’s.')
      : text(
          'This variable holds no call and no session: no cid, no call id, no session id, itself or in its fields.',
        ),
    { acts: [{ kind: 'command', title: text('Open Session by ID…'), command: commands.openSessionById }] },
  );
}

function idsText({ cid, callId, sessionId }: VariableIds): string {
  return [cid ?? callId, sessionId].filter((id) => id !== undefined).join('/');
}

function kindOf({ cid, callId, sessionId }: VariableIds): string {
  if (sessionId === undefined) return cid === undefined ? vscode.l10n.t('call id') : vscode.l10n.t('call');
  return cid === undefined && callId === undefined
    ? vscode.l10n.t('session id')
    : vscode.l10n.t('session of a call');
}

/** The session that is meant: of a call one is chosen, of an id alone the call is asked for. Undefined: given up. */
async function sessionOf(app: OpenApp, { cid, callId, sessionId }: VariableIds): Promise<Target | undefined> {
  const call = cid ?? (callId === undefined ? undefined : await askCall(app, callId));
  if (call === undefined && callId !== undefined) return undefined;
  return readTarget(
    await vscode.commands.executeCommand(internalCommands.askSession, {
      ...(call !== undefined && { call }),
      ...(sessionId !== undefined && { session: sessionId }),
    }),
  );
}

/** The call of an id without its type: a known one, one of a known type, or the cid that is typed. */
async function askCall(app: OpenApp, callId: string): Promise<string | undefined> {
  const item = (cid: string, description: string): Choosable<string> => ({
    label: shownWithoutIcons(cid),
    description,
    value: cid,
  });
  return await pickOrType<string>({
    title: vscode.l10n.t('Which call has the id {id}?', { id: shownText(callId) }),
    placeholder: vscode.l10n.t('A call has a type, too. Choose one, or type the cid (type:id).'),
    items: callChoices(app.book, callId).map(({ cid, isHeld }) =>
      item(cid, isHeld ? vscode.l10n.t('known in this window') : ''),
    ),
    typed: (words) =>
      splitCid(words) === undefined ? undefined : item(words, vscode.l10n.t('use this cid')),
  });
}
