import { english, type Text } from '../../attendance/text';

let translations: Readonly<Record<string, string>> = {};

/** Takes the translations that the host sent; without any, texts are in English. */
export function useTranslations(messages: Readonly<Record<string, string>>): void {
  translations = messages;
}

/** A text of the page itself in the user's language. What comes from the host is in it already. */
export function say({ message, args }: Text): string {
  const translated = Object.hasOwn(translations, message) ? translations[message] : undefined;
  return english({ message: translated ?? message, args });
}
