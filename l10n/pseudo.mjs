// The pseudo-locale: every sentence as a translator might send it back, longer and accented, so that a test can see
// which words on the screen never went through translation.

const accents = new Map(
  Object.entries({
    a: 'á',
    b: 'ƀ',
    c: 'ç',
    d: 'ð',
    e: 'é',
    f: 'ƒ',
    g: 'ĝ',
    h: 'ĥ',
    i: 'í',
    j: 'ĵ',
    k: 'ķ',
    l: 'ļ',
    m: 'ɱ',
    n: 'ñ',
    o: 'ó',
    p: 'þ',
    q: 'ɋ',
    r: 'ŕ',
    s: 'š',
    t: 'ţ',
    u: 'ú',
    v: 'ṽ',
    w: 'ŵ',
    x: 'ẋ',
    y: 'ý',
    z: 'ž',
    A: 'Á',
    B: 'Ɓ',
    C: 'Ç',
    D: 'Ð',
    E: 'É',
    F: 'Ƒ',
    G: 'Ĝ',
    H: 'Ĥ',
    I: 'Í',
    J: 'Ĵ',
    K: 'Ķ',
    L: 'Ļ',
    M: 'Ḿ',
    N: 'Ñ',
    O: 'Ó',
    P: 'Þ',
    Q: 'Ɋ',
    R: 'Ŕ',
    S: 'Š',
    T: 'Ţ',
    U: 'Ú',
    V: 'Ṽ',
    W: 'Ŵ',
    X: 'Ẋ',
    Y: 'Ý',
    Z: 'Ž',
  }),
);

/** What a translator must leave alone: values, targets of links, icons, code. */
const untouchable = /\{\w+\}|\]\([^)]*\)|\$\([\w~-]+\)|`[^`]*`/g;

/**
 * @param {string} message
 * @returns {string} the sentence in the pseudo-locale, in ⟦ ⟧, with values, link targets, icons and code as they were
 */
export function pseudo(message) {
  let said = '';
  let from = 0;
  for (const match of message.matchAll(untouchable)) {
    said += accented(message.slice(from, match.index)) + match[0];
    from = match.index + match[0].length;
  }
  return `⟦${said}${accented(message.slice(from))}⟧`;
}

/** @param {string} words */
function accented(words) {
  return [...words].map((letter) => accents.get(letter) ?? letter).join('');
}

/**
 * A whole bundle (`bundle.l10n.json` or `package.nls.json`) in the pseudo-locale.
 * @param {Readonly<Record<string, string>>} bundle
 * @returns {Record<string, string>}
 */
export function pseudoBundle(bundle) {
  return Object.fromEntries(Object.entries(bundle).map(([key, message]) => [key, pseudo(message)]));
}
