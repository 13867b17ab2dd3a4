import { text, type Text } from '../../attendance/text';
import { failureMessage } from '../../shell/failure-message';
import type { FoundUsers, StreamVideo } from '../../stream/stream-video';

/** Someone to choose. */
export interface ListedPerson {
  readonly userId: string;
  readonly name: string | undefined;
  /** `known`: rows of this window hold the id; `found`: Stream found the user. */
  readonly from: 'known' | 'found';
}

export interface PeopleList {
  readonly people: readonly ListedPerson[];
  /** Stream is being asked. */
  readonly busy: boolean;
  /** Stream was asked for what is typed, and found nobody. */
  readonly foundNobody: boolean;
  /** How many Stream found, where there may be more than these. */
  readonly cutAt: number | undefined;
  /** Why Stream's part is missing. */
  readonly problem: Text | undefined;
}

export interface PeopleSearchParts {
  readonly stream: Pick<StreamVideo, 'usersNamed'>;
  /** Ids whose rows are held. */
  readonly known: readonly string[];
  /** Runs something later; answers how to call it off. */
  readonly setTimer: (ms: number, run: () => void) => () => void;
  /** Called with the whole list whenever it is another one. */
  readonly show: (list: PeopleList) => void;
  /** Called when {@link PeopleSearch.enter} was, and what was typed turns out to be somebody's id. */
  readonly choose: (person: ListedPerson) => void;
}

/** Finds people while somebody types. */
export interface PeopleSearch {
  /** What stands in the box now. */
  type(words: string): void;
  /**
   * What stands in the box is meant, and nobody knows yet what it is: it is asked for without a pause. Only an id is chosen by
   * that; of people whom it finds by name, the user chooses.
   */
  enter(): void;
  dispose(): void;
}

/** Nobody types slower than this within a word. */
export const pauseMs = 300;
type Found = Pick<FoundUsers, 'value' | 'more'>;
const nobody: Found = { value: [], more: false };

/** One letter finds everybody. */
const shortest = 2;

/**
 * A search for people by id, name or e-mail. Ids that are held answer at once and cost nothing; after a pause in typing
 * Stream is asked once, the latest words win, and a request for older ones is stopped. Words asked before are answered from
 * memory. A search that fails says why; an id can be used all the same.
 */
export function createPeopleSearch(parts: PeopleSearchParts): PeopleSearch {
  const known = parts.known.map((userId): ListedPerson => ({ userId, name: undefined, from: 'known' }));
  const asked = new Map<string, Found>();
  let asking: AbortController | undefined;
  let stopTimer: (() => void) | undefined;
  let askNow: (() => void) | undefined;
  let isMeant = false;
  let latest = '';

  function show({ value, more }: Found, busy: boolean, problem?: Text): void {
    const names = new Map(value.map(({ id, name }) => [id, name]));
    const held = known.map((person) => ({ ...person, name: names.get(person.userId) }));
    const heldIds = new Set(parts.known);
    const news = [...names]
      .filter(([userId]) => !heldIds.has(userId))
      .map(([userId, name]): ListedPerson => ({ userId, name, from: 'found' }));
    const foundNobody = asked.has(latest) && value.length === 0;
    const cutAt = more ? value.length : undefined;
    parts.show({ people: [...news, ...held], busy, foundNobody, cutAt, problem });
  }

  async function ask(words: string, abort: AbortController): Promise<void> {
    try {
      const found = await parts.stream.usersNamed(words, { signal: abort.signal });
      asked.set(words, found);
      if (asking !== abort) return;
      const exact = isMeant ? found.value.find(({ id }) => id === words) : undefined;
      end();
      show(found, false);
      if (exact !== undefined) parts.choose({ userId: exact.id, name: exact.name, from: 'found' });
    } catch (error) {
      if (asking !== abort) return;
      end();
      const message = failureMessage(error, false);
      show(nobody, false, message?.text ?? text('The search was stopped.'));
    }
  }

  function end(): void {
    stopTimer?.();
    stopTimer = undefined;
    askNow = undefined;
    asking = undefined;
    isMeant = false;
  }

  function stop(): void {
    asking?.abort();
    end();
  }

  show(nobody, false);
  return {
    type(typed) {
      const words = typed.trim();
      if (words === latest) return;
      latest = words;
      stop();
      const before = asked.get(words);
      if (words.length < shortest || before !== undefined) {
        show(before ?? nobody, false);
        return;
      }
      show(nobody, true);
      const abort = new AbortController();
      asking = abort;
      askNow = () => {
        stopTimer?.();
        askNow = undefined;
        void ask(words, abort);
      };
      stopTimer = parts.setTimer(pauseMs, askNow);
    },
    enter() {
      if (asking === undefined) return;
      isMeant = true;
      askNow?.();
    },
    dispose: stop,
  };
}
