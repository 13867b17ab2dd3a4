import assert from 'node:assert/strict';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { commands, nodeCommands, views, type CommandId } from '../../src/shell/commands';
import { plainSessions } from '../e2e/panel-ledger';
import { truthOf } from '../e2e/panel-truth';
import type { ShownInput } from './recorded-window';
import { askRows, messagesDuring, requestsDuring, sessionTarget, useSampleData, type Stage } from './stage';

const finance = 'default:finance-monthly';

const figure = v.object({
  unit: v.string(),
  certain: v.nullable(v.union([v.number(), v.string()])),
  upTo: v.nullable(v.union([v.number(), v.string()])),
  text: v.string(),
});
const answer = v.looseObject({
  app: v.string(),
  call: v.string(),
  session: v.string(),
  asked: v.record(v.string(), v.unknown()),
  asOf: v.string(),
  state: v.object({ code: v.string(), text: v.string(), provisional: v.boolean() }),
  coverage: v.looseObject({
    read: v.number(),
    of: v.number(),
    complete: v.boolean(),
    exhaustive: v.boolean(),
  }),
  totals: v.looseObject({ participantSessions: v.number() }),
  figures: v.record(v.string(), v.looseObject(figure.entries)),
  rows: v.number(),
  notes: v.array(v.string()),
  requests: v.record(v.string(), v.number()),
  participants: v.optional(v.array(v.record(v.string(), v.unknown()))),
});

describe('rollcall.query, for other extensions', () => {
  const stage = useSampleData();
  const query = async (argument?: unknown): Promise<v.InferOutput<typeof answer>> => {
    const data: unknown = await vscode.commands.executeCommand(commands.query, argument);
    // Plain data: it goes through JSON as it is.
    assert.deepEqual(JSON.parse(JSON.stringify(data)), data);
    return v.parse(answer, data);
  };
  const newest = () => {
    const [found] = plainSessions(stage().sample, 100).filter(({ session }) => session.cid === finance);
    assert.ok(found, 'The sample has no such session.');
    return found;
  };

  it('answers what the ledger says, without a message', async () => {
    const { session, connections } = newest();
    const messages = await messagesDuring(stage(), async () => {
      const data = await query({ call: finance, session: 'newest' });
      const truth = truthOf(connections, session.endedAt ?? NaN);
      assert.equal(data.session, session.id);
      assert.deepEqual([data.app, data.call, data.rows], ['Sample data', finance, connections.length]);
      assert.equal(data.coverage.complete, true);
      assert.equal(data.totals.participantSessions, connections.length);
      const sides = (id: string): readonly unknown[] => [data.figures[id]?.certain, data.figures[id]?.upTo];
      assert.deepEqual(sides('rows'), [truth.rows, truth.rows]);
      assert.deepEqual(sides('people'), [truth.people, truth.people]);
      assert.deepEqual(sides('interval-time'), [truth.intervalMs.certain, truth.intervalMs.upTo]);
      assert.equal(data.participants, undefined);
    });
    assert.deepEqual(messages, []);
  });

  it('answers of rows, a window and a threshold alike, with the rows where they are wanted', async () => {
    const { session, connections } = newest();
    const from = session.startedAt + 5 * 60_000;
    const to = from + 15 * 60_000;
    const user = connections[0]?.userId ?? '';
    const data = await query({
      app: 'sample',
      call: finance,
      session: session.id,
      rows: { user_id: user },
      window: { from: new Date(from).toISOString(), to: new Date(to).toISOString() },
      presentAtLeastSeconds: 60,
      include: ['rows'],
    });
    const own = connections.filter(({ userId }) => userId === user);
    const { intervalMs } = truthOf(own, session.endedAt ?? NaN, { from, to });
    assert.equal(data.figures['interval-time']?.certain, intervalMs.certain);
    assert.deepEqual(data.asked['rows'], { user_id: user });
    const target = sessionTarget(stage().sample, ({ id }) => id === session.id);
    const { participants_sessions: server } = await askRows(stage().sample, target);
    const key = (row: Record<string, unknown>): unknown => row['user_session_id'];
    const { participants = [] } = data;
    assert.deepEqual(participants.map(key), server.filter((row) => row['user_id'] === user).map(key));
    assert.equal(participants.length, own.length);
    assert.equal(participants[0]?.['joined_at'], new Date(own[0]?.joinedAt ?? NaN).toISOString());
  });

  it('says what is live is provisional', async () => {
    const live = sessionTarget(stage().sample, (one) => one.live && one.cid === 'default:daily-standup');
    const data = await query({ call: 'default:daily-standup', session: 'newest' });
    assert.equal(data.session, live.session.sessionId);
    assert.deepEqual([data.state.code, data.state.provisional], ['live', true]);
  });

  const hostile: readonly (readonly [string, unknown, RegExp])[] = [
    ['nothing', undefined, /has to be an object/],
    ['a list', [], /has to be an object/],
    ['a text', 'default:daily-standup', /has to be an object/],
    ['no session', { call: finance }, /has to name “call” and “session”/],
    ['no cid', { call: 'no-colon', session: 'newest' }, /“call” has to be a cid/],
    ['a field of another name', { call: finance, session: 'newest', rowFilter: {} }, /“rowFilter”/],
    ['a filter that is none', { call: finance, session: 'newest', rows: { user: 'a' } }, /no field “user”/],
    [
      'a window without a zone',
      { call: finance, session: 'newest', window: { from: '2026-11-01T09:00' } },
      /instant/,
    ],
    ['rows of the wrong kind', { call: finance, session: 'newest', include: ['all'] }, /“include” has to be/],
    ['another app', { app: 'Acme', call: finance, session: 'newest' }, /Acme/],
    ['a prototype', JSON.parse('{"__proto__": {"call": "a:b"}, "session": "newest"}'), /./],
  ];
  for (const [name, argument, words] of hostile) {
    it(`refuses ${name}, without a message or a request`, async () => {
      const asked = await requestsDuring(stage(), async () => {
        const messages = await messagesDuring(stage(), () => assert.rejects(query(argument), words));
        assert.deepEqual(messages, []);
      });
      assert.deepEqual(asked, []);
    });
  }

  it('refuses what Stream does not know, in its words and without a message', async () => {
    const messages = await messagesDuring(stage(), async () => {
      await assert.rejects(
        query({ call: finance, session: '00000000-0000-4000-8000-000000000000' }),
        (error: unknown) => {
          assert.ok(error instanceof Error);
          assert.match(error.message, /session/i);
          assert.ok(!error.message.includes(stage().sample.secret));
          return true;
        },
      );
    });
    assert.deepEqual(messages, []);
  });
});

