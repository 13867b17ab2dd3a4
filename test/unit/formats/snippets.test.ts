import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vm from 'node:vm';
import fc from 'fast-check';
import type { SessionRef } from '../../../src/attendance/call';
import type { Filter } from '../../../src/attendance/filter/filter';
import { curlSnippet } from '../../../src/formats/snippets/curl';
import { nodeSnippet } from '../../../src/formats/snippets/node';
import { pythonSnippet } from '../../../src/formats/snippets/python';
import { quotePython } from '../../../src/formats/snippets/quote-python';
import { quoteShell } from '../../../src/formats/snippets/quote-shell';
import { rowsRequest, type RowsRequest, type SnippetApp } from '../../../src/formats/snippets/rows-request';
import { plainJson, plainLine } from '../../../src/formats/snippets/unseen';
import type { Question } from '../../../src/formats/question';
import { isObject } from '../../../src/queries/check/shapes';
import { startSampleServer, type SampleServer, type TrueSession } from '../../../src/sample/server';
import { sampleNow } from '../documents/sample-book';

/** Ids that are code somewhere. */
const hostile = [
  `'; touch PWNED; '`,
  '$(touch PWNED)',
  '`touch PWNED`',
  '%0atouch PWNED',
  '\ntouch PWNED\n',
  '\r\u2028touch PWNED\u2029',
  '"""\nopen("PWNED","w")\n"""',
  '${process.exit(1)} $& {id}',
  '\\',
  "\\'",
  '!touch PWNED; #',
  '👩‍🚀\u{e0041}\u202eשלום',
  'coding: utf-7',
];

const refOf = ({ callType, callId, id }: TrueSession): SessionRef => ({ callType, callId, sessionId: id });
const plain: SessionRef = { callType: 'default', callId: 'standup', sessionId: 's-1' };

const acme: SnippetApp = { name: 'acme-dev', hasOwnUrl: false };

function requestOf(session: SessionRef, question: Pick<Question, 'rowFilter' | 'window' | 'threshold'> = {}) {
  const request = rowsRequest(session, acme, question);
  assert.ok(request !== undefined);
  return request;
}

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a program. One that is not installed fails the test with its name. */
function run(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>>; readonly input?: string },
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: options.cwd, env: { ...process.env, ...options.env } });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (some: string) => (out += some));
    child.stderr.setEncoding('utf8').on('data', (some: string) => (err += some));
    child.on('error', (error) => {
      reject(new Error(`${command} cannot be run: install curl, jq and python3.`, { cause: error }));
    });
    child.on('close', (code) => {
      resolve({ code, out, err });
    });
    child.stdin.end(options.input ?? '');
  });
}

