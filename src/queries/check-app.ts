import { untold, type Answer, type Because } from './check/answers';
import { Asker, Stopped, type AskProgress, type Prober } from './check/asker';
import { askErrors } from './check/errors';
import { askFilters } from './check/filters';
import { askLists } from './check/lists';
import { askPages, askRunning, findSpecimen } from './check/pages';
import { questions, type QuestionId } from './check/questions';
import { readHeaders } from './check/read-headers';
import { readRows } from './check/read-rows';

export { reportMarkdown } from './check/report-markdown';

/** A check never sends more, but for those that the one policy sends again because they failed. */
export const mostRequests = 32;

export interface CheckOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: AskProgress) => void) | undefined;
}

/** What an app answered: shapes and yes or no, made to be handed on. */
export interface CheckReport {
  /** Without those that were sent again because they failed. */
  readonly requests: number;
  /** `whole`: every question was put as far as this app's data allows. */
  readonly ended: 'whole' | 'cancelled' | 'enough' | 'refused';
  readonly sections: readonly {
    readonly title: string;
    readonly answers: readonly {
      readonly id: QuestionId;
      readonly question: string;
      readonly answer: Answer;
    }[];
  }[];
}

/**
 * Asks an app the open questions about Stream's API, with at most {@link mostRequests} read-only requests through the
 * one policy. Stopping keeps the answers so far. Nothing that the app answers gets into the report but through the
 * closed vocabulary of `check/answers.ts`.
 * @throws StreamFailure only for what is a mistake of ours (an id that must not be sent)
 */
export async function checkApp(stream: Prober, options: CheckOptions = {}): Promise<CheckReport> {
  const asker = new Asker(stream, {
    most: mostRequests,
    signal: options.signal,
    onProgress: options.onProgress,
  });
  let ended: CheckReport['ended'] = 'whole';
  let because: Because = 'it was not asked: something it needs was not found in this app';
  try {
    const candidates = await askLists(asker);
    const specimen = await findSpecimen(asker, candidates);
    if ('because' in specimen) ({ because } = specimen);
    else {
      readRows(asker, specimen);
      await askPages(asker, specimen);
      await askRunning(asker, candidates);
      await askErrors(asker, specimen);
      await askFilters(asker, specimen);
    }
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    ended = error.why;
    because = becauseOf[ended];
  }
  readHeaders(asker);
  return { requests: asker.outcomes.length, ended, sections: sectionsOf(asker, untold(because)) };
}

function sectionsOf(asker: Asker, rest: Answer): CheckReport['sections'] {
  return questions.map(({ title, items }) => ({
    title,
    answers: items.map(([id, question]) => ({ id, question, answer: asker.answers.get(id) ?? rest })),
  }));
}

const becauseOf: Readonly<Record<Stopped['why'], Because>> = {
  cancelled: 'it was not asked: the check was stopped',
  enough: 'it was not asked: the most requests of a check were sent',
  refused: 'the key or the secret was refused',
};
