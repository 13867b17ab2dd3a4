/**
 * A sentence for people, not yet in anybody's language: floors 1–3 know no `vscode`, so they hand out the English
 * message as a key with its values, and the floor that shows it translates (`vscode.l10n.t(message, args)`).
 */
export interface Text {
  /** The English sentence, with `{name}` where a value goes. */
  readonly message: string;
  readonly args: Readonly<Record<string, string | number>>;
}

/** Turns a {@link Text} into words in the user's language. */
export type Translate = (text: Text) => string;

/** Makes a {@link Text}. Whole sentences only: fragments glued together cannot be translated. */
export function text(message: string, args: Readonly<Record<string, string | number>> = {}): Text {
  return { message, args };
}

/** The translation for tests, logs and callers without a language: the English message itself. */
export const english: Translate = ({ message, args }) =>
  message.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(args, name) ? String(args[name]) : whole,
  );
