import type { Asker } from './asking';
import { isStreamFailure } from './errors';
import { idLimits } from './path-ids';
import { usersSchema } from './schemas';
import type { FoundUsers, RequestContext, UserName } from './stream-video';

const name = 'QueryUsers';
/** People that one search brings. */
const peopleAtMost = 30;

type Condition = Readonly<Record<string, unknown>>;

/** Searches for people by the words somebody typed. */
export type UserSearch = (words: string, context: RequestContext) => Promise<FoundUsers>;

/**
 * A search by id (as it stands), by the beginning of a name, and by e-mail where the words hold an `@`: one request, and one
 * for the id alone where so many came that it may have been left out. E-mail is a field of the app's own, and which
 * operators Stream allows hangs on the app: what it refuses (400) is left out, and not asked again through this door.
 * @param now this computer's clock, ms
 */
export function createUserSearch(asker: Asker, now: () => number): UserSearch {
  const refused = new Set<'email' | '$or'>();

  async function ask(filter: Condition, context: RequestContext): Promise<FoundUsers> {
    const operation = { name, filter, limit: peopleAtMost } as const;
    const heard = await asker.ask(operation, usersSchema, context);
    const value = (heard.value.users ?? []).map(userNameOf);
    return { ...heard, value, more: value.length >= peopleAtMost };
  }

  async function askAny(conditions: readonly Condition[], context: RequestContext): Promise<FoundUsers> {
    if (!refused.has('$or')) {
      try {
        return await ask({ $or: conditions }, context);
      } catch (error) {
        if (!isRefused(error)) throw error;
      }
    }
    const answers: FoundUsers[] = [];
    for (const condition of conditions) answers.push(await ask(condition, context));
    // Each by itself was answered: it was the `$or` that was refused.
    refused.add('$or');
    const [first] = answers;
    return {
      value: answers.flatMap(({ value }) => value),
      more: answers.some(({ more }) => more),
      readAt: first?.readAt ?? { server: undefined, local: now() },
      requestId: first?.requestId,
    };
  }

  return async (typed, context) => {
    const words = typed.trim();
    if (words === '' || !words.isWellFormed() || Array.from(words).length > idLimits.user)
      return { value: [], more: false, readAt: { server: undefined, local: now() }, requestId: undefined };
    const byId: Condition = { id: { $eq: words } };
    const always: readonly Condition[] = [byId, { name: { $autocomplete: words } }];
    const byMail: Condition = { email: { $eq: words } };
    let answer: FoundUsers;
    if (words.includes('@') && !refused.has('email')) {
      try {
        answer = await askAny([...always, byMail], context);
      } catch (error) {
        if (!isRefused(error)) throw error;
        answer = await askAny(always, context);
        // What is left was answered: it was the e-mail that was refused.
        refused.add('email');
      }
    } else answer = await askAny(always, context);
    const people = new Map(answer.value.map((person) => [person.id, person]));
    const isCut = answer.more && !refused.has('$or');
    const exact =
      people.get(words) ??
      (isCut ? (await ask(byId, context)).value.find(({ id }) => id === words) : undefined);
    people.delete(words);
    return { ...answer, value: [...(exact === undefined ? [] : [exact]), ...people.values()] };
  };
}

/** A user with a name, where there is one. */
export function userNameOf(user: {
  readonly id: string;
  readonly name?: string | null | undefined;
}): UserName {
  return { id: user.id, name: user.name === '' ? undefined : (user.name ?? undefined) };
}

function isRefused(error: unknown): boolean {
  return isStreamFailure(error) && error.kind === 'bad-input' && error.status === 400;
}
