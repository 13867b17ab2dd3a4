import assert from 'node:assert/strict';
import { text } from '../../../src/attendance/text';
import type { PersonFinding, PersonStay } from '../../../src/book/person/person-finding';
import type { Connection, Quirks, TrueSession } from '../../../src/sample/server';
import { isStreamFailure, StreamFailure } from '../../../src/stream/errors';
import { day, kinds, onPersonStage, outcomeIn, refTo, type PersonStage } from './person-stage';

/** The length of the union of somebody's connections, ms; open ones up to now. */
function presence(connections: readonly Connection[], now: number): number {
  let [total, until] = [0, -Infinity];
  for (const { joinedAt, leftAt = now } of connections.toSorted((a, b) => a.joinedAt - b.joinedAt)) {
    if (leftAt <= until) continue;
    total += leftAt - Math.max(joinedAt, until);
    until = leftAt;
  }
  return total;
}

function ownRows(stage: PersonStage, session: TrueSession, userId: string): readonly Connection[] {
  return stage.server.ledger.connections(session.id).filter((one) => one.userId === userId);
}

/** When a search began and ended: the clock moves where the door waits. */
type Times = readonly [asked: number, now: number];
/** For what is over. */
const ended: Times = [Infinity, Infinity];

/** What is shown holds the truth; what cannot be told is said to be so. */
function checkStay(stay: PersonStay, truth: readonly Connection[], [asked, now]: Times, name: string): void {
  const people = truth.filter(({ publisherType }) => publisherType === 'webrtc' || publisherType === 'sip');
  assert.equal(stay.rows, truth.length, `${name}: rows`);
  assert.equal(stay.joined, Math.min(...truth.map(({ joinedAt }) => joinedAt)), `${name}: joined`);
  assert.ok(stay.presence.certain <= presence(people, now), `${name}: ${stay.presence.certain} for certain`);
  const atMost = stay.presence.upTo ?? Infinity;
  assert.ok(atMost >= presence(people, asked), `${name}: at most ${atMost}`);
  const leaves = truth.map(({ leftAt }) => leftAt);
  if (stay.left.kind === 'at') assert.equal(stay.left.ms, Math.max(...leaves.map((at) => at ?? NaN)), name);
  if (stay.left.kind === 'still-there') assert.ok(leaves.includes(undefined), `${name}: still there`);
}

/** Searches, and looks for every session of the range, and no other, with the truth of the ledger. */
async function checkSearch(
  stage: PersonStage,
  userId: string,
  days: number,
  book = stage.book,
): Promise<PersonFinding> {
  const asked = stage.server.now();
  const finding = await book.findPerson(stage.asking(userId, days));
  checkFinding(stage, finding, days, asked);
  return finding;
}

function checkFinding(stage: PersonStage, finding: PersonFinding, days: number, asked: number): void {
  const { userId } = finding.question;
  const sessions = stage.sessions(days);
  assert.deepEqual(
    finding.sessions.map(({ session }) => session.sessionId).toSorted(),
    sessions.map(({ id }) => id).toSorted(),
  );
  const starts = finding.sessions.map(({ session }) => session.startedAt ?? Infinity);
  assert.deepEqual(
    starts,
    starts.toSorted((a, b) => b - a),
    'newest first',
  );
  let [found, certain, most] = [0, 0, 0];
  for (const session of sessions) {
    const name = `${userId} in ${session.cid} ${session.id}`;
    const outcome = outcomeIn(finding, session);
    const truth = ownRows(stage, session, userId);
    if (session.rowsExpired) assert.equal(outcome?.kind, 'cannot-tell', name);
    else if (truth.length === 0) assert.equal(outcome?.kind, 'absent', name);
    else {
      assert.ok(outcome?.kind === 'there', `${name}: ${JSON.stringify(outcome)}`);
      checkStay(outcome, truth, [asked, stage.server.now()], name);
      found++;
      certain += outcome.presence.certain;
      most += outcome.presence.upTo ?? Infinity;
    }
  }
  assert.equal(finding.total.sessions, found);
  assert.equal(finding.total.presence.certain, certain);
  if (finding.total.presence.upTo !== undefined) assert.equal(finding.total.presence.upTo, most);
  assert.ok(finding.done);
  assert.equal(finding.answered, sessions.length);
}

