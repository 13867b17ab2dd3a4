// Very many rows as CSV to a file, as Export Participant Sessions does it once they are read: put into the order of
// joining, written, hashed, flushed, with the file beside it. The table is the rows' own memory: what the process takes
// beyond it while it writes is what an export costs.
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { measureInSlices } from '../../src/attendance/figures/measure';
import { text } from '../../src/attendance/text';
import { joinOrder } from '../../src/book/telling/join-order';
import { writeCsv } from '../../src/formats/row-records';
import { writePair } from '../../src/shell/file-pair';
import { dayEnd, dayStart, tableOf } from './day-of-rows';
import { tell } from './sample-connection';

const runs = 5;

/** Milliseconds that this thread has computed. */
function computedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Bytes of this process that are in use, whoever holds them. */
function used(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}

async function main(): Promise<void> {
  const count = Number(process.argv[2] ?? '100000');
  const table = tableOf(count);
  const context = { live: false, asOf: dayEnd, sessionStart: dayStart, sessionEnd: dayEnd };
  const pausing = { now: () => performance.now(), pause: () => setImmediate() };
  const measures = await measureInSlices({ rows: table, context }, pausing);
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-export-'));
  const file = path.join(folder, 'rows.csv');
  const times: number[] = [];
  const stretches: number[] = [];
  const grown: number[] = [];
  for (let run = 0; run < runs; run++) {
    globalThis.gc?.();
    const before = used();
    let [peak, longest, since] = [0, 0, computedMs()];
    const look = (): void => {
      const now = computedMs();
      longest = Math.max(longest, now - since);
      since = now;
      peak = Math.max(peak, used());
    };
    const timer = setInterval(look, 1);
    const began = performance.now();
    const rows = await joinOrder({ rows: table, measures }, pausing);
    const input = {
      session: { callType: 'default', callId: 'bench', sessionId: 'bench' },
      table,
      context,
      rows,
      provenance: {
        state: text('final (stats ready)'),
        provisional: false,
        asOf: dayEnd,
        rows: count,
        read: count,
        of: count,
        complete: true,
        filter: undefined,
        app: 'bench',
        version: '0.0.0',
        notes: [],
      },
      addRollcallKey: true,
    };
    await writePair(
      { file, slices: writeCsv(input), sideFile: `${file}.rollcall.json`, side: ({ sha256 }) => sha256 },
      { random: () => `bench-${run}`, mayReplace: true },
    );
    times.push(performance.now() - began);
    look();
    clearInterval(timer);
    stretches.push(longest);
    grown.push(peak - before);
  }
  const { size } = await stat(file);
  await rm(folder, { recursive: true });
  tell({
    ms: median(times),
    first: times[0] ?? NaN,
    stretch: median(stretches),
    bytes: size,
    memory: Math.max(...grown),
  });
}

void main();
