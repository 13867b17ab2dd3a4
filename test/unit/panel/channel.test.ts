import assert from 'node:assert/strict';
import { text } from '../../../src/attendance/text';
import type { PanelRequest } from '../../../src/panel/protocol/requests';
import { Refusal, type RequestHandler } from '../../../src/panel/request-server';
import { HostFailure } from '../../../src/panel/webview/host-client';
import { portPair, settled } from './port-pair';

/** Answers by a function, and keeps what it was asked. */
function answering(answer: (request: PanelRequest, signal: AbortSignal) => unknown): {
  readonly handler: RequestHandler;
  readonly asked: PanelRequest[];
  ready: number;
} {
  const kept = { asked: [] as PanelRequest[], ready: 0 };
  return Object.assign(kept, {
    handler: {
      ready: () => {
        kept.ready++;
      },
      answer: async (request: PanelRequest, signal: AbortSignal) => {
        kept.asked.push(request);
        return await answer(request, signal);
      },
    },
  });
}

const refresh = { method: 'refresh' } as const;

describe('the panel’s two sides', () => {
  it('ask and answer', async () => {
    const host = answering(() => ({ text: 'Copied.' }));
    const pair = portPair(() => host.handler);
    const request = { method: 'copyPart', part: 'rows' } as const;
    assert.deepEqual(await pair.client.ask(request), { text: 'Copied.' });
    assert.deepEqual(host.asked, [request]);
    assert.deepEqual(pair.warnings, []);
  });

  it('tell each answer to its own question, whatever the order', async () => {
    const open: (() => void)[] = [];
    const host = answering(
      (request) =>
        new Promise((resolve) => {
          const part = request.method === 'copyPart' ? request.part : '';
          open.push(() => {
            resolve({ text: part });
          });
        }),
    );
    const pair = portPair(() => host.handler);
    const rows = pair.client.ask({ method: 'copyPart', part: 'rows' });
    const window = pair.client.ask({ method: 'copyPart', part: 'window' });
    await settled();
    for (const answer of open.toReversed()) answer();
    assert.deepEqual([await rows, await window], [{ text: 'rows' }, { text: 'window' }]);
  });

  it('tell why something is refused, and why it failed', async () => {
    const refusing = portPair(
      () => answering(() => Promise.reject(new Refusal('stale', text('Computed anew.')))).handler,
    );
    await assert.rejects(refusing.client.ask(refresh), new HostFailure('stale', 'Computed anew.'));
    const failing = portPair(() => answering(() => Promise.reject(new Error('out of order'))).handler);
    const failure: unknown = await failing.client.ask(refresh).catch((error: unknown) => error);
    assert.ok(failure instanceof HostFailure);
    assert.deepEqual([failure.kind, failure.message], ['failed', 'out of order']);
  });

  it('cancel: the page is told at once, the host stops, and a late answer goes nowhere', async () => {
    let aborted = 0;
    let answer: (() => void) | undefined;
    const host = answering(
      (_request, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => aborted++);
          answer = () => {
            resolve({});
          };
        }),
    );
    const pair = portPair(() => host.handler);
    const abort = new AbortController();
    const asked = pair.client.ask(refresh, { signal: abort.signal });
    await settled();
    abort.abort();
    const failure: unknown = await asked.catch((error: unknown) => error);
    assert.ok(failure instanceof HostFailure && failure.kind === 'cancelled');
    await settled();
    assert.equal(aborted, 1);
    answer?.();
    await settled();
    assert.deepEqual(pair.toPage, []);
    assert.deepEqual(pair.warnings, []);
  });

  it('do not even ask what is cancelled already', async () => {
    const host = answering(() => ({}));
    const pair = portPair(() => host.handler);
    await assert.rejects(pair.client.ask(refresh, { signal: AbortSignal.abort() }));
    await settled();
    assert.deepEqual(pair.toHost, []);
  });

  it('refuse what they do not understand, log where it is wrong and never what it holds', async () => {
    const host = answering(() => ({}));
    const pair = portPair(() => host.handler);
    const hostile = [
      undefined,
      null,
      42,
      'ready',
      {},
      { type: 'secret-word' },
      { type: 'request' },
      { type: 'request', id: 1, request: { method: 'secret-word' } },
      { type: 'request', id: 2, request: { method: 'rows', answer: 1, from: -1, count: 1 } },
      { type: 'request', id: 3, request: { method: 'rows', answer: 1, from: 0, count: 1, 'secret-word': 1 } },
      { type: 'request', id: -4, request: refresh },
      { type: 'cancel', id: 'secret-word' },
      { type: 'fault', message: 'x'.repeat(2000) },
    ];
    for (const message of hostile) pair.sayToHost(message);
    await settled();
    assert.deepEqual(host.asked, []);
    assert.equal(host.ready, 0);
    assert.equal(
      pair.warnings.filter((line) => line.startsWith('panel: message refused')).length,
      hostile.length,
    );
    // Whoever asked by a number hears of it.
    assert.deepEqual(
      pair.toPage.map((message) => 'id' in message && message.id),
      [1, 2, 3, -4],
    );
    assert.equal(
      pair.toPage.every((message) => message.type === 'failure' && message.kind === 'refused'),
      true,
    );

    for (const message of [
      ...hostile,
      { type: 'snapshot', snapshot: { revision: 1 } },
      { type: 'answer', id: 'x' },
    ])
      pair.sayToPage(message);
    await settled();
    assert.deepEqual(pair.pushed, []);
    assert.doesNotMatch(pair.warnings.join('\n'), /secret-word/);
    assert.ok(pair.warnings.some((line) => line.includes('the page reports: message refused')));
    // Nothing is broken by it.
    assert.deepEqual(await pair.client.ask(refresh), {});
  });

  it('do not take an answer that is none', async () => {
    const pair = portPair(() => answering(() => ({ text: 17 })).handler);
    const failure: unknown = await pair.client
      .ask({ method: 'copyPart', part: 'rows' })
      .catch((error: unknown) => error);
    assert.ok(failure instanceof HostFailure && failure.kind === 'failed');
    await settled();
    assert.ok(pair.warnings.some((line) => line.includes('answer to copyPart refused')));
  });

  it('drop answers that nobody asked for', async () => {
    const pair = portPair(() => answering(() => ({})).handler);
    pair.sayToPage({ type: 'answer', id: 99, result: {} });
    pair.sayToPage({ type: 'failure', id: 99, kind: 'failed', text: '' });
    await settled();
    assert.deepEqual([pair.pushed, pair.warnings], [[], []]);
  });

  it('answer a number once: one that is used twice is logged', async () => {
    const host = answering(() => new Promise(() => undefined));
    const pair = portPair(() => host.handler);
    pair.sayToHost({ type: 'request', id: 5, request: refresh });
    pair.sayToHost({ type: 'request', id: 5, request: refresh });
    await settled();
    assert.equal(host.asked.length, 1);
    assert.deepEqual(pair.warnings, ['panel: a request number was used twice']);
  });

  it('say nothing once the panel is closed', async () => {
    let answer: (() => void) | undefined;
    const host = answering(
      () =>
        new Promise((resolve) => {
          answer = () => {
            resolve({});
          };
        }),
    );
    const pair = portPair(() => host.handler);
    pair.sayToHost({ type: 'request', id: 1, request: refresh });
    pair.dispose();
    answer?.();
    await settled();
    assert.deepEqual(pair.toPage, []);
  });

  it('forget what ran when the page is made anew', async () => {
    let aborted = 0;
    const host = answering(
      (_request, signal) =>
        new Promise(() => {
          signal.addEventListener('abort', () => aborted++);
        }),
    );
    const pair = portPair(() => host.handler);
    pair.sayToHost({ type: 'request', id: 1, request: refresh });
    pair.sayToHost({ type: 'ready' });
    await settled();
    assert.deepEqual([aborted, host.ready], [1, 1]);
    // The new page counts from 1 again.
    pair.sayToHost({ type: 'request', id: 1, request: refresh });
    await settled();
    assert.deepEqual([host.asked.length, pair.warnings], [2, []]);
  });
});
