import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import type { Connection, TrueSession } from '../../src/sample/server';
import { AttendancePanel } from '../workbench/attendance-panel.mjs';
import { root } from '../workbench/install.mjs';
import { PersonTable, personItem, type PersonRow } from '../workbench/person-table.mjs';
import { until } from '../workbench/sidebar.mjs';
import { clock, exactly, hasNoEnd, truthOf } from './panel-truth';
import { stageNow, useStage } from './stage';

const standup = 'default:daily-standup';
const week = 7 * 24 * 60 * 60_000;

/** What the tests put into the page's window. */
interface Watched {
  axe?: { run(context: Document, options: object): Promise<{ violations: readonly Violation[] }> };
}
interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** Somebody in one session, by the ledger. */
interface Stay {
  readonly session: TrueSession;
  readonly rows: readonly Connection[];
  readonly presence: { readonly certain: number; readonly upTo: number };
  readonly rejoins: number;
}

describe('finding a person', () => {
  const stage = useStage({ browser: { viewport: { width: 1500, height: 1300 } } });
  let table: PersonTable;

  before(() => {
    table = new PersonTable(stage().page);
  });

  /** The sessions that began in the last seven days, newest first. */
  const sessionsOfWeek = (): readonly TrueSession[] =>
    stage()
      .sample.ledger.sessions()
      .filter(({ startedAt }) => startedAt >= stageNow - week);

  const rowsOf = (session: TrueSession, userId: string): readonly Connection[] =>
    stage()
      .sample.ledger.connections(session.id)
      .filter((row) => row.userId === userId);

  function staysOf(userId: string): readonly Stay[] {
    return sessionsOfWeek().flatMap((session) => {
      const rows = rowsOf(session, userId);
      if (rows.length === 0) return [];
      const { presenceOf } = truthOf(rows, session.endedAt ?? stageNow);
      const presence = presenceOf.get(userId) ?? { certain: NaN, upTo: NaN };
      return [{ session, rows, presence, rejoins: rejoinsOf(rows) }];
    });
  }

  const keyOf = ({ cid, id }: TrueSession): string => JSON.stringify([cid, id]);
  const sessionIdOf = ({ key }: PersonRow): string => String((JSON.parse(key) as readonly unknown[])[1]);

  /** Sessions whose participant sessions the sample server was asked for, in order. */
  const askedSince = (before: number): readonly string[] =>
    stage()
      .sample.requests.slice(before)
      .filter(({ operation }) => operation === 'QueryCallParticipantSessions')
      .map(({ path }) => decodeURIComponent(/session\/([^/]+)\//.exec(path)?.[1] ?? path));

  const requests = (): number => stage().sample.requests.length;

  function setting(values: Readonly<Record<string, unknown>>): void {
    const { workbench } = stage();
    writeFileSync(
      join(workbench.workspaceDir, '.vscode', 'settings.json'),
      JSON.stringify({ 'rollcall.app': 'sample', ...values }),
    );
  }

  it('tells by an id of every session of the week whether the person was there, and how long in all', async () => {
    const { sidebar } = stage();
    const before = requests();
    await table.find(sidebar, 'alice', /^Last 7 days$/);
    const stays = staysOf('alice');
    assert.ok(stays.length > 10);
    const rows = await table.rows();
    console.log(JSON.stringify(rows, null, 1), await table.total(), await table.notes(), await table.cannotSee());
    assert.deepEqual(
      rows.map(({ key }) => key),
      sessionsOfWeek().map(keyOf),
    );
    // One request each.
    assert.deepEqual([...askedSince(before)].sort(), sessionsOfWeek().map(({ id }) => id).sort());
  });
});

/** How often somebody came back: stretches in which at least one connection was open, but the first. */
function rejoinsOf(rows: readonly Connection[]): number {
  let [reach, rejoins] = [NaN, 0];
  for (const { joinedAt, leftAt = Infinity } of rows) {
    if (joinedAt > reach) rejoins++;
    reach = Number.isNaN(reach) ? leftAt : Math.max(reach, leftAt);
  }
  return rejoins;
}
