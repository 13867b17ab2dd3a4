// Finds or installs what a real VS Code needs, on a machine with nothing but Node 20+ and npm. Needs no package itself:
// it runs before anything is installed. All of it goes below `.vscode-test/`; a second run only looks.
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { handOver, run } from './processes.mjs';

/** @param {string} folder @returns {string | undefined} */
function repositoryAbove(folder) {
  if (readJson(join(folder, 'package.json'))?.name === 'rollcall') return folder;
  return dirname(folder) === folder ? undefined : repositoryAbove(dirname(folder));
}

/** The repository: above the program that was started, also when this code is bundled into a test. */
export const root =
  repositoryAbove(dirname(resolve(process.argv[1] ?? ''))) ?? repositoryAbove(process.cwd()) ?? process.cwd();
/** Everything that is installed or written by the scripts; git-ignored. */
export const cache = join(root, '.vscode-test');

/** The VS Code of the workbench: the npm package `code-server` carries it. */
export const workbenchVersion = '4.139.1';
/** The Node of today's VS Code, which also runs the tests. */
const nodeOfToday = '24.21.0';
/** The Node of the oldest VS Code that `engines.vscode` allows. */
const nodeOfOldest = '22.19.0';

const exe = process.platform === 'win32' ? '.exe' : '';
const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

/** @typedef {(line: string) => void} Say */

/** A failure that tells the user what to do; shown without a stack. */
export class SetupError extends Error {
  name = 'SetupError';
}

/**
 * @param {readonly string[]} args
 * @param {{ cwd?: string, what: string }} options
 * @returns {Promise<string>} what it printed
 */
export async function npm(args, { cwd = root, what }) {
  // What `npm start` and `npm test` tell their children about themselves must not steer this one.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !/^npm_(package|lifecycle|command|config_(local_prefix|prefix|production|omit))/i.test(name),
    ),
  );
  env['NODE_ENV'] = 'development';
  const self = process.env['npm_execpath'];
  const byNode = self !== undefined && /npm-cli\.c?js$/.test(self) && existsSync(self);
  const all = ['--no-fund', '--no-audit', '--no-update-notifier', '--loglevel=error', ...args];
  const { code, output } = byNode
    ? await run(process.execPath, [self, ...all], { cwd, env, quiet: true })
    : await run('npm', all, { cwd, env, quiet: true, shell: process.platform === 'win32' });
  if (code !== 0)
    throw new SetupError(`${what} failed (npm ${args[0]} ended with ${code}).\n${output.trim()}`);
  return output;
}

/** @param {string} file @returns {any} */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** True when `node_modules` holds what `package-lock.json` names; npm writes its own list last, so half an install fails this. */
function dependenciesAreThere() {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages ?? {};
  const have = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages ?? {};
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional === true || have[path]?.version === entry.version,
  );
}

/**
 * The repository's own packages, by the lockfile.
 * @param {Say} say
 */
export async function ensureDependencies(say) {
  if (dependenciesAreThere()) return;
  // `npm ci` empties what a link points to, which belongs to another checkout.
  if (lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink() === true) {
    throw new SetupError(
      'node_modules is a link to another folder, and its packages are not those of package-lock.json. Remove the link, or run `npm ci` where it points to.',
    );
  }
  say('Installing the packages of package-lock.json …');
  await npm(['ci', '--include=dev', '--ignore-scripts'], { what: 'Installing the dependencies' });
}

/** Installs of runs that were stopped; those of runs that still go on stay. */
function removeLeftovers() {
  for (const name of existsSync(cache) ? readdirSync(cache) : []) {
    const owner = /\.partial-(\d+)$/.exec(name)?.[1];
    if (owner === undefined) continue;
    try {
      process.kill(Number(owner), 0);
    } catch {
      rmSync(join(cache, name), { recursive: true, force: true });
    }
  }
}

/**
 * Builds a folder of the cache under a temporary name and renames it when it is whole: what has the name is complete.
 * @param {string} name
 * @param {(folder: string) => Promise<void>} build
 */
