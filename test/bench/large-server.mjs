// A session with 100,000 rows: before the sample server stands one that answers for the rows of its livestream, and
// passes everything else on.
import { createServer } from 'node:http';

const [rowCount, peopleCount] = [100_000, 60_000];
const pageSize = 100;

/**
 * @typedef {object} Row as Stream writes it
 * @property {string} user_id
 * @property {string} user_session_id
 * @property {string} publisher_type
 * @property {readonly string[]} roles
 * @property {number} joined_at ns
 * @property {number | null} left_at ns
 * @property {number | null} duration_in_seconds
 */

/** Numbers from 0 to below 1, the same each time. @param {number} seed */
function numbersFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Past the middle of the millisecond: a double holds no single nanosecond of today. @param {number} ms */
const nanos = (ms) => Number(BigInt(ms) * 1_000_000n + 500_000n);

/**
 * Rows by their start: of each person one, the others are of people who came again after they had left. One row in 2,000
 * has no end.
 * @param {number} from ms @param {number} to ms
 * @returns {readonly Row[]}
 */
function rowsBetween(from, to) {
  const random = numbersFrom(1);
  const whole = (/** @type {number} */ below) => Math.floor(random() * below);
  /** When each person is gone, ms. @type {number[]} */
  const goneAt = [];
  const rows = Array.from({ length: rowCount }, (_, index) => {
    const person = index < peopleCount ? index : whole(peopleCount);
    const earliest = goneAt[person] ?? from;
    const joined = earliest + whole(Math.max(1, (to - earliest) * (index < peopleCount ? 0.6 : 0.2)));
    const left = joined + whole(Math.max(1, (to - joined) * 0.6));
    goneAt[person] = left;
    const hasEnd = index % 2000 !== 1999;
    return {
      user_id: person % 300 === 299 ? '!anon' : `viewer_${person.toString(36).padStart(4, '0')}`,
      user_session_id: `5e551000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`,
      publisher_type: person < 2 ? 'rtmp' : person % 100 === 7 ? 'sip' : 'webrtc',
      roles: [person < 5 ? 'host' : 'user'],
      joined_at: nanos(joined),
      left_at: hasEnd ? nanos(left) : null,
      duration_in_seconds: hasEnd ? Math.floor((left - joined) / 1000) : null,
    };
  });
  return rows.sort((one, other) => one.joined_at - other.joined_at);
}

/** What a filter of rows asks for, as far as Rollcall sends it to a server. @param {unknown} filter @returns {(row: Row) => boolean} */
function judge(filter) {
  const tests = Object.entries(/** @type {Record<string, any>} */ (filter ?? {})).map(([field, asked]) => {
    const wanted = typeof asked === 'object' && asked !== null ? (asked.$in ?? [asked.$eq]) : [asked];
    switch (field) {
      case 'user_id':
      case 'publisher_type':
        return (/** @type {Row} */ row) => wanted.includes(row[field]);
      case 'is_tech_user':
        return () => wanted.includes(false);
      default:
        throw new Error(`The large session knows no filter by ${field}.`);
    }
  });
  return (row) => tests.every((test) => test(row));
}

/**
 * @param {Awaited<ReturnType<typeof import('../workbench/sample.mjs').startFixedSample>>} sample
 * @param {{ callType: string, callId: string, id: string, startedAt: number, endedAt?: number | undefined }} session
 * @returns {Promise<{ url: string, rows: number, close: () => Promise<void> }>}
 */
export async function startLargeServer({ server: { url }, ask }, session) {
  const path = `/video/call/${session.callType}/${session.callId}/session/${session.id}/participant_sessions`;
  const frame = await ask(path, { query: { limit: '1' } });
  const rows = rowsBetween(session.startedAt, session.endedAt ?? session.startedAt + 3_600_000);
  const seconds = rows.reduce((sum, row) => sum + (row.duration_in_seconds ?? 0), 0);
  const people = new Set(rows.map((row) => row.user_id)).size;
  /** @type {Map<string, readonly Row[]>} */
  const wanted = new Map();

  /** @param {URLSearchParams} query */
  function page(query) {
    const filter = query.get('filter_conditions') ?? '';
    const found = wanted.get(filter) ?? rows.filter(judge(JSON.parse(filter || '{}')));
    wanted.set(filter, found);
    const from = Number(query.get('next') ?? 0);
    const to = from + Math.min(pageSize, Number(query.get('limit') ?? pageSize));
    const { next: _next, prev: _prev, ...rest } = frame;
    return {
      ...rest,
      total_participant_sessions: rows.length,
      total_participant_duration: seconds,
      participants_sessions: found.slice(from, to),
      ...(to < found.length ? { next: String(to) } : {}),
    };
  }

  /** The sample's own statistics of the session would contradict the rows. @param {string} text */
  function withTotals(text) {
    const answer = JSON.parse(text);
    for (const { call_session_id: id, counts } of answer.call_stats ?? []) {
      if (id !== session.id) continue;
      Object.assign(counts, {
        participants: people,
        sessions: rows.length,
        total_participant_duration: seconds,
      });
    }
    return JSON.stringify(answer);
  }

  const server = createServer((request, response) => {
    void (async () => {
      const asked = new URL(request.url ?? '/', url);
      response.setHeader('Content-Type', 'application/json');
      if (decodeURIComponent(asked.pathname) === `/api/v2${path}`) {
        for (const name of ['limit', 'remaining']) response.setHeader(`x-ratelimit-${name}`, 1_000_000);
        response.setHeader('x-ratelimit-reset', Math.ceil(Date.parse(date ?? '') / 1000) + 60);
        if (date !== null) {
          response.sendDate = false;
          response.setHeader('Date', date);
        }
        response.end(JSON.stringify(page(asked.searchParams)));
        return;
      }
      /** @type {Buffer[]} */
      const body = [];
      for await (const chunk of request) body.push(chunk);
      const { host: _host, connection: _connection, ...headers } = request.headers;
      const answer = await fetch(asked, {
        method: request.method ?? 'GET',
        headers: Object.entries(headers).flatMap(([name, value]) =>
          typeof value === 'string' && name !== 'content-length' ? [[name, value]] : [],
        ),
        ...(request.method === 'POST' ? { body: Buffer.concat(body) } : {}),
      });
      response.statusCode = answer.status;
      response.sendDate = false;
      for (const name of ['date', 'x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset']) {
        const value = answer.headers.get(name);
        if (value !== null) response.setHeader(name, value);
      }
      const text = await answer.text();
      response.end(answer.ok && asked.pathname.endsWith('/call_stats') ? withTotals(text) : text);
    })().catch((error) => response.destroy(error));
  });
  // The sample's clock stands: so does ours.
  const date = (await fetch(`${url}/`)).headers.get('date');
  await new Promise((listening) => server.listen(0, '127.0.0.1', () => listening(undefined)));
  const address = server.address();
  if (address === null || typeof address !== 'object')
    throw new Error('The server for many rows has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    rows: rows.length,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed(undefined));
        server.closeAllConnections();
      }),
  };
}
