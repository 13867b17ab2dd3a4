import { cidOf, type SessionRef } from '../attendance/call';
import type { Coverage, StreamTotals } from '../attendance/figures/basis';
import { english, text } from '../attendance/text';
import { isoInstant, provenanceKey, type Provenance } from './provenance';
import { questionData, type Question } from './question';

/** What an exported file holds and where it comes from. */
export interface ExportedFile {
  /** Its name, without its folder. */
  readonly file: string;
  /** Of its bytes, lower-case hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly format: 'csv' | 'json' | 'ndjson' | 'markdown';
  /** Names of the columns, where the format has some. */
  readonly columns: readonly string[] | undefined;
  readonly session: SessionRef;
  readonly question: Pick<Question, 'rowFilter' | 'window' | 'threshold'>;
  readonly provenance: Provenance;
  readonly coverage: Coverage;
  readonly totals: StreamTotals;
}

/** What the name of a side file has after that of its file. */
export const sideFileEnding = '.rollcall.json';

const thresholdNote = text(
  'The person threshold chooses people, not rows: rows of everybody are in the file.',
);

/**
 * The JSON that stands beside an exported file, in English and UTC, without a clock of its own: the same rows, asked for in
 * the same way and read at the same time, give the same bytes. `sha256` shows that the file is still the one that was
 * written; who changes both on purpose is not found out.
 */
export function sideFileJson(exported: ExportedFile): string {
  const { file, sha256, bytes, format, columns, session, question, coverage, totals, provenance } = exported;
  const notes = question.threshold === undefined ? provenance.notes : [...provenance.notes, thresholdNote];
  const { state, asOf, rows, app, version } = provenanceKey(provenance);
  return `${JSON.stringify(
    {
      rollcall: 'export',
      form: 1,
      file,
      sha256,
      bytes,
      format,
      ...(columns !== undefined && { columns }),
      app,
      call: cidOf(session),
      session: session.sessionId,
      question: questionData(question),
      ...(provenance.narrowed !== undefined && { narrowed: english(provenance.narrowed) }),
      state,
      provisional: provenance.provisional,
      asOf,
      readUntil: isoInstant(coverage.readUntil) ?? null,
      rows,
      coverage: {
        read: coverage.read,
        of: coverage.of ?? null,
        complete: coverage.complete,
        exhaustive: coverage.exhaustive,
        chosenByStream: coverage.chosenBy === 'server',
        changedWhileReading: coverage.changedWhileReading,
      },
      total_participant_sessions: totals.rows ?? null,
      total_participant_duration: totals.durationSeconds ?? null,
      notes: notes.map(english),
      version,
    },
    undefined,
    2,
  )}\n`;
}
