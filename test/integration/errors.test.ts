import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Quirks, SampleServer } from '../../src/sample/server';
import { commands, internalCommands, views } from '../../src/shell/commands';
import { readTarget, type Target } from '../../src/shell/targets';
import {
  dataFolder,
  messagesDuring,
  requestsDuring,
  sessionTarget,
  settledSession,
  useSampleData,
} from './stage';
import { actOf, drawn, kindOf, labelOf, nodeOf, nodes, treeOf, type DrawnNode } from './tree-of';

type SessionTarget = Extract<Target, { kind: 'session' }>;

const run = (command: string, ...args: readonly unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(command, ...args);

const sessionOf = (callId: string, sessionId: string): SessionTarget => ({
  kind: 'session',
  appId: 'sample',
  session: { callType: 'default', callId, sessionId },
});

/** Beside the rows, what the data state hangs on is asked for as well: the call, and its statistics. */
function rowsOf(asked: SampleServer['requests']): SampleServer['requests'] {
  return asked.filter(({ operation }) => operation === 'QueryCallParticipantSessions');
}

/** No stack, no name of a class, no status text alone: a sentence. */
function assertSentence(text: string): void {
  assert.match(text, /^\p{Lu}.*[.?]$/su);
  assert.doesNotMatch(text, /\bat \w+ \(|Error:|undefined|\[object/);
}

describe('a command that fails', () => {
  const stage = useSampleData();

  it('says once what happened, throws nothing, and asks Stream once: an unknown session', async () => {
    const target = sessionOf('daily-standup', '11111111-2222-4333-8444-555555555555');
    for (const command of [commands.openAsJson, commands.copyCallSessionJson, commands.copyWireJson]) {
      const asked = await requestsDuring(stage(), async () => {
        const messages = await messagesDuring(stage(), async () => {
          assert.equal(await run(command, target), undefined);
        });
        assert.equal(messages.length, 1);
        assert.equal(messages[0]?.severity, 'error');
        assertSentence(messages[0].text);
        assert.match(messages[0].text, /session/i);
        assert.equal(messages[0].buttons.at(-1), 'Open Log');
      });
      assert.deepEqual(
        rowsOf(asked).map(({ status }) => status),
        [404],
      );
    }
  });

  it('is logged with its kind and status, never with ids', async () => {
    const target = sessionOf('secret-merger-talks', 'b7e1c0de-0000-4000-8000-000000000001');
    await run(commands.openAsJson, target);
    const line =
      /_?rollcall\.openAsJson: failed after \d+ ms: not-found, QueryCallParticipantSessions, status 404, code 16/;
    const log = await logWith(line);
    assert.ok(!log.includes('secret-merger-talks') && !log.includes('b7e1c0de'));

    async function logWith(wanted: RegExp): Promise<string> {
      const folder = join(dataFolder(stage()), 'logs');
      // The log is written by another thread; the time limit of the test ends the looking.
      for (;;) {
        const text = readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && entry.parentPath.endsWith('rollcall.rollcall'))
          .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
          .join('\n');
        if (wanted.test(text)) return text;
        await wait(20);
      }
    }
  });

  it('refuses ids that cannot be asked for, without a request', async () => {
    const hostile = ['..', '.', 'half \ud800 of it', '\udc00', 'x'.repeat(300)];
    for (const id of hostile) {
      for (const target of [sessionOf(id, 'a-session'), sessionOf('daily-standup', id)]) {
        const asked = await requestsDuring(stage(), async () => {
          const [message, ...more] = await messagesDuring(stage(), () =>
            run(commands.copyCallSessionJson, target),
          );
          assert.deepEqual(more, []);
          assert.equal(message?.severity, 'error');
          assertSentence(message.text);
          assert.match(message.text, /^The id “call_(session_)?id” /, JSON.stringify(id));
        });
        assert.deepEqual(asked, [], JSON.stringify(id));
      }
    }
  });

  it('sends ids that look like addresses as ids: nothing rings, nothing is rerouted', async () => {
    const hostile = [
      'standup?ring=true&api_key=x',
      'a/../../../users',
      '%2e%2e',
      '#top',
      "$& $' {id}",
      'line\r\nX-Evil: 1',
      '‮gnp.exe',
      '__proto__',
    ];
    for (const id of hostile) {
      const asked = await requestsDuring(stage(), async () => {
        const [message] = await messagesDuring(stage(), () =>
          run(commands.copyCallSessionJson, sessionOf(id, id)),
        );
        assert.equal(message?.severity, 'error', JSON.stringify(id));
        assertSentence(message.text);
      });
      assert.deepEqual(
        rowsOf(asked).map(({ status, path }) => [
          status,
          ...path.split('/').slice(-4).map(decodeURIComponent),
        ]),
        [[404, id, 'session', id, 'participant_sessions']],
      );
      for (const { operation, query } of asked) {
        assert.notEqual(operation, 'unknown', JSON.stringify(id));
        assert.deepEqual(
          Object.keys(query).filter((name) => name !== 'limit'),
          [],
        );
      }
    }
  });

  it('asks for a session when it was given nonsense, and a cancel there says nothing', async () => {
    for (const nonsense of [undefined, 'text', { kind: 'session' }]) {
      const messages = await messagesDuring(stage(), async () => {
        const running = run(commands.copyCallSessionJson, nonsense);
        const question = await stage().window.nextInput();
        question.hide();
        assert.equal(await running, undefined);
      });
      assert.deepEqual(messages, []);
    }
  });

  it('takes nothing that is selected for a target that somebody wrote and that cannot be read', async () => {
    const [message, ...others] = await messagesDuring(stage(), () =>
      run(commands.copyCallSessionJson, { kind: 'call', appId: 'sample', cid: '' }),
    );
    assert.deepEqual(others, []);
    assert.match(message?.text ?? '', /^What this is about cannot be read\./);
  });
});

describe('a node of the tree that fails', () => {
  const stage = useSampleData();
  const tree = () => treeOf(stage(), views.calls);
  /** The very next requests for rows, and those after them. */
  const always = { request: 1, times: 1000 };

  const failing: readonly {
    readonly what: string;
    readonly quirks: Quirks;
    readonly says: RegExp;
    readonly offers: string;
    readonly command: string;
  }[] = [
    {
      what: 'a refused key (401)',
      quirks: { statusAt: { ...always, status: 401 } },
      says: /401|key|secret/i,
      offers: 'Update Secret…',
      command: commands.updateSecret,
    },
    {
      what: 'what is not allowed (403)',
      quirks: { statusAt: { ...always, status: 403 } },
      says: /QueryCallParticipantSessions \(403\)/,
      offers: 'Switch Stream App…',
      command: commands.switchApp,
    },
    {
      what: 'a session that is gone (404)',
      quirks: { statusAt: { ...always, status: 404 } },
      says: /session/,
      offers: 'Open Session by ID…',
      command: commands.openSessionById,
    },
    {
      what: 'an error of Stream’s own, in HTML (502)',
      quirks: { htmlBadGatewayAt: always },
      says: /\b502\b/,
      offers: 'Try Again',
      command: commands.retry,
    },
    {
      what: 'an answer without its rows’ users',
      quirks: { dropField: 'participants_sessions.user_id' },
      says: /user_id/,
      offers: 'Check This App…',
      command: commands.checkApp,
    },
    {
      what: 'an answer that is null',
      quirks: { nullBodyAt: always },
      says: /could not be read|null|JSON/,
      offers: 'Check This App…',
      command: commands.checkApp,
    },
  ];

  for (const [which, { what, quirks, says, offers, command }] of failing.entries()) {
    it(`tells ${what} where it happened, with the one act, and reads on once it is over`, async () => {
      const node = await revealed(settledSession(stage(), 10 + which));
      stage().sample.setQuirks(quirks);
      const messages = await messagesDuring(stage(), async () => {
        const [failure, ...more] = await settled(node);
        assert.deepEqual(more, []);
        assert.equal(kindOf(failure), 'failure');
        const item = await drawn(tree(), failure);
        assertSentence(labelOf(item));
        assert.match(labelOf(item), says);
        assert.equal(item.description, offers);
        assert.equal(item.command?.command, command);
        assert.match(String(item.contextValue), /\bretry\b/);
        assert.ok(String(item.accessibilityInformation?.label).includes(offers));
        stage().sample.setQuirks({});
        await run(commands.retry, failure);
      });
      // The tree is where it is said: no notification beside it.
      assert.deepEqual(messages, []);
      const rows = await nodes(tree(), node);
      assert.ok(rows.length > 3 && rows.every((row) => kindOf(row) === 'row'));
    });
  }

  it('does not fail for what passes by itself: one 503, one broken connection', async () => {
    const passing: readonly Quirks[] = [
      { statusAt: { request: 1, status: 503, times: 1 } },
      { dropConnectionAt: { request: 1, times: 1 } },
    ];
    for (const [which, quirks] of passing.entries()) {
      const node = await revealed(settledSession(stage(), 18 + which));
      stage().sample.setQuirks(quirks);
      const rows = await settled(node);
      assert.ok(rows.length > 3 && rows.every((row) => kindOf(row) === 'row'));
    }
  });

  it('keeps the rows that it has when a later page fails, and goes on from there', async () => {
    const target = sessionTarget(stage().sample, ({ callId }) => callId === 'open-office-hours');
    const node = await revealed(target);
    const first = await settled(node);
    const count = first.length - 1;
    assert.equal(count, 100);
    stage().sample.setQuirks({ statusAt: { ...always, status: 403 } });
    await actOf(await drawn(tree(), first.at(-1)));
    const failed = await nodes(tree(), node);
    assert.deepEqual(
      failed.slice(0, count).map(kindOf),
      Array.from({ length: count }, () => 'row'),
    );
    const failure = failed.find((each) => kindOf(each) === 'failure');
    assert.ok(failure !== undefined);
    stage().sample.setQuirks({});
    const asked = await requestsDuring(stage(), () => run(commands.retry, failure));
    assert.deepEqual(
      asked.map(({ query }) => query['next'] !== undefined),
      [true],
    );
    const after = await nodes(tree(), node);
    assert.ok(after.filter((each) => kindOf(each) === 'row').length > count);
    assert.ok(after.every((each) => kindOf(each) !== 'failure'));
  });

  it('says so of an id that cannot be asked for, without a request', async () => {
    const target = sessionOf('daily-standup', '..');
    const node = await revealed(target);
    const asked = await requestsDuring(stage(), async () => {
      const [failure] = await settled(node);
      assert.equal(kindOf(failure), 'failure');
      assert.match(labelOf(await drawn(tree(), failure)), /cannot be “\.” or “\.\.”/);
    });
    assert.deepEqual(asked, []);
  });

  /** The node of a session that nobody has opened, put into the tree by the extension itself. */
  async function revealed(target: SessionTarget): Promise<DrawnNode> {
    const { callType, callId, sessionId } = target.session;
    const call = await nodeOf(tree(), undefined, (node) => {
      const found = readTarget(node);
      return found?.kind === 'call' && found.cid === `${callType}:${callId}`;
    });
    const is = (node: unknown): boolean => {
      const found = readTarget(node);
      return found?.kind === 'session' && found.session.sessionId === sessionId;
    };
    const held = (await nodes(tree(), call)).find(is);
    if (typeof held === 'object' && held !== null) return held;
    assert.equal(await run(internalCommands.revealSession, target), 'session');
    return await nodeOf(tree(), call, is);
  }

  /** What stands below a node when its read is over. */
  async function settled(node: DrawnNode): Promise<readonly unknown[]> {
    for (;;) {
      const below = await nodes(tree(), node);
      if (!below.some((each) => kindOf(each) === 'reading')) return below;
      await changeOf(tree());
    }
  }
});

/** The next time that a tree asks to be drawn again. */
function changeOf(tree: vscode.TreeDataProvider<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const watch = tree.onDidChangeTreeData?.(() => {
      watch?.dispose();
      resolve();
    });
  });
}
