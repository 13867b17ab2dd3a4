import type { Filter } from '../../attendance/filter/filter';
import { rowFormOf } from '../../attendance/filter/row-form';
import { checkRowFilter } from '../../attendance/filter/validate-rows';
import type { Telling } from '../../attendance/figures/figure-words';
import type { LabelSettings } from '../../attendance/figures/lane-labels';
import type { Pausing } from '../../attendance/figures/slices';
import type { Ms } from '../../attendance/instant';
import { numberText } from '../../attendance/number-text';
import { text, type Text, type Translate } from '../../attendance/text';
import { zoneText, type TimeShow } from '../../attendance/time-text';
import type { AttendanceAnswer, BookChange, Progress } from '../../book/book';
import { failureMessage } from '../../shell/failure-message';
import type { Act } from '../../shell/problem';
import type { OpenApp } from '../../stream-apps/active-app';
import { isCancelled } from '../../stream/errors';
import { waitText } from '../../stream/wait-text';
import type { Narrowing, PageState, PanelQuery, PanelRequest, PanelSnapshot, ToPage } from '../protocol';
import { Refusal, type RequestHandler } from '../request-server';
import { checkedText } from './checked-text';
import { chipsOf } from './chips';
import { headerOf } from './header';
import { resultOf, viewOf, type PanelView } from './panel-view';
import { positionOf } from './row-order';
import type { SavedState } from './saved-state';
import { answerFromView, type ViewRequest } from './view-requests';

/** What the model needs from VS Code's side. */
export interface PanelParts {
  readonly say: Translate;
  /** A BCP 47 tag. */
  readonly locale: string;
  /** IANA name of this computer's zone. */
  readonly zone: string;
  /** How times are shown where the panel was told nothing else. */
  readonly display: () => TimeShow['display'];
  readonly labels: () => LabelSettings;
  readonly anonymousRoles: () => ReadonlySet<string>;
  /** This computer's clock, ms: throttles progress and counts down waits. */
  readonly localNow: () => Ms;
  readonly pausing: Pausing;
  /** Translations of the page's words. */
  readonly messages: Readonly<Record<string, string>>;
  readonly post: (message: ToPage) => void;
  readonly warn: (message: string) => void;
  /** Asked before a large read of a production app. */
  readonly mayRead: (app: OpenApp, requests: number) => Promise<boolean>;
  /** Runs an act of a problem. */
  readonly act: (act: Act, again: () => Promise<void>) => Promise<void>;
  /** Clipboard, files and sidebar. @returns what there is to say */
  readonly handOver: (request: HandOverRequest, subject: HandOverSubject) => Promise<string>;
}

/** What leaves the panel. */
export type HandOverRequest = Extract<
  PanelRequest,
  {
    method: 'copyRows' | 'copyPart' | 'copyFigures' | 'copyPeople' | 'exportRows' | 'savePicture' | 'reveal';
  }
>;

/** What is handed over, and from where. */
export interface HandOverSubject {
  readonly app: OpenApp | undefined;
  readonly saved: SavedState;
  /** Undefined: nothing was computed yet. */
  readonly view: PanelView | undefined;
  readonly telling: Telling;
  readonly signal: AbortSignal;
}

/** Something that stands in the way, with what helps. */
export interface Trouble {
  readonly text: Text;
  readonly severity: 'info' | 'warning' | 'error';
  readonly acts: readonly Act[];
}

/** A question to the book that is not answered yet. */
interface Reading {
  readonly abort: AbortController;
  progress: Progress | undefined;
}

/** Snapshots of progress come no closer than this, ms: each holds the whole result. */
const progressEvery = 150;
const goOn: Act = { kind: 'again', title: text('Continue') };

/**
 * What one panel knows: the session, how it is looked at, and the answer of the book. It pushes whole snapshots, of which
 * the latest wins, and answers the page's requests from the rows that it holds.
 */
export class PanelModel implements RequestHandler {
  readonly #parts: PanelParts;
  #saved: SavedState;
  #page: PageState;
  #narrowing: Narrowing | undefined;
  #app: OpenApp | undefined;
  #stopListening: (() => void) | undefined;
  #view: PanelView | undefined;
  /** Numbers views, so that a slow one does not win over a later one. */
  #number = 0;
  #revision = 0;
  #ready = false;
  #reading: Reading | undefined;
  #shownProgressAt = -Infinity;
  #trouble: Trouble | undefined;
  #news: Text | undefined;
  /** Of the rows when they were computed from: a change tells that there are others now. */
  #tableRevision: number | undefined;
  /** A row to be shown, by its key. */
  #wanted: string | undefined;
  #disposed = false;

  constructor(parts: PanelParts, saved: SavedState, page: PageState) {
    this.#parts = parts;
    this.#saved = saved;
    this.#page = page;
  }

