// Child processes that never outlive us: each gets a process group of its own, which is ended by its own pid when its
// work is done, on Ctrl+C, on SIGTERM and when this process ends in any other way.
import { spawn, spawnSync } from 'node:child_process';

const onWindows = process.platform === 'win32';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
/** @type {Set<() => void>} */
const lastActs = new Set();

/** @param {import('node:child_process').ChildProcess} child @param {NodeJS.Signals} signal */
function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (onWindows) spawnSync('taskkill', ['/T', '/F', '/PID', String(child.pid)], { stdio: 'ignore' });
    else process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

function endAllNow() {
  for (const child of running) signalGroup(child, 'SIGKILL');
  running.clear();
  for (const act of lastActs) act();
  lastActs.clear();
}

/** While a program has this terminal, it is told first and its end is waited for. */
let handedOver = 0;

const endings = /** @type {const} */ ([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
]);
/** @type {ReadonlyMap<NodeJS.Signals, () => void>} */
const onSignals = new Map(
  endings.map(([signal, code]) => [
    signal,
    () => {
      if (handedOver === 0) process.exit(code);
    },
  ]),
);
let listening = false;

/**
 * Listens for the end of this process while there is something to end, and only then: each test file brings its own copy
 * of this module into the one process that runs them all.
 */
function listen() {
  const wanted = running.size > 0 || lastActs.size > 0;
  if (wanted === listening) return;
  listening = wanted;
  if (wanted) process.on('exit', endAllNow);
  else process.removeListener('exit', endAllNow);
  for (const [signal, end] of onSignals) {
    if (wanted) process.on(signal, end);
    else process.removeListener(signal, end);
  }
}

/** @param {import('node:child_process').ChildProcess} child */
function forget(child) {
  running.delete(child);
  listen();
}

/**
 * Runs `act` (synchronous) when this process ends, however it ends short of SIGKILL.
 * @param {() => void} act
 * @returns {() => void} takes it back
 */
export function atTheEnd(act) {
  lastActs.add(act);
  listen();
  return () => {
    lastActs.delete(act);
    listen();
  };
}

/**
 * Starts a process in a group of its own.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function startGroup(command, args, options = {}) {
  const child = spawn(command, args, { ...options, detached: !onWindows });
  running.add(child);
  listen();
  child.once('error', () => forget(child));
  return child;
}

/**
 * Ends the whole group: asks, and after three seconds insists. Also ends members whose leader is gone.
 * @param {import('node:child_process').ChildProcess} child
 */
export async function endGroup(child) {
  if (child.pid === undefined) return;
  if (child.exitCode === null && child.signalCode === null) {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    signalGroup(child, 'SIGTERM');
    const insist = setTimeout(() => signalGroup(child, 'SIGKILL'), 3000);
    await gone;
    clearTimeout(insist);
  }
  signalGroup(child, 'SIGKILL');
  forget(child);
}

/**
 * Runs a program that takes over this terminal, and waits for it. It is told to end when this process is, and gets the
 * time to end what it has started itself.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, told?: (output: string) => void }} [options]
 *   `told`: takes all that it said once it is over, for a program that runs beside another one.
 * @returns {Promise<number>} its exit code; 124 when its time was up
 */
export function handOver(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const { told } = options;
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: told === undefined ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8');
      stream?.on('data', (/** @type {string} */ piece) => (output += piece));
    }
    let timedOut = false;
    let ended = false;
    /** @param {NodeJS.Signals} signal */
    const forward = (signal) => {
      ended = true;
      child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
    };
    const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
    handedOver++;
    for (const signal of signals) process.on(signal, forward);
    const limit =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            child.kill('SIGTERM');
            setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
          }, options.timeoutMs);
    const over = () => {
      handedOver--;
      clearTimeout(limit);
      for (const signal of signals) process.removeListener(signal, forward);
    };
    child.once('error', (error) => {
      over();
      reject(error);
    });
    child.once('close', (code) => {
      over();
      if (ended) process.exit(code ?? 130);
      told?.(output);
      resolve(timedOut ? 124 : (code ?? 1));
    });
  });
}

/**
 * Runs a command to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean, timeoutMs?: number, shell?: boolean }} [options]
 *   `quiet`: its output is kept and given back instead of shown.
 * @returns {Promise<{ code: number, output: string, timedOut: boolean }>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = startGroup(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      shell: options.shell ?? false,
      stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    });
    let output = '';
    let timedOut = false;
    child.stdout?.on('data', (chunk) => (output += String(chunk)));
    child.stderr?.on('data', (chunk) => (output += String(chunk)));
    const limit =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            signalGroup(child, 'SIGKILL');
          }, options.timeoutMs);
    child.once('error', (error) => {
      clearTimeout(limit);
      reject(error);
    });
    child.once('close', (code) => {
      clearTimeout(limit);
      forget(child);
      resolve({ code: code ?? 1, output, timedOut });
    });
  });
}
