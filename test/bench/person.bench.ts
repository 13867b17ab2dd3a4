// Find a Person over many sessions: the newest ones of the app, from an instant that the bench gives.
import { bookOn, connectionFromEnvironment, tell } from './sample-connection';

const [from = NaN, to = NaN, runs = NaN] = process.argv.slice(2).map(Number);

async function main(): Promise<void> {
  const connection = connectionFromEnvironment();
  const times: number[] = [];
  let [sessions, found, stretch] = [0, 0, 0];
  // The first one warms up: the server builds its rows, and the SDK its connections.
  for (let run = 0; run <= runs; run++) {
    const book = bookOn(connection);
    let turned = performance.now();
    const turns = setInterval(() => {
      const now = performance.now();
      stretch = run === 0 ? 0 : Math.max(stretch, now - turned);
      turned = now;
    }, 1);
    const began = performance.now();
    const { answered, total } = await book.findPerson({ userId: 'alice', from, to });
    if (run > 0) times.push(performance.now() - began);
    clearInterval(turns);
    [sessions, found] = [answered, total.sessions];
    book.dispose();
  }
  const sorted = times.toSorted((a, b) => a - b);
  tell({
    sessions,
    found,
    stretch,
    ms: sorted[Math.floor(sorted.length / 2)] ?? NaN,
    least: sorted[0] ?? NaN,
    most: sorted.at(-1) ?? NaN,
  });
}

void main();
