import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import * as v from 'valibot';
import type { SessionRef } from '../../../../src/attendance/call';
import { defaultLabels } from '../../../../src/attendance/figures/lane-labels';
import { english, text } from '../../../../src/attendance/text';
import { openBook } from '../../../../src/book/attendance-book';
import { PanelModel } from '../../../../src/panel/model/panel-model';
import type { AnswerOf } from '../../../../src/panel/protocol/answers';
import { longestMessage, toPageSchema } from '../../../../src/panel/protocol/messages';
import { mostRows, type PanelRequest } from '../../../../src/panel/protocol/requests';
import type { PanelSnapshot } from '../../../../src/panel/protocol/snapshot';
import { HostFailure } from '../../../../src/panel/webview/host-client';
import { wrongPlaces } from '../../../../src/shell/webview/wrong-places';
import type { SampleServer, TrueSession } from '../../../../src/sample/server';
import type { OpenApp } from '../../../../src/stream-apps/active-app';
import { onSample, type SampleDoor } from '../../stream/sample-door';
import { portPair, type PortPair } from '../port-pair';

/** A panel of a session of the sample data, both sides of it, over HTTP. */
interface Stage {
  readonly server: SampleServer;
  readonly app: OpenApp;
  readonly model: PanelModel;
  readonly pair: PortPair;
  readonly session: SessionRef;
  readonly ask: <R extends PanelRequest>(request: R, signal?: AbortSignal) => Promise<AnswerOf<R['method']>>;
  readonly snapshots: () => readonly PanelSnapshot[];
  /** Presses a button of the problem that is shown. */
  readonly press: (act: number) => Promise<unknown>;
  /** Resolves at the first snapshot from now on, or the last one, of which `is` says so. */
  readonly until: (is: (snapshot: PanelSnapshot) => boolean) => Promise<PanelSnapshot>;
  /** Nothing is being read, and there is a result or a problem. */
  readonly done: () => Promise<PanelSnapshot>;
  /** What counts down waits, and shows progress that is due. */
  readonly ticking: ReadonlySet<() => void>;
  /** From now on no time passes between looks at the clock. */
  readonly stopClock: () => void;
  /** The setting: roles that count as anonymous. */
  readonly roles: Set<string>;
  /** The setting: names beside ids. */
  readonly wishes: { names: boolean };
  /** Requests for rows so far. */
  readonly rowRequests: () => number;
}

const big = 'livestream:launch-2026';

function refOf({ callType, callId, id }: TrueSession): SessionRef {
  return { callType, callId, sessionId: id };
}

function onPanel<T>({ cid = big }: { readonly cid?: string }, act: (stage: Stage) => Promise<T>): Promise<T> {
  return onSample({}, (door) => {
    const [newest] = door.server.ledger.sessions(cid);
    assert.ok(newest);
    return withPanel(door, refOf(newest), act);
  });
}

