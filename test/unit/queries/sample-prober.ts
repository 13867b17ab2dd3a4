import { reportMarkdown, type CheckReport } from '../../../src/queries/check-app';
import { answerText } from '../../../src/queries/check/answers';
import type { Prober } from '../../../src/queries/check/asker';
import type { QuestionId } from '../../../src/queries/check/questions';
import type { SampleServer } from '../../../src/sample/server';
import { openTransport } from '../../../src/stream/node-sdk';
import { probe } from '../../../src/stream/probing';

/** A Wednesday afternoon: the sample's meetings of that day lie before it. */
export const sampleStart = Date.UTC(2026, 10, 18, 15, 30);

/** The door's probe over the real SDK, without the policy: no wait and no retry in the way of what is asked. */
export function proberOf(
  server: SampleServer,
  options: { readonly now: () => number; readonly secret?: string },
): Prober {
  const transport = openTransport({
    key: server.key,
    secret: options.secret ?? server.secret,
    baseUrl: server.url,
    timeoutMs: 5000,
  });
  const policy: Parameters<typeof probe>[0] = {
    send: async (operation, _context, rules) => ({
      outcome: await transport.send(operation, { raw: rules?.raw === true }),
      at: options.now(),
      attempts: 1,
    }),
  };
  return { probe: (operation, context = {}) => probe(policy, operation, context) };
}

export interface CheckRun {
  readonly report: CheckReport;
  readonly markdown: string;
  readonly requests: number;
  /** The answer to a question, in words. */
  answer(id: QuestionId): string;
}

export function runOf(report: CheckReport, requests: number): CheckRun {
  const answers = new Map(
    report.sections.flatMap((section) => section.answers.map((each) => [each.id, each.answer])),
  );
  return {
    report,
    markdown: reportMarkdown(report),
    requests,
    answer: (id) => {
      const answer = answers.get(id);
      return answer === undefined ? 'not in the report' : answerText(answer);
    },
  };
}
