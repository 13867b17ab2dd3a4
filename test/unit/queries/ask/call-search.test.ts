import assert from 'node:assert/strict';
import {
  createCallSearch,
  mostListed,
  pauseMs,
  type CallList,
  type CallSearch,
  type ListedCall,
} from '../../../../src/queries/ask/call-search';
import { StreamFailure } from '../../../../src/stream/errors';
import { english, text } from '../../../../src/attendance/text';
import type { AttendanceBook } from '../../../../src/book/book';
import { openSampleBook } from '../../documents/sample-book';

type Opened = Awaited<ReturnType<typeof openSampleBook>>;

const types = ['default', 'livestream', 'audio_room', 'development', 'bulk'];
const listed = (cid: string, from: ListedCall['from'] = 'known'): ListedCall => ({
  cid,
  from,
  call: undefined,
});

/** A search whose pauses pass when the test says so. */
class Stage {
  readonly lists: CallList[] = [];
  readonly search: CallSearch;
  readonly #timers = new Set<() => void>();
  #idle: (() => void) | undefined;

  constructor(book: Pick<AttendanceBook, 'stream' | 'readCall'>) {
    this.search = createCallSearch({
      book,
      types,
      setTimer: (ms, run) => {
        assert.equal(ms, pauseMs);
        this.#timers.add(run);
        return () => this.#timers.delete(run);
      },
      now: () => 0,
      show: (list) => {
        this.lists.push(list);
        if (!list.busy) this.#idle?.();
      },
    });
  }

  get pauses(): number {
    return this.#timers.size;
  }

  get last(): CallList {
    const list = this.lists.at(-1);
    assert.ok(list !== undefined);
    return list;
  }

  get cids(): readonly string[] {
    return this.last.calls.map(({ cid }) => cid);
  }

  get notes(): string {
    return this.last.notes.map(english).join('\n');
  }

