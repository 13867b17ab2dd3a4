import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Ask, Desk } from './answer';
import { getRateLimits, queryUsers } from './answer-app';
import { getCall, queryCallMembers, queryCalls } from './answer-calls';
import { getCallReport, getTimeline, queryCallSessionParticipantStats } from './answer-report';
import { queryCallParticipantSessions } from './answer-rows';
import { queryCallSessionStats } from './answer-stats';
import { bend, faultAt } from './faults';
import type { Fault } from './faults';
import { createLedger } from './ledger';
import type { Ledger } from './ledger';
import { createLimits } from './limits';
import type { LimitNow } from './limits';
import type { Quirks, RequestRecord, SampleOptions } from './options';
import { createPager } from './paging';
import { badInput, errorBody, notFound, Refusal } from './refusal';
import { decodePath, findRoute, operations } from './routes';
import type { OperationName, RouteFound } from './routes';
import { scenarioOf } from './scenario';
import { checkCredentials } from './token';
import { timeWriter } from './wire';

export type { Ledger, TrueSession } from './ledger';
export type { TrueFigures } from './figures';
export type { Quirks, RequestRecord, SampleOptions, SlowStage } from './options';
export type { CallPlan, Connection, Ending } from './truth';

/** A running sample server. */
export interface SampleServer {
  /** `http://127.0.0.1:…`, without a slash at the end: the base URL of the SDK. */
  readonly url: string;
  readonly key: string;
  readonly secret: string;
  readonly ledger: Ledger;
  /** All requests since the start, oldest first. */
  readonly requests: readonly RequestRecord[];
  /** Replaces all switches; what they count (requests, limits, dead cursors) counts from here. */
  setQuirks(quirks: Quirks): void;
  /** The server's clock, ms. */
  now(): number;
  close(): Promise<void>;
}

type Handler = (desk: Desk, ask: Ask) => unknown;

const handlers: Readonly<Record<Exclude<OperationName, 'GetRateLimits'>, Handler>> = {
  QueryCalls: queryCalls,
  GetCall: getCall,
  QueryCallMembers: queryCallMembers,
  QueryCallSessionStats: queryCallSessionStats,
  QueryCallParticipantSessions: queryCallParticipantSessions,
  GetCallReport: getCallReport,
  QueryCallSessionParticipantStats: queryCallSessionParticipantStats,
  GetCallSessionParticipantStatsTimeline: getTimeline,
  QueryUsers: queryUsers,
};

const sevenMinutes = 420_000;
const largestBody = 1_000_000;

/**
 * Starts Stream Video on loopback, with sample data. Equal seed and equal clock give equal answers, byte for byte; nothing
 * is built before it is asked for.
 */