describe('what a snippet asks', () => {
  const asked = (rowFilter: Filter): Pick<RowsRequest, 'filter' | 'leftOut'> =>
    requestOf(plain, { rowFilter });

  it('is all of a filter that Stream can evaluate', () => {
    assert.deepEqual(asked({}), { session: plain, app: acme, filter: undefined, leftOut: [] });
    assert.deepEqual(asked({ user_id: 'alice', is_live: true }), {
      session: plain,
      app: acme,
      filter: { user_id: { $eq: 'alice' }, is_live: { $eq: true } },
      leftOut: [],
    });
    const both = { $and: [{ user_id: { $in: ['b', 'a'] } }, { publisher_type: 'webrtc' }] };
    assert.deepEqual(asked(both), {
      session: plain,
      app: acme,
      filter: { user_id: { $in: ['a', 'b'] }, publisher_type: { $eq: 'webrtc' } },
      leftOut: [],
    });
  });

  it('is the part that Stream can evaluate, and says that more rows come', () => {
    const { filter, leftOut } = asked({ user_id: 'alice', duration_in_seconds: { $gte: 300 } });
    assert.deepEqual(filter, { user_id: { $eq: 'alice' } });
    assert.deepEqual(leftOut, [
      'Not applied: Stream can evaluate only a part of this row filter, so more rows come than it chooses: {"user_id":"alice","duration_in_seconds":{"$gte":300}}',
    ]);
  });

  it('is no filter where Stream can evaluate nothing, and says so', () => {
    for (const rowFilter of [
      { roles: { $in: ['host'] } },
      { is_live: false },
      { user_id: { $exists: false } },
      { $or: [{ user_id: 'a' }, { is_live: true }] },
    ]) {
      const { filter, leftOut } = asked(rowFilter);
      assert.equal(filter, undefined);
      assert.equal(leftOut.length, 1);
      assert.match(
        leftOut[0] ?? '',
        /^Not applied: Stream cannot evaluate this row filter, so all rows come/,
      );
    }
  });

  it('leaves out what fits no URL, and a long filter from the note', () => {
    const ids = Array.from({ length: 60 }, (_, at) => `user-${'x'.repeat(40)}-${at}`);
    const { filter, leftOut } = asked({ user_id: { $in: ids } });
    assert.equal(filter, undefined);
    assert.match(leftOut.join(), /so all rows come: \(\d+ characters of JSON\)$/);
  });

  it('says that window and threshold are not applied', () => {
    const { leftOut } = requestOf(plain, {
      window: { from: Date.UTC(2026, 10, 22, 9) },
      threshold: 1_800_000,
    });
    assert.deepEqual(leftOut, [
      'Not applied: times are not clipped to the window from 2026-11-22T09:00:00.000Z to ….',
      'Not applied: people who were present less than 1800 s are not left out.',
    ]);
  });

  it('is nothing where the filter contradicts itself', () => {
    assert.equal(
      rowsRequest(plain, acme, { rowFilter: { $and: [{ user_id: 'a' }, { user_id: 'b' }] } }),
      undefined,
    );
  });
});

describe('the notes of a snippet', () => {
  const written = [curlSnippet, nodeSnippet, pythonSnippet].map(
    (write) => (app: SnippetApp) => write({ ...requestOf(plain), app }),
  );

  it('name the app, and its base URL where it has one of its own', () => {
    for (const write of written) {
      const plainly = write(acme);
      assert.match(plainly, /The Stream app is acme-dev: use its key and secret\.(?! It has)/);
      assert.match(write({ ...acme, hasOwnUrl: true }), /base URL of its own: set STREAM_BASE_URL to it\./);
    }
  });
});

describe('values in code', function () {
  this.timeout(30_000);
  const folder = fs.mkdtempSync(path.join(madeFolder(), 'values-'));
  after(() => {
    fs.rmSync(folder, { recursive: true });
  });
  const anyText = fc.string({
    unit: fc.oneof(
      fc.constantFrom(
        ...Array.from(`'"\\\`$!%&(){}[]<>|;#*?~=\n\r\t `),
        '\u2028',
        '\u202e',
        '\ufeff',
        'ש',
        '🎉',
        '\u{e0041}',
      ),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
    maxLength: 20,
  });
  const samples = [...hostile, ...fc.sample(anyText, { numRuns: 300, seed: 5 })];

  it('come out of a shell as they went in', async () => {
    const words = samples.filter((one) => !one.includes('\0') && one.isWellFormed());
    const script = `printf '%s\\0' ${words.map(quoteShell).join(' ')}`;
    const { out, code } = await run('sh', ['-s'], { cwd: folder, input: script });
    assert.equal(code, 0);
    assert.deepEqual(out.split('\0').slice(0, -1), words);
    assert.throws(() => quoteShell('a\0b'), TypeError);
  });

  it('come out of Python as they went in', async () => {
    const words = samples.filter((one) => one.isWellFormed());
    const script = `import json\nprint(json.dumps([${words.map(quotePython).join(', ')}]))\n`;
    const { out, code, err } = await run('python3', ['-'], { cwd: folder, input: script });
    assert.equal(code, 0, err);
    assert.deepEqual(JSON.parse(out), words);
  });

  it('come out of JavaScript and JSON as they went in', () => {
    for (const one of samples) {
      assert.deepEqual(JSON.parse(plainJson([one])), [one]);
      assert.equal(vm.runInNewContext(plainJson(one)), one);
    }
  });

  it('are seen, stand in one line and turn no direction', () => {
    fc.assert(
      fc.property(anyText, (one) => {
        for (const shown of [plainLine(one), plainJson(one), quotePython(one)]) {
          assert.doesNotMatch(shown, /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Script=Hebrew}\p{Script=Arabic}]/u);
        }
      }),
    );
  });
});

