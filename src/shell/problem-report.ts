import { redact } from './redact';
import type { RecentRequest } from './door-log';

/** What a problem report tells beside the user's own words. All of it was written by us or is a number. */
export interface ProblemFacts {
  readonly version: string;
  readonly vscode: string;
  readonly system: string;
  /** Named states: kind of app, number of calls read, … Never an id or a name. */
  readonly states: ReadonlyMap<string, string>;
  readonly requests: readonly RecentRequest[];
  readonly drifts: readonly string[];
}

/** The body of an issue, in Markdown: English, since maintainers read it. Redacted as a whole. */
export function problemReport(facts: ProblemFacts): string {
  const requests = facts.requests.map((request) =>
    [
      request.operation,
      request.status ?? 'no answer',
      `${Math.round(request.tookMs)} ms`,
      request.attempt,
      request.requestId ?? 'none',
    ].join(' | '),
  );
  const lines = [
    '**What happened, and what did you expect?**',
    '',
    '(Please do not paste keys, secrets or names of people.)',
    '',
    '**State**',
    '',
    `- Rollcall ${facts.version}, VS Code ${facts.vscode}, ${facts.system}`,
    ...[...facts.states].map(([name, value]) => `- ${name}: ${value}`),
    '',
    '**Last requests**',
    '',
    ...(requests.length === 0
      ? ['none in this window']
      : ['Operation | Status | Took | Attempt | Request id', '--- | --- | --- | --- | ---', ...requests]),
    ...(facts.drifts.length === 0
      ? []
      : ['', '**Answers of an unexpected shape**', '', ...facts.drifts.map((drift) => `- ${drift}`)]),
  ];
  return redact(lines.join('\n'));
}
