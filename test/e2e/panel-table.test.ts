import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { TrueSession } from '../../src/sample/server';
import { AttendancePanel } from '../workbench/attendance-panel.mjs';
import { until } from '../workbench/sidebar.mjs';
import { csvRows, iso, reported, told, type RowJson, type SessionJson } from './exported-rows';
import { byUser, clock, exactLength, plainSessions, shortStamp, type Ended } from './panel-ledger';
import { useStage } from './stage';

/** Five hours and a half before UTC, and no summer time: no local time is taken for another. */
const zone = 'Asia/Kolkata';
/** It has two names. */
const zoneName = /Asia\/(Kolkata|Calcutta)/;
const ahead = 19_800_000;

const columns = [
  'Person',
  'Roles',
  'Publisher',
  'Joined',
  'Left',
  'Reported time',
  'Interval time',
  'Notes',
  'User session',
];

describe('the table of the Attendance panel', () => {
  const stage = useStage({
    browser: { viewport: { width: 1600, height: 1200 } },
    workbench: { env: { TZ: zone } },
  });
  let panel: AttendancePanel;
  before(() => {
    panel = new AttendancePanel(stage().page);
  });

  const open = ({ cid, id }: TrueSession): Promise<void> => panel.open(stage().sidebar, cid, id);
  const keys = async (...pressed: readonly string[]): Promise<void> => {
    for (const key of pressed) await stage().page.keyboard.press(key);
  };
  const selection = (): Promise<readonly number[]> => panel.selectedRows();

  let session: TrueSession;
  /** In the order of the table. */
  let connections: readonly Ended[];
  before(() => {
    const found = plainSessions(stage().sample, 60).find(
      (one) =>
        one.connections.length > 26 && new Set(one.connections.map(({ roles }) => roles.join())).size > 1,
    );
    assert.ok(found);
    ({ session, connections } = found);
  });

  const cellsOf = (
    { userId, roles, publisherType, joinedAt, leftAt, userSessionId }: Ended,
    shift = ahead,
  ) => [
    userId,
    roles.join(', '),
    publisherType,
    shortStamp(joinedAt + shift),
    shortStamp(leftAt + shift),
    exactLength(Math.floor((leftAt - joinedAt) / 1000) * 1000),
    exactLength(leftAt - joinedAt),
    '',
    userSessionId,
  ];

  it('has every row, each with what happened, in the order of the joins', async () => {
    await open(session);
    assert.deepEqual(await panel.grid().getByRole('columnheader').allInnerTexts(), columns);
    assert.deepEqual(
      await panel.wholeTable(),
      connections.map((one) => cellsOf(one)),
    );
  });

  it('sorts by each column both ways, and back', async () => {
    const byText = (text: (one: Ended) => string) => (one: Ended, other: Ended) =>
      text(one) < text(other) ? -1 : text(one) > text(other) ? 1 : 0;
    const byNumber = (value: (one: Ended) => number) => (one: Ended, other: Ended) =>
      value(one) - value(other);
    const orders: Readonly<Record<string, (one: Ended, other: Ended) => number>> = {
      Person: byText(({ userId }) => userId),
      Roles: byText(({ roles }) => roles.join(', ')),
      Publisher: byText(({ publisherType }) => publisherType),
      Joined: byNumber(({ joinedAt }) => joinedAt),
      Left: byNumber(({ leftAt }) => leftAt),
      'Reported time': byNumber(({ joinedAt, leftAt }) => Math.floor((leftAt - joinedAt) / 1000)),
      'Interval time': byNumber(({ joinedAt, leftAt }) => leftAt - joinedAt),
      Notes: () => 0,
      'User session': byText(({ userSessionId }) => userSessionId),
    };
    const ids = async () => (await panel.wholeTable()).map((cells) => cells[8]);
    const idsOf = (all: readonly Ended[]) => all.map(({ userSessionId }) => userSessionId);
    for (const [name, order] of Object.entries(orders)) {
      const header = panel.grid().getByRole('columnheader', { name, exact: true });
      for (const direction of ['ascending', 'descending'] as const) {
        await header.click();
        await panel.settled(({ result }) => {
          const sort = result?.table.sort;
          return sort !== null && sort?.descending === (direction === 'descending');
        }, `${name}, ${direction}`);
        assert.equal(await header.getAttribute('aria-sort'), direction);
        const sorted = connections.toSorted((one, other) =>
          direction === 'ascending' ? order(one, other) : order(other, one),
        );
        assert.deepEqual(await ids(), idsOf(sorted), `${name}, ${direction}`);
      }
      await header.click();
      await panel.settled(({ result }) => result?.table.sort === null, 'no order');
    }
    assert.deepEqual(await ids(), idsOf(connections));
  });

  it('sorts by keyboard from the header', async () => {
    const toLeft = ['ControlOrMeta+Home', 'ArrowUp', ...Array.from({ length: 4 }, () => 'ArrowRight')];
    await panel.focusTable();
    await keys(...toLeft, 'Enter');
    await panel.settled(({ result }) => result?.table.sort?.column === 'left', 'the order by leaves');
    assert.equal(await panel.focusedRow(), -1);
    const first = connections.toSorted((one, other) => one.leftAt - other.leftAt)[0];
    assert.equal((await panel.wholeTable())[0]?.[8], first?.userSessionId);
    await keys(...toLeft, 'Space');
    await panel.settled(({ result }) => result?.table.sort?.descending === true, 'the order turned around');
    await keys('Space');
    await panel.settled(({ result }) => result?.table.sort === null, 'no order');
  });

  it('selects a range, single rows and all of them, by keyboard and by mouse', async () => {
    const selected = (n: number) =>
      panel.frame.getByRole('status').filter({ hasText: new RegExp(`^\\s*${n} rows? selected\\s*$`) });
    await panel.focusTable();
    await keys('ControlOrMeta+Home', 'ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown');
    await selected(4).waitFor();
    assert.deepEqual(await selection(), [1, 2, 3, 4]);
    await keys('Shift+ArrowUp');
    assert.deepEqual(await selection(), [1, 2, 3]);
    await keys('ArrowDown', 'ArrowDown', 'ArrowDown', 'Space');
    assert.deepEqual(await selection(), [1, 2, 3, 6]);
    await keys('Escape');
    assert.deepEqual(await selection(), []);
    await keys('ControlOrMeta+a');
    await selected(connections.length).waitFor();
    await keys('Escape');

    const row = (at: number) =>
      panel
        .grid()
        .locator(`[aria-rowindex="${at + 2}"]`)
        .getByRole('rowheader');
    await row(2).click();
    assert.deepEqual(await selection(), [2]);
    await row(5).click({ modifiers: ['Shift'] });
    assert.deepEqual(await selection(), [2, 3, 4, 5]);
    await row(3).click({ modifiers: ['ControlOrMeta'] });
    assert.deepEqual(await selection(), [2, 4, 5]);
    // Dragging over rows.
    const [from, to] = [await row(1).boundingBox(), await row(4).boundingBox()];
    assert.ok(from && to);
    const { mouse } = stage().page;
    await mouse.move(from.x + 20, from.y + from.height / 2);
    await mouse.down();
    await mouse.move(from.x + 20, from.y + from.height, { steps: 3 });
    await mouse.move(to.x + 20, to.y + to.height / 2, { steps: 5 });
    await until('four rows', selection, (all) => all.length === 4, panel.timeoutMs);
    await mouse.up();
    assert.deepEqual(await selection(), [1, 2, 3, 4]);
  });

  const copied = async (act: () => Promise<void>): Promise<string> => {
    const { sidebar } = stage();
    await sidebar.setClipboard('nothing copied yet');
    await act();
    return sidebar.waitForClipboard('nothing copied yet');
  };

  it('copies what is selected as JSON, CSV and Markdown, and by the key', async () => {
    const chosen = connections.slice(1, 5);
    const json = JSON.parse(
      await copied(() => panel.chooseFrom('Copy 4 Rows', 'Copy 4 Rows as JSON')),
    ) as SessionJson;
    assert.equal(json.call_session_id, session.id);
    assert.deepEqual(json.participants_sessions.map(told), chosen.map(reported));
    assert.equal(json._rollcall.rows, 4);

    const csv = csvRows(await copied(() => panel.chooseFrom('Copy 4 Rows', 'Copy 4 Rows as CSV')));
    assert.deepEqual(
      csv.map((row) => [
        row['call_session_id'],
        row['user_id'],
        row['joined_at'],
        row['left_at'],
        row['guarded_cells'],
      ]),
      chosen.map(({ userId, joinedAt, leftAt }) => [session.id, userId, iso(joinedAt), iso(leftAt), '']),
    );
    assert.deepEqual(
      csv.map((row) => [Number(row['duration_in_seconds']), Number(row['interval_seconds']) * 1000]),
      chosen.map((one) => [reported(one).duration_in_seconds, one.leftAt - one.joinedAt]),
    );

    const markdown = await copied(() => panel.chooseFrom('Copy 4 Rows', 'Copy 4 Rows as Markdown'));
    const lines = markdown.trimEnd().split('\n');
    const table = lines
      .slice(lines.findIndex((line) => line.startsWith('|')))
      .map((line) => line.slice(2, -2).split(' | '));
    assert.deepEqual(
      table[1],
      columns.map(() => '---'),
    );
    assert.deepEqual(
      table.slice(2).map((cells) => cells.map((cell) => cell.replaceAll('`', ''))),
      chosen.map((one) => cellsOf(one)),
    );
    assert.ok(
      lines.some((line) => line.includes(session.id)) && lines.some((line) => zoneName.test(line)),
      markdown,
    );

    await panel.focusTable();
    const byKey = csvRows(await copied(() => keys('ControlOrMeta+c')));
    assert.deepEqual(byKey, csv);
  });

  it('shows times in UTC and since the start', async () => {
    const times = panel.frame.getByRole('combobox', { name: 'Times' });
    await times.selectOption('UTC');
    await panel.settled(({ time }) => time.display === 'utc', 'UTC');
    assert.deepEqual((await panel.wholeTable())[7], cellsOf(connections[7] ?? assert.fail(), 0));
    await times.selectOption('Since the start');
    await panel.settled(({ time }) => time.display === 'sinceStart', 'since the start');
    const since = (at: number): string => `+${clock(at - session.startedAt).replace(/^0/, '')}`;
    assert.deepEqual(
      (await panel.wholeTable()).map((cells) => cells.slice(3, 5)),
      connections.map(({ joinedAt, leftAt }) => [since(joinedAt), since(leftAt)]),
    );
    await times.selectOption('Local time');
    await panel.settled(({ time }) => time.display === 'local', 'local');
    assert.ok((await panel.frame.getByText(zoneName).count()) > 0);
  });

  it('leads from a row to its bar and back, and to the sidebar', async () => {
    const { page, sidebar } = stage();
    const [user, own] =
      [...byUser(connections)].find(
        ([, all]) => all.length > 1 && all.every((one) => one !== connections[0]),
      ) ?? [];
    const [, second] = own ?? [];
    assert.ok(user !== undefined && second !== undefined);
    const at = connections.indexOf(second);
    await panel.focusTable();
    await keys('ControlOrMeta+Home', ...Array.from({ length: at }, () => 'ArrowDown'), 'Enter');
    const bar = panel.lanes().getByRole('button');
    const words = `${clock(second.joinedAt + ahead)} – ${clock(second.leftAt + ahead)}, `;
    await until(
      'the bar of the row to have the focus',
      () =>
        bar.evaluateAll((all) =>
          all.map((each) => each.matches(':focus') && each.getAttribute('aria-label')),
        ),
      ([label]) => typeof label === 'string' && label.startsWith(words),
      panel.timeoutMs,
    );
    await keys('Enter');
    await until(
      'the row to have the focus',
      () => panel.focusedRow(),
      (row) => row === at,
      panel.timeoutMs,
    );
    assert.deepEqual(await selection(), [at]);

    await keys('Shift+F10');
    await panel.frame.getByRole('menuitem', { name: 'Reveal in Sidebar', exact: true }).click();
    const local = (ms: number): string => clock(ms + ahead).slice(0, 5);
    await sidebar.waitForRows(
      'Calls',
      (rows) =>
        rows.some(
          ({ selected, label, description }) =>
            selected &&
            label === user &&
            description.startsWith(`${local(second.joinedAt)} – ${local(second.leftAt)}`),
        ),
      'the row to be selected in the sidebar',
    );
    // All rows of a person, from the name of the lane.
    await panel.lanes().getByRole('rowheader', { name: user, exact: true }).click();
    await page.keyboard.press('Enter');
    await panel.settled(({ result }) => result?.table.narrowed !== '', 'the rows of the person');
    assert.ok(
      (await panel.text(panel.frame.getByText(`Rows of ${user}: `))).endsWith(`: ${own?.length} rows`),
    );
    assert.deepEqual(
      (await panel.wholeTable()).map((cells) => cells[8]),
      own?.map(({ userSessionId }) => userSessionId),
    );
    await panel.press('Show All Rows');
    await panel.settled(({ result }) => result?.table.narrowed === '', 'all rows');
    assert.equal(await panel.rowCount(), connections.length);
  });

  it('shows names beside the ids where the setting says so, and puts none into what is copied', async () => {
    const { sample, workbench } = stage();
    const setting = (values: Readonly<Record<string, unknown>>): void => {
      writeFileSync(
        join(workbench.workspaceDir, '.vscode', 'settings.json'),
        JSON.stringify({ 'rollcall.app': 'sample', ...values }),
      );
    };
    const people = async (): Promise<readonly (string | undefined)[]> =>
      (await panel.wholeTable()).map(([person]) => person);
    const lanes = async (): Promise<readonly string[]> => (await panel.laneTexts()).map(({ name }) => name);
    const ids = connections.map(({ userId }) => userId);
    const named = ids.map((id) => `${id} · ${sample.ledger.person(id)?.name}`);
    const [figures, onLanes] = [await panel.figures(), await lanes()];
    assert.ok(onLanes.length > 2 && onLanes.every((name) => ids.includes(name)));
    const before = sample.requests.length;

    setting({ 'rollcall.names': true });
    const isNamed = (name: string | undefined): boolean => name !== undefined && named.includes(name);
    await until('the names', people, (all) => all.every(isNamed), panel.timeoutMs);
    assert.deepEqual(await people(), named);
    await until('the names on the lanes', lanes, (all) => all.every(isNamed), panel.timeoutMs);
    assert.deepEqual((await lanes()).map((name) => name.split(' · ')[0]).toSorted(), onLanes.toSorted());
    assert.deepEqual(await panel.figures(), figures);
    const asked = sample.requests.slice(before).map(({ operation }) => operation);
    assert.deepEqual(asked, ['QueryUsers']);
    const csv = csvRows(
      await copied(() => panel.chooseFrom(`Copy All ${ids.length} Rows`, `Copy ${ids.length} Rows as CSV`)),
    );
    assert.deepEqual(
      csv.map((row) => row['user_id']),
      ids,
    );

    setting({});
    await until('the ids alone', people, (all) => all.join() === ids.join(), panel.timeoutMs);
    assert.deepEqual(await lanes(), onLanes);
  });

  it('exports what the filter leaves as CSV, JSON and NDJSON, and leaves no other file', async () => {
    const { sidebar, workbench } = stage();
    const [user = '', own = []] = [...byUser(connections)].find(([, all]) => all.length > 1) ?? [];
    await panel.pick('Person', user, user);
    await panel.settled(({ query }) => query.rowFilter !== undefined, 'the filter');
    assert.equal(await panel.rowCount(), own.length);
    const saved: string[] = [];
    const exported = async (format: string): Promise<string> => {
      await panel.chooseFrom(`Export All ${own.length} Rows`, `${format}…`);
      await sidebar.waitForQuickTitle(`Export Rows as ${format}`);
      const path = await panel.saveAsProposed(sidebar, ` filtered.${format.toLowerCase()}`);
      await panel.frame.getByText(new RegExp(`Saved ${own.length} .*rows as ${format} to `)).waitFor();
      saved.push(basename(path));
      // VS Code's own message lies over the button of the next export.
      await sidebar.command('Notifications: Clear All Notifications');
      return readFileSync(path, 'utf8');
    };
    const csv = csvRows(await exported('CSV'));
    assert.deepEqual(
      csv.map((row) => [row['user_id'], row['user_session_id'], row['joined_at'], row['left_at']]),
      own.map(({ userId, userSessionId, joinedAt, leftAt }) => [
        userId,
        userSessionId,
        iso(joinedAt),
        iso(leftAt),
      ]),
    );
    const json = JSON.parse(await exported('JSON')) as SessionJson;
    assert.deepEqual(json.participants_sessions.map(told), own.map(reported));
    assert.ok(JSON.stringify(json._rollcall.filter).includes(user));
    const lines = (await exported('NDJSON')).trimEnd().split('\n');
    const rows = lines.map((line) => JSON.parse(line) as RowJson);
    assert.deepEqual(rows.map(told), own.map(reported));
    assert.ok(rows.every(({ _rollcall }) => _rollcall?.session === session.id));
    assert.deepEqual(
      readdirSync(workbench.workspaceDir).filter((name) => !name.startsWith('.')),
      saved.sort(),
    );
    await panel.press('Clear the row filter');
    await panel.settled(({ query }) => query.rowFilter === undefined, 'all rows');
  });

  it('keeps ids that are formulas, markup or lines apart from what they could do', async () => {
    const { sample } = stage();
    const odd = sample.ledger.sessions('development:a:b:c')[0];
    assert.ok(odd);
    await open(odd);
    const all = sample.ledger.connections(odd.id);
    const formulas = new Set(all.map(({ userId }) => userId).filter((id) => id.startsWith('=')));
    assert.ok(formulas.size > 0 && all.some(({ userId }) => userId.includes('<b>')));
    assert.equal(await panel.grid().locator('b, a, img, script').count(), 0);
    const text = await copied(() =>
      panel.chooseFrom(`Copy All ${all.length} Rows`, `Copy ${all.length} Rows as CSV`),
    );
    const rows = csvRows(text);
    assert.deepEqual(
      rows.map((row) => [row['user_id'], row['guarded_cells']]),
      all.map(({ userId }) => (formulas.has(userId) ? [`'${userId}`, 'user_id'] : [userId, ''])),
    );
    const json = JSON.parse(
      await copied(() => panel.chooseFrom(`Copy All ${all.length} Rows`, `Copy ${all.length} Rows as JSON`)),
    ) as SessionJson;
    assert.deepEqual(json.participants_sessions.map(told), all.map(reported));
  });

  it('reaches the last of 12,000 rows, and any between', async () => {
    const { sample } = stage();
    const launch = sample.ledger.sessions('livestream:launch-2026')[0];
    assert.ok(launch);
    await open(launch);
    const all = sample.ledger.connections(launch.id);
    assert.equal(await panel.rowCount(), all.length);
    assert.equal(await panel.frame.getByText('12,000 rows', { exact: true }).count(), 1);
    const focused = async (): Promise<readonly (string | null)[]> =>
      until(
        'the row in focus',
        () =>
          panel.nextFrame(() =>
            panel.grid().locator('[role=row]:focus-within:not([aria-busy=true]) > *').allTextContents(),
          ),
        (cells) => cells.length === columns.length,
        panel.timeoutMs,
      );
    await panel.focusTable();
    await keys('ControlOrMeta+End');
    await until(
      'the last row',
      () => panel.focusedRow(),
      (row) => row === all.length - 1,
      panel.timeoutMs,
    );
    assert.equal((await focused())[8], all.at(-1)?.userSessionId);
    await keys('PageUp', 'PageUp');
    const place = await panel.focusedRow();
    assert.ok(place < all.length - 20, String(place));
    assert.equal((await focused())[8], all[place]?.userSessionId);
    await keys('ControlOrMeta+Home');
    assert.equal((await focused())[8], all[0]?.userSessionId);
  });

  it('raised no error in the window', () => {
    assert.deepEqual(stage().errors, []);
  });
});
