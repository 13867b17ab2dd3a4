import assert from 'node:assert/strict';
import { checkRowFilter } from '../../../src/attendance/filter/validate-rows';
import type { Filter } from '../../../src/attendance/filter/filter';
import { openBook } from '../../../src/book/attendance-book';
import type { AttendanceAnswer, AttendanceBook } from '../../../src/book/book';
import { isStreamFailure } from '../../../src/stream/errors';
import type { Quirks, SampleServer, TrueSession } from '../../../src/sample/server';
import type { SampleDoor } from '../stream/sample-door';
import { onSample } from '../stream/sample-door';

interface Stage {
  readonly book: AttendanceBook;
  readonly server: SampleServer;
  readonly door: SampleDoor;
  /** Requests for participant sessions since the last call of this. */
  readonly asked: () => readonly Readonly<Record<string, string>>[];
}

function onStage<T>(quirks: Quirks, act: (stage: Stage) => Promise<T>): Promise<T> {
  return onSample(quirks, async (door) => {
    const book = openBook({
      appId: 'sample',
      stream: door.stream,
      clock: door.clock,
      pageSize: () => 100,
    });
    let seen = 0;
    const asked = (): readonly Readonly<Record<string, string>>[] => {
      const all = door.server.requests.filter(
        ({ operation }) => operation === 'QueryCallParticipantSessions',
      );
      const news = all.slice(seen).map(({ query }) => query);
      seen = all.length;
      return news;
    };
    try {
      return await act({ book, server: door.server, door, asked });
    } finally {
      book.dispose();
    }
  });
}

function refTo({ callType, callId, id }: TrueSession): {
  readonly callType: string;
  readonly callId: string;
  readonly sessionId: string;
} {
  return { callType, callId, sessionId: id };
}

function filter(value: unknown): Filter {
  const checked = checkRowFilter(value);
  assert.ok(checked.ok, JSON.stringify(checked));
  return checked.filter;
}

function found<T>(value: T | undefined): T {
  assert.ok(value !== undefined, 'the scenario has it');
  return value;
}

/** A session of the standup that ended over a day ago: settled by one look. */
function settledSession({ ledger }: SampleServer): TrueSession {
  return found(
    ledger
      .sessions('default:daily-standup')
      .find(
        ({ endedAt, rowsExpired }) =>
          endedAt !== undefined && !rowsExpired && ledger.now() - endedAt > 2 * 86_400_000,
      ),
  );
}

/** The livestream with 12,000 rows. */
function largeSession({ ledger }: SampleServer): TrueSession {
  return found(ledger.sessions('livestream:launch-2026')[0]);
}

function presenceOf({ rows, measures }: AttendanceAnswer): ReadonlyMap<string, number> {
  return new Map(
    [...measures.placed.users].map((user, person) => [
      rows.userIdOf(user),
      measures.certain.presenceMs[person] ?? NaN,
    ]),
  );
}

