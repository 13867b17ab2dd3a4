const formats = new Map<string, Intl.NumberFormat>();

/**
 * A number as a language writes it: "12,000". Formats are made once for each language: making one takes longer than using
 * it a hundred times.
 * @param locale a BCP 47 tag; an unknown one reads as English
 */
export function numberText(n: number, locale: string): string {
  let format = formats.get(locale);
  if (format === undefined) {
    const [known] = Intl.NumberFormat.supportedLocalesOf([locale]);
    format = new Intl.NumberFormat(known ?? 'en');
    formats.set(locale, format);
  }
  return format.format(n);
}
