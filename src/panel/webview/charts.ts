import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Ms } from '../../attendance/instant';
import { text } from '../../attendance/text';
import type { LaneChoice, LaneOrder } from '../protocol/query';
import type { PanelResult } from '../protocol/snapshot';
import { ChartCurves, type ToldInstant } from './chart-curves';
import { ChartDeeds, whyNoPicture } from './chart-deeds';
import { lanesPlanOf, type Drawing } from './chart-drawing';
import { ChartGestures } from './chart-gestures';
import { chartActOf } from './chart-keys';
import { ChartLayout } from './chart-layout';
import { curveLegend, legend } from './chart-legend';
import './chart-overlay';
import type { ChartOverlay } from './chart-overlay';
import { styles } from './chart-styles';
import { ChartTime } from './chart-time';
import { chartsStyles } from './charts-styles';
import { selectionBar, toolbar, type ToolbarPlan } from './charts-toolbar';
import { curveSlider, noCurve, selectionWords } from './curve-view';
import { curvePlan } from './curve-words';
import { HostActs } from './host-acts';
import './lanes-list';
import type { LanesPlan } from './lanes-frame';
import type { LanesList } from './lanes-list';
import { say } from '../../shell/webview/page-words';
import { changeQuery, PanelPart } from './panel-part';
import { withWindow } from './query-parts';
import { inkStyles } from './svg-shapes';
import { axisOf } from './time-axis';
import { TimeScale, type Stretch } from './time-view';
import './who-panel';

const curveHeight = 168;
const noTime: Stretch = { from: 0, to: 1 };

/**
 * The charts: rows and people over time, one lane per person, who was here. Fires `rollcall-zoom` {zoom}, and after jumps
 * `rollcall-show-row` {position, row} and `rollcall-show-table`.
 */
export class Charts extends PanelPart {
  static override styles = [styles, inkStyles, chartsStyles];
  static override properties = { zoom: { attribute: false } };
  /** The stretch that is shown; undefined: all of it. */
  declare zoom: Stretch | undefined;