async function withPanel<T>(
  { server, stream, clock }: SampleDoor,
  session: SessionRef,
  act: (stage: Stage) => Promise<T>,
): Promise<T> {
  const book = openBook({ appId: 'sample', stream, clock, pageSize: () => 100 });
  const app: OpenApp = {
    id: 'sample',
    name: 'Sample data',
    kind: 'sample',
    production: false,
    hasOwnUrl: true,
    book,
  };
  let model: PanelModel | undefined;
  let ticks = 0;
  let step = 1000;
  const ticking = new Set<() => void>();
  const roles = new Set<string>();
  const wishes = { names: false };
  const pair = portPair(({ post, warn }) => {
    model = new PanelModel(
      {
        say: english,
        locale: 'en',
        zone: 'UTC',
        display: () => 'utc',
        labels: () => defaultLabels,
        anonymousRoles: () => new Set(roles),
        names: () => wishes.names,
        // Each look at the clock is a second later: no snapshot of progress is left out.
        localNow: () => (ticks += step),
        every: (_ms, run) => {
          ticking.add(run);
          return () => {
            ticking.delete(run);
          };
        },
        pausing: { now: () => performance.now(), pause: () => setImmediate() },
        messages: {},
        post,
        warn,
        mayRead: () => Promise.resolve(true),
        act: async (chosen, again) => {
          if (chosen.kind === 'again') await again();
        },
        handOver: () => Promise.resolve('handed over'),
      },
      {
        version: 1,
        appId: 'sample',
        appName: 'Sample data',
        session,
        query: {},
        sort: null,
        time: null,
        lanes: { order: 'firstJoin', choice: 'all' },
      },
    );
    return model;
  });
  assert.ok(model);
  const snapshots = (): readonly PanelSnapshot[] =>
    pair.toPage.flatMap((message) => (message.type === 'snapshot' ? [message.snapshot] : []));
  const until = async (is: (snapshot: PanelSnapshot) => boolean): Promise<PanelSnapshot> => {
    let seen = Math.max(0, snapshots().length - 1);
    for (let turn = 0; turn < 200_000; turn++) {
      const found = snapshots().slice(seen).find(is);
      if (found !== undefined) return found;
      seen = snapshots().length;
      await setImmediate();
    }
    throw new Error('The panel never showed what was waited for.');
  };
  const rowRequests = (): number =>
    server.requests.filter(({ operation }) => operation === 'QueryCallParticipantSessions').length;
  try {
    return await act({
      server,
      app,
      model,
      pair,
      session,
      ask: (request, signal) => pair.client.ask(request, { signal }),
      snapshots,
      press: (act) => pair.client.ask({ method: 'act', revision: snapshots().at(-1)?.revision ?? 0, act }),
      until,
      done: () => until(({ reading, result, problem }) => reading === null && (result ?? problem) !== null),
      rowRequests,
      ticking,
      stopClock() {
        step = 0;
      },
      roles,
      wishes,
    });
  } finally {
    model.dispose();
    pair.dispose();
    book.dispose();
  }
}

/** Opens the panel and waits until it is read. */
async function opened({ pair, model, app, done }: Stage): Promise<PanelSnapshot> {
  pair.sayToHost({ type: 'ready' });
  model.attach(app);
  return await done();
}

function resultOf({ result }: PanelSnapshot): NonNullable<PanelSnapshot['result']> {
  assert.ok(result);
  return result;
}

function computed(snapshot: PanelSnapshot, figure: string): string | undefined {
  return resultOf(snapshot).figures.find(({ id }) => id === figure)?.computed?.value;
}

async function kindOfFailure(asked: Promise<unknown>): Promise<string> {
  const failure: unknown = await asked.then(
    () => undefined,
    (error: unknown) => error,
  );
  assert.ok(failure instanceof HostFailure, 'it failed');
  return failure.kind;
}

