const mark = '…';

/**
 * Makes a function that takes everything secret out of a text: the values themselves and their base64, base64url, hex and
 * URL-encoded forms, anything that looks like a JWT, and query strings.
 */
export function redactor(secrets: readonly string[]): (words: string) => string {
  const forms = [...new Set(secrets.flatMap(formsOf))].sort((a, b) => b.length - a.length);
  return (words) => {
    let clean = words;
    for (const form of forms) clean = clean.replaceAll(form, mark);
    return clean
      .replace(/\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g, mark)
      .replace(/\?[\w.~%[\]-]+=[^\s"'<>)]*/g, `?${mark}`);
  };
}

/** Every form in which a secret could stand in a message. Empty for the empty text, which stands everywhere. */
function formsOf(secret: string): readonly string[] {
  if (secret === '') return [];
  const bytes = Buffer.from(secret, 'utf8');
  const hex = bytes.toString('hex');
  return [
    secret,
    bytes.toString('base64'),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    hex,
    hex.toUpperCase(),
    encodeURIComponent(secret.toWellFormed()),
  ];
}
