import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { AttendanceAnswer } from '../../../src/book/book';
import { compileRowFilter } from '../../../src/sample/row-filter';
import type { Quirks, SampleServer, TrueSession } from '../../../src/sample/server';
import { quirkSwitches } from '../../../src/sample/switches';
import { judge } from './judge';
import { askBook, filtered, onJudgeStage, type Asked } from './judge-stage';
import { rowKeyOf } from './judge-truth';

/** Sessions of every sort: reconnects, encoders and viewers without a name, odd ids, one that goes on. */
function sessionsOf({ ledger }: SampleServer): readonly TrueSession[] {
  return [
    ledger.sessions('default:daily-standup')[1],
    ledger.sessions('livestream:studio-broadcast').at(-1),
    ledger.sessions('development:a:b:c')[0],
    ledger.sessions('default:daily-standup')[0],
  ].map((session) => {
    assert.ok(session);
    return session;
  });
}

/** Filters over the values that a session has, in the dialect of Stream's server. */
function serverFilter({ ledger }: SampleServer, { id }: TrueSession): fc.Arbitrary<Asked> {
  const connections = ledger.connections(id);
  const users = [...new Set(connections.map(({ userId }) => userId)), 'nobody', 'Alice'];
  const oneOrMore = (values: readonly string[], most: number): fc.Arbitrary<unknown> =>
    fc.oneof(
      fc.constantFrom(...values),
      fc.constantFrom(...values).map((value) => ({ $eq: value })),
      fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: most }).map(($in) => ({ $in })),
    );
  const flag = fc.oneof(
    fc.boolean(),
    fc.boolean().map(($eq) => ({ $eq })),
  );
  const fields: Record<string, fc.Arbitrary<unknown>> = {
    user_id: oneOrMore(users, 14),
    publisher_type: oneOrMore(['webrtc', 'rtmp', 'srt', 'sip'], 3),
    session_id: oneOrMore(
      connections.map(({ userSessionId }) => userSessionId),
      3,
    ),
    is_live: flag,
    is_tech_user: flag,
    published_tracks: oneOrMore(['audio', 'video', 'screenshare'], 2),
  };
  const some = fc
    .uniqueArray(fc.constantFrom(...Object.keys(fields)), { minLength: 1, maxLength: 3 })
    .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, fields[name] ?? flag]))));
  return fc
    .oneof(
      { weight: 4, arbitrary: some },
      { weight: 1, arbitrary: fc.array(some, { minLength: 1, maxLength: 2 }).map(($or) => ({ $or })) },
      { weight: 1, arbitrary: fc.array(some, { minLength: 1, maxLength: 2 }).map(($and) => ({ $and })) },
    )
    .map((filter) => filtered(JSON.stringify(filter), filter));
}

function keysOf({ rows, measures: { placed } }: AttendanceAnswer): readonly string[] {
  return [...placed.row]
    .map((row) => {
      const joined = rows.joined(row);
      return rowKeyOf(
        rows.userId(row),
        rows.userSessionId(row),
        joined.kind === 'at' ? joined.ms : undefined,
      );
    })
    .toSorted();
}

/** What Stream itself would send for the filter: the server's own evaluation, without a switch. */
function chosenByServer({ ledger }: SampleServer, session: TrueSession, filter: unknown): readonly string[] {
  const isWanted = compileRowFilter(filter, session, {});
  return ledger
    .connections(session.id)
    .filter(isWanted)
    .map(({ userId, userSessionId, joinedAt }) => rowKeyOf(userId, userSessionId, joinedAt))
    .toSorted();
}

describe('filters: here and on the server', function () {
  this.timeout(300_000);

  it('choose the same rows, whether Stream evaluates a part of them or none', () =>
    onJudgeStage(async ({ server, under, ask, freshBook }) => {
      let pushed = 0;
      for (const session of sessionsOf(server)) {
        under({});
        const whole = freshBook();
        await askBook(whole, session);
        await fc.assert(
          fc.asyncProperty(serverFilter(server, session), async ({ name, query }) => {
            // So many questions would wait for the limit, and time would pass.
            under({});
            const here = await askBook(whole, session, query);
            const there = await ask(session, query);
            assert.ok(here.answer && there.answer, name);
            const chosen = chosenByServer(server, session, JSON.parse(name));
            assert.deepEqual(keysOf(here.answer), chosen, `here: ${name}`);
            assert.deepEqual(keysOf(there.answer), chosen, `there: ${name}`);
            for (const { unjudged, basis } of [here.answer, there.answer]) {
              assert.equal(unjudged.rows.length, 0, name);
              assert.ok(basis.coverage.exhaustive, name);
            }
            assert.equal(here.answer.plan.pushedDown, undefined);
            if (there.answer.plan.pushedDown !== undefined) pushed++;
          }),
          { numRuns: 40 },
        );
        whole.dispose();
      }
      assert.ok(pushed > 10, 'many of them were pushed down');
    }));

  for (const { name, quirks } of quirkSwitches.filter(({ list }) => list === 2)) {
    it(`hold what is true, or say that they cannot tell: ${name}`, () =>
      onJudgeStage(async ({ server, under, ask }) => {
        for (const session of sessionsOf(server)) {
          await fc.assert(
            fc.asyncProperty(serverFilter(server, session), async (asked) => {
              under(quirks);
              const { answer } = await ask(session, asked.query);
              assert.ok(answer, asked.name);
              assert.deepEqual(judge(answer, server.ledger, session, server.now()).wrong, [], asked.name);
            }),
            { numRuns: 8 },
          );
        }
      }));
  }

  const noticed: readonly (readonly [string, Quirks, unknown, RegExp])[] = [
    ['user_id is ignored', { filterIgnores: ['user_id'] }, { user_id: 'alice' }, /should not have/],
    [
      'publisher_type is ignored',
      { filterIgnores: ['publisher_type'] },
      { publisher_type: { $in: ['rtmp', 'srt'] } },
      /should not have/,
    ],
    [
      'ids fold on both sides',
      { userIdFolded: 'both' },
      { user_id: 'ALICE' },
      /should not have|capital letters/,
    ],
    ['ids fold as asked', { userIdFolded: 'asked' }, { user_id: 'ALICE' }, /should not have|capital letters/],
    [
      'lists are cut',
      { inCutAt: 2 },
      { user_id: { $in: ['alice', 'bob', 'carlos', 'dana'] } },
      /longer list|found no rows/,
    ],
  ];
  for (const [name, quirks, filter, why] of noticed) {
    it(`notice that ${name}: nothing is pushed down then, and the steps say why`, () =>
      onJudgeStage(async ({ server, under, freshBook }) => {
        under(quirks);
        for (const session of sessionsOf(server).slice(0, 2)) {
          const book = freshBook();
          const { query } = filtered(name, filter);
          const { answer } = await askBook(book, session, query);
          assert.ok(answer);
          const said = answer.plan.steps.map(({ message }) => message).join(' ');
          assert.equal(answer.plan.pushedDown, undefined);
          assert.match(said, why);
          assert.deepEqual(keysOf(answer), chosenByServer(server, session, filter));
          assert.equal(answer.basis.coverage.complete, true);
          book.dispose();
        }
      }));
  }
});
