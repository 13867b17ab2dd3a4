import type { Ms } from '../../attendance/instant';
import { text, type Text } from '../../attendance/text';

export type TypedLength =
  | { readonly kind: 'length'; readonly ms: Ms }
  | { readonly kind: 'none' }
  | { readonly kind: 'wrong'; readonly text: Text };

const bare = /^\d{1,9}(?:[.,]\d{1,3})?$/;
const parts =
  /^(?:(\d{1,9}(?:[.,]\d{1,3})?)\s*h(?:(?:ou)?rs?)?)?\s*(?:(\d{1,9}(?:[.,]\d{1,3})?)\s*m(?:in(?:ute)?s?)?)?\s*(?:(\d{1,9}(?:[.,]\d{1,3})?)\s*s(?:ec(?:ond)?s?)?)?$/i;
/** 1,500 is 1500 to some and 1.5 to others. */
const ambiguous = /\d,\d{3}(?!\d)/;
/** No call lasts a year. */
const longest = 366 * 86_400_000;

/** Reads a length of time as one types it: minutes ("30"), or with units ("30m", "1h 30m", "90 s", "1.5 hours"). */
export function readTypedLength(typed: string): TypedLength {
  const words = typed.trim();
  if (words === '') return { kind: 'none' };
  if (ambiguous.test(words))
    return {
      kind: 'wrong',
      text: text('“{typed}” can be read in two ways: type 1500 or 1.5, without a comma.', { typed: words }),
    };
  const ms = bare.test(words) ? numberOf(words) * 60_000 : withUnits(words);
  if (ms === undefined)
    return { kind: 'wrong', text: text('Type a length of time like 30 (minutes), 1h 30m or 90 s.') };
  const rounded = Math.round(ms);
  if (rounded <= 0) return { kind: 'wrong', text: text('Type a length of time above zero, or nothing.') };
  return rounded > longest
    ? { kind: 'wrong', text: text('Type a length of time of less than a year.') }
    : { kind: 'length', ms: rounded };
}

/** A length of time as one types it: "1h 30m", "45s". {@link readTypedLength} reads it back. */
export function typedLengthOf(ms: Ms): string {
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor(ms / 60_000) % 60;
  const seconds = Math.round(ms % 60_000) / 1000;
  const said = [
    ...(hours > 0 ? [`${hours}h`] : []),
    ...(minutes > 0 ? [`${minutes}m`] : []),
    ...(seconds > 0 ? [`${seconds}s`] : []),
  ].join(' ');
  return said === '' ? '0s' : said;
}

function withUnits(words: string): Ms | undefined {
  const found = parts.exec(words);
  if (found === null) return undefined;
  const [, hours = '0', minutes = '0', seconds = '0'] = found;
  return numberOf(hours) * 3_600_000 + numberOf(minutes) * 60_000 + numberOf(seconds) * 1000;
}

function numberOf(words: string): number {
  return Number(words.replace(',', '.'));
}
