import assert from 'node:assert/strict';
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { startSampleServer, type SampleServer } from '../../src/sample/server';
import { commands } from '../../src/shell/commands';
import { dataFolder, filesHolding, messagesDuring, useStage } from './stage';

const profileSchema = v.object({
  version: v.literal(1),
  id: v.string(),
  name: v.string(),
  key: v.string(),
  baseUrl: v.string(),
  production: v.boolean(),
});

describe('the secret of a connected app', () => {
  const stage = useStage();
  const name = `acme-${randomUUID()}`;
  const wrong = randomBytes(32).toString('hex');
  let server: SampleServer;
  let elsewhere: SampleServer;
  let profileFile = '';

  before(async () => {
    server = await startSampleServer();
    elsewhere = await startSampleServer({ key: server.key });
  });
  after(async () => {
    await vscode.commands.executeCommand(commands.exploreSample);
    await server.close();
    await elsewhere.close();
  });

  const run = (command: string): Thenable<unknown> => vscode.commands.executeCommand(command);
  const profiles = (): string =>
    join(dataFolder(stage()), 'User', 'globalStorage', 'rollcall.rollcall', 'apps');

  /** Types into the box that is on the screen, and presses Enter. */
  async function type(text: string): Promise<vscode.InputBox> {
    const input = await stage().window.nextInput();
    assert.ok('password' in input, 'A pick is shown, not a box.');
    input.value = text;
    await enter();
    return input;
  }

  async function enter(): Promise<void> {
    // What was typed is sent to the window in the next turn.
    await new Promise((resolve) => setTimeout(resolve, 0));
    await run('workbench.action.acceptSelectedQuickOpenItem');
  }

  /** Switches to an app by its name; a box that comes up would keep the command waiting. */
  async function switchTo(label: string): Promise<void> {
    stage().window.choose(label);
    await run(commands.switchApp);
  }

  /** Statuses of what the app's own server was asked meanwhile. */
  async function statuses(of: SampleServer, act: () => PromiseLike<unknown>): Promise<readonly number[]> {
    const before = of.requests.length;
    await act();
    return of.requests.slice(before).map(({ status }) => status);
  }

  it('is asked for in a password box, checked by one request, and asked again when Stream refuses it', async () => {
    const running = run(commands.connectApp);
    await type(name);
    await type(server.key);
    const box = await type(wrong);
    assert.equal(box.password, true);
    assert.equal(box.ignoreFocusOut, true);
    await type(server.url);
    const before = server.requests.length;
    await stage().window.nextInput();
    await enter();
    const again = await stage().window.nextInput();
    assert.deepEqual(
      server.requests.slice(before).map(({ status }) => status),
      [401],
    );
    assert.ok('password' in again && again.password);
    assert.equal(again.value, '');
    const said = again.validationMessage;
    assert.match(typeof said === 'object' ? said.message : (said ?? ''), /401|secret/i);
    again.value = server.secret;
    await enter();
    // The other answers stayed.
    const url = await stage().window.nextInput();
    assert.equal(url.value, server.url);
    await enter();
    await stage().window.nextInput();
    await enter();
    await running;
    const [file, ...more] = readdirSync(profiles());
    assert.ok(file);
    assert.deepEqual(more, []);
    profileFile = join(profiles(), file);
    const profile = v.parse(profileSchema, JSON.parse(readFileSync(profileFile, 'utf8')));
    assert.deepEqual(
      [profile.name, profile.key, profile.baseUrl, profile.production],
      [name, server.key, server.url, false],
    );
    assert.equal(`${profile.id}.json`, basename(profileFile));
  });

  it('signs the requests of the app from then on', async () => {
    const seen = await statuses(server, () => run(commands.refreshCalls));
    assert.ok(seen.length > 0);
    assert.ok(
      seen.every((status) => status < 300),
      seen.join(', '),
    );
  });

  it('is in no file that VS Code or Rollcall writes, in no form', () => {
    const { secret } = server;
    assert.deepEqual(filesHolding(stage(), name), [profileFile]);
    const base64url = (text: string): string => Buffer.from(text).toString('base64url');
    const unsigned = `${base64url('{"alg":"HS256","typ":"JWT"}')}.${base64url('{"server":true}')}`;
    const signature = createHmac('sha256', secret).update(unsigned).digest('base64url');
    for (const form of [secret, base64url(secret), Buffer.from(secret).toString('hex'), wrong, signature]) {
      assert.deepEqual(filesHolding(stage(), form), []);
    }
  });

  it('comes out of the secret storage when the app is opened again: nothing is asked', async () => {
    await switchTo('Sample data');
    const { inputs } = stage().window;
    const messages = await messagesDuring(stage(), () => switchTo(name));
    assert.deepEqual(messages, []);
    assert.equal(stage().window.inputs, inputs);
    const seen = await statuses(server, () => run(commands.refreshCalls));
    assert.ok(seen.length > 0 && seen.every((status) => status < 300), seen.join(', '));
  });

  it('is refused by Update Secret when it is wrong, and the good one stays', async () => {
    const running = run(commands.updateSecret);
    await type(wrong);
    const again = await stage().window.nextInput();
    again.hide();
    await running;
    await switchTo('Sample data');
    await switchTo(name);
    const seen = await statuses(server, () => run(commands.refreshCalls));
    assert.ok(seen.length > 0 && seen.every((status) => status < 300), seen.join(', '));
  });

  it('opens the app anew when it changes', async () => {
    const tree = stage().window.trees.get('rollcall.calls');
    assert.ok(tree?.onDidChangeTreeData);
    const before = await tree.getChildren();
    const redrawn = new Promise<void>((resolve) => {
      const watch = tree.onDidChangeTreeData?.((node) => {
        if (node !== undefined) return;
        watch?.dispose();
        resolve();
      });
    });
    const running = run(commands.updateSecret);
    await type(server.secret);
    await running;
    await redrawn;
    const after = await tree.getChildren();
    assert.ok(before?.[0] !== undefined && after?.[0] !== before[0]);
  });

  it('is not sent to another host that somebody wrote into the profile’s file', async () => {
    const profile = readFileSync(profileFile, 'utf8');
    await switchTo('Sample data');
    writeFileSync(profileFile, profile.replace(server.url, elsewhere.url));
    stage().window.choose(name);
    const running = run(commands.switchApp);
    const question = await stage().window.nextInput();
    const said = 'password' in question ? question.validationMessage : undefined;
    assert.match(typeof said === 'object' ? said.message : (said ?? ''), /names another host/);
    question.hide();
    await running;
    assert.deepEqual(elsewhere.requests, []);
    writeFileSync(profileFile, profile);
  });

  it('is deleted with its app', async () => {
    const profile = readFileSync(profileFile, 'utf8');
    stage().window.choose(name);
    stage().window.press('Remove');
    const [message] = await messagesDuring(stage(), () => run(commands.removeApp));
    assert.equal(message?.modal, true);
    assert.ok(!existsSync(profileFile));
    // The profile comes back by hand, and with it the question: nothing is kept for it.
    writeFileSync(profileFile, profile);
    stage().window.choose(name);
    const running = run(commands.switchApp);
    const question = await stage().window.nextInput();
    const said = 'password' in question ? question.validationMessage : undefined;
    assert.match(typeof said === 'object' ? said.message : (said ?? ''), /holds no secret for this app/);
    question.hide();
    await running;
    stage().window.choose(name);
    stage().window.press('Remove');
    await run(commands.removeApp);
    assert.deepEqual(readdirSync(profiles()), []);
  });
});
