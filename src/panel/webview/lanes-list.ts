import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Ms } from '../../attendance/instant';
import { text } from '../../attendance/text';
import type { PanelLane, PanelMark } from '../protocol/shown';
import type { HostClient } from './host-client';
import { movedBy, type LaneFocus } from './lane-keys';
import { markAt, markNear } from './lane-shapes';
import { LaneScroll } from './lane-scroll';
import { LaneDrawings, laneRow } from './lane-row';
import { LanesCache, type HeldLane, type LaneSight } from './lanes-cache';
import { lanesFailure, lanesGrid, lanesHead, type LanesPlan } from './lanes-frame';
import { lanesStyles } from './lanes-styles';
import { say } from '../../shell/webview/page-words';
import { heightOf, positionAt } from './row-space';
import { styles } from './chart-styles';
import { styled } from './styled';
import { inkStyles, tileDefinitions } from './svg-shapes';
import { TimeScale, type Stretch } from './time-view';

/** The lane and mark under a pointer. */
export interface LanePoint {
  readonly lane: number;
  readonly mark: number | undefined;
  readonly text: string;
}

/** Without any place in time there are lanes, but no time to ask for. */
const noTime: Stretch = { from: 0, to: 1 };

/**
 * One lane per person, as many as there are: a grid of which only what is in sight is drawn. Fires `lanes-look` {at}
 * when the keyboard comes to a mark outside of the view (undefined: all of it), `lanes-jump` {row} and `lanes-person`
 * {person} on Enter, `lanes-failed` {text}.
 */
export class LanesList extends LitElement {
  static override styles = [styles, inkStyles, lanesStyles];
  static override properties = { plan: { attribute: false }, client: { attribute: false } };
  declare plan: LanesPlan | undefined;
  declare client: HostClient | undefined;

