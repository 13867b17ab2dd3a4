import { joinedShift, leftShift, present } from '../row-dictionary';
import type { RowView } from '../row-table';
import type { AmountField, RowCondition, ServerPredicate, TextField } from './row-conditions';
import type { RowMarks } from './server-predicates';
import { no, reasonBit, yes, type Verdict } from './unjudged';

/** Judges the row of this index. */
export type Judge = (row: number) => Verdict;

/** Makes a condition ready for the rows of a view, as long as that does not change. */
export function judgeOf(condition: RowCondition, view: RowView, marks: RowMarks): Judge {
  return judge(condition, new RowSource(view, marks));
}

function judge(condition: RowCondition, source: RowSource): Judge {
  switch (condition.kind) {
    case 'all':
      return allOf(byCost(condition.of).map((part) => judge(part, source)));
    case 'any':
      return anyOf(byCost(condition.of).map((part) => judge(part, source)));
    case 'set':
      return setJudge(condition.field, condition.set, source);
    case 'one of': {
      const { field, values } = condition;
      if (field === 'roles') return rolesJudge(values, source);
      const known = new Set(values);
      return textJudge(field, (value) => known.has(value), source);
    }
    case 'prefix': {
      const { field, prefix } = condition;
      return textJudge(field, (value) => value.startsWith(prefix), source);
    }
    case 'equals': {
      const values = new Set(condition.values);
      return amountJudge(condition.field, (amount) => values.has(amount), source);
    }
    case 'bound':
      return amountJudge(condition.field, boundTest(condition.operator, condition.value), source);
    case 'open':
      return setJudge('left_at', !condition.open, source);
    case 'mark':
      return markJudge(condition.predicate, condition.holds, source);
  }
}

function allOf(judges: readonly Judge[]): Judge {
  return (row) => {
    let found = yes;
    for (const part of judges) {
      const verdict = part(row);
      if (verdict === no) return no;
      found |= verdict;
    }
    return found;
  };
}

function anyOf(judges: readonly Judge[]): Judge {
  return (row) => {
    let found = no;
    for (const part of judges) {
      const verdict = part(row);
      if (verdict === yes) return yes;
      found |= verdict;
    }
    return found;
  };
}

/** Marks last: where another part decides, no key is built. The order changes no verdict. */
function byCost(conditions: readonly RowCondition[]): readonly RowCondition[] {
  return conditions.toSorted((one, other) => Number(needsMarks(one)) - Number(needsMarks(other)));
}

function needsMarks(condition: RowCondition): boolean {
  return condition.kind === 'all' || condition.kind === 'any'
    ? condition.of.some(needsMarks)
    : condition.kind === 'mark';
}

function textJudge(field: TextField, test: (value: string) => boolean, { view }: RowSource): Judge {
  const verdict = (value: string): Verdict => (test(value) ? yes : no);
  switch (field) {
    case 'user_id':
      return once(view.arrays.user, view.userCount, (user) => verdict(view.userIdOf(user)));
    case 'publisher_type':
      return once(view.arrays.form, view.formCount, (form) => verdict(view.publisherTypeOf(form)));
    case 'user_session_id':
      return (row) => verdict(view.userSessionId(row));
  }
}

function rolesJudge(values: readonly string[], { view }: RowSource): Judge {
  const wanted = new Set(values);
  const noRoles = reasonBit('no roles');
  return once(view.arrays.form, view.formCount, (form) => {
    const roles = view.rolesOf(form);
    if (roles === undefined) return noRoles;
    return roles.some((role) => wanted.has(role)) ? yes : no;
  });
}

/** No verdict has all bits: a condition on one field knows one reason. */
const notJudged: Verdict = 255;

/** What many rows share is judged once. */
function once(numbers: Uint32Array, count: number, verdictOf: (number: number) => Verdict): Judge {
  let known: Uint8Array | undefined;
  return (row) => {
    known ??= new Uint8Array(count).fill(notJudged);
    const number = numbers[row] ?? 0;
    const verdict = known[number];
    if (verdict !== undefined && verdict !== notJudged) return verdict;
    return (known[number] = verdictOf(number));
  };
}

function amountJudge(field: AmountField, test: (amount: number) => boolean, source: RowSource): Judge {
  const read = amountsOf(field, source);
  const missing = missingAmount(field);
  return (row) => {
    const amount = read(row);
    if (Number.isNaN(amount)) return missing;
    return test(amount) ? yes : no;
  };
}

function boundTest(operator: '$gt' | '$gte' | '$lt' | '$lte', value: number): (amount: number) => boolean {
  switch (operator) {
    case '$gt':
      return (amount) => amount > value;
    case '$gte':
      return (amount) => amount >= value;
    case '$lt':
      return (amount) => amount < value;
    case '$lte':
      return (amount) => amount <= value;
  }
}

function setJudge(field: TextField | AmountField | 'roles', set: boolean, source: RowSource): Judge {
  const verdict = (isSet: boolean): Verdict => (isSet === set ? yes : no);
  switch (field) {
    case 'user_id':
    case 'user_session_id':
    case 'publisher_type':
      return textJudge(field, (value) => (value !== '') === set, source);
    case 'roles':
      return (row) => verdict(source.view.roles(row) !== undefined);
    case 'joined_at':
    case 'left_at':
    case 'duration_in_seconds': {
      const read = amountsOf(field, source);
      return (row) => verdict(!Number.isNaN(read(row)));
    }
  }
}

/** Ms or seconds; NaN: missing, null or unreadable. */
function amountsOf(field: AmountField, { view }: RowSource): (row: number) => number {
  const { joined, left, state } = view.arrays;
  switch (field) {
    case 'joined_at':
      return (row) => (isPresent(state[row], joinedShift) ? (joined[row] ?? NaN) : NaN);
    case 'left_at':
      return (row) => (isPresent(state[row], leftShift) ? (left[row] ?? NaN) : NaN);
    case 'duration_in_seconds':
      // Nothing lasts less than no time: Go's −1 is no duration.
      return (row) => {
        const seconds = view.reportedSeconds(row) ?? NaN;
        return seconds >= 0 ? seconds : NaN;
      };
  }
}

function isPresent(state: number | undefined, shift: number): boolean {
  return (((state ?? 0) >> shift) & 3) === present;
}

function missingAmount(field: AmountField): Verdict {
  switch (field) {
    case 'joined_at':
      return reasonBit('no join time');
    case 'left_at':
      return reasonBit('no leave time');
    case 'duration_in_seconds':
      return reasonBit('no duration');
  }
}

function markJudge(predicate: ServerPredicate, holds: boolean, source: RowSource): Judge {
  const notRead = reasonBit(`${predicate.field} not read`);
  return (row) => {
    const has = source.marks.has(predicate, source.key(row));
    if (has === undefined) return notRead;
    return has === holds ? yes : no;
  };
}

/** A view with its marks, and the key of the row that was asked for last: building one takes longer than all comparisons. */
class RowSource {
  readonly view: RowView;
  readonly marks: RowMarks;
  #row = -1;
  #key = '';

  constructor(view: RowView, marks: RowMarks) {
    this.view = view;
    this.marks = marks;
  }

  key(row: number): string {
    if (row !== this.#row) {
      this.#key = this.view.key(row);
      this.#row = row;
    }
    return this.#key;
  }
}
