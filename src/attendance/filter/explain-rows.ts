import { shownText } from '../shown-text';
import { text, type Text, type Translate } from '../text';
import { exactDurationText, utcStamp } from '../time-text';
import type { Filter, FilterLike } from './filter';
import {
  rowConditionOf,
  type AmountField,
  type RowCondition,
  type ServerPredicate,
  type TextField,
  type TimeField,
} from './row-conditions';
import { checkRowFilter } from './validate-rows';

/**
 * A checked filter for rows in words, one for each condition that must hold, to stand after "rows": "of alice or bob",
 * "of at least 5 minutes". Times are in UTC. Empty: there is no condition.
 * @throws TypeError: the filter is not a checked one
 */
export function explainRowFilter(filter: Filter, say: Translate): readonly string[] {
  return clauses(rowConditionOf(filter), say);
}

/** A filter for rows as one line of words: "rows of alice or bob, of at least 5 minutes". Never throws. */
export function rowFilterWords(filter: FilterLike, say: Translate): string {
  const check = checkRowFilter(filter);
  if (!check.ok) return say(text('rows by a filter that is not valid'));
  const conditions = explainRowFilter(check.filter, say).join(', ');
  return say(conditions === '' ? text('all rows') : text('rows {conditions}', { conditions }));
}

function clauses(condition: RowCondition, say: Translate): readonly string[] {
  if (condition.kind === 'all') return allClauses(condition.of, say);
  if (condition.kind !== 'any') return [say(clause(condition, say))];
  const each = condition.of.map((branch) => {
    const words = clauses(branch, say).join(', ');
    return `(${words === '' ? say(text('any row')) : words})`;
  });
  return [say(text('any of: {conditions}', { conditions: each.join('; ') }))];
}

/** A stretch of time reads as one condition. */
function allClauses(conditions: readonly RowCondition[], say: Translate): readonly string[] {
  const said: string[] = [];
  for (let at = 0; at < conditions.length; at++) {
    const [one, next] = [conditions[at], conditions[at + 1]];
    const stretch = stretchText(one, next);
    if (stretch !== undefined) at++;
    if (stretch !== undefined) said.push(say(stretch));
    else if (one !== undefined) said.push(...clauses(one, say));
  }
  return said;
}

function stretchText(one: RowCondition | undefined, next: RowCondition | undefined): Text | undefined {
  if (one?.kind !== 'bound' || next?.kind !== 'bound') return undefined;
  if (one.field !== next.field || one.operator !== '$gte' || next.operator !== '$lt') return undefined;
  const args = { from: timeWords(one.value), to: timeWords(next.value) };
  if (one.field === 'joined_at') return text('joined from {from} to before {to}', args);
  return one.field === 'left_at' ? text('left from {from} to before {to}', args) : undefined;
}

function clause(condition: Exclude<RowCondition, { kind: 'all' | 'any' }>, say: Translate): Text {
  switch (condition.kind) {
    case 'set':
      return setText(condition.field, condition.set);
    case 'one of':
      return oneOfText(condition.field, either(condition.values.map(quoted), say));
    case 'prefix':
      return prefixText(condition.field, quoted(condition.prefix));
    case 'equals':
      return equalsText(condition.field, condition.values, say);
    case 'bound':
      return boundText(condition, say);
    case 'open':
      return condition.open ? text('open (no leave time)') : text('not open (with a leave time)');
    case 'mark':
      return markText(condition.predicate, condition.holds, say);
  }
}

function setText(field: TextField | AmountField | 'roles', set: boolean): Text {
  switch (field) {
    case 'user_id':
      return set ? text('with a user id') : text('without a user id');
    case 'user_session_id':
      return set ? text('with a user session id') : text('without a user session id');
    case 'publisher_type':
      return set ? text('with a publisher type') : text('without a publisher type');
    case 'roles':
      return set ? text('whose roles are known') : text('whose roles are not known');
    case 'joined_at':
      return set ? text('with a join time') : text('without a join time');
    case 'left_at':
      return set ? text('with a leave time') : text('without a leave time');
    case 'duration_in_seconds':
      return set ? text('with a duration') : text('without a duration');
  }
}

function oneOfText(field: TextField | 'roles', values: string): Text {
  switch (field) {
    case 'user_id':
      return text('of {values}', { values });
    case 'user_session_id':
      return text('of user session {values}', { values });
    case 'publisher_type':
      return text('published by {values}', { values });
    case 'roles':
      return text('with role {values}', { values });
  }
}

