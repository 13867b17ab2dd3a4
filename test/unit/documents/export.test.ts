import assert from 'node:assert/strict';
import type { SessionRef } from '../../../src/attendance/call';
import type { Telling } from '../../../src/attendance/figures/figure-words';
import { english } from '../../../src/attendance/text';
import type { AttendanceAnswer, AttendanceQuery } from '../../../src/book/book';
import { answerData } from '../../../src/book/plan/answer-data';
import { summaryMarkdown } from '../../../src/book/telling/summary-markdown';
import { exportFormats, type ExportFormat } from '../../../src/documents/exports/export-arguments';
import { exportDocument, type ExportDocument } from '../../../src/documents/exports/export-document';
import { hashing } from '../../../src/shell/file-pair';
import { isObject } from '../../../src/queries/check/shapes';
import type { Quirks, TrueSession } from '../../../src/sample/server';
import { openSampleBook } from './sample-book';

type Opened = Awaited<ReturnType<typeof openSampleBook>>;

const telling: Telling = { say: english, locale: 'en', show: { display: 'utc', locale: 'en', zone: 'UTC' } };
const pausing = { now: () => 0, pause: () => Promise.resolve() };

describe('exports of what the book reads on the sample server', function () {
  this.timeout(20_000);

  let opened: Opened;
  const open = async (quirks?: Quirks): Promise<void> => {
    opened = await openSampleBook(quirks);
  };
  afterEach(() => opened.close());

  const refOf = ({ callType, callId, id }: TrueSession): SessionRef => ({ callType, callId, sessionId: id });
  const settled = (fits: (session: TrueSession) => boolean): TrueSession => {
    const found = opened.server.ledger
      .sessions()
      .find((session) => session.reportReady && !session.rowsExpired && fits(session));
    assert.ok(found !== undefined);
    return found;
  };
  const rowsOf = (session: TrueSession) => opened.server.ledger.connections(session.id);
  /** With people whom other programs trip over. */
  const odd = (): TrueSession => settled(({ cid }) => cid.includes('a:b:c'));

  const documentOf = (answer: AttendanceAnswer, format: ExportFormat): Promise<ExportDocument> =>
    exportDocument(
      answer,
      format,
      { telling, appName: 'Sample data', version: '0.1.0', addRollcallKey: true, envelope: undefined },
      pausing,
    );

  async function exported(
    session: TrueSession,
    format: ExportFormat,
    query: AttendanceQuery = {},
  ): Promise<{ readonly file: string; readonly side: string; readonly about: Record<string, unknown> }> {
    const document = await documentOf(await opened.book.attendance(refOf(session), query), format);
    const { slices, content } = hashing(document.slices(new AbortController().signal));
    const pieces: Uint8Array[] = [];
    for await (const slice of slices) pieces.push(slice);
    const side = document.side(`rows.${format}`, content());
    const about: unknown = JSON.parse(side);
    assert.ok(isObject(about));
    return { file: Buffer.concat(pieces).toString(), side, about: { ...about } };
  }
  const idsIn = (rows: readonly unknown[]): readonly string[] =>
    rows
      .map((row) => {
        assert.ok(isObject(row));
        return JSON.stringify([row['user_id'], row['user_session_id']]);
      })
      .sort();
  const truth = (session: TrueSession): readonly string[] =>
    rowsOf(session)
      .map(({ userId, userSessionId }) => JSON.stringify([userId, userSessionId]))
      .sort();

  it('hold every row of a session, whatever people are called', async () => {
    await open();
    const session = odd();
    const lines = (await exported(session, 'ndjson')).file.trimEnd().split('\n');
    assert.deepEqual(idsIn(lines.map((line): unknown => JSON.parse(line))), truth(session));
    const json: unknown = JSON.parse((await exported(session, 'json')).file);
    assert.ok(isObject(json) && Array.isArray(json['participants_sessions']));
    assert.deepEqual(idsIn(json['participants_sessions']), truth(session));
    const csv = (await exported(session, 'csv')).file;
    const { about } = await exported(session, 'csv');
    assert.ok(Array.isArray(about['columns']));
    assert.equal(csv.slice(0, csv.indexOf('\r\n')), about['columns'].join(','));
    assert.equal(about['rows'], truth(session).length);
    const table = (await exported(session, 'markdown')).file
      .split('\n')
      .filter((line) => line.startsWith('| '));
    assert.equal(table.length, truth(session).length + 2);
  });

  it('are the same bytes for the same question, also by another reader, and in the order of joining', async () => {
    await open();
    const session = odd();
    for (const format of exportFormats) {
      const first = await exported(session, format, { window: { from: session.startedAt + 60_000 } });
      const again = await exported(session, format, { window: { from: session.startedAt + 60_000 } });
      assert.equal(first.file, again.file);
      assert.equal(first.side, again.side);
    }
    const before = await exported(session, 'csv');
    opened.book.dispose();
    const another = opened.anotherBook();
    const answer = await another.attendance(refOf(session));
    const document = await documentOf(answer, 'csv');
    const { slices, content } = hashing(document.slices(new AbortController().signal));
    const pieces: Uint8Array[] = [];
    for await (const slice of slices) pieces.push(slice);
    assert.equal(Buffer.concat(pieces).toString(), before.file);
    assert.equal(document.side('rows.csv', content()), before.side);
    another.dispose();
    const joined = before.file
      .split('\r\n')
      .map((line) => /,(\d{4}-\d\d-\d\dT[\d:.]+Z),/.exec(line)?.[1] ?? '')
      .filter((time) => time !== '');
    assert.deepEqual(joined, joined.toSorted());
    assert.ok(joined.length > 3);
  });

  it('say beside them what they are, without a key or a clock of their own', async () => {
    await open();
    const session = odd();
    const from = session.startedAt + 60_000;
    const query = { rowFilter: { user_id: '=SUM(A1:A9)' }, window: { from }, threshold: 90_000 };
    await opened.book.sessionsOf(session.cid).load();
    const { about, side, file } = await exported(session, 'csv', query);
    const { sha256, bytes, columns, asOf, readUntil, notes, state, ...rest } = about;
    assert.match(String(sha256), /^[0-9a-f]{64}$/);
    assert.equal(bytes, Buffer.byteLength(file));
    assert.ok(Array.isArray(columns) && columns.at(-1) === 'guarded_cells');
    assert.equal(asOf, new Date(opened.server.now()).toISOString());
    assert.equal(typeof readUntil, 'string');
    assert.deepEqual(notes, [
      'The person threshold chooses people, not rows: rows of everybody are in the file.',
    ]);
    const rows = rowsOf(session).filter(({ userId }) => userId === '=SUM(A1:A9)').length;
    assert.deepEqual(rest, {
      rollcall: 'export',
      form: 1,
      file: 'rows.csv',
      format: 'csv',
      app: 'Sample data',
      call: session.cid,
      session: session.id,
      question: {
        rows: { user_id: '=SUM(A1:A9)' },
        window: { from: new Date(from).toISOString() },
        presentAtLeastSeconds: 90,
      },
      provisional: false,
      rows,
      coverage: {
        read: rows,
        of: rowsOf(session).length,
        complete: false,
        exhaustive: true,
        chosenByStream: true,
        changedWhileReading: false,
      },
      total_participant_sessions: rowsOf(session).length,
      total_participant_duration: rest['total_participant_duration'],
      version: '0.1.0',
    });
    assert.match(String(state), /settled|final/);
    for (const secret of [opened.server.key, opened.server.secret]) assert.ok(!side.includes(secret));
  });

  it('under a window of another session say so beside them, and to who saved them', async () => {
    await open();
    const session = odd();
    await opened.book.sessionsOf(session.cid).load();
    const window = { from: session.startedAt - 7_200_000, to: session.startedAt - 3_600_000 };
    const { about } = await exported(session, 'csv', { window });
    assert.ok(Array.isArray(about['notes']));
    const outside =
      /^The window lies outside this session: .* Every figure of time is zero for that reason\.$/;
    assert.match(String(about['notes'][0]), outside);
    const answer = await opened.book.attendance(refOf(session), { window });
    assert.match((await documentOf(answer, 'csv')).saved('a.csv'), /The window lies outside this session: /);
    assert.match(answerData(answer, 'x').notes[0] ?? '', outside);
    assert.equal(answerData(answer, 'x').figures['presence']?.certain, 0);
  });

  it('of a part of the rows say so in both files', async () => {
    await open();
    const session = settled((one) => rowsOf(one).length > 40);
    const stop = new AbortController();
    const answer = await opened.book.attendance(
      refOf(session),
      {},
      {
        signal: stop.signal,
        onProgress: ({ read }) => {
          if (read >= 20) stop.abort();
        },
      },
    );
    assert.equal(answer.basis.coverage.exhaustive, false);
    const document = await documentOf(answer, 'ndjson');
    const { slices, content } = hashing(document.slices(new AbortController().signal));
    let file = '';
    for await (const slice of slices) file += Buffer.from(slice).toString();
    const side: unknown = JSON.parse(document.side('rows.ndjson', content()));
    assert.ok(isObject(side) && isObject(side['coverage']));
    assert.equal(side['coverage']['complete'], false);
    assert.ok(Number(side['coverage']['read']) < rowsOf(session).length);
    assert.match(file, /"_rollcall":\{/);
    const said = document.saved('rows.ndjson');
    assert.match(said, /Not all rows were read: \d+ of \d+\./);
    assert.ok(said.endsWith(` Session ${session.id} of ${session.cid}.`), said);
    const alice = await documentOf(
      await opened.book.attendance(refOf(odd()), { rowFilter: { publisher_type: 'webrtc' } }),
      'csv',
    );
    assert.ok(/ Session .* of .*: .*webrtc.*\.$/.test(alice.saved('a.csv')), alice.saved('a.csv'));
  });

  it('are refused where there is no row, with the reason', async () => {
    await open();
    const none = await opened.book.attendance(refOf(odd()), { rowFilter: { user_id: 'nobody' } });
    await assert.rejects(
      documentOf(none, 'csv'),
      new RegExp(`None of the ${rowsOf(odd()).length} rows that were read passes the row filter`),
    );
    const expired = opened.server.ledger.sessions().find((session) => session.rowsExpired);
    assert.ok(expired !== undefined);
    await opened.book.sessionsOf(expired.cid).load();
    await assert.rejects(
      documentOf(await opened.book.attendance(refOf(expired)), 'csv'),
      /There is no row to export\. The state of the session: rows expired/,
    );
  });

  it('as a summary tell app, call, state, figures of both columns and what to know', async () => {
    await open();
    const live = opened.server.ledger.sessions().find((session) => session.live);
    assert.ok(live !== undefined);
    const answer = await opened.book.attendance(refOf(live));
    const words = await summaryMarkdown(answer, 'acme [prod]', telling, pausing);
    assert.match(words, /^- Stream app: acme `\[prod\]`\n- Call: /);
    assert.match(words, new RegExp(`- Session: ${live.id}\n- State: .*\n- Coverage: .*as of `));
    assert.match(
      words,
      /\| Figure \| Whole session \(Stream\) \| This filter \(computed\) \|\n\| --- \| --- \| --- \|\n/,
    );
    assert.match(words, /may still change/);
    assert.match(
      words,
      /\nWhat to know of the rows:\n\n- Rows that were still open when they were read: \d+\./,
    );
  });
});
