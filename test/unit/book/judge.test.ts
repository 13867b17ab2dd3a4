import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { TrueSession } from '../../../src/sample/server';
import { quirkSwitches, type QuirkSwitch } from '../../../src/sample/switches';
import { judge, type Verdict } from './judge';
import { knownLimits, limitOf, nameOf } from './judge-limits';
import {
  everybody,
  filtered,
  inWindow,
  noon,
  onePerson,
  onJudgeStage,
  severalPeople,
  type Asked,
  type JudgeStage,
  type Said,
} from './judge-stage';

const day = 86_400_000;
/** Sessions of more connections are asked fewer questions. */
const large = 1000;

/**
 * Switches under which Rollcall may say that it cannot tell, of a session that is over for a day. Under all others, and
 * under none, it has to be sure: a figure that is right and hedged is of little more use than a wrong one.
 */
const mayBeUnsure: ReadonlyMap<string, string> = new Map([
  ['published_tracks ignored', 'who published what cannot be asked'],
  ['is_live ignored', 'who is live cannot be asked'],
  ['is_tech_user ignored', 'who is technical cannot be asked'],
  ['published_tracks are those of now', 'who published what cannot be asked afterwards'],
  ['offset cursors under inserts', 'a row came twice, and another may never have come'],
  ['next repeats itself', 'the pages do not end'],
  ['reconnects counted once in the total', 'there are more rows than Stream counts'],
  ['left before joined', 'how long such a connection was nothing tells'],
  ['no ended_at', 'without an end nothing is settled'],
  ['300 anonymous viewers as a number only', 'they are in no row'],
  ['a recorder among rows, not in totals', 'there are more rows than Stream counts'],
  ['a recorder in totals, not among rows', 'there are fewer rows than Stream counts'],
  ['the latest session answers by its id only', 'no statistics say that nobody is there any more'],
  ['day 90 comes between two pages', 'rows are gone'],
  ['fewer rows than the total', 'rows are gone'],
]);

/** What a stage says to a question, and the judge to that. */
interface Judged {
  readonly said: Said;
  readonly verdict: Verdict | undefined;
}

async function judged(
  { server, under, ask }: JudgeStage,
  { quirks }: Pick<QuirkSwitch, 'quirks'>,
  { id }: TrueSession,
  { query }: Asked,
): Promise<Judged> {
  under(quirks);
  const session = server.ledger.session(id);
  assert.ok(session, 'the session is there while the switch is on');
  const said = await ask(session, query);
  // As it stands now: time may have passed.
  const now = server.ledger.session(id) ?? session;
  return { said, verdict: said.answer && judge(said.answer, server.ledger, now, server.now()) };
}

/** One of each state: final, live, just ended, expired. */
function ofEachState({ server: { ledger } }: JudgeStage): readonly TrueSession[] {
  const [live, settled] = ledger.sessions('default:daily-standup');
  const [pending] = ledger.sessions('default:customer-call-northwind');
  const expired = ledger.sessions().find(({ rowsExpired }) => rowsExpired);
  const all = [settled, live, pending, expired];
  return all.map((session) => {
    assert.ok(session, 'the scenario has a session of each state');
    return session;
  });
}

function questionsOf(
  { server: { ledger } }: JudgeStage,
  session: TrueSession,
  filter: QuirkSwitch['filter'],
): readonly Asked[] {
  const connections = ledger.connections(session.id);
  const few = [everybody, onePerson(connections)];
  if (connections.length > large) return few;
  const own = filter && filtered('its own', filter(ledger, session));
  return [...few, inWindow(session, noon), severalPeople(connections, 15), ...(own ? [own] : [])];
}

/** Over for a day, and its rows are there: nothing of it is provisional. */
function isSettled({ endedAt, rowsExpired }: TrueSession): boolean {
  return endedAt !== undefined && !rowsExpired && noon - endedAt > day;
}

/** Figures that cannot be one number, whatever is asked: leaves that nobody learned of, viewers without a name. */
function hasRanges({ server: { ledger } }: JudgeStage, { id }: TrueSession): boolean {
  return ledger.connections(id).some((one) => one.ending === 'crashed' || one.userId === '!anon');
}

