import assert from 'node:assert/strict';
import { startSampleServer, type SampleServer } from '../../src/sample/server';
import { until, type Row, type Sidebar } from '../workbench/sidebar.mjs';
import { plainSessions } from './panel-ledger';
import type { Stage } from './stage';

/** What a person answers to connect a Stream app. */
export interface AppAnswers {
  readonly name: string;
  readonly key: string;
  readonly secret: string;
  readonly baseUrl: string;
  readonly production?: boolean;
}

/** Answers one step once the box shows it, by its place: `(2/5)`. */
export async function answerStep(sidebar: Sidebar, place: string, text: string): Promise<void> {
  await sidebar.waitForQuickTitle(place);
  await sidebar.answer(text);
}

/** Leaves a step as it stands in the box. */
export async function keepStep(sidebar: Sidebar, place: string): Promise<void> {
  await sidebar.waitForQuickTitle(place);
  await sidebar.keep();
}

/** Answers the step about production. */
export async function chooseProduction(sidebar: Sidebar, place: string, production: boolean): Promise<void> {
  await sidebar.waitForQuickTitle(place);
  await sidebar.choose(production ? 'Production' : 'Development or test');
}

/** Connects an app by hand, from the palette, and waits until the sidebar shows its calls. */
export async function connectByHand(stage: Stage, app: AppAnswers): Promise<void> {
  const { sidebar } = stage;
  const before = endsOf(stage, 'rollcall.connectApp');
  await sidebar.command('Rollcall: Connect Stream App…');
  await answerStep(sidebar, '(1/5)', app.name);
  await answerStep(sidebar, '(2/5)', app.key);
  await answerStep(sidebar, '(3/5)', app.secret);
  await answerStep(sidebar, '(4/5)', app.baseUrl);
  await chooseProduction(sidebar, '(5/5)', app.production === true);
  await waitForApp(sidebar, app.name);
  await waitForEnd(stage, 'rollcall.connectApp', before);
}

/** A connected app beside the sample data. */
export interface OtherApp {
  readonly server: SampleServer;
  /** A session of it that is over, whose rows can be had. */
  readonly there: ReturnType<typeof plainSessions>[number];
  /** Ends its server, which must have been asked nothing that a reader may not ask. */
  close(): Promise<void>;
}

/** Connects an app marked production beside the sample data. A connected app lives in the real time. */
export async function connectProduction(stage: Stage, name: string): Promise<OtherApp> {
  const server = await startSampleServer({ now: () => Date.now(), seed: 2 });
  const [there] = plainSessions(server, 60);
  assert.ok(there);
  const { key, secret, url: baseUrl } = server;
  await connectByHand(stage, { name, key, secret, baseUrl, production: true });
  return {
    server,
    there,
    async close() {
      await server.close();
      assert.deepEqual(
        server.requests.filter(({ operation }) => operation === 'unknown'),
        [],
      );
    },
  };
}

/** How often a command came to its end, by the log. */
export function endsOf({ workbench }: Stage, command: string): number {
  return workbench.log('rollcall.rollcall').split(`${command}: done in`).length - 1;
}

/** Waits for the end of a command: the last thing that a connected app does is to take the focus into the sidebar. */
export async function waitForEnd(stage: Stage, command: string, before: number): Promise<void> {
  await until(
    `the end of ${command}`,
    () => Promise.resolve(endsOf(stage, command)),
    (count) => count > before,
    stage.sidebar.timeoutMs,
  );
}

/** Waits until the sidebar and the status bar name this app, and the sidebar lists calls. */
export async function waitForApp(sidebar: Sidebar, name: string): Promise<void> {
  await until(
    `the app ${name} beside the title`,
    () => sidebar.description('Calls'),
    (text) => text.startsWith(name),
    sidebar.timeoutMs,
  );
  await sidebar.statusBar('app').filter({ hasText: name }).waitFor();
  await sidebar.waitForRows('Calls', (rows) => cidsIn(rows).length > 0, 'calls');
}

/** Waits until the sidebar lists calls of this server, and of no other. */
export async function waitForCallsOf(sidebar: Sidebar, server: SampleServer): Promise<void> {
  const known = new Set(server.ledger.calls().map((call) => call.cid));
  const strangers = (rows: readonly Row[]): readonly string[] =>
    cidsIn(rows).filter((cid) => !known.has(cid));
  const rows = await sidebar.waitForRows(
    'Calls',
    (all) => cidsIn(all).length > 0 && strangers(all).length === 0,
    `calls of ${server.url} alone, which are ${[...known].slice(0, 5).join(', ')} and so on`,
  );
  assert.deepEqual(strangers(rows), []);
}

function cidsIn(rows: readonly Row[]): readonly string[] {
  return rows.filter((row) => row.level === 1 && row.label.includes(':')).map((row) => row.label);
}
