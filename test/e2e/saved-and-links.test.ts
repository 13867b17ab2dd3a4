import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { SampleServer, TrueSession } from '../../src/sample/server';
import { AttendancePanel } from '../workbench/attendance-panel.mjs';
import { until } from '../workbench/sidebar.mjs';
import { connectProduction, waitForApp, type OtherApp } from './connecting';
import { plainSessions } from './panel-ledger';
import { useStage } from './stage';

const standup = 'default:daily-standup';

describe('saved sessions, and links', () => {
  const stage = useStage({ browser: { viewport: { width: 1400, height: 1000 } } });
  let panel: AttendancePanel;
  let session: TrueSession;
  let users: readonly string[];
  let file = '';
  let scheme = '';

  before(() => {
    panel = new AttendancePanel(stage().page);
    // Settled: what is saved of it is final.
    const twoDaysAgo = stage().sample.now() - 2 * 24 * 60 * 60_000;
    const found = plainSessions(stage().sample, 60).find(
      ({ session: { cid, endedAt = Infinity } }) => cid === standup && endedAt < twoDaysAgo,
    );
    assert.ok(found);
    session = found.session;
    users = [...new Set(found.connections.map(({ userId }) => userId))];
    file = join(stage().workbench.workspaceDir, 'kept.session.json');
  });

  const clear = (): Promise<void> => stage().sidebar.command('Notifications: Clear All Notifications');
  async function closeEditors(): Promise<void> {
    const { sidebar, page } = stage();
    await sidebar.command('View: Close All Editors');
    // The page of a panel may take the focus of the window with it: without that nothing can be copied.
    await sidebar.click(page.locator('.editor-group-container.empty'));
    await until(
      'the window to have the focus',
      () => page.evaluate(() => document.hasFocus()),
      (focused) => focused,
      sidebar.timeoutMs,
    );
  }
  /** What the sample server was asked since so many requests, but for what the sidebar asks by itself. */
  const rowsAskedSince = (before: number): SampleServer['requests'] =>
    stage()
      .sample.requests.slice(before)
      .filter(({ operation }) => operation === 'QueryCallParticipantSessions');

  async function copied(act: () => Promise<void>): Promise<string> {
    const { sidebar } = stage();
    await sidebar.setClipboard('nothing copied yet');
    await act();
    return sidebar.waitForClipboard('nothing copied yet');
  }

  /** Waits until the browser holds what the panel is to come back from: it is written every few seconds. */
  async function waitUntilKept(): Promise<void> {
    await until(
      'the archived copy to be kept',
      async () => (await stage().sidebar.browserStorage()).replaceAll('\\', '').includes('"archive":{"uri"'),
      (kept) => kept,
      stage().sidebar.timeoutMs,
    );
  }

  const isCopy = (): Promise<unknown> =>
    panel.settled(
      ({ header, problem }) => header.archived && header.call === standup && problem === null,
      'the archived copy',
    );

  let figures: Awaited<ReturnType<AttendancePanel['figures']>>;
  let rows: readonly (readonly string[])[];

  it('saves a session, and opens it again with the same figures and rows without a request', async () => {
    const { sample, sidebar } = stage();
    await panel.open(sidebar, standup, session.id);
    figures = await panel.figures();
    rows = await panel.wholeTable();
    assert.ok(figures.size > 5 && rows.length > 5);
    await closeEditors();
    const selected = sidebar.tree('Calls').locator('[role=treeitem][aria-level="2"][aria-selected=true]');
    await sidebar.menu(selected, 'Save Session…');
    const day = new Date(session.startedAt).toISOString().slice(0, 10);
    await until(
      'the dialog to propose a name',
      () => sidebar.quickInput().inputValue(),
      (value) => new RegExp(`/default-daily-standup ${day} .*\\.session\\.json$`).test(value),
      sidebar.timeoutMs,
    );
    await sidebar.answer(file);
    const saved = `Saved the session with ${rows.length} rows to kept.session.json.`;
    await sidebar.toast(saved).waitFor();
    const before = sample.requests.length;
    await sidebar.toastAction(saved, 'Open Archived Copy');
    await isCopy();
    await sidebar.editorTab(/^Archived copy: default:daily-standup, /).waitFor();
    assert.deepEqual(await panel.figures(), figures);
    assert.deepEqual(await panel.wholeTable(), rows);
    await panel.frame.getByText(/^Archived copy, saved .* · not asked again\.$/).waitFor();
    await panel.frame.getByText(/^Archived copy · /).waitFor();
    assert.equal(await panel.frame.getByRole('button', { name: 'Refresh', exact: true }).count(), 0);
    const text = readFileSync(file, 'utf8');
    for (const hidden of [sample.key, sample.secret, sample.url]) assert.ok(!text.includes(hidden));
    await sidebar.command('Rollcall: Copy Link');
    await sidebar
      .toast('An archived copy is a file: there is no link to it. Send the file instead.')
      .waitFor();
    assert.equal(sample.requests.length, before);
  });

  it('brings an archived copy back after a restart, and refuses a file that was changed', async () => {
    const { sample, sidebar, workbench } = stage();
    await waitUntilKept();
    let before = sample.requests.length;
    await sidebar.goto(workbench.url);
    await isCopy();
    assert.deepEqual(await panel.figures(), figures);
    assert.deepEqual(rowsAskedSince(before), []);

    const whole = readFileSync(file, 'utf8');
    const changed = whole.replace(users[0] ?? '', 'mallory');
    assert.notEqual(changed, whole);
    writeFileSync(file, changed);
    before = sample.requests.length;
    await sidebar.goto(workbench.url);
    await panel.told(({ problem }) => problem !== null, 'the panel to refuse the file');
    await panel.frame
      .getByText(/^kept\.session\.json cannot be opened\. It was changed since Rollcall saved it/)
      .waitFor();
    for (const name of ['Try Again', 'Open Saved Session…', 'Open Log'])
      await panel.frame.getByRole('button', { name, exact: true }).waitFor();
    assert.equal(await panel.rowCount(), 0);
    writeFileSync(file, whole);
    await panel.press('Try Again');
    await isCopy();
    assert.deepEqual(await panel.figures(), figures);
    assert.deepEqual(rowsAskedSince(before), []);
    await closeEditors();
  });

  /** Answers VS Code's own dialog once it has listed the folder: that puts its own text into the box. */
  async function answerDialog(path: string): Promise<void> {
    const { sidebar } = stage();
    await sidebar.waitForQuickTitle('Open Saved Session');
    await sidebar.option(basename(path)).waitFor();
    await sidebar.answer(path);
  }

  it('opens a saved session by its command, and says what is wrong with another file', async () => {
    const { sidebar, workbench } = stage();
    const other = join(workbench.workspaceDir, 'other.json');
    writeFileSync(other, '{"participants_sessions": []}\n');
    await sidebar.command('Rollcall: Open Saved Session…');
    await answerDialog(other);
    await sidebar.toast('other.json cannot be opened. It is no session that Rollcall saved.').waitFor();
    assert.equal(await sidebar.editorTab(/Archived copy/).count(), 0);
    await clear();
    await sidebar.command('Rollcall: Open Saved Session…');
    await answerDialog(file);
    await isCopy();
    await closeEditors();
  });

  /** The modal question, without the marks that isolate the direction of ids. */
  async function question(): Promise<string> {
    const modal = stage().sidebar.modal();
    await modal.waitFor();
    return (await modal.innerText()).replace(/[\u2066-\u2069]/g, '');
  }

  /** Opens a link with *Open Link…* up to the question. */
  async function paste(link: string): Promise<string> {
    const { sidebar } = stage();
    await sidebar.setClipboard(link);
    await sidebar.command('Rollcall: Open Link…');
    await sidebar.waitForQuickText(link);
    await sidebar.keep();
    return question();
  }

  it('copies a link to a session, and opens it only after a yes', async () => {
    const { sample, sidebar } = stage();
    await panel.open(sidebar, standup, session.id);
    await closeEditors();
    const selected = sidebar.tree('Calls').locator('[role=treeitem][aria-level="2"][aria-selected=true]');
    const link = await copied(() => sidebar.menu(selected, 'Copy Link'));
    scheme = link.slice(0, link.indexOf(':'));
    assert.equal(
      link,
      `${scheme}://rollcall.rollcall/session?app=sample&call=${standup}&session=${session.id}`,
    );
    await sidebar.rest();
    const before = sample.requests.length;
    const asked = await paste(link);
    assert.match(
      asked,
      new RegExp(`Open attendance of ${standup}, session ${session.id}, from the Stream app Sample data\\?`),
    );
    await sidebar.modalAction('Cancel');
    await sidebar.rest();
    assert.equal(await sidebar.editorTab(/Attendance/).count(), 0);
    assert.equal(sample.requests.length, before);
    await paste(link);
    assert.equal(sample.requests.length, before);
    await sidebar.modalAction('Open');
    await panel.settled(({ header }) => header.session === session.id, 'the panel of the link');
    assert.deepEqual(await panel.figures(), figures);
  });

  /** Chooses *Copy Link* from the menu that VS Code shows for the page of the panel. */
  async function copyLinkInPage(): Promise<string> {
    const { sidebar, page } = stage();
    const item = page.locator('.monaco-menu').getByRole('menuitem', { name: 'Copy Link', exact: true });
    return copied(async () => {
      await panel.frame.getByRole('heading', { level: 1 }).click({ button: 'right' });
      await item.waitFor();
      // VS Code takes no click just after a menu opened; a menu that took it is gone.
      await until(
        'the menu of the page to take the click',
        async () => {
          if (await item.isVisible()) await item.click({ timeout: 1000 }).catch(() => undefined);
          return item.isVisible();
        },
        (open) => !open,
        sidebar.timeoutMs,
      );
    });
  }

  it('copies the link of a panel by a right click in its page', async () => {
    assert.equal(
      await copyLinkInPage(),
      `${scheme}://rollcall.rollcall/session?app=sample&call=${standup}&session=${session.id}`,
    );
  });

  it('puts a filter into a link only after a question, and shows it before it is asked', async () => {
    const { sidebar } = stage();
    const [user = ''] = users;
    await panel.pick('Person', user, user);
    await panel.settled(({ query }) => query.rowFilter !== undefined);
    await sidebar.setClipboard('nothing copied yet');
    await sidebar.command('Rollcall: Copy Link');
    const told = await question();
    assert.match(told, /This link would tell what is asked\. Put it in\?/);
    assert.ok(told.includes(`"${user}"`), told);
    assert.equal(await sidebar.clipboard(), 'nothing copied yet');
    await sidebar.modalAction('Copy Without');
    const without = await sidebar.waitForClipboard('nothing copied yet');
    assert.ok(!without.includes(user) && without.includes('/session?'), without);
    const link = await copied(async () => {
      await sidebar.command('Rollcall: Copy Link');
      await sidebar.modalAction('Copy With Filter');
    });
    assert.ok(link.startsWith(`${scheme}://rollcall.rollcall/panel?`) && link.includes(user), link);
    await closeEditors();
    const asked = await paste(link);
    assert.match(asked, new RegExp(`Row filter: .*${user}`));
    await sidebar.modalAction('Open');
    const { query } = await panel.settled(
      ({ header, query: { rowFilter } }) => header.session === session.id && rowFilter !== undefined,
    );
    assert.deepEqual(query.rowFilter, { user_id: user });
    const own = rows.filter(([person]) => person === user);
    assert.deepEqual(await panel.wholeTable(), own);
    await closeEditors();
  });

  it('asks who is meant where a link names an app that is not connected', async () => {
    const { sample, sidebar } = stage();
    await sidebar.rest();
    const before = sample.requests.length;
    const asked = await paste(
      `${scheme}://rollcall.rollcall/session?app=acme-prod&call=${standup}&session=${session.id}`,
    );
    assert.match(
      asked,
      /The link names the Stream app “acme-prod”, and no app of this name is connected here: Sample data is asked instead/,
    );
    await sidebar.modalAction('Cancel');
    await sidebar.rest();
    assert.equal(sample.requests.length, before);
  });

  it('refuses hostile and malformed links with the reason', async () => {
    const { sample, sidebar } = stage();
    const before = sample.requests.length;
    const host = `${scheme}://rollcall.rollcall`;
    await sidebar.setClipboard('no link');
    await sidebar.command('Rollcall: Open Link…');
    await sidebar.waitForQuickText('');
    for (const [link, reason] of [
      ['https://example.com/session?call=a:b&session=c', 'This is no link to a call'],
      [`${host}/run?call=a:b`, 'The link leads to nothing that Rollcall knows'],
      [`${host}/session?call=a:b`, 'The link names no “session”.'],
      [`${host}/call?call=a:b&call=c:d`, 'The link names “call” twice.'],
      [`${host}/call?call=..%252F..:b%00&key=x`, 'The link holds something that does not belong there.'],
      [`${host}/call?call=a:..`, 'The link names no call'],
      [`${host}/call?call=a:%zz`, 'The link is damaged'],
      [`${host}/call?app=%25E2%2580%25AEdorp&call=a:b`, 'hidden characters'],
      [`${host}/panel?call=a:b&session=c&q=%257B%2522rows`, 'The filter in the link is no JSON.'],
      [`${host}/call?call=a:${'b'.repeat(9000)}`, 'The link is too long'],
    ] as const) {
      await sidebar.quickInput().fill(link);
      await sidebar.waitForQuickMessage(reason);
    }
    await sidebar.dismiss();
    await sidebar.rest();
    assert.equal(sample.requests.length, before);
  });

  /** As the system hands a link to VS Code. */
  async function openUrl(link: string): Promise<void> {
    const { sidebar } = stage();
    await sidebar.command('Developer: Open URL');
    await sidebar.quickInput().waitFor();
    await sidebar.answer(link);
    await sidebar.modal().filter({ hasText: 'extension to open this URI?' }).waitFor();
    // Rollcall's own question may follow at once.
    await sidebar.click(sidebar.modal().getByRole('button', { name: 'Open', exact: true }));
  }

  it('opens a link from outside after VS Code’s question and its own, and refuses a bad one', async () => {
    const { sample, sidebar } = stage();
    const before = sample.requests.length;
    await openUrl(`${scheme}://rollcall.rollcall/session?call=${standup}&token=x`);
    await sidebar.toast('A link was refused. The link holds something that does not belong there.').waitFor();
    await clear();
    await openUrl(`${scheme}://rollcall.rollcall/session?app=sample&call=${standup}&session=${session.id}`);
    const ours = sidebar.modal().filter({ hasText: 'Open attendance of' });
    await ours.waitFor();
    assert.equal(sample.requests.length, before);
    await sidebar.modalAction('Open');
    await panel.settled(({ header }) => header.session === session.id, 'the panel of the link');
    assert.deepEqual(await panel.figures(), figures);
  });

  describe('between two apps', () => {
    const prod = 'acme-prod';
    let other: OtherApp;

    before(async () => {
      await closeEditors();
      other = await connectProduction(stage(), prod);
    });
    after(() => other.close());

    const asked = (): readonly [number, number] => [
      stage().sample.requests.length,
      other.server.requests.length,
    ];

    it('says that the window switches to the app of the link, and does so only after a yes', async () => {
      const { sidebar } = stage();
      const link = `${scheme}://rollcall.rollcall/session?app=sample&call=${standup}&session=${session.id}`;
      await sidebar.rest();
      const before = asked();
      assert.match(await paste(link), /This window looks at acme-prod now: it will switch to Sample data\./);
      await sidebar.modalAction('Cancel');
      await sidebar.rest();
      assert.match(await sidebar.statusBar('app').innerText(), /acme-prod/);
      assert.deepEqual(asked(), before);
      await paste(link);
      await sidebar.modalAction('Open');
      await panel.settled(({ header }) => header.session === session.id, 'the panel of the link');
      await waitForApp(sidebar, 'Sample data');
      assert.deepEqual(await panel.figures(), figures);
      assert.equal(asked()[1], before[1], 'The app that is left was asked.');
    });

    it('says that the app of the link is in production, and asks it and no other', async () => {
      const { sidebar } = stage();
      const { cid, id } = other.there.session;
      const link = `${scheme}://rollcall.rollcall/session?app=${prod}&call=${cid}&session=${id}`;
      await sidebar.rest();
      const before = asked();
      const told = await paste(link);
      assert.ok(
        told.includes(
          `Open attendance of ${cid}, session ${id}, from the Stream app ${prod}, which is in production?`,
        ),
        told,
      );
      assert.match(told, /This window looks at Sample data now: it will switch to acme-prod\./);
      await sidebar.modalAction('Cancel');
      await sidebar.rest();
      assert.match(await sidebar.statusBar('app').innerText(), /Sample data/);
      assert.deepEqual(asked(), before);
      await paste(link);
      await sidebar.modalAction('Open');
      await panel.settled(({ header }) => header.session === id, 'the panel of the link');
      await panel.frame.getByText('Production', { exact: true }).waitFor();
      await waitForApp(sidebar, prod);
      assert.equal((await panel.figures()).get('Rows')?.computed, String(other.there.connections.length));
      assert.equal(asked()[0], before[0], 'The app that is left was asked.');
      assert.equal(await copyLinkInPage(), link);
    });

    it('leaves no uncaught error', () => {
      assert.deepEqual(stage().errors, []);
    });
  });
});
