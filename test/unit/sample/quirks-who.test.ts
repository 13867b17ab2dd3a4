import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Connection, Quirks, TrueFigures, TrueSession } from '../../../src/sample/server';
import { at, listAt, noon, numberAt, onStage, textAt } from './stage';
import type { Stage } from './stage';

const studio = 'livestream:studio-broadcast';

/** All rows of a session, and the totals beside them. */
async function readAll(
  { rows }: Stage,
  session: TrueSession,
): Promise<{ rows: unknown[]; totals: number[] }> {
  const all: unknown[] = [];
  let query = '?limit=100';
  for (;;) {
    const { body } = await rows(session, query);
    all.push(...listAt(body, 'participants_sessions'));
    const next = at(body, 'next');
    if (typeof next !== 'string') {
      const totals = ['total_participant_sessions', 'total_participant_duration'];
      return { rows: all, totals: totals.map((name) => numberAt(body, name)) };
    }
    query = `?limit=100&next=${next}`;
  }
}

/** The session that a switch adds, the truth of it, and what the server tells. */
interface Added {
  readonly stage: Stage;
  readonly session: TrueSession;
  readonly truth: readonly Connection[];
  readonly figures: TrueFigures;
  readonly told: { readonly rows: unknown[]; readonly totals: number[] };
}

function withAdded(quirks: Quirks, act: (added: Added) => Promise<void> | void): () => Promise<void> {
  return () =>
    onStage({ quirks }, async (stage) => {
      const { ledger } = stage.server;
      assert.equal(ledger.sessions(studio).length, 2);
      const session = stage.session(studio, 1);
      assert.equal(session.reportReady, true);
      const truth = ledger.connections(session.id);
      await act({
        stage,
        session,
        truth,
        figures: ledger.figures(session.id),
        told: await readAll(stage, session),
      });
    });
}

const isAnonymous = (row: unknown): boolean => at(row, 'user_id') === '!anon';
const seconds = (rows: readonly Connection[]): number =>
  rows.reduce((sum, one) => sum + Math.floor(((one.leftAt ?? NaN) - one.joinedAt) / 1000), 0);

async function anonymousCount({ rows }: Stage, session: TrueSession): Promise<number> {
  return numberAt((await rows(session, '?limit=1')).body, 'session', 'anonymous_participant_count');
}