  #cache: LanesCache | undefined;
  #key = '';
  #focus: LaneFocus = { lane: 0, mark: undefined };
  /** The mark that the focus stands on, to be found again when lanes come anew. */
  #mark: PanelMark | undefined;
  #takesFocus = false;
  #sought: { readonly lane: number; readonly row: number | undefined } | undefined;
  readonly #scroll = new LaneScroll(() => this.#scroller);
  readonly #drawings = new LaneDrawings();
  /** Told when the lanes at hand may be others. */
  readonly #waiting: (() => void)[] = [];
  readonly #resized = new ResizeObserver(() => {
    // A frame later: a layout that answers itself is an error of the page.
    requestAnimationFrame(() => {
      if (this.#scroll.measure()) this.requestUpdate();
    });
  });

  constructor() {
    super();
    this.plan = undefined;
    this.client = undefined;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
    this.#cache?.close();
    this.#cache = undefined;
    this.#key = '';
    this.#tellWaiting();
  }

  /** How much of the width the scroll bar takes, pixels. */
  get gutter(): number {
    const scroller = this.#scroller;
    return scroller === null ? 0 : scroller.offsetWidth - scroller.clientWidth;
  }

  /** Where the axis is on screen. */
  axisBox(): DOMRect | undefined {
    return this.renderRoot.querySelector('.head .plot')?.getBoundingClientRect();
  }

  /** Brings a lane into sight and the keyboard to it; with a row of the answer, to the mark of that row. */
  showLane(lane: number, row?: number): void {
    this.#sought = { lane, row };
    this.#focus = { lane, mark: undefined };
    this.#mark = undefined;
    this.#takesFocus = true;
    this.#scroll.show(lane, 'middle');
    this.requestUpdate();
  }

  /** What lies under a point of the screen. */
  pointAt(clientX: number, clientY: number): LanePoint | undefined {
    const [scroller, plan] = [this.#scroller, this.plan];
    const box = scroller?.getBoundingClientRect();
    if (!scroller || !box || !plan || clientY < box.top || clientY >= box.bottom) return undefined;
    const plot = this.axisBox();
    if (plot === undefined || clientX < plot.left || clientX > plot.right) return undefined;
    const y = clientY - box.top;
    const lane = positionAt(this.#scroll.space(), scroller.scrollTop, y);
    const held = this.#cache?.lane(lane)?.lane;
    const row = this.renderRoot.querySelector(`[aria-rowindex="${lane + 2}"]`)?.getBoundingClientRect();
    if (held === undefined || row === undefined || clientY > row.bottom) return undefined;
    const scale = new TimeScale(plan.view, plan.plotWidth);
    const mark = markAt(held, scale, clientX - plot.left, clientY - row.top);
    const at = scale.at(clientX - plot.left);
    const gap = held.gaps.find(({ from, to }) => at >= from && at < to);
    return { lane, mark, text: (mark === undefined ? gap?.text : held.marks[mark]?.text) ?? '' };
  }

  /** Sets the keyboard on a mark that was clicked. */
  take({ lane, mark }: LaneFocus): void {
    this.#setFocus({ lane, mark });
  }

  /** As Enter there. */
  open({ lane, mark }: LaneFocus): void {
    this.#enter({ lane, mark });
  }

  /** The lanes in sight, once all of them came; undefined: they do not come, or others take their place. */
  async inSight(): Promise<readonly HeldLane[] | undefined> {
    const cache = this.#cache;
    for (;;) {
      const sight = this.#sight();
      if (cache === undefined || cache !== this.#cache || sight === undefined || cache.failure !== undefined)
        return undefined;
      if (cache.hasAll(sight)) {
        const { from, to } = sight;
        const lanes = Array.from({ length: to - from }, (_, offset) => cache.lane(from + offset));
        return lanes.filter((lane) => lane !== undefined);
      }
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }

  protected override willUpdate(): void {
    const { plan, client } = this;
    this.#scroll.lanes = plan?.charts.lanes ?? 0;
    if (plan === undefined || client === undefined) return;
    // A row's elements may become another's: the keyboard goes with the row.
    if (this.#hasFocus()) this.#takesFocus = true;
    if (plan.key !== this.#key || this.#cache === undefined) {
      this.#key = plan.key;
      this.#cache?.close();
      this.#cache = this.#newCache(plan, client);
      this.#focus = { lane: Math.min(this.#focus.lane, Math.max(0, plan.charts.lanes - 1)), mark: undefined };
      this.#mark = undefined;
    }
    this.#findMarkAgain();
  }

  protected override firstUpdated(): void {
    const scroller = this.#scroller;
    if (scroller !== null) this.#resized.observe(scroller);
    if (this.#scroll.measure()) this.requestUpdate();
  }

  protected override updated(_changed: PropertyValues<this>): void {
    const { plan } = this;
    if (plan === undefined) return;
    const sight = this.#sight();
    if (sight !== undefined) this.#cache?.want(sight);
    this.#tellWaiting();
    this.#settleSought();
    if (!this.#takesFocus) return;
    this.#takesFocus = false;
    this.renderRoot.querySelector<HTMLElement>('.scroller [tabindex="0"]')?.focus({ preventScroll: true });
  }

  protected override render(): unknown {
    const { plan } = this;
    if (plan === undefined) return nothing;
    const { lanes } = plan.charts;
    const failure = this.#cache?.failure;
    return html`<svg class="patterns" aria-hidden="true" width="0" height="0">${tileDefinitions()}</svg>
      <div
        role="grid"
        aria-label=${say(text('One lane per person'))}
        aria-rowcount=${lanes + 1}
        aria-colcount="3"
        @keydown=${this.#onKey}
      >
        ${lanesHead(plan)}
        <div class="scroller" role="rowgroup" @scroll=${this.#onScroll}>
          <div class="space" role="presentation" ${styled({ height: `${heightOf(this.#scroll.space())}px` })}>
            ${lanesGrid(plan, this.#scroll.viewHeight)}${this.#rows(plan)}
          </div>
        </div>
      </div>
      ${
        failure === undefined
          ? nothing
          : lanesFailure(failure, () => {
              this.#cache?.retry();
              this.requestUpdate();
            })
      }`;
  }

  #rows(plan: LanesPlan): unknown {
    const { slots, shows } = this.#scroll.drawn();
    const { lane } = this.#focus;
    // The keyboard stays where it is when its lane is scrolled out of sight.
    const isAway = lane < plan.charts.lanes && !shows(lane);
    return html`${slots.map(({ index, top }) => this.#row(plan, index, top))}${
      isAway ? this.#row(plan, lane, -2 * this.#scroll.laneHeight) : nothing
    }`;
  }

  #row(plan: LanesPlan, index: number, top: number): TemplateResult {
    return laneRow({
      index,
      top,
      height: this.#scroll.laneHeight,
      held: this.#cache?.lane(index),
      focus: index === this.#focus.lane ? this.#focus : undefined,
      drawing: (held) => this.#drawings.drawing(held, plan.view, plan.whole, plan.plotWidth),
      scale: new TimeScale(plan.view, plan.plotWidth),
      pick: () => {
        this.#setFocus({ lane: index, mark: undefined });
      },
      open: () => {
        this.#enter({ lane: index, mark: undefined });
      },
    });
  }

  #newCache(plan: LanesPlan, client: HostClient): LanesCache {
    const { answer, charts } = plan;
    return new LanesCache({
      lanes: charts.lanes,
      whole: plan.whole ?? noTime,
      first: charts.first,
      ask: async (wanted, signal) => {
        const { lanes } = await client.ask({ method: 'lanes', answer, ...wanted }, { signal });
        return lanes;
      },
      changed: () => {
        this.requestUpdate();
      },
    });
  }

  #onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || this.plan === undefined) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#enter(this.#focus);
      return;
    }
    const { page } = this.#scroll;
    const laneAt = (index: number): PanelLane | undefined => this.#cache?.lane(index)?.lane;
    const next = movedBy(event.key, this.#focus, { lanes: this.plan.charts.lanes, page, laneAt });
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.#setFocus(next);
  }

  #setFocus(focus: LaneFocus): void {
    this.#focus = focus;
    this.#mark = focus.mark === undefined ? undefined : this.#cache?.lane(focus.lane)?.lane.marks[focus.mark];
    this.#takesFocus = true;
    this.#scroll.show(focus.lane, 'nearest');
    if (this.#mark !== undefined) this.#lookAt(this.#mark);
    this.requestUpdate();
  }

  #lookAt({ start, certainEnd, upToEnd }: PanelMark): void {
    const view = this.plan?.view;
    const end = Math.max(certainEnd, upToEnd ?? certainEnd);
    if (view !== undefined && (start > view.to || end < view.from)) this.#fire('lanes-look', { at: start });
  }

  #enter({ lane, mark }: LaneFocus): void {
    const held = this.#cache?.lane(lane)?.lane;
    const row = mark === undefined ? undefined : held?.marks[mark]?.row;
    if (row !== undefined) this.#fire('lanes-jump', { row });
    else if (held === undefined) return;
    else if (held.person !== null) this.#fire('lanes-person', { person: held.person });
    else if (held.marks[0] !== undefined) this.#fire('lanes-jump', { row: held.marks[0].row });
  }

  /** Undefined: there is no room yet. */
  #sight(): LaneSight | undefined {
    const { plan } = this;
    if (plan === undefined || plan.plotWidth <= 0) return undefined;
    const { from, to } = this.#scroll.inView();
    return { from, to, view: plan.view, width: plan.plotWidth };
  }

  #tellWaiting(): void {
    for (const tell of this.#waiting.splice(0)) tell();
  }

  #fire(name: string, detail: { at?: Ms | undefined; row?: number; person?: number }): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  /** After new lanes came, their marks may be others: the same row is looked for, else the nearest in time. */
  #findMarkAgain(): void {
    const mark = this.#mark;
    const lane = this.#cache?.lane(this.#focus.lane)?.lane;
    if (mark === undefined || lane === undefined) return;
    const same = lane.marks.findIndex(({ row }) => row === mark.row);
    const found = same === -1 ? markNear(lane, mark.start) : same;
    this.#focus = { lane: this.#focus.lane, mark: found };
  }

  #settleSought(): void {
    const [sought, plan] = [this.#sought, this.plan];
    const held = sought && this.#cache?.lane(sought.lane);
    if (!sought || !plan || !held) return;
    if (sought.row === undefined) {
      this.#sought = undefined;
      return;
    }
    const mark = held.lane.marks.findIndex(({ row }) => row === sought.row);
    const isAll = plan.whole === null || (held.held.from <= plan.whole.from && held.held.to >= plan.whole.to);
    if (mark === -1 && !isAll) {
      this.#fire('lanes-look', { at: undefined });
      return;
    }
    this.#sought = undefined;
    if (mark !== -1) this.#setFocus({ lane: sought.lane, mark });
  }

  readonly #onScroll = (): void => {
    this.requestUpdate();
  };

  #hasFocus(): boolean {
    const { activeElement } = this.shadowRoot ?? document;
    return activeElement !== null && this.#scroller?.contains(activeElement) === true;
  }

  get #scroller(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.scroller');
  }
}

customElements.define('rollcall-lanes', LanesList);

declare global {
  interface HTMLElementTagNameMap {
    'rollcall-lanes': LanesList;
  }
}
