import type { Text } from '../attendance/text';
import { text } from '../attendance/text';
import type { AttendanceBook } from '../book/book';
import type { AppKind } from '../shell/commands';
import { failureLine, failureMessage } from '../shell/failure-message';
import type { Log } from '../shell/shell';
import type { ActiveApp, KnownApp, NoApp, OpenApp } from './active-app';
import { sampleAppId, type Profile } from './profile';
import type { ProfileStore } from './profile-store';
import { secretMark, type Secrets } from './secrets';

/** What the active app stands on. All of it can be played by a test. */
export interface ActiveAppParts {
  readonly log: Log;
  readonly profiles: ProfileStore;
  readonly secrets: Secrets;
  /** The setting `rollcall.app`; `fromWorkspace`: written by the workspace, not by the user. */
  wanted(): { readonly value: string; readonly fromWorkspace: boolean };
  /** The app chosen last. */
  readonly lastChoice: { get(): string | undefined; set(id: string): PromiseLike<void> };
  /** Asks for a missing secret, checks and stores it. Undefined: the user left. */
  askSecret(profile: Profile, reason: Text): Promise<string | undefined>;
  /** Asks once per workspace whether a production app that the workspace names may be opened. */
  confirmProduction(profile: Profile): Promise<boolean>;
  openProfile(profile: Profile, secret: string): Promise<AttendanceBook>;
  openSample(): Promise<AttendanceBook>;
  readonly sampleName: () => string;
  /** Told what is open, or why nothing is, whenever that may have changed. */
  showKind(kind: AppKind): void;
}

/** The active app, with what only the room of the apps may do to it; `register.ts` hands it out as an {@link ActiveApp}. */
export interface ActiveAppControl extends Omit<ActiveApp, 'onDidChange'> {
  /** Told of every change; the old book is disposed after all listeners ran. Answers how to stop listening. */
  onDidChange(listener: (app: OpenApp | undefined) => void): () => void;
  /** Looks at the setting and the profile again; opens, renames or closes accordingly. Nothing before the first `open()`. */
  refresh(): Promise<void>;
  /**
   * The secret of an app changed, here or in another window: opens the app anew with it. Nothing when another app is
   * active, or when this secret is in use already.
   * @param before the app as it was open when the user typed the secret: opened anew even with the same one, but once.
   */
  refreshSecret(id: string, before?: OpenApp): Promise<void>;
  dispose(): void;
}

interface Held {
  readonly app: OpenApp;
  /** Undefined: the sample. */
  readonly profile: Profile | undefined;
  /** Tells whether a stored secret is the one in use; absent: the sample. */
  readonly secretMark?: string;
}

/**
 * Keeps one app open. Everything that changes it runs one after another, in the order it was asked for, so that two
 * windows' worth of events never open two books.
 */
