import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { pseudo, pseudoBundle } from '../../l10n/pseudo.mjs';
import { until } from '../workbench/sidebar.mjs';
import { useStage } from './stage';

/** A language that VS Code has no words of its own for: what is not translated by Rollcall stays English. */
const language = 'eo';
const bundleSchema = v.record(v.string(), v.string());

describe('the sidebar in another language', () => {
  const stage = useStage({ opened: false, browser: { viewport: { width: 1400, height: 1400 } } });

  before(async () => {
    const { workbench, page } = stage();
    const extensions = join(workbench.folder, 'extensions');
    const name = readdirSync(extensions).find((folder) => folder.startsWith('rollcall.rollcall-'));
    assert.ok(name);
    const translate = (from: string, to: string): void => {
      const file = join(extensions, name, from);
      assert.ok(existsSync(file), file);
      const words = v.parse(bundleSchema, JSON.parse(readFileSync(file, 'utf8')));
      writeFileSync(join(extensions, name, to), JSON.stringify(pseudoBundle(words)));
    };
    translate('package.nls.json', `package.nls.${language}.json`);
    translate(join('l10n', 'bundle.l10n.json'), join('l10n', `bundle.l10n.${language}.json`));
    // What the server of a translated VS Code does with its words.
    await page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(language)};`);
    await page.goto(workbench.url);
  });

  /** Everything that Rollcall's views say: headers, titles of actions, rows. */
  const said = (): Promise<readonly string[]> =>
    stage()
      .page.locator('.part.sidebar .split-view-view .pane')
      .evaluateAll((panes) =>
        panes.flatMap((pane) => [
          ...[...pane.querySelectorAll('.pane-header .title, .pane-header .description')].map(
            (element) => element.textContent,
          ),
          ...[...pane.querySelectorAll('.pane-header .action-label[aria-label]')].map(
            (element) => element.getAttribute('aria-label') ?? '',
          ),
          ...[...pane.querySelectorAll('.monaco-list-row')].flatMap((element) => [
            element.querySelector('.custom-view-tree-node-item')?.textContent ?? '',
            element.getAttribute('aria-label') ?? '',
          ]),
        ]),
      );

  it('says nothing of its own in English', async () => {
    const { page, sample, sidebar } = stage();
    const { ledger } = sample;
    const cid = 'default:daily-standup';
    await sidebar.click(page.getByRole('tab', { name: 'Rollcall', exact: true }));
    // The call with its sessions, and the live one with its people.
    const calls = page.getByRole('tree', { name: pseudo('Calls'), exact: true });
    await sidebar.expand(calls.getByRole('treeitem', { name: cid, level: 1 }));
    await sidebar.expand(calls.locator('[aria-level="2"]').first());
    await calls.locator('[aria-level="3"]').first().waitFor();
    await sidebar.rest();
    const live = pseudo('Live now');
    const lines = await until(
      'headers and rows of both views',
      said,
      (all) =>
        all.includes(pseudo('Calls')) &&
        all.includes(pseudo('Recent')) &&
        all.some((line) => line.startsWith(live)) &&
        all.some((line) => line.startsWith(cid)),
      sidebar.timeoutMs,
    );
    assert.ok(lines.includes(pseudo('Calls')) && lines.includes(pseudo('Recent')), JSON.stringify(lines));
    const connections = ledger.sessions(cid).flatMap(({ id }) => ledger.connections(id));
    const data = new Set([
      ...ledger.calls().map((call) => call.cid),
      ...connections.flatMap(({ userId, roles }) => [userId, ...roles]),
    ]);
    // VS Code's own actions, in its own words.
    const ofVsCode = new Set(['Collapse All', 'Views and More Actions...', 'More Actions...']);
    const english = lines.filter((line) => !ofVsCode.has(line)).flatMap((line) => leftOver(line, data));
    assert.deepEqual(english, []);
  });
});

/** Words of four letters or more that are neither translated nor data. */
function leftOver(line: string, data: ReadonlySet<string>): readonly string[] {
  let rest = line.replace(/[\u2066-\u2069]/g, '');
  for (let before = ''; before !== rest;) {
    before = rest;
    // The innermost first: a translated sentence may hold another one.
    rest = rest.replace(/⟦[^⟦⟧]*⟧/g, ' ');
  }
  for (const value of [...data].sort((one, other) => other.length - one.length))
    rest = rest.replaceAll(value, ' ');
  return rest.match(/[A-Za-z]{4,}/g) ?? [];
}
