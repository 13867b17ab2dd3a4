import type { Pausing } from '../../attendance/figures/slices';
import { numberText } from '../../attendance/number-text';
import { text } from '../../attendance/text';
import type { AttendanceAnswer } from '../../book/book';
import { joinOrder } from '../../book/telling/join-order';
import { askedWords } from '../../book/telling/query-words';
import {
  columnsOf,
  provenanceOf,
  rowsDocument,
  savedWords,
  type RowsSubject,
} from '../../book/telling/rows-document';
import { sideFileJson } from '../../formats/side-file';
import type { FileContent } from '../../shell/file-pair';
import { Problem } from '../../shell/problem';
import type { ExportFormat } from './export-arguments';

/** Rows of an answer as a file, and what stands beside it. The same rows, asked for in the same way, give the same bytes. */
export interface ExportDocument {
  slices(signal: AbortSignal): AsyncIterable<string>;
  /** The file beside it. @param file the name of the file that has this content */
  side(file: string, content: FileContent): string;
  /** What there is to say once it is written. */
  saved(file: string): string;
}

/**
 * The rows that the answer's filter chose, as people joined.
 * @throws Problem where there is none
 */
export async function exportDocument(
  answer: AttendanceAnswer,
  format: ExportFormat,
  about: Omit<RowsSubject, 'answer' | 'rows' | 'narrowed' | 'selectedFrom'>,
  pausing: Pausing,
): Promise<ExportDocument> {
  const rows = await joinOrder(answer, pausing);
  if (rows.length === 0) throw nothingToExport(answer, about);
  const subject: RowsSubject = { ...about, answer, rows, narrowed: undefined };
  return {
    slices: (signal) => rowsDocument(subject, format, { signal }),
    side: (file, content) =>
      sideFileJson({
        ...content,
        file,
        format,
        columns: columnsOf(format),
        session: answer.session,
        question: answer.query,
        provenance: provenanceOf(subject),
        coverage: answer.basis.coverage,
        totals: answer.totals,
      }),
    saved: (file) =>
      `${savedWords(subject, format, file)} ${askedWords(answer.session, answer.query, about.telling)}`,
  };
}

function nothingToExport(
  { rows, basis }: AttendanceAnswer,
  { telling: { say, locale } }: Pick<RowsSubject, 'telling'>,
): Problem {
  const { coverage, state } = basis;
  if (rows.length > 0) {
    const n = numberText(rows.length, locale);
    return new Problem(
      text('None of the {n} rows that were read passes the row filter: there is nothing to export.', { n }),
    );
  }
  // Without rows the state tells why: they expired, or there are none yet.
  return new Problem(
    coverage.chosenBy === 'server'
      ? text('No row passes the row filter: there is nothing to export.')
      : text('There is no row to export. The state of the session: {state}.', { state: say(state.text) }),
  );
}
