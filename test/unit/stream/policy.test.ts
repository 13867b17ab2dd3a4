import assert from 'node:assert/strict';
import { isCancelled } from '../../../src/stream/errors';
import { createPolicy } from '../../../src/stream/policy';
import type { Sent } from '../../../src/stream/policy';
import type { Wait } from '../../../src/stream/stream-video';
import type { Operation, RawOutcome } from '../../../src/stream/transport';
import { heldClock, noon, settled } from './held-clock';
import { answer, inTurn, keptLog, noAnswer, plenty, refusal, scriptedTransport } from './scripted-transport';

const operation: Operation = { name: 'GetRateLimits' };
const other: Operation = { name: 'QueryCalls', body: {} };

function setUp(
  reply: Parameters<typeof scriptedTransport>[0],
  { production = false, random = () => 0.5 }: { production?: boolean; random?: () => number } = {},
) {
  const clock = heldClock();
  const transport = scriptedTransport(reply);
  const { log, requests } = keptLog();
  let loads = 0;
  const policy = createPolicy({
    transport: () => {
      loads++;
      return Promise.resolve(transport);
    },
    production,
    clock,
    log,
    random,
  });
  const waits: (Wait | undefined)[] = [];
  const context = { onWait: (wait: Wait | undefined) => waits.push(wait) };
  return { clock, transport, policy, requests, waits, context, loads: () => loads };
}

/** Answers that are given by hand. */
function byHand() {
  const open: ((outcome: RawOutcome) => void)[] = [];
  const reply = () => new Promise<RawOutcome>((resolve) => open.push(resolve));
  return { reply, open };
}

const limited = (remaining: number, limit = 100, resetInS = 30) => ({
  'x-ratelimit-limit': String(limit),
  'x-ratelimit-remaining': String(remaining),
  'x-ratelimit-reset': String(noon / 1000 + resetInS),
});

