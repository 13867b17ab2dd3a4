// What a hover costs where no id stands, in a TypeScript file of 10,000 lines, and what a line of 10 kB costs.
import type { SessionRef } from '../../src/attendance/call';
import type { KnownIds } from '../../src/code/text/find';
import { nearText } from '../../src/code/text/near';
import { findAt, recognise } from '../../src/code/text/recognise';
import { tell } from './sample-connection';

const lineCount = 10_000;
const runs = 2000;

/** Code as it is: calls, strings with colons, comments, labels, an id here and there. */
const lines: readonly string[] = Array.from({ length: lineCount }, (_, at) => {
  switch (at % 8) {
    case 0:
      return `export function handle${String(at)}(event: CallEvent, options: Options = {}): Promise<void> {`;
    case 1:
      return `  const { user, at: time, kind } = event; // since 12:30:45, see https://example.com/a:b`;
    case 2:
      return `  logger.call(this, 'handled', { 'content-type': 'application/json', session: user.session });`;
    case 3:
      return `  switch (kind) { case 'joined': return join(user, time); default: return leave(user); }`;
    case 4:
      return `  const url = \`https://example.com/calls/\${encodeURIComponent(user.id)}?limit=\${options.limit}\`;`;
    case 5:
      return at % 400 === 5
        ? `  const call = client.video.call('default', 'call-${String(at)}');`
        : '  await settle();';
    case 6:
      return '}';
    default:
      return '';
  }
});

/** As much as a busy app's book holds. */
const known: KnownIds = {
  types: new Set(['default', 'livestream', 'audio_room', 'development']),
  cids: new Set(Array.from({ length: 500 }, (_, at) => `default:call-${String(at)}`)),
  sessions: new Map(
    Array.from({ length: 5000 }, (_, at): [string, readonly SessionRef[]] => {
      const sessionId = `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
      return [sessionId, [{ callType: 'default', callId: `call-${String(at % 500)}`, sessionId }]];
    }),
  ),
};

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}

function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

function hovers(): readonly number[] {
  const all = { count: lineCount, line: (at: number) => lines[at] ?? '' };
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const at = (run * 7919) % lineCount;
    const character = run % ((lines[at] ?? '').length + 1);
    let found: unknown;
    const ms = timed(() => {
      const near = nearText(all, at, character);
      found = findAt(recognise(near.text, 'typescript', known), near.offset);
    });
    if (found === undefined) times.push(ms);
  }
  return times;
}

const elsewhere = hovers();
const long = lines.join(' ').slice(0, 10_000);
const longLine = Array.from({ length: 200 }, () => timed(() => recognise(long, 'log', known)));
const whole = lines.join('\n');
const document = Array.from({ length: 20 }, () => timed(() => recognise(whole, 'typescript', known)));
tell({
  elsewhereMs: median(elsewhere),
  elsewhereMostMs: Math.max(...elsewhere),
  places: elsewhere.length,
  longLineMs: median(longLine),
  documentMs: median(document),
});