describe('a panel’s model', function () {
  this.timeout(60_000);

  it('reads the session, tells how far it is, and shows figures, charts and first rows in one snapshot', () =>
    onPanel({}, async (stage) => {
      const snapshot = await opened(stage);
      const progress = stage.snapshots().flatMap(({ reading }) => (reading === null ? [] : [reading.read]));
      assert.ok(progress.length > 10 && progress.some((read) => read > 0 && read < 12_000));
      assert.equal(computed(snapshot, 'rows'), '12,000');
      assert.equal(computed(snapshot, 'people'), '8,412');
      const result = resultOf(snapshot);
      assert.equal(result.table.rows, 12_000);
      assert.ok(result.table.first.length > 20 && result.charts.first.length > 10);
      assert.ok((result.charts.curves?.rows.certain.at.length ?? 0) > 100);
      assert.deepEqual(stage.pair.warnings, []);
    }));

  it('tells the last progress before a page that takes long, though it came too soon after another', () =>
    onPanel({}, async (stage) => {
      stage.stopClock();
      stage.server.setQuirks({ silenceAt: { request: 8, ms: 600_000 } });
      stage.pair.sayToHost({ type: 'ready' });
      stage.model.attach(stage.app);
      await stage.until(({ reading }) => (reading?.read ?? 0) > 0);
      const told = stage.snapshots().length;
      while (stage.rowRequests() < 8 || stage.ticking.size === 0) await setImmediate();
      assert.equal(stage.snapshots().length, told, 'not one snapshot a page');
      for (const run of stage.ticking) run();
      const { reading } = stage.snapshots().at(-1) ?? {};
      assert.ok((reading?.read ?? 0) >= 500, JSON.stringify(reading));
      await stage.ask({ method: 'stopReading' });
      await stage.done();
      assert.equal(stage.ticking.size, 0);
    }));

  it('computes another query without asking Stream again, and says what ran where', () =>
    onPanel({}, async (stage) => {
      await opened(stage);
      const before = stage.rowRequests();
      await stage.ask({
        method: 'setQuery',
        query: { rowFilter: { publisher_type: 'webrtc' }, threshold: 1_800_000 },
      });
      const snapshot = await stage.until(({ reading, chips }) => reading === null && chips.length === 2);
      assert.equal(stage.rowRequests(), before);
      assert.deepEqual(
        snapshot.chips.map(({ part, ran }) => [part, ran]),
        [
          ['rows', 'computed here'],
          ['threshold', 'computed here'],
        ],
      );
      assert.equal(computed(snapshot, 'rows'), '11,998');
      const lists = resultOf(snapshot).threshold;
      assert.ok(lists !== null);
      const told = lists.passes.count + lists.cannotTell.count + lists.fails.count;
      assert.equal(told.toLocaleString('en'), computed(snapshot, 'people'));
    }));

  it('warns of a window outside the session above its figures, also beside what else is wrong', () =>
    onPanel({ cid: 'default:daily-standup' }, async (stage) => {
      const inside = await opened(stage);
      assert.equal(inside.problem, null);
      const { startedAt } = stage.app.book.session(stage.session) ?? {};
      assert.ok(startedAt !== undefined);
      const window = { from: startedAt - 7_200_000, to: startedAt - 3_600_000 };
      await stage.ask({ method: 'setQuery', query: { window } });
      const outside = await stage.until(
        ({ reading, result }) => reading === null && 'window' in (result?.query ?? {}),
      );
      assert.equal(outside.problem?.severity, 'warning');
      assert.deepEqual(outside.problem.acts, []);
      const words =
        /The window lies outside this session: it ends at .*, and the session began at .*\. Every figure of time is zero for that reason\.$/;
      assert.match(outside.problem.text, words);
      stage.model.detach({ text: text('The app was closed.'), severity: 'info', acts: [] });
      const closed = stage.snapshots().at(-1);
      assert.equal(closed?.problem?.severity, 'warning');
      assert.match(closed.problem.text, words);
      assert.match(closed.problem.text, /^The app was closed\. /);
    }));

  it('stops, computes from what was read, says so, and goes on without reading anything twice', () =>
    onPanel({}, async (stage) => {
      stage.pair.sayToHost({ type: 'ready' });
      stage.model.attach(stage.app);
      await stage.until(({ reading }) => (reading?.read ?? 0) >= 3000);
      await stage.ask({ method: 'stopReading' });
      const stopped = await stage.done();
      const read = resultOf(stopped).table.rows;
      assert.ok(read >= 3000 && read < 12_000, String(read));
      const words = `Reading was stopped: computed from ${read.toLocaleString('en')} of 12,000 rows.`;
      assert.deepEqual(stopped.problem, { text: words, acts: ['Continue'], severity: 'info' });
      assert.match(computed(stopped, 'rows') ?? '', /^at least /);
      await stage.press(0);
      const whole = await stage.until(
        ({ reading, result }) => reading === null && result?.table.rows === 12_000,
      );
      assert.equal(whole.problem, null);
      assert.equal(computed(whole, 'rows'), '12,000');
      // 120 pages, and the mark of technical users, which may have been asked for twice.
      assert.ok(stage.rowRequests() <= 122, String(stage.rowRequests()));
    }));

  it('keeps what was read when the network goes, and reads the rest when it is tried again', () =>
    onPanel({}, async (stage) => {
      stage.pair.sayToHost({ type: 'ready' });
      stage.model.attach(stage.app);
      await stage.until(({ reading }) => (reading?.read ?? 0) >= 2000);
      stage.server.setQuirks({ dropConnectionAt: { request: 1, times: 1000 } });
      const failed = await stage.until(({ reading, problem }) => reading === null && problem !== null);
      assert.ok(resultOf(failed).table.rows >= 2000);
      assert.equal(failed.problem?.acts[0], 'Try Again');
      stage.server.setQuirks({});
      await stage.press(0);
      const whole = await stage.until(
        ({ reading, result }) => reading === null && result?.table.rows === 12_000,
      );
      assert.equal(whole.problem, null);
    }));

  it('lets the latest of several queries win', () =>
    onPanel({ cid: 'default:daily-standup' }, async (stage) => {
      await opened(stage);
      const thresholds = [60_000, 120_000, 180_000];
      await Promise.all(
        thresholds.map((threshold) => stage.ask({ method: 'setQuery', query: { threshold } })),
      );
      const last = await stage.until(({ reading, query }) => reading === null && query.threshold === 180_000);
      assert.match(resultOf(last).threshold?.text ?? '', /3m/);
    }));

  it('refuses a filter, a window and questions that are none, and goes on as before', () =>
    onPanel({ cid: 'default:daily-standup' }, async (stage) => {
      const { table, answer, charts } = resultOf(await opened(stage));
      const range = { from: 10, to: 10 };
      for (const request of [
        { method: 'setQuery', query: { rowFilter: { nonsense: 1 } } },
        { method: 'setQuery', query: { window: { from: 20, to: 10 } } },
        { method: 'explain', answer, figure: 'nonsense' },
        { method: 'curves', answer, range, points: 100 },
        { method: 'lanes', answer, from: 0, count: 1, range, pixels: 100 },
        { method: 'onlyPerson', answer, row: table.rows + 1000 },
        { method: 'act', revision: 1e6, act: 7 },
      ] as const satisfies readonly PanelRequest[])
        assert.equal(await kindOfFailure(stage.ask(request)), 'refused', request.method);
      const beyond = await stage.ask({ method: 'rows', answer, from: table.rows + 5, count: 10 });
      assert.deepEqual(beyond.rows, []);
      assert.deepEqual(await stage.ask({ method: 'locate', answer, row: 1e9 }), {
        inTable: null,
        lane: null,
      });
      assert.ok(charts.range);
    }));

  it('answers for the result that was asked about, or says that there is another', () =>
    onPanel({ cid: 'default:daily-standup' }, async (stage) => {
      const { answer } = resultOf(await opened(stage));
      await stage.ask({ method: 'setSort', sort: { column: 'person', descending: true } });
      assert.equal(await kindOfFailure(stage.ask({ method: 'rows', answer, from: 0, count: 10 })), 'stale');
      const now = stage.snapshots().at(-1)?.result;
      assert.ok(now);
      const { rows } = await stage.ask({ method: 'rows', answer: now.answer, from: 0, count: 10 });
      assert.deepEqual(rows, now.table.first.slice(0, 10));
    }));

  it('sends at most so many rows at once, all of them once, in the order of the table', () =>
    onPanel({}, async (stage) => {
      const { answer, table } = resultOf(await opened(stage));
      const seen = new Set<number>();
      for (let from = 0; from < table.rows; from += mostRows) {
        const { rows } = await stage.ask({ method: 'rows', answer, from, count: 100_000 });
        assert.equal(rows.length, Math.min(mostRows, table.rows - from));
        for (const { row } of rows) seen.add(row);
      }
      assert.equal(seen.size, 12_000);
    }));

  it('narrows the table to the rows behind a figure, and back', () =>
    onPanel({}, async (stage) => {
      const { answer } = resultOf(await opened(stage));
      await stage.ask({ method: 'narrow', answer, to: { by: 'figure', figure: 'ingress' } });
      const narrowed = stage.snapshots().at(-1);
      assert.ok(narrowed);
      assert.equal(resultOf(narrowed).table.rows, 2);
      assert.match(resultOf(narrowed).table.narrowed, /Ingress rows/);
      await stage.ask({ method: 'narrow', answer: resultOf(narrowed).answer, to: null });
      assert.equal(stage.snapshots().at(-1)?.result?.table.rows, 12_000);
    }));

  it('keeps the table on one person when the rows are read again, and refuses to narrow by old numbers', () =>
    onPanel({ cid: 'default:daily-standup' }, async (stage) => {
      const first = resultOf(await opened(stage));
      const [, lane] = first.charts.first;
      assert.ok(lane?.person !== undefined && lane.person !== null);
      const { answer } = first;
      await stage.ask({ method: 'narrow', answer, to: { by: 'person', person: lane.person } });
      const shown = (): readonly (string | undefined)[] =>
        stage
          .snapshots()
          .at(-1)
          ?.result?.table.first.map(({ cells }) => cells[0]) ?? [];
      assert.deepEqual(new Set(shown()), new Set([lane.name]));
      await stage.app.book.rows(stage.session).refresh();
      await stage.ask({ method: 'refresh' });
      await stage.until(({ reading }) => reading === null);
      assert.deepEqual(new Set(shown()), new Set([lane.name]));
      const stale = stage.ask({ method: 'narrow', answer, to: { by: 'person', person: 0 } });
      assert.equal(await kindOfFailure(stale), 'stale');
    }));

  it('says of which query a result is, also to a page that was made anew after a failure', () =>
    onPanel({}, async (stage) => {
      await opened(stage);
      stage.server.setQuirks({ dropConnectionAt: { request: 1, times: 1000 } });
      await stage.ask({
        method: 'setQuery',
        query: { rowFilter: { is_live: true, published_tracks: 'video' } },
      });
      await stage.until(({ reading }) => reading === null);
      stage.pair.sayToHost({ type: 'ready' });
      const anew = stage.snapshots().at(-1);
      assert.ok(anew);
      assert.deepEqual(resultOf(anew).query, anew.query);
      assert.ok(resultOf(anew).unjudged.rows > 0, 'nobody could tell which rows these are');
    }));

  it('wears no badge of finality where rows are missing', () =>
    onPanel({}, async (stage) => {
      stage.pair.sayToHost({ type: 'ready' });
      stage.model.attach(stage.app);
      await stage.until(({ reading }) => (reading?.read ?? 0) >= 3000);
      await stage.ask({ method: 'stopReading' });
      const { header } = await stage.done();
      assert.match(header.badge.text, /^Final, but only [\d,]+ of 12,000 rows were read$/);
      assert.equal(header.badge.tone, 'incomplete');
    }));

  it('computes anew when other roles count as anonymous', () =>
    onPanel({ cid: 'default:daily-standup' }, async (stage) => {
      const before = await opened(stage);
      assert.equal(computed(before, 'anonymous'), '0');
      const role = resultOf(before).table.first[0]?.cells[1] ?? '';
      stage.roles.add(role);
      stage.model.redraw();
      const after = await stage.until(
        ({ reading, result }) => reading === null && result?.answer !== before.result?.answer,
      );
      assert.notEqual(computed(after, 'anonymous'), '0');
    }));

  it('counts waits down, and stops counting', () =>
    onPanel({}, async (stage) => {
      stage.server.setQuirks({ tooManyAt: { request: 30, times: 1 } });
      stage.pair.sayToHost({ type: 'ready' });
      stage.model.attach(stage.app);
      const waiting = await stage.until(({ reading }) => (reading?.wait ?? '') !== '');
      assert.match(waiting.reading?.wait ?? '', /^Waiting [\d,]+ s/);
      await stage.done();
      assert.equal(stage.ticking.size, 0);
    }));

  it('reads nothing once it is closed', () =>
    onPanel({ cid: 'default:daily-standup' }, async (stage) => {
      stage.model.dispose();
      stage.model.attach(stage.app);
      stage.model.redraw();
      await stage.ask({ method: 'refresh' }).catch(() => undefined);
      assert.equal(stage.rowRequests(), 0);
    }));

  it('sets the filter to the person of a row, whose id it need not show', () =>
    onPanel({ cid: 'default:daily-standup' }, async (stage) => {
      const { answer, table } = resultOf(await opened(stage));
      const [first] = table.first;
      assert.ok(first);
      await stage.ask({ method: 'onlyPerson', answer, row: first.row });
      const only = await stage.until(({ reading, chips }) => reading === null && chips.length === 1);
      assert.deepEqual(only.query.rowFilter, { user_id: first.cells[0] });
      assert.equal(computed(only, 'people'), '1');
    }));

  it('says what a typed filter is, as a form where it is one, and what is wrong with it at its place', () =>
    onPanel({ cid: 'default:daily-standup' }, async (stage) => {
      await opened(stage);
      const check = (text: string) => stage.ask({ method: 'checkFilter', text });
      assert.deepEqual(await check(' '), { filter: {}, problems: [] });
      assert.deepEqual(await check('{"user_id": "bob"}'), { filter: { user_id: 'bob' }, problems: [] });
      const { filter, problems } = await check('{\n  "nonsense": 1\n}');
      assert.equal(filter, null);
      assert.deepEqual(
        problems.map(({ line, column, offset, length }) => [line, column, offset, length]),
        [[2, 3, 4, 10]],
      );
      await stage.ask({ method: 'setQuery', query: { rowFilter: { user_id: 'bob' } } });
      assert.deepEqual(stage.snapshots().at(-1)?.form?.users, ['bob']);
      await stage.ask({ method: 'setQuery', query: { rowFilter: { duration_in_seconds: { $gt: 5 } } } });
      assert.equal(stage.snapshots().at(-1)?.form, null);
    }));

  it('shows times as it is told, and as the setting says else', () =>
    onPanel({ cid: 'default:daily-standup' }, async (stage) => {
      assert.equal((await opened(stage)).time.display, 'utc');
      await stage.ask({ method: 'setTime', time: 'sinceStart' });
      const snapshot = stage.snapshots().at(-1);
      assert.equal(snapshot?.time.display, 'sinceStart');
      assert.match(snapshot.result?.table.first[0]?.cells[3] ?? '', /[+−]\d/);
    }));

  it('keeps its figures when its app is closed, and says how to open it again', () =>
    onPanel({ cid: 'default:daily-standup' }, async (stage) => {
      const before = resultOf(await opened(stage));
      stage.model.detach({
        text: { message: 'Another app is open.', args: {} },
        severity: 'info',
        acts: [{ kind: 'again', title: { message: 'Open it', args: {} } }],
      });
      const after = stage.snapshots().at(-1);
      assert.deepEqual(after?.problem, { text: 'Another app is open.', acts: ['Open it'], severity: 'info' });
      assert.deepEqual(after.result, before);
      const { rows } = await stage.ask({ method: 'rows', answer: before.answer, from: 0, count: 5 });
      assert.ok(rows.length > 0);
    }));

  it('says when rows were read again since, and computes from them when refreshed', () =>
    onPanel({ cid: 'default:daily-standup' }, async (stage) => {
      await opened(stage);
      assert.equal(stage.snapshots().at(-1)?.header.news, '');
      const rows = stage.app.book.rows(stage.session);
      await rows.refresh();
      const told = await stage.until(({ header }) => header.news !== '');
      assert.match(told.header.news, /read again since/);
      await stage.ask({ method: 'refresh' });
      assert.equal((await stage.until(({ reading }) => reading === null)).header.news, '');
    }));

  it('shows names beside ids in table and lanes where they are wished for, and asks for each once', () =>
    onPanel({ cid: 'default:daily-standup' }, async (stage) => {
      const people = ({ result }: PanelSnapshot): readonly (string | undefined)[] => [
        ...(result?.table.first ?? []).map(({ cells }) => cells[0]),
        ...(result?.charts.first ?? []).map(({ name }) => name),
      ];
      const without = await opened(stage);
      assert.ok(people(without).includes('alice'));
      const asked = (): number =>
        stage.server.requests.filter(({ operation }) => operation === 'QueryUsers').length;
      assert.equal(asked(), 0);
      stage.wishes.names = true;
      stage.model.redraw();
      const named = await stage.until((snapshot) => people(snapshot).includes('alice · Alice Moreau'));
      assert.ok(!people(named).includes('alice'), 'in table and lanes');
      assert.ok(
        without.names === 0 && named.names > 0,
        'The page must know that its cells are written otherwise.',
      );
      const { rows } = await stage.ask({ method: 'rows', answer: resultOf(named).answer, from: 0, count: 5 });
      assert.ok(rows.some(({ cells }) => cells[0]?.includes(' · ')));
      assert.equal(asked(), 1);
    }));

  it('sends whatever the sample data hold in messages that the page takes, none of them over 1 MB', () =>
    onSample({}, async (door) => {
      const newest = new Map<string, TrueSession>();
      for (const session of door.server.ledger.sessions()) {
        const cid = `${session.callType}:${session.callId}`;
        if (!newest.has(cid)) newest.set(cid, session);
      }
      assert.ok(newest.size > 30, String(newest.size));
      for (const [cid, session] of newest) {
        await withPanel(door, refOf(session), async (stage) => {
          await opened(stage);
          for (const message of stage.pair.toPage) {
            const sent = JSON.stringify(message);
            const { issues } = v.safeParse(toPageSchema, JSON.parse(sent));
            assert.equal(issues && wrongPlaces(issues), undefined, cid);
            assert.ok(sent.length < longestMessage, cid);
          }
        });
      }
    }));
});
