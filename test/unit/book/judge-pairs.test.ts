import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Quirks, TrueSession } from '../../../src/sample/server';
import { quirkPairs, quirkSwitches, type QuirkPair, type QuirkSwitch } from '../../../src/sample/switches';
import { judge } from './judge';
import { limitOf } from './judge-limits';
import { askBook, everybody, onePerson, onJudgeStage, type JudgeStage } from './judge-stage';

/** Sessions of more connections take too long for so many pairs. */
const small = 400;

/** A late answer is as late as can be told from the others. */
const switches = quirkSwitches.map((one): QuirkSwitch =>
  one.quirks.silenceAt === undefined
    ? one
    : { ...one, quirks: { ...one.quirks, silenceAt: { ...one.quirks.silenceAt, ms: 10 } } },
);

/** Nothing tells when the session ended, or that there is one at all: a 404 may then be believed. */
function mayBeUnheardOf({ noEndedAt, sessionAnswersOnlyById, sessionMissingFromStats }: Quirks): boolean {
  return noEndedAt === true || sessionAnswersOnlyById === true || sessionMissingFromStats === true;
}

/**
 * A small session on which both show, else one on which either does, in turns. What shows on the ordinary standup shows on
 * any session, so that the other's is taken.
 */
function sessionOf({ server: { ledger } }: JudgeStage, { both }: QuirkPair, turn: number): TrueSession {
  const standup = ledger.sessions('default:daily-standup')[1];
  assert.ok(standup);
  const [ones = [], others = []] = both.map((one) =>
    one.shows(ledger).filter(({ id }) => ledger.connections(id).length <= small),
  );
  const shared = ones.find(({ id }) => others.some((other) => other.id === id));
  const inTurn = turn % 2 === 0 ? [ones[0], others[0]] : [others[0], ones[0]];
  return shared ?? inTurn.find((session) => session !== undefined && session.id !== standup.id) ?? standup;
}

describe('the judge: any two switches together', function () {
  this.timeout(600_000);

  for (const list of new Set(switches.map((one) => one.list))) {
    it(`each of list ${list} with each that comes after it`, () =>
      onJudgeStage(async (stage) => {
        const { server, under, freshBook } = stage;
        const { ledger } = server;
        const pairs = quirkPairs(switches).filter(({ both: [one] }) => one.list === list);
        for (const [turn, pair] of pairs.entries()) {
          const { quirks } = pair;
          under(quirks);
          const { id } = sessionOf(stage, pair, turn);
          const book = freshBook();
          for (const asked of [onePerson(ledger.connections(id)), everybody]) {
            const session = ledger.session(id);
            assert.ok(session);
            const at = `${pair.both.map(({ name }) => name).join(' + ')}: ${session.cid}, ${asked.name}`;
            const said = await askBook(book, session, asked.query);
            if (said.failure !== undefined) {
              assert.ok(
                said.failure.kind !== 'not-found' || mayBeUnheardOf(quirks),
                `${at}: there is such a session`,
              );
              break;
            }
            const { wrong } = judge(said.answer, ledger, ledger.session(id) ?? session, server.now());
            const silent = wrong.filter((finding) => limitOf(finding, quirks, said.answer) === undefined);
            assert.deepEqual(silent, [], at);
          }
          book.dispose();
        }
      }));
  }
});
