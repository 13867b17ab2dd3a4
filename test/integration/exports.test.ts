import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Connection } from '../../src/sample/server';
import { commands, internalCommands } from '../../src/shell/commands';
import {
  csvRows,
  exportedPair,
  reported,
  told,
  toldInCsv,
  type RowJson,
  type SessionJson,
} from '../e2e/exported-rows';
import { messagesDuring, requestsDuring, settledSession, useSampleData } from './stage';
import type { Message } from './recorded-window';

const formats = ['csv', 'json', 'ndjson', 'markdown'] as const;

describe('exports by arguments', () => {
  const stage = useSampleData();
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'rollcall-exports-'));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (target: unknown, extra: unknown): Promise<readonly Message[]> =>
    messagesDuring(stage(), () =>
      vscode.commands.executeCommand(commands.exportParticipantSessions, target, extra),
    );
  const connectionsOf = ({ session }: ReturnType<typeof settledSession>): readonly Connection[] =>
    stage().sample.ledger.connections(session.sessionId);

  it('writes each format without a question, every row of the ledger in it', async () => {
    const target = settledSession(stage());
    const truth = connectionsOf(target).map(reported);
    const text = new Map<string, string>();
    for (const format of formats) {
      const to = join(folder, `whole.${format}`);
      const [message, ...more] = await run(target, { question: {}, format, to });
      assert.match(
        message?.text ?? '',
        new RegExp(`^Saved ${truth.length} rows as .* to whole\\.${format}\\.`),
      );
      assert.deepEqual([message?.severity, more], ['information', []]);
      const pair = exportedPair(to);
      assert.deepEqual([pair.side.format, pair.side.rows], [format, truth.length]);
      text.set(format, pair.text);
    }
    assert.deepEqual(csvRows(text.get('csv') ?? '').map(toldInCsv), truth);
    const json = JSON.parse(text.get('json') ?? '') as SessionJson;
    assert.deepEqual(json.participants_sessions.map(told), truth);
    const lines = (text.get('ndjson') ?? '').trimEnd().split('\n');
    assert.deepEqual(
      lines.map((line) => told(JSON.parse(line) as RowJson)),
      truth,
    );
    const table = text.get('markdown') ?? '';
    assert.ok(truth.every(({ user_session_id }) => table.includes(user_session_id)));
  });

  it('gives the same bytes for the same input, in every format', async () => {
    const target = settledSession(stage());
    const [user] = connectionsOf(target).map(({ userId }) => userId);
    const question = { rows: { user_id: user } };
    for (const format of formats) {
      const pairs = [];
      for (const folderOf of ['one', 'other']) {
        mkdirSync(join(folder, folderOf), { recursive: true });
        const to = join(folder, folderOf, `same.${format}`);
        await run(target, { question, format, to });
        pairs.push([readFileSync(to, 'utf8'), readFileSync(`${to}.rollcall.json`, 'utf8')]);
      }
      assert.deepEqual(pairs[0], pairs[1]);
    }
  });

  it('replaces neither file where it may not', async () => {
    const target = settledSession(stage());
    const taken = join(folder, 'taken.csv');
    const free = join(folder, 'free.csv');
    for (const file of [taken, `${free}.rollcall.json`]) writeFileSync(file, 'mine');
    const asked = { question: {}, format: 'csv' };
    for (const [to, named] of [
      [taken, 'taken.csv'],
      [free, 'free.csv.rollcall.json'],
    ] as const) {
      const [message] = await run(target, { ...asked, to });
      assert.ok(message?.text.startsWith(`There is a file ${named} already.`), message?.text);
    }
    assert.deepEqual(
      readdirSync(folder).filter((name) => /^(taken|free)/.test(name)),
      ['free.csv.rollcall.json', 'taken.csv'],
    );
    assert.equal(readFileSync(taken, 'utf8'), 'mine');
    const [message] = await run(target, { ...asked, to: taken, overwrite: true });
    assert.match(message?.text ?? '', /^Saved /);
    assert.equal(csvRows(exportedPair(taken).text).length, connectionsOf(target).length);
  });

  it('says why a place takes no file, names no folder of the user’s, and leaves nothing', async () => {
    const target = settledSession(stage());
    writeFileSync(join(folder, 'file'), '');
    mkdirSync(join(folder, 'folder.csv'), { recursive: true });
    const before = readdirSync(folder, { recursive: true });
    for (const [to, words] of [
      [join(folder, 'none', 'rows.csv'), 'rows.csv was not written: its folder does not exist.'],
      [join(folder, 'file', 'rows.csv'), 'rows.csv was not written: its folder does not exist.'],
      [join(folder, 'folder.csv'), 'folder.csv was not written: a folder has that name.'],
      [join(folder, `${'x'.repeat(300)}.csv`), 'the name is too long there.'],
    ] as const) {
      const [message] = await run(target, { question: {}, format: 'csv', to, overwrite: true });
      assert.ok(message?.text.includes(words) === true && !message.text.includes(folder), message?.text);
      assert.equal(message.severity, 'error');
    }
    assert.deepEqual(readdirSync(folder, { recursive: true }), before);
  });

  it('refuses arguments that mean something else, before it asks Stream', async () => {
    const target = settledSession(stage());
    const to = join(folder, 'never.csv');
    const asked = await requestsDuring(stage(), async () => {
      for (const [given, extra, words] of [
        [target, { format: 'xlsx', to }, /“format” cannot be read/],
        [target, { format: 'csv', to, question: { rows: { nobody: 1 } } }, /nobody/],
        [target, { format: 'csv', to, filter: {} }, /“filter” cannot be read/],
        [{ ...target, appId: 'another' }, { format: 'csv', to, question: {} }, /another Stream app/],
      ] as const) {
        const [message] = await run(given, extra);
        assert.match(message?.text ?? '', words);
      }
    });
    assert.deepEqual(asked, []);
    assert.ok(!readdirSync(folder).includes('never.csv'));
  });
});

