import type { Telling } from '../../attendance/figures/figure-words';
import { text, type Text } from '../../attendance/text';
import { areSameRoles } from '../../attendance/people';
import type { Trouble } from '../../shell/problem';
import type { AttendanceQuery, BookChange, Progress } from '../../book/book';
import { failureLine } from '../../shell/failure-message';
import { isStreamFailure } from '../../stream/errors';
import type { PanelQuery } from '../protocol/query';
import type { Narrowing, PanelRequest } from '../protocol/requests';
import type { PanelResult } from '../protocol/snapshot';
import { Refusal, type RequestHandler } from '../request-server';
import { checkedQuery } from './checked-query';
import { checkedText } from './checked-text';
import type { NameOf } from './named';
import type { PanelApp } from './panel-app';
import { newsOf } from './panel-news';
import type { HandOverRequest, PanelParts } from './panel-parts';
import { snapshotOf } from './panel-snapshot';
import { carriedOver, resultOf, viewOf, type PanelView } from './panel-view';
import { positionOf } from './row-order';
import type { SavedState } from './saved-state';
import { troubleOf, troubleWith } from './trouble';
import { answerFromView, type ViewRequest } from './view-requests';

/** A question to the book that is not answered yet. */
interface Reading {
  readonly abort: AbortController;
  progress: Progress | undefined;
  /** Ends the counting down of a wait. */
  stopTicking: (() => void) | undefined;
  /** Forgets the snapshot of progress that came too soon after another, and is due. */
  stopDue: (() => void) | undefined;
}

/** Snapshots of progress come no closer than this, ms: each holds the whole result. */
const progressEvery = 150;

/**
 * What one panel knows: the session, how it is looked at, and the answer of the book. It pushes whole snapshots, of which
 * the latest wins, and answers the page's requests from the rows that it holds.
 */
