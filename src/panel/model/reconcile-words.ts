import type { Reconciliation, ReconcileVerdict } from '../../attendance/figures/reconcile';
import { FigureWords, type Telling } from '../../attendance/figures/figure-words';
import { text, type Text } from '../../attendance/text';
import type { PanelResult } from '../protocol/snapshot';

/** Rule 12 in words. */
export function reconcileWords(reconciliation: Reconciliation, telling: Telling): PanelResult['reconcile'] {
  const words = new FigureWords(telling);
  const { verdict, lines } = reconciliation;
  return {
    verdict,
    text: words.say(reconciliation.text),
    lines: lines.map((line) => ({
      what: words.say(line.what),
      ours: line.ours === undefined ? '' : words.say(line.ours),
      streams: words.say(line.streams),
      verdict: line.verdict,
      verdictText: words.say(verdictText(line.verdict)),
      strict: line.strict,
      explanation: line.explanation.map((one) => words.say(one)),
    })),
  };
}

function verdictText(verdict: ReconcileVerdict): Text {
  switch (verdict) {
    case 'agrees':
      return text('agrees');
    case 'agrees-within-rounding':
      return text('agrees within rounding');
    case 'differs':
      return text('differs');
    case 'cannot-be-tested':
      return text('cannot be tested');
  }
}
