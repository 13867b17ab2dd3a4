import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { english } from '../../../../src/attendance/text';
import type { Question } from '../../../../src/formats/question';
import { readGiven } from '../../../../src/queries/ask/query-arguments';
import type { KeptQuery } from '../../../../src/queries/kept/kept-query';
import { createKeptStore, type KeptStore, type QueryFolder } from '../../../../src/queries/kept/kept-store';
import { planRun, runArgument } from '../../../../src/queries/kept/may-run';
import { queryLook, queryNodes, queryTokens } from '../../../../src/queries/kept/query-nodes';
import { mostRecent, RecentQuestions, type Memory } from '../../../../src/queries/kept/recent-questions';
import type { SharedFile } from '../../../../src/queries/kept/shared-file';
import { createUserRecords } from '../../../../src/queries/kept/user-records';
import { queryJson } from '../../../../src/queries/kept/words-of-query';
import { isProblem } from '../../../../src/shell/problem';
import type { Files } from '../../../../src/stream-apps/files';
import { recordedLog, type RecordedLog } from '../../shell/recorded-log';

function filesInMemory(): Files & { readonly held: Map<string, string> } {
  const held = new Map<string, string>();
  return {
    held,
    list: () => Promise.resolve([...held.keys()].sort()),
    read: (name) => Promise.resolve(held.get(name)),
    write(name, content) {
      held.set(name, content);
      return Promise.resolve();
    },
    remove(name) {
      held.delete(name);
      return Promise.resolve();
    },
  };
}

function memory(): Memory & { held: unknown } {
  return {
    held: undefined,
    get() {
      return this.held;
    },
    update(_key, value) {
      // As VS Code does: what is kept is JSON.
      this.held = JSON.parse(JSON.stringify(value));
      return Promise.resolve();
    },
  };
}

/** A folder whose file is a text in memory. */
function folderNamed(name: string): QueryFolder & { source: string | undefined } {
  const folder: QueryFolder & { source: string | undefined } = {
    id: `file:///${name}`,
    name,
    source: undefined,
    file: {
      read: () => Promise.resolve(folder.source),
      change(change) {
        folder.source = change(folder.source);
        return Promise.resolve(folder.source);
      },
    },
  };
  return folder;
}

const acme = { id: '11111111-1111-4111-8111-111111111111', name: 'acme', production: true };
const beta = { id: '22222222-2222-4222-8222-222222222222', name: 'beta', production: false };
const ofCall = (id: string): Question => ({ call: `default:${id}` });

