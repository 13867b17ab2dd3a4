import { createHmac } from 'node:crypto';
import { StreamClient } from '@stream-io/node-sdk';
import { startSampleServer } from '../../../src/sample/server';
import type { Quirks, SampleOptions, SampleServer, TrueSession } from '../../../src/sample/server';

/** A Thursday in November, a quarter to eleven in the morning. */
export const noon = Date.UTC(2025, 10, 20, 10, 42);
export const minute = 60_000;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined where the body is no JSON. */
  readonly body: unknown;
}

export interface AskOptions {
  readonly key?: string;
  readonly authorization?: string;
  readonly body?: unknown;
}

/** A sample server with a clock that stands still until it is moved, the real SDK on it, and plain `fetch`. */
export interface Stage {
  readonly server: SampleServer;
  readonly sdk: StreamClient;
  /** Moves the clock, ms. */
  readonly pass: (ms: number) => void;
  readonly ask: (method: string, path: string, options?: AskOptions) => Promise<Answer>;
  /** One page of rows, as it stands on the wire. */
  readonly rows: (session: TrueSession, query?: string) => Promise<Answer>;
  /** The `place`-th latest session of a call. */
  readonly session: (cid: string, place?: number) => TrueSession;
}

export async function onStage(options: SampleOptions, act: (stage: Stage) => Promise<void>): Promise<void> {
  let clock = noon;
  const server = await startSampleServer({ now: () => clock, ...options });
  const stage: Stage = {
    server,
    sdk: new StreamClient(server.key, server.secret, { basePath: server.url }),
    pass: (ms) => {
      clock += ms;
    },
    async ask(method, path, { key = server.key, authorization = tokenFor(server.secret), body } = {}) {
      const mark = path.includes('?') ? '&' : '?';
      const response = await fetch(`${server.url}${path}${mark}api_key=${key}`, {
        method,
        headers: { 'stream-auth-type': 'jwt', ...(authorization === '' ? {} : { authorization }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, body: parsed(text) };
    },
    rows: (session, query = '') =>
      stage.ask(
        'GET',
        `/api/v2/video/call/${encodeURIComponent(session.callType)}/${encodeURIComponent(session.callId)}/session/${session.id}/participant_sessions${query}`,
      ),
    session(cid, place = 0) {
      const session = server.ledger.sessions(cid)[place];
      if (session === undefined) throw new Error(`${cid} has no session ${place}`);
      return session;
    },
  };
  try {
    await act(stage);
  } finally {
    await server.close();
  }
}

/** Resolves when the server has got so many requests; it records them before it waits. */
export function untilAsked(server: SampleServer, requests: number): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (server.requests.length >= requests) resolve();
      else setImmediate(look);
    };
    look();
  });
}

/** A token as servers make it; by default the one of the SDK. */
export function tokenFor(
  secret: string,
  payload: object = { server: true },
  header: object = { alg: 'HS256' },
): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part(header)}.${part(payload)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

/** What stands at a place of a JSON value; undefined where there is nothing. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let here = value;
  for (const step of path) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = new Map<string, unknown>(Object.entries(here)).get(String(step));
  }
  return here;
}

export function listAt(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = at(value, ...path);
  if (!Array.isArray(found)) throw new Error(`no list at ${path.join('.')}`);
  return found;
}

export function textAt(value: unknown, ...path: readonly (string | number)[]): string {
  const found = at(value, ...path);
  if (typeof found !== 'string') throw new Error(`no text at ${path.join('.')}`);
  return found;
}

export function numberAt(value: unknown, ...path: readonly (string | number)[]): number {
  const found = at(value, ...path);
  if (typeof found !== 'number') throw new Error(`no number at ${path.join('.')}`);
  return found;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Runs an act under some switches. */
export function under(quirks: Quirks, act: (stage: Stage) => Promise<void>): () => Promise<void> {
  return () => onStage({ quirks }, act);
}

/** Status and Stream's own code of an answer. */
export function outcome({ status, body }: Answer): unknown[] {
  return [status, at(body, 'code')];
}
