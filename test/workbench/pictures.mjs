// npm run pictures [-- --only NAME]
// Writes the pictures of the README (docs/) and of the walkthrough (media/walkthrough/), and pictures of the other states
// for a look (.vscode-test/pictures/). All with the fixed clock, so that the same sidebar gives the same picture.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, onNodeOfToday, root, say, script } from './install.mjs';

/** Most bytes of a picture in the README, and of one in the walkthrough: they travel in the package. */
const mostBytes = { docs: 60_000, 'media/walkthrough': 30_000 };
const standup = 'default:daily-standup';

/** @typedef {import('./sidebar.mjs').Sidebar} Sidebar */
/** @typedef {Awaited<ReturnType<typeof import('./sample.mjs').startFixedSample>>} Sample */

/**
 * @typedef {object} Scene
 * @property {string} name
 * @property {keyof typeof import('./workbench.mjs').themes} theme
 * @property {(sidebar: Sidebar, sample: Sample, page: import('playwright-core').Page) => Promise<void>} act
 * @property {'sidebar' | 'window' | 'panel'} [crop] what of the window; default: the sidebar in the README, else all of it
 * @property {{ width: number, height: number }} [viewport]
 * @property {number} [scale] device pixels a CSS pixel; default: 2
 * @property {Record<string, unknown>} [workspaceSettings] default: those of the demo
 * @property {Record<string, string>} [sampleAddress] changes what the extension is told of the sample server
 */

/** The live stand-up unfolded to its people, at the top of the calls. @param {Sidebar} sidebar */
async function unfoldStandup(sidebar) {
  await sidebar.waitForRows('Recent', (rows) => rows.length > 10);
  await sidebar.waitForRows('Calls', (rows) => rows.length > 5);
  const row = sidebar.row('Calls', standup, { level: 1 });
  await sidebar.scrollTo('Calls', (one) => one.label === standup);
  await sidebar.expand(row);
  const rows = await sidebar.waitForRows('Calls', (all) => all.some((one) => one.level === 2));
  const live = rows.find((one) => one.level === 2);
  if (live === undefined) throw new Error(`${standup} has no session.`);
  await sidebar.expand(sidebar.row('Calls', live.label, { level: 2 }));
  await sidebar.waitForRows('Calls', (all) => all.filter((one) => one.level === 3).length > 3);
  await sidebar.scrollTo('Calls', (one) => one.label === standup);
}

/**
 * The Attendance panel of a call's newest session, alone in the window.
 * @param {string} cid
 * @param {(panel: import('./attendance-panel.mjs').AttendancePanel) => Promise<void>} [more]
 * @returns {Scene['act']}
 */
function openPanel(cid, more) {
  return async (sidebar, { server }, page) => {
    const { AttendancePanel } = await import('./attendance-panel.mjs');
    const panel = new AttendancePanel(page);
    const [session] = server.ledger.sessions(cid);
    if (session === undefined) throw new Error(`${cid} has no session.`);
    await panel.open(sidebar, cid, session.id);
    await sidebar.command('View: Toggle Primary Side Bar Visibility');
    await sidebar.command('Notifications: Clear All Notifications');
    await more?.(panel);
    // The mouse lies nowhere, and so does no tooltip.
    await page.mouse.move(1, 1);
  };
}

const livestream = 'livestream:launch-2026';
/** High enough for figures and timeline. */
const panelShape = /** @type {const} */ ({
  crop: 'panel',
  viewport: { width: 1020, height: 1560 },
  scale: 1,
});

/** @type {readonly Scene[]} */
const readme = [
  { name: 'sidebar-dark', theme: 'dark', act: unfoldStandup, scale: 1.25 },
  { name: 'panel-dark', theme: 'dark', act: openPanel(livestream), ...panelShape },
  { name: 'panel-light', theme: 'light', act: openPanel(livestream), ...panelShape },
];

/** The sessions of a person in the last 30 days. @type {Scene['act']} */
async function findPerson(sidebar, _sample, page) {
  const { PersonTable } = await import('./person-table.mjs');
  await new PersonTable(page).find(sidebar, 'alice', /30 days/);
  await sidebar.command('View: Toggle Primary Side Bar Visibility');
  await page.mouse.move(1, 1);
}

/** @param {(theme: 'dark' | 'light') => Scene} scene @returns {readonly Scene[]} */
const inBothThemes = (scene) => [scene('dark'), scene('light')];

