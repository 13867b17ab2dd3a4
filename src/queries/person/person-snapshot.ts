import type { Ms } from '../../attendance/instant';
import { text } from '../../attendance/text';
import type { Trouble } from '../../shell/problem';
import type { Progress } from '../../book/book';
import type { PersonFinding } from '../../book/person/person-finding';
import { waitText } from '../../stream/wait-text';
import { PersonWords, type PersonTelling } from './person-lines';
import { totalWords } from './person-total';
import type { PersonSnapshot } from './protocol';
import type { SavedPerson } from './saved-person';

/** What a snapshot is made from. */
export interface SnapshotParts extends Pick<PersonSnapshot, 'revision' | 'header' | 'canGoOn' | 'canAsk'> {
  readonly finding: PersonFinding | undefined;
  readonly isUnknown: boolean;
  readonly hasOtherRoles: boolean;
  /** Undefined: nothing is being asked. */
  readonly asking: { readonly progress: Progress | undefined } | undefined;
  readonly trouble: Trouble | undefined;
  readonly saved: SavedPerson;
  /** This computer's clock: what waits are told by. */
  readonly localNow: Ms;
}

/** All that the page shows, in words. */
export function snapshotOf(parts: SnapshotParts, telling: PersonTelling): PersonSnapshot {
  const { revision, header, canGoOn, canAsk, finding, isUnknown, hasOtherRoles, asking, trouble, saved } =
    parts;
  const { say } = telling;
  const words = new PersonWords(telling);
  return {
    revision,
    header,
    asking: asking === undefined ? null : askingWords(asking.progress, parts, words),
    problem:
      trouble === undefined
        ? null
        : {
            text: say(trouble.text),
            severity: trouble.severity,
            acts: trouble.acts.map(({ title }) => say(title)),
          },
    canGoOn,
    canAsk,
    total:
      finding === undefined
        ? null
        : totalWords(finding, words, { asking: asking !== undefined, isUnknown, hasOtherRoles }),
    cannotSee: finding?.cannotSee.map((each) => words.say(each)) ?? [],
    lines: finding?.sessions.map((found) => words.line(found)) ?? [],
    saved,
  };
}

function askingWords(
  progress: Progress | undefined,
  { finding, localNow }: SnapshotParts,
  words: PersonWords,
): NonNullable<PersonSnapshot['asking']> {
  const n = finding?.sessions.length ?? 0;
  const answered = finding?.answered ?? 0;
  const wait = progress?.wait;
  return {
    text:
      n === 0
        ? words.say(text('Listing the sessions…'))
        : words.say(text('Asked {answered} of {n} sessions', { answered, n })),
    answered,
    of: n === 0 ? null : n,
    wait: wait === undefined ? '' : words.say(waitText(wait, localNow)),
    canContinue: wait !== undefined,
  };
}
