import type { Ms } from '../attendance/instant';

/** Longest subject in bytes: file systems take names of 255, and time and ending need room. */
const longest = 160;

/**
 * A name for people and for file systems: `default:daily-standup 2026-11-22 09-00.json`. Characters that are separators
 * somewhere, control characters and marks that turn the reading direction become `_`, since ids may hold anything.
 * @param zone `utc` ends the time with `Z`
 * @param ending what stands after the time
 */
export function documentName(
  subject: string,
  at: Ms | undefined,
  zone: 'local' | 'utc',
  ending = '.json',
): string {
  const stamp = at === undefined ? '' : ` ${stampOf(at, zone)}`;
  return `${nameOf(subject)}${stamp}${ending}`;
}

/** A name that every file system takes, Windows too: there a colon is none. */
export function fileName(name: string): string {
  return name.replaceAll(':', '-');
}

/** Text from Stream as part of a name. */
export function nameOf(subject: string): string {
  const plain = subject
    .toWellFormed()
    // Separators and wildcards of some file system; controls, format characters (bidi marks too, but not the joiners
    // of emoji and scripts), line separators.
    .replace(/(?![\u200c\u200d])[/\\<>"|?*\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '_')
    .trim();
  const cut = beginning(plain).trim();
  // A leading dot hides a file, and `..` is a folder.
  return cut === '' ? 'untitled' : cut.replace(/^\./, '_');
}

/** As many whole characters as fit: half an emoji is no text. */
function beginning(words: string): string {
  if (Buffer.byteLength(words) <= longest) return words;
  let bytes = 0;
  let end = 0;
  for (const { segment, index } of new Intl.Segmenter().segment(words.slice(0, longest))) {
    bytes += Buffer.byteLength(segment);
    if (bytes > longest) break;
    end = index + segment.length;
  }
  return words.slice(0, end).toWellFormed();
}

function stampOf(at: Ms, zone: 'local' | 'utc'): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return 'undated';
  if (zone === 'utc') return `${date.toISOString().slice(0, 16).replace('T', ' ').replace(':', '-')}Z`;
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}-${two(date.getMinutes())}`;
}
