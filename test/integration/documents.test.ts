import assert from 'node:assert/strict';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { commands, internalCommands } from '../../src/shell/commands';
import {
  askRows,
  copied,
  messagesDuring,
  requestsDuring,
  sessionTarget,
  settledSession,
  useSampleData,
} from './stage';

const sessionJson = v.looseObject({
  call_session_id: v.string(),
  total_participant_sessions: v.number(),
  total_participant_duration: v.number(),
  participants_sessions: v.array(v.record(v.string(), v.unknown())),
  _rollcall: v.optional(
    v.object({
      state: v.string(),
      asOf: v.string(),
      rows: v.number(),
      of: v.number(),
      filter: v.null(),
      app: v.string(),
      version: v.string(),
    }),
  ),
});

const parse = (text: string) => v.parse(sessionJson, JSON.parse(text));

/** A row of the server as Call Session JSON is to have it: times as ISO 8601, everything else as it came. */
function inIso(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      key.endsWith('_at') && typeof value === 'number'
        ? new Date(Math.floor(value / 1_000_000)).toISOString()
        : value,
    ]),
  );
}

/** Opens a target as JSON; answers the document that is in front of the user then. */
async function openAsJson(target: unknown): Promise<vscode.TextDocument> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await vscode.commands.executeCommand(commands.openAsJson, target);
  const document = vscode.window.activeTextEditor?.document;
  assert.equal(document?.uri.scheme, 'rollcall');
  return document;
}

describe('JSON of a session', () => {
  const stage = useSampleData();

  it('is what the server has, all pages merged, times in ISO, without what belongs to requests', async () => {
    const { ledger } = stage().sample;
    // Two pages of the extension's or more, several of the test's own.
    const target = sessionTarget(stage().sample, ({ id, live, rowsExpired, livestream }) => {
      return !live && !rowsExpired && !livestream && ledger.connections(id).length > 100;
    });
    const server = await askRows(stage().sample, target);
    const text = await copied(commands.copyCallSessionJson, target);
    const json = parse(text);
    assert.ok(server.participants_sessions.length > 100);
    assert.deepEqual(json.participants_sessions, server.participants_sessions.map(inIso));
    assert.equal(json.total_participant_sessions, server.total_participant_sessions);
    assert.equal(json.total_participant_duration, server.total_participant_duration);
    for (const key of ['next', 'prev', 'duration']) assert.ok(!(key in json), key);
    assert.match(text, /\],\n {2}"session": [^]*\n {2}"_rollcall": \{[^{}]*\}\n\}\n$/);
    assert.deepEqual(
      [json._rollcall?.rows, json._rollcall?.of, json._rollcall?.app],
      [server.participants_sessions.length, server.total_participant_sessions, 'Sample data'],
    );
  });

  it('writes Stream’s own nanoseconds as wire JSON', async () => {
    const target = settledSession(stage());
    const server = await askRows(stage().sample, target);
    const text = await copied(commands.copyWireJson, target);
    for (const row of server.participants_sessions) {
      // As text: these numbers exceed 2^53.
      const ns = String(BigInt(Math.floor(Number(row['joined_at']) / 1_000_000)) * 1_000_000n);
      assert.ok(text.includes(`"joined_at": ${ns}`), ns);
    }
  });

  it('reads a session whole once: the next copy of a settled one asks nobody', async () => {
    const target = settledSession(stage());
    await copied(commands.copyCallSessionJson, target);
    const again = await requestsDuring(stage(), () => copied(commands.copyCallSessionJson, target));
    assert.deepEqual(again, []);
  });

  it('copies one row, by its key', async () => {
    const target = settledSession(stage());
    const [row] = (await askRows(stage().sample, target)).participants_sessions;
    assert.ok(row);
    const joined = Math.floor(Number(row['joined_at']) / 1_000_000);
    const rowKey = JSON.stringify([row['user_id'], row['user_session_id'], joined]);
    const json: unknown = JSON.parse(
      await copied(commands.copyParticipantSessionJson, { ...target, kind: 'row', rowKey }),
    );
    assert.deepEqual(json, inIso(row));
  });

  it('copies ids of calls and sessions', async () => {
    const target = settledSession(stage());
    assert.equal(await copied(commands.copyId, target), target.session.sessionId);
    const call = { kind: 'call', appId: 'sample', cid: 'development:a:b:c' };
    assert.equal(await copied(commands.copyId, call), 'development:a:b:c');
  });

  it('is refused for another app, without a request', async () => {
    const target = { ...settledSession(stage()), appId: 'another' };
    await vscode.env.clipboard.writeText('before');
    for (const command of [commands.copyCallSessionJson, commands.openAsJson, commands.copyId]) {
      const asked = await requestsDuring(stage(), async () => {
        const [message] = await messagesDuring(stage(), () =>
          vscode.commands.executeCommand(command, target),
        );
        assert.match(message?.text ?? '', /belongs to another Stream app than the open one, Sample data/);
        assert.deepEqual(message?.buttons, ['Switch Stream App…', 'Open Log']);
      });
      assert.deepEqual(asked, []);
    }
    assert.equal(await vscode.env.clipboard.readText(), 'before');
  });
});