  /** The pause is over: asks, and waits for the answer. */
  async pause(): Promise<void> {
    const idle = new Promise<void>((resolve) => (this.#idle = resolve));
    this.begin();
    await idle;
  }

  /** The pause is over. */
  begin(): void {
    const timers = [...this.#timers];
    this.#timers.clear();
    for (const run of timers) run();
  }
}

describe('the search for calls', function () {
  this.timeout(20_000);

  let opened: Opened;
  let stage: Stage;
  before(async () => {
    opened = await openSampleBook();
  });
  after(() => opened.close());
  beforeEach(() => {
    stage = new Stage(opened.book);
  });

  const asked = async (run: () => Promise<void> | void): Promise<number> => {
    const before = opened.server.requests.length;
    await run();
    return opened.server.requests.length - before;
  };

  it('answers from what is at hand at each keystroke, and asks nothing before a pause', async () => {
    stage.search.know([
      listed('default:daily-standup', 'pinned'),
      listed('livestream:standards'),
      listed('a:b'),
    ]);
    assert.deepEqual(stage.cids, ['default:daily-standup', 'livestream:standards', 'a:b']);
    const requests = await asked(() => {
      for (const words of ['s', 'st', 'sta', 'stan', 'STAND']) stage.search.type(words);
    });
    // What begins so goes before what only holds it.
    assert.deepEqual(stage.cids, ['livestream:standards', 'default:daily-standup']);
    assert.equal(requests, 0);
    assert.equal(stage.pauses, 1);
  });

  it('asks once after a pause, for ids that begin so, and says that some may be missing', async () => {
    stage.search.type('daily');
    assert.equal(await asked(() => stage.pause()), 1);
    assert.ok(stage.cids.includes('default:daily-standup'));
    assert.ok(stage.last.calls.every(({ cid, from }) => cid.includes(':daily') && from === 'found'));
    assert.match(stage.notes, /may be incomplete/);
    assert.equal(
      await asked(() => {
        stage.search.type('dail');
        stage.search.type('daily');
      }),
      0,
    );
    assert.ok(stage.cids.includes('default:daily-standup'), 'words asked before are answered from memory');
    assert.equal(stage.pauses, 0);
  });

  it('asks for a type and the beginning of an id where a cid is typed', async () => {
    stage.search.type('default:daily-standup');
    assert.equal(await asked(() => stage.pause()), 1);
    assert.deepEqual(stage.cids, ['default:daily-standup']);
    stage.search.type('livestream:');
    assert.equal(await asked(() => stage.pause()), 1);
    assert.ok(stage.cids.length > 0 && stage.cids.every((cid) => cid.startsWith('livestream:')));
  });

  it('lists the first hundred of very many, and finds the exact one among them all', async () => {
    stage.search.type('import-');
    await stage.pause();
    assert.equal(stage.cids.length, mostListed);
    assert.match(stage.notes, /type on/);
    const oldest = opened.server.ledger.calls().filter(({ type }) => type === 'bulk');
    assert.ok(oldest.length === 250);
    // All begin with it; Stream's list is cut before the exact one comes.
    const cut = new Stage({
      readCall: (cid, options) => opened.book.readCall(cid, options),
      stream: {
        ...opened.book.stream,
        queryCalls: async (query, page, context) => {
          const answer = await opened.book.stream.queryCalls(query, page, context);
          return 'cid' in query.filter
            ? answer
            : {
                ...answer,
                items: answer.items.filter(({ callId }) => callId !== 'import-0100'),
                next: 'more',
              };
        },
      },
    });
    cut.search.type('import-0100');
    assert.equal(await asked(() => cut.pause()), 2);
    assert.deepEqual(cut.cids, ['bulk:import-0100']);
    cut.search.type('bulk:import-0100');
    assert.equal(await asked(() => cut.pause()), 2);
    assert.deepEqual(cut.cids, ['bulk:import-0100']);
  });

  it('has the very call that was typed first, also behind a hundred that hold the words', async () => {
    const many = Array.from({ length: 150 }, (_, at) => listed(`default:daily-standup-${at}`));
    stage.search.know(many);
    stage.search.type('daily-standup');
    assert.equal(stage.cids.length, mostListed);
    await stage.pause();
    assert.equal(stage.cids[0], 'default:daily-standup');
    assert.equal(stage.cids.length, mostListed);
  });

  it('finds nothing where there is nothing, without failing', async () => {
    stage.search.type('default:no-such-call');
    await stage.pause();
    assert.deepEqual(stage.cids, []);
    assert.doesNotMatch(stage.notes, /could not/);
  });

  it('lets the latest words win, and stops what was asked for older ones', async () => {
    const signals: AbortSignal[] = [];
    const slow: ((value: unknown) => void)[] = [];
    const held = new Stage({
      readCall: (cid, options) => opened.book.readCall(cid, options),
      stream: {
        ...opened.book.stream,
        async queryCalls(query, page, context) {
          if (context?.signal !== undefined) signals.push(context.signal);
          if (signals.length === 1) await new Promise((resolve) => slow.push(resolve));
          return await opened.book.stream.queryCalls(query, page, { onWait: context?.onWait });
        },
      },
    });
    held.search.type('daily');
    held.begin();
    held.search.type('launch');
    assert.equal(signals[0]?.aborted, true);
    await held.pause();
    const found = held.cids;
    assert.ok(found.length > 0 && found.every((cid) => cid.includes(':launch')));
    const shown = held.lists.length;
    slow[0]?.(undefined);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(held.lists.length, shown, 'an answer that came too late is not shown');
  });

  it('tells a failure and a wait in the list, and goes on with what is at hand', async () => {
    let goes = false;
    const failing = new Stage({
      readCall: (cid, options) => opened.book.readCall(cid, options),
      stream: {
        ...opened.book.stream,
        queryCalls(query, page, context) {
          if (goes) return opened.book.stream.queryCalls(query, page, context);
          context?.onWait?.({
            reason: 'rate-limit',
            until: 12_000,
            operation: 'QueryCalls',
            goOn: () => undefined,
          });
          return Promise.reject(new StreamFailure('network', text('Stream could not be reached.')));
        },
      },
    });
    failing.search.know([listed('default:daily-standup')]);
    failing.search.type('daily');
    await failing.pause();
    assert.ok(failing.lists.some(({ notes }) => notes.some((note) => english(note).includes('12'))));
    assert.match(failing.notes, /could not be reached/);
    assert.deepEqual(failing.cids, ['default:daily-standup']);
    goes = true;
    failing.search.type('dail');
    await failing.pause();
    assert.doesNotMatch(failing.notes, /could not be reached/);
  });

  it('is silent once it is over', async () => {
    stage.search.type('daily');
    stage.search.dispose();
    assert.equal(stage.pauses, 0);
    assert.equal(
      await asked(() => {
        stage.begin();
      }),
      0,
    );
  });
});
