import * as fs from 'node:fs/promises';
import { hostname } from 'node:os';
import * as v from 'valibot';
import { text } from '../../attendance/text';
import { Problem } from '../../shell/problem';

/** What a lock stands on; time and randomness come from outside. */
export interface LockParts {
  /** Ms of a monotonic clock. */
  now(): number;
  pause(ms: number): Promise<void>;
  /** In [0, 1). */
  random(): number;
  /** A text that nobody else chooses. */
  unique(): string;
}

/** A lock that did not change for so long is nobody's any more, ms: its holder needs some milliseconds. */
const abandonedMs = 5_000;
/** Nobody waits longer than this, ms. */
const longestWaitMs = 20_000;

const holderSchema = v.object({ token: v.string(), pid: v.number(), host: v.string() });
type Holder = v.InferOutput<typeof holderSchema>;

/**
 * Runs a task while this window alone holds a lock file. One whose owner is gone (its process, on this computer) or that
 * was not given back for a while is taken over; whoever does that must first win the file named for the lock's token, so
 * that a lock is never taken from the next holder.
 * @param task gets a look at whether the lock is still held, for the moment before it writes
 * @throws Problem when others hold it all the time
 */
export async function withLock<T>(
  file: string,
  parts: LockParts,
  task: (isHeld: () => Promise<boolean>) => Promise<T>,
): Promise<T> {
  const token = parts.unique();
  const content = JSON.stringify({ token, pid: process.pid, host: hostname() });
  await acquire(file, content, parts);
  const isHeld = async (): Promise<boolean> => (await holderOf(file))?.token === token;
  try {
    return await task(isHeld);
  } finally {
    if (await isHeld()) await fs.rm(file, { force: true });
  }
}

async function acquire(file: string, content: string, parts: LockParts): Promise<void> {
  const began = parts.now();
  let seen: { readonly token: string; readonly since: number } | undefined;
  while (!(await create(file, content, parts))) {
    const holder = await holderOf(file);
    const token = holder?.token ?? '';
    if (seen?.token !== token) seen = { token, since: parts.now() };
    const silent = parts.now() - seen.since > abandonedMs;
    if (silent || (holder !== undefined && isGone(holder))) await takeAway(file, token, parts, silent);
    else if (parts.now() - began > longestWaitMs)
      throw new Problem(text('Other windows are writing to this file. Try again in a moment.'));
    else await parts.pause(2 + parts.random() * 18);
  }
}

/** Written whole before it has its name: a reader finds no lock without its holder. */
async function create(file: string, content: string, parts: LockParts): Promise<boolean> {
  const temporary = `${file}.${parts.unique()}`;
  await fs.writeFile(temporary, content, { flag: 'wx' });
  try {
    await fs.link(temporary, file);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    // File systems without hard links.
    return await createPlain(file, content);
  } finally {
    await fs.rm(temporary, { force: true });
  }
}

async function createPlain(file: string, content: string): Promise<boolean> {
  try {
    await fs.writeFile(file, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Removes the lock of this token, unless somebody else is doing that. */
async function takeAway(file: string, token: string, parts: LockParts, silent: boolean): Promise<void> {
  const guard = `${file}.${token.replace(/[^\w-]/g, '')}.over`;
  try {
    await fs.writeFile(guard, '', { flag: 'wx' });
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
    // Whoever was taking it over is gone, too.
    if (silent) await fs.rm(guard, { force: true });
    await parts.pause(2 + parts.random() * 18);
    return;
  }
  try {
    if (((await holderOf(file))?.token ?? '') === token) await fs.rm(file, { force: true });
  } finally {
    await fs.rm(guard, { force: true });
  }
}

/** Undefined: there is no lock, or none that can be read. */
async function holderOf(file: string): Promise<Holder | undefined> {
  try {
    const parsed = v.safeParse(holderSchema, JSON.parse(await fs.readFile(file, 'utf8')));
    return parsed.success ? parsed.output : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function isGone({ pid, host }: Holder): boolean {
  if (host !== hostname()) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return isCode(error, 'ESRCH');
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
