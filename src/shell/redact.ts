const rules: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  // JSON Web Tokens: Stream's server token equals the secret and never expires.
  [/\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g, '[token]'],
  // User info and query strings of addresses: keys, cursors, filters with user ids.
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@"'<>]+@/gi, '$1'],
  [/\?[\w.~%[\]-]+=[^\s)]*/g, '?…'],
  [
    /\b(api[_-]?key|api[_-]?secret|secret|token|authorization|password)(["']?\s*[:=]\s*)(["']?)[^\s"',;&}]+\3/gi,
    '$1$2[removed]',
  ],
  // The name of the person at this computer.
  [/((?:\/home|\/Users|[A-Za-z]:\\Users)[\\/])[^\\/\s:"']+/g, '$1…'],
];

/** Stream's secrets are 64 characters, their encodings longer: what is that long and that dense is hardly a word. */
const dense = /(?<![\w+/-])[\w+/-]{32,}={0,2}/g;

/** Names of operations have no digits; paths have short parts. */
function isOrdinary(word: string): boolean {
  return !/\d/.test(word) || word.split('/').every((part) => part.length <= 20);
}

/**
 * The last net under texts that we did not write ourselves (unexpected errors, stacks), before they reach the log, a
 * message or an issue: takes out tokens, keys, query strings, user info, long random strings and names of home folders.
 * A UUID stays: Stream's request ids are UUIDs, and a support ticket needs them.
 */
export function redact(text: string): string {
  const uuids: string[] = [];
  const parked = text.replace(/(?<![\w-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\w-])/gi, (uuid) => {
    uuids.push(uuid);
    return `\u0000${uuids.length - 1}\u0000`;
  });
  const cleaned = rules
    .reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), parked)
    .replace(dense, (word) => (isOrdinary(word) ? word : '[removed]'));
  return cleaned.replace(/\u0000(\d+)\u0000/g, (_whole, index: string) => uuids[Number(index)] ?? '');
}
