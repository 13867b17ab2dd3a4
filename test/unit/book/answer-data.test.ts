import assert from 'node:assert/strict';
import { runAtOnce } from '../../../src/attendance/figures/slices';
import { english } from '../../../src/attendance/text';
import { answerData, rowsData } from '../../../src/book/plan/answer-data';
import { answerNotes } from '../../../src/book/telling/answer-notes';
import { figuresMarkdown } from '../../../src/book/telling/figures-markdown';
import { openSampleBook } from '../documents/sample-book';

type Opened = Awaited<ReturnType<typeof openSampleBook>>;

describe('an answer as plain data', function () {
  this.timeout(20_000);

  let opened: Opened;
  before(async () => {
    opened = await openSampleBook();
  });
  after(() => opened.close());

  const sessionOf = (cid: string, live: boolean) => {
    const found = opened.server.ledger.sessions(cid).find((each) => each.live === live);
    assert.ok(found !== undefined);
    return { callType: found.callType, callId: found.callId, sessionId: found.id };
  };

  it('is JSON that says of each figure both sides, and of what it rests on everything', async () => {
    const session = sessionOf('default:daily-standup', false);
    const answer = await opened.book.attendance(session);
    const data = answerData(answer, 'Sample data');
    assert.deepEqual(JSON.parse(JSON.stringify(data)), data);
    assert.equal(data.app, 'Sample data');
    assert.equal(data.call, 'default:daily-standup');
    assert.equal(data.session, session.sessionId);
    assert.deepEqual(data.asked, {});
    assert.equal(data.rows, answer.rows.length);
    assert.equal(data.coverage.complete, true);
    assert.equal(data.totals.participantSessions, answer.rows.length);
    assert.deepEqual(data.requests, answer.plan.requests);
    assert.match(data.asOf ?? '', /^2026-11-18T.*Z$/);
    for (const [id, figure] of Object.entries(data.figures)) {
      assert.ok('certain' in figure && 'upTo' in figure, id);
      assert.ok(figure.text !== '' && figure.name !== '', id);
      if (typeof figure.certain === 'number' && typeof figure.upTo === 'number')
        assert.ok(figure.certain <= figure.upTo, id);
    }
    const { value } = answer.figures.intervalTime.tell();
    const { certain, upTo } = value.pair.both();
    assert.ok(certain > 0);
    assert.deepEqual(
      [data.figures['interval-time']?.certain, data.figures['interval-time']?.upTo],
      [certain, upTo ?? null],
    );
    assert.equal(data.figures['people']?.unit, 'people');
    assert.equal('participants' in data, false);
  });

  it('tells the question, and of a live session that it may still change', async () => {
    const [live] = opened.server.ledger.sessions().filter((each) => each.live);
    assert.ok(live !== undefined);
    const ref = { callType: live.callType, callId: live.callId, sessionId: live.id };
    const window = { from: live.startedAt };
    const answer = await opened.book.attendance(ref, {
      rowFilter: { publisher_type: 'webrtc' },
      window,
      threshold: 60_000,
    });
    const data = answerData(answer, 'x');
    assert.deepEqual(data.asked, {
      rows: { publisher_type: 'webrtc' },
      window: { from: new Date(live.startedAt).toISOString() },
      presentAtLeastSeconds: 60,
    });
    assert.equal(data.state.provisional, true);
    assert.equal(data.state.code, 'live');
    const reported = data.figures['reported-time'];
    assert.match(reported?.text ?? '', /have no duration/);
    assert.equal(reported?.upTo, null, 'rows that are still open are missing in it');
  });

  it('says "at least" where not all rows were read: no side is made up', async () => {
    const book = opened.anotherBook();
    const session = sessionOf('default:daily-standup', false);
    await book.rows(session).load();
    const rows = book.rows(session);
    assert.ok(rows.hasMore, 'the session has several pages');
    const abort = new AbortController();
    abort.abort();
    const answer = await book.attendance(session, {}, { signal: abort.signal });
    const data = answerData(answer, 'x');
    assert.equal(data.coverage.exhaustive, false);
    assert.equal(data.figures['interval-time']?.upTo, null);
    assert.equal(data.figures['people']?.upTo, null);
    assert.ok(data.notes.length > 0);
    assert.deepEqual(answerNotes(answer).map(english), data.notes);
    const figures = figuresMarkdown(answer, 'acme', {
      say: english,
      locale: 'en',
      show: { display: 'utc', locale: 'en', zone: 'UTC' },
    });
    assert.match(figures, /^- Stream app: acme$/m);
    assert.equal(figures.match(/^- What else must be known: ./gm)?.length, data.notes.length);
    book.dispose();
  });

  it('hands out the chosen rows in Stream’s form', async () => {
    const session = sessionOf('default:daily-standup', false);
    const all = await opened.book.attendance(session);
    const userId = all.rows.userId(0);
    const answer = await opened.book.attendance(session, { rowFilter: { user_id: userId } });
    const rows = runAtOnce(rowsData(answer));
    const connections = opened.server.ledger
      .connections(session.sessionId)
      .filter((each) => each.userId === userId);
    assert.equal(rows.length, connections.length);
    assert.ok(rows.every((row) => row['user_id'] === userId && typeof row['joined_at'] === 'string'));
    assert.deepEqual(JSON.parse(JSON.stringify(rows)), rows);
    assert.equal(answerData(answer, 'x', rows).participants, rows);
  });
});
