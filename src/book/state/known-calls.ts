import { isDeepStrictEqual } from 'node:util';
import type { Call } from '../../attendance/call';
import { splitCid } from '../../attendance/call';
import { text } from '../../attendance/text';
import { StreamFailure } from '../../stream/errors';
import type { CallRef, ReadInstant, StreamVideo } from '../../stream/stream-video';
import type { ReadOptions } from '../book';
import { cancelled } from '../pages/failures';
import type { SharedWork } from '../pages/shared-work';
import { shareWork } from '../pages/shared-work';

/** Every call heard of, from whichever answer. */
export interface KnownCalls {
  get(cid: string): Call | undefined;
  note(call: Call, readAt: ReadInstant): void;
  /** Asks for one call; askers of the same call share one request. */
  read(cid: string, options?: ReadOptions): Promise<Call>;
  /** Stops what runs; nothing is asked any more. */
  close(): void;
}

export function createKnownCalls(
  stream: StreamVideo,
  /** A call was heard of: `before` is what was known of it. */
  onNote: (call: Call, before: Call | undefined, readAt: ReadInstant) => void,
): KnownCalls {
  const calls = new Map<string, Call>();
  const asked = new Map<string, SharedWork<Call>>();
  let closed = false;

  function note(call: Call, readAt: ReadInstant): void {
    const before = calls.get(call.cid);
    if (before === undefined || !isDeepStrictEqual(before, call)) calls.set(call.cid, call);
    onNote(call, before, readAt);
  }

  return {
    get: (cid) => calls.get(cid),
    note,
    async read(cid, options) {
      if (closed) throw cancelled();
      const call = callRefOf(cid);
      const running = asked.get(cid);
      if (running !== undefined && !running.stopped) return running.join(options);
      const work: SharedWork<Call> = shareWork(
        async (signal) => {
          const answer = await stream.getCall(call, {
            signal,
            onWait: (wait) => {
              work.tell({ read: 0, of: 1, wait });
            },
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
