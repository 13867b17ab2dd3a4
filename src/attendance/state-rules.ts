import type { DataState, DataStateKind, EmptyReason, SessionEvidence } from './data-state';
import type { Ms } from './instant';
import { settling, type Settling } from './settled';
import { text, type Text } from './text';
import { utcStamp } from './time-text';

const minute = 60_000;
const day = 24 * 60 * minute;
/** Stream keeps rows for 90 days after the session's end. */
const retention = 90 * day;
/** How much older than the look that settles them rows may be: a long read takes that long. */
const readTakes = 2 * minute;

/** What rule 8 says of a session. */
type Liveness = 'live' | 'ended' | 'cannot be told';

/** Rules 8–11. */
export function judgeState(evidence: SessionEvidence): DataState {
  const end = evidence.sessionEndedAt ?? evidence.statsEndedAt;
  const liveness = livenessOf(evidence, end);
  const settled = liveness === 'ended' ? settling(end, evidence) : undefined;
  const expired = end !== undefined && evidence.now - end > retention;
  const kind = kindOf(evidence, liveness, settled, end, expired);
  const sure = kind === 'final' || kind === 'settled';
  const stale = sure && rowsAreOlder(evidence, settled);
  return {
    kind,
    text: stateText(kind, evidence, liveness, end, stale),
    evidence: [
      ...evidenceOfEnd(evidence, liveness, end, expired),
      ...evidenceOfStats(evidence, settled),
      ...evidenceOfRows(evidence, end, expired, stale),
    ],
    asOf: evidence.asOf,
    provisional: stale || !(sure || kind === 'rows-expired' || kind === 'archived'),
    empty: emptiness(evidence, end, expired, settled),
    rowsExpireAt: end === undefined ? undefined : end + retention,
  };
}

/**
 * True where rows are held that were read when nothing could change any more: after the session was final or settled. Rows
 * that have expired count so too: reading them again can only lose some.
 */
export function rowsAreFinal(evidence: SessionEvidence): boolean {
  const end = evidence.sessionEndedAt ?? evidence.statsEndedAt;
  if (evidence.rows === undefined || livenessOf(evidence, end) !== 'ended') return false;
  if (end !== undefined && evidence.now - end > retention) return true;
  const settled = settling(end, evidence);
  const sure = evidence.readyEventAt !== undefined || settled !== undefined;
  return sure && !rowsAreOlder(evidence, settled);
}

/** Rule 8: live needs positive evidence; a missing end alone is none. */
function livenessOf(evidence: SessionEvidence, end: Ms | undefined): Liveness {
  const { isCurrent, timerEndsAt, now } = evidence;
  const timeIsUp = timerEndsAt !== undefined && now >= timerEndsAt;
  if (end !== undefined || evidence.readyEventAt !== undefined || timeIsUp || isCurrent === false)
    return 'ended';
  return isCurrent === true ? 'live' : 'cannot be told';
}

function kindOf(
  evidence: SessionEvidence,
  liveness: Liveness,
  settled: Settling | undefined,
  end: Ms | undefined,
  expired: boolean,
): DataStateKind {
  const { rows } = evidence;
  if (evidence.archivedAt !== undefined) return 'archived';
  if (evidence.notFound) return 'unknown';
  if (liveness === 'live') return 'live';
  if (liveness === 'cannot be told') return 'unknown';
  if (expired && (rows === undefined || (rows.read === 0 && rows.of > 0))) return 'rows-expired';
  if (evidence.readyEventAt !== undefined || settled !== undefined) {
    if (rows?.complete === true && rows.read !== rows.of) return 'final-incomplete';
    return evidence.readyEventAt !== undefined ? 'final' : 'settled';
  }
  return end !== undefined && evidence.now - end <= day ? 'stats-pending' : 'ended';
}

/** Rows that were read before the state became sure may still be the old ones. */
function rowsAreOlder(
  { rows, asOf, readyEventAt, readings }: SessionEvidence,
  settled: Settling | undefined,
): boolean {
  if (rows === undefined) return false;
  const total = readings.findLast((reading) => reading.totalSessions !== undefined)?.totalSessions;
  if (total !== undefined && total !== rows.of) return true;
  if (settled !== undefined) return asOf === undefined || asOf < settled.since - readTakes;
  return readyEventAt !== undefined && (asOf === undefined || asOf < readyEventAt);
}

function stateText(
  kind: DataStateKind,
  evidence: SessionEvidence,
  liveness: Liveness,
  end: Ms | undefined,
  stale: boolean,
): Text {
  switch (kind) {
    case 'live':
      return text('live');
    case 'ended':
      return end === undefined ? text('ended, end unknown') : text('ended');
    case 'stats-pending':
      return text('ended, stats pending');
    case 'final':
      return stale ? text('final (stats ready), rows older') : text('final (stats ready)');
    case 'settled':
      return stale ? text('settled (inferred), rows older') : text('settled (inferred)');
    case 'final-incomplete':
      return incompleteText(evidence);
    case 'rows-expired':
      return text('rows expired');
    case 'unknown':
      return evidence.notFound || liveness !== 'cannot be told'
        ? text('unknown (404)')
        : text('not known whether live or ended');
    case 'archived':
      return text('archived copy of {time}', { time: utcStamp(evidence.archivedAt) });
  }
}

function incompleteText({ rows, readyEventAt }: SessionEvidence): Text {
  const args = { read: rows?.read ?? 0, of: rows?.of ?? 0 };
  if (args.read > args.of) {
    return readyEventAt === undefined
      ? text('settled (inferred), more rows than Stream counts ({read} of {of})', args)
      : text('final, more rows than Stream counts ({read} of {of})', args);
  }
  return readyEventAt === undefined
    ? text('settled (inferred), rows incomplete ({read} of {of})', args)
    : text('final, rows incomplete ({read} of {of})', args);
}

