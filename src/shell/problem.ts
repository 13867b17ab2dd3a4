import { english, text, type Text } from '../attendance/text';
import { commands, type CommandId } from './commands';

/** A button of a message: a command of ours, or running the failed one again. */
export type Act =
  | {
      readonly kind: 'command';
      readonly title: Text;
      readonly command: CommandId;
      readonly args?: readonly unknown[];
    }
  | { readonly kind: 'again'; readonly title: Text }
  | { readonly kind: 'log'; readonly title: Text };

/** What helps where another app is open than the one that is meant. */
export const switchAppAct: Act = {
  kind: 'command',
  title: text('Switch Stream App…'),
  command: commands.switchApp,
};

/** Something that stands in the way of a page's figures, with what helps. */
export interface Trouble {
  readonly text: Text;
  readonly severity: 'info' | 'warning' | 'error';
  readonly acts: readonly Act[];
}

/**
 * Something that went wrong outside Stream (a file, the secret storage, a command given the wrong thing), in words for
 * people. Thrown by a command, the wrapper shows its text as it stands, with its acts and *Open Log*.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly text: Text;
  readonly acts: readonly Act[];

  constructor(words: Text, options: { readonly acts?: readonly Act[]; readonly cause?: unknown } = {}) {
    super(english(words), options.cause === undefined ? undefined : { cause: options.cause });
    this.text = words;
    this.acts = options.acts ?? [];
  }
}

/** Told by its name, not by `instanceof`: it may come from another bundle. */
export function isProblem(error: unknown): error is Problem {
  return error instanceof Error && error.name === 'Problem' && 'text' in error && 'acts' in error;
}
