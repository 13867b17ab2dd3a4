import * as assert from 'node:assert/strict';
import { english, text } from '../../../../src/attendance/text';
import type { PersonFinding } from '../../../../src/book/person/person-finding';
import {
  chosenSessions,
  copiedWords,
  personCsv,
  personMarkdown,
} from '../../../../src/queries/person/person-document';
import { headerOf } from '../../../../src/queries/person/person-header';
import type { LineChoice } from '../../../../src/queries/person/protocol';
import { findingOf, live, minute, nine, sessionWith, stayed, telling } from './findings';

const header = headerOf(
  {
    saved: { version: 1, appId: 'a', appName: 'Acme', userId: 'alice', range: { kind: 'today' } },
    name: 'Alice | Doe',
    question: undefined,
    asked: { from: nine, until: nine },
    production: false,
  },
  telling,
);
const finding = findingOf([
  sessionWith(
    stayed({
      left: { kind: 'still-there' },
      presence: { certain: 1500, upTo: 20 * minute },
      rejoins: { least: 1, most: undefined },
    }),
    { callId: '=cmd|x', sessionId: 's-live', endedAt: undefined },
    live,
  ),
  sessionWith({ kind: 'absent' }, { sessionId: 's-absent' }),
  sessionWith(
    { kind: 'not-asked', text: text('Stopped.') },
    { sessionId: 's-stopped', startedAt: undefined },
  ),
]);
const subject = { finding, choice: 'all', header, app: 'Acme', version: '1.2.3' } as const;

describe('what is copied of Find a Person', () => {
  it('as CSV: a line a session, seconds to the ms, empty where nothing is known, formulas guarded', () => {
    const lines = personCsv(subject, { ...telling, say: () => 'übersetzt' }).split('\r\n');
    assert.equal(lines.length, 5);
    assert.match(
      lines[0] ?? '',
      /^app,user_id,call,session_id,.*,rejoins_least,rejoins_most,as_of,.*,search_finished,guarded_cells$/,
    );
    assert.equal(
      lines[1],
      'Acme,alice,default:=cmd|x,s-live,2026-11-20T09:00:00.000Z,,there,Found: 1 row,1,2026-11-20T09:02:10.000Z,,true,1.5,1200,1,,2026-11-20T10:00:00.000Z,live,true,,3,2,true,false,',
    );
    assert.equal(
      lines[2],
      'Acme,alice,default:standup,s-absent,2026-11-20T09:00:00.000Z,2026-11-20T09:34:00.000Z,absent,No row of this person,,,,,,,,,2026-11-20T10:00:00.000Z,final (stats ready),false,,3,2,true,false,',
    );
    assert.match(lines[3] ?? '', /,s-stopped,,.*,not-asked,Not asked: Stopped\.,/);
    assert.match(personCsv({ ...subject, app: '=1+1' }, telling).split('\r\n')[1] ?? '', /^'=1\+1,.*,app$/);
  });

  it('as CSV: each line says whether the search came to its end, and how many sessions there are', () => {
    const linesOf = (change: Partial<PersonFinding>): readonly string[] =>
      personCsv({ ...subject, finding: { ...finding, ...change }, choice: 'there' }, telling).split('\r\n');
    const [head = '', stopped = ''] = linesOf({});
    assert.match(
      head,
      /,sessions_in_search,sessions_that_tell,sessions_listed_completely,search_finished,guarded_cells$/,
    );
    assert.match(stopped, /,3,2,true,false,$/);
    const told = finding.sessions.filter(({ outcome }) => outcome.kind !== 'not-asked');
    assert.match(linesOf({ sessions: told })[1] ?? '', /,2,2,true,true,$/);
    assert.match(linesOf({ sessions: told, listed: false, done: false })[1] ?? '', /,2,2,false,false,$/);
  });

  it('says that all was copied only where nothing can be missing', () => {
    const said = (change: Partial<PersonFinding>, choice: LineChoice): string =>
      english(copiedWords({ ...subject, finding: { ...finding, ...change }, choice }, 'CSV'));
    assert.equal(said({}, 'all'), 'Copied all 3 sessions as CSV.');
    assert.equal(said({}, 'there'), 'Copied 1 of 3 sessions as CSV.');
    for (const change of [{ listed: false }, { done: false }]) {
      assert.equal(said(change, 'all'), 'Copied all 3 listed sessions as CSV: others may be missing.');
      assert.equal(said(change, 'there'), 'Copied 1 of 3 listed sessions as CSV: others may be missing.');
    }
  });

  it('as Markdown: with who, the total, what it cannot see and how many are left out above the table', async () => {
    const whole = await personMarkdown(subject, telling);
    assert.match(whole, /^Attendance of alice \(Alice &#124; Doe\)/);
    assert.match(whole, /Found in at least 1 of 3 sessions/);
    assert.match(whole, /1 session was not asked/);
    assert.match(whole, /Anonymous joins cannot be found\./);
    assert.match(whole, /\| live, may still change \|/);
    assert.doesNotMatch(whole, /sessions are in this table/);
    const found = await personMarkdown({ ...subject, choice: 'there' }, telling);
    assert.match(found, /1 of 3 sessions are in this table\./);
    assert.equal(found.split('\n').filter((line) => line.startsWith('|')).length, 3);
  });

  it('is what the choice shows', () => {
    const ids = (choice: 'all' | 'there' | 'absent' | 'open') =>
      chosenSessions(finding, choice).map(({ session }) => session.sessionId);
    assert.deepEqual(ids('all'), ['s-live', 's-absent', 's-stopped']);
    assert.deepEqual([ids('there'), ids('absent'), ids('open')], [['s-live'], ['s-absent'], ['s-stopped']]);
  });
});
