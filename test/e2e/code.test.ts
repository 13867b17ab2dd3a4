import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import type { TrueSession } from '../../src/sample/server';
import { AttendancePanel } from '../workbench/attendance-panel.mjs';
import { until } from '../workbench/sidebar.mjs';
import { useStage } from './stage';

const standup = 'default:daily-standup';
/** A call that no list holds. */
const unread = 'default:nobody-knows-it';
const bareId = '2f0c4c1e-8a51-4b0e-9a53-5d0f0e6d1b11';
const openHere = 'Open Attendance of ID at Cursor';

/** An extension of somebody else that prints into the output view. */
function writePrinter(folder: string): string {
  const manifest = {
    name: 'printer',
    publisher: 'rollcall-demo',
    version: '0.0.1',
    engines: { vscode: '^1.105.0' },
    activationEvents: ['onStartupFinished'],
    main: './printer.js',
  };
  const code = `exports.activate = () => {
  const vscode = require('vscode');
  const output = vscode.window.createOutputChannel('Lessons');
  output.appendLine('09:00:00 joined ${standup}');
};
`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'printer.js'), code);
  return folder;
}

describe('beside the code', () => {
  const made = mkdtempSync(join(tmpdir(), 'rollcall-printer-'));
  const stage = useStage({
    browser: { viewport: { width: 1400, height: 1000 } },
    workbench: {
      others: [writePrinter(join(made, 'printer'))],
      settings: { 'terminal.integrated.gpuAcceleration': 'off' },
    },
  });
  let session: TrueSession;

  before(async () => {
    const { sample, sidebar, workbench } = stage();
    const ended = sample.ledger.sessions(standup).find(({ live }) => !live);
    assert.ok(ended);
    session = ended;
    const files = {
      'lesson.ts': `const call = client.video.call('default', 'daily-standup');\nconst x = 1;\n`,
      'lesson.py': `call = client.video.call(\n    "default",\n    id="daily-standup",\n)\n`,
      'lesson.log': `09:01:02 ${standup} session=${session.id}\n\n09:01:03 ${unread}\n\nsession ${bareId}\n`,
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(workbench.workspaceDir, name), text);
    // The lists tell which types of calls the app has.
    await sidebar.waitForRows('Recent', (rows) => rows.length > 10);
    await sidebar.waitForRows('Calls', (rows) => rows.length > 10);
  });
  after(() => {
    rmSync(made, { recursive: true, force: true });
  });

  const requests = (): number => stage().sample.requests.length;
  const editor = (): Locator =>
    stage().page.locator('.editor-group-container.active .monaco-editor[data-uri]');
  const hover = (): Locator => stage().page.locator('.monaco-editor .monaco-hover:visible').first();

  function setting(values: Readonly<Record<string, unknown>>): void {
    writeFileSync(
      join(stage().workbench.workspaceDir, '.vscode', 'settings.json'),
      JSON.stringify({ 'rollcall.app': 'sample', ...values }),
    );
  }

  /** Opens a file of the workspace by its name. */
  async function openFile(name: string): Promise<void> {
    const { page, sidebar } = stage();
    await page.keyboard.press('ControlOrMeta+P');
    await sidebar.quickInput().fill(name);
    await sidebar.choose(name);
    await sidebar.editorTab(new RegExp(`^${name.replace('.', '\\.')}`)).waitFor();
    await until(
      `${name} in the editor`,
      async () => (await editor().getAttribute('data-uri')) ?? '',
      (uri) => uri.endsWith(name),
      sidebar.timeoutMs,
    );
    // Below its text. A menu that took the mouse from the editor leaves it waiting for the button's release: nothing hovers.
    const box = await editor().boundingBox();
    assert.ok(box);
    await page.mouse.click(box.x + box.width / 2, box.y + box.height - 30);
  }

  /** Where a text stands in an editor, on the page: its middle. */
  async function placeOf(lines: Locator, words: string): Promise<{ readonly x: number; readonly y: number }> {
    const { sidebar } = stage();
    const place = await until(
      `“${words}” on screen`,
      () =>
        lines.evaluateAll((all, wanted) => {
          for (const line of all) {
            const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
            const nodes: { node: Node; from: number }[] = [];
            let text = '';
            for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
              nodes.push({ node, from: text.length });
              text += (node.textContent ?? '').replaceAll('\u00a0', ' ');
            }
            const at = text.indexOf(wanted);
            if (at === -1) continue;
            const middle = at + Math.floor(wanted.length / 2);
            const holder = nodes.findLast(({ from }) => from <= middle);
            if (holder === undefined) continue;
            const range = document.createRange();
            range.setStart(holder.node, middle - holder.from);
            range.setEnd(holder.node, middle - holder.from + 1);
            const { left, top, width, height } = range.getBoundingClientRect();
            if (width > 0) return { x: left + width / 2, y: top + height / 2 };
          }
          return undefined;
        }, words),
      (found) => found !== undefined,
      sidebar.timeoutMs,
    );
    assert.ok(place);
    return place;
  }

  const inEditor = (words: string): ReturnType<typeof placeOf> =>
    placeOf(editor().locator('.view-line'), words);

  /** What hovers now; empty: nothing. */
  async function hoverText(): Promise<string> {
    const [text = ''] = await hover().evaluateAll((all) => all.map((one) => (one as HTMLElement).innerText));
    return text.replace(/[\u2066-\u2069]/g, '').replaceAll('\u00a0', ' ');
  }

  /** The hover of a text in the editor, once it holds something. */
  async function hoverOf(words: string, holds: RegExp): Promise<string> {
    const { page, sidebar } = stage();
    const place = await inEditor(words);
    return until(
      `the hover of “${words}”`,
      async () => {
        const text = await hoverText();
        if (holds.test(text)) return text;
        // A window that is busy may miss a mouse that does not move.
        await page.mouse.move(place.x + 1, place.y + 60);
        await page.mouse.move(place.x, place.y);
        await hover()
          .filter({ hasText: holds })
          .waitFor({ timeout: 3000 })
          .catch(() => undefined);
        return hoverText();
      },
      (text) => holds.test(text),
      sidebar.timeoutMs,
    );
  }

  /** Takes the mouse from the editor, and waits until nothing hovers. */
  async function leaveHover(): Promise<void> {
    const { page, sidebar } = stage();
    await page.mouse.move(5, 500);
    await until(
      'the hover to go',
      () => hover().isVisible(),
      (visible) => !visible,
      sidebar.timeoutMs,
    );
  }

  async function attendance(cid: string, what: string): Promise<void> {
    const { page, sidebar } = stage();
    const panel = new AttendancePanel(page);
    await panel.settled(({ header }) => header.call.replace(/[\u2066-\u2069]/g, '') === cid, what);
    await sidebar.command('View: Close Editor');
  }

  /** One of a call's sessions is chosen: the newest stands first. */
  async function newestChosen(): Promise<void> {
    await stage().sidebar.keepFirst(`Sessions of ${standup}`);
    await attendance(standup, 'the attendance of the newest session');
  }

  it('tells in TypeScript what is known of a call, without asking, and looks it up on a click', async () => {
    const { sample, sidebar } = stage();
    await openFile('lesson.ts');
    const before = requests();
    const text = await hoverOf('daily-standup', /Call default:daily-standup/);
    assert.match(text, /Nov 20, 08:59 – now.*live/);
    assert.match(text, /Times: /);
    assert.match(text, /Look Up.*Open Attendance/s);
    assert.equal(requests(), before, 'Hovering asked.');
    await sidebar.click(hover().getByText('Look Up', { exact: true }));
    await sidebar.toast(/default:daily-standup: sessions known: over \d+\. The newest began /).waitFor();
    assert.ok(requests() > before);
    assert.ok(sample.requests.slice(before).every(({ status }) => status < 400));
    await sidebar.toastAction(/sessions known/, 'Open Attendance');
    await newestChosen();
  });

  it('knows a call in Python, and opens its attendance from the hover', async () => {
    const { sidebar } = stage();
    await openFile('lesson.py');
    await hoverOf('daily-standup', /Call default:daily-standup/);
    await sidebar.click(hover().getByText('Open Attendance', { exact: true }));
    await newestChosen();
  });

  it('follows a link to the attendance of a session with Ctrl and a click', async () => {
    const { page } = stage();
    await openFile('lesson.log');
    await page.locator('.monaco-editor .detected-link').first().waitFor({ state: 'attached' });
    const place = await inEditor(session.id);
    await until(
      'the link to be followed',
      async () => {
        await page.mouse.move(place.x, place.y);
        await page.keyboard.down('ControlOrMeta');
        await page.mouse.move(place.x + 3, place.y);
        await page.mouse.click(place.x + 3, place.y);
        await page.keyboard.up('ControlOrMeta');
        return stage()
          .sidebar.editorTab(new RegExp(`^Attendance: ${standup}`))
          .waitFor({ timeout: 3000 })
          .then(
            () => true,
            () => false,
          );
      },
      Boolean,
      60_000,
    );
    const panel = new AttendancePanel(page);
    await panel.settled(({ header }) => header.call.includes(standup));
    assert.equal(await panel.rowCount(), stage().sample.ledger.connections(session.id).length);
    await attendance(standup, 'the session of the link');
  });

  it('opens the attendance of the id at the cursor, from the context menu', async () => {
    const { page, sidebar } = stage();
    await openFile('lesson.ts');
    const place = await inEditor('daily-standup');
    await chooseAt(place, openHere);
    await newestChosen();
    // Where nothing is, it says so.
    await openFile('lesson.ts');
    await chooseAt(await inEditor('const x'), openHere);
    await sidebar.toast(/There is no call and no session at the cursor/).waitFor();
    await sidebar.command('Notifications: Clear All Notifications');
    assert.equal(await page.locator('.monaco-menu:visible').count(), 0);
  });

  it('opens the attendance of an id in the output view', async () => {
    const { page, sidebar } = stage();
    await sidebar.command('Output: Show Output Channels...');
    await sidebar.choose('Lessons');
    const lines = page.locator('.part.panel .monaco-editor .view-line');
    await chooseAt(await placeOf(lines, 'daily-standup'), openHere);
    await newestChosen();
    await sidebar.command('View: Hide Panel');
  });

  it('opens the attendance of an id that a program prints in the terminal', async () => {
    const { page, sidebar } = stage();
    await sidebar.command('Terminal: Create New Terminal');
    const lines = page.locator('.terminal-wrapper.active .xterm-rows > div');
    await page.locator('.terminal-wrapper.active .xterm-helper-textarea').focus();
    await page.keyboard.type(`printf '%s:%s %s=%s\\n' default daily-standup session ${session.id}\n`);
    const place = await placeOf(lines, `${standup} session=`);
    await until(
      'the terminal link to be followed',
      async () => {
        await page.keyboard.down('ControlOrMeta');
        await page.mouse.move(place.x + 40, place.y + 40);
        await page.mouse.move(place.x, place.y);
        await page
          .locator('.xterm .xterm-cursor-pointer')
          .waitFor({ timeout: 3000 })
          .catch(() => undefined);
        await page.mouse.click(place.x, place.y);
        await page.keyboard.up('ControlOrMeta');
        return sidebar
          .quickTitle()
          .then((title) => title.includes('Sessions of'))
          .catch(() => false);
      },
      Boolean,
      60_000,
    );
    await newestChosen();
    await sidebar.command('Terminal: Kill All Terminals');
  });

  it('asks nothing by hovering an id, and one question for a call where the setting says so', async () => {
    await openFile('lesson.log');
    const before = requests();
    await hoverOf(bareId, /Call session/);
    await leaveHover();
    await hoverOf(unread, /Nothing was read of this call yet/);
    await leaveHover();
    assert.equal(requests(), before);

    setting({ 'rollcall.code.askOnHover': true });
    await until(
      'a hover that asks',
      async () => {
        await hoverOf(unread, /Call default:nobody/);
        await leaveHover();
        return requests();
      },
      (now) => now > before,
      60_000,
    );
    await hoverOf(unread, /Call default:nobody/);
    await leaveHover();
    await hoverOf(bareId, /Call session/);
    await leaveHover();
    const asked = stage().sample.requests.slice(before);
    assert.deepEqual(
      asked.map(({ operation }) => operation),
      ['GetCall'],
    );
  });

  it('is gone with its setting, and comes back', async () => {
    const { page, sidebar } = stage();
    const links = page.locator('.editor-group-container.active .detected-link');
    await links.first().waitFor({ state: 'attached' });
    setting({ 'rollcall.code.enabled': false });
    await until(
      'the links to go',
      () => links.count(),
      (count) => count === 0,
      sidebar.timeoutMs,
    );
    setting({});
    await links.first().waitFor({ state: 'attached' });
    await hoverOf(unread, /Call default:nobody/);
    await leaveHover();
  });

  it('leaves no uncaught error', () => {
    assert.deepEqual(stage().errors, []);
  });

  /** Chooses from the context menu of a place. */
  async function chooseAt(place: { readonly x: number; readonly y: number }, name: string): Promise<void> {
    const { page, sidebar } = stage();
    const item = page.locator('.monaco-menu').getByRole('menuitem', { name, exact: true });
    // Where the cursor is decides, and a right click moves it only outside a selection.
    await page.mouse.click(place.x, place.y);
    await page.mouse.click(place.x, place.y, { button: 'right' });
    await item.waitFor();
    await until(
      `“${name}” to be chosen`,
      async () => {
        // VS Code takes no click in the first tenth of a second after a menu opened.
        if (await item.isVisible()) await item.click({ timeout: 3000 }).catch(() => undefined);
        return item.isVisible();
      },
      (visible) => !visible,
      sidebar.timeoutMs,
    );
  }
});