/** @type {readonly Scene[]} */
const walkthrough = [
  ...inBothThemes((theme) => ({
    name: `sample-${theme}`,
    theme,
    act: async (sidebar) => {
      await sidebar.waitForRows('Recent', (rows) => rows.length > 10);
      await sidebar.waitForRows('Calls', (rows) => rows.length > 5);
    },
    crop: 'sidebar',
    viewport: { width: 960, height: 760 },
    scale: 1,
  })),
  ...inBothThemes((theme) => ({
    name: `find-${theme}`,
    theme,
    act: findPerson,
    crop: 'panel',
    viewport: { width: 1000, height: 720 },
    scale: 1,
  })),
  ...inBothThemes((theme) => ({
    name: `ask-${theme}`,
    theme,
    act: openPanel(livestream),
    crop: 'panel',
    viewport: { width: 900, height: 900 },
    scale: 1,
  })),
  ...inBothThemes((theme) => ({
    name: `connect-${theme}`,
    theme,
    workspaceSettings: {},
    act: async (sidebar) => {
      await sidebar.pane('Recent').getByText('Explore sample data').waitFor();
      await sidebar.command('Rollcall: Connect Stream App…');
      await sidebar.waitForQuickTitle('Connect');
    },
    crop: 'window',
    viewport: { width: 860, height: 600 },
    scale: 1,
  })),
];

/** @type {readonly Scene[]} */
const others = [
  { name: 'sidebar-light', theme: 'light', act: unfoldStandup },
  { name: 'panel-high-contrast', theme: 'highContrast', act: openPanel(livestream), ...panelShape },
  {
    name: 'panel-high-contrast-light',
    theme: 'highContrastLight',
    act: openPanel(livestream),
    ...panelShape,
  },
  { name: 'panel-live', theme: 'dark', act: openPanel(standup), ...panelShape },
  {
    name: 'panel-narrow',
    theme: 'light',
    act: openPanel(livestream),
    ...panelShape,
    viewport: { width: 480, height: 1560 },
  },
  {
    name: 'panel-filtered',
    theme: 'dark',
    act: openPanel(livestream, async (panel) => {
      await panel.frame.getByLabel('At least').fill('30');
      await panel.frame.getByLabel('At least').press('Enter');
      await panel.settled(({ chips }) => chips.length === 1, 'the threshold');
    }),
    ...panelShape,
  },
  { name: 'high-contrast', theme: 'highContrast', act: unfoldStandup },
  { name: 'high-contrast-light', theme: 'highContrastLight', act: unfoldStandup },
  {
    name: 'not-connected',
    theme: 'dark',
    workspaceSettings: {},
    act: async (sidebar) => {
      await sidebar.pane('Recent').getByText('Explore sample data').waitFor();
    },
  },
  {
    name: 'filtered',
    theme: 'dark',
    act: async (sidebar) => {
      await sidebar.waitForRows('Calls', (rows) => rows.length > 5);
      await sidebar.command('Rollcall: Filter Calls…');
      await sidebar.choose(/Ongoing/);
      await sidebar.waitForRows(
        'Calls',
        (rows) => rows.length > 0 && rows.every((row) => row.description.startsWith('live')),
      );
      // The list stays open for further conditions.
      await sidebar.waitForQuickTitle('Filter');
      await sidebar.dismiss();
    },
  },
  {
    name: 'refused',
    theme: 'dark',
    sampleAddress: { secret: 'not-the-secret' },
    act: async (sidebar) => {
      await sidebar.pane('Calls').getByText('Update Secret').waitFor();
    },
  },
  {
    name: 'failing-rows',
    theme: 'dark',
    act: async (sidebar, { server }) => {
      server.setQuirks({ statusAt: { request: 1, status: 403, times: 100 } });
      await sidebar.showOnly('Calls');
      await sidebar.waitForRows('Calls');
      await sidebar.expand(sidebar.row('Calls', standup, { level: 1 }));
      const rows = await sidebar.waitForRows('Calls', (all) => all.some((one) => one.level === 2));
      await sidebar.expand(
        sidebar.row('Calls', rows.find((one) => one.level === 2)?.label ?? '', { level: 2 }),
      );
      await sidebar.waitForRows('Calls', (all) => all.some((one) => one.level === 3));
    },
  },
  {
    name: 'tooltip',
    theme: 'light',
    act: async (sidebar) => {
      await unfoldStandup(sidebar);
      await sidebar.tooltip(sidebar.row('Calls', /^Nov 19/, { level: 2 }));
    },
  },
];

