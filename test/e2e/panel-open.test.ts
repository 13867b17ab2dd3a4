import assert from 'node:assert/strict';
import { AttendancePanel } from '../workbench/attendance-panel.mjs';
import { until, type Row } from '../workbench/sidebar.mjs';
import {
  clock,
  exactly,
  hasNoEnd,
  instant,
  latestOf,
  number,
  shownId,
  sidesExactly,
  thereAt,
  truthOf,
} from './panel-truth';
import { stageNow, useStage } from './stage';

const standup = 'default:daily-standup';
const northwind = 'default:customer-call-northwind';
const incident = 'default:incident-4821';
const minute = 60_000;

describe('opening the Attendance panel', () => {
  let now = stageNow;
  const stage = useStage({
    sample: { now: () => now, seed: 1 },
    browser: { viewport: { width: 1500, height: 1300 } },
  });
  const panel = (): AttendancePanel => new AttendancePanel(stage().page);

  const latest = (cid: string) => latestOf(stage().sample.ledger, cid);

  /** The tabs of the editor area, from the left, without the time of their session; the active one with a star. */
  async function tabs(): Promise<readonly string[]> {
    const all = await stage()
      .page.locator('.tabs-container')
      .getByRole('tab')
      .evaluateAll((each) =>
        each.map((tab) => [tab.textContent.trim(), tab.getAttribute('aria-selected')] as const),
      );
    return all.map(([name, selected]) => `${name.split(',')[0]}${selected === 'true' ? ' *' : ''}`);
  }

  async function waitForTabs(...wanted: readonly string[]): Promise<void> {
    await until(
      `the tabs ${wanted.join(' | ')}`,
      tabs,
      (found) => found.join() === wanted.join(),
      stage().sidebar.timeoutMs,
    );
  }

  /** The only session of a call, in the tree. */
  async function sessionRow(cid: string): Promise<Row> {
    const { sidebar } = stage();
    await sidebar.expand(sidebar.row('Calls', cid, { level: 1 }));
    const isOfCall = (rows: readonly Row[]): Row | undefined =>
      rows[rows.findIndex(({ label, level }) => label === cid && level === 1) + 1];
    const rows = await sidebar.waitForRows(
      'Calls',
      (all) => isOfCall(all)?.level === 2,
      `the session of ${cid}`,
    );
    const row = isOfCall(rows);
    assert.ok(row);
    return row;
  }

  it('asks for a session where none is selected, from the palette', async () => {
    const { sidebar } = stage();
    await sidebar.showOnly('Calls');
    await sidebar.waitForRows('Calls');
    await sidebar.command('Rollcall: Open Attendance');
    await sidebar.waitForQuickTitle('Choose a call session of Sample data');
    await sidebar.quickInput().fill(latest(standup).session.id);
    await sidebar.choose(standup);
    await panel().settled(({ header }) => header.call === standup, 'the panel of the session chosen');
    await waitForTabs(`Attendance: ${standup} *`);
    await panel().frame.getByRole('heading', { name: standup, level: 1 }).waitFor();
  });

  it('says that a live session is provisional, and reads it anew', async () => {
    const shown = panel();
    await shown.frame.getByText('Provisional: the call is live', { exact: true }).waitFor();
    await shown.frame.getByText(`as of ${instant(stageNow)}`, { exact: true }).waitFor();
    const before = latest(standup).rows;
    assert.equal((await shown.figures()).get('Rows')?.computed, number(before.length));
    assert.match(await shown.text(shown.figureCell('Rows')), /may still change/);

    now = stageNow + 95_000;
    await shown.press('Refresh');
    await shown.frame.getByText(`as of ${instant(now)}`, { exact: true }).waitFor();
    await shown.settled(({ header }) => header.asOf.includes(clock(now)));
    const { rows } = latest(standup);
    assert.ok(rows.length > before.length);
    const open = rows.filter(hasNoEnd).length;
    const truth = truthOf(rows, now);
    const why = ` — ${open} rows are still open`;
    assert.deepEqual(
      {
        rows: (await shown.figures()).get('Rows')?.computed,
        people: (await shown.figures()).get('People')?.computed,
        interval: await shown.exactFigure('Interval time'),
        presence: await shown.exactFigure('Presence of all people'),
        left: (await shown.tableRows()).filter((row) => row['Left'] === 'open').length,
      },
      {
        rows: number(rows.length),
        people: number(truth.people),
        interval: sidesExactly(truth.intervalMs) + why,
        presence: sidesExactly(truth.presenceMs) + why,
        left: open,
      },
    );
  });

  it('opens by the inline action, and from the context menu comes back to the panel that is open', async () => {
    const { sidebar, page } = stage();
    const { label } = await sessionRow(northwind);
    // A node that is just being drawn anew is none that VS Code could hand to a command.
    await sidebar.rest();
    await sidebar.action(sidebar.row('Calls', label, { level: 2 }), 'Open Attendance');
    await panel().settled(({ header }) => header.call === northwind);
    await waitForTabs(`Attendance: ${standup}`, `Attendance: ${northwind} *`);
    await panel().frame.getByText('Provisional: ended, stats pending', { exact: true }).waitFor();

    await sidebar.click(sidebar.editorTab(new RegExp(`^Attendance: ${standup}`)));
    await waitForTabs(`Attendance: ${standup} *`, `Attendance: ${northwind}`);
    await sidebar.menu(sidebar.row('Calls', label, { level: 2 }), 'Open Attendance');
    await waitForTabs(`Attendance: ${standup}`, `Attendance: ${northwind} *`);
    await panel().settled(({ header }) => header.call === northwind);
    assert.equal(await page.locator('iframe.webview.ready').count(), 1);
  });

  it('opens by Enter on a session, which does on other rows what it always did', async () => {
    const { sidebar, page } = stage();
    const before = await tabs();
    const focused = async (): Promise<Row | undefined> =>
      (await sidebar.rows('Calls')).find((row) => row.focused);
    /** Presses a key until another row has the focus. */
    const press = async (
      key: string,
      arrived: (row: Row | undefined) => boolean,
    ): Promise<Row | undefined> => {
      await page.keyboard.press(key);
      return until(`the focus after ${key}`, focused, arrived, sidebar.timeoutMs);
    };
    await sidebar.command('Rollcall: Focus on Calls View');
    await sidebar.waitForFocus('Calls');
    const first = await press('Home', (row) => row?.level === 1);
    assert.ok(first);
    // A call unfolds.
    await press('Enter', (row) => row?.expanded !== first.expanded);
    // The last row loads more calls.
    const last = await press('End', (row) => row?.label.startsWith('Load more') === true);
    await press('Enter', (row) => row !== undefined && row.label !== last?.label);
    assert.deepEqual(await tabs(), before, 'None of this opens anything.');

    await press('Home', (row) => row?.label === first.label);
    const { label } = await sessionRow(incident);
    await sidebar.row('Calls', label, { level: 2 }).click();
    await until('the focus on the session', focused, (row) => row?.label === label, sidebar.timeoutMs);
    await page.keyboard.press('Enter');
    await panel().settled(({ header }) => header.call === incident);
    await waitForTabs(...before.map((name) => name.replace(' *', '')), `Attendance: ${incident} *`);
  });

  it('shows rows without a known end as such, and what they make of the figures', async () => {
    const shown = panel();
    const { session, rows } = latest(incident);
    assert.ok(session.endedAt !== undefined);
    const unknown = rows.filter(hasNoEnd);
    assert.equal(unknown.length, 3);
    const truth = truthOf(rows, session.endedAt);
    const why = ' — 3 rows have no end';
    assert.deepEqual(
      {
        rows: (await shown.figures()).get('Rows')?.computed,
        interval: await shown.exactFigure('Interval time'),
        presence: await shown.exactFigure('Presence of all people'),
        reported: await shown.exactFigure('Reported time'),
      },
      {
        rows: number(rows.length),
        interval: sidesExactly(truth.intervalMs) + why,
        presence: sidesExactly(truth.presenceMs) + why,
        reported: `${exactly(truth.reportedMs)} — 3 rows have no duration`,
      },
    );
    await shown.press(/^Show 3 rows: Rows without a leave time/);
    await shown.settled(({ result }) => result?.table.narrowed !== '');
    const end = session.endedAt;
    assert.deepEqual(
      (await shown.tableRows()).map((row) => [
        row['Person'],
        row['Left'],
        row['Interval time'],
        row['Notes'],
      ]),
      unknown.map(({ userId, joinedAt }) => [
        userId,
        `unknown, ${instant(end)
          .replace(/, \d{4}/, '')
          .replace(' UTC', '')} at the latest`,
        sidesExactly({ certain: 0, upTo: end - joinedAt }),
        'no leave time: may last to the session’s end',
      ]),
    );
    await shown.press('Show All Rows');
    await shown.settled(({ result }) => result?.table.narrowed === '');
  });

  it('lists of whom it cannot be told, and never says that they were absent', async () => {
    const shown = panel();
    const { session, rows } = latest(incident);
    assert.ok(session.endedAt !== undefined);
    const { presenceOf } = truthOf(rows, session.endedAt);
    await shown.type('At least', '30');
    await shown.settled(({ query }) => query.threshold === 30 * minute);
    const people = shown.frame.getByRole('region', { name: 'People present at least 30m 00s' });
    const named = async (heading: string): Promise<readonly string[]> => {
      const list = people.getByRole('list', { name: heading });
      return (await list.count()) === 0 ? [] : (await list.getByRole('listitem').allInnerTexts()).sort();
    };
    const passes = [...presenceOf].filter(([, { certain }]) => certain >= 30 * minute).map(([id]) => id);
    const open = [...presenceOf]
      .filter(([, { certain, upTo }]) => certain < 30 * minute && upTo >= 30 * minute)
      .map(([id]) => id);
    assert.equal(open.length, 3);
    assert.deepEqual(await named(`Present at least so long: ${passes.length}`), passes.sort());
    assert.deepEqual(await named(`Cannot be told: ${open.length}`), open.sort());
    await people.getByText('Present less long: 0', { exact: true }).waitFor();
    await shown.press('Clear the threshold');
    await shown.settled(({ query }) => query.threshold === undefined);

    const at = Math.ceil((session.startedAt + 40 * minute) / 1000) * 1000;
    await shown.frame.getByRole('textbox', { name: 'Who was here at' }).fill(clock(at));
    await shown.press('Ask');
    const there = thereAt(rows, at);
    const possibly = new Set(
      rows
        .filter((row) => hasNoEnd(row) && row.joinedAt <= at && !there.has(row.userId))
        .map((row) => row.userId),
    );
    assert.ok(possibly.size > 0);
    const listed = async (heading: string): Promise<readonly string[]> => {
      const list = shown.frame.getByRole('list', { name: heading, exact: true });
      return (await list.getByRole('listitem').allInnerTexts()).sort();
    };
    await shown.frame.getByRole('heading', { name: `Present: ${there.size}`, exact: true }).waitFor();
    assert.deepEqual(await listed(`Present: ${there.size}`), [...there].sort());
    assert.deepEqual(await listed(`Possibly present: ${possibly.size}`), [...possibly].sort());
    await shown.frame
      .getByRole('heading', { name: `Absent: ${presenceOf.size - there.size - possibly.size}`, exact: true })
      .waitFor();
  });

  it('says that rows are missing from a final session, at each figure', async () => {
    const { sidebar, sample } = stage();
    const cid = 'classroom:algebra-7b';
    sample.setQuirks({ fewerRowsThanTotal: true });
    const { session, rows } = latest(cid);
    const read = rows.length - Math.max(1, Math.floor(rows.length / 10));
    const shown = panel();
    await shown.open(sidebar, cid, session.id);
    sample.setQuirks({});
    await shown.frame
      .getByText(`Final, rows incomplete: ${read} of ${rows.length}`, { exact: true })
      .waitFor();
    for (const name of ['Reported time', 'Presence of all people', 'People', 'Peak of people'])
      assert.match(
        await shown.text(shown.figureCell(name)),
        new RegExp(`from ${read} of ${rows.length} rows`),
        name,
      );
    assert.equal((await shown.figures()).get('Rows')?.stream, number(rows.length));
    assert.equal(await shown.rowCount(), read);
  });

  it('says that rows have expired, and keeps the totals', async () => {
    const { sidebar } = stage();
    const cid = 'default:spring-retro';
    const { session, rows } = latest(cid);
    const shown = panel();
    await shown.open(sidebar, cid, session.id);
    await shown.frame.getByText('Rows expired: totals only', { exact: true }).waitFor();
    const words = 'The rows have expired: Stream keeps them for 90 days after the end. The totals are kept.';
    assert.equal(
      await shown.frame.getByText(words, { exact: true }).count(),
      2,
      'at the figures and the table',
    );
    const figures = await shown.figures();
    assert.deepEqual(figures.get('Rows'), {
      stream: number(rows.length),
      computed: `unknown — ${rows.length} rows were not read`,
    });
    assert.equal(figures.get('People')?.stream, number(truthOf(rows, NaN).people));
    assert.equal(await shown.rowCount(), 0);
    await shown.frame.getByText('cannot be tested, because the rows have expired').waitFor();
  });

  it('shows hostile ids as text, and makes nothing of them', async () => {
    const { sidebar } = stage();
    const cid = 'development:a:b:c';
    const { session, rows } = latest(cid);
    const shown = panel();
    await shown.open(sidebar, cid, session.id);
    assert.deepEqual(
      (await shown.tableRows()).map((row) => row['Person']),
      rows.map(({ userId }) => shownId(userId)),
    );
    assert.deepEqual(
      (await shown.laneTexts()).map(({ name }) => name),
      [...new Set(rows.map(({ userId }) => shownId(userId)))],
    );
    await shown.pick('Person', 'neil', shownId('"O\'Neil", <b>Pat</b>'));
    await shown.settled(({ query }) => query.rowFilter !== undefined);
    assert.deepEqual(await shown.chips(), [
      `Rows of ${shownId(JSON.stringify('"O\'Neil", <b>Pat</b>'))} computed here`,
    ]);
    const made = await shown.frame.locator('rollcall-panel').locator('b, a[href], img, script').count();
    assert.equal(made, 0, 'An element was made of an id.');
  });

  it('leaves no uncaught error', () => {
    assert.deepEqual(stage().errors, []);
  });
});