async function wholeFolder(name, build) {
  const folder = join(cache, name);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  removeLeftovers();
  const partial = join(cache, `${name}.partial-${process.pid}`);
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial);
  try {
    await build(partial);
    try {
      renameSync(partial, folder);
    } catch (error) {
      // Another run was faster: what it made is as good.
      if (!existsSync(folder)) throw error;
    }
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return folder;
}

/**
 * @param {string} folder
 * @param {readonly string[]} packages
 * @param {string} what
 */
async function installInto(folder, packages, what) {
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  await npm(['install', '--prefix', folder, '--ignore-scripts', '--save-exact', ...packages], {
    cwd: folder,
    what,
  });
}

/** @param {string} folder */
const nodeIn = (folder) =>
  [
    join(folder, 'node_modules', nodePackage, 'bin', `node${exe}`),
    join(folder, 'node_modules', nodePackage, `node${exe}`),
  ].find(existsSync) ?? join(folder, 'node_modules', nodePackage, 'bin', `node${exe}`);

/**
 * VS Code writes its logs through a native module that npm has to compile. Where that cannot be, a stand-in of ours
 * takes its place: without either, every log file would stay empty, and a test that looks into them would prove nothing.
 * @param {string} folder
 * @param {Say} say
 */
async function ensureLogWriter(folder, say) {
  const vscode = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  const spdlog = join(vscode, 'node_modules', '@vscode', 'spdlog');
  const node = nodeIn(folder);
  // As VS Code does it: imported as an ES module, its names taken from there.
  const probe = `import(${JSON.stringify(pathToFileURL(join(spdlog, 'index.js')).href)}).then((log) => log.setFlushOn(0) ?? log.createAsyncRotatingLogger.call)`;
  const works = async () => (await run(node, ['-e', probe], { quiet: true })).code === 0;
  if (await works()) return;
  if (process.env['ROLLCALL_TEST_LOG_WRITER'] !== 'stand-in') {
    say('Compiling the log writer of VS Code …');
    const nodedir = join(folder, 'node_modules', nodePackage);
    const headers = existsSync(join(nodedir, 'include', 'node', 'node.h')) ? [`--nodedir=${nodedir}`] : [];
    const args = ['rebuild', '@vscode/spdlog', '--prefix', vscode, ...headers];
    const compiled = await npm(args, { cwd: vscode, what: 'Compiling' }).then(works, () => false);
    if (compiled) return;
    say('No compiler that works; a stand-in writes the logs instead.');
  }
  copyFileSync(join(root, 'test', 'workbench', 'log-writer.cjs'), join(spdlog, 'index.js'));
  if (!(await works())) throw new SetupError(`The log writer in ${spdlog} does not load.`);
}

/**
 * VS Code with its web workbench, and the Node it runs on.
 * @param {Say} say
 * @returns {Promise<{ node: string, entry: string }>} paths of the Node program and of the server's main file
 */
export async function ensureVsCode(say) {
  const folder = await wholeFolder(`code-server-${workbenchVersion}`, async (partial) => {
    say(
      `Installing VS Code (code-server ${workbenchVersion}) and Node ${nodeOfToday} from npm, about 20 s …`,
    );
    // Both in one call: a second install would remove what the first one brought.
    await installInto(
      partial,
      [`${nodePackage}@${nodeOfToday}`, `code-server@${workbenchVersion}`],
      'Installing VS Code from npm',
    );
    const vscode = join(partial, 'node_modules', 'code-server', 'lib', 'vscode');
    await npm(['install', '--prefix', vscode, '--omit=dev', '--ignore-scripts'], {
      cwd: vscode,
      what: 'Installing the packages of VS Code',
    });
    if (!existsSync(nodeIn(partial)))
      throw new SetupError(`The npm package ${nodePackage} holds no Node for this machine.`);
    await ensureLogWriter(partial, say);
  });
  return {
    node: nodeIn(folder),
    entry: join(folder, 'node_modules', 'code-server', 'out', 'node', 'entry.js'),
  };
}

/**
 * The Node of the oldest VS Code that Rollcall supports.
 * @param {Say} say
 * @returns {Promise<string>} path of the program
 */
