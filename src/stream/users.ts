import { text } from '../attendance/text';
import type { Ms } from '../attendance/instant';
import type { Asker, Heard } from './asking';
import { StreamFailure } from './errors';
import { checkId, idLimits } from './path-ids';
import { usersSchema } from './schemas';
import type { Answer, RequestContext, UserName } from './stream-video';
import { userNameOf } from './user-search';

const name = 'QueryUsers';
const most = { ids: 100, idsAtOnce: 50, urlLength: 3500 };

/** Names of at most 100 users: the question stands in the URL, so it is asked in parts that fit. */
export async function readUsers(
  asker: Asker,
  ids: readonly string[],
  context: RequestContext,
  now: () => Ms,
): Promise<Answer<readonly UserName[]>> {
  if (ids.length > most.ids) {
    throw new StreamFailure(
      'bad-input',
      text('At most {most} users can be asked for at once.', { most: most.ids }),
      {
        operation: name,
        field: 'user_id',
      },
    );
  }
  const parts = partsThatFit([...new Set(ids)].map((id) => checkId(name, 'user_id', id, idLimits.user)));
  const found: UserName[] = [];
  let first: Heard<unknown> | undefined;
  for (const part of parts) {
    const operation = { name, filter: { id: { $in: part } }, limit: part.length } as const;
    const heard = await asker.ask(operation, usersSchema, context);
    first ??= heard;
    found.push(...(heard.value.users ?? []).map(userNameOf));
  }
  return {
    value: found,
    readAt: first?.readAt ?? { server: undefined, local: now() },
    requestId: first?.requestId,
  };
}

function partsThatFit(ids: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [];
  let part: string[] = [];
  let length = 0;
  for (const id of ids) {
    const size = encodeURIComponent(JSON.stringify(id)).length + 3;
    if (part.length === 0 || part.length >= most.idsAtOnce || length + size > most.urlLength) {
      part = [];
      length = 0;
      parts.push(part);
    }
    part.push(id);
    length += size;
  }
  return parts;
}
