import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Quirks, TrueSession } from '../../../src/sample/server';
import { quirkPairs, quirkSwitches } from '../../../src/sample/switches';
import type { QuirkSwitch } from '../../../src/sample/switches';
import { at, noon, onStage } from './stage';
import type { Answer, Stage } from './stage';

const newest = [{ field: 'created_at', direction: -1 }];
const headers = ['date', 'x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'];
const quick = quirkSwitches.filter(({ realMs }) => realMs === undefined);

/** What a client gets that reads a session, with some patience, and asks around. */
async function transcript(
  { server, ask, rows, pass }: Stage,
  { list, filter }: QuirkSwitch,
  session: TrueSession,
  quirks: Quirks,
): Promise<unknown[]> {
  server.setQuirks(quirks);
  const got: unknown[] = [];
  const note = (answer: Answer): Answer => {
    got.push([answer.status, answer.text, ...headers.map((name) => answer.headers.get(name))]);
    return answer;
  };
  const wanted = encodeURIComponent(JSON.stringify(filter?.(server.ledger, session) ?? {}));
  const pages = isLarge(session) ? 70 : 3;
  let next: unknown = '';
  for (let page = 0; typeof next === 'string' && page < pages; page += 1) {
    // A minute between page 1 and the next.
    if (page === 1) pass(61_000);
    const { body } = note(await rows(session, `?limit=50&next=${next}&filter_conditions=${wanted}`));
    if (page === 1) pass(-61_000);
    next = at(body, 'next');
  }
  const path = `/api/v2/video/call/${encodeURIComponent(session.callType)}/${encodeURIComponent(session.callId)}`;
  const body = { filter_conditions: { call_session_id: session.id } };
  note(await ask('POST', '/api/v2/video/call_stats', { body }));
  note(await ask('GET', path));
  note(await ask('GET', `${path}/report?session_id=${session.id}`));
  if (list === 3) {
    const calls = note(await ask('POST', '/api/v2/video/calls', { body: { sort: newest, limit: 2 } }));
    const more = { sort: newest, limit: 2, next: at(calls.body, 'next') };
    note(await ask('POST', '/api/v2/video/calls', { body: more }));
  }
  return got;
}

function isLarge({ callId }: TrueSession): boolean {
  return callId === 'launch-2026';
}

describe('sample switches: the list of them', () => {
  it('has each of the ten lists, and no name twice', () => {
    assert.deepEqual(
      new Set(quirkSwitches.map(({ list }) => list)),
      new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
    );
    assert.equal(new Set(quirkSwitches.map(({ name }) => name)).size, quirkSwitches.length);
    const settings = quirkSwitches.map(({ quirks }) => JSON.stringify(quirks));
    assert.equal(new Set(settings).size, settings.length);
  });

  it('pairs what can be on together', () => {
    const pairs = quirkPairs();
    for (const { both, quirks } of pairs) {
      for (const { quirks: own } of both) {
        for (const [key, value] of Object.entries(own)) assert.deepEqual(at(quirks, key), value);
      }
    }
    const names = new Set(pairs.map(({ both }) => both.map(({ name }) => name).join(' + ')));
    assert.equal(names.size, pairs.length);
    assert.ok(names.has('not found yet + duration −1'));
    assert.ok(!names.has('not found yet + no leaves yet'));
  });

  it('says where each shows: there it changes what a client gets, and the same way again', () =>
    onStage({}, async (stage) => {
      const { ledger } = stage.server;
      for (const one of quick) {
        const { name, quirks, shows } = one;
        stage.server.setQuirks(quirks);
        const sessions = shows(ledger);
        const [session] = sessions;
        assert.ok(session, name);
        assert.ok(
          sessions.every(({ id }) => ledger.session(id) !== undefined),
          name,
        );
        const changed = await transcript(stage, one, session, quirks);
        assert.notDeepEqual(changed, await transcript(stage, one, session, {}), name);
        if (!isLarge(session)) assert.deepEqual(await transcript(stage, one, session, quirks), changed, name);
        assert.equal(ledger.now(), noon, name);
      }
    })).timeout(60_000);

  it('bends no session of the ledger: what is there with a switch and without is the same', () =>
    onStage({}, async ({ server }) => {
      const { ledger } = server;
      const ids = ledger.sessions().map(({ id }) => id);
      const books = (): string =>
        JSON.stringify(
          ids.map((id) => {
            const session = ledger.session(id);
            return [id, session?.startedAt, ledger.connections(id).length, ledger.figures(id)];
          }),
        );
      const truth = books();
      for (const { name, quirks } of quirkSwitches) {
        server.setQuirks(quirks);
        assert.equal(books(), truth, name);
      }
      return Promise.resolve();
    }));
});

describe('sample switches: in pairs', () => {
  const once = { request: 1, times: 1 };
  const beside = (name: string, quirks: Quirks): QuirkSwitch => ({ list: 10, name, quirks, shows: () => [] });
  /** Faults and oddities that belong to no list. */
  const others: readonly QuirkSwitch[] = [
    beside('half a JSON', { truncatedJsonAt: once }),
    beside('a status', { statusAt: { ...once, status: 503 } }),
    beside('a field is left out', { dropField: 'session' }),
    beside('a field of another type', { retypeField: 'participants_sessions' }),
    beside('unknown fields', { extraFields: true }),
    beside('errors without JSON', { plainErrors: true }),
    beside('a deleted call', { deleteAfterList: 'default:daily-standup' }),
    beside('two rows where no limit is asked for', { defaultLimit: 2 }),
  ];

  it('no two of them bring the server down: it answers, in JSON where it is not told otherwise', () =>
    onStage({}, async ({ server, rows, session }) => {
      const notJson = ['htmlBadGatewayAt', 'truncatedJsonAt', 'plainErrors'];
      for (const [index, { both, quirks }] of quirkPairs([...quick, ...others]).entries()) {
        const name = both.map((one) => one.name).join(' + ');
        server.setQuirks(quirks);
        // Where the one shows, then where the other does.
        const one = both[index % 2] ?? both[0];
        const there = one.shows(server.ledger).find((session_) => !isLarge(session_));
        const asked = there ?? session('default:ring-7f3a2c');
        const filter = encodeURIComponent(JSON.stringify(one.filter?.(server.ledger, asked) ?? {}));
        const { status, text, body } = await rows(asked, `?limit=2&filter_conditions=${filter}`);
        assert.ok([200, 400, 404, 429, 502, 503].includes(status), `${name}: ${status}`);
        assert.ok(!text.includes('internal error'), name);
        assert.ok(body !== undefined || notJson.some((key) => key in quirks), `${name}: ${text}`);
      }
    })).timeout(60_000);
});