/**
 * @param {Scene} scene
 * @param {NonNullable<Scene['crop']>} crop
 * @returns {Promise<{ pixels: Buffer, width: number, height: number }>}
 */
async function take(scene, crop) {
  const { openBrowser } = await import('./browser.mjs');
  const { demoWorkspace, startFixedSample } = await import('./sample.mjs');
  const { Sidebar } = await import('./sidebar.mjs');
  const { startWorkbench, themes } = await import('./workbench.mjs');
  const sample = await startFixedSample();
  const address = { ...JSON.parse(sample.env.ROLLCALL_SAMPLE), ...scene.sampleAddress };
  const workbench = await startWorkbench({
    extension: { folder: root },
    theme: themes[scene.theme],
    workspaceSettings: scene.workspaceSettings ?? demoWorkspace,
    env: { ...sample.env, ROLLCALL_SAMPLE: JSON.stringify(address) },
  });
  const { viewport = { width: 960, height: 1120 }, scale = 2 } = scene;
  const browser = await openBrowser({ viewport, scale });
  try {
    const { page } = browser;
    const sidebar = new Sidebar(page);
    await sidebar.goto(workbench.url);
    await sidebar.widen(480);
    await scene.act(sidebar, sample, page);
    if (scene.name !== 'tooltip' && crop !== 'panel') await sidebar.rest();
    const shown = { window: 'body', sidebar: '.part.sidebar', panel: 'iframe.webview.ready' }[crop];
    const png = await page.locator(shown).screenshot({ animations: 'disabled' });
    return await pixelsOf(page, png);
  } catch (error) {
    const file = join(cache, 'pictures', `${scene.name}-failed.png`);
    await browser.page.screenshot({ path: file }).catch(() => {});
    const words = error instanceof Error ? error.message : String(error);
    throw new Error(`The picture “${scene.name}” could not be taken: ${words}\nSee ${file}`, {
      cause: error,
    });
  } finally {
    await browser.close();
    await workbench.stop();
    await sample.server.close();
  }
}

/** The browser decodes its own picture. @param {import('playwright-core').Page} page @param {Buffer} png */
async function pixelsOf(page, png) {
  const { data, width, height } = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('No canvas.');
    context.drawImage(image, 0, 0);
    const pixels = context.getImageData(0, 0, image.width, image.height).data;
    let text = '';
    for (let at = 0; at < pixels.length; at += 0x8000)
      text += String.fromCharCode(...pixels.subarray(at, at + 0x8000));
    return { data: btoa(text), width: image.width, height: image.height };
  }, png.toString('base64'));
  return { pixels: Buffer.from(data, 'base64'), width, height };
}

await script(async () => {
  await onNodeOfToday(say);
  const { buildExtension } = await import('./package.mjs');
  const { smallPng } = await import('./small-png.mjs');
  await buildExtension(say);
  const looks = join(cache, 'pictures');
  mkdirSync(looks, { recursive: true });
  mkdirSync(join(root, 'docs'), { recursive: true });
  const at = process.argv.indexOf('--only');
  const wanted = (/** @type {Scene} */ { name }) => at === -1 || name === process.argv[at + 1];
  for (const [folder, scenes] of /** @type {const} */ ([
    ['docs', readme],
    ['media/walkthrough', walkthrough],
  ])) {
    for (const scene of scenes.filter(wanted)) {
      const { pixels, width, height } = await take(scene, scene.crop ?? 'sidebar');
      const sizes = [256, 128, 64, 32, 16].map((colours) => smallPng(pixels, width, height, colours));
      const png = sizes.find((one) => one.length <= mostBytes[folder]);
      if (png === undefined)
        throw new Error(`${scene.name} is larger than ${mostBytes[folder]} bytes with 16 colours.`);
      const file = join(folder, `${scene.name}.png`);
      writeFileSync(join(root, file), png);
      say(`${file}: ${width} × ${height}, ${(png.length / 1000).toFixed(1)} kB`);
    }
  }
  for (const scene of others.filter(wanted)) {
    const { pixels, width, height } = await take(scene, scene.crop ?? 'window');
    const file = join(looks, `${scene.name}.png`);
    writeFileSync(file, smallPng(pixels, width, height));
    say(file);
  }
  return 0;
});