describe('links by arguments', () => {
  const stage = useSampleData();
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('lead back to the very session and question, whatever the ids hold', async () => {
    const { sample, window } = stage();
    const cids = sample.ledger
      .calls()
      .map(({ cid }) => cid)
      .filter((cid) => cid.startsWith('development:'));
    assert.ok(cids.length > 3);
    for (const { cid, callType, callId, id } of cids.flatMap((one) =>
      sample.ledger.sessions(one).slice(0, 1),
    )) {
      const target = { kind: 'session', appId: 'sample', session: { callType, callId, sessionId: id } };
      const question = { rows: { user_id: sample.ledger.connections(id)[0]?.userId ?? cid } };
      await vscode.env.clipboard.writeText('nothing copied');
      window.press('Copy With Filter');
      const asked = await messagesDuring(stage(), () =>
        vscode.commands.executeCommand(commands.copyLink, target, { question }),
      );
      assert.deepEqual(
        asked.map(({ text, modal }) => [text, modal]),
        [['This link would tell what is asked. Put it in?', true]],
      );
      const link = await vscode.env.clipboard.readText();
      assert.match(link, /^[\w-]+:\/\/rollcall\.rollcall\/panel\?[\w=&:%.~!*'()-]+$/);
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      window.press('Open');
      const [shown] = await messagesDuring(stage(), () =>
        vscode.commands.executeCommand(commands.openLink, link),
      );
      assert.equal(shown?.modal, true);
      assert.match(
        shown.text.replace(/[\u2066-\u2069]/g, ''),
        /^Open attendance of development:.*, from the Stream app Sample data\?$/s,
      );
      assert.deepEqual(await vscode.commands.executeCommand(internalCommands.activePanel), {
        target,
        question,
      });
    }
  });

  it('are refused without a question or a request where they are damaged', async () => {
    const asked = await requestsDuring(stage(), async () => {
      const messages = await messagesDuring(stage(), async () => {
        for (let n = 0; n < 50; n++)
          await vscode.commands.executeCommand(
            commands.openLink,
            `vscode://rollcall.rollcall/call?call=..:${n}`,
          );
      });
      // A page may open links by the hundred.
      assert.ok(messages.length >= 1 && messages.length < 5, String(messages.length));
      for (const { text, modal } of messages) {
        assert.match(text, /^A link was refused\. /);
        assert.equal(modal, false);
      }
    });
    assert.deepEqual(asked, []);
  });
});
