import type { Ledger, TrueSession } from './ledger';

/** The sessions of a call that the scenario always has, newest first; those that a switch adds are left out. */
function always(ledger: Ledger, cid: string): readonly TrueSession[] {
  const plans = ledger.call(cid)?.sessions ?? [];
  const ids = new Set(plans.filter(({ onlyWith }) => onlyWith === undefined).map(({ id }) => id));
  return ledger.sessions(cid).filter(({ id }) => ids.has(id));
}

function added(ledger: Ledger, cid: string): readonly TrueSession[] {
  const usual = new Set(always(ledger, cid).map(({ id }) => id));
  return ledger.sessions(cid).filter(({ id }) => !usual.has(id));
}

/** Over for less than an hour. */
export function justEnded(ledger: Ledger): readonly TrueSession[] {
  return ledger
    .sessions()
    .filter(({ endedAt }) => endedAt !== undefined && ledger.now() - endedAt < 3_600_000);
}

/** One that is about to end, and those that just did. */
export function ending(ledger: Ledger): readonly TrueSession[] {
  return [...added(ledger, 'default:platform-sync'), ...justEnded(ledger)];
}

/** The latest final standup: reconnects, second devices, ghosts. */
export function standup(ledger: Ledger): readonly TrueSession[] {
  return always(ledger, 'default:daily-standup').slice(1, 2);
}

/** The final broadcast with encoders, a recorder, guests and anonymous viewers. */
export function studio(ledger: Ledger): readonly TrueSession[] {
  return always(ledger, 'livestream:studio-broadcast');
}

/** The two sessions that go on: the busy one, and the standup. */
export function live(ledger: Ledger): readonly TrueSession[] {
  return ['audio_room:open-office-hours', 'default:daily-standup'].flatMap((cid) =>
    always(ledger, cid).slice(0, 1),
  );
}

/** Final, with over 100 rows: two pages at least. */
export function manyRows(ledger: Ledger): readonly TrueSession[] {
  return always(ledger, 'default:company-all-hands');
}

/** 12,000 rows, final. */
export function launch(ledger: Ledger): readonly TrueSession[] {
  return always(ledger, 'livestream:launch-2026');
}

/** Final, with rows whose leave nobody learned of. */
export function crashed(ledger: Ledger): readonly TrueSession[] {
  return always(ledger, 'default:incident-4821');
}

/** Final, with people of odd ids, capitals among them. */
export function oddIds(ledger: Ledger): readonly TrueSession[] {
  return always(ledger, 'development:a:b:c');
}

/** The latest session of each of some calls. */
export function latest(ledger: Ledger): readonly TrueSession[] {
  return ['default:platform-sync', 'default:daily-standup'].flatMap((cid) => always(ledger, cid).slice(0, 1));
}

/** The session of {@link studio}'s call that the switches of list 7 add. */
export function whoIsWho(ledger: Ledger): readonly TrueSession[] {
  return added(ledger, 'livestream:studio-broadcast');
}

/** Two at the same time. */
export function overlapping(ledger: Ledger): readonly TrueSession[] {
  return [...added(ledger, 'default:daily-standup'), ...standup(ledger)];
}

/** 240 rows that go in half an hour. */
export function expiring(ledger: Ledger): readonly TrueSession[] {
  return added(ledger, 'default:quarter-kickoff');
}
