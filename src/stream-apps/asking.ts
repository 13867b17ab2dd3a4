import type { Text } from '../attendance/text';

/** What a question brought. */
export type Answered<T> =
  { readonly kind: 'answer'; readonly value: T } | { readonly kind: 'back' } | { readonly kind: 'cancelled' };

export interface Position {
  /** From 1. */
  readonly step: number;
  readonly of: number;
}

export interface TextQuestion {
  readonly title: Text;
  /** Absent: the only step; else "(2/5)" and, from the second on, a back button. */
  readonly position?: Position | undefined;
  readonly prompt: Text;
  readonly placeholder?: Text | undefined;
  readonly value?: string | undefined;
  readonly password?: boolean;
  /** Shown as an error until the user types; Enter is taken all the same. */
  readonly problem?: Text | undefined;
  /** Undefined: the text is taken. Run while typing and again at Enter. */
  validate(value: string): Text | undefined | Promise<Text | undefined>;
}

export interface Choice<T> {
  readonly label: Text;
  readonly detail?: Text | undefined;
  readonly value: T;
}

export interface ChoiceQuestion<T> {
  readonly title: Text;
  readonly position?: Position | undefined;
  readonly placeholder: Text;
  readonly choices: readonly Choice<T>[];
}

/** Asks the user. VS Code's input boxes in the product, a script in tests. */
export interface Asker {
  askText(question: TextQuestion): Promise<Answered<string>>;
  askChoice<T>(question: ChoiceQuestion<T>): Promise<Answered<T>>;
}
