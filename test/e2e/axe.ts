import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { root } from '../workbench/install.mjs';
import { until, type Sidebar } from '../workbench/sidebar.mjs';

/** What stands in the page's window. */
interface Watched {
  axe?: { run(context: Document, options: object): Promise<{ violations: readonly Violation[] }> };
}
interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** Themes as VS Code lists them, and the class that a page has under each. */
export const themes = {
  dark: ['Dark Modern', 'vscode-dark'],
  light: ['Light Modern', 'vscode-light'],
  highContrast: ['Dark High Contrast', 'vscode-high-contrast'],
  highContrastLight: ['Light High Contrast', 'vscode-high-contrast-light'],
} as const;

/** Changes the theme, and waits until the page has it. */
export async function changeTheme(
  sidebar: Sidebar,
  page: Frame,
  [theme, name]: (typeof themes)[keyof typeof themes],
): Promise<void> {
  await sidebar.command('Preferences: Color Theme');
  await sidebar.choose(theme);
  await until(
    theme,
    () => page.evaluate(() => [...document.body.classList]),
    (classes) => classes.includes(name),
    sidebar.timeoutMs,
  );
}

/** Puts axe into a page. */
export async function startAxe(page: Frame): Promise<void> {
  await page.evaluate(readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8'));
  // The page itself has no background: what is seen through it is the editor's, which axe cannot see.
  await page.evaluate(() => {
    document.documentElement.style.background = 'var(--vscode-editor-background)';
  });
}

/** What axe finds serious or critical in a page, each with its first places. */
export async function axeFinds(page: Frame): Promise<readonly (readonly string[])[]> {
  return page.evaluate(async () => {
    const done = await (globalThis as Watched).axe?.run(document, { resultTypes: ['violations'] });
    return (done?.violations ?? [{ id: 'axe did not run', impact: 'serious', nodes: [] }])
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => [
        id,
        ...nodes.slice(0, 5).map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`),
      ]);
  });
}