  get saved(): SavedState {
    return this.#saved;
  }

  /** The app is open: what was not read is read, by its book. */
  attach(app: OpenApp): void {
    if (app.book === this.#app?.book) {
      this.#app = app;
      this.#push();
      return;
    }
    this.detach();
    this.#app = app;
    this.#saved = { ...this.#saved, appName: app.name };
    this.#trouble = undefined;
    this.#stopListening = app.book.onDidChange((change) => {
      this.#hear(change);
    });
    void this.#read();
  }

  /** The app is not open (any more): figures stay as they were read. */
  detach(why?: Trouble): void {
    this.#stopListening?.();
    this.#stopListening = undefined;
    this.#reading?.abort.abort();
    this.#reading = undefined;
    this.#app = undefined;
    this.#news = undefined;
    this.#trouble = why;
    this.#push();
  }

  /** Settings changed: times and labels are told anew. */
  redraw(): void {
    void this.#show();
  }

  /** Shows a row as soon as it is at hand. */
  showRow(rowKey: string): void {
    this.#wanted = rowKey;
    this.#showWanted();
  }

  ready(): void {
    this.#ready = true;
    this.#parts.post({ type: 'hello', messages: { ...this.#parts.messages }, page: this.#page });
    this.#push();
  }

  dispose(): void {
    this.#disposed = true;
    this.#stopListening?.();
    this.#reading?.abort.abort();
  }

  async answer(request: PanelRequest, signal: AbortSignal): Promise<unknown> {
    switch (request.method) {
      case 'setQuery':
        this.#setQuery(request.query);
        return {};
      case 'onlyPerson': {
        const { answer } = this.#viewOf(request.answer);
        if (request.row >= answer.rows.length) throw notThere();
        const rowFilter = { ...this.#saved.query.rowFilter, user_id: answer.rows.userId(request.row) };
        this.#setQuery({ ...this.#saved.query, rowFilter });
        return {};
      }
      case 'checkFilter':
        return checkedText(request.text, this.#telling());
      case 'setTime':
        this.#saved = { ...this.#saved, time: request.time };
        await this.#show();
        return {};
      case 'setSort':
        this.#saved = { ...this.#saved, sort: request.sort };
        await this.#show();
        return {};
      case 'setLanes':
        this.#saved = { ...this.#saved, lanes: { order: request.order, choice: request.choice } };
        await this.#show();
        return {};
      case 'narrow':
        this.#narrowing = request.to ?? undefined;
        await this.#show();
        return {};
      case 'refresh':
      case 'goOn':
        void this.#read();
        return {};
      case 'stopReading':
        this.#reading?.abort.abort();
        return {};
      case 'continueAnyway':
        this.#reading?.progress?.wait?.goOn();
        return {};
      case 'act':
        await this.#act(request.act);
        return {};
      case 'reveal':
        await this.#handOver(request, signal);
        return {};
      case 'copyRows':
      case 'copyPart':
      case 'copyFigures':
      case 'copyPeople':
      case 'exportRows':
      case 'savePicture':
        return { text: await this.#handOver(request, signal) };
      default:
        return this.#answerFromView(request);
    }
  }

  #answerFromView(request: ViewRequest): unknown {
    const view = 'answer' in request ? this.#viewOf(request.answer) : this.#view;
    return answerFromView(request, view, this.#telling(), this.#parts.labels());
  }

  #handOver(request: HandOverRequest, signal: AbortSignal): Promise<string> {
    const view =
      'answer' in request && request.answer !== undefined ? this.#viewOf(request.answer) : this.#view;
    const subject = { app: this.#app, saved: this.#saved, view, telling: this.#telling(), signal };
    return this.#parts.handOver(request, subject);
  }

  /** @throws Refusal where another view has taken its place */
  #viewOf(number: number): PanelView {
    if (this.#view?.number === number) return this.#view;
    throw new Refusal('stale', text('The figures have been computed anew meanwhile.'));
  }

  /** @throws Refusal: the filter or the window is none */
  #setQuery({ rowFilter, window, threshold }: PanelQuery): void {
    const check = rowFilter === undefined ? undefined : checkRowFilter(rowFilter);
    if (check?.ok === false) {
      throw new Refusal('refused', check.problems[0]?.text ?? text('The row filter is not valid.'));
    }
    const { from, to } = window ?? {};
    if (from !== undefined && to !== undefined && from >= to)
      throw new Refusal('refused', text('The window ends before it begins.'));
    const hasRows = check !== undefined && Object.keys(check.filter).length > 0;
    const hasWindow = from !== undefined || to !== undefined;
    const query = {
      ...(hasRows && { rowFilter: check.filter }),
      ...(hasWindow && { window: { ...(from !== undefined && { from }), ...(to !== undefined && { to }) } }),
      ...(threshold !== undefined && { threshold }),
    };
    const { lanes } = this.#saved;
    this.#saved = {
      ...this.#saved,
      query,
      lanes: threshold === undefined ? { ...lanes, choice: 'all' } : lanes,
    };
    this.#narrowing = undefined;
    void this.#read();
  }

  /** Asks the book; a read that runs is stopped first, and what it read stays with the book. */
  async #read(): Promise<void> {
    const app = this.#app;
    if (app === undefined) return;
    this.#reading?.abort.abort();
    const reading: Reading = { abort: new AbortController(), progress: undefined };
    this.#reading = reading;
    this.#trouble = undefined;
    this.#news = undefined;
    const isCurrent = (): boolean => this.#reading === reading && !this.#disposed;
    this.#push();
    let view: PanelView | undefined;
    let trouble: Trouble | undefined;
    try {
      const answer = await app.book.attendance(this.#saved.session, this.#saved.query, {
        signal: reading.abort.signal,
        anonymousRoles: this.#parts.anonymousRoles(),
        onProgress: (progress) => {
          reading.progress = progress;
          if (isCurrent()) this.#pushProgress(progress);
        },
        mayRead: app.production ? (requests) => this.#parts.mayRead(app, requests) : undefined,
      });
      if (!isCurrent()) return;
      trouble = answer.failure === undefined ? partTrouble(answer) : troubleOf(answer.failure, answer);
      view = await this.#look(answer);
    } catch (error) {
      trouble = troubleOf(error);
    }
    if (!isCurrent()) return;
    this.#reading = undefined;
    this.#trouble = trouble;
    if (view !== undefined) this.#take(view, app);
    this.#push();
  }

  #take(view: PanelView, app: OpenApp): void {
    this.#view = view;
    this.#tableRevision = app.book.rows(this.#saved.session).table.revision;
  }

  /** Shows the answer held in another way. While another is asked for, that one will be shown so. */
  async #show(): Promise<void> {
    const held = this.#view;
    if (held !== undefined && this.#reading === undefined) {
      const view = await this.#look(held.answer);
      if (view === undefined) return;
      this.#view = view;
    }
    if (!this.#disposed) this.#push();
  }

  /** The answer as it is to be looked at, also where that changes meanwhile; undefined: another one took its place. */
  async #look(answer: AttendanceAnswer): Promise<PanelView | undefined> {
    for (;;) {
      const number = ++this.#number;
      const { sort, lanes } = this.#saved;
      const narrowing = this.#narrowing;
      const view = await viewOf(answer, { sort, narrowing, lanes }, this.#view, number, this.#parts.pausing);
      if (number !== this.#number || this.#disposed) return undefined;
      const { saved } = this;
      if (sort === saved.sort && lanes === saved.lanes && narrowing === this.#narrowing) return view;
    }
  }

  #hear(change: BookChange): void {
    if (!('session' in change) || this.#view === undefined || this.#reading !== undefined) return;
    const { session } = this.#saved;
    if (change.session.sessionId !== session.sessionId || change.session.callId !== session.callId) return;
    const book = this.#app?.book;
    if (book === undefined) return;
    const before = this.#news;
    if (change.what === 'rows' && book.rows(session).table.revision !== this.#tableRevision)
      this.#news = text('Rows were read again since. Refresh to compute from them.');
    else if (book.state(session).kind !== this.#view.answer.basis.state.kind)
      this.#news = text('The state is now: {state}. Refresh to compute from what Stream says now.', {
        state: this.#parts.say(book.state(session).text),
      });
    if (this.#news !== before) this.#push();
  }

  async #act(number: number): Promise<void> {
    const act = this.#trouble?.acts[number];
    if (act === undefined) throw notThere();
    await this.#parts.act(act, () => this.#read());
  }

  #telling(): Telling {
    const { say, locale, zone, display } = this.#parts;
    const since = this.#app?.book.session(this.#saved.session)?.startedAt ?? this.#startOfAnswer();
    return { say, locale, show: { display: this.#saved.time ?? display(), locale, zone, since } };
  }

  #startOfAnswer(): Ms | undefined {
    return this.#view?.answer.measures.input.context.sessionStart;
  }

  #pushProgress(progress: Progress): void {
    const now = this.#parts.localNow();
    if (progress.wait === undefined && now - this.#shownProgressAt < progressEvery) return;
    this.#shownProgressAt = now;
    this.#push();
  }

  #push(): void {
    if (!this.#ready || this.#disposed) return;
    this.#revision++;
    this.#parts.post({ type: 'snapshot', snapshot: this.#snapshot() });
    this.#showWanted();
  }

  /** The row that was asked for, where the table has it; one that a filter hides is not looked for any longer. */
  #showWanted(): void {
    const view = this.#view;
    if (this.#wanted === undefined || view === undefined || !this.#ready || this.#reading !== undefined)
      return;
    const row = view.answer.rows.find(this.#wanted);
    const position = row === undefined ? undefined : positionOf(view.order, row);
    this.#wanted = undefined;
    if (position !== undefined) this.#parts.post({ type: 'showRow', answer: view.number, position });
  }

  #snapshot(): PanelSnapshot {
    const telling = this.#telling();
    const { show, say } = telling;
    const app = this.#app;
    const saved = this.#saved;
    const known = app?.book.session(saved.session);
    const answer = this.#view?.answer;
    const trouble = this.#trouble;
    return {
      revision: this.#revision,
      header: headerOf(
        {
          session: saved.session,
          startedAt: known?.startedAt ?? answer?.measures.input.context.sessionStart,
          endedAt: known?.endedAt ?? answer?.measures.input.context.sessionEnd,
          app: { name: app?.name ?? saved.appName, production: app?.production ?? false },
          state: answer?.basis.state ?? app?.book.state(saved.session),
          coverage: answer?.basis.coverage,
          news: this.#news,
          now: app?.book.now() ?? this.#parts.localNow(),
        },
        telling,
      ),
      time: {
        display: show.display,
        locale: show.locale,
        zone: show.zone,
        since: show.since ?? null,
        text: say(zoneText(show, show.since)),
      },
      query: { ...saved.query },
      form: formOf(saved.query.rowFilter),
      chips: [...chipsOf(saved.query, this.#reading === undefined ? answer?.plan : undefined, telling)],
      reading: this.#reading === undefined ? null : this.#progressOf(this.#reading.progress),
      problem:
        trouble === undefined
          ? null
          : {
              text: numbersSaid(trouble.text, telling),
              acts: trouble.acts.map((act) => say(act.title)),
              severity: trouble.severity,
            },
      result: this.#view === undefined ? null : resultOf(this.#view, telling, this.#parts.labels()),
      saved,
    };
  }

  #progressOf(progress: Progress | undefined): NonNullable<PanelSnapshot['reading']> {
    const { say, locale, localNow } = this.#parts;
    const wait = progress?.wait;
    const number = (n: number): string => numberText(n, locale);
    const read = progress?.read ?? 0;
    const of = progress?.of;
    const words =
      of === undefined
        ? text('Reading participant sessions: {read} rows', { read: number(read) })
        : text('Reading participant sessions: {read} of {of} rows', { read: number(read), of: number(of) });
    return {
      text: say(words),
      read,
      of: of ?? null,
      wait: wait === undefined ? '' : say(waitText(wait, localNow())),
      canGoOn: wait?.reason === 'budget',
    };
  }
}

function formOf(rowFilter: Filter | undefined): PanelSnapshot['form'] {
  const form = rowFormOf(rowFilter ?? {});
  if (form === undefined) return null;
  const { users, roles, publisherTypes, technical } = form;
  return { users: [...users], roles: [...roles], publisherTypes: [...publisherTypes], technical };
}

function notThere(): Refusal {
  return new Refusal('refused', text('This is not there any more.'));
}

function numbersSaid({ message, args }: Text, { say, locale }: Telling): string {
  const written = Object.entries(args).map(([name, value]): [string, string] => [
    name,
    typeof value === 'number' ? numberText(value, locale) : value,
  ]);
  return say({ message, args: Object.fromEntries(written) });
}

/** Rows that could not or should not be read, without a failure. */
function partTrouble({ basis: { coverage, state } }: AttendanceAnswer): Trouble | undefined {
  if (coverage.exhaustive || coverage.of === undefined || coverage.read >= coverage.of) return undefined;
  if (state.kind === 'final-incomplete' || state.empty !== undefined) return undefined;
  return {
    text: text('Computed from {read} of {of} rows.', { read: coverage.read, of: coverage.of }),
    severity: 'warning',
    acts: [goOn],
  };
}

/** @param answer what was computed from what was read before it failed */
function troubleOf(error: unknown, answer?: AttendanceAnswer): Trouble {
  const coverage = answer?.basis.coverage;
  if (isCancelled(error)) {
    return {
      text: stoppedText(coverage?.read, coverage?.of),
      severity: 'info',
      acts: [goOn],
    };
  }
  const message = failureMessage(error, true);
  if (message === undefined)
    return { text: stoppedText(undefined, undefined), severity: 'info', acts: [goOn] };
  const acts = message.acts.some(({ kind }) => kind === 'again')
    ? message.acts
    : [{ kind: 'again' as const, title: text('Try Again') }, ...message.acts];
  return { text: message.text, severity: message.severity, acts };
}

function stoppedText(read: number | undefined, of: number | undefined): Text {
  if (read === undefined) return text('Reading was stopped before anything was read.');
  return of === undefined
    ? text('Reading was stopped: computed from {read} rows.', { read })
    : text('Reading was stopped: computed from {read} of {of} rows.', { read, of });
}