describe('kept queries', () => {
  let files: ReturnType<typeof filesInMemory>;
  let state: ReturnType<typeof memory>;
  let one: ReturnType<typeof folderNamed>;
  let log: RecordedLog;
  let store: KeptStore;
  const open = (folders: readonly QueryFolder[] = [one]): KeptStore =>
    createKeptStore({
      records: createUserRecords(files, log),
      recents: new RecentQuestions(state),
      folders: () => folders,
      app: (id) => Promise.resolve([acme, beta].find((app) => app.id === id)),
      appNamed: (name) => Promise.resolve([acme, beta].find((app) => app.name === name)),
      log,
      newId: randomUUID,
    });
  const toFolder = { kind: 'workspace', folder: 'file:///one' } as const;
  const names = async (app = acme.id): Promise<readonly string[]> =>
    (await open().of(app)).map((query) => query.name || (query.question.call ?? '?'));
  const get = async (name: string): Promise<KeptQuery> => {
    const found = (await store.all(acme.id)).queries.find(
      (each) => (each.name || each.question.call) === name,
    );
    assert.ok(found !== undefined, name);
    return found;
  };

  beforeEach(() => {
    files = filesInMemory();
    state = memory();
    one = folderNamed('one');
    log = recordedLog();
    store = open();
  });

  it('come pinned ones first, then saved by name, then recent ones, newest first, and only those of the app', async () => {
    await store.save('Zoe', acme, ofCall('z'), { kind: 'user' });
    await store.save('Anna', acme, ofCall('a'), toFolder);
    await store.save('Any app', undefined, ofCall('any'), { kind: 'user' });
    await store.save('Other', beta, ofCall('o'), toFolder);
    store.noteRecent(acme.id, ofCall('r1'));
    store.noteRecent(acme.id, ofCall('r2'));
    await store.pin(await get('Zoe'));
    assert.deepEqual(await names(), ['Zoe', 'Anna', 'Any app', 'default:r2', 'default:r1']);
    assert.deepEqual(await names(beta.id), ['Any app', 'Other']);
    const ids = (await store.all(acme.id)).queries.map((query) => query.id);
    assert.equal(new Set(ids).size, ids.length);
    assert.match(one.source ?? '', /"app": "acme"/);
  });

  it('does not take a query of an app that is not connected for one of any app', async () => {
    one.source = '{"version": 1, "queries": [{"name": "x", "app": "gone"}]}';
    assert.deepEqual(await names(), []);
    const query = await get('x');
    assert.deepEqual([query.appId, query.appName], [undefined, 'gone']);
    assert.deepEqual(planRun(query, beta, undefined, true), { kind: 'app-gone' });
  });

  it('remembers the last 20 questions of an app, each once', async () => {
    for (let at = 0; at < 25; at++) store.noteRecent(acme.id, ofCall(String(at)));
    store.noteRecent(acme.id, ofCall('10'));
    store.noteRecent(beta.id, ofCall('b'));
    const recent = await names();
    assert.equal(recent.length, mostRecent);
    assert.deepEqual(recent.slice(0, 3), ['default:10', 'default:24', 'default:23']);
    assert.deepEqual(await names(beta.id), ['default:b']);
    state.held = { [acme.id]: [{ call: 'x' }, 5, { call: 'default:ok' }] };
    assert.deepEqual(await names(), ['default:ok']);
    state.held = 'nonsense';
    assert.deepEqual(await names(), []);
  });

  it('keeps a pinned recent question when others push it out, and gives it back when it is unpinned', async () => {
    store.noteRecent(acme.id, ofCall('keep'));
    await store.pin(await get('default:keep'));
    for (let at = 0; at < 25; at++) store.noteRecent(acme.id, ofCall(String(at)));
    const pinned = await get('default:keep');
    assert.deepEqual([pinned.where, pinned.pinned, pinned.name], ['user', true, '']);
    assert.equal((await names())[0], 'default:keep');
    await store.unpin(pinned);
    assert.equal(files.held.size, 0);
    assert.deepEqual((await names()).slice(0, 2), ['default:keep', 'default:24']);
  });

  it('pins a query of the workspace for the user alone, also after it was renamed', async () => {
    await store.save('Team', undefined, ofCall('t'), toFolder);
    await store.save('Another', undefined, ofCall('a'), toFolder);
    const before = one.source;
    await store.pin(await get('Team'));
    assert.equal(one.source, before);
    assert.deepEqual(await names(), ['Team', 'Another']);
    await store.rename(await get('Team'), 'Zebra');
    assert.deepEqual(await names(), ['Zebra', 'Another']);
    await store.unpin(await get('Zebra'));
    assert.deepEqual(await names(), ['Another', 'Zebra']);
    assert.equal(files.held.size, 0);
  });

  it('deletes and brings back, wherever it is kept', async () => {
    await store.save('Mine', acme, ofCall('m'), { kind: 'user' });
    await store.save('Team', acme, ofCall('t'), toFolder);
    await store.save('Last', acme, ofCall('l'), toFolder);
    store.noteRecent(acme.id, ofCall('r'));
    await store.pin(await get('Team'));
    const [before, all] = [one.source, await names()];
    for (const name of ['Mine', 'Team', 'default:r']) {
      const undo = await store.remove(await get(name));
      assert.deepEqual(
        await names(),
        all.filter((each) => each !== name),
      );
      await undo();
      assert.deepEqual(await names(), all, name);
    }
    assert.equal(one.source, before);
    const undo = await store.remove(await get('Team'));
    await store.save('Since', acme, ofCall('s'), toFolder);
    await undo();
    assert.deepEqual(await names(), ['Team', 'Last', 'Mine', 'Since', 'default:r']);
  });

  it('has each name once in a place, and says so', async () => {
    await store.save('A', acme, ofCall('1'), toFolder);
    await store.save('A', acme, ofCall('2'), { kind: 'user' });
    await store.save('B', acme, ofCall('3'), toFolder);
    for (const place of [toFolder, { kind: 'user' } as const])
      await assert.rejects(store.save('A', acme, ofCall('4'), place), isProblem);
    await assert.rejects(store.rename(await get('B'), 'A'), isProblem);
  });

  it('has each name once, also where another window takes it at the same moment', async () => {
    await store.save('A', acme, ofCall('1'), toFolder);
    const query = await get('A');
    const raced: SharedFile = {
      ...one.file,
      async change(change) {
        await store.save('B', acme, ofCall('2'), toFolder);
        return one.file.change(change);
      },
    };
    await assert.rejects(open([{ ...one, file: raced }]).rename(query, 'B'), isProblem);
    assert.equal((one.source ?? '').split('"B"').length, 2);
    assert.match(one.source ?? '', /"A"/);
  });

  it('lists what can be read, says what cannot, and touches neither', async () => {
    one.source = '{"version": 1, "queries": [{"name": "good"}, {"nam": "bad"}]}';
    files.held.set('not-ours.json', '{}');
    files.held.set(`${randomUUID()}.json`, '{"version": 9}');
    const { queries, files: broken } = await store.all(undefined);
    assert.deepEqual(
      queries.map((query) => query.name),
      ['good'],
    );
    assert.deepEqual(
      broken.map(({ folderName, problems, broken: whole }) => [folderName, problems.length, whole]),
      [['one', 1, false]],
    );
    await store.all(undefined);
    assert.equal(log.lines.filter((line) => line.includes('saved query')).length, 1);
    one.source = '{"version": 1, "queries": [';
    await assert.rejects(store.save('A', acme, ofCall('1'), toFolder), isProblem);
    assert.equal(one.source, '{"version": 1, "queries": [');
    assert.equal(files.held.size, 2);
  });

  it('tells of every change', async () => {
    let told = 0;
    const stop = store.onDidChange(() => told++);
    await store.save('A', acme, ofCall('1'), toFolder);
    await store.pin(await get('A'));
    stop();
    await store.unpin(await get('A'));
    assert.equal(told, 2);
  });
});

