import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import * as v from 'valibot';
import { english, text } from '../../../../src/attendance/text';
import type {
  PersonFinding,
  PersonOptions,
  PersonQuestion,
} from '../../../../src/book/person/person-finding';
import { lineKey } from '../../../../src/queries/person/person-lines';
import { personMarkdown } from '../../../../src/queries/person/person-document';
import { PersonModel } from '../../../../src/queries/person/person-model';
import type { PersonApp, PersonNames } from '../../../../src/queries/person/person-parts';
import {
  isShown,
  toHostSchema,
  toPageSchema,
  type PersonSnapshot,
  type ToPage,
} from '../../../../src/queries/person/protocol';
import type { SavedPerson } from '../../../../src/queries/person/saved-person';
import { rowAfterKey } from '../../../../src/queries/person/webview/table-keys';
import { StreamFailure } from '../../../../src/stream/errors';
import type { Wait } from '../../../../src/stream/stream-video';
import { onPersonStage } from '../../book/person-stage';
import { findingOf, hour, nine, sessionWith, stayed } from './findings';

const saved: SavedPerson = {
  version: 1,
  appId: 'acme',
  appName: 'Acme',
  userId: 'alice',
  range: { kind: 'days', days: 7 },
};

interface Search {
  readonly question: PersonQuestion;
  readonly options: PersonOptions;
  end(finding: PersonFinding): Promise<void>;
  fail(error: Error): Promise<void>;
}

