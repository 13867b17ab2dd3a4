/**
 * The base URL as the door uses it, without a slash at its end; undefined for one that must not be used: anything but
 * https (http on loopback only: the token is the secret's equal), user info, a query or a fragment.
 */
export function safeBaseUrl(given: string): string | undefined {
  if (!URL.canParse(given)) return undefined;
  const url = new URL(given);
  const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) return undefined;
  if (url.username !== '' || url.password !== '' || /[?#]/.test(given)) return undefined;
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