describe('running a kept query', () => {
  const query = (more: Partial<KeptQuery>): KeptQuery => ({
    id: 'x',
    name: 'x',
    where: 'user',
    appId: undefined,
    pinned: false,
    question: {},
    ...more,
  });

  it('asks for a file’s query where the workspace is not trusted, for a production app, and before the app is switched', () => {
    const ofFile = { where: 'workspace' } as const;
    for (const [more, openApp, own, trusted, wanted] of [
      [{}, beta, undefined, true, 'run'],
      [{}, acme, undefined, false, 'run'],
      [{ appId: beta.id, appName: 'beta' }, beta, beta, false, 'run'],
      [{ appId: acme.id, appName: 'acme' }, beta, acme, true, 'ask to switch'],
      [{ appId: acme.id, appName: 'acme' }, undefined, acme, true, 'run'],
      [{ appId: acme.id, appName: 'acme' }, beta, undefined, true, 'gone'],
      [ofFile, beta, undefined, true, 'run'],
      [ofFile, beta, undefined, false, 'ask'],
      [ofFile, acme, undefined, true, 'ask'],
      [{ ...ofFile, appName: 'gone' }, beta, undefined, true, 'gone'],
      [{ ...ofFile, appId: beta.id, appName: 'beta' }, acme, beta, true, 'ask to switch'],
    ] as const) {
      const plan = planRun(query(more), openApp, own, trusted);
      const said =
        plan.kind === 'app-gone' ? 'gone' : plan.switches ? 'ask to switch' : plan.asks ? 'ask' : 'run';
      assert.equal(said, wanted, JSON.stringify([more, openApp?.name, trusted]));
      if (plan.kind === 'run') assert.ok(plan.asks || !plan.switches);
    }
  });

  it('names the app that it was planned for, and leaves no condition to be asked', () => {
    const reading = readGiven(runArgument(ofCall('x'), acme));
    assert.ok(reading.ok);
    assert.deepEqual(
      [reading.given.app, reading.given.hasConditions, reading.given.question.call],
      [acme.id, true, 'default:x'],
    );
  });
});

