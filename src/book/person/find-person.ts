import { areSameRoles, isAnonymous } from '../../attendance/people';
import { rowContext } from '../../attendance/row-context';
import { text, type Text } from '../../attendance/text';
import { StreamFailure } from '../../stream/errors';
import type { RequestContext, Wait } from '../../stream/stream-video';
import type { Session } from '../book';
import { failureOf } from '../pages/failures';
import { sharedWaits, shareWaits } from '../pages/waits';
import type { OwnedRows } from '../pages/session-rows';
import { requestsToAskFor } from '../plan/affordable';
import { sessionKey } from '../state/session-key';
import { askSession, rowsOf } from './ask-session';
import { controlFilter } from './filter-control';
import type {
  PersonFinding,
  PersonOptions,
  PersonOutcome,
  PersonQuestion,
  PersonSession,
} from './person-finding';
import type { PersonParts } from './person-parts';
import { stayOf } from './person-stay';
import { cannotSee, totalOf, type Line } from './person-total';
import * as why from './person-words';
import { listSessions } from './sessions-in-range';

/** As many as the door lets through at once, and one that waits at it, so that no place stays empty. */
const asked = 5;
/** Sessions in a row that could not be asked before the rest is spared. */
const failuresAtMost = 3;
/** Rows may go earlier than is told: this long before, their absence proves nothing, ms. */
const expirySlack = 24 * 3_600_000;
const retention = 90 * 24 * 3_600_000;

/**
 * Finds a person in the sessions of a stretch of time: lists the sessions by the statistics, then asks each, newest first,
 * for this user's rows, one request a session. Sessions whose final rows are in memory, and those whose rows have expired,
 * are not asked. What was found so far is told with each answer, and kept when the search is stopped or fails.
 * @throws StreamFailure where nothing could be listed, or the id is none that can be looked for
 */
export async function findPerson(
  parts: PersonParts,
  question: PersonQuestion,
  options: PersonOptions,
): Promise<PersonFinding> {
  checkId(question.userId);
  const search = new PersonSearch(parts, question, options);
  await search.list();
  await search.ask();
  return search.finding();
}

/** The search while it goes on. */
class PersonSearch {
  readonly #parts: PersonParts;
  readonly #question: PersonQuestion;
  readonly #options: PersonOptions;
  /** Lines of an earlier search that hold for good. */
  readonly #earlier: ReadonlyMap<string, PersonSession>;
  readonly #distrust: Text | undefined;
  #lines: Line[] = [];
  #notes: readonly Text[] = [];
  /** The list holds all sessions of the range, as far as can be told. */
  #listed = false;
  /** Lines without a row of the person, until the filter is seen to work. */
  readonly #silent: Line[] = [];
  /** Lines that somebody is at, or was. */
  readonly #taken = new Set<Line>();
  readonly #asking: Promise<void>[] = [];
  #askers = 0;
  #filterWorks = false;
  /** Why no more is asked. */
  #over: { readonly kind: 'not-asked' | 'cannot-tell'; readonly text: Text } | undefined;
  #failures = 0;
  #done = false;
  /** A context for whatever asks: of all their waits one is told. */
  readonly #context: () => RequestContext;
  /** What stands on screen until it is over, whatever answers come meanwhile. */
  #wait: Wait | undefined;