export function createActiveApp(parts: ActiveAppParts): ActiveAppControl {
  const listeners = new Set<(app: OpenApp | undefined) => void>();
  let held: Held | undefined;
  let opening: Promise<OpenApp | NoApp> | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  /** The value of the setting when it was last followed; undefined: nobody has opened anything yet. */
  let followed: string | undefined;
  /** Why `refresh()` closed the app: told to the next who opens, who would else ask the user the same question again. */
  let untold: NoApp | undefined;
  let disposed = false;

  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    const result = queue.then(task);
    queue = result.catch(() => undefined);
    return result;
  }

  /** @param why why nothing is open, where nothing is. */
  function hold(next: Held | undefined, why: NoApp['reason'] = 'none'): void {
    const before = held?.app;
    held = next;
    if (!disposed) parts.showKind(next?.app.kind ?? why);
    if (next !== undefined) untold = undefined;
    for (const listener of [...listeners]) {
      try {
        listener(next?.app);
      } catch (error) {
        parts.log.error(`a listener of the active app failed: ${failureLine(error)}`);
      }
    }
    if (before !== undefined && before.book !== next?.app.book) before.book.dispose();
  }

  /** Nothing is open any more; the next `open()` answers why. */
  function close(reason: NoApp): void {
    untold = reason;
    hold(undefined, reason.reason);
  }

  /** Opens an app by id. The app that was open stays until the new one is. */
  async function openById(id: string, fromWorkspace: boolean): Promise<OpenApp | NoApp> {
    try {
      if (id === sampleAppId) {
        const book = await parts.openSample();
        const app: OpenApp = {
          id,
          name: parts.sampleName(),
          kind: 'sample',
          production: false,
          hasOwnUrl: true,
          book,
        };
        return keep({ app, profile: undefined });
      }
      const profile = await parts.profiles.get(id);
      if (profile === undefined) {
        return {
          reason: 'failed',
          text: text('This Stream app is no longer connected. Choose another one.'),
        };
      }
      if (profile.production && fromWorkspace && !(await parts.confirmProduction(profile))) {
        return { reason: 'declined' };
      }
      const reading = await parts.secrets.read(profile);
      const secret =
        reading.kind === 'found' ? reading.secret : await parts.askSecret(profile, reading.reason);
      if (secret === undefined) return { reason: 'declined' };
      return keep(await opened(profile, secret));
    } catch (error) {
      parts.log.error(`opening the app failed: ${failureLine(error)}`);
      const message = failureMessage(error, false);
      return message === undefined ? { reason: 'declined' } : { reason: 'failed', text: message.text };
    }
  }

  async function opened(profile: Profile, secret: string): Promise<Held> {
    const { id, name, production, baseUrl } = profile;
    const book = await parts.openProfile(profile, secret);
    return {
      app: { id, name, kind: 'app', production, hasOwnUrl: baseUrl !== undefined, book },
      profile,
      secretMark: secretMark(secret),
    };
  }

  function keep(next: Held): OpenApp | NoApp {
    if (disposed) {
      next.app.book.dispose();
      return { reason: 'declined' };
    }
    hold(next);
    return next.app;
  }

  /** For whoever looks at the views: they say nothing while the app is being opened, and then why it is not. */
  async function openForViews(): Promise<OpenApp | NoApp> {
    parts.showKind('opening');
    let why: NoApp['reason'] = 'failed';
    try {
      const outcome = await openWanted();
      if ('reason' in outcome) why = outcome.reason;
      return outcome;
    } finally {
      if (held === undefined && !disposed) parts.showKind(why);
    }
  }

  async function openWanted(): Promise<OpenApp | NoApp> {
    const { value, fromWorkspace } = parts.wanted();
    followed = value;
    if (value === '') {
      const last = parts.lastChoice.get();
      if (last === undefined) return { reason: 'none' };
      // An app that was removed since is no failure: there is just nothing to open.
      if (last !== sampleAppId && (await parts.profiles.get(last)) === undefined) return { reason: 'none' };
      return await openById(last, false);
    }
    if (value === sampleAppId) return await openById(sampleAppId, fromWorkspace);
    const profile = await parts.profiles.find(value);
    if (profile === undefined) {
      return {
        reason: 'failed',
        text: text(
          'The setting rollcall.app names “{name}”, but no connected app has this name. Connect it, or change the setting.',
          { name: value },
        ),
      };
    }
    return await openById(profile.id, fromWorkspace);
  }

  async function find(nameOrId: string): Promise<KnownApp | undefined> {
    if (nameOrId === sampleAppId) return { id: sampleAppId, name: parts.sampleName(), production: false };
    const profile = await parts.profiles.find(nameOrId);
    return profile && { id: profile.id, name: profile.name, production: profile.production };
  }

  /** The profile may have been renamed, marked, moved to another host or removed, here or in another window. */
  async function followProfile(before: Held, profile: Profile): Promise<void> {
    const now = await parts.profiles.get(profile.id);
    if (held !== before) return;
    if (now === undefined) {
      hold(undefined);
    } else if (
      now.key !== profile.key ||
      now.baseUrl !== profile.baseUrl ||
      now.production !== profile.production
    ) {
      const outcome = await openById(profile.id, false);
      if ('reason' in outcome) close(outcome);
    } else if (now.name !== profile.name) {
      hold({ ...before, app: { ...before.app, name: now.name }, profile: now });
    }
  }

  return {
    get current() {
      return held?.app;
    },
    open() {
      if (held !== undefined) return Promise.resolve(held.app);
      if (untold !== undefined) {
        const told = untold;
        untold = undefined;
        return Promise.resolve(told);
      }
      opening ??= inTurn(async () => held?.app ?? (await openForViews())).finally(() => {
        opening = undefined;
      });
      return opening;
    },
    has: async (id) => id === sampleAppId || (await parts.profiles.get(id)) !== undefined,
    async named(name) {
      if (name === sampleAppId) return { id: sampleAppId, name: parts.sampleName(), production: false };
      const [profile, ...others] = (await parts.profiles.list()).filter((each) => each.name === name);
      if (profile === undefined || others.length > 0) return undefined;
      return { id: profile.id, name: profile.name, production: profile.production };
    },
    find,
    async chosen() {
      if (held !== undefined) return held.app;
      const { value } = parts.wanted();
      const id = value === '' ? parts.lastChoice.get() : value;
      return id === undefined ? undefined : await find(id);
    },
    switchTo(id) {
      return inTurn(async () => {
        followed ??= parts.wanted().value;
        if (held?.app.id === id) return held.app;
        const outcome = await openById(id, false);
        if (!('reason' in outcome)) await parts.lastChoice.set(id);
        return outcome;
      });
    },
    onDidChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh() {
      return inTurn(async () => {
        if (followed === undefined || disposed) return;
        const { value } = parts.wanted();
        if (value !== followed) {
          const outcome = await openWanted();
          // Where nothing is open, what is said about it may have changed.
          if ('reason' in outcome && (value !== '' || held === undefined)) close(outcome);
        } else if (held?.profile !== undefined) {
          await followProfile(held, held.profile);
        }
      });
    },
    refreshSecret(id, before) {
      return inTurn(async () => {
        if (disposed || held?.profile?.id !== id) return;
        const reading = await parts.secrets.read(held.profile);
        // A secret that was deleted belongs to an app that is being removed: `refresh()` follows.
        if (reading.kind !== 'found') return;
        // In use already: a second book would end the first in mid-read.
        const done =
          before === undefined
            ? secretMark(reading.secret) === held.secretMark
            : held.app.book !== before.book;
        if (!done) keep(await opened(held.profile, reading.secret));
      });
    },
    dispose() {
      disposed = true;
      listeners.clear();
      hold(undefined);
    },
  };
}