function prefixText(field: TextField, prefix: string): Text {
  switch (field) {
    case 'user_id':
      return text('of users whose id starts with {prefix}', { prefix });
    case 'user_session_id':
      return text('of user sessions whose id starts with {prefix}', { prefix });
    case 'publisher_type':
      return text('published by what starts with {prefix}', { prefix });
  }
}

function equalsText(field: AmountField, amounts: readonly number[], say: Translate): Text {
  const values = either(
    amounts.map((amount) => amountWords(field, amount, say)),
    say,
  );
  switch (field) {
    case 'joined_at':
      return text('joined at {values}', { values });
    case 'left_at':
      return text('left at {values}', { values });
    case 'duration_in_seconds':
      return text('of exactly {values}', { values });
  }
}

function boundText(bound: Extract<RowCondition, { kind: 'bound' }>, say: Translate): Text {
  const value = amountWords(bound.field, bound.value, say);
  switch (bound.field) {
    case 'joined_at':
      return joinedText(bound.operator, value);
    case 'left_at':
      return leftText(bound.operator, value);
    case 'duration_in_seconds':
      return durationBoundText(bound.operator, value);
  }
}

type Bound = Extract<RowCondition, { kind: 'bound' }>['operator'];

function joinedText(operator: Bound, value: string): Text {
  switch (operator) {
    case '$gt':
      return text('joined after {value}', { value });
    case '$gte':
      return text('joined at {value} or after', { value });
    case '$lt':
      return text('joined before {value}', { value });
    case '$lte':
      return text('joined at {value} or before', { value });
  }
}

function leftText(operator: Bound, value: string): Text {
  switch (operator) {
    case '$gt':
      return text('left after {value}', { value });
    case '$gte':
      return text('left at {value} or after', { value });
    case '$lt':
      return text('left before {value}', { value });
    case '$lte':
      return text('left at {value} or before', { value });
  }
}

function durationBoundText(operator: Bound, value: string): Text {
  switch (operator) {
    case '$gt':
      return text('of more than {value}', { value });
    case '$gte':
      return text('of at least {value}', { value });
    case '$lt':
      return text('of less than {value}', { value });
    case '$lte':
      return text('of at most {value}', { value });
  }
}

/** In Stream's terms: what they mean exactly is not documented. */
function markText(predicate: ServerPredicate, holds: boolean, say: Translate): Text {
  switch (predicate.field) {
    case 'is_live':
      return holds ? text('live, as Stream says') : text('not live, as Stream says');
    case 'is_tech_user':
      return holds ? text('of technical users') : text('of users who are not technical');
    case 'published_tracks':
      return text('that published {values}', { values: either(predicate.values.map(quoted), say) });
  }
}

/** More values than this are counted, not named. */
const mostNamed = 10;

/** "alice", "alice or bob", "alice, bob or carol". */
function either(values: readonly string[], say: Translate): string {
  const [last = ''] = values.slice(-1);
  if (values.length < 2) return last;
  if (values.length <= mostNamed)
    return say(text('{values} or {last}', { values: values.slice(0, -1).join(', '), last }));
  const named = values.slice(0, mostNamed - 1);
  return say(
    text('{values} or one of {n} more', { values: named.join(', '), n: values.length - named.length }),
  );
}

/** An id that could be taken for words of ours stands in quotes. */
function quoted(value: string): string {
  return /^[\w.@:!-]+$/.test(value) ? value : shownText(JSON.stringify(value));
}

function amountWords(field: AmountField, amount: number, say: Translate): string {
  return isTime(field) ? timeWords(amount) : say(secondsText(amount));
}

function isTime(field: AmountField): field is TimeField {
  return field !== 'duration_in_seconds';
}

/** To the millisecond where it has any: nothing is rounded that rows are compared with. */
function timeWords(ms: number): string {
  return ms % 1000 === 0 ? utcStamp(ms) : `${new Date(ms).toISOString().slice(0, 23).replace('T', ' ')} UTC`;
}

/** Not rounded either: "5 minutes", "90 seconds" as "1m 30s", "0.5 seconds". */
function secondsText(seconds: number): Text {
  if (seconds === 1) return text('1 second');
  if (seconds === 60) return text('1 minute');
  if (seconds === 3600) return text('1 hour');
  const whole = Number.isInteger(seconds) && seconds >= 60 && seconds < longest;
  if (whole && seconds % 3600 === 0) return text('{n} hours', { n: seconds / 3600 });
  if (whole && seconds % 60 === 0 && seconds < 7200) return text('{n} minutes', { n: seconds / 60 });
  return whole ? exactDurationText(seconds * 1000) : text('{n} seconds', { n: seconds });
}

/** A year, in seconds. */
const longest = 31_536_000;
