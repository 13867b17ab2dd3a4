import assert from 'node:assert/strict';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { commands, internalCommands, views } from '../../src/shell/commands';
import { readTarget } from '../../src/shell/targets';
import { ask, askRows, requestsDuring, sessionTarget, settledSession, useSampleData } from './stage';
import { actOf, drawn, kindOf, labelOf, nodeOf, nodes, treeOf, type DrawnNode } from './tree-of';

const statsPage = v.object({
  call_stats: v.array(v.object({ call_session_id: v.string(), call_started_at: v.number() })),
  next: v.nullish(v.string()),
});
const standup = 'default:daily-standup';

describe('the tree of Calls', () => {
  const stage = useSampleData();
  const tree = () => treeOf(stage(), views.calls);

  it('lists the calls of the server, in its order, and what VS Code draws has an identity each', async () => {
    const answer = v.parse(
      v.object({ calls: v.array(v.object({ call: v.object({ cid: v.string() }) })) }),
      await ask(stage().sample, '/video/calls', {
        body: { sort: [{ field: 'created_at', direction: -1 }], limit: 100 },
      }),
    );
    const server = answer.calls.map(({ call }) => call.cid);
    const shown = (await nodes(tree())).filter((node) => kindOf(node) === 'call');
    const cids = shown.map((node) => cidOf(node));
    assert.ok(cids.length >= 25, `${cids.length} calls`);
    assert.deepEqual(cids, server.slice(0, cids.length));
    const items = await Promise.all(shown.map((node) => drawn(tree(), node)));
    assert.equal(new Set(items.map((item) => item.id)).size, items.length);
    for (const item of items) assert.equal(item.contextValue?.split(' ')[0], 'call', String(item.id));
  });

  it('asks for nothing below a call that nobody opens, and once for one that two ask to open', async () => {
    const [first] = await nodes(tree());
    assert.ok(first);
    assert.deepEqual(await requestsDuring(stage(), () => drawn(tree(), first)), []);
    const call = await nodeOf(tree(), undefined, (node) => cidOf(node) === 'default:design-review');
    const asked = await requestsDuring(stage(), async () => {
      await Promise.all([nodes(tree(), call), nodes(tree(), call)]);
    });
    assert.deepEqual(
      asked.map((request) => request.operation).sort(),
      // The call itself knows a session that the statistics do not have yet.
      ['GetCall', 'QueryCallSessionStats'],
    );
  });

  it('shows the sessions that the server’s statistics know, newest first, 25 a page', async () => {
    const call = await nodeOf(tree(), undefined, (node) => cidOf(node) === standup);
    const shown = await nodes(tree(), call);
    const page = v.parse(
      statsPage,
      await ask(stage().sample, '/video/call_stats', {
        body: {
          filter_conditions: { call_cid: { $eq: standup } },
          sort: [
            { field: 'session_started_at', direction: -1 },
            { field: 'call_cid', direction: -1 },
          ],
          limit: 25,
        },
      }),
    );
    assert.deepEqual(
      shown.filter((node) => kindOf(node) === 'session').map((node) => sessionIdOf(node)),
      page.call_stats.map((stats) => stats.call_session_id),
    );
    assert.equal(shown.at(-1) !== undefined && kindOf(shown.at(-1)) === 'more', Boolean(page.next));
  });

  it('shows the participant sessions of a session: the very rows of the server', async () => {
    const target = settledSession(stage());
    const session = await sessionNode(target);
    const rows = await nodes(tree(), session);
    const server = await askRows(stage().sample, target);
    const items = await Promise.all(rows.map((node) => drawn(tree(), node)));
    assert.ok(items.length > 3);
    assert.deepEqual(
      items.map(({ label }) => label).sort(),
      server.participants_sessions.map((row) => row['user_id']).sort(),
    );
    for (const item of items) {
      assert.equal(item.collapsibleState, vscode.TreeItemCollapsibleState.None);
      assert.ok(String(item.accessibilityInformation?.label).startsWith(labelOf(item)));
    }
  });

  it('draws a session with its state, and its tooltip only when asked for', async () => {
    const session = await sessionNode(settledSession(stage()));
    const item = await drawn(tree(), session);
    assert.match(String(item.description), /\bpeople\b/);
    assert.equal(item.tooltip, undefined);
    const token = new vscode.CancellationTokenSource().token;
    const resolved = await tree().resolveTreeItem?.(item, session, token);
    assert.ok(resolved?.tooltip instanceof vscode.MarkdownString);
    assert.ok(!resolved.tooltip.isTrusted && !resolved.tooltip.supportHtml);
  });

  it('reads 100 rows of 12,000, and 100 more by Load More, with the server’s own cursor', async () => {
    const target = sessionTarget(stage().sample, (session) => session.callId === 'launch-2026');
    const session = await sessionNode(target);
    // What else is asked is evidence for the session's state, which comes when it comes.
    const pagesDuring = async (run: () => PromiseLike<unknown>) =>
      (await requestsDuring(stage(), run)).filter(
        ({ operation }) => operation === 'QueryCallParticipantSessions',
      );
    const first = await pagesDuring(() => nodes(tree(), session));
    assert.deepEqual(
      first.map(({ query }) => [query['limit'], query['next']]),
      [['100', undefined]],
    );
    const [more, ...others] = (await nodes(tree(), session)).filter((node) => kindOf(node) === 'more');
    assert.deepEqual(others, []);
    assert.ok(more !== undefined);
    const item = await drawn(tree(), more);
    assert.equal(item.label, 'Load more (100 of 12,000)');
    const second = await pagesDuring(() => actOf(item));
    assert.equal(second.length, 1);
    assert.ok(second[0]?.query['next']);
    const rows = await nodes(tree(), session);
    assert.equal(rows.filter((node) => kindOf(node) === 'row').length, 200);
    const ids = await Promise.all(rows.map(async (node) => (await drawn(tree(), node)).id));
    assert.equal(new Set(ids).size, 201);
    assert.ok(!ids.includes(item.id), 'A row of the same id would carry the focus to the far end.');
  });

  it('reads nothing again when it is drawn again', async () => {
    const session = await sessionNode(settledSession(stage()));
    assert.deepEqual(await requestsDuring(stage(), () => nodes(tree(), session)), []);
  });

  it('reveals a session of any call, and refuses one of another app', async () => {
    const target = sessionTarget(stage().sample, (session) => session.callId === 'spring-retro');
    assert.equal(await vscode.commands.executeCommand(internalCommands.revealSession, target), 'session');
    const elsewhere = { ...target, appId: 'another' };
    assert.equal(await vscode.commands.executeCommand(internalCommands.revealSession, elsewhere), false);
    assert.equal(await vscode.commands.executeCommand(internalCommands.revealSession, 'nonsense'), false);
  });

  it('reveals a row that is held, drawing nothing but its session again, and the session of one that is not', async () => {
    const session = await sessionNode(settledSession(stage()));
    const targets = (await nodes(tree(), session)).map(readTarget);
    const row = targets.find((target) => target?.kind === 'row');
    assert.ok(row?.kind === 'row');
    const redrawn: unknown[] = [];
    const watch = tree().onDidChangeTreeData?.((what) => redrawn.push(what));
    const reveal = (target: unknown) =>
      vscode.commands.executeCommand(internalCommands.revealSession, target);
    assert.equal(await reveal(row), 'row');
    assert.equal(await reveal({ ...row, rowKey: 'nothing' }), 'session');
    watch?.dispose();
    assert.ok(redrawn.length > 0 && redrawn.flat().every((node) => node === session), String(redrawn.length));
  });

  it('says of a session past 90 days that its rows expired', async () => {
    const target = sessionTarget(stage().sample, (session) => session.callId === 'spring-retro');
    const [only, ...more] = await nodes(tree(), await sessionNode(target));
    assert.deepEqual(more, []);
    assert.equal(kindOf(only), 'message');
    assert.match(labelOf(await drawn(tree(), only)), /90 days|expired/);
  });

  async function sessionNode(target: ReturnType<typeof settledSession>): Promise<DrawnNode> {
    const { callType, callId, sessionId } = target.session;
    const call = await nodeOf(tree(), undefined, (node) => cidOf(node) === `${callType}:${callId}`);
    return await nodeOf(tree(), call, (node) => sessionIdOf(node) === sessionId);
  }
});

