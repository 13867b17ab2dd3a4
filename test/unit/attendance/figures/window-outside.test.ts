import assert from 'node:assert/strict';
import fc from 'fast-check';
import { figuresOf } from '../../../../src/attendance/figures/figures';
import type { Window } from '../../../../src/attendance/figures/placed-rows';
import { outsideWarning, windowOutside } from '../../../../src/attendance/figures/window-outside';
import type { RowContext } from '../../../../src/attendance/row-table';
import { english } from '../../../../src/attendance/text';
import { answerWarnings } from '../../../../src/book/telling/answer-notes';
import { figuresMarkdown } from '../../../../src/book/telling/figures-markdown';
import { rowsDocument, provenanceOf, type RowsSubject } from '../../../../src/book/telling/rows-document';
import { joined } from '../../formats/rows-to-write';
import { answerOf, type AnswerOptions } from '../../panel/model/answer-of';
import { decodedRow, sessionStart } from '../decoded-rows';
import {
  basisOf,
  ended,
  inEnglish,
  live,
  measured,
  minute,
  shown,
  totalsOf,
  type Stay,
} from './measured-rows';

const stays: readonly Stay[] = [
  { user: 'alice', joined: 0, left: 20 },
  { user: 'bob', joined: 30, left: 60 },
];
const unknownTimes: RowContext = { ...ended, sessionStart: undefined, sessionEnd: undefined };
const liveBasis = basisOf({ asOf: live.asOf }, { kind: 'live', provisional: true });

/** Minutes from the session's start. */
function windowOf(from: number | undefined, to: number | undefined): Window {
  const at = (minutes: number | undefined): number | undefined =>
    minutes === undefined ? undefined : sessionStart + minutes * minute;
  return { from: at(from), to: at(to) };
}

function said(window: Window, rows = stays, context = ended, basis = basisOf()): string | undefined {
  const outside = windowOutside(measured(rows, context, { window }), basis);
  return outside && english(outsideWarning(outside, inEnglish));
}

