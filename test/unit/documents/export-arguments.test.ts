import assert from 'node:assert/strict';
import {
  readExportArguments,
  readExtraQuestion,
  refuseOtherSession,
} from '../../../src/documents/exports/export-arguments';
import { othersByNearness } from '../../../src/documents/exports/sessions-near';

const nothing = { question: undefined, format: undefined, to: undefined, overwrite: false };

describe('the arguments of an export', () => {
  it('are nothing where VS Code’s menus give a list or nothing', () => {
    for (const extra of [undefined, null, [], [{ target: {} }], 'csv', 3])
      assert.deepEqual(readExportArguments(extra), nothing);
  });

  it('are question, format, place and whether a file may be replaced', () => {
    assert.deepEqual(
      readExportArguments({
        question: { rows: { user_id: 'alice' } },
        format: 'ndjson',
        to: 'rows.ndjson',
        overwrite: true,
      }),
      {
        question: { rowFilter: { user_id: 'alice' } },
        format: 'ndjson',
        to: 'rows.ndjson',
        overwrite: true,
      },
    );
    assert.deepEqual(readExportArguments({ question: {} }).question, {});
  });

  it('are refused where they mean something else', () => {
    for (const extra of [
      { format: 'xlsx' },
      { to: '' },
      { to: 'x'.repeat(5000) },
      { overwrite: 'yes' },
      { formt: 'csv' },
      { question: [] },
      { question: { rows: { no_such_field: 1 } } },
    ])
      assert.throws(() => readExportArguments(extra), { name: 'Problem' }, JSON.stringify(extra));
  });

  it('hold a question for copies', () => {
    for (const extra of [undefined, [], {}, { question: undefined }])
      assert.equal(readExtraQuestion(extra), undefined);
    assert.deepEqual(readExtraQuestion({ question: { presentAtLeastSeconds: 60 } })?.threshold, 60_000);
    assert.throws(() => readExtraQuestion({ question: 3 }), { name: 'Problem' });
    const session = { callType: 'default', callId: 'standup', sessionId: 's-1' };
    refuseOtherSession({ call: 'default:standup', session: 's-1' }, session);
    for (const other of [{ call: 'default:retro' }, { session: 's-2' }])
      assert.throws(
        () => {
          refuseOtherSession(other, session);
        },
        { name: 'Problem' },
      );
  });
});

describe('sessions to compare a session with', () => {
  it('are the one before it first, then the others by their distance', () => {
    const session = (sessionId: string, startedAt: number | undefined) => ({
      callType: 'default',
      callId: 'standup',
      sessionId,
      startedAt,
    });
    const all = [
      session('e', 50),
      session('d', 40),
      session('c', 30),
      session('?', undefined),
      session('b', 20),
      session('a', 10),
    ];
    const ids = (of: string, startedAt?: number): string =>
      othersByNearness(all, session(of, startedAt), startedAt)
        .map(({ sessionId }) => sessionId)
        .join('');
    assert.equal(ids('c', 30), 'bade?');
    assert.equal(ids('a', 10), 'bcde?');
    assert.equal(ids('?'), 'edcba');
    assert.equal(ids('other'), 'edcba?');
  });
});