describe('the view Queries', () => {
  const base = { appId: acme.id, appName: 'acme', pinned: false } as const;
  const saved: KeptQuery = {
    ...base,
    id: 'w',
    name: 'Late $(bug) \u202eones',
    where: 'workspace',
    folder: 'file:///one',
    question: { call: 'default:standup', session: 'newest', rowFilter: { open: true }, threshold: 1_800_000 },
  };
  const recent: KeptQuery = {
    id: 'r',
    name: '',
    where: 'recent',
    appId: acme.id,
    pinned: false,
    question: {},
  };

  it('has a group for what there is, and says what is broken first', () => {
    assert.deepEqual(queryNodes({ queries: [], files: [] }), []);
    const problem = { offset: 0, length: 1, line: 3, column: 2, text: { message: 'Bad.', args: {} } };
    const nodes = queryNodes({
      queries: [saved, recent],
      files: [{ folder: 'f', folderName: 'one', problems: [problem], broken: true }],
    });
    const looks = nodes.map((node) => queryLook(node, english, acme.id, () => undefined));
    assert.deepEqual(
      looks.map((look) => [look.label, look.contextValue]),
      [
        ['one/.vscode/rollcall.json cannot be read: line 3: Bad.', ''],
        ['Saved in This Workspace', ''],
        ['Recent', ''],
      ],
    );
  });

  it('says a query’s name or what it asks, its app where it is another, and its JSON', () => {
    const look = (query: KeptQuery, app: string | undefined, folder?: string) =>
      queryLook({ kind: 'query', id: query.id, query }, english, app, () => folder);
    const drawn = look(saved, beta.id, 'one');
    assert.equal(drawn.label, 'Late $\u200b(bug) \\u202eones');
    assert.equal(
      drawn.description,
      'newest session of default:standup · rows open (no leave time) · people present at least 30m 00s · acme · one',
    );
    assert.equal(drawn.contextValue, 'query saved unpinned');
    assert.match(drawn.tooltip, /"presentAtLeastSeconds": 1800/);
    assert.doesNotMatch(drawn.tooltip, /\u202e/);
    assert.doesNotMatch(look(saved, acme.id).description, /acme/);
    assert.deepEqual(
      [look(recent, acme.id).label, look(recent, acme.id).contextValue],
      ['all rows', 'query unsaved unpinned'],
    );
    // Beyond Latin letters a name is isolated, once.
    const quoted: KeptQuery = { ...saved, name: 'Everybody’s', question: { call: 'default:größe’s' } };
    assert.equal(look(quoted, acme.id).label, '\u2068Everybody’s\u2069');
    assert.equal(look(quoted, acme.id).description, '\u2068default:größe’s\u2069 · all rows');
    for (const token of drawn.contextValue.split(' ')) assert.ok(queryTokens.some((each) => each === token));
    assert.match(queryJson(saved), /"session": "newest"/);
  });

  it('says a window in UTC', () => {
    const [from, to] = [Date.UTC(2026, 10, 22, 9), Date.UTC(2026, 10, 22, 10)];
    const words = (window: NonNullable<Question['window']>): string =>
      queryLook(
        { kind: 'query', id: 'r', query: { ...recent, question: { window } } },
        english,
        acme.id,
        () => '',
      ).label;
    assert.match(words({ from, to }), /^all rows · from .*09:00.* to .*10:00/);
    assert.match(words({ from }), /^all rows · from .*09:00/);
    assert.match(words({ to }), /^all rows · until .*10:00/);
  });
});
