import assert from 'node:assert/strict';
import type { Row } from '../workbench/sidebar.mjs';
import { useStage } from './stage';

const isEnded = (row: Row): boolean =>
  row.level === 2 && row.expanded === false && !row.label.includes('now');

describe('the sidebar on sample data', () => {
  const stage = useStage({ browser: { viewport: { width: 1100, height: 1400 } } });

  it('shows the calls that the server lists', async () => {
    const { sample, sidebar } = stage();
    const rows = await sidebar.waitForRows(
      'Calls',
      (all) => all.filter((row) => row.level === 1).length >= 5,
    );
    const known = new Set(sample.ledger.calls().map((call) => call.cid));
    const strange = rows.filter((row) => !known.has(row.label) && !row.label.startsWith('Load more'));
    assert.deepEqual(strange, []);
  });

  it('shows the sessions of the whole app by day', async () => {
    const { sidebar } = stage();
    const rows = await sidebar.waitForRows(
      'Recent',
      (all) =>
        all.some((row) => row.level === 1 && row.label.startsWith('Live now')) &&
        all.some((row) => row.level === 2),
      'what is live now, and sessions',
    );
    const [first, second] = rows;
    assert.ok(first?.level === 1 && first.label.startsWith('Live now'), JSON.stringify(rows));
    assert.equal(second?.level, 2, JSON.stringify(rows));
  });

  it('unfolds a call into sessions and a session into the people who were there', async () => {
    const { sample, sidebar } = stage();
    await sidebar.showOnly('Calls');
    const cid = 'default:daily-standup';
    await sidebar.waitForRows('Calls', (rows) => rows.some((row) => row.label === cid));
    await sidebar.expand(sidebar.row('Calls', cid, { level: 1 }));
    const sessions = await sidebar.waitForRows(
      'Calls',
      (rows) => rows.filter((row) => row.level === 2).length >= 2 && rows.some(isEnded),
      'the sessions of the call, an ended one among them',
    );
    const ended = sessions.find(isEnded);
    assert.ok(ended, JSON.stringify(sessions));
    await sidebar.expand(sidebar.row('Calls', ended.label, { level: 2 }));
    const users = new Set(
      sample.ledger
        .sessions(cid)
        .flatMap((session) => sample.ledger.connections(session.id))
        .map((connection) => connection.userId),
    );
    const rows = await sidebar.waitForRows(
      'Calls',
      (all) => all.some((row) => row.level === 3 && users.has(row.label)),
      'the people of the session',
    );
    const people = rows.filter((row) => row.level === 3).map((row) => row.label);
    assert.deepEqual(
      people.filter((label) => !users.has(label)),
      [],
    );
  });

  it('runs without an uncaught error in the window and leaves a log', () => {
    const { errors, workbench } = stage();
    assert.deepEqual(errors, []);
    assert.match(workbench.log('rollcall.rollcall'), /QueryCalls|video\/calls/);
  });
});
