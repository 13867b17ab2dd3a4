// The query picker: how long a keystroke takes that is answered from what is at hand, and how many requests Stream gets.
import type { AttendanceBook } from '../../src/book/book';
import { createCallSearch, type CallList, type ListedCall } from '../../src/queries/ask/call-search';
import { bookOn, connectionFromEnvironment, tell } from './sample-connection';

const [known = NaN] = process.argv.slice(2).map(Number);
const types = ['default', 'livestream', 'audio_room', 'development'];
const words = ['d', 'da', 'dai', 'dail', 'daily', 'daily-', 'daily-s'];

/** Counts what is asked. */
function counting(book: AttendanceBook): Pick<AttendanceBook, 'stream' | 'readCall'> & { asked: number } {
  const counted = {
    asked: 0,
    readCall: (...args: Parameters<AttendanceBook['readCall']>) => {
      counted.asked++;
      return book.readCall(...args);
    },
    stream: {
      ...book.stream,
      queryCalls: (...args: Parameters<AttendanceBook['stream']['queryCalls']>) => {
        counted.asked++;
        return book.stream.queryCalls(...args);
      },
    },
  };
  return counted;
}

async function main(): Promise<void> {
  const connection = connectionFromEnvironment();
  const book = bookOn(connection);
  const counted = counting(book);
  let last: CallList | undefined;
  let answered: () => void = () => undefined;
  const search = createCallSearch({
    book: counted,
    types,
    setTimer(ms, run) {
      const timer = setTimeout(run, ms);
      return () => {
        clearTimeout(timer);
      };
    },
    now: () => Date.now(),
    show: (list) => {
      last = list;
      if (!list.busy) answered();
    },
  });
  const calls = Array.from({ length: known }, (_, at): ListedCall => ({
    cid: `default:${at % 10 === 0 ? 'daily' : 'weekly'}-standup-${at}`,
    from: at % 5 === 0 ? 'recent' : 'known',
    call: undefined,
  }));
  search.know(calls);
  const times: number[] = [];
  for (const each of words) {
    const began = performance.now();
    search.type(each);
    times.push(performance.now() - began);
  }
  const listed = last?.calls.length ?? 0;
  const before = counted.asked;
  const found = new Promise<void>((resolve) => (answered = resolve));
  const began = performance.now();
  await found;
  const ms = performance.now() - began;
  search.dispose();
  book.dispose();
  tell({
    listed,
    keystrokeMs: Math.max(...times),
    askedWhileTyping: before,
    asked: counted.asked,
    found: last?.calls.filter(({ from }) => from === 'found').length ?? 0,
    ms,
  });
}

void main();
