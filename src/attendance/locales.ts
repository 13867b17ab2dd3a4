/** A locale that `Intl` knows: the one given, else English. Never throws, whatever was given. */
export function knownLocale(locale: string): string {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf([locale])[0] ?? 'en';
  } catch {
    // No tag of any language.
    return 'en';
  }
}