/** A model with a clock, timers and a book that the test plays. */
function stage(
  options: { readonly names?: boolean; readonly production?: boolean; readonly roles?: Set<string> } = {},
) {
  const posted: ToPage[] = [];
  const searches: Search[] = [];
  const timers: { readonly at: number; readonly run: () => void; off: boolean }[] = [];
  let now = nine;
  const known = new Map<string, string>();
  const listeners = new Set<() => void>();
  const wanted: string[] = [];
  const names: PersonNames = {
    of: (id) => known.get(id),
    want: (ids) => wanted.push(...ids),
    onDidChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const settled = () => new Promise<void>((done) => setImmediate(done));
  const app = (id = 'acme'): PersonApp => ({
    id,
    name: 'Acme',
    production: options.production ?? false,
    book: {
      now: () => now,
      names,
      findPerson: (question, how = {}) =>
        new Promise((resolve, reject) => {
          searches.push({
            question,
            options: how,
            end(finding) {
              resolve(finding);
              return settled();
            },
            fail(error) {
              reject(error);
              return settled();
            },
          });
        }),
    },
  });
  const asksOf: number[] = [];
  const model = new PersonModel(
    {
      say: english,
      locale: 'en',
      zone: 'UTC',
      display: () => 'utc',
      names: () => options.names ?? false,
      anonymousRoles: () => options.roles ?? new Set(['viewer']),
      localNow: () => now,
      after(ms, run) {
        const timer = { at: now + ms, run, off: false };
        timers.push(timer);
        return () => {
          timer.off = true;
        };
      },
      messages: { Refresh: 'Aktualisieren' },
      post: (message) => posted.push(message),
      mayRead(_app, requests) {
        asksOf.push(requests);
        return Promise.resolve(false);
      },
    },
    saved,
  );
  const snapshots = (): readonly PersonSnapshot[] =>
    posted.flatMap((message) => (message.type === 'snapshot' ? [message.snapshot] : []));
  return {
    model,
    app,
    posted,
    searches,
    snapshots,
    wanted,
    asksOf,
    last: (): PersonSnapshot => {
      const last = snapshots().at(-1);
      assert.ok(last !== undefined);
      return last;
    },
    search: (at = -1): Search => {
      const search = searches.at(at);
      assert.ok(search !== undefined);
      return search;
    },
    tick: (ms: number) => {
      now += ms;
      for (const timer of timers.splice(0)) {
        if (timer.off) continue;
        if (timer.at <= now) timer.run();
        else timers.push(timer);
      }
    },
    name: (id: string, name: string) => {
      known.set(id, name);
      for (const listener of listeners) listener();
    },
  };
}

const found = findingOf([sessionWith(stayed())]);
const half = findingOf([sessionWith(stayed()), sessionWith({ kind: 'waiting' })], { done: false });
const stopped = findingOf([
  sessionWith(stayed()),
  sessionWith({ kind: 'not-asked', text: text('Stopped.') }),
]);

describe('a tab of Find a Person', () => {
  it('sends nothing before the page listens, then its words and all there is', () => {
    const { model, app, posted } = stage();
    model.attach(app());
    void model.ask();
    assert.deepEqual(posted, []);
    model.ready();
    assert.deepEqual(
      posted.map(({ type }) => type),
      ['hello', 'snapshot'],
    );
    model.ready();
    assert.equal(posted.length, 4);
  });

  it('asks for the range as it is now, and shows what comes at most every 150 ms, the latest last', async () => {
    const { model, app, search, snapshots, last, tick } = stage();
    model.ready();
    model.attach(app());
    void model.ask();
    const { question, options } = search();
    assert.deepEqual(question, {
      userId: 'alice',
      callType: undefined,
      from: nine - 7 * 24 * hour,
      to: nine + hour,
    });
    assert.deepEqual([...(options.anonymousRoles ?? [])], ['viewer']);
    assert.equal(last().asking?.text, 'Listing the sessions…');
    tick(200);
    const before = snapshots().length;
    for (let n = 0; n < 20; n++) options.onFinding?.(half);
    assert.equal(snapshots().length, before + 1);
    options.onFinding?.(found);
    tick(149);
    assert.equal(last().lines.length, 2);
    tick(1);
    assert.equal(last().lines.length, 1);
    assert.equal(snapshots().length, before + 2);
    options.onFinding?.(half);
    await search().end(found);
    assert.equal(last().asking, null);
    assert.equal(last().total?.figures[0]?.value, '1 of 1 sessions');
    const revisions = snapshots().map(({ revision }) => revision);
    assert.deepEqual(
      revisions,
      [...new Set(revisions)].sort((a, b) => a - b),
    );
  });

  it('counts what was asked, tells a wait second by second, and ends it when told to', () => {
    const { model, app, search, last, tick } = stage();
    model.ready();
    model.attach(app());
    void model.ask();
    tick(200);
    let goneOn = 0;
    const wait: Wait = {
      reason: 'budget',
      until: nine + 5200,
      operation: 'QueryCallParticipantSessions',
      goOn: () => goneOn++,
    };
    search().options.onFinding?.(half);
    tick(200);
    search().options.onProgress?.({ read: 1, of: 2, wait });
    assert.deepEqual(last().asking, {
      text: 'Asked 1 of 2 sessions',
      answered: 1,
      of: 2,
      wait: 'Waiting 5 s: sparing the app’s rate limit',
      canContinue: true,
    });
    tick(1000);
    assert.equal(last().asking?.wait, 'Waiting 4 s: sparing the app’s rate limit');
    model.continueAnyway();
    assert.equal(goneOn, 1);
  });

  it('keeps what came when cancelled, says nothing of it, and goes on from there', async () => {
    const { model, app, search, searches, last } = stage();
    model.ready();
    model.attach(app());
    void model.ask();
    model.cancel();
    assert.equal(search().options.signal?.aborted, true);
    await search().end(stopped);
    assert.deepEqual([last().problem, last().canGoOn, last().lines.length], [null, true, 2]);
    void model.goOn();
    assert.equal(searches.length, 2);
    assert.equal(search().options.goOn, stopped);
    assert.equal(search().question, search(0).question);
    assert.equal(last().lines.length, 2);
    await search().end(found);
    assert.equal(last().canGoOn, false);
    await model.goOn();
    assert.equal(searches.length, 2);
  });

  it('says of figures that other roles count as anonymous by now', async () => {
    const roles = new Set(['viewer']);
    const { model, app, search, last } = stage({ roles });
    const words = /Other roles count as anonymous since this was asked/;
    model.ready();
    model.attach(app());
    void model.ask();
    await search().end(found);
    assert.doesNotMatch(last().total?.spoken ?? '', words);
    roles.add('guest');
    model.redraw();
    assert.match(last().total?.notes[0] ?? '', words);
    assert.match(
      await personMarkdown(
        {
          finding: found,
          choice: 'all',
          header: model.header(),
          hasOtherRoles: model.hasOtherRoles,
          app: 'Acme',
          version: '1',
        },
        model.telling,
      ),
      words,
    );
    void model.ask();
    assert.deepEqual([...(search().options.anonymousRoles ?? [])], ['viewer', 'guest']);
    await search().end({ ...found, anonymousRoles: new Set(roles) });
    assert.doesNotMatch(last().total?.spoken ?? '', words);
  });

  it('asks anew from nothing, and hears no more of the search before', async () => {
    const { model, app, search, last, tick } = stage();
    model.ready();
    model.attach(app());
    void model.ask();
    await search().end(found);
    tick(hour);
    void model.ask({ ...saved, callType: 'livestream' });
    assert.deepEqual([last().lines, last().total], [[], null]);
    assert.deepEqual(
      [search().question.to, search().question.callType, search().options.goOn],
      [nine + 2 * hour, 'livestream', undefined],
    );
    void model.ask();
    tick(1000);
    const late = search(1);
    assert.equal(late.options.signal?.aborted, true);
    late.options.onFinding?.(half);
    await late.end(half);
    assert.deepEqual([last().lines, last().asking?.of], [[], null]);
  });

  it('tells a failure with what helps, once, and no act of another one', async () => {
    const { model, app, search, last } = stage();
    model.ready();
    model.attach(app());
    void model.ask();
    await search().fail(
      new StreamFailure('network', text('Stream cannot be reached.'), { operation: 'QueryUsers' }),
    );
    const { problem, revision } = last();
    assert.equal(problem?.text, 'Stream cannot be reached.');
    assert.deepEqual(problem.acts, ['Try Again', 'Open Log']);
    assert.equal(model.actOf(revision, 0)?.kind, 'again');
    assert.equal(model.actOf(revision - 1, 0), undefined);
    assert.equal(model.actOf(revision, 7), undefined);
    void model.ask();
    assert.equal(last().problem, null);
    assert.equal(model.actOf(revision, 0), undefined);
    await search().fail(new StreamFailure('cancelled', text('…'), { operation: 'QueryUsers' }));
    assert.equal(last().problem, null);
  });

  it('asks before many requests only where the app is marked production', async () => {
    const quiet = stage();
    quiet.model.attach(quiet.app());
    void quiet.model.ask();
    assert.equal(quiet.search().options.mayRead, undefined);
    const careful = stage({ production: true });
    careful.model.attach(careful.app());
    void careful.model.ask();
    assert.equal(await careful.search().options.mayRead?.(80), false);
    assert.deepEqual(careful.asksOf, [80]);
  });

  it('keeps what was found when its app is closed, and asks no other app', async () => {
    const { model, app, search, searches, last } = stage();
    model.ready();
    model.attach(app());
    void model.ask();
    search().options.onFinding?.(half);
    model.detach({ text: text('Another app is open.'), severity: 'info', acts: [] });
    assert.equal(search().options.signal?.aborted, true);
    await search().end(stopped);
    assert.deepEqual(
      [last().problem?.text, last().lines.length, last().asking, last().canAsk, last().canGoOn],
      ['Another app is open.', 2, null, false, false],
    );
    await model.ask();
    assert.equal(searches.length, 1);
    model.attach(app(), { text: text('Ask again?'), severity: 'info', acts: [] });
    assert.deepEqual([last().problem?.text, last().canAsk, searches.length], ['Ask again?', true, 1]);
  });

  it('shows a name beside the id only where the setting says so, or where the person was found by it', () => {
    const shy = stage();
    shy.model.ready();
    shy.model.attach(shy.app());
    shy.tick(200);
    shy.name('alice', 'Alice');
    shy.tick(200);
    assert.deepEqual([shy.wanted, shy.last().header.name], [[], '']);
    const open = stage({ names: true });
    open.model.ready();
    open.model.attach(open.app());
    assert.deepEqual(open.wanted, ['alice']);
    open.tick(200);
    open.name('alice', 'Alice');
    open.tick(200);
    assert.deepEqual([open.last().header.person, open.last().header.name], ['alice', 'Alice']);
  });

  it('asks once whether Stream knows the id, and only where nobody was found', () =>
    onPersonStage({}, async ({ book, server }) => {
      const users = () => server.requests.filter(({ operation }) => operation === 'QueryUsers').length;
      const range = { kind: 'between', from: server.now() - 24 * hour, to: server.now() } as const;
      const attached = () => {
        const made = stage();
        made.model.ready();
        made.model.attach({ id: 'acme', name: 'Acme', production: false, book });
        return made;
      };
      const right = attached();
      await right.model.ask({ ...saved, range });
      assert.deepEqual([users(), right.model.isUnknown], [0, false]);
      const wrong = attached();
      await wrong.model.ask({ ...saved, range, userId: 'Alice' });
      assert.deepEqual([users(), wrong.model.isUnknown], [1, true]);
      assert.match(wrong.last().total?.notes[0] ?? '', /^Stream knows no user/);
      await wrong.model.ask({ ...saved, range, userId: 'Alice' });
      assert.deepEqual([users(), wrong.model.isUnknown], [1, true]);
    }));

  it('finds the session of a line by its key, and no other', async () => {
    const { model, app, search } = stage();
    model.attach(app());
    void model.ask();
    await search().end(found);
    const [line] = found.sessions;
    assert.ok(line !== undefined);
    assert.equal(model.sessionOf(lineKey(line))?.sessionId, line.session.sessionId);
    assert.equal(model.sessionOf('["default:standup","none"]'), undefined);
  });

  it('sends what its page understands, of a whole search in the sample data', () =>
    onPersonStage({}, async ({ book, server }) => {
      const { posted, model, last } = stage();
      model.ready();
      model.attach({ id: 'acme', name: 'Acme', production: false, book });
      await model.ask({
        ...saved,
        range: { kind: 'between', from: server.now() - 7 * 24 * hour, to: server.now() },
      });
      for (const message of posted) {
        const parsed = v.safeParse(toPageSchema, message);
        assert.ok(parsed.success);
        assert.deepEqual(parsed.output, message);
      }
      const { lines, total, cannotSee } = last();
      const there = lines.filter(({ kind }) => kind === 'there');
      assert.ok(there.length > 5 && lines.length > there.length);
      assert.ok(
        there.every(({ joined, left, presence, rejoins }) =>
          [joined, left, presence, rejoins].every((cell) => cell !== ''),
        ),
      );
      assert.equal(total?.figures[0]?.value, `${there.length} of ${lines.length} sessions`);
      assert.ok(cannotSee.length > 0);
    }));
});

describe('what the page of Find a Person may say', () => {
  it('is understood, and nothing else is', () => {
    for (const message of [
      { type: 'ready' },
      { type: 'cancel' },
      { type: 'goOn' },
      { type: 'refresh' },
      { type: 'continueAnyway' },
      { type: 'act', revision: 1, act: 0 },
      { type: 'open', key: '["a:b","s"]' },
      { type: 'copy', format: 'csv', choice: 'there' },
      { type: 'fault', message: 'TypeError at 1:2' },
    ])
      assert.ok(v.safeParse(toHostSchema, message).success, message.type);
    for (const message of [
      undefined,
      'ready',
      { type: 'run', command: 'rm' },
      { type: 'act', revision: 1, act: -1 },
      { type: 'open', key: 'x'.repeat(2001) },
      { type: 'copy', format: 'html', choice: 'there' },
      { type: 'fault', message: 'x'.repeat(1001) },
    ])
      assert.equal(v.safeParse(toHostSchema, message).success, false, JSON.stringify(message));
    fc.assert(
      fc.property(fc.anything(), (message) => {
        const { success } = v.safeParse(toHostSchema, message);
        assert.equal(success, false);
      }),
    );
  });

  it('shows each line under all sessions and under one other choice', () => {
    for (const kind of ['there', 'absent', 'cannot-tell', 'not-asked', 'waiting'] as const) {
      assert.equal(isShown(kind, 'all'), true);
      const choices = (['there', 'absent', 'open'] as const).filter((choice) => isShown(kind, choice));
      assert.equal(choices.length, 1, kind);
    }
  });

  it('moves from row to row by keys, and never out of the table', () => {
    const moves: readonly (readonly [string, number, number, number | undefined])[] = [
      ['ArrowDown', 0, 3, 1],
      ['ArrowDown', 2, 3, 2],
      ['ArrowUp', 0, 3, 0],
      ['PageDown', 1, 30, 11],
      ['PageUp', 4, 30, 0],
      ['Home', 9, 30, 0],
      ['End', 9, 30, 29],
      ['End', 0, 0, 0],
      ['a', 1, 3, undefined],
    ];
    for (const [key, from, rows, to] of moves) assert.equal(rowAfterKey(key, from, rows), to, key);
  });
});
