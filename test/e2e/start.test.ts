import assert from 'node:assert/strict';
import { useStage } from './stage';

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
    const rows = await sidebar.waitForRows('Recent', (all) => all.some((row) => row.level === 2));
    assert.ok(
      rows.some((row) => row.level === 1 && row.label.startsWith('Live now')),
      JSON.stringify(rows),
    );
  });

  it('unfolds a call into sessions and a session into the people who were there', async () => {
    const { sample, sidebar } = stage();
    await sidebar.showOnly('Calls');
    const cid = 'default:daily-standup';
    await sidebar.waitForRows('Calls', (rows) => rows.some((row) => row.label === cid));
    await sidebar.expand(sidebar.row('Calls', cid, { level: 1 }));
    const sessions = await sidebar.waitForRows(
      'Calls',
      (rows) => rows.filter((row) => row.level === 2).length >= 2,
    );
    const ended = sessions.find(
      (row) => row.level === 2 && row.expanded === false && !row.label.includes('now'),
    );
    assert.ok(ended, JSON.stringify(sessions));
    await sidebar.expand(sidebar.row('Calls', ended.label, { level: 2 }));
    const rows = await sidebar.waitForRows('Calls', (all) => all.some((row) => row.level === 3));
    const users = new Set(
      sample.ledger
        .sessions(cid)
        .flatMap((session) => sample.ledger.connections(session.id))
        .map((connection) => connection.userId),
    );
    const people = rows.filter((row) => row.level === 3).map((row) => row.label);
    assert.ok(people.length > 0);
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
