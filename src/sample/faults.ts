import type { Quirks } from './options';

/** What is done to an answer instead of, or before, sending it. */
export interface Fault {
  readonly kind: 'tooMany' | 'badGateway' | 'nullBody' | 'truncated' | 'drop' | 'status';
  readonly status?: number;
}

/** The fault for the n-th request of the operation that faults are for (from 1); undefined: none. */
export function faultAt(request: number, quirks: Quirks): Fault | undefined {
  const within = (at: { readonly request: number; readonly times: number } | undefined): boolean =>
    at !== undefined && request >= at.request && request < at.request + at.times;
  if (within(quirks.dropConnectionAt)) return { kind: 'drop' };
  if (within(quirks.tooManyAt)) return { kind: 'tooMany' };
  if (within(quirks.htmlBadGatewayAt)) return { kind: 'badGateway' };
  if (within(quirks.statusAt)) return { kind: 'status', status: quirks.statusAt?.status ?? 500 };
  if (within(quirks.nullBodyAt)) return { kind: 'nullBody' };
  if (within(quirks.truncatedJsonAt)) return { kind: 'truncated' };
  return undefined;
}

/** Breaks the shape of an answer as the switches say. The answer is read back from its JSON. */
export function bend(answer: unknown, quirks: Quirks): unknown {
  const { rolesNull, dropField, retypeField, extraFields } = quirks;
  if (rolesNull !== true && dropField === undefined && retypeField === undefined && extraFields !== true)
    return answer;
  const bent: unknown = JSON.parse(JSON.stringify(answer));
  if (rolesNull === true) at(bent, 'participants_sessions.roles', (holder, key) => (holder[key] = null));
  if (retypeField !== undefined)
    at(bent, retypeField, (holder, key) => (holder[key] = otherType(holder[key])));
  if (dropField !== undefined) at(bent, dropField, (holder, key) => Reflect.deleteProperty(holder, key));
  if (extraFields === true) {
    at(
      bent,
      'sample_extra',
      (holder, key) => (holder[key] = { since: 'a later version', list: [1, null, 'two'] }),
    );
    at(bent, 'participants_sessions.sample_extra', (holder, key) => (holder[key] = 'unknown to the schema'));
  }
  return bent;
}

/** Does something to a field, in every object of the lists on its way. */
function at(
  value: unknown,
  path: string,
  act: (holder: Record<string, unknown>, key: string) => unknown,
): void {
  const [key = '', ...rest] = path.split('.');
  for (const holder of Array.isArray(value) ? value : [value]) {
    if (!isObject(holder)) continue;
    if (rest.length === 0) act(holder, key);
    else at(holder[key], rest.join('.'), act);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function otherType(value: unknown): unknown {
  if (typeof value === 'string') return 12_345;
  if (typeof value === 'number') return 'twelve';
  if (Array.isArray(value)) return { 0: 'no list' };
  return typeof value === 'boolean' ? 'perhaps' : 'no object';
}
