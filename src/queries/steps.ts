import type { Answered, Position } from '../stream-apps/asking';

/** One thing to ask, of several; `S` is what all of them gather. Lists are asked by `askFromList`, texts by `inputBoxes`. */
export interface Step<S> {
  /**
   * False: this is not to be asked, because it was given from the start or does not go with the answers before it. Looked
   * at anew whenever the step is come to. Absent: it is asked.
   */
  isAsked?(soFar: S): boolean;
  /**
   * Asks, starting from what `soFar` holds of it already: coming back to a step finds the answer that was given. Answers
   * what is gathered then.
   */
  ask(soFar: S, position: Position): Promise<Answered<S>>;
}

/**
 * Asks step by step. *Back* leads to the step that was shown before, whatever lies between, and keeps the answers of both;
 * from the first one it is a cancel. Steps that are not asked are not counted: "2 of 3" is of those that will be shown as
 * far as the answers until now tell.
 * @returns what was gathered; undefined: cancelled
 */
export async function runSteps<S>(steps: readonly Step<S>[], start: S): Promise<S | undefined> {
  let soFar = start;
  /** The steps that were shown on the way here. */
  const shown: number[] = [];
  let at = 0;
  for (;;) {
    const step = steps[at];
    if (step === undefined) return soFar;
    if (!isAsked(step, soFar)) {
      at++;
      continue;
    }
    const later = steps.slice(at + 1).filter((each) => isAsked(each, soFar)).length;
    const answered = await step.ask(soFar, { step: shown.length + 1, of: shown.length + 1 + later });
    switch (answered.kind) {
      case 'answer':
        soFar = answered.value;
        shown.push(at);
        at++;
        break;
      case 'back': {
        const before = shown.pop();
        if (before === undefined) return undefined;
        at = before;
        break;
      }
      case 'cancelled':
        return undefined;
    }
  }
}

function isAsked<S>(step: Step<S>, soFar: S): boolean {
  return step.isAsked?.(soFar) ?? true;
}