describe('policy: retries', () => {
  for (const [name, failure, attempts] of [
    ['network', noAnswer('network'), 4],
    ['timeout', noAnswer('timeout'), 3],
    ['no JSON', noAnswer('body'), 3],
    ['200 with null', answer(null), 3],
    ['500', refusal(500), 4],
    ['502', refusal(502), 4],
    ['400', refusal(400, 4), 1],
    ['401', refusal(401, 5), 1],
    ['403', refusal(403, 17), 1],
    ['404', refusal(404, 16), 1],
  ] as const) {
    it(`${name}: ${attempts} attempt(s), and the last outcome is handed on`, async () => {
      const { clock, policy, transport, requests, context } = setUp(() => failure);
      const sent = await clock.runUntil(policy.send(operation, context));
      assert.equal(transport.asked.length, attempts);
      assert.deepEqual(sent, { outcome: failure, at: clock.now(), attempts });
      assert.deepEqual(
        requests.map(({ attempt }) => attempt),
        Array.from({ length: attempts }, (_, n) => n + 1),
      );
    });
  }

  it('an answer after failures is the answer', async () => {
    const good = answer({ n: 1 });
    const { clock, policy } = setUp(inTurn(noAnswer('network'), refusal(503), good));
    const sent = await clock.runUntil(policy.send(operation, {}));
    assert.deepEqual([sent.outcome, sent.attempts], [good, 3]);
  });

  it('backs off with full jitter: from none to all of a doubling span', async () => {
    for (const [random, waited] of [
      [0, 0],
      [0.5, 250 + 500 + 1000],
      [0.75, 375 + 750 + 1500],
    ] as const) {
      const { clock, policy } = setUp(() => refusal(500, undefined, 'no', plenty), { random: () => random });
      await clock.runUntil(policy.send(operation, {}));
      assert.equal(clock.now() - noon, waited);
    }
  });

  it('429 waits as long as Retry-After says, visibly', async () => {
    const { clock, policy, waits, context } = setUp(
      inTurn(refusal(429, 9, 'slow', { ...plenty, 'retry-after': '7' }), answer({})),
      { random: () => 0 },
    );
    const sent = await clock.runUntil(policy.send(operation, context));
    assert.equal(sent.outcome.ok, true);
    assert.equal(clock.now() - noon, 7000);
    assert.deepEqual(
      waits.map((wait) => wait && [wait.reason, wait.until - noon, wait.operation]),
      [['rate-limit', 7000, 'GetRateLimits'], undefined],
    );
  });

  it('429 without Retry-After waits for the reset of the window, by the server’s clock', async () => {
    const fiveMinutesAhead = noon + 300_000;
    const headers = {
      ...limited(0),
      'x-ratelimit-reset': String(fiveMinutesAhead / 1000 + 20),
      date: new Date(fiveMinutesAhead).toUTCString(),
    };
    const { clock, policy } = setUp(inTurn(refusal(429, 9, 'slow', headers), answer({})), {
      random: () => 0,
    });
    await clock.runUntil(policy.send(operation, {}));
    assert.equal(clock.now() - noon, 20_000);
  });

  it('429 with neither backs off, and gives up after five', async () => {
    const { clock, policy, transport } = setUp(() => refusal(429, 9));
    const sent = await clock.runUntil(policy.send(operation, {}));
    assert.equal(sent.outcome.status, 429);
    assert.equal(transport.asked.length, 6);
    assert.ok(clock.now() - noon <= 180_000);
  });

  it('429 that asks for an hour is handed on at once', async () => {
    const { clock, policy, transport } = setUp(() => refusal(429, 9, 'slow', { 'retry-after': '3600' }));
    await clock.runUntil(policy.send(operation, {}));
    assert.equal(transport.asked.length, 1);
    assert.equal(clock.now(), noon);
  });

  it('429 holds up the others of its endpoint too, and nobody else', async () => {
    let first = true;
    const { clock, policy, transport } = setUp((asked) => {
      const refuse = first && asked.name === operation.name;
      if (refuse) first = false;
      return refuse ? refusal(429, 9, 'slow', { ...plenty, 'retry-after': '10' }) : answer({});
    });
    const one = policy.send(operation, {});
    await settled();
    const two = policy.send(operation, {});
    const free = policy.send(other, {});
    await settled();
    assert.deepEqual(
      transport.asked.map(({ name }) => name),
      [operation.name, other.name],
    );
    await free;
    await clock.runUntil(Promise.all([one, two]));
    assert.equal(transport.asked.length, 4);
  });

  it('Continue Anyway ends a wait at once', async () => {
    const { clock, policy, waits, context, transport } = setUp(
      inTurn(refusal(429, 9, 'slow', { 'retry-after': '60' }), answer({})),
    );
    const sent = policy.send(operation, context);
    await settled();
    assert.equal(transport.asked.length, 1);
    waits[0]?.goOn();
    assert.equal((await sent).outcome.ok, true);
    assert.equal(clock.now(), noon);
    assert.equal(waits.at(-1), undefined);
    assert.equal(clock.timers, 0);
  });

  it('Continue Anyway of a retry spends nothing of what the budget keeps', async () => {
    const { clock, policy, transport, waits, context } = setUp(
      inTurn(
        refusal(503, undefined, 'no', { ...limited(1), 'retry-after': '20' }),
        answer({}, limited(99, 100, 90)),
      ),
    );
    const sent = policy.send(operation, context);
    await settled();
    waits[0]?.goOn();
    await settled();
    assert.equal(transport.asked.length, 1);
    assert.deepEqual([waits[0]?.reason, waits.at(-1)?.reason], ['retry', 'budget']);
    await clock.runUntil(sent);
    assert.equal(clock.now() - noon, 30_000);
  });

  it('a 404 that may go is asked for 30 s, visibly, and no longer', async () => {
    const { clock, policy, waits, context } = setUp(() => refusal(404, 16));
    const sent = await clock.runUntil(policy.send(operation, context, { isNotReady: () => true }));
    assert.equal(sent.outcome.status, 404);
    assert.ok(clock.now() - noon >= 29_000 && clock.now() - noon <= 32_000, `${clock.now() - noon}`);
    assert.equal(waits[0]?.reason, 'not-ready');
  });
});

describe('policy: at most four at once', () => {
  it('sends four, and the fifth when one is answered', async () => {
    const { reply, open } = byHand();
    const names = ['QueryCalls', 'QueryCallSessionStats', 'GetRateLimits'] as const;
    const { policy, transport } = setUp(reply);
    const all = Array.from({ length: 6 }, (_, n) => {
      const name = names[n % 3] ?? 'GetRateLimits';
      return policy.send(name === 'GetRateLimits' ? { name } : { name, body: {} }, {});
    });
    await settled();
    assert.equal(transport.running, 4);
    open[0]?.(answer({}));
    await settled();
    assert.equal(transport.asked.length, 5);
    for (let at = 1; at < 6; at++) {
      open[at]?.(answer({}));
      await settled();
    }
    await Promise.all(all);
    assert.equal(transport.mostAtOnce, 4);
  });

  it('a place stays taken until the answer is there, even when its asker has gone', async () => {
    const { reply, open } = byHand();
    const { policy, transport } = setUp(reply);
    const gone = new AbortController();
    const mixed: Operation[] = [operation, operation, other, other];
    const leaving = mixed.map((one) => policy.send(one, { signal: gone.signal }));
    await settled();
    gone.abort();
    for (const one of leaving) await assert.rejects(one, isCancelled);
    const fifth = policy.send({ name: 'QueryCallSessionStats', body: {} }, {});
    await settled();
    assert.equal(transport.asked.length, 4);
    open[2]?.(answer({}));
    await settled();
    open[4]?.(answer({}));
    assert.equal((await fifth).attempts, 1);
  });
});

