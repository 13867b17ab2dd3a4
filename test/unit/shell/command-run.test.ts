import assert from 'node:assert/strict';
import { text } from '../../../src/attendance/text';
import { runCommand, type CommandRunner } from '../../../src/shell/command-run';
import { commands } from '../../../src/shell/commands';
import { StreamFailure } from '../../../src/stream/errors';
import { recordedLog } from './recorded-log';

function runner() {
  const log = recordedLog();
  const shown: { readonly error: unknown; readonly again: () => Promise<void> }[] = [];
  let clock = 0;
  const parts: CommandRunner = {
    log,
    now: () => (clock += 7),
    show: (error, again) => {
      shown.push({ error, again });
      // A notification that nobody closes: the command must not wait for it.
      return new Promise(() => undefined);
    },
  };
  return { log, shown, parts };
}

describe('the command wrapper', () => {
  it('logs the command with its duration and answers what it answered', async () => {
    const { log, parts } = runner();
    const answer = await runCommand(parts, commands.copyId, (...args) => args.length, ['a', 'b']);
    assert.equal(answer, 2);
    assert.deepEqual(log.lines, ['info rollcall.copyId: done in 7 ms']);
  });

  it('logs and shows a failure, thrown or rejected, and runs again with the same arguments', async () => {
    const { log, shown, parts } = runner();
    const failure = new StreamFailure('network', text('No network.'), { operation: 'QueryCalls' });
    const calls: unknown[][] = [];
    const run = (...args: readonly unknown[]): unknown => {
      calls.push([...args]);
      if (calls.length === 1) throw failure;
      return Promise.reject(failure);
    };
    assert.equal(await runCommand(parts, commands.refreshCalls, run, [1]), undefined);
    assert.deepEqual(log.lines, ['error rollcall.refreshCalls: failed after 7 ms: network, QueryCalls']);
    assert.equal(shown[0]?.error, failure);
    await shown[0].again();
    assert.deepEqual(calls, [[1], [1]]);
    assert.equal(shown.length, 2);
  });

  it('takes the list that a keybinding gives for the arguments of a command of a node', async () => {
    const { parts } = runner();
    const run = (...args: readonly unknown[]): unknown => args;
    const list = [{ kind: 'call' }, { question: {} }];
    assert.deepEqual(await runCommand(parts, commands.exportParticipantSessions, run, [list]), list);
    assert.deepEqual(await runCommand(parts, commands.query, run, [list]), [list]);
  });

  it('takes no other node for one that VS Code threw away between look and click', async () => {
    const { log, shown, parts } = runner();
    const run = (): string => 'of what is selected';
    assert.equal(await runCommand(parts, commands.openAttendance, run, [undefined, undefined]), undefined);
    assert.match(String(log.lines), /failed/);
    assert.equal(shown.length, 1);
    // The palette hands over nothing, and commands of no node may be given anything.
    assert.equal(await runCommand(parts, commands.openAttendance, run, []), 'of what is selected');
    assert.equal(
      await runCommand(parts, commands.refreshCalls, run, [undefined, undefined]),
      'of what is selected',
    );
  });

  it('says nothing about a cancel and never logs it as a failure', async () => {
    const { log, shown, parts } = runner();
    await runCommand(
      parts,
      commands.loadMore,
      () => Promise.reject(new StreamFailure('cancelled', text('x'))),
      [],
    );
    assert.deepEqual(shown, []);
    assert.deepEqual(log.lines, ['info rollcall.loadMore: cancelled after 7 ms']);
  });
});
