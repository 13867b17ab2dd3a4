import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import * as vscode from 'vscode';
import type { SampleServer } from '../../src/sample/server';
import { commands, views } from '../../src/shell/commands';
import type { Target } from '../../src/shell/targets';
import type { Message, RecordedWindow } from './recorded-window';

/** What `run.ts` sets up once for all test files: the sample server that is the extension's sample data, and the recorded window. */
export interface Stage {
  readonly sample: SampleServer;
  readonly window: RecordedWindow;
  readonly extension: vscode.Extension<unknown>;
}

declare module 'mocha' {
  interface Context {
    stage: Stage;
  }
}

/** The stage, for the tests of the surrounding `describe`; the server's switches are off again after each test. */
export function useStage(): () => Stage {
  let stage: Stage | undefined;
  before(function () {
    stage = this.stage;
  });
  afterEach(() => {
    stage?.sample.setQuirks({});
  });
  return () => {
    if (stage === undefined) throw new Error('The stage is there from the first test on.');
    return stage;
  };
}

/** The stage with the sample data open, and read as far as the views on screen read it by themselves. */
export function useSampleData(): () => Stage {
  const stage = useStage();
  before(async () => {
    await vscode.commands.executeCommand(commands.exploreSample);
    // The window draws its views when it gets round to it: what they read must not fall into a test that counts requests.
    for (const view of [views.recent, views.calls]) await stage().window.trees.get(view)?.getChildren();
  });
  return stage;
}

/**
 * A session of the stand-up that is over for days, so that its figures are settled: some ten rows, one page.
 * @param which 0: the newest; tests that need a session nobody has read take one of their own
 */
export function settledSession({ sample }: Stage, which = 0): Extract<Target, { kind: 'session' }> {
  const twoDays = 2 * 24 * 60 * 60_000;
  const settled = sample.ledger
    .sessions('default:daily-standup')
    .filter(({ endedAt }) => endedAt !== undefined && endedAt < sample.now() - twoDays);
  return sessionTarget(sample, ({ id }) => id === settled[which]?.id);
}

/** The newest session that a condition holds for, as a command takes it. */
export function sessionTarget(
  sample: SampleServer,
  is: (session: ReturnType<SampleServer['ledger']['sessions']>[number]) => boolean,
): Extract<Target, { kind: 'session' }> {
  const session = sample.ledger.sessions().find(is);
  assert.ok(session, 'The sample data hold no such session.');
  const { callType, callId, id } = session;
  return { kind: 'session', appId: 'sample', session: { callType, callId, sessionId: id } };
}

/** One request of the test's own, without any code of the extension. */
export async function ask(
  { url, key, secret }: SampleServer,
  path: string,
  request: { readonly query?: Record<string, string>; readonly body?: unknown } = {},
): Promise<unknown> {
  const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const unsigned = `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url({ server: true })}`;
  const token = `${unsigned}.${createHmac('sha256', secret).update(unsigned).digest('base64url')}`;
  const query = new URLSearchParams({ api_key: key, ...request.query });
  const answer = await fetch(`${url}/api/v2${path}?${query.toString()}`, {
    method: request.body === undefined ? 'GET' : 'POST',
    headers: { Authorization: token, 'stream-auth-type': 'jwt', 'content-type': 'application/json' },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
  });
  assert.ok(answer.ok, `The sample server answered ${answer.status} to ${path}.`);
  return await answer.json();
}

const rowsPage = v.object({
  participants_sessions: v.array(v.record(v.string(), v.unknown())),
  total_participant_sessions: v.number(),
  total_participant_duration: v.number(),
  next: v.nullish(v.string()),
});

/** All rows of a session by requests of the test's own, in pages of 30: another size than the extension's. */
export async function askRows(
  sample: SampleServer,
  { session }: Extract<Target, { kind: 'session' }>,
): Promise<Omit<v.InferOutput<typeof rowsPage>, 'next'>> {
  const { callType, callId, sessionId } = session;
  const path = ['', 'video', 'call', callType, callId, 'session', sessionId, 'participant_sessions']
    .map(encodeURIComponent)
    .join('/');
  const rows: Record<string, unknown>[] = [];
  let next: string | null | undefined;
  for (;;) {
    const query = { limit: '30', ...(next ? { next } : {}) };
    const page = v.parse(rowsPage, await ask(sample, path, { query }));
    rows.push(...page.participants_sessions);
    next = page.next;
    if (!next) return { ...page, participants_sessions: rows };
  }
}

/** Runs a command that is to put something onto the clipboard; answers what. */
export async function copied(command: string, target: unknown): Promise<string> {
  const nothing = `nothing copied: ${Math.random()}`;
  await vscode.env.clipboard.writeText(nothing);
  await vscode.commands.executeCommand(command, target);
  const text = await vscode.env.clipboard.readText();
  assert.notEqual(text, nothing, `${command} copied nothing.`);
  return text;
}

/** The messages that come up while something is done. A command ends when its work does, its message stays. */
export async function messagesDuring(
  { window }: Stage,
  act: () => PromiseLike<unknown>,
): Promise<readonly Message[]> {
  const before = window.messages.length;
  await act();
  return window.messages.slice(before);
}

/** What the sample server was asked while something was done. */
export async function requestsDuring(
  { sample }: Stage,
  act: () => PromiseLike<unknown>,
): Promise<SampleServer['requests']> {
  const before = sample.requests.length;
  await act();
  return sample.requests.slice(before);
}

/** Folder of everything that this VS Code keeps; both harnesses put the extensions beside it. */
export function dataFolder({ extension }: Stage): string {
  return join(extension.extensionPath, '..', '..', 'data');
}

/** Every file below the data folder that holds a text. */
export function filesHolding(stage: Stage, text: string): readonly string[] {
  const folder = dataFolder(stage);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(text));
}