describe('the tree of Recent', () => {
  const stage = useSampleData();
  const tree = () => treeOf(stage(), views.recent);

  it('groups the sessions by day, live ones on top, as the server’s statistics have them', async () => {
    await vscode.commands.executeCommand(commands.refreshRecent);
    const days = await nodes(tree());
    assert.equal((await drawn(tree(), days[0])).label, 'Live now');
    const groups = await Promise.all(
      days.filter((node) => kindOf(node) === 'day').map((day) => nodes(tree(), day)),
    );
    const live = groups[0]?.map((node) => sessionIdOf(node)) ?? [];
    assert.ok(live.length > 0);
    const { ledger } = stage().sample;
    assert.deepEqual(
      live.map((id) => ledger.session(id ?? '')?.live),
      live.map(() => true),
    );
    const starts = groups
      .slice(1)
      .flatMap((group) =>
        group.map((node) => ledger.session(sessionIdOf(node) ?? '')?.startedAt ?? Number.NaN),
      );
    assert.ok(starts.length + live.length >= 25, `${starts.length + live.length} sessions`);
    assert.deepEqual(
      starts,
      [...starts].sort((one, other) => other - one),
    );
  });
});

function cidOf(node: unknown): string | undefined {
  const target = readTarget(node);
  return target?.kind === 'call' ? target.cid : undefined;
}

function sessionIdOf(node: unknown): string | undefined {
  const target = readTarget(node);
  return target?.kind === 'session' ? target.session.sessionId : undefined;
}
