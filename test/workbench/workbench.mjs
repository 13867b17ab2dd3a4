// Starts a real VS Code (server, extension host, web workbench) that touches nothing of the user's.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { SetupError, ensureVsCode, root } from './install.mjs';
import { atTheEnd, endGroup, run, startGroup } from './processes.mjs';

/** Names of VS Code's own themes, for `theme`. */
export const themes = /** @type {const} */ ({
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  highContrast: 'Default High Contrast',
  highContrastLight: 'Default High Contrast Light',
});

/** A quiet window: nothing that opens by itself, nothing that asks the network. */
const quietSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.banner': 'always',
  'telemetry.telemetryLevel': 'off',
  'update.showReleaseNotes': false,
  'window.commandCenter': false,
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  // A row that sticks to the top of a tree would take the mouse from the one that it covers.
  'workbench.tree.enableStickyScroll': false,
};

/**
 * @typedef {object} WorkbenchOptions
 * @property {{ vsix: string } | { folder: string }} [extension] a package to install, or a folder to link; none: a bare VS Code
 * @property {readonly string[]} [others] folders of further extensions
 * @property {Record<string, unknown>} [settings] user settings, over the quiet ones
 * @property {readonly unknown[]} [keybindings] of the user, as keybindings.json has them
 * @property {string} [theme] one of {@link themes}
 * @property {Record<string, unknown>} [workspaceSettings] settings of the workspace that is made
 * @property {Record<string, string>} [files] files of the workspace that is made, by path
 * @property {Record<string, string | undefined>} [env] variables for the server and the extension host
 * @property {number} [port] 0 or absent: any free one. Fixed where secrets must outlive a restart.
 * @property {boolean} [trust] false: workspace trust stands as a user has it. Absent: every workspace is trusted.
 * @property {string} [folder] the folder of an earlier workbench, to go on with its data; it is kept at the end
 * @property {string} [command] a command that the window runs when it is up; needs `extension` to be a folder
 * @property {boolean} [testDriver] takes tests by the URL's payload; hides toasts
 * @property {(line: string) => void} [say]
 */

/**
 * @typedef {object} Workbench
 * @property {string} url opens the workspace
 * @property {string} origin `http://127.0.0.1:PORT`
 * @property {number} port
 * @property {string} folder holds all of the below; give it as `folder` to start again on the same data
 * @property {string} dataDir the user-data folder
 * @property {string} workspaceDir
 * @property {() => ReadonlyMap<string, string>} logs every log file, text by path below the data folder
 * @property {(part: string) => string} log the text of all log files whose path holds `part`
 * @property {() => ReadonlyMap<string, Buffer>} stored every file of the data folder that is no log, by path
 * @property {() => string} output what the server printed
 * @property {() => Promise<void>} stop ends the server; deletes the folder unless it was given
 */

/** @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === 'object'
          ? resolve(address.port)
          : reject(new Error('No port.')),
      );
    });
  });
}

/** @param {string} folder @param {boolean} logs @returns {Map<string, Buffer>} */
function readBelow(folder, logs) {
  /** @type {Map<string, Buffer>} */
  const files = new Map();
  for (const entry of existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
    : []) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1);
    if (!entry.isFile() || /^logs[\\/]/.test(name) !== logs) continue;
    try {
      files.set(name, readFileSync(path));
    } catch {
      // Deleted since it was listed.
    }
  }
  return files;
}

/** @param {string} node @param {string} entry @param {string} folder */
function serverArgs(node, entry, folder) {
  const data = join(folder, 'data');
  return {
    command: node,
    args: [
      entry,
      '--user-data-dir',
      data,
      '--extensions-dir',
      join(folder, 'extensions'),
      '--config',
      join(data, 'config.yaml'),
    ],
  };
}

/** @param {string} folder @param {Record<string, string | undefined>} more */
function environment(folder, more) {
  const home = join(folder, 'home');
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|npm_|CODE_SERVER|ELECTRON_|PORT$|PASSWORD$)/i.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    HOME: home,
    USERPROFILE: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_DATA_HOME: join(home, 'share'),
    XDG_STATE_HOME: join(home, 'state'),
    XDG_RUNTIME_DIR: home,
    ...more,
  };
}

/** @param {WorkbenchOptions['extension']} extension @param {string} folder @param {{ command: string, args: string[] }} server */
async function addExtension(extension, folder, server) {
  if (extension === undefined) return;
  const extensions = join(folder, 'extensions');
  if ('vsix' in extension) {
    const env = environment(folder, {});
    const { code, output } = await run(
      server.command,
      [...server.args, '--install-extension', extension.vsix, '--force'],
      {
        env,
        quiet: true,
        timeoutMs: 60_000,
      },
    );
    if (code !== 0) throw new SetupError(`VS Code did not install ${extension.vsix}.\n${output.trim()}`);
    return;
  }
  const { publisher, name, version } = JSON.parse(
    readFileSync(join(extension.folder, 'package.json'), 'utf8'),
  );
  const link = join(extensions, `${publisher}.${name}-${version}`);
  if (!existsSync(link))
    symlinkSync(extension.folder, link, process.platform === 'win32' ? 'junction' : 'dir');
}