  constructor(parts: PersonParts, question: PersonQuestion, options: PersonOptions) {
    this.#parts = parts;
    this.#question = question;
    this.#options = options;
    const { goOn, anonymousRoles } = options;
    const same = goOn !== undefined && isSameQuestion(goOn.question, question) ? goOn.sessions : [];
    const countsAlike = areSameRoles(goOn?.anonymousRoles, anonymousRoles);
    this.#earlier = new Map(
      same
        .filter(
          ({ outcome: { kind }, state }) =>
            (kind === 'absent' || (kind === 'there' && countsAlike)) && !state.provisional,
        )
        .map((found) => [sessionKey(found.session), found]),
    );
    this.#distrust = parts.memory.distrust;
    this.#context = sharedWaits({
      signal: options.signal,
      onWait: (wait) => {
        this.#wait = wait;
        this.#tellProgress();
      },
    });
  }

  /** Lists the sessions. Where nobody is to be asked first, those of the first page are asked meanwhile. */
  async list(): Promise<void> {
    const { sessions, notes, failure } = await listSessions(
      this.#parts,
      this.#question,
      this.#context(),
      (listed) => {
        this.#take(listed);
        this.#tell();
        if (this.#options.mayRead === undefined) this.#startAsking();
      },
    );
    this.#take(sessions);
    this.#notes = notes;
    this.#listed = notes.length === 0 && failure === undefined;
    if (failure !== undefined && endsAll.has(failure.kind)) this.#end(failure);
  }

  async ask(): Promise<void> {
    const { mayRead } = this.#options;
    if (mayRead !== undefined) {
      const requests = this.#lines.filter(
        (line) => isWaiting(line) && this.#atHand(line) === undefined,
      ).length;
      if (requests > requestsToAskFor && !(await mayRead(requests)))
        this.#over ??= { kind: 'not-asked', text: why.notWished };
    }
    this.#tell();
    this.#startAsking();
    await Promise.all(this.#asking);
    await this.#explainSilence();
    for (const line of this.#lines)
      if (isWaiting(line)) line.outcome = this.#over ?? { kind: 'not-asked', text: why.stopped };
    this.#done = true;
    this.#tell();
  }

  finding(): PersonFinding {
    return {
      question: this.#question,
      anonymousRoles: this.#options.anonymousRoles ?? new Set(),
      sessions: this.#lines.map((line) => ({ ...line })),
      total: totalOf(this.#lines, this.#listed),
      cannotSee: [...cannotSee(this.#question, this.#parts.known.now()), ...this.#notes],
      listed: this.#listed,
      answered: this.#answered,
      done: this.#done,
    };
  }

  get #answered(): number {
    return this.#lines.filter((line) => !isWaiting(line)).length + this.#silent.length;
  }

  /** The sessions as they are listed so far; what is known of one stays. */
  #take(sessions: readonly Session[]): void {
    const lines = new Map(this.#lines.map((line) => [sessionKey(line.session), line]));
    this.#lines = sessions.map((session) => {
      const key = sessionKey(session);
      const line = lines.get(key) ?? this.#earlier.get(key);
      if (line !== undefined) return line;
      const state = this.#parts.known.state(session, this.#parts.held(session)?.set);
      return { session, state, asOf: undefined, outcome: { kind: 'waiting' } };
    });
  }

  /** Lets as many ask at once as may; those that are at it go on. */
  #startAsking(): void {
    for (const context of shareWaits(this.#context(), asked - this.#askers)) {
      const asking = this.#askAll(context);
      // Who waits for the search hears of a mistake, and nobody before.
      asking.catch(() => undefined);
      this.#asking.push(asking);
    }
  }

  async #askAll(context: RequestContext): Promise<void> {
    this.#askers++;
    for (let line = this.#next(); line !== undefined; line = this.#next()) {
      const atHand = await this.#answerFromMemory(line);
      if (!atHand && this.#over === undefined) await this.#askOne(line, context);
      this.#tell();
    }
    this.#askers--;
  }

  /** The newest session that nobody is at yet. */
  #next(): Line | undefined {
    const line = this.#lines.find((one) => isWaiting(one) && !this.#taken.has(one));
    if (line !== undefined) this.#taken.add(line);
    return line;
  }

  /** Final rows in memory are used as they are; rows that have expired are not asked for. */
  #atHand(line: Line): OwnedRows | 'expired' | undefined {
    const held = this.#parts.held(line.session);
    const set = held?.set;
    if (held !== undefined && set !== undefined && held.complete && held.table.length > 0) {
      const isFinal =
        !this.#parts.known.state(line.session, set).provisional &&
        this.#parts.known.rowsAreFinal(line.session, set);
      return isFinal ? held : undefined;
    }
    return line.state.kind === 'rows-expired' ? 'expired' : undefined;
  }

  async #answerFromMemory(line: Line): Promise<boolean> {
    const atHand = this.#atHand(line);
    if (atHand === undefined) return false;
    if (atHand === 'expired') line.outcome = { kind: 'cannot-tell', text: why.expired };
    else {
      line.state = this.#parts.known.state(line.session, atHand.set);
      line.asOf = atHand.asOf;
      line.outcome = await this.#outcomeOf(line, atHand, []);
    }
    return true;
  }

  async #askOne(line: Line, context: RequestContext): Promise<void> {
    const { known } = this.#parts;
    try {
      const answer = await askSession(this.#parts, line.session, this.#question.userId, {
        signal: context.signal,
        onProgress: ({ wait }) => context.onWait?.(wait),
      });
      line.session = known.sessions.session(line.session) ?? line.session;
      line.state = known.state(line.session, undefined);
      line.asOf = answer.asOf;
      this.#failures = 0;
      switch (answer.kind) {
        case 'chosen':
          line.outcome = await this.#outcomeOf(line, answer.rows, this.#distrust ?? []);
          if (this.#distrust === undefined) this.#trust();
          break;
        case 'mixed':
          line.outcome = await this.#outcomeOf(line, answer.rows, answer.note);
          break;
        case 'no-data':
          line.outcome = {
            kind: 'cannot-tell',
            text: line.state.provisional ? why.noDataYet : why.noData,
          };
          break;
        case 'cannot-tell':
          line.outcome = { kind: 'cannot-tell', text: answer.text };
          break;
        case 'silent':
          if (this.#isExpiring(line)) line.outcome = { kind: 'cannot-tell', text: why.expiring };
          else if (this.#distrust !== undefined) line.outcome = { kind: 'cannot-tell', text: this.#distrust };
          else if (this.#filterWorks) line.outcome = { kind: 'absent' };
          else this.#silent.push(line);
      }
    } catch (error) {
      this.#hearFailure(line, failureOf(error));
    }
  }

  async #outcomeOf(line: Line, rows: OwnedRows, notes: Text | readonly Text[]): Promise<PersonOutcome> {
    const { known, pausing } = this.#parts;
    const view = rows.table.snapshot();
    const selected = rowsOf(view, this.#question.userId);
    if (selected.length === 0) return { kind: 'absent' };
    const session = known.sessions.session(line.session);
    const stay = await stayOf(
      {
        rows: view,
        selected,
        context: rowContext(line.state, rows.asOf, rows.clock ?? 'local', session),
        anonymousRoles: this.#options.anonymousRoles,
        notes: [
          ...('message' in notes ? [notes] : notes),
          ...(rows.note === undefined ? [] : [rows.note]),
          ...(rows.changedWhileReading ? [why.changed] : []),
          ...(this.#isExpiring(line) ? [why.expiringRows] : []),
        ],
      },
      pausing,
    );
    // Where rows may be missing there is no upper bound.
    const mayLack = rows.readToEnd !== true || rows.changedWhileReading || this.#isExpiring(line);
    if (!mayLack) return { kind: 'there', ...stay };
    // A row that is missing may also fill a gap.
    const rejoins = { least: 0, most: undefined };
    return { kind: 'there', ...stay, rejoins, presence: { ...stay.presence, upTo: undefined } };
  }

  /** A row of this very id came by the filter: it finds it, so where it found none there is none. */
  #trust(): void {
    this.#filterWorks = true;
    for (const line of this.#silent.splice(0)) line.outcome = { kind: 'absent' };
  }

  async #explainSilence(): Promise<void> {
    if (this.#silent.length === 0) return;
    let text = why.untested;
    if (this.#over === undefined) {
      try {
        const [context = {}] = shareWaits(this.#context(), 1);
        const silent = this.#silent.map(({ session }) => session);
        const control = await controlFilter(this.#parts, silent, this.#question.userId, context);
        if (control.works) {
          this.#trust();
          return;
        }
        text = control.why;
      } catch (error) {
        this.#end(failureOf(error));
      }
    }
    for (const line of this.#silent.splice(0)) line.outcome = { kind: 'cannot-tell', text };
  }

  #isExpiring({ session, state }: Line): boolean {
    const at =
      state.rowsExpireAt ?? (session.startedAt === undefined ? undefined : session.startedAt + retention);
    return at !== undefined && this.#parts.known.now() > at - expirySlack;
  }

  #hearFailure(line: Line, failure: StreamFailure): void {
    const { known } = this.#parts;
    if (failure.kind === 'not-found') {
      if (this.#isFresh(line)) line.outcome = { kind: 'cannot-tell', text: why.notComputed };
      else {
        known.hearNotFound(line.session);
        line.outcome = { kind: 'not-asked', text: why.gone };
      }
      line.state = known.state(line.session, undefined);
      return;
    }
    if (failure.kind === 'bad-input' && failure.status !== undefined) {
      line.outcome = { kind: 'cannot-tell', text: failure.text };
      this.#over ??= { kind: 'cannot-tell', text: failure.text };
      return;
    }
    this.#failures++;
    const last = endsAll.has(failure.kind) || this.#failures >= failuresAtMost;
    line.outcome = { kind: 'not-asked', text: failure.kind === 'cancelled' ? why.stopped : failure.text };
    if (last) this.#end(failure);
  }

  /** Its figures may still be on their way. */
  #isFresh({ session, state }: Line): boolean {
    if (state.kind === 'live') return true;
    const since = session.endedAt ?? session.startedAt;
    return since !== undefined && this.#parts.known.now() - since < freshFor;
  }

  #end(failure: StreamFailure): void {
    this.#over ??= {
      kind: 'not-asked',
      text: failure.kind === 'cancelled' ? why.stopped : failure.text,
    };
  }

  #tell(): void {
    this.#tellProgress();
    this.#options.onFinding?.(this.finding());
  }

  #tellProgress(): void {
    this.#options.onProgress?.({ read: this.#answered, of: this.#lines.length, wait: this.#wait });
  }
}

/** How long after a session figures may still be on their way, ms. */
const freshFor = 10 * 60_000;

/** Failures that every other session would meet, too. */
const endsAll: ReadonlySet<string> = new Set(['auth', 'permission', 'network', 'rate-limited', 'cancelled']);

function isSameQuestion(one: PersonQuestion, other: PersonQuestion): boolean {
  return (['userId', 'from', 'to', 'callType'] as const).every((part) => one[part] === other[part]);
}

function isWaiting({ outcome }: Line): boolean {
  return outcome.kind === 'waiting';
}

function checkId(userId: string): void {
  if (!isAnonymous(userId)) return;
  throw new StreamFailure(
    'bad-input',
    text(
      'The id “{userId}” stands for everybody who joined without an id: one of them cannot be found by it.',
      { userId },
    ),
    { field: 'user_id' },
  );
}
