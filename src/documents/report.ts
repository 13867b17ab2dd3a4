import * as v from 'valibot';

/** A report, and where it is opened. */
export interface Report {
  readonly content: string;
  /** The last part of its address is its title. */
  readonly path: string;
  /** Tells documents of one name apart; never empty. */
  readonly query: string;
}

const words = v.pipe(v.string(), v.nonEmpty());
const reportSchema = v.union([
  v.object({ name: words, markdown: v.string(), about: v.optional(words) }),
  v.object({ name: words, json: v.string(), about: words }),
]);

/**
 * Reads what a report is given as: `{name, markdown, about?}` or `{name, json, about}`.
 * @throws ValiError for anything else
 */
export function readReport(argument: unknown): Report {
  const report = v.parse(reportSchema, argument);
  const { name, about } = report;
  const query = about === undefined ? 'report' : `report:${about}`;
  return 'json' in report
    ? { content: report.json, path: `/${name}.json`, query }
    : { content: report.markdown, path: `/${name}.md`, query };
}