describe('finding a person in the sessions of a range', function () {
  this.timeout(60_000);

  it('tells of everybody and every session of some days what the ledger knows', async () => {
    await onPersonStage({}, async (stage) => {
      const people = new Set(
        stage
          .sessions(1)
          .flatMap(({ id }) => stage.server.ledger.connections(id))
          .map(({ userId }) => userId)
          .filter((id) => id !== '!anon'),
      );
      const some = [...people].filter((_, at) => at < 24 || at % 400 === 0);
      assert.ok(some.length >= 24);
      for (const id of some) await checkSearch(stage, id, 1);
    });
  });

  it('tells of odd ids, and of months, with expired rows among them', async () => {
    await onPersonStage({}, async (stage) => {
      const odd = stage.server.ledger.sessions('development:a:b:c')[0];
      assert.ok(odd);
      const ids = new Set(stage.server.ledger.connections(odd.id).map(({ userId }) => userId));
      for (const id of [...ids].slice(0, 4)) {
        const days = Math.ceil((stage.server.now() - odd.startedAt) / 86_400_000);
        const finding = await stage.book.findPerson({ ...stage.asking(id, days), callType: 'development' });
        const outcome = outcomeIn(finding, odd);
        assert.ok(outcome?.kind === 'there', id);
        checkStay(outcome, ownRows(stage, odd, id), ended, id);
        assert.ok(finding.sessions.every(({ session }) => session.callType === 'development'));
      }
      stage.rowRequests();
      const finding = await checkSearch(stage, 'alice', 200, stage.freshBook());
      const expired = stage.sessions(200).filter(({ rowsExpired }) => rowsExpired);
      assert.ok(expired.length > 0);
      assert.equal(
        stage.rowRequests().length,
        stage.sessions(200).length - expired.length,
        'expired sessions are not asked',
      );
      assert.equal(finding.total.presence.upTo, undefined, 'where nothing can be told there is no bound');
    });
  });

  it('sends one request a session, and two or three more where nobody is found', async () => {
    await onPersonStage({}, async (stage) => {
      const [of] = [stage.sessions(7).length];
      await stage.book.findPerson(stage.asking('alice', 7));
      const requests = stage.rowRequests();
      assert.equal(requests.length, of);
      for (const { query } of requests) {
        assert.equal(query['limit'], '100');
        assert.equal(query['filter_conditions'], '{"user_id":{"$eq":"alice"}}');
      }
      for (const [id, extra] of [
        ['nobody', 2],
        ['Alice', 3],
      ] as const) {
        const finding = await stage.book.findPerson(stage.asking(id, 7));
        assert.deepEqual(kinds(finding), { absent: of });
        assert.equal(stage.rowRequests().length, of + extra, id);
      }
      const lists = stage.server.requests.filter(({ operation }) => operation === 'QueryCallSessionStats');
      assert.equal(lists.length, 3, 'one page of sessions a search');
    });
  });

  it('asks nothing of sessions whose final rows are in memory', async () => {
    await onPersonStage({}, async (stage) => {
      const [session] = stage
        .sessions(7)
        .filter(({ cid, live }) => cid === 'default:daily-standup' && !live)
        .slice(-1);
      assert.ok(session);
      await stage.book.attendance(refTo(session));
      assert.ok(!stage.book.state(refTo(session)).provisional);
      stage.rowRequests();
      await checkSearch(stage, 'alice', 7);
      const asked = stage.rowRequests();
      assert.equal(asked.length, stage.sessions(7).length - 1);
      assert.ok(asked.every(({ path }) => !path.includes(session.id)));
    });
  });

  it('has at most four requests under way, and hands out what comes', async () => {
    await onPersonStage({}, async (stage) => {
      const findings: PersonFinding[] = [];
      const last = await stage.book.findPerson(stage.asking('alice', 7), {
        onFinding: (finding) => findings.push(finding),
      });
      const answered = findings.map((finding) => finding.answered);
      assert.deepEqual(
        answered,
        answered.toSorted((a, b) => a - b),
      );
      assert.ok(new Set(answered).size >= stage.sessions(7).length, 'each answer is handed out');
      assert.equal(
        findings.findIndex(({ done }) => done),
        findings.length - 1,
      );
      assert.deepEqual(findings.at(-1), last);
      assert.equal(stage.door.mostAtOnce(), 4);
      const newest = findings[Math.floor(findings.length / 2)]?.sessions ?? [];
      const first = newest.findLastIndex(({ outcome }) => outcome.kind === 'there');
      const waiting = newest.findIndex(({ outcome }) => outcome.kind === 'waiting');
      assert.ok(first - waiting < 8, 'the newest sessions are asked first');
    });
  });

  it('keeps what was found when it is stopped, and goes on from there', async () => {
    await onPersonStage({}, async (stage) => {
      const stop = new AbortController();
      const asked = stage.server.now();
      const question = stage.asking('alice', 7);
      const stopped = await stage.book.findPerson(question, {
        signal: stop.signal,
        onFinding: ({ total }) => {
          if (total.sessions >= 3) stop.abort();
        },
      });
      const { there = 0, 'not-asked': left = 0, waiting } = kinds(stopped);
      assert.ok(there >= 3 && left > 10 && waiting === undefined, JSON.stringify(kinds(stopped)));
      assert.ok(stopped.done);
      assert.equal(stopped.total.presence.upTo, undefined);
      stage.rowRequests();
      const whole = await stage.book.findPerson(question, { goOn: stopped });
      checkFinding(stage, whole, 7, asked);
      const open = stopped.sessions.filter(
        ({ outcome: { kind }, state }) => (kind !== 'there' && kind !== 'absent') || state.provisional,
      );
      assert.ok(open.length < stopped.sessions.length);
      for (const { path } of stage.rowRequests())
        assert.ok(
          open.some(({ session }) => path.includes(session.sessionId)),
          'only those that were left, or may have changed, are asked',
        );
    });
  });

  it('keeps of another search what cannot have changed, as it was then, and asks the rest anew', async () => {
    await onPersonStage({}, async (stage) => {
      const live = stage.sessions(1).find((one) => one.live && one.cid === 'default:daily-standup');
      assert.ok(live);
      const question = stage.asking('alice', 3);
      const before = await stage.book.findPerson(question);
      const first = outcomeIn(before, live);
      assert.ok(first?.kind === 'there' && first.left.kind === 'still-there');
      const then = before.sessions.find(({ state }) => !state.provisional);
      assert.ok(then?.asOf !== undefined);
      const later = day / 4;
      await stage.door.clock.move(later);
      stage.rowRequests();
      const after = await stage.book.findPerson(question, { goOn: before });
      const second = outcomeIn(after, live);
      assert.ok(second?.kind === 'there' && second.presence.upTo !== first.presence.upTo);
      const found = (finding: PersonFinding, id: string) =>
        finding.sessions.find(({ session }) => session.sessionId === id);
      const { sessionId } = then.session;
      assert.deepEqual(found(after, sessionId), then);
      assert.ok((found(after, live.id)?.asOf ?? 0) >= (found(before, live.id)?.asOf ?? Infinity) + later);
      const moving = before.sessions.filter(({ state }) => state.provisional).length;
      assert.ok(moving < before.sessions.length);
      assert.equal(stage.rowRequests().length, moving);
      await stage.book.findPerson({ ...question, to: question.to + 1 }, { goOn: before });
      assert.equal(stage.rowRequests().length, before.sessions.length, 'another question keeps nothing');
    });
  });

  it('does not add up what was counted by other anonymous roles: it asks those sessions again', async () => {
    await onPersonStage({}, async (stage) => {
      const question = stage.asking('alice', 3);
      const before = await stage.book.findPerson(question);
      const final = before.sessions.filter(({ state }) => !state.provisional);
      const there = final.filter(({ outcome }) => outcome.kind === 'there');
      const absent = final.filter(({ outcome }) => outcome.kind === 'absent');
      assert.ok(there.length > 0 && absent.length > 0 && before.total.presence.certain > 0);
      stage.rowRequests();
      const anonymousRoles = new Set(['user', 'host']);
      const after = await stage.book.findPerson(question, { goOn: before, anonymousRoles });
      assert.deepEqual(after.anonymousRoles, anonymousRoles);
      assert.ok(after.total.presence.certain < before.total.presence.certain);
      const asked = stage.rowRequests().map(({ path }) => path);
      const wasAsked = ({ session }: PersonFinding['sessions'][number]): boolean =>
        asked.some((path) => path.includes(session.sessionId));
      assert.ok(there.every(wasAsked) && !absent.some(wasAsked));
      await stage.book.findPerson(question, { goOn: after, anonymousRoles: new Set(['host', 'user']) });
      assert.equal(stage.rowRequests().length, before.sessions.length - final.length, 'the same roles');
      const fresh = await stage.freshBook().findPerson(question, { anonymousRoles });
      assert.deepEqual(after.total.presence, fresh.total.presence);
    });
  });

  it('tells a list that may lack sessions, and bounds nothing by it', async () => {
    await onPersonStage({}, async (stage) => {
      const { stream } = stage.door;
      const question = { ...stage.asking('alice', 3), to: stage.server.now() - 1 };
      const whole = await stage.book.findPerson(question);
      assert.ok(whole.listed);
      const broken = stage.freshBook({
        async recentSessions(query, page, context) {
          if (page.cursor !== undefined) throw new StreamFailure('server', text('Broken.'));
          const { items, ...rest } = await stream.recentSessions(query, page, context);
          return { ...rest, items: items.slice(0, 20), next: 'more' };
        },
      });
      const cut = await broken.findPerson(question);
      assert.deepEqual([cut.done, cut.listed, cut.sessions.length], [true, false, 20]);
      assert.deepEqual([cut.total.presence.upTo, cut.total.rejoins.most], [undefined, undefined]);
      const unfiltered = stage.freshBook({
        recentSessions: (query, page, context) =>
          stream.recentSessions({ ...query, from: question.from - 4 * day }, page, context),
      });
      const same = await unfiltered.findPerson(question);
      assert.deepEqual(
        same.sessions.map(({ session }) => session.sessionId),
        whole.sessions.map(({ session }) => session.sessionId),
      );
      assert.equal(same.listed, false);
      assert.ok(same.cannotSee.some(({ message }) => message.includes('outside the range')));
    });
  });

  it('asks before many requests, and asks nobody where that is not wished for', async () => {
    await onPersonStage({}, async (stage) => {
      const asked: number[] = [];
      const finding = await stage.book.findPerson(stage.asking('alice', 30), {
        mayRead: (requests) => {
          asked.push(requests);
          return Promise.resolve(false);
        },
      });
      assert.deepEqual(asked, [stage.sessions(30).length]);
      assert.deepEqual(kinds(finding), { 'not-asked': stage.sessions(30).length });
      assert.equal(stage.rowRequests().length, 0);
      await stage.book.findPerson(stage.asking('alice', 2), {
        mayRead: () => Promise.reject(new Error('Few requests are not asked for.')),
      });
    });
  });

  it('refuses an id that stands for everybody', async () => {
    await onPersonStage({}, async (stage) => {
      for (const id of ['', '!anon'])
        await assert.rejects(
          stage.book.findPerson(stage.asking(id, 7)),
          (error: unknown) => isStreamFailure(error) && error.kind === 'bad-input',
        );
    });
  });
});