export async function startSampleServer(options: SampleOptions = {}): Promise<SampleServer> {
  const { seed = 1, now = Date.now, latencyMs = 0 } = options;
  const key = options.key ?? randomBytes(6).toString('hex');
  const secret = options.secret ?? randomBytes(32).toString('hex');
  let quirks: Quirks = options.quirks ?? {};
  const anchor = now();
  const current = (): Quirks => quirks;
  const ledger = createLedger(() => scenarioOf(seed, anchor), now, current);
  let pager = createPager({ seed, now, quirks: current });
  let limits = createLimits(now, current);
  const requests: RequestRecord[] = [];
  const timers = new Set<NodeJS.Timeout>();
  let faultyRequests = 0;
  let firstDate: string | undefined;
  let callsListed = false;
  let goneWhileRead = new Set<string>();
  const isDeleted = (cid: string): boolean => callsListed && quirks.deleteAfterList === cid;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(`http://sample${request.url ?? '/'}`);
    // The path as it was sent: `URL` would tidy it up.
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const query = new Map(url.searchParams);
    const method = request.method ?? 'GET';
    const body = await bodyOf(request);
    const route = findRoute(method, path, query);
    const operation = route?.operation ?? 'unknown';
    const limit = limits.take(operation);
    let fault: Fault | undefined;
    let wait = latencyMs;
    let status: number;
    let answer: unknown;
    try {
      checkCredentials(
        {
          key: query.get('api_key'),
          authorization: request.headers.authorization,
          authType: headerOf(request, 'stream-auth-type'),
        },
        { key, secret, now: now() },
      );
      if (route === undefined) throw notFound(`no route for ${method} ${path}`);
      if (isFaulty(route.operation)) {
        faultyRequests += 1;
        fault = faultAt(faultyRequests, quirks);
        if (quirks.silenceAt?.request === faultyRequests) wait += quirks.silenceAt.ms;
      }
      if (limit.exceeded || fault?.kind === 'tooMany') throw new Refusal(429, 9, 'Too many requests');
      if (fault?.kind === 'status') throw new Refusal(fault.status ?? 500, -1, 'the sample was told to fail');
      answer = handle(route, query, body);
      status = method === 'POST' ? 201 : 200;
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal(500, -1, 'internal error');
      status = refusal.status;
      answer = errorBody(operation === 'unknown' ? 'Request' : operation, refusal);
    }
    if (fault?.kind === 'badGateway') status = 502;
    requests.push({
      method,
      path,
      query: Object.fromEntries([...query].filter(([name]) => name !== 'api_key')),
      body: body.value,
      status,
      operation,
    });
    if (wait > 0) await delay(wait);
    send(response, { status, answer, fault, limit });
  }

  function handle(route: RouteFound, query: ReadonlyMap<string, string>, body: Body): unknown {
    const path = decodePath(route);
    if (body.broken) throw badInput('the body is not valid JSON');
    const fields = typeof body.value === 'object' && body.value !== null ? Object.entries(body.value) : [];
    const ask: Ask = { path, query, body: new Map<string, unknown>(fields) };
    if (route.operation === 'GetRateLimits') return getRateLimits(limits, operations, ask);
    const time = timeWriter(quirks.timesAs, quirks.leftAtNothing, quirks.nothingEverywhere);
    const answer = handlers[route.operation](
      { ledger, quirks: current, isDeleted, pager, time, goneWhileRead },
      ask,
    );
    if (route.operation === 'QueryCalls') callsListed = true;
    return isFaulty(route.operation) ? bend(answer, quirks) : answer;
  }

  function isFaulty(operation: OperationName): boolean {
    return operation === (quirks.faultsFor ?? 'QueryCallParticipantSessions');
  }

  function send(
    response: ServerResponse,
    sent: {
      readonly status: number;
      readonly answer: unknown;
      readonly fault: Fault | undefined;
      readonly limit: LimitNow;
    },
  ): void {
    const { status, answer, fault, limit } = sent;
    if (fault?.kind === 'drop') {
      response.destroy();
      return;
    }
    response.statusCode = status;
    response.sendDate = false;
    const date = dateHeader();
    if (date !== undefined) response.setHeader('Date', date);
    if (quirks.rateHeaders !== 'missing') {
      response.setHeader('x-ratelimit-limit', limit.limit);
      response.setHeader('x-ratelimit-remaining', limit.remaining);
      response.setHeader('x-ratelimit-reset', limit.reset);
    }
    if (fault?.kind === 'badGateway') {
      response.setHeader('Content-Type', 'text/html');
      response.end(
        '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>',
      );
      return;
    }
    if (status >= 400 && quirks.plainErrors === true) {
      response.setHeader('Content-Type', 'text/plain');
      response.end('upstream error');
      return;
    }
    const json = JSON.stringify(fault?.kind === 'nullBody' ? null : answer);
    response.setHeader('Content-Type', 'application/json');
    response.end(fault?.kind === 'truncated' ? json.slice(0, Math.floor(json.length / 2)) : json);
  }

  function dateHeader(): string | undefined {
    const shift =
      quirks.dateHeader === 'ahead' ? sevenMinutes : quirks.dateHeader === 'behind' ? -sevenMinutes : 0;
    const date = new Date(now() + shift).toUTCString();
    firstDate ??= date;
    if (quirks.dateHeader === 'missing') return undefined;
    return quirks.dateHeader === 'cached' ? firstDate : date;
  }

  function delay(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        resolve();
      }, ms);
      timers.add(timer);
    });
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => {
      response.destroy();
    });
  });
  const port = await listen(server, options.port ?? 0);
  return {
    url: `http://127.0.0.1:${port}`,
    key,
    secret,
    ledger,
    requests,
    now,
    setQuirks(next) {
      quirks = next;
      faultyRequests = 0;
      callsListed = false;
      goneWhileRead = new Set();
      pager = createPager({ seed, now, quirks: current });
      limits = createLimits(now, current);
    },
    close: () =>
      new Promise((resolve) => {
        for (const timer of timers) clearTimeout(timer);
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

interface Body {
  readonly value: unknown;
  readonly broken: boolean;
}

async function bodyOf(request: IncomingMessage): Promise<Body> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const stream: AsyncIterable<Uint8Array> = request;
  for await (const bytes of stream) {
    size += bytes.length;
    if (size > largestBody) return { value: undefined, broken: true };
    chunks.push(bytes);
  }
  if (size === 0) return { value: undefined, broken: false };
  try {
    return { value: JSON.parse(Buffer.concat(chunks).toString()), broken: false };
  } catch {
    return { value: undefined, broken: true };
  }
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

async function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address: AddressInfo | string | null = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
