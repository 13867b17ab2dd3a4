import assert from 'node:assert/strict';
import { AttendancePanel } from '../workbench/attendance-panel.mjs';
import { until } from '../workbench/sidebar.mjs';
import { connectByHand, waitForApp } from './connecting';
import { clock, exactly, instant, latestOf, number, truthOf } from './panel-truth';
import { useStage } from './stage';

const app = 'acme-prod';
const launch = 'livestream:launch-2026';
const allHands = 'default:company-all-hands';
const pageSize = 100;
const minute = 60_000;

describe('reading for the Attendance panel, and coming back to it', () => {
  const stage = useStage({
    onSampleData: false,
    // A connected app lives in the real time.
    sample: { now: () => Date.now() },
    browser: { viewport: { width: 1500, height: 1300 } },
    // The default would ask again after 10 s, and be answered before a slow machine has pressed Cancel.
    workbench: { settings: { 'rollcall.requestTimeout': 120 } },
  });
  const panel = (): AttendancePanel => new AttendancePanel(stage().page);

  const latest = (cid: string) => latestOf(stage().sample.ledger, cid);

  /** Requests for whole pages of rows, since so many requests. */
  const pagesSince = (before: number): number =>
    stage()
      .sample.requests.slice(before)
      .filter(
        ({ operation, query }) =>
          operation === 'QueryCallParticipantSessions' &&
          query['limit'] === String(pageSize) &&
          query['filter_conditions'] === undefined,
      ).length;

  /** "3,200 of 12,000" as the page says it. */
  async function readSoFar(words: RegExp): Promise<number> {
    const found = words.exec(await panel().text(panel().frame.getByText(words)));
    return Number(found?.[1]?.replaceAll(',', ''));
  }

  /** Waits until the browser holds what the panel is to come back from: it is written every few seconds. */
  async function waitUntilKept(is: RegExp): Promise<void> {
    await until(
      'the panel to be kept',
      async () => /.*appId.*/.exec((await stage().sidebar.browserStorage()).replaceAll('\\', ''))?.[0] ?? '',
      (kept) => is.test(kept),
      stage().sidebar.timeoutMs,
    );
  }

  /** What all reads of the same rows must tell alike; who is technical is not asked for the rows of one person. */
  function mainOf(
    figures: Awaited<ReturnType<AttendancePanel['figures']>>,
  ): Record<string, string | undefined> {
    const names = [
      'Reported time',
      'Interval time',
      'Presence of all people',
      'Rows',
      'People',
      'Peak of people',
    ];
    return Object.fromEntries(names.map((name) => [name, figures.get(name)?.computed]));
  }

  it('marks a production app, asks before a large read, and computes from what is at hand without it', async () => {
    const { sidebar, sample } = stage();
    const { session, rows } = latest(launch);
    await connectByHand(stage(), {
      name: app,
      key: sample.key,
      secret: sample.secret,
      baseUrl: sample.url,
      production: true,
    });
    await sidebar.showOnly('Calls');
    await sidebar.command('Rollcall: Open Session by ID…');
    await sidebar.answer(`${launch}/${session.id}`);
    await sidebar.waitForRows('Calls', (all) => all.some((row) => row.selected && row.level === 2));
    const before = sample.requests.length;
    await sidebar.command('Rollcall: Open Attendance');
    await sidebar.modal().waitFor();
    const question = await sidebar.modal().innerText();
    assert.match(question, /This takes about 119 requests\./);
    assert.match(question, /acme-prod is marked production/);
    await sidebar.modalAction('Cancel');

    const shown = panel();
    await shown.settled();
    await shown.frame.getByText('Production', { exact: true }).waitFor();
    await shown.frame.getByText('Computed from 100 of 12,000 rows.', { exact: true }).waitFor();
    assert.equal(pagesSince(before), 0);
    assert.equal(await shown.rowCount(), pageSize);
    const figures = await shown.figures();
    assert.equal(figures.get('Rows')?.stream, number(rows.length));
    assert.match(figures.get('Rows')?.computed ?? '', /^at least 100 — 11,900 rows were not read$/);
    assert.match(await shown.text(shown.figureCell('People')), /from 100 of 12,000 rows/);
  });

  it('shows how far it is, keeps what was read when it is stopped, and reads only what is missing', async () => {
    const { sidebar, sample } = stage();
    const { session, rows } = latest(launch);
    const shown = panel();
    const before = sample.requests.length;
    // Of the 119 pages one does not come: nothing but Cancel ends the wait for it.
    sample.setQuirks({ silenceAt: { request: 10, ms: 600_000 } });
    await shown.press('Continue');
    await sidebar.modalAction('Read All');
    const bar = shown.frame.getByRole('progressbar', { name: 'Rows read' });
    const progress = /^Reading participant sessions: ([\d,]+) of 12,000 rows$/;
    await until(
      'some pages to be read',
      () => (async () => ((await bar.count()) === 0 ? 0 : readSoFar(progress)))(),
      (read) => read >= 500,
      shown.timeoutMs,
    );
    await shown.press('Cancel');
    await shown.settled(({ problem }) => problem !== null, 'reading to stop');
    sample.setQuirks({});
    const read = await readSoFar(/^Reading was stopped: computed from ([\d,]+) of 12,000 rows\.$/);
    assert.ok(read >= 500 && read < rows.length, String(read));
    assert.equal(await shown.rowCount(), read);
    assert.match(
      (await shown.figures()).get('Rows')?.computed ?? '',
      new RegExp(`^at least ${number(read)} `),
    );
    // In vain were at most the page under way when it was stopped, and the one that is asked for ahead of it.
    const inVain = pagesSince(before) - (read / pageSize - 1);
    assert.ok(inVain >= 0 && inVain <= 2, `${inVain} pages were asked for in vain.`);

    const stopped = sample.requests.length;
    await shown.press('Continue');
    await sidebar.modalAction('Read All');
    await shown.settled(({ problem }) => problem === null, 'all rows to be read');
    assert.equal(pagesSince(stopped), (rows.length - read) / pageSize);
    assert.equal(await shown.rowCount(), rows.length);
    const truth = truthOf(rows, session.endedAt ?? NaN);
    assert.equal((await shown.figures()).get('People')?.computed, number(truth.people));
    assert.equal(await shown.exactFigure('Presence of all people'), exactly(truth.presenceMs.certain));
  });

  it('keeps what was read when the network goes, and tries again', async () => {
    const { sidebar, sample } = stage();
    const { session, rows } = latest(allHands);
    const shown = panel();
    assert.ok(rows.length > pageSize);
    sample.setQuirks({ dropConnectionAt: { request: 2, times: 1000 } });
    await shown.open(sidebar, allHands, session.id);
    const alert = shown.frame.getByRole('alert').or(shown.frame.getByRole('status'));
    const again = alert.getByRole('button', { name: 'Try Again', exact: true });
    await again.waitFor();
    assert.match(
      await shown.text(alert.filter({ has: stage().page.getByRole('button', { name: 'Try Again' }) })),
      /[Nn]etwork|could not be reached|connection/,
    );
    assert.equal(await shown.rowCount(), pageSize);
    assert.match(await shown.text(shown.figureCell('People')), new RegExp(`from 100 of ${rows.length} rows`));
    sample.setQuirks({});
    const before = sample.requests.length;
    await again.click();
    await shown.settled(({ problem }) => problem === null, 'all rows to be read');
    assert.equal(await shown.rowCount(), rows.length);
    assert.equal(pagesSince(before), Math.ceil(rows.length / pageSize) - 1);
  });

  it('comes back after a reload with its filter, window, sort and zoom, and reads anew', async () => {
    const { sidebar, sample, workbench } = stage();
    const { session, rows } = latest(allHands);
    const shown = panel();
    const [from, to] = [10, 40].map((n) => Math.ceil((session.startedAt + n * minute) / 1000) * 1000) as [
      number,
      number,
    ];
    await shown.pick('Person', 'ali', 'alice');
    await shown.settled(({ query }) => query.rowFilter !== undefined);
    await shown.pick('Person', 'bo', 'bob');
    await shown.settled(({ chips }) => chips[0]?.text.includes('bob') === true);
    await shown.type('From', clock(from));
    await shown.settled(({ query }) => query.window?.from === from);
    await shown.type('To (before)', clock(to));
    await shown.settled(({ query }) => query.window?.to === to);
    const joined = shown.grid().getByRole('columnheader', { name: 'Joined' });
    await joined.click();
    await shown.settled(({ result }) => result?.table.sort?.descending === false);
    await joined.click();
    await shown.settled(({ result }) => result?.table.sort?.descending === true);
    await shown.press('Zoom In');
    const whole = { from, to };
    const before = await until(
      'the charts to be zoomed',
      () => shown.timeScale(from),
      (scale) => scale.to - scale.from < (whole.to - whole.from) * 0.9,
      shown.timeoutMs,
    );
    const chips = await shown.chips();
    const inWords = ['Rows of alice or bob', `Only from ${instant(from)} to ${instant(to)}`, 'Clear all'];
    assert.deepEqual(chips, [`${inWords[0]} computed here`, `${inWords[1]} computed here`, inWords[2]]);
    const figures = mainOf(await shown.figures());

    await waitUntilKept(
      new RegExp(
        `"window":\\{"from":${from},"to":${to}\\}.*"sort":\\{"column":"joined","descending":true\\}.*"zoom":`,
      ),
    );
    const requests = sample.requests.length;
    await sidebar.goto(workbench.url);
    await waitForApp(sidebar, app);
    await shown.settled(({ header, problem }) => header.call === allHands && problem === null);
    const own = rows.filter(({ userId }) => userId === 'alice' || userId === 'bob');
    assert.equal(figures['Rows'], number(own.length));
    assert.equal(
      await shown.exactFigure('Presence of all people'),
      exactly(truthOf(own, session.endedAt ?? NaN, { from, to }).presenceMs.certain),
    );
    const filtered = sample.requests
      .slice(requests)
      .filter(({ query }) => query['filter_conditions']?.includes('alice') === true);
    assert.ok(filtered.length > 0, 'The rows were not read anew.');
    assert.deepEqual(await shown.chips(), [
      `${inWords[0]} by Stream: user_id; all rows checked here`,
      `${inWords[1]} computed here`,
      inWords[2],
    ]);
    assert.deepEqual(mainOf(await shown.figures()), figures);
    assert.equal(await shown.rowCount(), own.length);
    assert.equal(await joined.getAttribute('aria-sort'), 'descending');
    const after = await shown.timeScale(from);
    assert.ok(Math.abs(after.from - before.from) < 2000 && Math.abs(after.to - before.to) < 2000);
  });

  it('says that it cannot come back where what was kept of it cannot be read', async () => {
    const { sidebar, page, workbench } = stage();
    const shown = panel();
    // A page of the same origin that is no window of VS Code: what it keeps can be changed from there.
    await page.goto(`${workbench.origin}/healthz`);
    const changed = await page.evaluate(async () => {
      const done = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => {
            resolve(request.result);
          };
          request.onerror = () => {
            reject(request.error ?? new Error('IndexedDB failed.'));
          };
        });
      let found = 0;
      for (const { name = '' } of await indexedDB.databases()) {
        const database = await done(indexedDB.open(name));
        for (const store of database.objectStoreNames) {
          const objects = database.transaction(store, 'readwrite').objectStore(store);
          for (const key of await done(objects.getAllKeys())) {
            const value: unknown = await done(objects.get(key));
            if (typeof value !== 'string' || !value.includes('appId')) continue;
            const broken = value.replace(
              /(version\\*":)1(,\\*"appId)/g,
              (_, before: string, after: string) => `${before}9${after}`,
            );
            if (broken === value) continue;
            found++;
            await done(objects.put(broken, key));
          }
        }
        database.close();
      }
      return found;
    });
    assert.ok(changed > 0, 'What VS Code keeps of the panel was not found.');
    await sidebar.goto(workbench.url);
    await waitForApp(sidebar, app);
    await shown.frame
      .getByText('This panel cannot be brought back. Open it again from its session in the sidebar.', {
        exact: true,
      })
      .waitFor();
    assert.deepEqual(await sidebar.toasts(), []);
    assert.match(workbench.log('rollcall.rollcall'), /panel: what was kept of a panel could not be read/);
  });

  it('says after a reload that its app is gone, with the act that helps', async () => {
    const { sidebar, workbench } = stage();
    const { session } = latest(allHands);
    const shown = panel();
    await shown.open(sidebar, allHands, session.id);
    await sidebar.command('Rollcall: Remove Stream App…');
    await sidebar.choose(app);
    await sidebar.modalAction('Remove');
    await shown.told(({ problem }) => problem !== null, 'the panel to say that its app is not open');
    await waitUntilKept(/"version":1,"appId"/);
    await sidebar.goto(workbench.url);
    await shown.frame.getByText(`The Stream app ${app} of this panel is not connected any more.`).waitFor();
    await shown.frame.getByRole('heading', { name: allHands, level: 1 }).waitFor();
    await shown.press('Connect Stream App…');
    await sidebar.waitForQuickTitle('Connect Stream App (1/5)');
    await sidebar.dismiss();
  });

  it('leaves no uncaught error', () => {
    assert.deepEqual(stage().errors, []);
  });
});
