import { StreamClient } from '@stream-io/node-sdk';
import { safeBaseUrl } from './base-url';
import { redactor } from './redact';
import { undecodable } from './transport';
import type { Operation, QueryBody, RawOutcome, Transport, TransportOptions } from './transport';

/** What of an SDK answer is not the body. */
interface Metadata {
  readonly clientRequestId: string;
  readonly responseHeaders: Headers;
  readonly responseCode: number;
}

/**
 * Opens a connection through Stream's Node SDK: the one file that knows it. Everything it does not promise is guarded by
 * the door (`path-ids.ts`: it puts path parameters into the URL as they are; `policy.ts`: it neither retries nor aborts).
 * @throws Error for an empty secret or a base URL that must not be used; it names neither.
 */
export function openTransport(options: TransportOptions): Transport {
  const basePath = options.baseUrl === undefined ? undefined : safeBaseUrl(options.baseUrl);
  if (options.baseUrl !== undefined && basePath === undefined) {
    throw new Error(
      'The base URL must be https (http on this computer only), without user name, query or fragment.',
    );
  }
  if (options.key === '' || options.secret === '') throw new Error('The API key or the secret is empty.');
  const client = new StreamClient(options.key, options.secret, {
    timeout: options.timeoutMs,
    ...(basePath === undefined ? {} : { basePath }),
  });
  const token = client.apiClient.apiConfig.token;
  const redact = redactor([options.key, options.secret, token, token.slice(token.lastIndexOf('.') + 1)]);

  return {
    async send(operation, how) {
      try {
        if (how?.raw === true) {
          const answer = await askRaw(client, operation);
          return answered(answer.metadata, answer.body);
        }
        const { metadata, ...body }: { metadata: Metadata } = await ask(client, operation);
        return answered(metadata, Object.keys(body).length === 0 ? null : body);
      } catch (error) {
        return failed(error, redact);
      }
    },
  };
}

function answered(metadata: Metadata, body: unknown): RawOutcome {
  return {
    ok: true,
    status: metadata.responseCode,
    headers: new Map(metadata.responseHeaders),
    requestId: metadata.clientRequestId,
    body,
  };
}

async function ask(client: StreamClient, operation: Operation): Promise<{ metadata: Metadata }> {
  switch (operation.name) {
    case 'QueryCalls':
      return client.video.queryCalls(copied(operation.body));
    case 'GetCall':
      // Never `ring` or `notify`: reading must not make a phone ring.
      return client.video.getCall({
        ...encoded(operation.path),
        ...(operation.membersLimit === undefined ? {} : { members_limit: operation.membersLimit }),
      });
    case 'QueryCallMembers':
      return client.video.queryCallMembers({
        ...copied(operation.body),
        type: operation.body.type,
        id: operation.body.id,
      });
    case 'QueryCallSessionStats':
      return client.video.queryCallSessionStats(copied(operation.body));
    case 'QueryCallParticipantSessions':
      return client.video.queryCallParticipantSessions({ ...encoded(operation.path), ...operation.query });
    case 'GetCallReport':
      return client.video.getCallReport({
        ...encoded(operation.path),
        ...(operation.sessionId === undefined ? {} : { session_id: operation.sessionId }),
      });
    case 'GetCallSessionParticipantStatsTimeline':
      return client.video.getCallSessionParticipantStatsTimeline(encoded(operation.path));
    case 'QueryUsers':
      return client.queryUsers({
        payload: {
          filter_conditions: { ...operation.filter },
          ...(operation.limit === undefined ? {} : { limit: operation.limit }),
        },
      });
    case 'GetRateLimits':
      return client.getRateLimits({
        server_side: true,
        ...(operation.endpoints === undefined ? {} : { endpoints: operation.endpoints }),
      });
  }
}

