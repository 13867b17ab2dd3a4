import { text, type Text } from '../attendance/text';

export type BaseUrlReading =
  | { readonly kind: 'default' }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'refused'; readonly text: Text };

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Reads a base URL as the user typed it: https, or http on this computer only; no user info, query or fragment. Empty:
 * Stream's own hosts. The secret signs every request that goes there, so nothing else is taken.
 */
export function readBaseUrl(typed: string): BaseUrlReading {
  const trimmed = typed.trim();
  if (trimmed === '') return { kind: 'default' };
  if (!URL.canParse(trimmed)) {
    return refused(text('This is not a URL. An example: https://video.example.com'));
  }
  const url = new URL(trimmed);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return refused(text('The URL must start with https://'));
  }
  if (url.username !== '' || url.password !== '') {
    return refused(text('The URL must not hold a user name or password.'));
  }
  if (url.protocol === 'http:' && !loopback.test(url.hostname)) {
    return refused(text('http is taken for this computer only (localhost, 127.0.0.1); use https.'));
  }
  if (url.search !== '' || url.hash !== '' || /[?#]/.test(trimmed)) {
    return refused(text('The URL must end before any “?” or “#”.'));
  }
  return { kind: 'url', url: url.href.replace(/\/+$/, '') };
}

/** True for a base URL as {@link readBaseUrl} gives it: what a profile's file may hold. */
export function isBaseUrl(url: string): boolean {
  const reading = readBaseUrl(url);
  return reading.kind === 'url' && reading.url === url;
}

/** Where requests go: scheme, host and port; empty for Stream's own hosts. */
export function hostOf(baseUrl: string | undefined): string {
  return baseUrl === undefined ? '' : new URL(baseUrl).origin;
}

function refused(words: Text): BaseUrlReading {
  return { kind: 'refused', text: words };
}
