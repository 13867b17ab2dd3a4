// Figures, curves and lanes of very many rows: `ours`, `objects` (arrays of objects and Maps) or `duckdb`, in a process of
// its own; and what the rows take of memory.
import { setImmediate } from 'node:timers/promises';
import { measure, measureInSlices, type Measures } from '../../src/attendance/figures/measure';
import { dayEnd, dayOfRows, dayStart, tableOf } from './day-of-rows';
import { openDuckDb } from './figures-of-duckdb';
import { figuresOfObjects, type Sums } from './figures-of-objects';
import { tell } from './sample-connection';

const runs = 5;
/** Runs before them: V8 compiles what runs often, of every rival. */
function warmUpsOf(count: number): number {
  return count > 100_000 ? 2 : 10;
}

interface Measured extends Sums {
  readonly ms: number;
  /** The longest stretch without a turn of the event loop, ms. */
  readonly stretch: number;
  /** Bytes of the rows: of the table's columns, or of the heap where there is no table. */
  readonly bytes: number;
  /** Bytes of the process for the rows, ids included. */
  readonly allBytes: number;
}

function held(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}

async function ours(count: number): Promise<Measured> {
  const before = held();
  const table = tableOf(count);
  const allBytes = held() - before;
  const context = { live: false, asOf: undefined, sessionStart: dayStart, sessionEnd: dayEnd };
  const input = { rows: table, context };
  let measures: Measures = measure(input);
  for (let run = 1; run < warmUpsOf(count); run++) measures = measure(input);
  const times: number[] = [];
  const stretches: number[] = [];
  for (let run = 0; run < runs; run++) {
    const began = performance.now();
    let since = began;
    let longest = 0;
    measures = await measureInSlices(input, {
      now: () => performance.now(),
      pause: async () => {
        longest = Math.max(longest, performance.now() - since);
        await setImmediate();
        since = performance.now();
      },
    });
    longest = Math.max(longest, performance.now() - since);
    times.push(performance.now() - began);
    stretches.push(longest);
  }
  return {
    ms: median(times),
    stretch: median(stretches),
    bytes: table.bytes,
    allBytes,
    intervalMs: measures.certain.intervalMs,
    presenceMs: measures.presenceMs.certain,
    peakRows: measures.certain.rows.peak?.value ?? 0,
    peakPeople: measures.certain.people.peak?.value ?? 0,
  };
}

async function rival(who: 'objects' | 'duckdb', count: number): Promise<Measured> {
  const before = held();
  const rows = [...dayOfRows(count)];
  const allBytes = held() - before;
  const duck = who === 'duckdb' ? await openDuckDb(rows) : undefined;
  const figures = async (): Promise<Sums> => (await duck?.figures()) ?? figuresOfObjects(rows).certain;
  let sums = await figures();
  for (let run = 1; run < warmUpsOf(count); run++) sums = await figures();
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const began = performance.now();
    sums = await figures();
    times.push(performance.now() - began);
  }
  duck?.close();
  return { ...sums, ms: median(times), stretch: median(times), bytes: allBytes, allBytes };
}

async function main(): Promise<void> {
  const [who = 'ours', rows = '100000'] = process.argv.slice(2);
  const count = Number(rows);
  tell({ ...(who === 'objects' || who === 'duckdb' ? await rival(who, count) : await ours(count)) });
}

void main();
