import { text, type Text } from '../attendance/text';
import type { Answered, Asker, ChoiceQuestion, Position, TextQuestion } from './asking';
import { readBaseUrl } from './base-url';
import type { Verdict } from './connection-check';

/** What the user said about an app, so far. */
export interface Draft {
  name: string;
  key: string;
  secret: string;
  baseUrl: string | undefined;
  production: boolean;
}

export type StepName = 'name' | 'key' | 'secret' | 'baseUrl' | 'production';

export interface ConnectFlow {
  readonly asker: Asker;
  /** True where no other app has this name. */
  isFree(name: string): Promise<boolean>;
  /** One request with this draft. Undefined: Stream took it. `cancelled`: the user stopped it. */
  check(draft: Draft): Promise<Verdict | undefined | 'cancelled'>;
}

const allSteps: readonly StepName[] = ['name', 'key', 'secret', 'baseUrl', 'production'];
const title = text('Connect Stream App');

/**
 * Asks for a Stream app step by step and checks it by one request. What Stream refuses is asked again, at its own step
 * and with the reason; the other answers stay. Undefined: the user left.
 * @param steps the steps to ask; a refused key or secret is asked for even where its step was left out.
 */
export async function askForApp(
  flow: ConnectFlow,
  draft: Draft,
  steps: readonly StepName[] = allSteps,
): Promise<Draft | undefined> {
  let asked = steps;
  let at = 0;
  let problem: Text | undefined;
  for (;;) {
    const name = asked[at];
    if (name === undefined) {
      const verdict = await flow.check(draft);
      if (verdict === undefined) return draft;
      if (verdict === 'cancelled') {
        at = asked.length - 1;
        continue;
      }
      if (!asked.includes(verdict.step)) asked = allSteps;
      at = asked.indexOf(verdict.step);
      problem = verdict.text;
      continue;
    }
    const outcome = await askStep(flow, draft, name, { step: at + 1, of: asked.length }, problem);
    problem = undefined;
    if (outcome === 'cancelled') return undefined;
    at += outcome === 'next' ? 1 : -1;
  }
}

type Outcome = 'next' | 'back' | 'cancelled';

async function askStep(
  flow: ConnectFlow,
  draft: Draft,
  name: StepName,
  position: Position,
  problem: Text | undefined,
): Promise<Outcome> {
  switch (name) {
    case 'name':
      return take(
        await flow.asker.askText(nameQuestion(flow, draft, position)),
        (value) => (draft.name = value.trim()),
      );
    case 'key':
      return take(
        await flow.asker.askText(keyQuestion(draft, position, problem)),
        (value) => (draft.key = value.trim()),
      );
    case 'secret':
      return take(await flow.asker.askText(secretQuestion(draft, position, problem)), (value) => {
        if (value.trim() !== '') draft.secret = value.trim();
      });
    case 'baseUrl':
      return take(await flow.asker.askText(baseUrlQuestion(draft, position, problem)), (value) => {
        const reading = readBaseUrl(value);
        draft.baseUrl = reading.kind === 'url' ? reading.url : undefined;
      });
    case 'production':
      return take(
        await flow.asker.askChoice(productionQuestion(draft, position)),
        (value) => (draft.production = value),
      );
  }
}

function take<T>(answered: Answered<T>, keep: (value: T) => void): Outcome {
  if (answered.kind !== 'answer') return answered.kind;
  keep(answered.value);
  return 'next';
}

function nameQuestion(flow: ConnectFlow, draft: Draft, position: Position): TextQuestion {
  return {
    title,
    position,
    prompt: text('A name for the app, as you want to see it in the sidebar.'),
    placeholder: text('acme-staging'),
    value: draft.name,
    async validate(value) {
      if (value.trim() === '') return text('Give the app a name.');
      return (await flow.isFree(value)) ? undefined : text('There is an app of this name already.');
    },
  };
}

function keyQuestion(draft: Draft, position: Position, problem: Text | undefined): TextQuestion {
  return {
    title,
    position,
    prompt: text('The API key of the app, from Stream’s dashboard.'),
    value: draft.key,
    problem,
    validate: (value) =>
      value.trim() === '' || /\s/.test(value.trim())
        ? text('An API key is one word of letters and digits.')
        : undefined,
  };
}

function secretQuestion(draft: Draft, position: Position, problem: Text | undefined): TextQuestion {
  const kept = draft.secret !== '' && problem === undefined;
  return {
    title,
    position,
    prompt: text('The API secret. It is kept in the secret storage of VS Code and nowhere else.'),
    placeholder: kept ? text('Leave empty to keep the secret entered before') : undefined,
    password: true,
    problem,
    validate: (value) => validateSecret(value, kept),
  };
}

/** What a secret must look like before it is tried. */
export function validateSecret(value: string, mayBeEmpty: boolean): Text | undefined {
  if (value.trim() === '') return mayBeEmpty ? undefined : text('Enter the API secret.');
  return /\s/.test(value.trim()) ? text('An API secret has no spaces in it.') : undefined;
}

function baseUrlQuestion(draft: Draft, position: Position, problem: Text | undefined): TextQuestion {
  return {
    title,
    position,
    prompt: text('The base URL, if Stream gave you one of your own. Leave it empty for Stream’s default.'),
    placeholder: text('Stream’s default'),
    value: draft.baseUrl ?? '',
    problem,
    validate(value) {
      const reading = readBaseUrl(value);
      return reading.kind === 'refused' ? reading.text : undefined;
    },
  };
}

function productionQuestion(draft: Draft, position: Position): ChoiceQuestion<boolean> {
  const no = {
    label: text('Development or test'),
    detail: text('Rollcall waits when 20 % of the app’s rate limit is left.'),
    value: false,
  };
  const yes = {
    label: text('Production'),
    detail: text('Rollcall waits when half of the app’s rate limit is left, and asks before large reads.'),
    value: true,
  };
  return {
    title,
    position,
    placeholder: text('Is this app in production?'),
    choices: draft.production ? [yes, no] : [no, yes],
  };
}
