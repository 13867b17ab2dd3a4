import * as assert from 'node:assert/strict';
import type { SessionRef } from '../../../src/attendance/call';
import { english, text } from '../../../src/attendance/text';
import type { AttendanceBook } from '../../../src/book/book';
import { HeldIds } from '../../../src/code/held-ids';
import { HoverAsking, type AskingTimes } from '../../../src/code/hover-asking';
import { hoverText, type HoverText } from '../../../src/code/hover-text';
import type { Named } from '../../../src/code/named';
import { openSampleBook } from '../documents/sample-book';

type Opened = Awaited<ReturnType<typeof openSampleBook>>;

const standup = 'default:daily-standup';

/** More than a page, and few pages. */
const isSome = (rows: number): boolean => rows > 10 && rows < 40;

describe('beside the code', function () {
  this.timeout(20_000);

  let opened: Opened;
  let held: HeldIds;
  let changes: number;
  beforeEach(async () => {
    opened = await openSampleBook();
    changes = 0;
    held = new HeldIds(opened.book, () => {
      changes++;
    });
  });
  afterEach(() => {
    held.dispose();
    return opened.close();
  });

  const hover = (named: Named): HoverText =>
    hoverText(named, {
      book: opened.book,
      known: held.known,
      telling: { say: english, locale: 'en', show: { display: 'utc', locale: 'en', zone: 'UTC' } },
      anonymousRoles: new Set(),
    });

  /** A session of the standup that ended, with what really happened in it. */
  const ended = () => {
    const session = opened.server.ledger.sessions(standup).find((each) => !each.live);
    assert.ok(session !== undefined);
    const { id, callType, callId } = session;
    return { session, ref: { callType, callId, sessionId: id } satisfies SessionRef };
  };

  describe('what the book holds', () => {
    it('is nothing at first, then what its lists brought, without a request of its own', async () => {
      assert.equal(held.known.types.size + held.known.cids.size + held.known.sessions.size, 0);
      await opened.book.recent.load();
      await opened.book.calls.load();
      const requests = opened.server.requests.length;
      const { types, cids, sessions } = held.known;
      assert.ok(types.has('default') && types.has('livestream'));
      assert.ok(cids.has(standup));
      assert.ok(sessions.size >= opened.book.recent.items.length);
      for (const { sessionId, callType, callId } of opened.book.recent.items)
        assert.deepEqual(
          sessions.get(sessionId)?.filter((one) => one.callType === callType && one.callId === callId).length,
          1,
        );
      assert.equal(opened.server.requests.length, requests);
      assert.ok(changes > 0);
    });

    it('is a session that was opened by its id too, though no list has it', async () => {
      const { ref } = ended();
      assert.equal(held.known.sessions.has(ref.sessionId), false);
      await opened.book.rows(ref).load();
      assert.deepEqual(held.known.sessions.get(ref.sessionId), [ref]);
      assert.ok(held.known.types.has('default'));
    });

    it('is no call that was only asked for and is not there', async () => {
      await assert.rejects(opened.book.readCall('nonsense:nowhere'));
      assert.equal(held.known.types.has('nonsense'), false);
    });

    it('stays as it is while only more rows of a known session come', async () => {
      const { ref } = ended();
      await opened.book.rows(ref).load();
      const before = held.known;
      const heard = changes;
      await opened.book.rows(ref).loadAll();
      assert.equal(held.known, before);
      assert.equal(changes, heard);
    });
  });

  describe('a hover', () => {
    it('says that nothing was read, and asks for nothing', () => {
      assert.deepEqual(hover({ call: 'default:x' }), {
        title: 'Call default:x',
        lines: ['Nothing was read of this call yet.'],
      });
      assert.deepEqual(hover({ call: 'default:x', session: 'y' }), {
        title: 'Session y of default:x',
        lines: ['Nothing was read of this session yet.'],
      });
      assert.deepEqual(hover({ session: 'y' }), {
        title: 'Call session y',
        lines: ['Not read yet, and its call is not known. Look Up asks which call it belongs to.'],
      });
      assert.equal(opened.server.requests.length, 0);
    });

    it('lists the latest sessions of a call with their state, and says what it does not know', async () => {
      await opened.book.calls.load();
      assert.match(hover({ call: standup }).lines.at(-1) ?? '', /not read yet/);
      await opened.book.sessionsOf(standup).load();
      const { title, lines } = hover({ call: standup });
      assert.equal(title, `Call ${standup}`);
      assert.equal(lines.length, 5);
      assert.equal(lines[3], 'Times: UTC');
      assert.match(lines[0] ?? '', / – .* · .*/);
      const { items, hasMore } = opened.book.sessionsOf(standup);
      assert.match(
        lines[4] ?? '',
        new RegExp(`^${hasMore ? 'Over' : 'Sessions known:'} ?${String(items.length)}`),
      );
    });

    it('says live of a call in which somebody is, with its as-of', async () => {
      await opened.book.recent.load();
      const live = opened.book.recent.items.find((one) => opened.book.state(one).kind === 'live');
      assert.ok(live !== undefined);
      const [first] = hover({ call: live.cid }).lines;
      assert.match(first ?? '', / – now · .*live.*provisional · as of /);
      assert.match(hover({ session: live.sessionId }).lines.join('\n'), /the session is live/);
    });

    it('gives no figure of rows that were read in part', async () => {
      const { ledger } = opened.server;
      const large = ledger
        .sessions()
        .find(({ id, live, rowsExpired }) => !live && !rowsExpired && isSome(ledger.connections(id).length));
      assert.ok(large !== undefined);
      const ref = { callType: large.callType, callId: large.callId, sessionId: large.id };
      await opened.book.rows(ref).load();
      const { lines } = hover({ session: large.id });
      assert.match(lines.at(-1) ?? '', /^10 of \d+ rows read/);
      assert.doesNotMatch(lines.join('\n'), /Presence|People:/);
      await opened.book.rows(ref).loadAll();
      assert.match(hover({ session: large.id }).lines.join('\n'), /\nPeople: .*\nPresence/s);
    });

    it('gives people and presence of rows read whole as the ledger has them, with state and coverage', async () => {
      const { session, ref } = ended();
      await opened.book.rows(ref).loadAll();
      const { title, lines } = hover({ session: ref.sessionId });
      assert.equal(title, `Session ${ref.sessionId} of ${standup}`);
      const { people, anonymousConnections } = opened.server.ledger.figures(session.id);
      assert.equal(anonymousConnections, 0);
      const told = lines.join('\n');
      assert.match(told, new RegExp(`^People: ${String(people)}$`, 'm'));
      assert.match(told, /^Data state: /m);
      assert.match(told, /^all \d+ rows read · as of /m);
      assert.match(told, /Technical users/);
    });

    it('shows ids so that nothing in them is hidden', async () => {
      const { title } = hover({ call: 'default:a\u202eb\n](command:x)' });
      assert.equal(title, 'Call default:a\\u202eb\\n](command:x)');
      await Promise.resolve();
    });
  });

  describe('asking on hover', () => {
    /** Waits end when the test says so. */
    const waits: { readonly ms: number; readonly end: () => void }[] = [];
    const times: AskingTimes = {
      restMs: 250,
      limitMs: 5000,
      wait: (ms, signal) =>
        new Promise((resolve) => {
          if (signal.aborted) resolve();
          else waits.push({ ms, end: resolve });
          signal.addEventListener('abort', () => {
            resolve();
          });
        }),
    };
    beforeEach(() => {
      waits.length = 0;
    });
    const rest = (): void => {
      for (const { ms, end } of waits) if (ms === times.restMs) end();
    };
    const stays = new AbortController().signal;

    it('sends one request for a call, when the mouse rested, and none again', async () => {
      const asking = new HoverAsking(opened.book, times);
      const first = asking.ask(standup, stays);
      const second = asking.ask(standup, stays);
      assert.equal(opened.server.requests.length, 0);
      rest();
      assert.deepEqual(await Promise.all([first, second]), [undefined, undefined]);
      assert.ok(opened.book.call(standup) !== undefined);
      await asking.ask(standup, stays);
      assert.equal(opened.server.requests.length, 1);
    });

    it('sends nothing when the mouse went on', async () => {
      let sent = 0;
      const counting: AttendanceBook = {
        ...opened.book,
        readCall: (cid, options) => {
          sent++;
          return opened.book.readCall(cid, options);
        },
      };
      const asking = new HoverAsking(counting, times);
      const leaving = new AbortController();
      const asked = asking.ask(standup, leaving.signal);
      leaving.abort();
      assert.equal(await asked, undefined);
      assert.equal(sent, 0);
    });

    it('tells why there is no answer, and does not ask again', async () => {
      const asking = new HoverAsking(opened.book, times);
      const asked = asking.ask('default:nowhere', stays);
      rest();
      const failure = await asked;
      assert.ok(failure !== undefined);
      const sent = opened.server.requests.length;
      assert.deepEqual(await asking.ask('default:nowhere', stays), failure);
      assert.equal(opened.server.requests.length, sent);
      const { lines } = hoverText(
        { call: 'default:nowhere' },
        {
          book: opened.book,
          known: held.known,
          telling: { say: english, locale: 'en', show: { display: 'utc', locale: 'en', zone: 'UTC' } },
          anonymousRoles: new Set(),
          failure: text('It is not there.'),
        },
      );
      assert.deepEqual(lines, ['It is not there.']);
    });

    it('gives the hover free when its time is over', async () => {
      const asking = new HoverAsking(opened.book, times);
      const asked = asking.ask(standup, stays);
      rest();
      await new Promise((resolve) => setImmediate(resolve));
      for (const { ms, end } of waits) if (ms === times.limitMs) end();
      assert.equal(await asked, undefined);
    });
  });
});
