import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { until } from '../workbench/sidebar.mjs';
import { AttendancePanel } from '../workbench/attendance-panel.mjs';
import { useStage } from './stage';

const standup = 'default:daily-standup';

describe('probe', () => {
  const stage = useStage({
    browser: { viewport: { width: 1400, height: 1000 } },
    workbench: {
      files: {
        '.vscode/rollcall.json': `{
  // Kept by the team.
  "version": 1,
  "queries": [
    { "name": "Lessons of last term", "app": "Gone School", "call": "default:maths", "session": "newest" },
    { "name": "First minutes", "call": "${standup}", "session": "newest", "presentAtLeastSeconds": 60 }
  ]
}
`,
      },
    },
  });
  let n = 0;
  const look = async (name: string): Promise<void> => {
    const { page, sidebar } = stage();
    await sidebar.rest();
    const nr = String(++n).padStart(2, '0');
    await page.screenshot({ path: `/tmp/T3/shots/q${nr}-${name}.png` });
    const text = await page.evaluate(() => {
      const t = (sel: string): string => [...document.querySelectorAll(sel)].filter((e) => e.checkVisibility({visibilityProperty:true})).map((e) => (e as HTMLElement).innerText).join('\n---\n');
      return { quick: t('.quick-input-widget'), suggest: t('.suggest-widget'), hover: t('.monaco-hover'), lens: t('.codelens-decoration'), problems: t('.markers-panel'), toasts: t('.notifications-toasts'), modal: t('.monaco-dialog-box') };
    });
    writeFileSync(`/tmp/T3/shots/q${nr}-${name}.txt`, Object.entries(text).filter(([, v]) => v !== '').map(([k, v]) => `== ${k}\n${v}`).join('\n'));
  };
  it('filters', async () => {
    const { sidebar, page, sample } = stage();
    await sidebar.command('Rollcall: Edit Participant Session Filter as Document');
    await sidebar.editorTab(/participants\.rollcall-rows\.json/).waitFor();
    await sidebar.rest();
    await page.keyboard.press('Control+Space');
    await look('fields');
    await page.keyboard.type('user_i');
    await look('typed');
    await page.keyboard.press('Enter');
    await look('operators');
    await page.keyboard.type('"alice"');
    await page.keyboard.press('Escape');
    await look('value');
    console.log(await sidebar.editorText());
    await page.keyboard.press('Control+Home');
    for (let i = 0; i < 1; i++) await page.keyboard.press('ArrowDown');
    for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+I');
    await look('hover');
    await page.keyboard.press('Escape');
    await page.keyboard.type('x');
    await look('mistake');
    await page.keyboard.press('Control+Alt+Enter');
    await look('mistake-run');
    await sidebar.command('Problems: Focus on Problems View');
    await look('problems');
    await sidebar.command('View: Toggle Panel Visibility').catch(() => undefined);
    await page.keyboard.press('Control+1');
    await page.keyboard.press('Backspace');
    await sidebar.command('Notifications: Clear All Notifications');
    await look('mended');
    await page.locator('.codelens-decoration a', { hasText: 'Run' }).click();
    await look('call');
    await page.keyboard.type('daily');
    await look('call-typed');
    await page.keyboard.press('Enter');
    await look('session');
    const session = sample.ledger.sessions(standup).find((one) => !one.live && one.reportReady);
    await page.keyboard.type(session?.id ?? '');
    await look('session-typed');
    await page.keyboard.press('Enter');
    await look('result');
    await page.keyboard.press('Enter');
    const panel = new AttendancePanel(page);
    await panel.settled();
    await look('panel');
    await sidebar.showOnly('Queries');
    await look('queries');
    console.log(JSON.stringify(await sidebar.rows('Queries'), null, 1));
    assert.ok(until);
  });
});