export class PanelModel implements RequestHandler {
  readonly #parts: PanelParts;
  #saved: SavedState;
  /** Which rows the table shows instead of all, by the numbers of one view. */
  #narrowing: { readonly to: Narrowing; readonly of: PanelView } | undefined;
  #app: PanelApp | undefined;
  #stopListening: (() => void) | undefined;
  #view: PanelView | undefined;
  /** Numbers views, so that a slow one does not win over a later one. */
  #number = 0;
  #revision = 0;
  #ready = false;
  #reading: Reading | undefined;
  #shownProgressAt = -Infinity;
  #trouble: Trouble | undefined;
  /** Since which snapshot a trouble is on screen. */
  #shownTrouble: { readonly trouble: Trouble | undefined; readonly since: number } = {
    trouble: undefined,
    since: 0,
  };
  #news: Text | undefined;
  /** Of the rows when they were computed from: a change tells that there are others now. */
  #tableRevision: number | undefined;
  /** By which the rows were computed. */
  #anonymousRoles: ReadonlySet<string> = new Set();
  #namesCame = 1;
  /** The result that was told last, and by which words. */
  #told: { readonly view: PanelView; readonly words: string; readonly result: PanelResult } | undefined;
  /** A row to be shown, by its key. */
  #wanted: string | undefined;
  #disposed = false;

  constructor(parts: PanelParts, saved: SavedState) {
    this.#parts = parts;
    this.#saved = saved;
  }

  get saved(): SavedState {
    return this.#saved;
  }

  /** The app is open: what was not read is read, by its book. */
  attach(app: PanelApp): void {
    if (this.#disposed) return;
    if (app.book === this.#app?.book) {
      this.#app = app;
      this.#push();
      return;
    }
    this.detach();
    this.#app = app;
    this.#saved = { ...this.#saved, appName: app.name };
    const stopChanges = app.book.onDidChange((change) => {
      this.#hear(change);
    });
    const stopNames = app.book.names?.onDidChange(() => {
      this.#namesCame++;
      this.#run(this.#show());
    });
    this.#stopListening = () => {
      stopChanges();
      stopNames?.();
    };
    this.#start();
  }

  /** The app is not open (any more): figures stay as they were read. */
  detach(why?: Trouble): void {
    this.#stopListening?.();
    this.#stopListening = undefined;
    this.#stopReading();
    this.#app = undefined;
    this.#news = undefined;
    this.#trouble = why;
    this.#push();
  }

  /** Settings changed: times and labels are told anew, and who is anonymous is computed anew. */
  redraw(): void {
    const roles = this.#parts.anonymousRoles();
    if (areSameRoles(roles, this.#anonymousRoles) || this.#view === undefined) this.#run(this.#show());
    else this.#start();
  }

  /** Shows a row as soon as it is at hand. */
  showRow(rowKey: string): void {
    this.#wanted = rowKey;
    this.#showWanted();
  }

  ready(): void {
    this.#ready = true;
    this.#parts.post({ type: 'hello', messages: { ...this.#parts.messages } });
    this.#push();
  }

  dispose(): void {
    this.#disposed = true;
    this.#stopListening?.();
    this.#stopReading();
  }

  async answer(request: PanelRequest): Promise<unknown> {
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
        this.#narrowing =
          request.to === null ? undefined : { to: request.to, of: this.#viewOf(request.answer) };
        await this.#show();
        return {};
      case 'refresh':
      case 'goOn':
        this.#start();
        return {};
      case 'stopReading':
        this.#reading?.abort.abort();
        return {};
      case 'continueAnyway':
        this.#reading?.progress?.wait?.goOn();
        return {};
      case 'act':
        await this.#act(request.act, request.revision);
        return {};
      case 'reveal':
      case 'copyRows':
      case 'copyPart':
      case 'copyFigures':
      case 'copyPeople':
      case 'exportRows':
      case 'savePicture':
        return { text: await this.#handOver(request) };
      default:
        return this.#answerFromView(request);
    }
  }

  #answerFromView(request: ViewRequest): unknown {
    const view = 'answer' in request ? this.#viewOf(request.answer) : this.#view;
    return answerFromView(request, view, this.#telling(), this.#parts.labels(), this.#nameOf);
  }

  #handOver(request: HandOverRequest): Promise<string> {
    const view = 'answer' in request ? this.#viewOf(request.answer) : this.#view;
    const subject = { app: this.#app, saved: this.#saved, view, telling: this.#telling() };
    return this.#parts.handOver(request, subject);
  }

  /** @throws Refusal where another view has taken its place */
  #viewOf(number: number): PanelView {
    if (this.#view?.number === number) return this.#view;
    throw new Refusal('stale', text('The figures have been computed anew meanwhile.'));
  }

  /** @throws Refusal: the filter or the window is none, or there is nothing to compute from */
  #setQuery(query: PanelQuery): void {
    if (this.#app === undefined)
      throw new Refusal('refused', text('The Stream app of this panel is not open.'));
    this.ask(checkedQuery(query));
  }

  /** Computes under another query, which was checked. Without its app open, the panel asks once it is. */
  ask(query: AttendanceQuery): void {
    const { lanes } = this.#saved;
    this.#saved = {
      ...this.#saved,
      query,
      lanes: query.threshold === undefined ? { ...lanes, choice: 'all' } : lanes,
    };
    this.#narrowing = undefined;
    this.#start();
  }

  /** Asks the book; a read that runs is stopped first, and what it read stays with the book. */
  #start(): void {
    this.#run(this.#read());
  }

  async #read(): Promise<void> {
    const app = this.#app;
    if (app === undefined || this.#disposed) return;
    this.#stopReading();
    const reading: Reading = {
      abort: new AbortController(),
      progress: undefined,
      stopTicking: undefined,
      stopDue: undefined,
    };
    this.#reading = reading;
    this.#trouble = undefined;
    const isCurrent = (): boolean => this.#reading === reading && !this.#disposed;
    this.#push();
    const roles = this.#parts.anonymousRoles();
    let view: PanelView | undefined;
    let trouble: Trouble | undefined;
    let revision: number | undefined;
    try {
      const answer = await app.book.attendance(this.#saved.session, this.#saved.query, {
        signal: reading.abort.signal,
        anonymousRoles: roles,
        onProgress: (progress) => {
          if (isCurrent()) this.#hearProgress(reading, progress);
        },
        mayRead: app.production ? (requests) => this.#parts.mayRead(app, requests) : undefined,
      });
      if (!isCurrent()) return;
      const { table, envelope } = app.book.rows(this.#saved.session);
      revision = table.revision;
      trouble = troubleWith(answer);
      // Of an archived copy nothing more can be read.
      if (this.#saved.archive !== undefined && trouble !== undefined) trouble = { ...trouble, acts: [] };
      view = await this.#look({ answer, envelope });
    } catch (error) {
      trouble = troubleOf(error);
      // Stream's own failures stand in the log already.
      if (!isStreamFailure(error)) this.#parts.warn(`panel: ${failureLine(error)}`);
    }
    if (!isCurrent()) return;
    this.#stopReading();
    this.#trouble = trouble;
    if (view !== undefined) {
      this.#view = view;
      this.#anonymousRoles = roles;
      this.#tableRevision = revision;
      this.#news = this.#newsOf(view);
    }
    this.#push();
  }

  #stopReading(): void {
    this.#reading?.abort.abort();
    this.#reading?.stopTicking?.();
    this.#reading?.stopDue?.();
    this.#reading = undefined;
  }

  /** Shows it now or, so soon after another, later: what was read before a page that takes long must be seen, too. */
  #hearProgress(reading: Reading, progress: Progress): void {
    reading.progress = progress;
    if (progress.wait !== undefined) {
      reading.stopTicking ??= this.#parts.every(1000, () => {
        this.#push();
      });
      this.#showProgress(reading);
      return;
    }
    reading.stopTicking?.();
    reading.stopTicking = undefined;
    const since = this.#parts.localNow() - this.#shownProgressAt;
    // Below zero: the clock was set back.
    if (since < 0 || since >= progressEvery) this.#showProgress(reading);
    else {
      reading.stopDue ??= this.#parts.every(progressEvery - since, () => {
        this.#showProgress(reading);
      });
    }
  }

  #showProgress(reading: Reading): void {
    reading.stopDue?.();
    reading.stopDue = undefined;
    this.#shownProgressAt = this.#parts.localNow();
    this.#push();
  }

  /** Shows the answer held in another way. While another is asked for, that one will be shown so. */
  async #show(): Promise<void> {
    const held = this.#view;
    if (held !== undefined && this.#reading === undefined) {
      const view = await this.#look(held);
      if (view === undefined) return;
      this.#view = view;
    }
    this.#push();
  }

  /** The answer as it is to be looked at, also where that changes meanwhile; undefined: another one took its place. */
  async #look(held: Pick<PanelView, 'answer' | 'envelope'>): Promise<PanelView | undefined> {
    for (;;) {
      const number = ++this.#number;
      const { sort, lanes } = this.#saved;
      const narrowed = this.#narrowing;
      const narrowing = narrowed && carriedOver(narrowed.to, narrowed.of.answer, held.answer);
      const look = { sort, narrowing, lanes };
      const view = await viewOf(held, look, this.#view, number, this.#parts.pausing);
      if (number !== this.#number || this.#disposed) return undefined;
      const { saved } = this;
      if (sort !== saved.sort || lanes !== saved.lanes || narrowed !== this.#narrowing) continue;
      // From now on it is known by the numbers of this view.
      this.#narrowing = narrowing && { to: narrowing, of: view };
      return view;
    }
  }

  #hear(change: BookChange): void {
    const view = this.#view;
    if (!('session' in change) || view === undefined || this.#reading !== undefined) return;
    const { session } = this.#saved;
    if (change.session.sessionId !== session.sessionId || change.session.callId !== session.callId) return;
    const news = this.#newsOf(view);
    if (news?.message === this.#news?.message) return;
    this.#news = news;
    this.#push();
  }

  #newsOf(view: PanelView): Text | undefined {
    const book = this.#app?.book;
    return book && newsOf(book, this.#saved.session, view, this.#tableRevision, this.#parts.say);
  }

  /** @throws Refusal: the button was of another trouble */
  async #act(number: number, revision: number): Promise<void> {
    const trouble = this.#trouble;
    const act = trouble?.acts[number];
    if (act === undefined || trouble !== this.#shownTrouble.trouble || revision < this.#shownTrouble.since)
      throw notThere();
    await this.#parts.act(act, () => this.#read());
  }

  /** Asks for what it does not know; the page hears of it when it came. */
  readonly #nameOf: NameOf = (userId) => {
    const names = this.#parts.names() ? this.#app?.book.names : undefined;
    names?.want([userId]);
    return names?.of(userId);
  };

  #telling(): Telling {
    const { say, locale, zone, display } = this.#parts;
    const known = this.#app?.book.session(this.#saved.session);
    const since = known?.startedAt ?? this.#view?.answer.measures.input.context.sessionStart;
    return { say, locale, show: { display: this.#saved.time ?? display(), locale, zone, since } };
  }

  #push(): void {
    if (!this.#ready || this.#disposed) return;
    this.#revision++;
    if (this.#shownTrouble.trouble !== this.#trouble)
      this.#shownTrouble = { trouble: this.#trouble, since: this.#revision };
    const telling = this.#telling();
    const snapshot = snapshotOf(
      {
        revision: this.#revision,
        saved: this.#saved,
        app: this.#app,
        view: this.#view,
        result: this.#resultOf(telling),
        reading: this.#reading,
        trouble: this.#trouble,
        news: this.#news,
        names: this.#parts.names() ? this.#namesCame : 0,
        localNow: this.#parts.localNow(),
      },
      telling,
    );
    this.#parts.post({ type: 'snapshot', snapshot });
    this.#showWanted();
  }

  /** The result of the view, told once in the same words: it is pushed with every step of a read. */
  #resultOf(telling: Telling): PanelResult | undefined {
    const view = this.#view;
    if (view === undefined) return undefined;
    const labels = this.#parts.labels();
    const words = JSON.stringify([telling.show, labels]);
    if (this.#told?.view !== view || this.#told.words !== words)
      this.#told = { view, words, result: resultOf(view, telling, labels, this.#nameOf) };
    return this.#told.result;
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

  /** Work that nobody waits for: what goes wrong in it stands in the log. */
  #run(work: Promise<void>): void {
    work.catch((error: unknown) => {
      this.#parts.warn(`panel: ${failureLine(error)}`);
    });
  }
}

function notThere(): Refusal {
  return new Refusal('refused', text('This is not there any more.'));
}