describe('the judge: what Rollcall answers holds what the ledger says', function () {
  this.timeout(300_000);

  it('without a switch: final sessions exactly, live ones between certain and up to', () =>
    onJudgeStage(async (stage) => {
      const states: string[] = [];
      for (const session of ofEachState(stage)) {
        for (const asked of questionsOf(stage, session, undefined)) {
          const { said, verdict } = await judged(stage, { quirks: {} }, session, asked);
          const at = `${session.cid}, ${asked.name}`;
          assert.ok(said.answer && verdict, at);
          const { state, coverage } = said.answer.basis;
          assert.deepEqual(verdict.wrong, [], at);
          if (asked === everybody) states.push(state.kind);
          if (!session.rowsExpired) assert.equal(coverage.exhaustive, true, at);
          if (isSettled(session)) assert.deepEqual([verdict.unsure, verdict.ranges], [[], []], at);
          if (session.live) {
            assert.equal(state.kind, 'live', at);
            assert.deepEqual(verdict.excused, [], at);
          }
          if (state.kind === 'stats-pending') continue;
          const { connections, flooredSeconds } = stage.server.ledger.figures(session.id);
          const { rows, durationSeconds } = said.answer.totals;
          assert.deepEqual([rows, durationSeconds], [connections, flooredSeconds], at);
        }
      }
      assert.deepEqual(states, ['settled', 'live', 'stats-pending', 'rows-expired']);
    }));

  for (const list of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
    const switches = quirkSwitches.filter((one) => one.list === list);
    it(`under each switch of list ${list} alone`, () =>
      onJudgeStage(async (stage) => {
        const { ledger } = stage.server;
        const unsure = new Set<string>();
        for (const one of switches) {
          const { name, quirks, filter } = one;
          stage.under(quirks);
          const shows = one.shows(ledger);
          const isDear =
            one.realMs !== undefined || shows.some(({ id }) => ledger.connections(id).length > large);
          const sessions = isDear ? shows.slice(0, 1) : [...shows.slice(0, 2), ...ofEachState(stage)];
          for (const session of new Map(sessions.map((each) => [each.id, each])).values()) {
            stage.under(quirks);
            for (const asked of questionsOf(stage, session, filter)) {
              const at = `${name}: ${session.cid}, ${asked.name}`;
              const { said, verdict } = await judged(stage, one, session, asked);
              if (said.failure !== undefined) {
                assert.notEqual(said.failure.kind, 'not-found', `${at}: there is such a session`);
                if (isSettled(session)) unsure.add(name);
                continue;
              }
              assert.ok(verdict);
              const silent = verdict.wrong.filter(
                (finding) => limitOf(finding, quirks, said.answer) === undefined,
              );
              assert.deepEqual(silent, [], at);
              if (!isSettled(session)) continue;
              if (verdict.unsure.length > 0) unsure.add(name);
              if (!mayBeUnsure.has(name) && !hasRanges(stage, session))
                assert.deepEqual(verdict.ranges, [], at);
              if (!mayBeUnsure.has(name)) assert.deepEqual(verdict.unsure, [], at);
            }
          }
        }
        assert.deepEqual(
          [...unsure],
          switches.map(({ name }) => name).filter((name) => mayBeUnsure.has(name)),
        );
      }));
  }

  for (const { name, shown } of knownLimits) {
    it(`cannot notice ${name}`, () =>
      onJudgeStage(async (stage) => {
        const found = quirkSwitches.find((each) => each.name === shown.by);
        assert.ok(found);
        const one = { ...found, quirks: { ...found.quirks, ...shown.beside } };
        stage.under(one.quirks);
        const [session] = one.shows(stage.server.ledger);
        assert.ok(session);
        const asked = questionsOf(stage, session, one.filter).find((each) => each.name === shown.asked);
        assert.ok(asked);
        const { verdict } = await judged(stage, one, session, asked);
        assert.deepEqual(new Set(verdict?.wrong.map(nameOf)), new Set(shown.wrong));
      }));
  }
});
