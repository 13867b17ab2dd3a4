import { isDeepStrictEqual } from 'node:util';
import type { Call } from '../../attendance/call';
import { splitCid } from '../../attendance/call';
import { text } from '../../attendance/text';
import { isStreamFailure, StreamFailure } from '../../stream/errors';
import type { CallRef, ReadInstant, StreamVideo, Wait } from '../../stream/stream-video';
import type { ReadOptions } from '../book';
import { cancelled } from '../pages/failures';
import type { SharedWork } from '../pages/shared-work';
import { shareWork } from '../pages/shared-work';

interface Heard {
  readonly call: Call;
  readonly readAt: ReadInstant;
  /** Counts what was heard: larger is later. */
  readonly order: number;
}

/** Every call heard of, from whichever answer. */
export interface KnownCalls {
  get(cid: string): Call | undefined;
  /** The answer that told of the call last. */
  readAt(cid: string): ReadInstant | undefined;
  note(call: Call, readAt: ReadInstant): void;
  /** The present moment, to tell what was heard before a question from what was heard while it was under way. */
  mark(): number;
  /**
   * A whole list of the calls that run now came: every other call heard of before `since` (when the list was asked for)
   * has no current session any more.
   */
  noteOngoing(cids: ReadonlySet<string>, since: number, readAt: ReadInstant): void;
  /** Asks for one call; askers of the same call share one request. */
  read(cid: string, options?: ReadOptions): Promise<Call>;
  /** Stops what runs; nothing is asked any more. */
  close(): void;
}

export function createKnownCalls(
  stream: StreamVideo,
  /** A call was heard of: `before` is what was known of it. No instant: a failure told it. */
  onNote: (call: Call, before: Call | undefined, readAt: ReadInstant | undefined) => void,
): KnownCalls {
  const calls = new Map<string, Heard>();
  let heard = 0;
  const asked = new Map<string, SharedWork<Call>>();
  let closed = false;

  function note(call: Call, readAt: ReadInstant): void {
    const before = calls.get(call.cid)?.call;
    heard += 1;
    const same = before !== undefined && isDeepStrictEqual(before, call);
    calls.set(call.cid, { call: same ? before : call, readAt, order: heard });
    onNote(call, before, readAt);
  }

  /** Nobody is in the call, as far as nothing later says otherwise. */
  function noteNotOngoing(cid: string, since: number, readAt: ReadInstant | undefined): void {
    const known = calls.get(cid);
    if (known === undefined || known.order > since || (known.call.currentSessionId ?? '') === '') return;
    heard += 1;
    const call = { ...known.call, currentSessionId: undefined };
    calls.set(cid, { call, readAt: readAt ?? known.readAt, order: heard });
    onNote(call, known.call, readAt);
  }

  return {
    get: (cid) => calls.get(cid)?.call,
    readAt: (cid) => calls.get(cid)?.readAt,
    note,
    mark: () => heard,
    noteOngoing(cids, since, readAt) {
      for (const cid of [...calls.keys()]) if (!cids.has(cid)) noteNotOngoing(cid, since, readAt);
    },
    async read(cid, options) {
      if (closed) throw cancelled();
      const call = callRefOf(cid);
      const running = asked.get(cid);
      if (running !== undefined && !running.stopped) return running.join(options);
      const work: SharedWork<Call> = shareWork(
        async (signal) => {
          const since = heard;
          const context = {
            signal,
            onWait: (wait: Wait | undefined) => {
              work.tell({ read: 0, of: 1, wait });
            },
          };
          const answer = await stream.getCall(call, context).catch((error: unknown) => {
            // A call that is gone has no current session; what else is known of it stays.
            if (isStreamFailure(error) && error.kind === 'not-found' && !signal.aborted)
              noteNotOngoing(cid, since, undefined);
            throw error;
          });
          if (!signal.aborted) note(answer.value, answer.readAt);
          return answer.value;
        },
        () => {
          if (asked.get(cid) === work) asked.delete(cid);
        },
      );
      asked.set(cid, work);
      return work.join(options);
    },
    close() {
      closed = true;
      for (const work of asked.values()) work.stop();
    },
  };
}

/** @throws StreamFailure `bad-input` where the text is no call id. */
export function callRefOf(cid: string): CallRef {
  const call = splitCid(cid);
  if (call === undefined)
    throw new StreamFailure(
      'bad-input',
      text(
        '“{cid}” is no call id. Give the type and the id with a colon between them, as in default:standup.',
        { cid },
      ),
      { field: 'cid' },
    );
  return call;
}
