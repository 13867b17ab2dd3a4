import { createHmac, timingSafeEqual } from 'node:crypto';
import { Refusal } from './refusal';

/** What a request brings along to show who sends it. */
export interface Credentials {
  readonly key: string | undefined;
  readonly authorization: string | undefined;
  readonly authType: string | undefined;
}

/**
 * Lets a server of this app pass. As on the real server the key is judged before the token.
 * @throws Refusal 401 code 2 (key), 5 (no token, or none that can be read), 43 (signature), 40 (expired); 403 code 17 (a
 * user's token)
 */
export function checkCredentials(
  given: Credentials,
  app: { readonly key: string; readonly secret: string; readonly now: number },
): void {
  if (given.key === undefined || given.key === '') throw new Refusal(401, 2, 'api_key not provided');
  if (given.key !== app.key) throw new Refusal(401, 2, 'api_key not valid');
  if (given.authType !== undefined && given.authType !== 'jwt') {
    throw new Refusal(401, 5, 'stream-auth-type must be jwt');
  }
  const [header, payload, signature, ...rest] = (given.authorization ?? '').split('.');
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0) {
    throw new Refusal(401, 5, 'Authorization header is missing or not a valid JWT');
  }
  const algorithm = field(header, 'alg');
  if (algorithm !== 'HS256') throw new Refusal(401, 5, 'JWT algorithm must be HS256');
  const right = createHmac('sha256', app.secret).update(`${header}.${payload}`).digest();
  const sent = Buffer.from(signature, 'base64url');
  if (sent.length !== right.length || !timingSafeEqual(sent, right)) {
    throw new Refusal(401, 43, 'Token signature is invalid');
  }
  const expires = field(payload, 'exp');
  if (typeof expires === 'number' && expires * 1000 <= app.now) {
    throw new Refusal(401, 40, 'Token is expired (exp)');
  }
  if (field(payload, 'user_id') !== undefined) {
    throw new Refusal(403, 17, 'User tokens are not allowed to perform this operation');
  }
}

/** One field of a part of a JWT. */
function field(part: string, name: string): unknown {
  try {
    const read: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof read === 'object' && read !== null ? new Map(Object.entries(read)).get(name) : undefined;
  } catch {
    throw new Refusal(401, 5, 'JWT cannot be decoded');
  }
}
