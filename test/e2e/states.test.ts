import assert from 'node:assert/strict';
import { childrenOf, until, type Row } from '../workbench/sidebar.mjs';
import { useStage } from './stage';

const standup = 'default:daily-standup';

describe('what can be trusted, and what went wrong', () => {
  const stage = useStage({
    browser: { viewport: { width: 1100, height: 1600 } },
    // The default would ask again after 10 s, and that is answered: a slow machine has not pressed Cancel by then.
    workbench: { settings: { 'rollcall.requestTimeout': 120 } },
  });

  it('calls a live session provisional, with its as-of time', async () => {
    const { sidebar } = stage();
    await sidebar.showOnly('Calls');
    await sidebar.expand(sidebar.row('Calls', standup, { level: 1 }));
    const isLive = (row: Row): boolean => row.level === 2 && row.label.includes('now');
    const rows = await sidebar.waitForRows('Calls', (all) => all.some(isLive), 'the live session');
    const live = rows.find(isLive);
    assert.ok(live, JSON.stringify(rows));
    await sidebar.expand(sidebar.row('Calls', live.label, { level: 2 }));
    const isThisOne = (row: Row): boolean => row.level === 2 && row.label === live.label;
    const opened = await sidebar.waitForRows(
      'Calls',
      (all) =>
        all.some(
          (row) =>
            isThisOne(row) &&
            row.description.includes('as of 09:12') &&
            row.description.includes('provisional'),
        ),
      'the live session to be called provisional, as of 09:12',
    );
    const description = opened.find(isThisOne)?.description ?? '';
    assert.match(description, /provisional/);
    assert.match(description, /as of 09:12/);
    await sidebar.rest();
    const tooltip = await sidebar.tooltip(sidebar.row('Calls', live.label, { level: 2 }));
    assert.match(tooltip, /current\ssession/);
    await sidebar.collapse(sidebar.row('Calls', standup, { level: 1 }));
  });

  it('says that rows have expired while totals are kept, with the evidence', async () => {
    const { sample, sidebar } = stage();
    const session = sample.ledger.sessions('default:spring-retro').find((one) => one.rowsExpired);
    assert.ok(session);
    await sidebar.command('Rollcall: Open Session by ID…');
    await sidebar.answer(`default:spring-retro/${session.id}`);
    await sidebar.waitForRows('Calls', (all) =>
      all.some((row) => row.level === 3 && (row.label + row.description).includes('expired')),
    );
    await sidebar.waitForRows(
      'Calls',
      (all) => all.some((row) => row.level === 2 && row.selected && row.description.includes('rows expired')),
      'the session to be selected and called expired',
    );
    await sidebar.command('Rollcall: Show Data State and Evidence');
    await until(
      'the evidence',
      () => sidebar.options(),
      (lines) => lines.some((line) => line.includes('over 90 days ago')),
      sidebar.timeoutMs,
    );
    await sidebar.dismiss();
  });

  it('shows times in UTC or since the start, and names the zone', async () => {
    const { sidebar } = stage();
    await sidebar.command('Rollcall: Choose How Times Are Shown…');
    await sidebar.choose(/UTC/);
    await until(
      'the zone in the title of the view',
      () => sidebar.description('Calls'),
      (text) => text.includes('UTC'),
      sidebar.timeoutMs,
    );
    await sidebar.command('Rollcall: Choose How Times Are Shown…');
    await sidebar.choose(/local|time zone of this computer/i);
  });

  it('puts a failure where it happened, with its act, and loads again', async () => {
    const { sample, sidebar } = stage();
    const session = sample.ledger.sessions(standup).filter((one) => !one.live)[1];
    assert.ok(session);
    sample.setQuirks({ statusAt: { request: 1, status: 403, times: 50 } });
    await sidebar.expand(sidebar.row('Calls', standup, { level: 1 }));
    const isClosed = (row: Row): boolean =>
      row.level === 2 && row.expanded === false && !row.label.includes('now');
    const rows = await sidebar.waitForRows(
      'Calls',
      (all) => all.filter(isClosed).length > 1,
      'two ended sessions that are folded',
    );
    const chosen = rows.filter(isClosed)[1];
    assert.ok(chosen, JSON.stringify(rows));
    await sidebar.expand(sidebar.row('Calls', chosen.label, { level: 2 }));
    await sidebar.waitForRows('Calls', (all) =>
      all.some((row) => row.level === 3 && /403|not allowed/.test(row.label + row.description)),
    );
    sample.setQuirks({});
    const failed = sidebar.row('Calls', /403|not allowed/, { level: 3 });
    await sidebar.action(failed, 'Try Again');
    const people = new Set(sample.ledger.people().map((person) => person.id));
    await sidebar.waitForRows(
      'Calls',
      (all) => all.some((row) => row.level === 3 && people.has(row.label)),
      'the people after trying again',
    );
  });

  it('can be stopped while it waits for an answer, and goes on later', async () => {
    const { sample, sidebar } = stage();
    const cid = 'livestream:launch-2026';
    await sidebar.collapse(sidebar.row('Calls', standup, { level: 1 }));
    await sidebar.expand(sidebar.row('Calls', cid, { level: 1 }));
    const sessions = (all: readonly Row[]): readonly Row[] => childrenOf(all, (row) => row.label === cid);
    const rows = await sidebar.waitForRows('Calls', (all) =>
      sessions(all).some((row) => row.expanded === false),
    );
    const session = sessions(rows).find((row) => row.expanded === false);
    assert.ok(session);
    // Longer than the test may take: nothing but Cancel ends it.
    sample.setQuirks({ silenceAt: { request: 1, ms: 600_000 } });
    await sidebar.expand(sidebar.row('Calls', session.label, { level: 2 }));
    const loading = sidebar.row('Calls', /Loading|Reading/, { level: 3 });
    await loading.waitFor();
    await sidebar.rest();
    await sidebar.action(loading, 'Cancel');
    const stopped = sidebar.row('Calls', 'Loading was stopped', { level: 3 });
    await stopped.waitFor();
    sample.setQuirks({});
    await sidebar.rest();
    await sidebar.action(stopped, 'Try Again');
    const people = new Set(
      sample.ledger
        .sessions(cid)
        .flatMap((one) => sample.ledger.connections(one.id).slice(0, 200))
        .map((connection) => connection.userId),
    );
    await sidebar.waitForRows(
      'Calls',
      (all) => all.some((row) => row.level === 3 && people.has(row.label)),
      'the rows after going on',
    );
  });
});
