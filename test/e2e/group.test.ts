import assert from 'node:assert/strict';
import { until, type Row } from '../workbench/sidebar.mjs';
import { useStage } from './stage';

const standup = 'default:daily-standup';

/** As the tree writes a length of time, in code of the test's own. */
function written(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return `${minutes}m`;
  return `${Math.floor(minutes / 60)}h ${String(minutes % 60).padStart(2, '0')}m`;
}

describe('grouping a session by person', () => {
  const stage = useStage({
    browser: { viewport: { width: 1200, height: 1400 } },
    // The default would ask again after 10 s, and be answered before a slow machine has pressed Cancel.
    workbench: { settings: { 'rollcall.requestTimeout': 120 } },
  });
  const below = (rows: readonly Row[], level: number): readonly Row[] =>
    rows.filter((row) => row.level === level);

  /** An ended session in which somebody was there more than once. */
  const chosen = () => {
    const { ledger } = stage().sample;
    const session = ledger.sessions(standup).find(({ id, live, rowsExpired }) => {
      const users = ledger.connections(id).map(({ userId }) => userId);
      return !live && !rowsExpired && new Set(users).size < users.length;
    });
    assert.ok(session, 'The sample data hold no session with a rejoin.');
    const connections = ledger.connections(session.id);
    const back = connections.find(
      ({ userId }, at) => connections.findIndex((other) => other.userId === userId) < at,
    );
    assert.ok(back);
    return {
      session,
      connections,
      presence: ledger.figures(session.id).personPresenceMs,
      back: back.userId,
    };
  };

  it('is chosen in the menu of the view, and shows each person with the true presence', async () => {
    const { sidebar, page } = stage();
    const { session, connections, presence } = chosen();
    await sidebar.showOnly('Calls');
    await sidebar.command('Rollcall: Open Session by ID…');
    await sidebar.answer(`${standup}/${session.id}`);
    const flat = await sidebar.waitForRows(
      'Calls',
      (rows) => below(rows, 3).length === connections.length,
      'all rows of the session',
    );
    assert.ok(below(flat, 3).every((row) => row.expanded === undefined));

    const header = sidebar.pane('Calls').locator('.pane-header');
    const item = page.locator('.monaco-menu').getByRole('menuitem', { name: 'Group by Person', exact: true });
    await header.hover();
    await header.getByRole('button', { name: /More Actions/ }).click();
    await item.waitFor();
    // VS Code takes no click just after a menu opened; a menu that took it is gone.
    await until(
      'the menu of the view to take the click',
      async () => {
        if (await item.isVisible()) await item.click({ timeout: 1000 }).catch(() => undefined);
        return item.isVisible();
      },
      (open) => !open,
      sidebar.timeoutMs,
    );
    const rows = await sidebar.waitForRows(
      'Calls',
      (all) => below(all, 3).length === presence.size && below(all, 3).every((row) => row.expanded === false),
      'one row a person',
    );
    const shown = new Map(below(rows, 3).map((row) => [row.label, row.description.split(' · ')[0]]));
    assert.deepEqual(
      shown,
      new Map([...shown.keys()].map((user) => [user, written(presence.get(user) ?? NaN)])),
    );
    const parent = rows.find((row) => row.level === 2 && row.expanded === true);
    const total = [...presence.values()].reduce((sum, ms) => sum + ms, 0);
    assert.match(parent?.description ?? '', new RegExp(`^${presence.size} people · .*${written(total)}`));
  });

  it('shows the rows of a person below, in the order of time, by keyboard', async () => {
    const { sidebar, page } = stage();
    const { connections, back } = chosen();
    const person = sidebar.row('Calls', back, { level: 3 });
    await person.click();
    await page.keyboard.press('ArrowRight');
    const own = connections.filter(({ userId }) => userId === back);
    const rows = await sidebar.waitForRows(
      'Calls',
      (all) => below(all, 4).length === own.length,
      'the rows of the person',
    );
    assert.ok(below(rows, 4).every((row) => row.label === back));
    const joins = own.map(({ joinedAt }) => new Date(joinedAt).toISOString().slice(11, 16));
    assert.deepEqual(
      below(rows, 4).map((row) => row.description.slice(0, 5)),
      joins.sort(),
    );
  });

  it('copies the id of a person', async () => {
    const { sidebar } = stage();
    const { back } = chosen();
    await sidebar.setClipboard('nothing copied yet');
    await sidebar.menu(sidebar.row('Calls', back, { level: 3 }), 'Copy User ID');
    assert.equal(await sidebar.waitForClipboard('nothing copied yet'), back);
  });

  it('goes back to rows as people joined, and asks Stream for nothing', async () => {
    const { sample, sidebar } = stage();
    const { connections } = chosen();
    const before = sample.requests.length;
    await sidebar.command('Rollcall: Group by Join');
    const rows = await sidebar.waitForRows(
      'Calls',
      (all) => below(all, 3).length === connections.length && below(all, 4).length === 0,
      'the rows as people joined',
    );
    assert.ok(below(rows, 3).every((row) => row.expanded === undefined));
    assert.equal(sample.requests.length, before);
  });

  it('reads all rows of a large session for its people, stops when told, and says what is proven then', async () => {
    const { sample, sidebar } = stage();
    const launch = 'livestream:launch-2026';
    const [session] = sample.ledger.sessions(launch);
    assert.ok(session);
    await sidebar.command('Rollcall: Group by Person');
    // Of the 120 pages one does not come: nothing but Cancel ends the wait for it.
    sample.setQuirks({ silenceAt: { request: 10, ms: 600_000 } });
    await sidebar.command('Rollcall: Open Session by ID…');
    await sidebar.answer(`${launch}/${session.id}`);
    const reading = sidebar.row('Calls', /^Reading all rows/, { level: 3 });
    await reading.waitFor();
    await sidebar.action(reading, 'Cancel');
    const isPart = (row: Row): boolean => /^≥ .* of 12,000 rows read$/.test(row.description);
    const half = await sidebar.waitForRows('Calls', (rows) => rows.some(isPart), 'people of half the rows');
    assert.ok(below(half, 3).every(isPart));
    sample.setQuirks({});
    const more = sidebar.row('Calls', /^Read the other rows/, { level: 3 });
    await sidebar.row('Calls', half.find(isPart)?.label ?? '', { level: 3 }).click();
    await stage().page.keyboard.press('End');
    await more.click();
    const whole = await sidebar.waitForRows(
      'Calls',
      (rows) =>
        rows.some((row) => row.selected && row.level === 3 && row.expanded !== undefined && !isPart(row)),
      'the focus on the first person of all',
    );
    assert.ok(!whole.some(isPart));
  });
});