/** Below the repository, where Stream's SDK is found. */
function madeFolder(): string {
  const folder = path.resolve('.vscode-test', 'scratch');
  fs.mkdirSync(folder, { recursive: true });
  return folder;
}

/** In place of Stream's SDK for Python, which is not installed: the little of it that a snippet calls. */
const standIn = `import base64, hashlib, hmac, json, types, urllib.parse, urllib.request

def part(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

class Video:
    def __init__(self, key, secret, base):
        body = part(b'{"alg":"HS256","typ":"JWT"}') + "." + part(b"{}")
        signed = hmac.new(secret.encode(), body.encode(), hashlib.sha256).digest()
        self.key, self.token, self.base = key, body + "." + part(signed), base

    def get(self, path, path_params, query_params):
        quoted = {name: urllib.parse.quote(value, safe="") for name, value in path_params.items()}
        query = urllib.parse.urlencode({**query_params, "api_key": self.key})
        url = self.base + path.format(**quoted) + "?" + query
        headers = {"Authorization": self.token, "stream-auth-type": "jwt"}
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            return types.SimpleNamespace(data=json.loads(answer.read()))

class Stream:
    def __init__(self, api_key, api_secret, base_url):
        self.video = Video(api_key, api_secret, base_url)
`;

describe('snippets, run against the sample server', function () {
  this.timeout(60_000);
  let server: SampleServer;
  let folder: string;
  before(async () => {
    server = await startSampleServer({ now: () => sampleNow, quirks: { limitPerMinute: 100_000 } });
    folder = fs.mkdtempSync(path.join(madeFolder(), 'snippets-'));
    fs.writeFileSync(path.join(folder, 'getstream.py'), standIn);
  });
  after(async () => {
    await server.close();
    fs.rmSync(folder, { recursive: true });
  });
  afterEach(() => {
    assert.equal(fs.existsSync(path.join(folder, 'PWNED')), false, 'a value was run');
    server.setQuirks({ limitPerMinute: 100_000 });
  });

  const part = (data: unknown): string => Buffer.from(JSON.stringify(data)).toString('base64url');
  const token = (): string => {
    const body = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ server: true })}`;
    return `${body}.${createHmac('sha256', server.secret).update(body).digest('base64url')}`;
  };
  const env = (): Record<string, string> => ({
    STREAM_BASE_URL: server.url,
    STREAM_API_KEY: server.key,
    STREAM_API_SECRET: server.secret,
    STREAM_TOKEN: token(),
    PYTHONDONTWRITEBYTECODE: '1',
  });
  const runCurl = (request: RowsRequest): Promise<Ran> =>
    run('sh', ['-s'], { cwd: folder, env: env(), input: curlSnippet(request) });
  const runNode = (request: RowsRequest): Promise<Ran> => {
    fs.writeFileSync(path.join(folder, 'rows.mjs'), nodeSnippet(request));
    return run(process.execPath, ['rows.mjs'], { cwd: folder, env: env() });
  };
  const runPython = (request: RowsRequest): Promise<Ran> => {
    fs.writeFileSync(path.join(folder, 'rows.py'), pythonSnippet(request));
    return run('python3', ['rows.py'], { cwd: folder, env: env() });
  };
  const ways = { curl: runCurl, node: runNode, python: runPython };

  function rowsOf({ out, err, code }: Ran): readonly string[] {
    assert.equal(code, 0, err);
    return out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const row: unknown = JSON.parse(line);
        assert.ok(isObject(row));
        return JSON.stringify([row['user_id'], row['user_session_id']]);
      })
      .sort();
  }
  const truth = (session: TrueSession, user?: string): readonly string[] =>
    server.ledger
      .connections(session.id)
      .filter(({ userId }) => user === undefined || userId === user)
      .map(({ userId, userSessionId }) => JSON.stringify([userId, userSessionId]))
      .sort();
  const sessionWith = (fits: (session: TrueSession, rows: number) => boolean): TrueSession => {
    const found = server.ledger
      .sessions()
      .find((session) => !session.rowsExpired && fits(session, server.ledger.connections(session.id).length));
    assert.ok(found !== undefined);
    return found;
  };
  const asked = () => server.requests.filter(({ operation }) => operation === 'QueryCallParticipantSessions');

  for (const [name, runIt] of Object.entries(ways)) {
    it(`brings all rows of all pages by ${name}`, async () => {
      const session = sessionWith((_, rows) => rows > 150 && rows < 1000);
      assert.deepEqual(rowsOf(await runIt(requestOf(refOf(session)))), truth(session));
    });

    it(`brings the rows of a person by ${name}, short and empty pages too`, async () => {
      server.setQuirks({ limitPerMinute: 100_000, emptyPageWithNext: true, shortPages: true });
      const session = sessionWith((one, rows) => one.cid.includes('a:b:c') && rows > 0);
      const user = `"O'Neil", <b>Pat</b>`;
      assert.ok(truth(session, user).length > 0);
      const request = requestOf(refOf(session), { rowFilter: { user_id: user } });
      assert.deepEqual(rowsOf(await runIt(request)), truth(session, user));
    });

    it(`hands ids over unchanged and runs none of them by ${name}`, async () => {
      const before = asked().length;
      const rowFilter = { user_id: { $in: hostile }, roles: { $in: hostile } };
      const session = refOf(sessionWith((_, rows) => rows > 0));
      const app = { name: hostile.join(' '), hasOwnUrl: true };
      const { err, code } = await runIt({ ...requestOf(session, { rowFilter }), app });
      assert.equal(code, 0, err);
      const filters = asked()
        .slice(before)
        .map(({ query }) => JSON.parse(query['filter_conditions'] ?? '{}') as unknown);
      assert.deepEqual(filters, [{ user_id: { $in: hostile.toSorted() } }]);
    });

    it(`stops at a cursor that leads nowhere by ${name}`, async () => {
      server.setQuirks({ limitPerMinute: 100_000, repeatingNext: true });
      const { code, err } = await runIt(requestOf(refOf(sessionWith((_, rows) => rows > 300))));
      assert.notEqual(code, 0);
      assert.match(err, /Stream repeated a cursor/);
    });
  }

  it('hands over hostile ids of calls and sessions, one by one by curl, and by all others at once', async () => {
    const before = server.requests.length;
    const refs = hostile.map((id): SessionRef => ({ callType: id, callId: `${id}/..`, sessionId: id }));
    for (const session of refs) await runCurl(requestOf(session, { rowFilter: { user_id: session.callId } }));
    const together = {
      callType: hostile[11] ?? '',
      callId: hostile.slice(0, 4).join(''),
      sessionId: hostile.join(''),
    };
    for (const runIt of [runNode, runPython]) await runIt(requestOf(together));
    const paths = server.requests
      .slice(before)
      .map((request) => request.path.split('/').map(decodeURIComponent))
      .map(([, , , , , type, id, , session]) => ({ callType: type, callId: id, sessionId: session }));
    assert.deepEqual(paths, [...refs, together, together]);
  });

  it('names no key, no secret and no token', () => {
    const request = requestOf(refOf(sessionWith((_, rows) => rows > 0)));
    for (const snippet of [curlSnippet, nodeSnippet, pythonSnippet].map((write) => write(request))) {
      for (const word of [server.key, server.secret, token(), server.url])
        assert.ok(!snippet.includes(word), word);
      assert.match(snippet, /kept for 90 days/);
    }
  });

  it('fails where the token is wrong, with what curl says of it', async () => {
    const { code, err } = await run('sh', ['-s'], {
      cwd: folder,
      env: { ...env(), STREAM_TOKEN: 'wrong' },
      input: curlSnippet(requestOf(plain)),
    });
    assert.notEqual(code, 0);
    assert.match(err, /401/);
  });
});
