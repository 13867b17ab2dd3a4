/**
 * The vocabulary of a check report. It is closed on purpose: an answer can only be made of these words, of small
 * numbers that the protocol defines (status, code, a page size) and of field names, so that no id, name, time or secret
 * can get into a report that is made to be handed on.
 */
export type Answer =
  | { readonly kind: 'yes' }
  | { readonly kind: 'no' }
  | { readonly kind: 'fact'; readonly fact: Fact }
  | { readonly kind: 'shapes'; readonly shapes: readonly Shape[] }
  | { readonly kind: 'fields'; readonly fields: readonly FieldName[] }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'refused'; readonly status: number | undefined; readonly code: number | undefined }
  | { readonly kind: 'untold'; readonly because: Because };

/** The form of a value, without the value. */
export type Shape =
  | 'integer nanoseconds'
  | 'RFC 3339 text'
  | 'a number that is no nanoseconds'
  | 'a number'
  | 'a negative number'
  | 'zero'
  | 'Go’s zero time'
  | 'empty text'
  | 'other text'
  | 'null'
  | 'missing'
  | 'true or false'
  | 'a list'
  | 'an empty list'
  | 'an object';

export type Fact =
  | 'by joined_at, earliest first'
  | 'by joined_at, latest first'
  | 'neither by joined_at nor by joined_at reversed'
  | 'taken: all rows'
  | 'taken: some rows'
  | 'taken: no rows'
  | 'ignored: all rows came'
  | 'not refused: no rows came'
  | 'taken, but with other rows than it asks for'
  | 'accepted: answered like a page of the default size'
  | 'accepted: answered with more than 100 rows or a full page'
  | 'accepted: goes on where the page before ended'
  | 'accepted: but repeats rows of the page before'
  | 'the same moment'
  | 'the session ends later'
  | 'the session ends earlier'
  | 'in the past'
  | 'in the future'
  | 'an answer with rows, no error'
  | 'an answer without rows, no error';

export type Because =
  | 'it was not asked: the check was stopped'
  | 'it was not asked: something it needs was not found in this app'
  | 'it was not asked: the most requests of a check were sent'
  | 'the key or the secret was refused'
  | 'no answer came'
  | 'the answer was no JSON'
  | 'Stream answered with a server error or the rate limit'
  | 'no session with participant sessions was found'
  | 'no session has more rows than one page'
  | 'no session with at least two rows was found'
  | 'no row has the field with a time'
  | 'all rows are alike in this field'
  | 'the list has no further page'
  | 'the list has further pages'
  | 'no running session was found'
  | 'no session that started over a day ago was found'
  | 'the answer was not of the documented form'
  | 'no answer has a date'
  | 'no answer has rate-limit headers'
  | 'the check took less than two seconds'
  | 'Stream refused to list the participant sessions'
  | 'the session has no end'
  | 'fewer than two sessions of one call were found'
  | 'no call in the list has a session';

declare const fieldNameBrand: unique symbol;
/** A name that looks like a field of the protocol. */
export type FieldName = string & { readonly [fieldNameBrand]: true };

function isFieldName(name: string): name is FieldName {
  return name.length <= 40 && /^[a-z]+(?:_[a-z]+)*$/.test(name);
}

/**
 * Names of fields; left out are those that do not look like fields of the protocol, and those that stand somewhere in
 * the answer as a value: a map may have ids for keys.
 */
export function fieldNames(names: Iterable<string>, values: ReadonlySet<string>): readonly FieldName[] {
  return [...new Set(names)]
    .filter((name) => !values.has(name))
    .filter(isFieldName)
    .sort()
    .slice(0, 20);
}

export const yes: Answer = { kind: 'yes' };
export const no: Answer = { kind: 'no' };

export function yesOrNo(is: boolean): Answer {
  return is ? yes : no;
}

export function fact(told: Fact): Answer {
  return { kind: 'fact', fact: told };
}

export function untold(because: Because): Answer {
  return { kind: 'untold', because };
}

/** A number that the protocol defines, such as a page size; anything else is not told. */
export function small(number: number): Answer {
  return Number.isInteger(number) && number >= 0 && number <= 1000
    ? { kind: 'number', number }
    : { kind: 'shapes', shapes: ['a number'] };
}

/** An answer in words. */
export function answerText(answer: Answer): string {
  switch (answer.kind) {
    case 'yes':
      return 'yes';
    case 'no':
      return 'no';
    case 'fact':
      return answer.fact;
    case 'shapes':
      return answer.shapes.length === 0 ? 'nothing' : answer.shapes.join(' · ');
    case 'fields':
      return answer.fields.length === 0 ? 'none' : answer.fields.map((name) => `\`${name}\``).join(', ');
    case 'number':
      return String(answer.number);
    case 'refused':
      return `refused (status ${numberText(answer.status)}, code ${numberText(answer.code)})`;
    case 'untold':
      return `could not tell, because ${answer.because}`;
  }
}

function numberText(value: number | undefined): string {
  return value !== undefined && Number.isInteger(value) && Math.abs(value) < 1000 ? String(value) : 'none';
}
