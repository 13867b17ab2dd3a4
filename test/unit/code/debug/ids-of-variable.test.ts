import assert from 'node:assert/strict';
import { callChoices, likelier, type HeldCalls } from '../../../../src/code/debug/call-choices';
import {
  DebuggerDoor,
  readMenuVariable,
  type DebugTalk,
  type DebugVariable,
} from '../../../../src/code/debug/debugger-door';
import { idsOfVariable, variablesWithIds } from '../../../../src/code/debug/ids-of-variable';
import { isProblem } from '../../../../src/shell/problem';
import { isCancelled } from '../../../../src/stream/errors';

const cid = 'default:daily-standup';
const uuid = '2f0c4c1e-0a4b-4b6e-9d7c-3b1a5e6f7a8b';

interface Asked {
  readonly command: string;
  readonly args: unknown;
}

/** A debug adapter that answers from lists: by expression, by the number of an object, by frame. */
class Adapter implements DebugTalk {
  readonly asked: Asked[] = [];
  readonly #answers: Readonly<Record<string, unknown>>;

  constructor(answers: Readonly<Record<string, unknown>>) {
    this.#answers = answers;
  }

  customRequest(command: string, args: unknown): Promise<unknown> {
    this.asked.push({ command, args });
    const [key = ''] = Object.entries(args ?? {}).flatMap(([name, value]) => {
      if (name === 'expression' || name === 'variablesReference') return [String(value)];
      return name === 'frameId' && command === 'scopes' ? [`frame ${String(value)}`] : [];
    });
    if (!(key in this.#answers)) return Promise.reject(new Error('secret of the program'));
    return Promise.resolve(this.#answers[key]);
  }
}

const field = (name: string, value: string, more: Partial<DebugVariable> = {}): DebugVariable => ({
  name,
  value,
  ...more,
});
const fields = (...variables: readonly unknown[]): object => ({ variables });
const isProblemOf = (words: RegExp) => (error: unknown) => isProblem(error) && words.test(error.message);

describe('what VS Code’s menus hand over', () => {
  it('is read', () => {
    const variable = {
      name: 'cid',
      value: `'${cid}'`,
      type: 'string',
      evaluateName: 'cid',
      variablesReference: 0,
    };
    const given = {
      sessionId: 's',
      container: { name: 'Local' },
      variable: { ...variable, memoryReference: 'm' },
    };
    assert.deepEqual(readMenuVariable(given), { sessionId: 's', variable });
    // Watch has no container; what else is wrong with the parts that can be done without does not matter.
    const bare = readMenuVariable({ sessionId: 's', variable: { name: 'x', value: '1', evaluateName: 3 } });
    assert.deepEqual([bare?.variable.name, bare?.variable.evaluateName], ['x', undefined]);
  });

  it('is refused as anything else', () => {
    for (const given of [
      undefined,
      null,
      'x',
      {},
      [],
      { variable: {} },
      { sessionId: 1, variable: field('x', '') },
    ])
      assert.equal(readMenuVariable(given), undefined);
  });
});

describe('the ids of a variable', () => {
  it('of a string are those of the whole value, asked in the frame', async () => {
    const adapter = new Adapter({ cid: { result: cid, type: 'string', variablesReference: 0 } });
    const door = new DebuggerDoor(adapter, { frameId: 7 });
    const shown = field('cid', `'default:dai…'`, { evaluateName: 'cid' });
    assert.deepEqual(await idsOfVariable(door, shown), { kind: 'ids', ids: [{ cid, sessionId: undefined }] });
    assert.deepEqual(adapter.asked, [
      { command: 'evaluate', args: { expression: 'cid', context: 'clipboard', frameId: 7 } },
    ]);
  });

  it('of a string that cannot be asked for are what is shown, if that is whole', async () => {
    const door = new DebuggerDoor(new Adapter({}));
    const whole = await idsOfVariable(door, field('cid', `'${cid}'`, { evaluateName: 'cid' }));
    assert.equal(whole.kind, 'ids');
    assert.equal((await idsOfVariable(door, field('cid', `'${cid}'`))).kind, 'ids');
    assert.deepEqual(await idsOfVariable(door, field('cid', `'default:dai…'`)), { kind: 'cut' });
    const cut = field('cid', `'default:dai…'`, { evaluateName: 'cid' });
    await assert.rejects(idsOfVariable(door, cut), isProblemOf(/^The debugger could not tell the value/));
  });

  it('of an object are those of its fields, and of its session and call', async () => {
    const adapter = new Adapter({
      1: fields(
        field('cid', `'${cid}'`),
        field('session', '{id: …}', { variablesReference: 2 }),
        field('state', '{…}', { variablesReference: 3 }),
      ),
      2: fields(field('id', `'${uuid}'`)),
    });
    const reading = await idsOfVariable(
      new DebuggerDoor(adapter),
      field('call', `Call {cid: …}`, { variablesReference: 1, evaluateName: 'call' }),
    );
    assert.deepEqual(reading, { kind: 'ids', ids: [{ cid, sessionId: uuid }] });
    assert.deepEqual(
      adapter.asked.map(({ command }) => command),
      ['variables', 'variables'],
    );
  });

  it('of an object with a cut id are asked for, and none if it stays cut', async () => {
    const parts = [field('type', `"default"`), field('id', `"daily"`)];
    const adapter = new Adapter({
      1: fields(field('CallCID', `"default:dai...+9 more"`, { evaluateName: 'row.CallCID' }), ...parts),
      2: fields(field('CallCID', `"default:dai...+9 more"`), ...parts),
      'row.CallCID': { result: `"${cid}"` },
    });
    const door = new DebuggerDoor(adapter);
    const row = (variablesReference: number): DebugVariable =>
      field('row', '(*main.Row) {…}', { variablesReference });
    assert.deepEqual(await idsOfVariable(door, row(1)), { kind: 'ids', ids: [{ cid }] });
    assert.deepEqual(await idsOfVariable(door, row(2)), { kind: 'cut' });
  });

  it('are none of numbers, no value, functions and empty objects', async () => {
    const adapter = new Adapter({ 1: fields(), 2: fields('x', null, { name: 'cid' }) });
    const door = new DebuggerDoor(adapter);
    for (const value of ['42', 'undefined', 'None', 'nil'])
      assert.deepEqual(await idsOfVariable(door, field('cid', value, { evaluateName: 'cid' })), {
        kind: 'none',
      });
    assert.deepEqual(adapter.asked, []);
    for (const variablesReference of [1, 2])
      assert.deepEqual(await idsOfVariable(door, field('x', '{…}', { variablesReference })), {
        kind: 'none',
      });
  });

  it('are looked for in the first hundred fields', async () => {
    const many = Array.from({ length: 200 }, (_, at) => field(String(at), `'default:call-${at}'`));
    const found = await new DebuggerDoor(new Adapter({ 1: fields(...many) })).fields(1);
    assert.equal(found.length, 100);
  });

  it('is an answer in words when the adapter is silent, wrong, or fails', async () => {
    const silent: DebugTalk = { customRequest: () => new Promise(() => undefined) };
    const object = field('x', '{…}', { variablesReference: 1 });
    await assert.rejects(
      idsOfVariable(new DebuggerDoor(silent, { patienceMs: 10 }), object),
      isProblemOf(/^The debugger did not answer within 0 s/),
    );
    for (const answer of [undefined, null, [], 'x', { variables: 'x' }])
      await assert.rejects(
        idsOfVariable(new DebuggerDoor(new Adapter({ 1: answer })), object),
        isProblemOf(/an answer that is not understood/),
      );
    await assert.rejects(
      idsOfVariable(new DebuggerDoor(new Adapter({})), object),
      (error) => isProblem(error) && !error.message.includes('secret'),
    );
  });

  it('is not waited for once it was cancelled', async () => {
    const abort = new AbortController();
    const silent: DebugTalk = {
      customRequest: () => {
        abort.abort();
        return new Promise(() => undefined);
      },
    };
    const door = new DebuggerDoor(silent, { signal: abort.signal });
    const object = field('x', '{…}', { variablesReference: 1 });
    await assert.rejects(idsOfVariable(door, object), isCancelled);
    await assert.rejects(idsOfVariable(door, object), isCancelled);
  });
});

describe('the variables of a frame', () => {
  const frame = {
    'frame 7': {
      scopes: [
        { name: 'Local', variablesReference: 1, expensive: false },
        { name: 'Closure', variablesReference: 2 },
        { name: 'Global', variablesReference: 3, expensive: true },
        { name: 'Registers', variablesReference: 4, presentationHint: 'registers' },
      ],
    },
    1: fields(
      field('cid', `'${cid}'`),
      field('name', `'Anna'`),
      field('call', 'Call {…}', { variablesReference: 5 }),
      field('broken', '{…}', { variablesReference: 6 }),
      field('twice', `'${uuid}'`),
    ),
    2: fields(field('twice', `'${cid}'`), field('outer', `'${uuid}'`)),
    5: fields(field('type', `'livestream'`), field('id', `'launch'`)),
  };

  it('that surely hold ids are found in local scopes, the nearest first', async () => {
    const found = await variablesWithIds(new DebuggerDoor(new Adapter(frame), { frameId: 7 }));
    assert.deepEqual(
      found.map(({ variable }) => variable.name),
      ['cid', 'call', 'twice', 'outer'],
    );
    assert.deepEqual(found[1]?.ids, [{ cid: 'livestream:launch' }]);
    assert.deepEqual(found[2]?.ids, [{ sessionId: uuid }]);
  });

  it('are those found so far when the adapter falls silent, which is waited for once', async () => {
    const adapter = new Adapter(frame);
    let silent = 0;
    const talk: DebugTalk = {
      customRequest(command, args) {
        const asks = JSON.stringify(args);
        if (!asks.includes('"variablesReference":5') && !asks.includes('"variablesReference":2'))
          return adapter.customRequest(command, args);
        silent++;
        return new Promise(() => undefined);
      },
    };
    const found = await variablesWithIds(new DebuggerDoor(talk, { frameId: 7, patienceMs: 10 }));
    assert.deepEqual(
      found.map(({ variable }) => variable.name),
      ['cid', 'twice'],
    );
    assert.equal(silent, 1);
    await assert.rejects(
      variablesWithIds(new DebuggerDoor(new Adapter({ 'frame 7': frame['frame 7'] }), { frameId: 7 })),
      isProblemOf(/could not tell the value/),
    );
  });

  it('are none without a frame', async () => {
    assert.deepEqual(await variablesWithIds(new DebuggerDoor(new Adapter(frame))), []);
  });
});

describe('a call id without its type', () => {
  const call = (callType: string, callId: string): { callType: string; callId: string; cid: string } => ({
    callType,
    callId,
    cid: `${callType}:${callId}`,
  });
  const bookOf = (...calls: readonly ReturnType<typeof call>[]): HeldCalls => ({
    calls: { items: calls },
    recent: { items: [{ ...call('livestream', 'launch'), sessionId: uuid }] },
    sessionsOf: () => ({ items: [] }),
  });

  it('may mean the calls that are known, then one of each known type', () => {
    const book = bookOf(call('default', 'standup'), call('audio_room', 'launch'), call('default', 'other'));
    assert.deepEqual(callChoices(book, 'launch'), [
      { cid: 'livestream:launch', isHeld: true },
      { cid: 'audio_room:launch', isHeld: true },
      { cid: 'default:launch', isHeld: false },
    ]);
    assert.deepEqual(
      callChoices(bookOf(), 'new').map(({ cid: one }) => one),
      ['livestream:new'],
    );
  });

  it('or a session id is what the book holds of the two', () => {
    const either = [{ sessionId: uuid }, { callId: uuid }];
    assert.deepEqual(likelier(bookOf(), either), [{ sessionId: uuid }]);
    const unknown = [{ sessionId: 'x' }, { callId: 'x' }];
    assert.deepEqual(likelier(bookOf(), unknown), unknown);
    assert.deepEqual(likelier(bookOf(call('default', 'x')), unknown), [{ callId: 'x' }]);
    const two = [{ sessionId: uuid }, { callId: 'launch' }];
    assert.deepEqual(likelier(bookOf(), two), two);
  });
});