  readonly #acts = new HostActs(this);
  #time = new ChartTime(noTime);
  readonly #curves = new ChartCurves(
    () => this.client,
    () => {
      this.requestUpdate();
    },
    (of) => {
      if (of === 'cursor') this.requestUpdate();
      else this.#drawOverlay();
    },
  );
  #lanesPlan: LanesPlan | undefined;
  #drawing: Drawing | undefined;
  #layout = new ChartLayout(0, 0);
  readonly #deeds = new ChartDeeds(this, this.#acts, (words) => {
    this.#said = words;
    this.requestUpdate();
  });
  #said = '';
  readonly #resized = new ResizeObserver(([entry]) => {
    const width = Math.floor(entry?.contentRect.width ?? 0);
    if (width === this.#layout.width) return;
    this.#layout = new ChartLayout(width, this.#layout.gutter);
    // A frame later: a layout that answers itself is an error of the page.
    requestAnimationFrame(() => {
      this.requestUpdate();
    });
  });
  readonly #gestures = new ChartGestures(
    () => {
      const [plot, axis] = [this.#overlay?.getBoundingClientRect(), this.#lanes?.axisBox()];
      return plot && axis && this.#drawing?.whole ? { plot, axis } : undefined;
    },
    {
      hover: (x, event) => {
        this.#hover(x, event);
      },
      press: (x, event) => {
        this.#press(x, event);
      },
      select: (from, to) => {
        const scale = this.#scale;
        this.#set(this.#time.select(scale.pointed(from), scale.pointed(to)));
        this.#focusCurve();
      },
      drag: (by) => {
        this.#set(this.#time.panBy(this.#scale.span(by)));
      },
      zoom: (factor, x) => {
        this.#set(this.#time.zoomBy(factor, this.#scale.at(x)));
      },
      pan: (by) => {
        this.#set(this.#time.panBy(this.#scale.span(by)));
      },
    },
  );

  constructor() {
    super();
    this.zoom = undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
    this.#curves.close();
  }

  /** Brings a lane into sight and the keyboard to it; with a row of the answer, to the mark of that row. */
  showLane(lane: number, row?: number): void {
    this.#lanes?.showLane(lane, row);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { snapshot } = this;
    const result = snapshot?.result ?? undefined;
    if (snapshot === undefined || result === undefined) {
      this.#drawing = undefined;
      return;
    }
    const { range } = result.charts;
    const whole = range ?? noTime;
    const isOther = whole.from !== this.#time.whole.from || whole.to !== this.#time.whole.to;
    if (isOther) this.#time = this.#time.within(whole);
    if (changed.has('zoom') || isOther) this.#time = this.#time.zoomTo(this.zoom);
    this.#curves.take(snapshot, result);
    const show = { ...snapshot.time, since: snapshot.time.since ?? undefined };
    const { view } = this.#time;
    const curves = this.#curves.curves(view);
    const place = { whole, view, width: this.#layout.plot, height: curveHeight };
    this.#drawing = {
      snapshot,
      result,
      show,
      whole: range ?? undefined,
      axis: range === null ? undefined : axisOf(view, this.#layout.plot, show),
      curves,
      plan: curves && curvePlan(curves, result.charts, place, show),
    };
    this.#lanesPlan = lanesPlanOf(this.#drawing, view, this.#layout.plot, this.#lanesPlan);
  }

  protected override updated(): void {
    if (this.#drawing === undefined) return;
    this.#curves.want(this.#time.view);
    const gutter = this.#lanes?.gutter ?? 0;
    if (gutter !== this.#layout.gutter) {
      this.#layout = new ChartLayout(this.#layout.width, gutter);
      this.requestUpdate();
    }
    this.#drawOverlay();
  }

  protected override render(): unknown {
    const drawing = this.#drawing;
    if (drawing === undefined) return nothing;
    const { result, axis, curves, plan, show } = drawing;
    const { charts } = result;
    this.#layout.applyTo(this);
    if (charts.lanes === 0 && curves === undefined) return this.#nothing(result);
    const bar = this.#bar(drawing);
    return html`<h2 id="title">${say(text('Timeline'))}</h2>
      ${toolbar(bar)} ${this.#acts.status()}
      <span class="muted" role="status">${this.#said}</span>
      <div class="row strip">
        ${curves === undefined ? nothing : curveLegend(curves)} ${selectionBar(bar)}
      </div>
      <div
        class="plots"
        @pointerdown=${this.#gestures}
        @pointermove=${this.#gestures}
        @pointerup=${this.#gestures}
        @pointercancel=${this.#gestures}
        @pointerleave=${this.#gestures}
        @wheel=${this.#gestures}
        @dblclick=${this.#onDoubleClick}
      >
        ${
          plan === undefined || curves === undefined || axis === undefined
            ? noCurve(say(text('Nothing here has a place in time.')))
            : curveSlider({
                curves,
                plan,
                axis,
                show,
                whole: this.#time.whole,
                at: this.#at,
                words: this.#words(this.#at, 'cursor'),
                scaleWidth: this.#layout.name,
                onKey: this.#onKey,
              })
        }
        <rollcall-lanes
          .plan=${this.#lanesPlan}
          .client=${this.client}
          ?narrow=${this.#layout.isNarrow}
          @lanes-look=${(event: CustomEvent<{ at: Ms | undefined }>) => {
            this.#set(this.#time.look(event.detail.at));
          }}
          @lanes-jump=${(event: CustomEvent<{ row: number }>) => void this.#deeds.jump(result.answer, event.detail.row)}
          @lanes-person=${(event: CustomEvent<{ person: number }>) => void this.#deeds.showPerson(result.answer, event.detail.person)}
        ></rollcall-lanes>
        <rollcall-chart-overlay></rollcall-chart-overlay>
      </div>
      <rollcall-who
        .plan=${{ answer: result.answer, show, span: drawing.whole, at: this.#time.cursor }}
        .client=${this.client}
        @who-at=${(event: CustomEvent<{ at: Ms | undefined }>) => {
          const { at } = event.detail;
          this.#set(at === undefined ? this.#time.put(undefined) : this.#time.put(at).look(at));
        }}
      ></rollcall-who>
      ${legend(charts.text)}`;
  }

  #nothing({ empty }: PanelResult): TemplateResult {
    return html`<h2>${say(text('Timeline'))}</h2>
      ${noCurve(empty === '' ? say(text('There is nothing to draw: no row is chosen.')) : empty)}`;
  }

  #bar({ result, show, whole, snapshot }: Drawing): ToolbarPlan {
    const { order, choice } = result.charts;
    const selected = this.#time.selected;
    return {
      order,
      choice,
      hasThreshold: snapshot.query.threshold !== undefined,
      canZoom: whole !== undefined,
      isZoomed: this.#time.zoom !== undefined,
      selected: selected === undefined ? '' : selectionWords(selected, { show, whole: this.#time.whole }),
      cannotSave: result.charts.lanes > 0 ? whyNoPicture(snapshot) : undefined,
      zoom: (factor) => {
        this.#set(this.#time.zoomBy(factor));
      },
      fit: () => {
        this.#set(this.#time.look(undefined));
      },
      useWindow: () => {
        this.#useWindow();
      },
      zoomToSelection: () => {
        this.#set(this.#time.zoomTo(selected).select(undefined, undefined));
      },
      dropSelection: () => {
        this.#set(this.#time.select(undefined, undefined));
      },
      setLanes: (nextOrder: LaneOrder, nextChoice: LaneChoice) => {
        this.#acts.run({ method: 'setLanes', order: nextOrder, choice: nextChoice });
      },
      save: () => {
        this.#save();
      },
    };
  }

  #set(time: ChartTime): void {
    const before = this.#time;
    this.#time = time;
    this.#said = '';
    const isSameZoom = before.view.from === time.view.from && before.view.to === time.view.to;
    if (!isSameZoom) {
      const detail = { zoom: time.zoom };
      this.dispatchEvent(new CustomEvent('rollcall-zoom', { bubbles: true, composed: true, detail }));
    }
    this.requestUpdate();
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const { cursor, selected } = this.#time;
    const act = chartActOf(event, { cursor: cursor !== undefined, selection: selected !== undefined });
    if (act === undefined) return;
    event.preventDefault();
    if (act.does === 'useWindow') this.#useWindow();
    else this.#set(this.#time.after(act, this.#layout.plot));
  };

  #hover(x: number | undefined, event: PointerEvent): void {
    const overlay = this.#overlay;
    if (overlay === null) return;
    if (x === undefined) {
      overlay.hover = undefined;
      overlay.tip = undefined;
      return;
    }
    overlay.hover = { x, label: this.#words(this.#scale.pointed(x), 'hover') };
    const point = this.#lanes?.pointAt(event.clientX, event.clientY);
    overlay.tip =
      point === undefined || point.text === ''
        ? undefined
        : { x: event.clientX, y: event.clientY, text: point.text };
  }

  #press(x: number, event: PointerEvent): void {
    const point = this.#lanes?.pointAt(event.clientX, event.clientY);
    if (point?.mark === undefined) this.#focusCurve();
    else this.#lanes?.take(point);
    this.#set(this.#time.put(this.#scale.pointed(x)).select(undefined, undefined));
  }

  /** The keys go on where the mouse left off. */
  #focusCurve(): void {
    this.renderRoot.querySelector<HTMLElement>('.canvas')?.focus({ preventScroll: true });
  }

  readonly #onDoubleClick = (event: MouseEvent): void => {
    const point = this.#lanes?.pointAt(event.clientX, event.clientY);
    if (point?.mark !== undefined) this.#lanes?.open(point);
  };

  #useWindow(): void {
    const { selected } = this.#time;
    if (selected === undefined) return;
    this.#set(this.#time.select(undefined, undefined).look(undefined));
    changeQuery(this, (query) => withWindow(query, selected.from, selected.to));
  }

  #save(): void {
    void this.#deeds.save(async () => {
      const lanes = await this.#lanes?.inSight();
      const drawing = this.#drawing;
      return lanes && drawing && { ...drawing, view: this.#time.view, lanes, plotWidth: this.#layout.plot };
    });
  }

  #drawOverlay(): void {
    const [overlay, { cursor, selected }, scale] = [this.#overlay, this.#time, this.#scale];
    if (overlay === null) return;
    overlay.width = this.#layout.plot;
    // The pointer stays where it is while the time below it moves.
    if (overlay.hover !== undefined) {
      const { x } = overlay.hover;
      overlay.hover = { x, label: this.#words(scale.pointed(x), 'hover') };
    }
    overlay.cursor =
      cursor === undefined ? undefined : { x: scale.x(cursor), label: this.#words(cursor, 'cursor') };
    overlay.selection = selected && { from: scale.x(selected.from), to: scale.x(selected.to) };
  }

  /** An instant and what holds then. */
  #words(at: Ms, of: ToldInstant): string {
    const drawing = this.#drawing;
    if (drawing === undefined) return '';
    const { curves, plan, show } = drawing;
    return this.#curves.words(at, of, { curves, until: plan?.until }, { show, whole: this.#time.whole });
  }

  /** What the keyboard tells of: the cursor, else the middle of the view. */
  get #at(): Ms {
    const { cursor, view } = this.#time;
    return cursor ?? Math.round((view.from + view.to) / 2);
  }

  get #scale(): TimeScale {
    return new TimeScale(this.#time.view, this.#layout.plot);
  }

  get #overlay(): ChartOverlay | null {
    return this.renderRoot.querySelector('rollcall-chart-overlay');
  }

  get #lanes(): LanesList | null {
    return this.renderRoot.querySelector('rollcall-lanes');
  }
}

customElements.define('rollcall-charts', Charts);

declare global {
  interface HTMLElementTagNameMap {
    'rollcall-charts': Charts;
  }
}
