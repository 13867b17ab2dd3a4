import assert from 'node:assert/strict';
import { createRequestLog } from '../../../src/shell/door-log';
import { problemReport } from '../../../src/shell/problem-report';
import { recordedLog } from './recorded-log';

const entry = {
  operation: 'GetCall',
  route: 'GET /api/v2/video/call/{type}/{id}',
  status: 200,
  requestId: 'r-1',
  tookMs: 12.4,
  attempt: 1,
} as const;

describe('the request log', () => {
  it('writes route template, status, timing and request id', () => {
    const log = recordedLog();
    const requests = createRequestLog(log);
    requests.request(entry);
    requests.request({ ...entry, status: 429, attempt: 2 });
    requests.request({ ...entry, status: undefined, requestId: undefined });
    assert.deepEqual(log.lines, [
      'info GetCall GET /api/v2/video/call/{type}/{id}, 200, 12 ms, request r-1',
      'warn GetCall GET /api/v2/video/call/{type}/{id}, 429, 12 ms, attempt 2, request r-1',
      'warn GetCall GET /api/v2/video/call/{type}/{id}, no answer, 12 ms',
    ]);
  });

  it('keeps the last 20 requests', () => {
    const requests = createRequestLog(recordedLog());
    for (let at = 1; at <= 25; at += 1) requests.request({ ...entry, requestId: `r-${at}` });
    assert.equal(requests.recent.length, 20);
    assert.equal(requests.recent[0]?.requestId, 'r-6');
  });

  it('tells each drift once', () => {
    const log = recordedLog();
    const requests = createRequestLog(log);
    const drift = { operation: 'QueryCalls', field: 'calls[].call.team', found: 'number' } as const;
    requests.drift(drift);
    requests.drift(drift);
    assert.deepEqual(log.lines, ['warn contract drift: QueryCalls calls[].call.team: number']);
    assert.deepEqual(requests.drifts, ['QueryCalls calls[].call.team: number']);
  });
});

describe('a problem report', () => {
  it('tells version, states, requests and drifts', () => {
    const body = problemReport({
      version: '0.1.0',
      vscode: '1.105.0',
      system: 'linux x64',
      states: new Map([['app', 'sample']]),
      requests: [entry],
      drifts: ['QueryCalls calls[].x: number'],
    });
    assert.match(body, /Rollcall 0\.1\.0, VS Code 1\.105\.0, linux x64/);
    assert.match(body, /^- app: sample$/m);
    assert.match(body, /^GetCall \| 200 \| 12 ms \| 1 \| r-1$/m);
    assert.match(body, /^- QueryCalls calls\[\]\.x: number$/m);
  });

  it('is redacted as a whole', () => {
    const leak = 'f0'.repeat(32);
    const facts = { version: '0', vscode: '1', system: 'x', requests: [], drifts: [] };
    const body = problemReport({ ...facts, states: new Map([['last error', `secret ${leak}`]]) });
    assert.ok(!body.includes(leak));
    assert.match(body, /last error/);
  });
});
