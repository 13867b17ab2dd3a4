import type { Ms } from '../../attendance/instant';
import { areSameRoles } from '../../attendance/people';
import type { Progress, Session } from '../../book/book';
import type { PersonFinding, PersonQuestion } from '../../book/person/person-finding';
import { failureMessage } from '../../shell/failure-message';
import type { Act, Trouble } from '../../shell/problem';
import { headerOf } from './person-header';
import { lineKey, type PersonTelling } from './person-lines';
import { spanOf } from './person-range';
import { snapshotOf } from './person-snapshot';
import { countOutcomes } from './person-total';
import type { PersonSnapshot } from './protocol';
import type { PersonApp, PersonModelParts } from './person-parts';
import type { SavedPerson } from './saved-person';

interface Asking {
  readonly abort: AbortController;
  readonly book: PersonApp['book'];
  progress: Progress | undefined;
}

/** Snapshots of a running search come no closer than this, ms: each holds the whole table. */
const pushEvery = 150;
/** A wait counts down in seconds. */
const tickEvery = 1000;

/**
 * What one tab of *Find a Person* knows: the question and what was found so far. It pushes whole snapshots, of which the
 * latest wins; a page that was hidden asks for the latest by `ready`.
 */
export class PersonModel {
  readonly #parts: PersonModelParts;
  #saved: SavedPerson;
  #app: PersonApp | undefined;
  #question: PersonQuestion | undefined;
  #finding: PersonFinding | undefined;
  /** When the first and the latest request of the finding were sent, app's clock. */
  #asked: { readonly from: Ms; until: Ms } | undefined;
  #asking: Asking | undefined;
  /** Whether Stream knows a user of this id; undefined: it was not asked. */
  #isKnown: boolean | undefined;
  #trouble: Trouble | undefined;
  #shownTrouble: { readonly trouble: Trouble | undefined; readonly since: number } = {
    trouble: undefined,
    since: 0,
  };
  #stopNames: (() => void) | undefined;
  #revision = 0;
  #ready = false;
  #disposed = false;
  #pushedAt = -Infinity;
  #cancelPush: (() => void) | undefined;
  #cancelTick: (() => void) | undefined;

  constructor(parts: PersonModelParts, saved: SavedPerson) {
    this.#parts = parts;
    this.#saved = saved;
  }

  get saved(): SavedPerson {
    return this.#saved;
  }

  /** What was found until now. */
  get finding(): PersonFinding | undefined {
    return this.#finding;
  }

  /** Stream was asked for the id and knows no such user: who typed a name in its place must hear of it. */
  get isUnknown(): boolean {
    return this.#isKnown === false;
  }

  /** The setting of roles that count as anonymous was changed after the finding: its figures are by the one before. */
  get hasOtherRoles(): boolean {
    const finding = this.#finding;
    return finding !== undefined && !areSameRoles(finding.anonymousRoles, this.#parts.anonymousRoles());
  }

  /** How it is told now. */
  get telling(): PersonTelling {
    const { say, locale, zone, display } = this.#parts;
    return {
      say,
      locale,
      show: { display: display(), locale, zone },
      now: this.#app?.book.now() ?? this.#parts.localNow(),
    };
  }

  /** The app is open; nothing is asked by that alone. @param why nothing is asked yet */
  attach(app: PersonApp, why?: Trouble): void {
    if (this.#disposed) return;
    const isSame = app.book === this.#app?.book;
    if (!isSame) this.detach(why);
    this.#app = app;
    this.#saved = { ...this.#saved, appName: app.name };
    if (!isSame) {
      this.#stopNames = app.book.names?.onDidChange(() => {
        this.#pushSoon();
      });
      this.#wantName();
    }
    this.#push();
  }

  /** The app is not open (any more): what was found stays. */
  detach(why?: Trouble): void {
    this.#stopNames?.();
    this.#stopNames = undefined;
    this.cancel();
    this.#asking = undefined;
    this.#app = undefined;
    this.#trouble = why;
    this.#push();
  }

  /**
   * Asks anew, with a range that moves with the clock. Nothing where no app is open.
   * @param saved in place of what was asked before, of the same person
   */
  async ask(saved: SavedPerson = this.#saved): Promise<void> {
    this.#saved = saved;
    const app = this.#app;
    if (app === undefined) return;
    const { userId, range, callType } = this.#saved;
    const now = app.book.now();
    const show = { display: this.#parts.display() };
    this.#question = { userId, callType, ...spanOf(range, now, show) };
    this.#finding = undefined;
    this.#asked = { from: now, until: now };
    await this.#run(app, this.#question, undefined);
  }

  /** Asks the sessions that were not asked; what told of the person is kept. */
  async goOn(): Promise<void> {
    const app = this.#app;
    if (app === undefined || this.#question === undefined || !this.#canGoOn()) return;
    await this.#run(app, this.#question, this.#finding);
  }

  /** Stops asking; what came is kept. */
  cancel(): void {
    this.#asking?.abort.abort();
  }

  /** Ends the wait on screen. */
  continueAnyway(): void {
    this.#asking?.progress?.wait?.goOn();
  }

  /** An act of the problem on screen. Undefined: another one stands there now. */
  actOf(revision: number, act: number): Act | undefined {
    const { trouble, since } = this.#shownTrouble;
    return trouble === this.#trouble && revision >= since ? trouble?.acts[act] : undefined;
  }

  /** The session of a line. */
  sessionOf(key: string): Session | undefined {
    return this.#finding?.sessions.find((found) => lineKey(found) === key)?.session;
  }

  /** Settings changed: all is told anew. */
  redraw(): void {
    this.#wantName();
    this.#push();
  }

  /** The page listens from now on. */
  ready(): void {
    this.#ready = true;
    this.#parts.post({ type: 'hello', messages: { ...this.#parts.messages } });
    this.#push();
  }

  /** Who was looked for, where and when, in words. */
  header(): PersonSnapshot['header'] {
    return headerOf(
      {
        saved: this.#saved,
        name: this.#name(),
        question: this.#question,
        asked: this.#asked,
        production: this.#app?.production ?? false,
      },
      this.telling,
    );
  }

  dispose(): void {
    this.#disposed = true;
    this.cancel();
    this.#stopNames?.();
    this.#cancelPush?.();
    this.#cancelTick?.();
  }

  async #run(app: PersonApp, question: PersonQuestion, goOn: PersonFinding | undefined): Promise<void> {
    this.cancel();
    const asking: Asking = { abort: new AbortController(), book: app.book, progress: undefined };
    this.#asking = asking;
    this.#trouble = undefined;
    this.#push();
    const isLatest = (): boolean => this.#asking === asking;
    try {
      const finding = await app.book.findPerson(question, {
        signal: asking.abort.signal,
        onProgress: (progress) => {
          asking.progress = progress;
          if (isLatest()) this.#pushSoon();
        },
        onFinding: (found) => {
          if (isLatest()) this.#take(found);
        },
        mayRead: app.production ? (requests) => this.#parts.mayRead(app, requests) : undefined,
        anonymousRoles: this.#parts.anonymousRoles(),
        goOn,
      });
      if (!isLatest()) return;
      this.#take(finding);
      await this.#checkId(app, finding, asking);
    } catch (error) {
      if (!isLatest()) return;
      const message = failureMessage(error, true);
      // A cancel is silent: the lines and the total say what was not asked.
      if (message !== undefined)
        this.#trouble = { text: message.text, severity: message.severity, acts: message.acts };
    } finally {
      if (isLatest()) {
        this.#asking = undefined;
        if (this.#asked !== undefined) this.#asked.until = app.book.now();
        this.#push();
      }
    }
  }

  /** Nobody found may be a wrong id: one question tells. */
  async #checkId({ book }: PersonApp, { total }: PersonFinding, { abort }: Asking): Promise<void> {
    if (total.sessions > 0 || this.#isKnown !== undefined || abort.signal.aborted) return;
    const { userId } = this.#saved;
    try {
      const users = await book.stream?.users([userId], { signal: abort.signal });
      if (users !== undefined) this.#isKnown = users.value.some(({ id }) => id === userId);
    } catch {
      // The door has logged it. What was found stands without it.
    }
  }

  #take(finding: PersonFinding): void {
    this.#finding = finding;
    this.#pushSoon();
  }

  #canGoOn(): boolean {
    if (this.#asking !== undefined || this.#app === undefined) return false;
    const finding = this.#finding;
    if (finding === undefined) return false;
    const counts = countOutcomes(finding);
    return !finding.done || counts['not-asked'] + counts.waiting > 0;
  }

  /** Found by it, or asked for where the setting says so. */
  #name(): string | undefined {
    const { userId, name } = this.#saved;
    return name ?? (this.#parts.names() ? this.#app?.book.names?.of(userId) : undefined);
  }

  #wantName(): void {
    if (this.#saved.name === undefined && this.#parts.names())
      this.#app?.book.names?.want([this.#saved.userId]);
  }

  /** At once, or when enough time has passed since the snapshot before. */
  #pushSoon(): void {
    if (this.#cancelPush !== undefined) return;
    const wait = this.#pushedAt + pushEvery - this.#parts.localNow();
    if (wait <= 0) {
      this.#push();
      return;
    }
    this.#cancelPush = this.#parts.after(Math.min(wait, pushEvery), () => {
      this.#push();
    });
  }

  #push(): void {
    this.#cancelPush?.();
    this.#cancelPush = undefined;
    this.#cancelTick?.();
    this.#cancelTick = undefined;
    if (!this.#ready || this.#disposed) return;
    this.#pushedAt = this.#parts.localNow();
    this.#parts.post({ type: 'snapshot', snapshot: this.#snapshot() });
    if (this.#asking?.progress?.wait !== undefined)
      this.#cancelTick = this.#parts.after(tickEvery, () => {
        this.#push();
      });
  }

  #snapshot(): PersonSnapshot {
    const trouble = this.#trouble;
    const revision = ++this.#revision;
    if (trouble !== this.#shownTrouble.trouble) this.#shownTrouble = { trouble, since: revision };
    return snapshotOf(
      {
        revision,
        header: this.header(),
        finding: this.#finding,
        isUnknown: this.isUnknown,
        hasOtherRoles: this.hasOtherRoles,
        asking: this.#asking,
        trouble,
        canGoOn: this.#canGoOn(),
        canAsk: this.#app !== undefined,
        saved: this.#saved,
        localNow: this.#parts.localNow(),
      },
      this.telling,
    );
  }
}
