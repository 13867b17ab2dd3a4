import assert from 'node:assert/strict';
import { until, type Row } from '../workbench/sidebar.mjs';
import { useStage } from './stage';

const standup = 'default:daily-standup';

describe('finding calls and sessions', () => {
  const stage = useStage({ browser: { viewport: { width: 1100, height: 1400 } } });

  it('shows yesterday in Recent without knowing the call', async () => {
    const { sample, sidebar } = stage();
    await sidebar.showOnly('Recent');
    await sidebar.waitForRows('Recent', (rows) => rows.some((row) => row.level === 2));
    await sidebar.titleAction('Recent', 'Choose Date Range…');
    await sidebar.choose('Yesterday');
    const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
    const wanted = sample.ledger
      .sessions()
      .filter((session) => day(session.startedAt) === '2026-11-19')
      .map((session) => session.cid);
    assert.ok(wanted.length > 0);
    const labels = (rows: readonly Row[]): readonly string[] =>
      rows
        .filter((row) => row.level === 2)
        .map((row) => row.label)
        .sort();
    const isAtNine = (row: Row): boolean =>
      row.level === 2 && / 0?(8:5\d|9:[0-2]\d)/.test(` ${row.description}`);
    const rows = await sidebar.waitForRows(
      'Recent',
      (all) =>
        all.some((row) => row.label === 'Yesterday') &&
        labels(all).join() === [...wanted].sort().join() &&
        all.some(isAtNine),
      `the sessions of yesterday (${wanted.join(', ')}), one about nine o’clock`,
    );
    assert.deepEqual(labels(rows), [...wanted].sort());
    assert.ok(rows.some(isAtNine), JSON.stringify(rows));
  });

  it('narrows the calls, says by what, and clears the filter', async () => {
    const { sample, sidebar } = stage();
    await sidebar.showOnly('Calls');
    const before = (await sidebar.waitForRows('Calls', (all) => all.length > 5)).length;
    await sidebar.command('Rollcall: Filter Calls…');
    await sidebar.choose(/Ongoing now/);
    // The list opens again for further conditions, with this one in its title or beside its line.
    await sidebar.waitForQuickTitle(/Filter the calls/);
    await sidebar.dismiss();
    const live = new Set(
      sample.ledger
        .sessions()
        .filter((session) => session.live)
        .map((session) => session.cid),
    );
    const rows = await sidebar.waitForRows(
      'Calls',
      (all) => all.length === live.size && all.every((row) => live.has(row.label)),
      `the calls that are live: ${[...live].join(', ')}`,
    );
    assert.deepEqual(new Set(rows.map((row) => row.label)), live);
    const words = new RegExp(`Showing ${live.size} calls?: .*ongoing`);
    const message = await until(
      'the message to say what is shown',
      () => sidebar.message('Calls'),
      (text) => words.test(text),
      sidebar.timeoutMs,
    );
    assert.match(message, words);
    await sidebar.titleAction('Calls', 'Clear Call Filter');
    await sidebar.waitForRows('Calls', (all) => all.length >= before);
    await until(
      'the message to go',
      () => sidebar.message('Calls'),
      (text) => text === '',
      sidebar.timeoutMs,
    );
  });

  it('shows where a filter as JSON is wrong, and takes it once it is right', async () => {
    const { sidebar } = stage();
    await sidebar.command('Rollcall: Filter Calls…');
    await sidebar.choose(/Filter as JSON/);
    await sidebar.quickInput().fill('{"type": {"$near": "default"}}');
    const message = await until(
      'the message to name what is wrong',
      () => sidebar.quickMessage(),
      (text) => text.includes('$near'),
      sidebar.timeoutMs,
    );
    assert.match(message, /\$in/, 'The message names what is allowed.');
    await sidebar.quickInput().fill('{"type": ');
    await sidebar.waitForQuickMessage(/column|position|character/i);
    await sidebar.answer('{"type": "livestream"}');
    await sidebar.waitForQuickTitle(/Filter the calls/);
    await sidebar.dismiss();
    const rows = await sidebar.waitForRows(
      'Calls',
      (all) => all.length > 0 && all.every((row) => row.label.startsWith('livestream:')),
      'livestreams alone',
    );
    assert.ok(rows.length > 0);
    await sidebar.command('Rollcall: Clear Call Filter');
  });

  it('opens a session by cid and id as pasted from a log', async () => {
    const { sample, sidebar } = stage();
    const session = sample.ledger.sessions(standup).find((one) => !one.live && !one.rowsExpired);
    assert.ok(session);
    await sidebar.command('Rollcall: Open Session by ID…');
    await sidebar.answer(`[warn] attendance of ${standup}/${session.id} looks odd`);
    const people = new Set(sample.ledger.connections(session.id).map((one) => one.userId));
    // The notification first: it goes by itself.
    await sidebar.toast(/Opened a session of default:daily-standup/).waitFor();
    const isUnfolded = (row: Row): boolean =>
      row.level === 1 && row.label === standup && row.expanded === true;
    const rows = await sidebar.waitForRows(
      'Calls',
      (all) => all.some(isUnfolded) && all.some((row) => row.level === 3 && people.has(row.label)),
      'the people of the session',
    );
    assert.ok(rows.some(isUnfolded), JSON.stringify(rows));
    await sidebar.command('Notifications: Clear All Notifications');
  });

  it('recognises a user session id and offers its session', async () => {
    const { sample, sidebar } = stage();
    const session = sample.ledger.sessions(standup).find((one) => !one.live && !one.rowsExpired);
    const connection = session && sample.ledger.connections(session.id)[0];
    assert.ok(connection);
    await sidebar.command('Rollcall: Open Session by ID…');
    await sidebar.answer(`${standup}/${connection.userSessionId}`);
    await sidebar.modal().waitFor();
    assert.match(await sidebar.modal().innerText(), /user session id/);
    await sidebar.modalAction('Open Its Session');
    await sidebar.toast(/Opened a session of/).waitFor();
    await sidebar.command('Notifications: Clear All Notifications');
  });

  it('fails at once, with a hint, on an id that nobody knows', async () => {
    const { sidebar, sample } = stage();
    await sidebar.command('Rollcall: Open Session by ID…');
    await sidebar.answer(`${standup}/00000000-0000-4000-8000-000000000000`);
    await sidebar.toast(/No such call session/).waitFor();
    const asked = sample.requests.filter((request) => request.path.includes('00000000-0000-4000'));
    assert.equal(asked.length, 1, 'An unknown id is not asked for again.');
  });

  it('keeps expansion and selection over a refresh', async () => {
    const { sidebar, sample } = stage();
    await sidebar.showOnly('Calls');
    const expanded = (rows: readonly Row[]): readonly string[] =>
      rows.filter((row) => row.expanded).map((row) => row.label);
    const people = new Set(sample.ledger.people().map((one) => one.id));
    const isPerson = (row: Row): boolean => row.level === 3 && people.has(row.label);
    const rows = await sidebar.waitForRows(
      'Calls',
      (all) => all.some(isPerson) && expanded(all).includes(standup),
      'an unfolded session of the stand-up',
    );
    const before = expanded(rows);
    assert.ok(before.includes(standup), JSON.stringify(rows));
    const person = rows.find(isPerson)?.label ?? '';
    await sidebar.click(sidebar.row('Calls', person, { level: 3 }));
    const isSelected = (row: Row): boolean => row.selected && row.level === 3 && row.label === person;
    await sidebar.waitForRows('Calls', (all) => all.some(isSelected), 'the selection');
    const requests = sample.requests.length;
    await sidebar.titleAction('Calls', 'Refresh Calls');
    await until(
      'the refresh to be asked',
      () => Promise.resolve(sample.requests.length),
      (now) => now > requests,
      sidebar.timeoutMs,
    );
    await sidebar.rest();
    const after = await sidebar.waitForRows(
      'Calls',
      (all) => expanded(all).join() === before.join() && all.some(isSelected),
      `${before.join(', ')} unfolded and ${person} selected`,
    );
    assert.deepEqual(expanded(after), before);
    assert.ok(after.some(isSelected), JSON.stringify(after));
  });
});