describe('the setting rollcall.json.addRollcallKey', () => {
  const stage = useSampleData();
  const set = (value: boolean | undefined): Thenable<void> =>
    vscode.workspace
      .getConfiguration('rollcall')
      .update('json.addRollcallKey', value, vscode.ConfigurationTarget.Global);
  after(() => set(undefined));

  it('off, leaves nothing of ours in the JSON of a settled session', async () => {
    const target = settledSession(stage());
    assert.ok('_rollcall' in parse(await copied(commands.copyCallSessionJson, target)));
    await set(false);
    assert.ok(!('_rollcall' in parse(await copied(commands.copyCallSessionJson, target))));
  });

  it('off, keeps the key where the figures are provisional', async () => {
    await set(false);
    const live = sessionTarget(stage().sample, (session) => session.live);
    const json = parse(await copied(commands.copyCallSessionJson, live));
    assert.match(json._rollcall?.state ?? '', /live/i);
  });
});

describe('a JSON document', () => {
  const stage = useSampleData();
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('holds what Copy Call Session JSON copies, named for people, as JSON', async () => {
    const target = settledSession(stage());
    const document = await openAsJson(target);
    assert.equal(document.languageId, 'json');
    assert.match(document.uri.path, /^\/default:daily-standup \d{4}-\d\d-\d\d \d\d-\d\d\.json$/);
    assert.equal(document.getText(), await copied(commands.copyCallSessionJson, target));
    assert.equal(document.isDirty, false);
  });

  it('of a call and of a row as well', async () => {
    const call = await openAsJson({ kind: 'call', appId: 'sample', cid: 'development:__proto__' });
    assert.equal(
      v.parse(v.looseObject({ cid: v.string() }), JSON.parse(call.getText())).cid,
      'development:__proto__',
    );
    const target = settledSession(stage());
    const [row] = (await askRows(stage().sample, target)).participants_sessions;
    const joined = Math.floor(Number(row?.['joined_at']) / 1_000_000);
    const rowKey = JSON.stringify([row?.['user_id'], row?.['user_session_id'], joined]);
    const document = await openAsJson({ ...target, kind: 'row', rowKey });
    assert.deepEqual(JSON.parse(document.getText()), inIso(row ?? {}));
  });

  it('cannot be written, deleted or renamed', async () => {
    const { uri } = await openAsJson(settledSession(stage()));
    assert.equal(vscode.workspace.fs.isWritableFileSystem('rollcall'), false);
    const { permissions } = await vscode.workspace.fs.stat(uri);
    assert.equal(permissions, vscode.FilePermission.Readonly);
    const noWay = { code: 'NoPermissions' };
    await assert.rejects(async () => {
      await vscode.workspace.fs.writeFile(uri, Buffer.from('{}'));
    }, noWay);
    await assert.rejects(async () => {
      await vscode.workspace.fs.delete(uri);
    }, noWay);
    await assert.rejects(async () => {
      await vscode.workspace.fs.rename(uri, uri.with({ path: '/x.json' }));
    }, noWay);
  });

  it('folds, and has an outline', async () => {
    const { uri } = await openAsJson(settledSession(stage()));
    const ranges = await vscode.commands.executeCommand<readonly vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      uri,
    );
    // The object, the list of rows, each row, each row's roles at least where they take lines of their own.
    assert.ok(ranges.length > 5, `${ranges.length} ranges`);
    const symbols = await vscode.commands.executeCommand<readonly vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      uri,
    );
    const names = symbols.map(({ name }) => name);
    for (const key of ['call_session_id', 'participants_sessions', '_rollcall'])
      assert.ok(names.includes(key), names.join(', '));
    const rows = symbols.find(({ name }) => name === 'participants_sessions');
    assert.ok((rows?.children.length ?? 0) > 3);
  });

  it('is made again from its address, as after a reload, and its address is refused when it names no target', async () => {
    const target = settledSession(stage());
    const { uri } = await openAsJson(target);
    const another = uri.with({ path: '/restored.json' });
    const bytes = await vscode.workspace.fs.readFile(another);
    assert.equal(parse(Buffer.from(bytes).toString('utf8')).call_session_id, target.session.sessionId);
    for (const query of ['', 'nonsense', '{}', '[', JSON.stringify({ ...target, kind: 'other' })]) {
      await assert.rejects(
        async () => {
          await vscode.workspace.fs.readFile(uri.with({ path: '/never-made.json', query }));
        },
        { code: 'FileNotFound' },
      );
    }
  });
});

describe('a report document', () => {
  useSampleData();

  it('is Markdown that nobody can write to', async () => {
    const markdown = '# Shapes\n\n- yes\n- no\n';
    await vscode.commands.executeCommand(internalCommands.openReport, { name: 'Check of an app', markdown });
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.getText(), markdown);
    assert.equal(document.languageId, 'markdown');
    assert.equal((await vscode.workspace.fs.stat(document.uri)).permissions, vscode.FilePermission.Readonly);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});