/** The same request, answered before the SDK's decoders change the body in place. */
async function askRaw(
  client: StreamClient,
  operation: Operation,
): Promise<{ readonly metadata: Metadata; readonly body: unknown }> {
  const api = client.video.apiClient;
  const json = 'application/json';
  switch (operation.name) {
    case 'QueryCalls':
      return api.sendRequest('POST', '/api/v2/video/calls', undefined, undefined, operation.body, json);
    case 'QueryCallSessionStats':
      return api.sendRequest('POST', '/api/v2/video/call_stats', undefined, undefined, operation.body, json);
    case 'QueryCallMembers':
      return api.sendRequest(
        'POST',
        '/api/v2/video/call/members',
        undefined,
        undefined,
        operation.body,
        json,
      );
    case 'GetCall':
      return api.sendRequest('GET', '/api/v2/video/call/{type}/{id}', encoded(operation.path));
    case 'QueryCallParticipantSessions':
      return api.sendRequest(
        'GET',
        '/api/v2/video/call/{type}/{id}/session/{session}/participant_sessions',
        encoded(operation.path),
        { ...operation.query },
      );
    case 'GetCallReport':
    case 'GetCallSessionParticipantStatsTimeline':
    case 'QueryUsers':
    case 'GetRateLimits':
      throw new Error(`${operation.name} is not asked raw.`);
  }
}

/** Path parameters for the SDK, which puts them into the URL unencoded and by `String.replace`, where `$&` has a meaning. */
function encoded<P extends Readonly<Record<string, string>>>(path: P): { [K in keyof P]: string };
function encoded(path: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(path).map(([name, id]) => [name, encodeURIComponent(id)]));
}

function copied(body: QueryBody) {
  const { sort, ...rest } = body;
  return { ...rest, ...(sort === undefined ? {} : { sort: sort.map((by) => ({ ...by })) }) };
}

/**
 * Reads what the SDK threw. `StreamError` is not exported, so it is told by its shape: an answer with an error status has
 * `metadata.responseCode`; no answer has the system's error in `code`; a timeout has neither.
 */
function failed(error: unknown, redact: (words: string) => string): RawOutcome {
  const metadata = property(error, 'metadata');
  const requestId = stringOr(property(metadata, 'clientRequestId'));
  const status = property(metadata, 'responseCode');
  const code = property(error, 'code');
  const nothing = {
    ok: false,
    status: undefined,
    code: undefined,
    headers: new Map<string, string>(),
    requestId,
  } as const;
  if (typeof status === 'number') {
    const headers = property(metadata, 'responseHeaders');
    return {
      ...nothing,
      cause: 'http',
      status,
      // Without a JSON body the SDK puts the status where Stream's code belongs.
      code: typeof code === 'number' && code !== status ? code : undefined,
      message: redact(messageOf(error).replace(/^Stream error code [^:]*: /, '')),
      headers: headers instanceof Headers ? new Map(headers) : nothing.headers,
    };
  }
  // The SDK's decoders run outside its own error handling: what they throw comes as it is.
  if (metadata === undefined) return { ...nothing, cause: 'body', message: undecodable };
  if (!(code instanceof Error)) return { ...nothing, cause: 'timeout', message: 'No answer in time.' };
  if (code.name === 'SyntaxError') return { ...nothing, cause: 'body', message: 'The answer is no JSON.' };
  const systemCode = systemCodeOf(code);
  if (systemCode === undefined && code.cause === undefined && code.message !== 'terminated') {
    return { ...nothing, cause: 'body', message: 'The error answer is not in the form of an error.' };
  }
  const late = systemCode !== undefined && /TIMEOUT|ETIMEDOUT/.test(systemCode);
  return { ...nothing, cause: late ? 'timeout' : 'network', message: systemCode ?? 'connection lost' };
}

/** `ENOTFOUND`, `ECONNREFUSED`, `UND_ERR_SOCKET`, … from the chain of causes; never a message, which may hold addresses. */
function systemCodeOf(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const code = property(at, 'code');
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code)) return code;
  }
  return undefined;
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function stringOr(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}
