import type { SessionRef } from '../../attendance/call';
import type { Filter } from '../../attendance/filter/filter';
import { pushDown } from '../../attendance/filter/push-down';
import { fitsRequest, type RequestFilter } from '../../attendance/filter/request-bounds';
import { rowConditionOf, type RowCondition } from '../../attendance/filter/row-conditions';
import { predicateFilter } from '../../attendance/filter/server-predicates';
import { isoInstant } from '../provenance';
import type { Question } from '../question';
import { plainJson } from './unseen';

/** What a snippet asks of Stream. */
export interface RowsRequest {
  readonly session: SessionRef;
  readonly app: SnippetApp;
  /** The part of the question that Stream can evaluate; undefined: none, and all rows come. */
  readonly filter: RequestFilter | undefined;
  /** What of the question the snippet leaves to its reader: plain English sentences of one line. */
  readonly leftOut: readonly string[];
}

/** The Stream app that a snippet is about. */
export interface SnippetApp {
  readonly name: string;
  /** It is asked at a base URL of its own, and not at Stream's. */
  readonly hasOwnUrl: boolean;
}

/** A filter in a note: a longer one is there for nobody to read. */
const longestFilter = 2000;

/**
 * What of a question can be put to Stream, and what cannot. Undefined: the row filter contradicts itself, so no row can
 * pass it and there is nothing to ask.
 */
export function rowsRequest(
  session: SessionRef,
  app: SnippetApp,
  { rowFilter = {}, window, threshold }: Pick<Question, 'rowFilter' | 'window' | 'threshold'>,
): RowsRequest | undefined {
  const pushed = pushDown(rowFilter);
  if (pushed?.nothing === true) return undefined;
  const { filter, isAll } = sentFilter(rowFilter, pushed?.filter ?? {});
  const [from, to] = [isoInstant(window?.from), isoInstant(window?.to)];
  return {
    session,
    app,
    filter: Object.keys(filter).length === 0 ? undefined : filter,
    leftOut: [
      ...(isAll ? [] : [filterNote(rowFilter, filter)]),
      ...(from === undefined && to === undefined
        ? []
        : [`Not applied: times are not clipped to the window from ${from ?? '…'} to ${to ?? '…'}.`]),
      ...(threshold === undefined
        ? []
        : [`Not applied: people who were present less than ${threshold / 1000} s are not left out.`]),
    ],
  };
}

/** Whose key and secret a snippet needs, and where it asks: plain English sentences. */
export function appNote({ name, hasOwnUrl }: SnippetApp): string {
  const whose = `The Stream app is ${name}: use its key and secret.`;
  return hasOwnUrl ? `${whose} It has a base URL of its own: set STREAM_BASE_URL to it.` : whose;
}

/** Path of the rows of a session below the base URL. Each id is one step of it, whatever it holds. */
export function rowsPath({ callType, callId, sessionId }: SessionRef): string {
  const [type, id, session] = [callType, callId, sessionId].map(pathStep);
  return `/api/v2/video/call/${type}/${id}/session/${session}/participant_sessions`;
}

function pathStep(id: string): string {
  return encodeURIComponent(id).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Beside users and publishers Stream knows conditions that no row tells, as long as they stand by themselves. */
function sentFilter(
  rowFilter: Filter,
  pushed: RequestFilter,
): { readonly filter: RequestFilter; readonly isAll: boolean } {
  const condition = rowConditionOf(rowFilter);
  const parts = condition.kind === 'all' ? condition.of : [condition];
  let filter = pushed;
  const sent = parts.map((part) => {
    if (part.kind === 'one of') return part.field !== 'roles' && part.field in pushed;
    const own = ownFilter(part);
    if (own === undefined || Object.keys(own).some((field) => field in filter)) return false;
    const more = { ...filter, ...own };
    if (!fitsRequest(more)) return false;
    filter = more;
    return true;
  });
  return { filter, isAll: !sent.includes(false) };
}

function ownFilter(part: RowCondition): RequestFilter | undefined {
  return part.kind === 'mark' && part.holds ? predicateFilter(part.predicate) : undefined;
}

function filterNote(rowFilter: Filter, sent: RequestFilter): string {
  const json = plainJson(rowFilter);
  const shown = json.length <= longestFilter ? json : `(${json.length} characters of JSON)`;
  return Object.keys(sent).length === 0
    ? `Not applied: Stream cannot evaluate this row filter, so all rows come: ${shown}`
    : `Not applied: Stream can evaluate only a part of this row filter, so more rows come than it chooses: ${shown}`;
}