describe('a window outside its session', () => {
  it('is warned of with the instants that show it', () => {
    assert.equal(
      said(windowOf(-1440, -1380)),
      'The window lies outside this session: it ends at Nov 21, 2026, 10:00:00 UTC, and the session began at ' +
        'Nov 22, 2026, 09:00:00 UTC. Every figure of time is zero for that reason.',
    );
    assert.equal(
      said(windowOf(60, undefined)),
      'The window lies outside this session: it begins at Nov 22, 2026, 10:00:00 UTC, and the session ended at ' +
        'Nov 22, 2026, 10:00:00 UTC. Every figure of time is zero for that reason.',
    );
  });

  it('is none where any of it lies inside, and be nobody there', () => {
    for (const window of [
      windowOf(-60, 1),
      windowOf(22, 25),
      windowOf(59, 90),
      windowOf(undefined, 1),
      windowOf(-60, 120),
      {},
    ])
      assert.equal(said(window), undefined);
    assert.equal(windowOutside(measured(stays), basisOf()), undefined);
  });

  it('begins, of a live session, where its rows were read', () => {
    const open: readonly Stay[] = [{ joined: 0 }];
    assert.match(
      said(windowOf(50, 55), open, live, liveBasis) ?? '',
      /^The window lies outside of what is known .* the rows are as of Nov 22, 2026, 09:50:00 UTC\. Every figure/,
    );
    assert.equal(said(windowOf(49, 55), open, live, liveBasis), undefined);
    assert.match(said(windowOf(-5, 0), open, live, liveBasis) ?? '', /the session began at/);
    // This computer's clock counts for what is live, since open rows end by it.
    const local = basisOf({ asOf: live.asOf, clock: 'local' }, { kind: 'live', provisional: true });
    assert.match(said(windowOf(50, 55), open, live, local) ?? '', /outside of what is known/);
  });

  it('reaches, of a session whose end is not known, to the as-of of Stream’s own clock', () => {
    const noEnd = { ...ended, sessionEnd: undefined };
    assert.match(
      said(windowOf(90, 100), stays, noEnd) ?? '',
      /the rows are as of Nov 22, 2026, 10:30:00 UTC/,
    );
    assert.match(
      said(windowOf(90, 100), stays, noEnd, basisOf({ clock: 'local' })) ?? '',
      /^No row stands in the window, and from when to when this session lasted is not known: /,
    );
  });

  it('may be one where start or end is not known and no row stands in it', () => {
    const words = /may lie outside of it\. Every figure of time is zero for that reason\.$/;
    assert.match(said(windowOf(-60, -30), stays, unknownTimes) ?? '', words);
    assert.match(said(windowOf(22, 25), stays, unknownTimes) ?? '', words);
    assert.equal(said(windowOf(15, 25), stays, unknownTimes), undefined);
    assert.equal(said(windowOf(22, 25), [], unknownTimes), undefined, 'there are no rows at all');
    const noStart = { ...ended, sessionStart: undefined };
    assert.equal(said(windowOf(40, 61), [{ joined: 0, left: 1 }], noStart), undefined, 'it holds the end');
    const noEnd = { ...ended, sessionEnd: undefined };
    assert.equal(said(windowOf(-5, 5), [{ joined: 9, left: 10 }], noEnd), undefined, 'it holds the start');
    assert.match(said(windowOf(70, 80), stays, noEnd) ?? '', words);
    const part = basisOf({ read: 1, complete: false, exhaustive: false });
    assert.equal(said(windowOf(70, 80), stays, noEnd, part), undefined, 'other rows may stand in it');
  });

  it('says what else counts than zero', () => {
    const stray: readonly Stay[] = [...stays, { user: 'carol', joined: 65, left: 70 }];
    assert.match(said(windowOf(60, 90), stray) ?? '', /only of rows that lie outside this session, too\.$/);
    const homeless: readonly Stay[] = [...stays, { user: 'carol', duration: 5 }];
    assert.match(said(windowOf(60, 90), homeless) ?? '', /No figure of time is certain for that reason\.$/);
    const part = basisOf({ read: 1, complete: false, exhaustive: false });
    assert.match(said(windowOf(60, 90), stays, ended, part) ?? '', /No figure of time is certain/);
    // A tail that may reach beyond the as-of is told by the figures' two sides.
    const older = basisOf({ asOf: sessionStart + 30 * minute });
    assert.equal(said(windowOf(40, 50), [{ joined: 0 }], ended, older), undefined);
  });

  it('is never silent where no time counts between known instants', () => {
    const at = fc.integer({ min: -30, max: 120 });
    fc.assert(
      fc.property(at, fc.integer({ min: 1, max: 60 }), (from, length) => {
        const window = windowOf(from, from + length);
        const measures = measured([{ joined: 0, left: 60 }], ended, { window });
        const isZero = measures.presenceMs.certain === 0;
        assert.equal(windowOutside(measures, basisOf()) !== undefined, isZero);
      }),
      { numRuns: 200 },
    );
  });

  it('is told beside each figure of time', () => {
    const window = windowOf(-60, -30);
    const options = { basis: basisOf(), totals: totalsOf() };
    const figures = figuresOf(measured(stays, ended, { window }), options);
    for (const figure of [figures.presence, figures.peakRows, figures.averagePeople, figures.lastLeave])
      assert.equal(figure.tell().notes.filter(isOutside).length, 1, figure.id);
    assert.equal(figures.rows.tell().notes.filter(isOutside).length, 0, 'a window leaves out no rows');
    assert.ok(shown(figures.presence).notes.includes('The window lies outside this session'));
    const inside = figuresOf(measured(stays, ended, { window: windowOf(0, 5) }), options);
    assert.equal(inside.presence.tell().notes.filter(isOutside).length, 0);
  });

  describe('is told by all that leaves an answer:', () => {
    const subjectOf = (window: Window, more: AnswerOptions = {}): RowsSubject => {
      const rows = [decodedRow({ user: 'alice', session: 'a', joined: 0, left: minute, duration: 60 })];
      const answer = answerOf(rows, { window, ...more });
      return {
        answer,
        rows: answer.measures.placed.row,
        narrowed: undefined,
        telling: { ...inEnglish, show: { display: 'local', locale: 'en-US', zone: 'Europe/Berlin' } },
        appName: 'Sample data',
        version: '0.1.0',
        addRollcallKey: false,
        envelope: undefined,
      };
    };
    const outside = subjectOf(windowOf(-60, -30));
    const inside = subjectOf(windowOf(0, 5));
    const inUtc =
      'The window lies outside this session: it ends at Nov 22, 2026, 08:30:00 UTC, and the session began at Nov 22, 2026, 09:00:00 UTC.';
    const berlin =
      'The window lies outside this session: it ends at Nov 22, 2026, 09:30:00 GMT+1 (Europe/Berlin), and';

    it('the answer itself, in the user’s time and in UTC', () => {
      const { answer } = outside;
      assert.ok(answerWarnings(answer).map(english)[0]?.startsWith(inUtc));
      assert.ok(answerWarnings(answer, outside.telling).map(english)[0]?.startsWith(berlin));
      assert.deepEqual(answerWarnings(inside.answer), []);
    });

    it('Markdown of figures, before all other notes', () => {
      const [first] =
        figuresMarkdown(outside.answer, 'acme', outside.telling).match(/^- What else.*$/gm) ?? [];
      assert.ok(first?.startsWith(`- What else must be known: ${berlin}`), first);
      assert.doesNotMatch(figuresMarkdown(inside.answer, 'acme', inside.telling), /outside/);
    });

    it('what goes with rows', async () => {
      assert.ok(provenanceOf(outside).notes.map(english)[0]?.startsWith(inUtc));
      const written = (subject: RowsSubject, format: 'json' | 'markdown'): Promise<string> =>
        joined(rowsDocument(subject, format, { pause: () => Promise.resolve() }));
      assert.ok((await written(outside, 'json')).includes(`"note": "${inUtc}`));
      assert.ok((await written(outside, 'markdown')).includes(berlin));
      for (const format of ['json', 'markdown'] as const)
        assert.doesNotMatch(await written(inside, format), /outside/);
    });
  });
});

function isOutside(note: { readonly message: string }): boolean {
  return note.message === 'The window lies outside this session';
}