function evidenceOfEnd(
  evidence: SessionEvidence,
  liveness: Liveness,
  end: Ms | undefined,
  expired: boolean,
): readonly Text[] {
  const { isCurrent, timerEndsAt, now } = evidence;
  const facts: Text[] = [];
  if (evidence.archivedAt !== undefined) {
    facts.push(text('This is a copy made at {time}.', { time: utcStamp(evidence.archivedAt) }));
  }
  if (evidence.notFound) facts.push(text('Stream answered “call session not found” (404).'));
  if (isCurrent === true) facts.push(text('Stream names it as the call’s current session.'));
  if (isCurrent === false) facts.push(text('It is not the call’s current session.'));
  if (evidence.sessionEndedAt !== undefined) {
    facts.push(text('The session ended at {time}.', { time: utcStamp(evidence.sessionEndedAt) }));
  }
  if (evidence.statsEndedAt !== undefined) {
    facts.push(
      text('Stream’s statistics say that it ended at {time}.', { time: utcStamp(evidence.statsEndedAt) }),
    );
  }
  if (end === undefined && timerEndsAt !== undefined && now >= timerEndsAt) {
    facts.push(text('Its time limit was reached at {time}.', { time: utcStamp(timerEndsAt) }));
  }
  if (end === undefined && liveness === 'ended') facts.push(text('When it ended is not known.'));
  if (liveness === 'cannot be told' && !evidence.notFound) {
    facts.push(text('Stream gives no end, and which session is the call’s current one was not read yet.'));
  }
  if (expired)
    facts.push(text('It ended over 90 days ago: Stream keeps its rows for 90 days, its totals for longer.'));
  return facts;
}

function evidenceOfStats(evidence: SessionEvidence, settled: Settling | undefined): readonly Text[] {
  const { generatedAt, liveSessions, readyEventAt } = evidence;
  const facts: Text[] = [];
  if (readyEventAt !== undefined) {
    const time = utcStamp(readyEventAt);
    facts.push(
      text('Stream reported at {time} that the statistics are ready (call.stats_report_ready).', { time }),
    );
  }
  if (settled?.by === 'two-reads') {
    const args = { since: utcStamp(settled.since), until: utcStamp(settled.until) };
    facts.push(text('Totals, counts and generation time stayed the same from {since} to {until}.', args));
  }
  if (settled?.by === 'one-late-read') {
    facts.push(
      text('It was read at {time}, over 24 hours after its end.', { time: utcStamp(settled.until) }),
    );
  }
  if (!evidence.statsKnown) facts.push(text('Stream’s statistics do not list this session (yet).'));
  if (liveSessions !== undefined && liveSessions > 0) {
    facts.push(
      text('Stream’s statistics still count live participant sessions: {count}.', { count: liveSessions }),
    );
  }
  if (generatedAt !== undefined) {
    const time = utcStamp(generatedAt);
    facts.push(text('The statistics were generated at {time}, which alone proves nothing.', { time }));
  }
  if (evidence.reportAnswers === true)
    facts.push(text('Stream’s call report answers: a further sign, not a proof.'));
  if (evidence.reportAnswers === false) facts.push(text('Stream has no call report of this session.'));
  return facts;
}

function evidenceOfRows(
  { rows, asOf, clock }: SessionEvidence,
  end: Ms | undefined,
  expired: boolean,
  stale: boolean,
): readonly Text[] {
  const facts: Text[] = [];
  if (rows !== undefined && asOf !== undefined)
    facts.push(text('The rows are as of {time}.', { time: utcStamp(asOf) }));
  if (clock === 'local')
    facts.push(text('Stream sent no date with its answer: the time is this computer’s.'));
  if (clock === 'differs') facts.push(text('This computer’s clock is over 5 minutes off Stream’s.'));
  if (rows === undefined) facts.push(text('No rows were read.'));
  else {
    const args = { read: rows.read, of: rows.of };
    if (!rows.complete) facts.push(text('{read} of {of} rows were read so far.', args));
    else if (rows.read === rows.of) facts.push(text('All {read} rows were read.', args));
    else facts.push(text('All pages were read: they hold {read} rows where Stream counts {of}.', args));
    if (rows.complete && rows.read > 0 && rows.read < rows.of && expired) {
      facts.push(text('Rows of this session are expiring: some may be gone already.'));
    }
  }
  if (stale) facts.push(text('The rows were read before that: refresh to read the final ones.'));
  if (end !== undefined && !expired) {
    facts.push(text('Stream keeps the rows until {time}.', { time: utcStamp(end + retention) }));
  }
  return facts;
}

/** Rule 11. */
function emptiness(
  { rows, readyEventAt, now }: SessionEvidence,
  end: Ms | undefined,
  expired: boolean,
  settled: Settling | undefined,
): { readonly reason: EmptyReason; readonly text: Text } | undefined {
  if (rows?.complete !== true || rows.read > 0) return undefined;
  if (rows.of > 0 && expired) {
    return {
      reason: 'expired',
      text: text('The rows have expired: Stream keeps them for 90 days after the end. The totals are kept.'),
    };
  }
  if (rows.of > 0) {
    return {
      reason: 'totals-without-rows',
      text: text('Stream has totals but sends no rows ({of} counted). Refresh later.', { of: rows.of }),
    };
  }
  if (readyEventAt !== undefined) return { reason: 'reported-nobody', text: text('Stream reports nobody.') };
  const late = settled !== undefined || (end !== undefined && now - end > day);
  return {
    reason: 'no-data-yet',
    text: late ? text('No attendance data.') : text('No attendance data yet. Refresh later.'),
  };
}
