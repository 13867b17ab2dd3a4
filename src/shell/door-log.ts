import type { DoorLog } from '../stream/stream-video';
import type { Log } from './shell';

/** One request, as a problem report tells it. */
export interface RecentRequest {
  readonly operation: string;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  readonly tookMs: number;
  readonly attempt: number;
}

const kept = 20;

/** The door's log: route templates, request ids and timings, and the last requests for a problem report. */
export interface RequestLog extends DoorLog {
  /** Oldest first, at most 20. */
  readonly recent: readonly RecentRequest[];
  /** Fields that came in another form than Stream documents, as `Operation field: found`. */
  readonly drifts: readonly string[];
}

/** Writes what the door did to the log, each drift of the contract once. */
export function createRequestLog(log: Log): RequestLog {
  const recent: RecentRequest[] = [];
  const drifts = new Set<string>();
  return {
    recent,
    get drifts() {
      return [...drifts];
    },
    request({ operation, route, status, requestId, tookMs, attempt }) {
      recent.push({ operation, status, requestId, tookMs, attempt });
      if (recent.length > kept) recent.shift();
      const facts = [
        `${operation} ${route}`,
        status === undefined ? 'no answer' : String(status),
        `${Math.round(tookMs)} ms`,
        ...(attempt > 1 ? [`attempt ${attempt}`] : []),
        ...(requestId === undefined ? [] : [`request ${requestId}`]),
      ];
      const line = facts.join(', ');
      if (status === undefined || status >= 400) log.warn(line);
      else log.info(line);
    },
    drift({ operation, field, found }) {
      const line = `${operation} ${field}: ${found}`;
      if (drifts.has(line)) return;
      drifts.add(line);
      log.warn(`contract drift: ${line}`);
    },
  };
}
