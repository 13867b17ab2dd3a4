import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { questionData, readQuestion, type Question } from '../../formats/question';

/** A question that was asked of an app. */
export interface RecentQuestion {
  readonly id: string;
  readonly appId: string;
  readonly question: Question;
}

/** State of the user interface, kept by VS Code for the workspace. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** So many are kept for an app. */
export const mostRecent = 20;

const key = 'rollcall.recentQuestions';
const stored = v.record(v.string(), v.array(v.unknown()));

/** Equal for the same question, however its fields are ordered outside the filter. */
export function questionKey(appId: string | undefined, question: Question): string {
  return JSON.stringify([appId ?? null, questionData(question)]);
}

/** What was asked of late, newest first. What is stored and cannot be read is left out. */
export class RecentQuestions {
  readonly #memory: Memory;

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  of(appId: string): readonly RecentQuestion[] {
    const all = this.#stored();
    const list = Object.hasOwn(all, appId) ? (all[appId] ?? []) : [];
    return list.flatMap((data) => {
      const reading = readQuestion(data);
      return reading.ok ? [{ id: idOf(appId, reading.question), appId, question: reading.question }] : [];
    });
  }

  /** Puts it on top; the same question stands there once. */
  async note(appId: string, question: Question): Promise<void> {
    await this.#write(appId, [question, ...this.#without(appId, idOf(appId, question))].slice(0, mostRecent));
  }

  /** Answers whether it was there. */
  async forget(appId: string, id: string): Promise<boolean> {
    const rest = this.#without(appId, id);
    if (rest.length === this.of(appId).length) return false;
    await this.#write(appId, rest);
    return true;
  }

  #without(appId: string, id: string): readonly Question[] {
    return this.of(appId)
      .filter((each) => each.id !== id)
      .map((each) => each.question);
  }

  async #write(appId: string, questions: readonly Question[]): Promise<void> {
    const others = Object.entries(this.#stored()).filter(([each]) => each !== appId);
    await this.#memory.update(key, Object.fromEntries([...others, [appId, questions.map(questionData)]]));
  }

  #stored(): Readonly<Record<string, readonly unknown[]>> {
    const parsed = v.safeParse(stored, this.#memory.get(key));
    return parsed.success ? parsed.output : {};
  }
}

/** Of a fixed length, whatever stands in the question. */
function idOf(appId: string, question: Question): string {
  const hash = createHash('sha256').update(questionKey(appId, question)).digest('hex');
  return `recent/${hash.slice(0, 32)}`;
}