describe('policy: cancel', () => {
  it('frees the asker at once while the request runs', async () => {
    const { reply } = byHand();
    const { policy } = setUp(reply);
    const stop = new AbortController();
    const sent = policy.send(operation, { signal: stop.signal });
    await settled();
    stop.abort();
    await assert.rejects(sent, isCancelled);
  });

  it('frees the asker out of a wait, which is then over, and sends nothing more', async () => {
    const { clock, policy, transport, waits } = setUp(() =>
      refusal(503, undefined, 'no', { 'retry-after': '60' }),
    );
    const stop = new AbortController();
    const sent = policy.send(operation, { signal: stop.signal, onWait: (wait) => waits.push(wait) });
    await settled();
    assert.equal(waits[0]?.reason, 'retry');
    stop.abort();
    await assert.rejects(sent, isCancelled);
    assert.equal(waits.at(-1), undefined);
    assert.equal(clock.timers, 0);
    await clock.move(120_000);
    assert.equal(transport.asked.length, 1);
  });

  it('frees the asker out of the queue', async () => {
    const { reply, open } = byHand();
    const { clock, policy, transport } = setUp(reply);
    const running = [operation, operation, other, other].map((one) => policy.send(one, {}));
    const stop = new AbortController();
    const third: Operation = { name: 'QueryCallSessionStats', body: {} };
    const queued = policy.send(third, { signal: stop.signal });
    const behind = policy.send(third, {});
    await settled();
    stop.abort();
    await assert.rejects(queued, isCancelled);
    for (let at = 0; at < 5; at++) {
      open[at]?.(answer({}));
      await settled();
    }
    await Promise.all([...running, behind]);
    assert.equal(transport.asked.length, 5);
    // The place of the one who left is nobody's: four can be taken again.
    const again = [operation, operation, other, other].map((one) => policy.send(one, {}));
    await clock.move(1000);
    assert.equal(transport.running, 4);
    for (const resolve of open.slice(5)) resolve(answer({}));
    await Promise.all(again);
  });

  it('an aborted signal sends nothing and loads nothing', async () => {
    const { policy, transport, loads } = setUp(() => answer({}));
    await assert.rejects(policy.send(operation, { signal: AbortSignal.abort() }), isCancelled);
    assert.deepEqual([transport.asked.length, loads()], [0, 0]);
  });
});

describe('policy: the connection', () => {
  it('is opened at the first request, once', async () => {
    const { policy, loads } = setUp(() => answer({}));
    assert.equal(loads(), 0);
    await Promise.all([policy.send(operation, {}), policy.send(other, {})]);
    assert.equal(loads(), 1);
  });

  it('that cannot be opened is told without what was thrown, and tried again by the next request', async () => {
    let tries = 0;
    const transport = scriptedTransport(() => answer({}));
    const policy = createPolicy({
      transport: () => (tries++ === 0 ? Promise.reject(new Error('canary')) : Promise.resolve(transport)),
      production: false,
      clock: heldClock(),
      log: keptLog().log,
      random: Math.random,
    });
    await assert.rejects(policy.send(operation, {}), (error: Error) => {
      assert.match(error.message, /base URL/);
      assert.doesNotMatch(error.message, /canary/);
      return true;
    });
    assert.equal((await policy.send(operation, {})).outcome.ok, true);
  });

  it('that breaks its promise and throws leaves no place taken', async () => {
    const { clock, policy } = setUp(() => {
      throw new Error('broken');
    });
    for (let n = 0; n < 6; n++) {
      const { outcome }: Sent = await clock.runUntil(policy.send(operation, {}));
      assert.equal(outcome.ok, false);
    }
  });
});

describe('policy: the log', () => {
  it('tells route template, status, request id, time and attempt, and nothing else', async () => {
    const { policy, requests } = setUp(() => answer({ secret: 1 }));
    await policy.send({ name: 'GetCall', path: { type: 'default', id: 'stand-up' } }, {});
    assert.deepEqual(requests, [
      {
        operation: 'GetCall',
        route: 'GET /api/v2/video/call/{type}/{id}',
        status: 200,
        requestId: 'request-1',
        tookMs: 0,
        attempt: 1,
      },
    ]);
  });
});

