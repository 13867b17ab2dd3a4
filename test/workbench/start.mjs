// npm start [-- --check]
// Opens a real VS Code with Rollcall on sample data; nothing of the user's own VS Code is touched. What is done in the
// window is gone when it ends.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDependencies, onNodeOfToday, onPath, root, say, script } from './install.mjs';
import { atTheEnd, handOver, run } from './processes.mjs';

const settings = { 'rollcall.app': 'sample' };
const showSidebar = 'workbench.view.extension.rollcall';

const readme = `# A look at Rollcall

The Rollcall icon in the activity bar shows who was in which call, on sample data from a server on this computer.
Expand a call, then a session; hover a row for its facts; right-click to copy or open its JSON.

The settings of this workspace choose the sample data (\`"rollcall.app": "sample"\`).
`;

/** The desktop VS Code, where a window of it can be opened from here. */
async function desktopVsCode() {
  if (process.env['VSCODE_IPC_HOOK_CLI'] !== undefined || process.env['WSL_DISTRO_NAME'] !== undefined)
    return undefined;
  if (process.platform === 'linux' && !hasDisplay()) return undefined;
  const code = onPath('code');
  if (code === undefined || /remote-cli|code-server/.test(realpathSync(code))) return undefined;
  const { code: exit, output } = await run(code, ['--version'], {
    quiet: true,
    timeoutMs: 20_000,
    shell: process.platform === 'win32',
  });
  const [, major, minor] = /^(\d+)\.(\d+)\.\d+/m.exec(output) ?? [];
  if (exit !== 0 || major === undefined || minor === undefined) return undefined;
  if (Number(major) > 1 || Number(minor) >= 105) return code;
  say(`The VS Code on the PATH is ${major}.${minor}; Rollcall needs 1.105. Using the one from npm instead.`);
  return undefined;
}

function hasDisplay() {
  return (
    process.platform !== 'linux' ||
    (process.env['DISPLAY'] ?? '') !== '' ||
    (process.env['WAYLAND_DISPLAY'] ?? '') !== ''
  );
}

/** @param {string} code path of the `code` command */
async function inDesktop(code) {
  const { writeOpener } = await import('./workbench.mjs');
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-'));
  atTheEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  const workspace = join(folder, 'workspace');
  mkdirSync(join(workspace, '.vscode'), { recursive: true });
  writeFileSync(join(workspace, '.vscode', 'settings.json'), JSON.stringify(settings, null, 2));
  writeFileSync(join(workspace, 'README.md'), readme);
  say('A window of VS Code opens, with a profile of its own. Close it to end.');
  const args = [
    ...[
      '--new-window',
      '--wait',
      '--disable-workspace-trust',
      '--skip-welcome',
      '--skip-release-notes',
      '--disable-telemetry',
    ],
    ...['--user-data-dir', join(folder, 'data'), '--extensions-dir', join(folder, 'extensions')],
    `--extensionDevelopmentPath=${root}`,
    `--extensionDevelopmentPath=${writeOpener(join(folder, 'opener'), showSidebar)}`,
    workspace,
  ];
  if (process.platform !== 'win32') return handOver(code, args);
  return (
    await run(
      `"${code}"`,
      args.map((arg) => `"${arg}"`),
      { shell: true },
    )
  ).code;
}

/** @param {string} url */
async function showInBrowser(url) {
  if (!hasDisplay()) return;
  const [command, args] =
    process.platform === 'darwin'
      ? ['open', [url]]
      : process.platform === 'win32'
        ? ['rundll32', ['url.dll,FileProtocolHandler', url]]
        : ['xdg-open', [url]];
  await run(command, args, { quiet: true }).catch(() =>
    say('No browser could be opened: open the address yourself.'),
  );
}

async function inWorkbench() {
  const { startWorkbench } = await import('./workbench.mjs');
  const workbench = await startWorkbench({
    extension: { folder: root },
    workspaceSettings: settings,
    files: { 'README.md': readme },
    command: showSidebar,
    say,
  });
  say(`\nVS Code with Rollcall on sample data: ${workbench.url}\nCtrl+C ends it.`);
  await showInBrowser(workbench.url);
  // Runs until a signal ends this process, and VS Code with it.
  await new Promise(() => setInterval(() => {}, 2 ** 30));
  return 0;
}

await script(async () => {
  if (process.argv.includes('--check')) {
    await onNodeOfToday(say);
    const { buildExtension } = await import('./package.mjs');
    await buildExtension(say);
    const { check } = await import('./check.mjs');
    return check(say);
  }
  await ensureDependencies(say);
  const { buildExtension } = await import('./package.mjs');
  await buildExtension(say);
  const code = await desktopVsCode();
  return code === undefined ? inWorkbench() : inDesktop(code);
});
