import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { Ms } from '../../attendance/instant';
import { text } from '../../attendance/text';
import type { TimeShow } from '../../attendance/time-zones';
import type { LaneChoice, LaneOrder, PanelCurves, PanelResult, PanelSnapshot } from '../protocol';
import { ChartDeeds } from './chart-deeds';
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
import { CurveSource } from './curve-source';
import type { CurvePlan } from './curve-shapes';
import { curveDrawing, curveScale, heightWords, noCurve, selectionWords } from './curve-view';
import { curvePlan } from './curve-words';
import { HostActs } from './host-acts';
import './lanes-list';
import type { LanesList, LanesPlan } from './lanes-list';
import { say } from './page-words';
import { PanelPart } from './panel-part';
import { withWindow } from './query-parts';
import { inkStyles } from './svg-shapes';
import { axisOf, type Axis } from './time-axis';
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
  #source: CurveSource | undefined;
  #sourceOf = '';
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
    this.#source?.close();
    this.#sourceOf = '';
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
    this.#takeCurves(snapshot, result);
    const show = { ...snapshot.time, since: snapshot.time.since ?? undefined };
    const { view } = this.#time;
    const curves = this.#source?.curves(view);
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
    this.#source?.want(this.#time.view);
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
        @pointerdown=${(event: PointerEvent) => {
          this.#gestures.down(event);
        }}
        @pointermove=${(event: PointerEvent) => {
          this.#gestures.move(event);
        }}
        @pointerup=${(event: PointerEvent) => {
          this.#gestures.up(event);
        }}
        @pointercancel=${() => {
          this.#gestures.cancel();
        }}
        @pointerleave=${(event: PointerEvent) => {
          this.#gestures.leave(event);
        }}
        @dblclick=${this.#onDoubleClick}
        @wheel=${{
          handleEvent: (event: WheelEvent) => {
            this.#gestures.wheel(event);
          },
          passive: false,
        }}
      >
        ${
          plan === undefined || curves === undefined || axis === undefined
            ? noCurve(say(text('Nothing here has a place in time.')))
            : this.#curve(curves, plan, axis, show)
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

  #curve(curves: PanelCurves, plan: CurvePlan, axis: Axis, show: TimeShow): TemplateResult {
    const { view, cursor, whole } = this.#time;
    const at = cursor ?? Math.round((view.from + view.to) / 2);
    return html`<div class="curve">
      <div class="scale">${curveScale(plan, this.#layout.name, show.locale)}</div>
      <div
        class="canvas"
        role="slider"
        tabindex="0"
        aria-label=${say(text('Rows and people over time'))}
        aria-describedby="words"
        aria-orientation="horizontal"
        aria-valuemin=${whole.from}
        aria-valuemax=${whole.to}
        aria-valuenow=${at}
        aria-valuetext=${this.#words(at)}
        @keydown=${this.#onKey}
      >
        ${guard([curves, view, this.#layout.plot, show.display, show.locale, show.zone, plan.until], () =>
          curveDrawing(curves, plan, axis),
        )}
      </div>
    </div>`;
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
      selected: selected === undefined ? '' : selectionWords(selected, show),
      saves: result.charts.lanes > 0,
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

  #takeCurves({ time }: PanelSnapshot, { answer, charts }: PanelResult): void {
    const name = `${answer} ${time.display} ${charts.range?.from} ${charts.range?.to}`;
    if (name === this.#sourceOf) return;
    this.#sourceOf = name;
    this.#source?.close();
    this.#source =
      charts.curves === null
        ? undefined
        : new CurveSource(
            charts.curves,
            async (range, points, signal) => {
              const asked = await this.client?.ask({ method: 'curves', answer, range, points }, { signal });
              if (asked === undefined) throw new Error('There is no host to ask.');
              return asked;
            },
            () => {
              this.requestUpdate();
            },
          );
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

  #onKey(event: KeyboardEvent): void {
    const { cursor, selected } = this.#time;
    const act = chartActOf(event, { cursor: cursor !== undefined, selection: selected !== undefined });
    if (act === undefined) return;
    event.preventDefault();
    if (act.does === 'useWindow') this.#useWindow();
    else this.#set(this.#time.after(act, this.#layout.plot));
  }

  #hover(x: number | undefined, event: PointerEvent): void {
    const overlay = this.#overlay;
    if (overlay === null) return;
    if (x === undefined) {
      overlay.hover = undefined;
      overlay.tip = undefined;
      return;
    }
    overlay.hover = { x, label: this.#words(this.#scale.pointed(x)) };
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
    if (selected === undefined || this.snapshot === undefined) return;
    this.#set(this.#time.select(undefined, undefined).look(undefined));
    this.#acts.run({
      method: 'setQuery',
      query: withWindow(this.snapshot.query, selected.from, selected.to),
    });
  }

  #save(): void {
    if (this.#drawing === undefined) return;
    const lanes = this.#lanes?.inSight() ?? [];
    void this.#deeds.save({ ...this.#drawing, view: this.#time.view, lanes, plotWidth: this.#layout.plot });
  }

  #drawOverlay(): void {
    const [overlay, { cursor, selected }, scale] = [this.#overlay, this.#time, this.#scale];
    if (overlay === null) return;
    overlay.width = this.#layout.plot;
    // The pointer stays where it is while the time below it moves.
    if (overlay.hover !== undefined) {
      const { x } = overlay.hover;
      overlay.hover = { x, label: this.#words(scale.pointed(x)) };
    }
    overlay.cursor = cursor === undefined ? undefined : { x: scale.x(cursor), label: this.#words(cursor) };
    overlay.selection = selected && { from: scale.x(selected.from), to: scale.x(selected.to) };
  }

  /** What holds at an instant, with its ms where it has any. */
  #words(at: Ms): string {
    const drawing = this.#drawing;
    if (drawing === undefined) return '';
    return heightWords(drawing.curves, at, drawing.plan?.until, drawing.show, at % 1000 === 0 ? 1000 : 1);
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
