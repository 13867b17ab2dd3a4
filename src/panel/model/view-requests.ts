import type { Telling } from '../../attendance/figures/figure-words';
import type { LabelSettings } from '../../attendance/figures/lane-labels';
import { text } from '../../attendance/text';
import type { AnswerOf } from '../protocol/answers';
import { mostLanes, mostPoints, mostRows, type PanelRequest } from '../protocol/requests';
import { Refusal } from '../request-server';
import { curvesIn } from './curve-answers';
import { explain } from './explain';
import { panelLanes } from './lane-answers';
import { nobodyNamed, type NameOf } from './named';
import type { PanelView } from './panel-view';
import { panelRow } from './row-cells';
import { positionOf } from './row-order';
import { suggestPeople, suggestRoles } from './suggestions';
import { whoWasHere } from '../../book/telling/who-was-here';

/** Questions that a view answers by itself. */
export type ViewRequest = Extract<
  PanelRequest,
  {
    method: 'rows' | 'lanes' | 'curves' | 'whoWasHere' | 'explain' | 'locate' | 'locatePerson' | 'suggest';
  }
>;

/** Suggestions at once. */
const mostSuggestions = 20;

/**
 * Answers what a view can answer.
 * @throws Refusal: it asks for what is not there
 */
export function answerFromView(
  request: ViewRequest,
  view: PanelView | undefined,
  telling: Telling,
  labels: LabelSettings,
  nameOf: NameOf = nobodyNamed,
): AnswerOf<ViewRequest['method']> {
  if (view === undefined) {
    if (request.method === 'suggest') return { found: [], more: false };
    throw new Refusal('stale', text('Nothing was computed yet.'));
  }
  const { answer, order, lanes, number } = view;
  switch (request.method) {
    case 'rows': {
      const { from, count } = request;
      const rows = order.subarray(from, from + Math.min(count, mostRows));
      return {
        answer: number,
        from,
        rows: Array.from(rows, (row) => panelRow(answer, row, telling, nameOf)),
      };
    }
    case 'lanes': {
      const { from, range } = ordered(request);
      const count = Math.min(request.count, mostLanes, Math.max(0, lanes.count - from));
      const asked = { from, count, range, pixels: Math.min(10_000, Math.max(100, request.pixels)) };
      return {
        answer: number,
        from,
        lanes: count === 0 ? [] : [...panelLanes(answer, lanes, asked, telling, labels, nameOf)],
      };
    }
    case 'curves': {
      const { range, points } = ordered(request);
      return curvesIn(answer, range, Math.min(mostPoints, Math.max(8, points)));
    }
    case 'whoWasHere':
      return whoWasHere(answer, request.at, telling);
    case 'explain': {
      const explanation = explain(answer, request.figure, telling);
      if (explanation === undefined) throw new Refusal('refused', text('There is no such figure.'));
      return explanation;
    }
    case 'locate':
      return { inTable: positionOf(order, request.row) ?? null, lane: lanes.indexOfRow(request.row) ?? null };
    case 'locatePerson': {
      const own = answer.figures.presenceOf(request.person)?.rows()[0];
      return {
        inTable: own === undefined ? null : (positionOf(order, own) ?? null),
        lane: lanes.indexOfPerson(request.person) ?? null,
      };
    }
    case 'suggest': {
      const suggest = request.what === 'person' ? suggestPeople : suggestRoles;
      return suggest(answer.rows, request.text, mostSuggestions);
    }
  }
}

/** @throws Refusal: the stretch of time is empty */
function ordered<R extends { readonly range: { readonly from: number; readonly to: number } }>(
  request: R,
): R {
  if (request.range.from < request.range.to) return request;
  throw new Refusal('refused', text('This stretch of time is empty.'));
}
