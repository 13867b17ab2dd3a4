import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection, TrueSession } from '../../src/sample/server';
import { AttendancePanel } from '../workbench/attendance-panel.mjs';
import { PersonTable, type PersonRow } from '../workbench/person-table.mjs';
import { until, type Row } from '../workbench/sidebar.mjs';
import { axeFinds, changeTheme, startAxe, themes } from './axe';
import { csvRows } from './exported-rows';
import { clock, exactly, instant, sidesExactly } from './panel-truth';
import * as truth from './person-truth';
import { dayAndMore, hour, stayWords, type Stay } from './person-truth';
import { stageNow, useStage } from './stage';

const standup = 'default:daily-standup';

describe('finding a person', () => {
  const stage = useStage({ browser: { viewport: { width: 1500, height: 1300 } } });
  let table: PersonTable;

  before(() => {
    table = new PersonTable(stage().page);
  });

  const sessionsOfWeek = (): readonly TrueSession[] => truth.sessionsOfWeek(stage().sample.ledger);
  const rowsOf = (session: TrueSession, userId: string): readonly Connection[] =>
    truth.rowsOf(stage().sample.ledger, session, userId);
  const staysOf = (userId: string): readonly Stay[] => truth.staysOf(stage().sample.ledger, userId);

  const keyOf = ({ cid, id }: TrueSession): string => JSON.stringify([cid, id]);
  const sessionIdOf = ({ key }: PersonRow): string => String((JSON.parse(key) as readonly unknown[])[1]);

  /** Sessions whose participant sessions the sample server was asked for, in order. */
  const askedSince = (before: number): readonly string[] =>
    stage()
      .sample.requests.slice(before)
      .filter(({ operation }) => operation === 'QueryCallParticipantSessions')
      .map(({ path }) => decodeURIComponent(/session\/([^/]+)\//.exec(path)?.[1] ?? path));

  const requests = (): number => stage().sample.requests.length;

  function setting(values: Readonly<Record<string, unknown>>): void {
    const { workbench } = stage();
    writeFileSync(
      join(workbench.workspaceDir, '.vscode', 'settings.json'),
      JSON.stringify({ 'rollcall.app': 'sample', ...values }),
    );
  }

  it('tells by an id of every session of the week whether the person was there, and how long in all', async () => {
    const { sidebar } = stage();
    const before = requests();
    await table.find(sidebar, 'alice', /^Last 7 days$/);
    const stays = new Map(staysOf('alice').map((stay) => [keyOf(stay.session), stay]));
    assert.ok(stays.size > 10 && [...stays.values()].some(({ rejoins }) => rejoins > 0));
    const told = (key: string): Stay | undefined => stays.get(key);
    assert.deepEqual(
      (await table.rows()).map(({ key, kind, cells, exact }) => ({
        key,
        kind,
        joined: cells['Joined'],
        left: cells['Left'],
        rejoins: cells['Rejoins'],
        exact,
        isLive: cells['Session']?.endsWith('now'),
      })),
      sessionsOfWeek().map((session) => {
        const key = keyOf(session);
        const stay = told(key);
        const words =
          session.startedAt > stageNow - dayAndMore
            ? 'No row of this person so far'
            : 'No row of this person';
        return stay === undefined
          ? {
              key,
              kind: 'absent',
              joined: words,
              left: undefined,
              rejoins: undefined,
              exact: '',
              isLive: session.live,
            }
          : { key, kind: 'there', ...stayWords(stay), isLive: session.live };
      }),
    );
    const all = [...stays.values()];
    const sum = (of: (stay: Stay) => number): number => all.reduce((total, stay) => total + of(stay), 0);
    const presence = {
      certain: sum((stay) => stay.presence.certain),
      upTo: sum((stay) => stay.presence.upTo),
    };
    assert.deepEqual(await table.total(), {
      'Found in': `${stays.size} of ${sessionsOfWeek().length} sessions`,
      Presence: sidesExactly(presence),
      Rejoins: String(sum(({ rejoins }) => rejoins)),
    });
    assert.match(
      (await table.notes()).join(),
      /^It may still change: \d+ of these sessions are not final\.$/,
    );
    assert.match((await table.cannotSee()).join(' '), /anonymous ones.*statistics do not list/);
    // One request each.
    assert.deepEqual(
      [...askedSince(before)].sort(),
      sessionsOfWeek()
        .map(({ id }) => id)
        .sort(),
    );
  });

  it('copies all that it found as CSV, for machines', async () => {
    const { sidebar } = stage();
    await sidebar.setClipboard('nothing copied yet');
    await table.press('Copy as CSV');
    const records = csvRows(await sidebar.waitForClipboard('nothing copied yet'));
    await table.said(`Copied all ${sessionsOfWeek().length} sessions as CSV.`);
    assert.deepEqual(
      records.map((record) => record['session_id']),
      sessionsOfWeek().map(({ id }) => id),
    );
    const seconds = (ms: number): string => String(ms / 1000);
    assert.deepEqual(
      records
        .filter((record) => record['outcome'] === 'there')
        .map((record) => [
          record['session_id'],
          record['joined_at'],
          record['presence_certain_seconds'],
          record['presence_up_to_seconds'],
        ]),
      staysOf('alice').map(({ session, rows, presence }) => [
        session.id,
        new Date(rows[0]?.joinedAt ?? NaN).toISOString(),
        seconds(presence.certain),
        seconds(presence.upTo),
      ]),
    );
    // What is shown is copied, and said to be a part.
    const found = staysOf('alice').length;
    await table.show(/^Only where found/);
    await table.frame.getByText(`${sessionsOfWeek().length - found} sessions are hidden.`).waitFor();
    await sidebar.setClipboard('nothing copied yet');
    await table.press('Copy as CSV');
    assert.equal(csvRows(await sidebar.waitForClipboard('nothing copied yet')).length, found);
    await table.said(`Copied ${found} of ${sessionsOfWeek().length} sessions as CSV.`);
    await table.press('Show All');
    assert.equal((await table.rows()).length, sessionsOfWeek().length);
  });

  it('has nothing serious or critical for axe, in light and in dark', async () => {
    const { sidebar } = stage();
    const page = await table.ownerFrame();
    await startAxe(page);
    await table.grid().locator('tbody tr').first().focus();
    for (const theme of [themes.light, themes.dark]) {
      await changeTheme(sidebar, page, theme);
      assert.deepEqual(await axeFinds(page), [], theme[0]);
    }
  });

  it('is asked, read and followed by keyboard only, and leads to the attendance of that person', async () => {
    const { page, sidebar } = stage();
    const { keyboard } = page;
    await table.forget();
    await keyboard.press('F1');
    await sidebar.waitForQuickText('>');
    await keyboard.type('Rollcall: Find a Person…');
    await focusedOption(/^Rollcall: Find a Person…/);
    await keyboard.press('Enter');
    await sidebar.waitForQuickTitle(/Find a Person in Sample data/);
    await keyboard.type('dana');
    // Enter right after the last letter waits for Stream's answer: what was typed is an id.
    await keyboard.press('Enter');
    await sidebar.waitForQuickTitle('Find a Person: which time?');
    await focusedOption(/^Last 7 days/);
    await keyboard.press('Enter');
    await sidebar.waitForQuickTitle('Find a Person: which calls?');
    await focusedOption(/^All call types/);
    await keyboard.press('Enter');
    await table.done('dana');

    const rows = await table.rows();
    const wanted = rows.findIndex(({ kind, cells }) => kind === 'there' && cells['Rejoins'] === '1');
    assert.ok(wanted > 0);
    await until(
      'Tab to lead into the table',
      async () => {
        const focused = await table.focusedRow();
        if (focused === undefined) await keyboard.press('Tab');
        return table.focusedRow();
      },
      (key) => key === rows[0]?.key,
      table.timeoutMs,
    );
    const at = async (): Promise<number> => {
      const key = await table.focusedRow();
      return rows.findIndex((row) => row.key === key);
    };
    for (const [key, row] of [
      ['End', rows.length - 1],
      ['PageUp', rows.length - 11],
      ['Home', 0],
      ['PageDown', 10],
      ['Home', 0],
    ] as const) {
      await keyboard.press(key);
      await until(`the row after ${key}`, at, (now) => now === row, table.timeoutMs);
    }
    for (let row = 1; row <= wanted; row++) {
      await keyboard.press('ArrowDown');
      await until('the next row', at, (now) => now === row, table.timeoutMs);
    }
    await keyboard.press('Enter');
    const found = rows[wanted];
    assert.ok(found);
    const [cid = '', sessionId = ''] = JSON.parse(found.key) as readonly string[];
    const panel = new AttendancePanel(page);
    await panel.settled(
      ({ header, query }) => header.call.includes(cid) && query.rowFilter !== undefined,
      'the attendance of dana',
    );
    const session = stage().sample.ledger.session(sessionId);
    assert.ok(session);
    assert.deepEqual(
      (await panel.tableRows()).map((row) => [row['Person'], row['Joined']?.slice(-8)]),
      rowsOf(session, 'dana').map(({ joinedAt }) => ['dana', clock(joinedAt)]),
    );
    assert.deepEqual(
      (await panel.chips()).map((chip) => /^Rows of dana\b/.test(chip)),
      [true],
    );
    assert.equal(await panel.exactFigure('Presence of all people'), found.exact);
    await sidebar.command('View: Close Editor');
    await table.done('dana');
  });

  it('keeps what came when it is cancelled, and asks only the rest when it goes on', async () => {
    const { sample, sidebar } = stage();
    // Rollcall leaves the last fifth of a minute's requests to the app's own backend, and waits before it.
    sample.setQuirks({ limitPerMinute: 40, limitFor: 'QueryCallParticipantSessions' });
    const before = requests();
    await table.ask(sidebar, 'grace', /^Last 7 days$/);
    const waiting = await table.drawn(
      ({ asking, header }) => header.person.includes('grace') && asking?.canContinue === true,
      'the wait',
    );
    assert.match(waiting.asking?.wait ?? '', /^Waiting \d+ s: sparing the app’s rate limit$/);
    await table.press('Cancel');
    await table.done('grace');
    sample.setQuirks({});
    const kept = await table.rows();
    const answered = kept.filter(({ kind }) => kind === 'there' || kind === 'absent');
    const rest = kept.filter(({ kind }) => kind === 'not-asked');
    assert.ok(answered.length >= 20 && rest.length >= 10, `${answered.length} and ${rest.length}`);
    assert.equal(answered.length + rest.length, sessionsOfWeek().length);
    assert.ok(
      rest.every(({ cells }) => cells['Joined'] === 'Not asked: Stopped before this session was asked.'),
    );
    const sent = askedSince(before);
    assert.deepEqual([...sent].sort(), answered.map(sessionIdOf).sort());
    assert.ok(
      (await table.notes()).includes(`${rest.length} sessions were not asked: they are in no figure.`),
    );
    const total = await table.total();
    assert.match(total['Found in'] ?? '', new RegExp(`^at least \\d+ of ${kept.length} sessions$`));
    assert.match(total['Rejoins'] ?? '', /^at least /);
    await table.show(/^Not asked, or cannot be told/);
    assert.deepEqual(
      (await table.rows()).map(({ key }) => key),
      rest.map(({ key }) => key),
    );
    await table.press('Show All');

    const meanwhile = requests();
    await table.forget();
    await table.press('Go On');
    // The minute is not over. One press goes on with all that wait.
    await table.drawn(({ asking }) => asking?.canContinue === true, 'the wait before the rest');
    await table.press('Continue Anyway');
    await table.done('grace', ({ canGoOn }) => !canGoOn);
    // What may have changed since is asked again; what is final is not.
    const again = kept.filter(
      ({ kind, cells }) => kind === 'not-asked' || cells['Data state']?.includes('may still change') === true,
    );
    assert.ok(again.length < kept.length);
    assert.deepEqual(askedSince(meanwhile).toSorted(), again.map(sessionIdOf).sort());
    const whole = await table.rows();
    assert.deepEqual(
      whole
        .filter(({ kind }) => kind === 'there')
        .map(({ key, cells, exact }) => [key, cells['Rejoins'], exact]),
      staysOf('grace').map((stay) => [
        keyOf(stay.session),
        String(stay.rejoins),
        sidesExactly(stay.presence),
      ]),
    );
    assert.equal((await table.total())['Found in'], `${staysOf('grace').length} of ${whole.length} sessions`);
  });

  it('lists sessions that could not be asked, and bounds nothing by them', async () => {
    const { sample, sidebar } = stage();
    const cid = 'default:backend-standup';
    sample.setQuirks({ deleteAfterList: cid });
    await table.find(sidebar, 'jonas', /^Last 7 days$/);
    sample.setQuirks({});
    const rows = await table.rows();
    const gone = sessionsOfWeek().filter((session) => session.cid === cid);
    assert.ok(gone.some((session) => rowsOf(session, 'jonas').length > 0));
    assert.deepEqual(
      rows.filter(({ kind }) => kind === 'not-asked').map(({ key, cells }) => [key, cells['Joined']]),
      gone.map((session) => [
        keyOf(session),
        'Not asked: Stream no longer answers for this session (404). Its call may have been deleted.',
      ]),
    );
    const found = staysOf('jonas').filter(({ session }) => session.cid !== cid);
    const certain = found.reduce((sum, { presence }) => sum + presence.certain, 0);
    const total = await table.total();
    assert.equal(total['Found in'], `at least ${found.length} of ${rows.length} sessions`);
    assert.match(total['Presence'] ?? '', new RegExp(`^${exactly(certain)} certain`));
    assert.ok(!/up to \d/.test(total['Presence'] ?? ''), total['Presence']);
    assert.ok(
      (await table.notes()).includes(`${gone.length} sessions were not asked: they are in no figure.`),
    );
  });

  it('finds by name and by e-mail, and says so where nobody has the id', async () => {
    const { sidebar } = stage();
    const before = requests();
    await table.find(sidebar, 'priya ra', /^Today$/, { found: 'priya' });
    await table.frame.getByRole('heading', { name: 'priya Priya Raman' }).waitFor();
    const today = sessionsOfWeek().filter(
      ({ startedAt }) => startedAt >= stageNow - (stageNow % (24 * hour)),
    );
    assert.ok(today.length > 1 && today.every((session) => rowsOf(session, 'priya').length === 0));
    assert.deepEqual(
      (await table.rows()).map(({ key, kind }) => [key, kind]),
      today.map((session) => [keyOf(session), 'absent']),
    );
    assert.equal((await table.total())['Found in'], `0 of ${today.length} sessions`);
    assert.ok(
      stage()
        .sample.requests.slice(before)
        .some(({ operation }) => operation === 'QueryUsers'),
    );

    await table.find(sidebar, 'viktor@example.com', /^Last 24 hours$/, { found: 'viktor' });
    await table.frame.getByRole('heading', { name: 'viktor Viktor Petrov' }).waitFor();

    await table.find(sidebar, 'Viktor', /^Today$/, { found: 'viktor', typed: true });
    assert.match(
      (await table.notes()).join(' '),
      /Stream knows no user with exactly this id \(capitals count\)/,
    );
    assert.equal((await table.total())['Found in'], `0 of ${today.length} sessions`);
  });

  it('shows names where the setting says so, beside the ids, asked for once', async () => {
    const { sample, sidebar } = stage();
    // The tabs are done with, the sidebar has their place.
    await sidebar.command('View: Close All Editors');
    await sidebar.showOnly('Calls');
    const ended = sample.ledger.sessions(standup).find(({ live }) => !live);
    assert.ok(ended);
    await sidebar.command('Rollcall: Open Session by ID…');
    await sidebar.answer(`${standup}/${ended.id}`);
    const ids = new Set(sample.ledger.connections(ended.id).map(({ userId }) => userId));
    const people = (all: readonly Row[]): readonly Row[] =>
      all.filter(({ level, label }) => level === 3 && ids.has(label));
    const rows = await sidebar.waitForRows(
      'Calls',
      (all) => people(all).length > 2,
      'the people of the session',
    );
    const named = /^[A-Z]\S* \S.* · /;
    assert.deepEqual(
      people(rows).filter(({ description }) => named.test(description)),
      [],
    );
    await table.find(sidebar, 'bob', /^Today$/, { typed: true });
    await table.frame.getByRole('heading', { name: 'bob', exact: true }).waitFor();

    const before = requests();
    setting({ 'rollcall.names': true });
    await table.frame.getByRole('heading', { name: 'bob Bob Lindqvist' }).waitFor();
    const shown = await sidebar.waitForRows(
      'Calls',
      (all) => people(all).length > 2 && people(all).every(({ description }) => named.test(description)),
      'the names',
    );
    for (const { label, description } of people(shown))
      assert.ok(
        description.startsWith(`${sample.ledger.person(label)?.name} · `),
        `${label}: ${description}`,
      );
    const users = sample.requests.slice(before).filter(({ operation }) => operation === 'QueryUsers');
    assert.ok(users.length <= 2, `${users.length} requests for names`);

    setting({});
    await table.frame.getByRole('heading', { name: 'bob', exact: true }).waitFor();
    await sidebar.waitForRows(
      'Calls',
      (all) => people(all).length > 2 && people(all).every(({ description }) => !named.test(description)),
      'the ids alone',
    );
  });

  it('tells from a row what Stream says of why they left, by one request', async () => {
    const { sample, sidebar } = stage();
    const session = sample.ledger.sessions(standup).find(({ live }) => !live);
    assert.ok(session);
    await sidebar.rest();
    // The first of two rows: the label alone would not tell them apart.
    const [row] = sample.ledger.connections(session.id).filter(({ leftAt }) => leftAt !== undefined);
    assert.ok(row?.leftAt !== undefined);
    const { userId } = row;
    const before = requests();
    await sidebar.menu(
      sidebar
        .tree('Calls')
        .locator('[role=treeitem][aria-level="3"]')
        .filter({ hasText: userId })
        .filter({ hasText: clock(row.joinedAt).slice(0, 5) }),
      'Why Did They Leave?',
    );
    await sidebar.editorTab(new RegExp(`^Timeline of ${userId}\\.md`)).waitFor();
    const text = await sidebar.editorText();
    assert.match(text, new RegExp(`^# Why did ${userId} leave\\?`));
    for (const words of [
      `session ${session.id}`,
      `- Joined: ${instant(row.joinedAt)}`,
      `- Left: ${instant(row.leftAt)}`,
      '## Why',
      `“${row.ending}”`,
      '## The events',
      'participant_left',
    ])
      assert.ok(text.includes(words), `${words} is not in:\n${text}`);
    const timelines = sample.requests
      .slice(before)
      .filter(({ operation }) => operation === 'GetCallSessionParticipantStatsTimeline');
    assert.equal(timelines.length, 1);
  });

  it('finds the person of a row, whose id is not asked for again', async () => {
    const { sidebar } = stage();
    await sidebar.rest();
    const rows = await sidebar.waitForRows('Calls', (all) => all.some(({ level }) => level === 3));
    const label = rows.find(({ level, label: each }) => level === 3 && /^[a-z]+$/.test(each))?.label ?? '';
    await table.forget();
    await sidebar.menu(sidebar.row('Calls', label, { level: 3 }), 'Find a Person…');
    await sidebar.waitForQuickTitle('Find a Person: which time?');
    assert.match(await sidebar.quickTitle(), /1\/2/);
    await sidebar.choose('Last 24 hours');
    await sidebar.waitForQuickTitle('Find a Person: which calls?');
    await sidebar.choose('default');
    await table.done(label);
    const wanted = sessionsOfWeek().filter(
      ({ startedAt, callType }) => startedAt >= stageNow - 24 * hour && callType === 'default',
    );
    assert.deepEqual(
      (await table.rows()).map(({ key, kind }) => [key, kind]),
      wanted.map((session) => [keyOf(session), rowsOf(session, label).length > 0 ? 'there' : 'absent']),
    );
  });

  it('leaves no uncaught error', () => {
    assert.deepEqual(stage().errors, []);
  });

  /** Waits until the list's focus is on an option, and it has come to its end with that. */
  async function focusedOption(label: RegExp): Promise<void> {
    const focused = stage().page.locator('.quick-input-widget:visible .monaco-list-row.focused .label-name');
    await until(
      `the focus on ${String(label)}`,
      async () => (await focused.allInnerTexts()).map((text) => text.replace(/[\u2066-\u2069]/g, '').trim()),
      ([text = '']) => label.test(text),
      table.timeoutMs,
    );
  }
});
