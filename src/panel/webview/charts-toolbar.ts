import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { text } from '../../attendance/text';
import { laneChoices, laneOrders, type LaneChoice, type LaneOrder } from '../protocol/query';
import { say } from '../../shell/webview/page-words';

/** What the toolbar of the charts can do, and what it shows. */
export interface ToolbarPlan {
  readonly order: LaneOrder;
  readonly choice: LaneChoice;
  /** There are verdicts to choose by. */
  readonly hasThreshold: boolean;
  readonly canZoom: boolean;
  readonly isZoomed: boolean;
  /** In words; empty: nothing is selected. */
  readonly selected: string;
  /** Why no picture can be saved now; empty: it can. Undefined: there is nothing to save. */
  readonly cannotSave: string | undefined;
  readonly zoom: (factor: number) => void;
  readonly fit: () => void;
  readonly useWindow: () => void;
  readonly zoomToSelection: () => void;
  readonly dropSelection: () => void;
  readonly setLanes: (order: LaneOrder, choice: LaneChoice) => void;
  readonly save: () => void;
}

export function toolbar(plan: ToolbarPlan): TemplateResult {
  const { order, choice } = plan;
  return html`<div class="row tools">
    <div class="row group" role="group" aria-label=${say(text('Zoom'))}>
      ${iconButton('+', say(text('Zoom In')), !plan.canZoom, () => {
        plan.zoom(0.5);
      })}
      ${iconButton('−', say(text('Zoom Out')), !plan.isZoomed, () => {
        plan.zoom(2);
      })}
      <button ?disabled=${!plan.isZoomed} @click=${plan.fit}>${say(text('Show All'))}</button>
    </div>
    <label
      >${say(text('Order'))}
      <select
        @change=${(event: Event) => {
          plan.setLanes(chosen(event, laneOrders) ?? order, choice);
        }}
      >
        ${laneOrders.map((each) => option(each, each === order, orderWords(each)))}
      </select>
    </label>
    ${
      plan.hasThreshold
        ? html`<label
            >${say(text('People'))}
            <select
              @change=${(event: Event) => {
                plan.setLanes(order, chosen(event, laneChoices) ?? choice);
              }}
            >
              ${laneChoices.map((each) => option(each, each === choice, choiceWords(each)))}
            </select>
          </label>`
        : nothing
    }
    <button
      class="end"
      ?disabled=${plan.cannotSave !== ''}
      title=${plan.cannotSave ?? nothing}
      @click=${plan.save}
    >
      ${say(text('Save Picture…'))}
    </button>
  </div>`;
}

/** What is selected and what can be done with it. */
export function selectionBar(plan: ToolbarPlan): TemplateResult {
  return html`<div class="row selection" ?hidden=${plan.selected === ''}>
    <span class="numbers" role="status">${plan.selected}</span>
    <button class="primary" @click=${plan.useWindow}>${say(text('Use as Window'))}</button>
    <button @click=${plan.zoomToSelection}>${say(text('Zoom to It'))}</button>
    <button @click=${plan.dropSelection}>${say(text('Drop'))}</button>
  </div>`;
}

function iconButton(sign: string, name: string, disabled: boolean, act: () => void): TemplateResult {
  return html`<button class="sign" aria-label=${name} title=${name} ?disabled=${disabled} @click=${act}>
    ${sign}
  </button>`;
}

/** It is what is in force that is shown, also after another one was chosen and refused. */
function option(value: string, isInForce: boolean, words: string): TemplateResult {
  return html`<option value=${value} .selected=${live(isInForce)}>${words}</option>`;
}

function chosen<T extends string>(event: Event, all: readonly T[]): T | undefined {
  const value = event.target instanceof HTMLSelectElement ? event.target.value : '';
  return all.find((each) => each === value);
}

function orderWords(order: LaneOrder): string {
  switch (order) {
    case 'firstJoin':
      return say(text('By first join'));
    case 'presence':
      return say(text('Longest presence first'));
    case 'name':
      return say(text('By name'));
  }
}

function choiceWords(choice: LaneChoice): string {
  switch (choice) {
    case 'all':
      return say(text('Everybody'));
    case 'passes':
      return say(text('Present long enough'));
    case 'cannotTell':
      return say(text('Cannot be told'));
    case 'fails':
      return say(text('Present too short'));
  }
}