/**
 * A tiny extension that runs one command when the window is up.
 * @param {string} extensions the folder of extensions
 * @param {string} command
 * @returns {string} its folder
 */
export function writeOpener(extensions, command) {
  const folder = join(extensions, 'rollcall-demo.opener-0.0.1');
  mkdirSync(folder, { recursive: true });
  const manifest = {
    name: 'opener',
    publisher: 'rollcall-demo',
    version: '0.0.1',
    engines: { vscode: '^1.105.0' },
    activationEvents: ['onStartupFinished'],
    main: './opener.js',
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  const code = `exports.activate = () => require('vscode').commands.executeCommand(${JSON.stringify(command)});\n`;
  writeFileSync(join(folder, 'opener.js'), code);
  return folder;
}

/**
 * Starts VS Code and answers when it takes requests. The caller stops it in a `finally`; it also ends with this process.
 * @param {WorkbenchOptions} [options]
 * @returns {Promise<Workbench>}
 */
export async function startWorkbench(options = {}) {
  const { node, entry } = await ensureVsCode(options.say ?? (() => {}));
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'rollcall-'));
  const remove = () => {
    if (options.folder === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  const forget = atTheEnd(remove);
  const dataDir = join(folder, 'data');
  const workspaceDir = join(folder, 'workspace');
  for (const name of ['home', 'data/User', 'extensions', 'workspace/.vscode'])
    mkdirSync(join(folder, name), { recursive: true });

  const settings = {
    ...quietSettings,
    ...(options.theme === undefined ? {} : { 'workbench.colorTheme': options.theme }),
    ...options.settings,
  };
  writeFileSync(join(dataDir, 'User', 'settings.json'), JSON.stringify(settings, null, 2));
  if (options.keybindings !== undefined)
    writeFileSync(join(dataDir, 'User', 'keybindings.json'), JSON.stringify(options.keybindings, null, 2));
  if (options.workspaceSettings !== undefined) {
    writeFileSync(
      join(workspaceDir, '.vscode', 'settings.json'),
      JSON.stringify(options.workspaceSettings, null, 2),
    );
  }
  for (const [path, text] of Object.entries(options.files ?? {})) {
    mkdirSync(dirname(join(workspaceDir, path)), { recursive: true });
    writeFileSync(join(workspaceDir, path), text);
  }

  const server = serverArgs(node, entry, folder);
  // Folders first: once a package is installed, VS Code looks for no others.
  for (const other of options.others ?? []) await addExtension({ folder: other }, folder, server);
  await addExtension(options.extension, folder, server);
  if (options.command !== undefined) writeOpener(join(folder, 'extensions'), options.command);

  const port = options.port === undefined || options.port === 0 ? await freePort() : options.port;
  const origin = `http://127.0.0.1:${port}`;
  const child = startGroup(
    server.command,
    [
      ...server.args,
      ...['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--ignore-last-opened'],
      ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'],
      ...(options.trust === false ? [] : ['--disable-workspace-trust']),
      ...(options.testDriver === true ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
    ],
    { cwd: workspaceDir, env: environment(folder, options.env ?? {}), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  const keep = (/** @type {unknown} */ chunk) => (output = (output + String(chunk)).slice(-200_000));
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);

  const stop = async () => {
    await endGroup(child);
    remove();
    forget();
  };
  try {
    await healthy(origin, child, () => output);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: `${origin}/?folder=${encodeURIComponent(workspaceDir)}`,
    origin,
    port,
    folder,
    dataDir,
    workspaceDir,
    logs: () => new Map([...readBelow(dataDir, true)].map(([name, bytes]) => [name, bytes.toString('utf8')])),
    log: (part) =>
      [...readBelow(dataDir, true)]
        .filter(([name]) => name.includes(part))
        .map(([, bytes]) => bytes.toString('utf8'))
        .join('\n'),
    stored: () => readBelow(dataDir, false),
    output: () => output,
    stop,
  };
}

/** @param {string} origin @param {import('node:child_process').ChildProcess} child @param {() => string} output */
async function healthy(origin, child, output) {
  const until = Date.now() + 30_000;
  while (Date.now() < until) {
    if (child.exitCode !== null)
      throw new SetupError(`VS Code ended at once (${child.exitCode}).\n${output().trim()}`);
    try {
      const answer = await fetch(`${origin}/healthz`);
      if (answer.ok) return;
    } catch {
      // Not up yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new SetupError(`VS Code did not answer on ${origin} within 30 s.\n${output().trim()}`);
}

/** The repository as an extension, for {@link startWorkbench}: `{ extension: { folder: thisRepository } }`. */
export const thisRepository = root;
