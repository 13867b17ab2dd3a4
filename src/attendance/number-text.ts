import { knownLocale } from './locales';

const formats = new Map<string, Intl.NumberFormat>();

/**
 * A number as a language writes it: "12,000", with up to three decimals. Formats are made once for each language: making
 * one takes longer than using it a hundred times. What is no finite number is "?".
 * @param locale a BCP 47 tag; an unknown one reads as English
 */
export function numberText(n: number, locale: string): string {
  return written(n, locale, 3);
}

/** An average as a language writes it: "3.42", "12,000". What is no finite number is "?". */
export function averageText(n: number, locale: string): string {
  return written(n, locale, 2);
}

function written(n: number, locale: string, maximumFractionDigits: number): string {
  if (!Number.isFinite(n)) return '?';
  const name = `${String(maximumFractionDigits)} ${locale}`;
  let format = formats.get(name);
  if (format === undefined) {
    format = new Intl.NumberFormat(knownLocale(locale), { maximumFractionDigits, signDisplay: 'negative' });
    formats.set(name, format);
  }
  return format.format(n);
}