describe('sample switches: who is who', () => {
  it(
    '300 viewers under one id, as rows',
    withAdded({ anonymousViewers: 'rows' }, async ({ stage, session, truth, figures, told }) => {
      assert.equal(told.rows.filter(isAnonymous).length, 330);
      assert.deepEqual([figures.anonymousConnections, figures.anonymousIndividuals], [330, 300]);
      assert.equal(figures.individuals, figures.people - 1 + 300);
      assert.ok(figures.peakIndividuals > figures.peakPeople);
      assert.deepEqual(told.totals, [truth.length, seconds(truth)]);
      assert.equal(await anonymousCount(stage, session), 0);
    }),
  );

  it(
    '300 viewers as a number only: in no row, no total, no count of any session',
    withAdded({ anonymousViewers: 'counted-only' }, async ({ stage, session, truth, figures, told }) => {
      const named = truth.filter(({ userId }) => userId !== '!anon');
      assert.deepEqual([figures.anonymousConnections, figures.anonymousIndividuals], [330, 300]);
      assert.deepEqual([told.rows.length, told.rows.filter(isAnonymous).length], [named.length, 0]);
      assert.deepEqual(told.totals, [named.length, seconds(named)]);
      assert.equal(await anonymousCount(stage, session), 330);
      const usual = stage.session(studio);
      assert.equal(await anonymousCount(stage, usual), 36);
      assert.equal((await readAll(stage, usual)).rows.filter(isAnonymous).length, 0);
      const { body } = await stage.ask('POST', '/api/v2/video/call_stats', {
        body: { filter_conditions: { call_session_id: session.id } },
      });
      const counts = at(body, 'call_stats', 0, 'counts');
      assert.equal(numberAt(counts, 'participants'), figures.people - 1);
      assert.equal(numberAt(counts, 'sessions'), named.length);
    }),
  );

  it(
    'guests with a new id at each join: more users than people',
    withAdded({ guestsRenamed: true }, ({ truth, figures, told }) => {
      const guests = truth.filter(({ roles }) => roles.includes('guest'));
      assert.equal(new Set(guests.map(({ individual }) => individual)).size, 12);
      assert.equal(new Set(guests.map(({ userId }) => userId)).size, guests.length);
      assert.ok(guests.length > 12);
      assert.equal(figures.people, figures.individuals + guests.length - 12);
      assert.equal(new Set(told.rows.map((row) => textAt(row, 'user_id'))).size, figures.people + 2);
    }),
  );

  it(
    'an encoder under the id of the host: ingress, and no longer there as a person',
    withAdded({ rtmpAsHost: true }, ({ truth, figures, told }) => {
      const hosts = truth.filter(({ userId }) => userId === 'carlos');
      assert.deepEqual(new Set(hosts.map(({ publisherType }) => publisherType)), new Set(['webrtc', 'rtmp']));
      assert.equal(
        told.rows.filter((row) => at(row, 'publisher_type') === 'rtmp' && at(row, 'user_id') === 'carlos')
          .length,
        1,
      );
      assert.deepEqual([figures.ingressConnections, figures.technicalConnections], [1, 1]);
      const person = hosts.filter(({ publisherType }) => publisherType === 'webrtc');
      const away =
        (figures.presenceMs.get('carlos') ?? NaN) - (figures.personPresenceMs.get('carlos') ?? NaN);
      // The encoder was there from end to end; he himself was away between his connections.
      const [first, ...later] = person;
      const gaps = later.reduce(
        ({ until, gone }, one) => ({
          until: Math.max(until, one.leftAt ?? NaN),
          gone: gone + Math.max(0, one.joinedAt - until),
        }),
        { until: first?.leftAt ?? NaN, gone: 0 },
      );
      assert.equal(away, gaps.gone);
      assert.ok(!figures.personPresenceMs.has('recorder-egress'));
      assert.ok(figures.presenceMs.has('recorder-egress'));
    }),
  );

  for (const [way, users] of [
    ['twice', 1],
    ['two-users', 2],
  ] as const) {
    it(
      `one user_session_id of two rows, ${way}`,
      withAdded({ sharedUserSession: way }, ({ truth, told }) => {
        const rows = Map.groupBy(told.rows, (row) => textAt(row, 'user_session_id'));
        const shared = [...rows.values()].filter((group) => group.length > 1);
        assert.equal(shared.length, 1);
        const [group = []] = shared;
        assert.equal(group.length, 2);
        assert.equal(new Set(group.map((row) => at(row, 'user_id'))).size, users);
        assert.equal(new Set(group.map((row) => at(row, 'joined_at'))).size, 2);
        assert.equal(told.rows.length, truth.length);
      }),
    );
  }

  it('a recorder that looks like a person, or stands among the rows or in the totals alone', () =>
    onStage({}, async (stage) => {
      const { server, session } = stage;
      const broadcast = session(studio);
      const truth = server.ledger.connections(broadcast.id);
      const others = truth.filter(({ technical }) => !technical);
      const isRecorder = (row: unknown): boolean => at(row, 'user_id') === 'recorder-egress';
      const technical = async (): Promise<number> => {
        const filter = encodeURIComponent('{"is_tech_user":true}');
        const { body } = await stage.rows(broadcast, `?filter_conditions=${filter}`);
        return listAt(body, 'participants_sessions').length;
      };
      const told = async (quirks: Quirks): Promise<unknown[]> => {
        server.setQuirks(quirks);
        const { rows, totals } = await readAll(stage, broadcast);
        const recorder = rows.find(isRecorder);
        return [rows.length, ...totals, at(recorder, 'roles', 0), await technical()];
      };
      const all = [truth.length, seconds(truth)];
      assert.deepEqual(await told({}), [truth.length, ...all, 'admin', 1]);
      assert.deepEqual(await told({ recorder: 'unmarked' }), [truth.length, ...all, 'user', 0]);
      assert.deepEqual(await told({ recorder: 'rows-only' }), [
        truth.length,
        others.length,
        seconds(others),
        'admin',
        1,
      ]);
      assert.deepEqual(await told({ recorder: 'totals-only' }), [others.length, ...all, undefined, 0]);
      assert.deepEqual(server.ledger.connections(broadcast.id), truth);
      assert.equal(server.ledger.figures(broadcast.id).technicalConnections, 1);
    }));

  it('is a session of its own for each combination, so that none ever changes', () =>
    onStage({}, ({ server, session }) => {
      const seen = new Map<string, string>();
      const usual = JSON.stringify(server.ledger.connections(session(studio).id));
      for (const anonymousViewers of [undefined, 'rows', 'counted-only'] as const)
        for (const guestsRenamed of [false, true])
          for (const rtmpAsHost of [false, true])
            for (const sharedUserSession of [undefined, 'twice', 'two-users'] as const)
              for (const recorder of [undefined, 'unmarked'] as const) {
                server.setQuirks({
                  guestsRenamed,
                  rtmpAsHost,
                  ...(anonymousViewers === undefined ? {} : { anonymousViewers }),
                  ...(sharedUserSession === undefined ? {} : { sharedUserSession }),
                  ...(recorder === undefined ? {} : { recorder }),
                });
                const [, added] = server.ledger.sessions(studio);
                if (added === undefined) continue;
                const content = JSON.stringify(server.ledger.connections(added.id));
                assert.equal(seen.get(added.id) ?? content, content);
                seen.set(added.id, content);
                const rows = server.ledger.connections(added.id);
                assert.equal(Math.min(...rows.map(({ joinedAt }) => joinedAt)), added.startedAt);
                assert.equal(Math.max(...rows.map(({ leftAt = noon }) => leftAt)), added.lastLeaveAt);
              }
      assert.deepEqual([seen.size, new Set(seen.values()).size], [24, 24]);
      server.setQuirks({});
      assert.equal(server.ledger.sessions(studio).length, 1);
      assert.equal(JSON.stringify(server.ledger.connections(session(studio).id)), usual);
      return Promise.resolve();
    }));
});