/** The box or list that is shown next; those that other tests have shown are gone. */
async function nextOf(window: Stage['window']): Promise<{ readonly next: Promise<ShownInput> }> {
  for (;;) {
    const next = window.nextInput();
    const isOld = await Promise.race([
      next.then(() => true),
      new Promise((done) => setImmediate(done, false)),
    ]);
    if (isOld !== true) return { next };
  }
}

describe('commands of a node, from the palette with nothing selected', () => {
  const stage = useSampleData();
  /** Commands that act on something of the tree; nothing was given to them and nothing is selected. */
  const ofTree: readonly CommandId[] = [
    // Those of kept queries ask for a query, and none is kept here.
    ...[...nodeCommands].filter(
      (id): id is CommandId => Object.values<string>(commands).includes(id) && !id.endsWith('Query'),
    ),
    commands.queryParticipantSessions,
    commands.whoWasHere,
    commands.findPerson,
    commands.findCall,
  ];
  before(async () => {
    // What is selected in a view that is shown, or shown by a panel, would be taken.
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('workbench.action.closeSidebar');
  });
  after(async () => {
    await vscode.commands.executeCommand(`workbench.view.extension.${views.container}`);
  });
  for (const command of ofTree) {
    it(`${command} asks for what it lacks, and a cancel is silent`, async () => {
      const { window } = stage();
      const { next } = await nextOf(window);
      const before = window.inputs;
      const messages = await messagesDuring(stage(), async () => {
        const running = vscode.commands.executeCommand(command);
        const input = await next;
        assert.notEqual(input.title ?? '', '', `${command} asks without a title.`);
        input.hide();
        await running;
      });
      assert.deepEqual(messages, []);
      assert.equal(window.inputs, before + 1);
    });
  }
});
