import { isProblem } from '../../shell/problem';
import { readAnsweredValue, readShownValue, type AdapterValue } from './adapter-value';
import type { DebuggerDoor, DebugVariable } from './debugger-door';
import { idsOfFields, idsOfText, type NamedText, type VariableIds } from './variable-ids';

/** What a variable holds; of none that has ids, why. */
export type VariableReading =
  | { readonly kind: 'ids'; readonly ids: readonly VariableIds[] }
  /** The debugger shows only a part of the value. */
  | { readonly kind: 'cut' }
  /** A number, no value, or an object without ids. */
  | { readonly kind: 'none' };

/** A variable of the paused frame that holds ids. */
export interface FoundVariable {
  readonly variable: DebugVariable;
  readonly ids: readonly VariableIds[];
}

/** Objects below an object whose own ids are looked at: `session.id`, `call.cid`. */
const inner = /^\W*(?:call_?session|current_?session|session|call)\W*$/i;
/** Fields that may hold an id, and are worth a question of their own where the list shows a part only. */
const telling = /(?:id|session|type)\W*$/i;
const mostInner = 3;
const mostCut = 8;
/** Objects of a frame that are opened to look for ids. */
const mostObjects = 30;

/**
 * The ids that a variable holds: itself, or in its fields one level down.
 * @throws Problem when the debugger does not answer; StreamFailure `cancelled`
 */
export async function idsOfVariable(door: DebuggerDoor, variable: DebugVariable): Promise<VariableReading> {
  const value = await wholeValue(door, variable);
  if (value.kind === 'text') return readingOf(idsOfText(variable.name, value.text));
  if (value.kind === 'other' && isObject(variable)) return await ofObject(door, variable);
  return { kind: value.kind === 'cut' ? 'cut' : 'none' };
}

/**
 * The variables of the frame's local scopes that surely hold ids. What does not answer is left out.
 * @throws Problem when nothing does; StreamFailure `cancelled`
 */
export async function variablesWithIds(door: DebuggerDoor): Promise<readonly FoundVariable[]> {
  const found: FoundVariable[] = [];
  const names = new Set<string>();
  let opened = 0;
  for (const scope of await door.localScopes()) {
    const variables = await door.fields(scope).catch((error: unknown) => {
      if (found.length === 0) throw error;
      unlessOver(error);
      return [];
    });
    for (const variable of variables) {
      // An inner scope hides what the outer ones call by the same name.
      if (names.has(variable.name)) continue;
      names.add(variable.name);
      const value = readShownValue(variable.value);
      if (value.kind === 'text') {
        const ids = idsOfText(variable.name, value.text, { certainOnly: true });
        if (ids.length > 0) found.push({ variable, ids });
      } else if (value.kind === 'other' && isObject(variable) && opened < mostObjects) {
        opened++;
        const reading = await ofObject(door, variable, { shallow: true }).catch(unlessOver);
        if (reading?.kind === 'ids') found.push({ variable, ids: reading.ids });
      }
    }
  }
  return found;
}

/** A field that cannot be read is passed over; a cancel is not. */
function unlessOver(error: unknown): undefined {
  if (!isProblem(error)) throw error;
}

function isObject(variable: DebugVariable): boolean {
  return (
    (variable.variablesReference ?? 0) > 0 && !/^(?:ƒ|function\b|class\b|<function )/.test(variable.value)
  );
}

/** A string in whole; asked for where the list of variables cannot be taken at its word. */
async function wholeValue(door: DebuggerDoor, variable: DebugVariable): Promise<AdapterValue> {
  const shown = readShownValue(variable.value);
  if (shown.kind === 'plain' || (shown.kind === 'other' && isObject(variable))) return shown;
  if (variable.evaluateName === undefined) return shown;
  let answer: DebugVariable;
  try {
    answer = await door.evaluate(variable.evaluateName, 'clipboard');
  } catch (error) {
    // Adapters without this question, and names that are no expressions: what is shown whole is enough.
    if (shown.kind === 'text' && isProblem(error)) return shown;
    throw error;
  }
  return readAnsweredValue(answer.value, { shown: variable.value, type: variable.type ?? answer.type });
}

async function ofObject(
  door: DebuggerDoor,
  variable: DebugVariable,
  { shallow = false }: { readonly shallow?: boolean } = {},
): Promise<VariableReading> {
  const fields = await door.fields(variable.variablesReference ?? 0);
  const { texts, cut } = await textsOf(door, fields, { asks: !shallow });
  let isCut = cut;
  const within: NamedText[] = [];
  for (const field of shallow ? [] : fields.filter(isInner).slice(0, mostInner)) {
    const below = await door.fields(field.variablesReference ?? 0).catch(unlessOver);
    const own = await textsOf(door, below ?? [], { asks: true });
    within.push(...own.texts.map(({ name, text }) => ({ name: `${field.name}.${name}`, text })));
    isCut ||= own.cut;
  }
  // What is left of an object without an id that was cut off may name another call.
  return isCut ? { kind: 'cut' } : readingOf(idsOfFields(variable.name, [...texts, ...within]));
}

function isInner(field: DebugVariable): boolean {
  return inner.test(field.name) && isObject(field);
}

/** The strings among fields. A field that may hold an id and is shown in part is asked for; `cut`: one stayed so. */
async function textsOf(
  door: DebuggerDoor,
  fields: readonly DebugVariable[],
  { asks }: { readonly asks: boolean },
): Promise<{ readonly texts: readonly NamedText[]; readonly cut: boolean }> {
  const texts: NamedText[] = [];
  let asked = 0;
  let cut = false;
  for (const field of fields) {
    let value = readShownValue(field.value);
    if (!telling.test(field.name) && !/^\W*\d+\W*$/.test(field.name)) continue;
    if (value.kind === 'cut' && asks && asked < mostCut) {
      asked++;
      value = (await wholeValue(door, field).catch(unlessOver)) ?? value;
    }
    if (value.kind === 'text') texts.push({ name: field.name, text: value.text });
    else if (value.kind === 'cut') cut = true;
  }
  return { texts, cut };
}

function readingOf(ids: readonly VariableIds[]): VariableReading {
  return ids.length > 0 ? { kind: 'ids', ids } : { kind: 'none' };
}