describe('attendance of a session', function () {
  this.timeout(120_000);

  it('measures what the ledger has, of all rows', async () => {
    await onStage({}, async ({ book, server }) => {
      const session = settledSession(server);
      const answer = await book.attendance(refTo(session));
      const truth = server.ledger.figures(session.id);
      assert.equal(answer.measures.placed.length, truth.connections);
      assert.equal(answer.measures.certain.intervalMs, truth.connectedMs);
      assert.equal(answer.measures.certain.people.peak?.value, truth.peakPeople);
      for (const [user, presenceMs] of presenceOf(answer))
        assert.equal(presenceMs, truth.presenceMs.get(user), user);
      assert.equal(answer.basis.state.kind, 'settled');
      assert.deepEqual(
        { complete: answer.basis.coverage.complete, chosenBy: answer.basis.coverage.chosenBy },
        { complete: true, chosenBy: 'nobody' },
      );
      assert.equal(answer.totals.rows, truth.connections);
      assert.equal(answer.failure, undefined);
    });
  });

  it('asks nothing again for another filter on a final session', async () => {
    await onStage({}, async ({ book, server, asked }) => {
      const session = largeSession(server);
      const first = await book.attendance(refTo(session));
      assert.equal(asked().length, first.plan.requests.pages + first.plan.requests.marks);
      const some = first.rows.userId(17);
      const second = await book.attendance(refTo(session), { rowFilter: filter({ user_id: some }) });
      assert.deepEqual(asked(), []);
      assert.deepEqual(second.plan.requests, { pages: 0, marks: 0, probes: 0 });
      assert.ok(second.measures.placed.length > 0 && second.measures.placed.length < 100);
      assert.equal(second.basis.coverage.exhaustive, true);
    });
  });

  it('asks once for one person of a session of which nothing was read', async () => {
    await onStage({}, async ({ book, server, asked }) => {
      const session = largeSession(server);
      const rows = server.ledger.connections(session.id);
      const user = found(
        rows.find(({ userId }) => userId === userId.toLowerCase() && /^\w/.test(userId)),
      ).userId;
      const answer = await book.attendance(refTo(session), { rowFilter: filter({ user_id: user }) });
      const requests = asked();
      assert.equal(requests.length, 1);
      assert.deepEqual(JSON.parse(requests[0]?.['filter_conditions'] ?? ''), { user_id: { $eq: user } });
      assert.deepEqual(answer.plan.pushedDown, { user_id: { $eq: user } });
      assert.equal(answer.measures.placed.length, rows.filter(({ userId }) => userId === user).length);
      assert.equal(answer.basis.coverage.complete, false);
      assert.equal(answer.basis.coverage.exhaustive, true);
      assert.equal(answer.totals.rows, server.ledger.figures(session.id).connections);
    });
  });

  it('asks once more before it explains an empty answer', async () => {
    await onStage({}, async ({ book, server, asked }) => {
      const answer = await book.attendance(refTo(largeSession(server)), {
        rowFilter: filter({ user_id: 'nobody-at-all' }),
      });
      assert.deepEqual(
        asked().map((query) => query['filter_conditions'] !== undefined),
        [true, false],
      );
      assert.equal(answer.measures.placed.length, 0);
      assert.match(answer.plan.steps.map(({ message }) => message).join(' '), /none for this filter/);
    });
  });

  it('judges again what Stream’s filter chose, by the whole filter', async () => {
    await onStage({}, async ({ book, server }) => {
      const session = largeSession(server);
      const [one] = server.ledger.connections(session.id);
      const userId = found(one).userId;
      const rowFilter = filter({ user_id: userId, duration_in_seconds: { $gte: 1e6 } });
      const answer = await book.attendance(refTo(session), { rowFilter });
      assert.equal(answer.measures.placed.length, 0);
      assert.ok(answer.rows.length > 0);
    });
  });

  it('tells technical users from people, by one filtered read', async () => {
    await onStage({}, async ({ book, server }) => {
      const session = found(
        server.ledger
          .sessions()
          .find(
            ({ id, live, rowsExpired }) =>
              !live && !rowsExpired && server.ledger.connections(id).some(({ technical }) => technical),
          ),
      );
      const answer = await book.attendance(refTo(session));
      const technical = server.ledger.connections(session.id).filter((one) => one.technical).length;
      assert.equal(answer.measures.placed.kinds[3], technical);
      assert.ok(technical > 0);
      assert.equal(answer.measures.placed.users.length, server.ledger.figures(session.id).people);
    });
  });

  it('evaluates what rows do not say here, under $or too', async () => {
    await onStage({}, async ({ book, server }) => {
      const session = found(server.ledger.sessions().find(({ live }) => live));
      const rows = server.ledger.connections(session.id);
      const gone = found(rows.find(({ leftAt }) => leftAt !== undefined));
      const answer = await book.attendance(refTo(session), {
        rowFilter: filter({ $or: [{ is_live: true }, { user_session_id: gone.userSessionId }] }),
      });
      const wanted = rows.filter(
        (row) => row.leftAt === undefined || row.userSessionId === gone.userSessionId,
      );
      assert.deepEqual(
        [...answer.measures.placed.row].map((row) => answer.rows.userSessionId(row)).toSorted(),
        wanted.map(({ userSessionId }) => userSessionId).toSorted(),
      );
    });
  });

  it('answers from the rows held when it is cancelled, and goes on from there', async () => {
    await onStage({}, async ({ book, server, asked }) => {
      const session = largeSession(server);
      const stop = new AbortController();
      const partly = await book.attendance(
        refTo(session),
        {},
        {
          signal: stop.signal,
          onProgress: ({ read }) => {
            if (read >= 300) stop.abort();
          },
        },
      );
      assert.equal(partly.failure?.kind, 'cancelled');
      assert.equal(partly.basis.coverage.exhaustive, false);
      assert.ok(partly.basis.coverage.read >= 300 && partly.basis.coverage.read < 1000);
      const before = asked().length;
      assert.ok(before < 12);
      const whole = await book.attendance(refTo(session));
      assert.equal(whole.basis.coverage.complete, true);
      assert.ok(asked().length <= 120 - before + 4, 'pages that were read are not read again');
    });
  });

  it('throws what stopped it where it holds nothing', async () => {
    await onStage({}, async ({ book }) => {
      await assert.rejects(
        book.attendance({ callType: 'default', callId: 'daily-standup', sessionId: 'no-such-session' }),
        (error) => isStreamFailure(error) && error.kind === 'not-found',
      );
    });
  });

  it('looks once at the totals of a live session, and reads it again when they moved', async () => {
    await onStage({}, async ({ book, server, door, asked }) => {
      const session = found(server.ledger.sessions().find(({ live }) => live));
      const first = await book.attendance(refTo(session));
      assert.equal(first.basis.state.kind, 'live');
      asked();
      const same = await book.attendance(refTo(session), { rowFilter: filter({ open: true }) });
      assert.deepEqual(
        asked().map(({ limit }) => limit),
        ['1', '100'],
        'the totals, and who is technical by now',
      );
      assert.equal(same.measures.placed.length, server.ledger.connectedAt(session.id, server.now()).length);
      // Until somebody joins or leaves.
      const { connections } = server.ledger.figures(session.id);
      for (let minutes = 0; minutes < 240; minutes++) {
        if (server.ledger.figures(session.id).connections !== connections) break;
        await door.clock.move(60_000);
      }
      asked();
      const news = await book.attendance(refTo(session));
      assert.ok(asked().length >= 2);
      assert.equal(news.measures.placed.length, server.ledger.figures(session.id).connections);
    });
  });

  it('sets members beside the rows, and says of whom there is none, or why that cannot be told', async () => {
    await onStage({}, async ({ book, server }) => {
      let told = 0;
      let untold = 0;
      for (const session of server.ledger.sessions()) {
        const { endedAt, rowsExpired, cid } = session;
        const members = server.ledger.call(cid)?.members ?? [];
        const isOld = endedAt !== undefined && server.ledger.now() - endedAt > 2 * 86_400_000;
        if (!isOld || rowsExpired || members.length < 2 || told > 3) continue;
        const { expected, note } = await book.schedule(await book.attendance(refTo(session)));
        assert.match(note.message, /as it stands now/);
        if ('cannotTell' in expected) {
          untold++;
          continue;
        }
        told++;
        const there = new Set(server.ledger.connections(session.id).map(({ userId }) => userId));
        assert.deepEqual(
          expected.members.filter(({ seen }) => seen === 'no-row').map(({ userId }) => userId),
          members.map(({ userId }) => userId).filter((userId) => !there.has(userId)),
        );
      }
      assert.ok(told > 0, `${told} ${untold}`);
    });
  });

  it('describes the rows that it measured, also when others read on meanwhile', async () => {
    await onSample({}, async (door) => {
      let readOn = async (): Promise<void> => {
        await Promise.resolve();
      };
      let now = 0;
      const book = openBook({
        appId: 'sample',
        stream: door.stream,
        clock: door.clock,
        pageSize: () => 100,
        pausing: { now: () => (now += 1000), pause: () => readOn() },
      });
      const ref = refTo(largeSession(door.server));
      const rows = book.rows(ref);
      await rows.load();
      readOn = async () => {
        await rows.loadMore();
      };
      const answer = await book.attendance(ref, {}, { mayRead: () => Promise.resolve(false) });
      assert.ok(rows.table.length > 100, 'somebody read on');
      assert.equal(answer.rows.length, 100);
      assert.equal(answer.basis.coverage.read, 100);
      assert.equal(answer.basis.coverage.exhaustive, false);
      assert.equal(answer.measures.placed.length, 100);
      book.dispose();
    });
  });

  it('looks once, and reads nothing again, where final rows are fewer than Stream counts', async () => {
    await onStage({ fewerRowsThanTotal: true }, async ({ book, server, asked }) => {
      const session = settledSession(server);
      const first = await book.attendance(refTo(session));
      assert.equal(first.basis.state.kind, 'final-incomplete');
      assert.equal(first.basis.coverage.exhaustive, false);
      asked();
      await book.attendance(refTo(session), { rowFilter: filter({ open: false }) });
      assert.deepEqual(
        asked().map(({ limit }) => limit),
        ['1'],
      );
    });
  });

  it('does not take a person with other rows for a list that was cut', async () => {
    await onStage({}, async ({ book, server }) => {
      const session = largeSession(server);
      const users = [...new Set(server.ledger.connections(session.id).map(({ userId }) => userId))]
        .filter((id) => id === id.toLowerCase())
        .slice(0, 2);
      const rowFilter = filter({ user_id: { $in: users }, publisher_type: 'rtmp' });
      const answer = await book.attendance(refTo(session), { rowFilter });
      assert.equal(answer.measures.placed.length, 0);
      const again = await book.attendance(refTo(session), { rowFilter: filter({ user_id: users[0] }) });
      assert.deepEqual(again.plan.pushedDown, { user_id: { $eq: users[0] } });
    });
  });

  describe('where Stream’s filters mean something else', () => {
    const cases: readonly (readonly [string, Quirks])[] = [
      ['ids in lower case, on both sides', { userIdFolded: 'both' }],
      ['ids in lower case, as asked', { userIdFolded: 'asked' }],
      ['user_id is ignored', { filterIgnores: ['user_id'] }],
    ];
    for (const [name, quirks] of cases) {
      it(`notices it and reads all rows: ${name}`, async () => {
        await onStage(quirks, async ({ book, server }) => {
          const session = largeSession(server);
          const answer = await book.attendance(refTo(session), {
            rowFilter: filter({ user_id: { $in: ['Somebody-Else', 'nobody'] } }),
          });
          assert.equal(answer.plan.pushedDown, undefined);
          assert.equal(answer.basis.coverage.complete, true);
          assert.equal(answer.measures.placed.length, 0);
        });
      });
    }

    it('notices a list that is cut short', async () => {
      await onStage({ inCutAt: 10 }, async ({ book, server }) => {
        const session = largeSession(server);
        const rows = server.ledger.connections(session.id);
        const users = [...new Set(rows.map(({ userId }) => userId))].slice(0, 25);
        const rowFilter = filter({ user_id: { $in: users } });
        const answer = await book.attendance(refTo(session), { rowFilter });
        assert.equal(
          answer.measures.placed.length,
          rows.filter(({ userId }) => users.includes(userId)).length,
        );
        assert.equal(answer.plan.pushedDown, undefined);
      });
    });

    it('takes no mark from a filter that has no effect', async () => {
      await onStage({ filterIgnores: ['is_tech_user'] }, async ({ book, server }) => {
        const session = settledSession(server);
        const answer = await book.attendance(refTo(session));
        assert.equal(answer.measures.input.technical, undefined);
        assert.match(answer.basis.coverage.notes.map(({ message }) => message).join(' '), /no effect/);
        assert.ok(answer.measures.placed.users.length > 0);
      });
    });
  });
});
