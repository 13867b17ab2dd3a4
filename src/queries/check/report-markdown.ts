import type { CheckReport } from '../check-app';
import { answerText } from './answers';

/**
 * The report as a Markdown document. In English whatever the display language, since it is made to be handed on and to
 * be compared with others; free of ids, names, times and secrets by its vocabulary.
 */
export function reportMarkdown(report: CheckReport): string {
  const lines = [
    '# What this app answers',
    '',
    'Shapes and yes or no only: no ids, no names, no times, no secret. Nothing was changed: all requests only read.',
    '',
    `${report.requests} requests. ${endText(report.ended)} A request that failed and was sent again counts once.`,
  ];
  for (const { title, answers } of report.sections) {
    lines.push('', `## ${title}`, '', '| Question | Answer |', '|---|---|');
    for (const { question, answer } of answers) lines.push(`| ${question} | ${answerText(answer)} |`);
  }
  return `${lines.join('\n')}\n`;
}

function endText(ended: CheckReport['ended']): string {
  switch (ended) {
    case 'whole':
      return 'All questions were put as far as the data of this app allow.';
    case 'cancelled':
      return 'The check was stopped before its end.';
    case 'enough':
      return 'The check ended at its most requests.';
    case 'refused':
      return 'Stream refused the key or the secret, so the check ended.';
  }
}