describe('finding a person where Stream is not as it should be', function () {
  this.timeout(60_000);
  const quietly = async (quirks: Quirks, id: string, days = 1, callType?: string): Promise<PersonFinding> => {
    let finding: PersonFinding | undefined;
    await onPersonStage(quirks, async (stage) => {
      const asked = stage.server.now();
      const found = await stage.book.findPerson({ ...stage.asking(id, days), callType });
      // Wrong and silent is the one thing that must not be.
      for (const session of stage.sessions(days)) {
        const truth = ownRows(stage, session, id);
        const outcome = outcomeIn(found, session);
        if (outcome?.kind === 'absent') assert.equal(truth.length, 0, `${id} was in ${session.cid}`);
        if (outcome?.kind === 'there') checkStay(outcome, truth, [asked, stage.server.now()], session.cid);
      }
      finding = found;
    });
    assert.ok(finding);
    return finding;
  };

  it('a filter that does not filter: small sessions are judged here, of others nothing is told', async () => {
    const finding = await quietly({ filterIgnores: ['user_id'] }, 'alice', 20);
    const { there = 0, 'cannot-tell': cannot = 0 } = kinds(finding);
    assert.ok(there > 0 && cannot > 0, JSON.stringify(kinds(finding)));
    const stay = finding.sessions.find(({ outcome }) => outcome.kind === 'there')?.outcome;
    assert.ok(stay?.kind === 'there' && stay.notes.some(({ message }) => message.includes('did not filter')));
    for (const { outcome } of finding.sessions)
      if (outcome.kind === 'cannot-tell' && !outcome.text.message.includes('no attendance data'))
        assert.match(outcome.text.message, /chose rows of other people too|have expired/);
  });

  it('ids in lower case: an id with capitals is not said to be absent', async () => {
    const odd = { id: '=SUM(A1:A9)', days: 60 };
    for (const userIdFolded of ['both', 'asked'] as const) {
      const wrong = await quietly({ userIdFolded }, 'ALICE');
      assert.equal(kinds(wrong)['absent'], undefined, userIdFolded);
      const finding = await quietly({ userIdFolded }, odd.id, odd.days, 'development');
      if (userIdFolded === 'both') assert.ok((kinds(finding)['there'] ?? 0) > 0);
      else assert.equal(kinds(finding)['absent'], undefined);
    }
  });

  it('a filter that is refused, pages that are short or empty, rows of Go’s nothing', async () => {
    const refused = await quietly({ statusAt: { request: 1, status: 400, times: 1_000_000 } }, 'alice');
    assert.deepEqual(Object.keys(kinds(refused)), ['cannot-tell']);
    for (const quirks of [
      { shortPages: true, unstable: 'all' },
      { emptyPageWithNext: true, unstable: 'all' },
      { repeatingNext: true, unstable: 'all' },
      { leftAtNothing: 'minNs', durationNegative: true },
      { rolesNull: true, timesAs: 'rfc3339' },
    ] satisfies Quirks[])
      assert.ok((kinds(await quietly(quirks, 'alice'))['there'] ?? 0) > 0, JSON.stringify(quirks));
  });

  it('who is who: an encoder under the id of the host is no presence', async () => {
    const finding = await quietly(
      { rtmpAsHost: true, anonymousViewers: 'rows', guestsRenamed: true },
      'alice',
      14,
      'livestream',
    );
    assert.ok((kinds(finding)['there'] ?? 0) > 0);
    await onPersonStage({ rtmpAsHost: true }, async (stage) => {
      const studio = stage
        .sessions(30)
        .find(
          ({ id, cid }) =>
            cid === 'livestream:studio-broadcast' &&
            stage.server.ledger
              .connections(id)
              .some(
                (row, _, rows) =>
                  row.publisherType === 'rtmp' &&
                  rows.some((other) => other.userId === row.userId && other.publisherType === 'webrtc'),
              ),
        );
      assert.ok(studio);
      const host = stage.server.ledger
        .connections(studio.id)
        .find(({ publisherType }) => publisherType === 'rtmp');
      assert.ok(host);
      const finding = await stage.book.findPerson({
        ...stage.asking(host.userId, 30),
        callType: 'livestream',
      });
      const outcome = outcomeIn(finding, studio);
      assert.ok(outcome?.kind === 'there');
      checkStay(outcome, ownRows(stage, studio, host.userId), ended, host.userId);
      assert.ok(outcome.notes.some(({ message }) => message.includes('ingress')));
    });
  });

  it('sessions that the statistics do not know: the one that runs now is found all the same', async () => {
    await onPersonStage({ sessionMissingFromStats: true }, async (stage) => {
      const live = stage.sessions(1).find((one) => one.live && one.cid === 'default:daily-standup');
      assert.ok(live);
      const finding = await stage.book.findPerson(stage.asking('alice', 1));
      assert.equal(outcomeIn(finding, live)?.kind, 'there');
      assert.ok(finding.cannotSee.some(({ message }) => message.includes('statistics do not list')));
      const past = await stage.book.findPerson({ ...stage.asking('alice', 1), to: stage.server.now() - 1 });
      assert.ok(past.sessions.every(({ session }) => session.startedAt !== undefined));
    });
  });

  it('rows that are not there: expired ones, those to come, sessions that are gone', async () => {
    await onPersonStage({ expiresWhileReading: true }, async (stage) => {
      const expiring = stage
        .sessions(91)
        .find(
          ({ rowsExpired, rowsExpireAt = Infinity }) =>
            !rowsExpired && rowsExpireAt - stage.server.now() < 3_600_000,
        );
      assert.ok(expiring);
      const range = { from: expiring.startedAt, to: expiring.startedAt + 1 };
      const finding = await stage.book.findPerson({ userId: 'nobody', ...range });
      const outcome = outcomeIn(finding, expiring);
      assert.ok(outcome?.kind === 'cannot-tell', JSON.stringify(outcome));
      assert.match(outcome.text.message, /about to expire/);
      const [connection] = stage.server.ledger.connections(expiring.id);
      assert.ok(connection);
      const there = outcomeIn(await stage.book.findPerson({ userId: connection.userId, ...range }), expiring);
      assert.ok(there?.kind === 'there' && there.notes.some(({ message }) => message.includes('too low')));
      assert.equal(there.presence.upTo, undefined);
    });
    const young = await quietly({ notReadyForSeconds: 3600 }, 'alice', 1);
    const early = young.sessions.filter(({ outcome }) => outcome.kind === 'cannot-tell');
    assert.ok(early.length > 0);
    await onPersonStage({}, async (stage) => {
      const [session] = stage
        .sessions(3)
        .filter(({ live }) => !live)
        .slice(-1);
      assert.ok(session);
      const gone = session.cid;
      await stage.book.findPerson(stage.asking('bob', 3));
      stage.server.setQuirks({ limitPerMinute: 1_000_000, deleteAfterList: gone });
      await stage.door.stream.queryCalls({ filter: {} }, { limit: 100 });
      const finding = await stage.book.findPerson(stage.asking('alice', 3));
      const left = finding.sessions.filter(({ session: { cid } }) => cid === gone);
      for (const { outcome } of left) assert.equal(outcome.kind, 'not-asked');
    });
  });

  it('one session that fails does not end the others; a refused key does', async () => {
    const one = await quietly({ statusAt: { request: 5, status: 500, times: 4 } }, 'alice');
    assert.ok((kinds(one)['there'] ?? 0) > 0, JSON.stringify(kinds(one)));
    for (const [status, words, most] of [
      [401, '(401)', 20],
      // Three sessions in a row, each tried again: then the others would fail, too.
      [500, 'error of its own', 60],
    ] as const) {
      await onPersonStage({ statusAt: { request: 12, status, times: 1_000_000 } }, async (stage) => {
        const refused = await stage.book.findPerson(stage.asking('alice', 7));
        const { 'not-asked': left = 0, waiting } = kinds(refused);
        assert.ok(left > 30 && waiting === undefined, JSON.stringify(kinds(refused)));
        const last = refused.sessions.at(-1)?.outcome;
        assert.ok(last?.kind === 'not-asked' && last.text.message.includes(words));
        assert.ok(stage.rowRequests().length < most, 'the others are spared');
      });
    }
  });
});