export async function ensureOldestNode(say) {
  const folder = await wholeFolder(`node-${nodeOfOldest}`, async (partial) => {
    say(`Installing Node ${nodeOfOldest} from npm …`);
    await installInto(partial, [`${nodePackage}@${nodeOfOldest}`], `Installing Node ${nodeOfOldest}`);
  });
  return nodeIn(folder);
}

/** @param {string} name @returns {string | undefined} */
export function onPath(name) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => endings.map((ending) => join(folder, name + ending)))
    .find(existsSync);
}

/** @returns {string | undefined} */
function findChromium() {
  const named = process.env['CHROME_PATH'];
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new SetupError(`CHROME_PATH names ${named}, which does not exist.`);
    return named;
  }
  const names = [
    'google-chrome',
    'google-chrome-stable',
    'chromium',
    'chromium-browser',
    'microsoft-edge',
    'msedge',
    'chrome',
  ];
  const places =
    process.platform === 'darwin'
      ? ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
          (app) => `/Applications/${app}.app/Contents/MacOS/${app}`,
        )
      : process.platform === 'win32'
        ? ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((variable) =>
            ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'].map((file) =>
              join(process.env[variable] ?? '', file),
            ),
          )
        : [];
  return names.map(onPath).find((path) => path !== undefined) ?? places.find(existsSync);
}

/**
 * Installs Debian's packages, where this user may.
 * @param {readonly string[]} packages
 * @param {Say} say
 * @returns {Promise<string | undefined>} what apt said; undefined: this user may not, or there is no apt
 */
async function installPackages(packages, say) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || onPath('apt-get') === undefined)
    return undefined;
  say(`Installing Debian’s packages: ${packages.join(', ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await run('apt-get', ['update', '-q'], { env, quiet: true });
  const install = await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], {
    env,
    quiet: true,
  });
  return (update.output + install.output).trim().slice(-2000);
}

/**
 * A Chromium for the tests: the one that is there, else Debian's, where this user may install it.
 * @param {Say} say
 * @returns {Promise<string>} path of the program
 */
export async function ensureChromium(say) {
  const found = findChromium();
  if (found !== undefined) return found;
  const said = await installPackages(['chromium'], say);
  const installed = findChromium();
  if (installed !== undefined) return installed;
  if (said !== undefined) throw new SetupError(`apt-get could not install chromium.\n${said}`);
  throw new SetupError(
    process.platform === 'linux'
      ? 'The tests need Chrome, Chromium or Edge. Install one (Debian, Ubuntu: sudo apt-get install chromium; Fedora: sudo dnf install chromium), or set CHROME_PATH to its program.'
      : 'The tests need Chrome, Chromium or Edge. Install one, or set CHROME_PATH to its program.',
  );
}

/** What runs the code that *Copy As* gives. */
const snippetTools = ['curl', 'jq', 'python3'];

/**
 * The programs that run copied code: those that are there, else Debian's, where this user may install them.
 * @param {Say} say
 */
export async function ensureSnippetTools(say) {
  const missing = () => snippetTools.filter((tool) => onPath(tool) === undefined);
  if (missing().length === 0) return;
  const said = await installPackages(missing(), say);
  const still = missing();
  if (still.length > 0)
    throw new SetupError(`The unit tests need ${still.join(', ')}. Install what is missing.\n${said ?? ''}`);
}

/**
 * Goes on in the Node of today's VS Code: answers at once when this already is it, else runs the same script there and
 * ends this process with its exit code.
 * @param {Say} say
 */
export async function onNodeOfToday(say) {
  await ensureDependencies(say);
  const { node } = await ensureVsCode(say);
  if (process.versions.node === nodeOfToday) return;
  process.exit(await handOver(node, process.argv.slice(1)));
}

/**
 * Runs a script's work: a {@link SetupError} is shown as the sentence it is, anything else with its stack.
 * @param {() => Promise<number>} work answers the exit code
 */
export async function script(work) {
  try {
    process.exit(await work());
  } catch (error) {
    console.error(error instanceof SetupError ? `\n${error.message}` : error);
    process.exit(1);
  }
}

/** @param {string} line */
export const say = (line) => console.log(line);

/**
 * A short name for the content of files: the same content, the same name.
 * @param {readonly string[]} files
 */
export function fingerprint(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex').slice(0, 16);
}