describe('policy: the budget', () => {
  const cases = [
    { production: false, remaining: 20, held: false },
    { production: false, remaining: 19, held: true },
    { production: true, remaining: 50, held: false },
    { production: true, remaining: 49, held: true },
  ];
  for (const { production, remaining, held } of cases) {
    it(`${production ? 'production' : 'else'}, ${remaining} of 100 left: ${held ? 'waits for the reset' : 'goes on'}`, async () => {
      const { clock, policy, transport, waits, context } = setUp(() => answer({}, limited(remaining)), {
        production,
      });
      await policy.send(operation, context);
      const second = policy.send(operation, context);
      await settled();
      assert.equal(transport.asked.length, held ? 1 : 2);
      await clock.runUntil(second);
      assert.equal(clock.now() - noon, held ? 30_000 : 0);
      assert.deepEqual(
        waits.map((wait) => wait && [wait.reason, wait.until - noon]),
        held ? [['budget', 30_000], undefined] : [],
      );
    });
  }

  it('counts what is under way: two more are let through where two are left', async () => {
    const { reply, open } = byHand();
    const { policy, transport } = setUp(reply);
    const first = policy.send(operation, {});
    await settled();
    open[0]?.(answer({}, limited(21)));
    await first;
    const more = Array.from({ length: 4 }, () => policy.send(operation, {}));
    await settled();
    assert.equal(transport.asked.length, 3);
    for (const one of more) one.catch(() => undefined);
  });

  it('an answer that was overtaken does not raise what is left', async () => {
    const { reply, open } = byHand();
    const { policy, transport } = setUp(reply);
    const both = [policy.send(operation, {}), policy.send(operation, {})];
    await settled();
    open[1]?.(answer({}, limited(19)));
    await settled();
    open[0]?.(answer({}, limited(60)));
    await Promise.all(both);
    const third = policy.send(operation, {});
    await settled();
    assert.equal(transport.asked.length, 2);
    third.catch(() => undefined);
  });

  it('Continue Anyway holds until the window ends, for all who wait', async () => {
    const { clock, policy, transport, waits, context } = setUp(() => answer({}, limited(5)));
    await policy.send(operation, context);
    const waiting = [policy.send(operation, context), policy.send(operation, {})];
    await settled();
    assert.equal(transport.asked.length, 1);
    waits[0]?.goOn();
    await Promise.all(waiting);
    await policy.send(operation, context);
    assert.equal(transport.asked.length, 4);
    assert.equal(clock.now(), noon);
  });

  it('a window that has ended is full again', async () => {
    const { clock, policy } = setUp(inTurn(answer({}, limited(1)), answer({}, limited(99, 100, 90))));
    await policy.send(operation, {});
    await clock.move(31_000);
    const before = clock.now();
    await Promise.all([policy.send(operation, {}), policy.send(operation, {})]);
    assert.equal(clock.now(), before);
  });

  for (const [name, headers] of [
    ['no headers', {}],
    ['a reset in the past and little left', limited(1, 100, -30)],
    ['headers that are no numbers', { ...limited(1), 'x-ratelimit-limit': 'many' }],
  ] as const) {
    it(`${name}: two a second`, async () => {
      const at: number[] = [];
      const { clock, policy } = setUp(() => {
        at.push(clock.now() - noon);
        return answer({}, headers);
      });
      await clock.runUntil(Promise.all(Array.from({ length: 6 }, () => policy.send(operation, {}))));
      assert.deepEqual(at, [0, 0, 1000, 1000, 2000, 2000]);
    });
  }

  it('an unknown endpoint is tried with two, and opens up with their answer', async () => {
    const { reply, open } = byHand();
    const { policy, transport } = setUp(reply);
    const all = Array.from({ length: 4 }, () => policy.send(operation, {}));
    await settled();
    assert.equal(transport.asked.length, 2);
    open[0]?.(answer({}, plenty));
    await settled();
    assert.equal(transport.asked.length, 4);
    for (const resolve of open) resolve(answer({}, plenty));
    await Promise.all(all);
  });

  it('a reset that lies hours ahead is not believed', async () => {
    const { clock, policy } = setUp(inTurn(answer({}, limited(1, 100, 9999)), answer({})));
    await policy.send(operation, {});
    await clock.runUntil(policy.send(operation, {}));
    assert.equal(clock.now() - noon, 60_000);
  });

  it('an error without headers takes back nothing that was told', async () => {
    const { policy, transport } = setUp(
      inTurn(answer({}, plenty), refusal(400), refusal(400), answer({}, plenty)),
    );
    for (let n = 0; n < 4; n++) await policy.send(operation, {});
    assert.equal(transport.asked.length, 4);
  });

  it('each endpoint has its own', async () => {
    const { policy, transport } = setUp(() => answer({}, limited(1)));
    await policy.send(operation, {});
    await policy.send(other, {});
    assert.equal(transport.asked.length, 2);
  });
});
