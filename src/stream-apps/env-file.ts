/** Key and secret as a `.env` file names them. */
export interface EnvCredentials {
  readonly key: string;
  readonly secret: string;
  /** The variable that the secret stood in. */
  readonly secretName: 'STREAM_API_SECRET' | 'STREAM_SECRET';
}

const assignment = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_.]*)\s*=\s*(.*)$/;

/**
 * Reads assignments of a `.env` file, as the common dotenv readers do: `export` in front, single, double or no quotes,
 * comments (a `#` after a blank ends an unquoted value), CRLF, a byte order mark; the last assignment of a name wins.
 * Nothing is expanded (`$X` stays as it is) and no value runs over several lines: a line with an open quote is left out.
 */
export function parseEnv(content: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of content.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)) {
    const [, name, raw] = assignment.exec(line) ?? [];
    if (name === undefined || raw === undefined) continue;
    const value = parseValue(raw.trim());
    if (value !== undefined) values.set(name, value);
  }
  return values;
}

/** The value behind `=`; undefined where a quote is not closed or something but a comment follows it. */
function parseValue(raw: string): string | undefined {
  const quote = raw[0];
  if (quote !== '"' && quote !== "'" && quote !== '`') {
    return raw.startsWith('#') ? '' : raw.replace(/\s+#.*$/, '');
  }
  let value = '';
  for (let at = 1; at < raw.length; at += 1) {
    const character = raw.charAt(at);
    if (character === quote) return /^\s*(?:#.*)?$/.test(raw.slice(at + 1)) ? value : undefined;
    if (character === '\\' && quote === '"' && at + 1 < raw.length) {
      at += 1;
      value += unescape(raw.charAt(at));
    } else {
      value += character;
    }
  }
  return undefined;
}

function unescape(escaped: string): string {
  switch (escaped) {
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case '"':
    case '\\':
      return escaped;
    default:
      return `\\${escaped}`;
  }
}

/** Stream's key and secret in a `.env` file; undefined unless both are there. */
export function credentialsIn(content: string): EnvCredentials | undefined {
  const values = parseEnv(content);
  const key = values.get('STREAM_API_KEY')?.trim() ?? '';
  if (key === '') return undefined;
  for (const secretName of ['STREAM_API_SECRET', 'STREAM_SECRET'] as const) {
    const secret = values.get(secretName)?.trim() ?? '';
    if (secret !== '') return { key, secret, secretName };
  }
  return undefined;
}
