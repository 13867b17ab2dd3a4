// `npm start -- --check`: does without a person what `npm start` promises, and compares what the sidebar shows with
// requests of its own to the sample server.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser } from './browser.mjs';
import { cache, root } from './install.mjs';
import { demoWorkspace, startFixedSample } from './sample.mjs';
import { Sidebar, childrenOf } from './sidebar.mjs';
import { startWorkbench } from './workbench.mjs';

/** @typedef {import('./sidebar.mjs').Row} Row */

/** The call that is expanded: it has a live session and many ended ones. */
const callId = 'daily-standup';
const cid = `default:${callId}`;

/** @param {string} what @param {boolean} holds @param {unknown} [found] */
function demand(what, holds, found) {
  if (!holds) throw new Error(`${what}${found === undefined ? '' : ` Found: ${JSON.stringify(found)}`}`);
}

/**
 * @param {Sidebar} sidebar
 * @param {Awaited<ReturnType<typeof startFixedSample>>['ask']} ask
 * @param {(line: string) => void} say
 */
async function compare(sidebar, ask, say) {
  // The calls: every one that is shown is one that the server lists.
  await sidebar.showOnly('Calls');
  const cids = (/** @type {readonly Row[]} */ rows) =>
    rows.filter((row) => row.level === 1 && !/^Load more/.test(row.label)).map((row) => row.label);
  const shown = await sidebar.waitForRows(
    'Calls',
    (rows) => cids(rows).includes(cid) && cids(rows).length >= 10,
    `ten calls or more, ${cid} among them`,
  );
  const { calls } = await ask('/video/calls', {
    body: { sort: [{ field: 'created_at', direction: -1 }], limit: 100 },
  });
  const known = new Set(calls.map((/** @type {{ call: { cid: string } }} */ { call }) => call.cid));
  const listed = cids(shown);
  const strange = listed.filter((label) => !known.has(label));
  demand('The sidebar shows calls that the server does not list.', strange.length === 0, strange);
  say(`${listed.length} calls are on screen; the server lists all of them.`);

  // Its sessions: newest first, as many as the server knows, up to a page.
  await sidebar.expand(sidebar.row('Calls', cid, { level: 1 }));
  const stats = await ask('/video/call_stats', {
    body: {
      filter_conditions: { call_cid: { $eq: cid } },
      sort: [
        { field: 'session_started_at', direction: -1 },
        { field: 'call_cid', direction: -1 },
      ],
      limit: 25,
    },
  });
  /** @type {readonly { call_session_id: string, call_ended_at?: unknown }[]} */
  const sessions = stats.call_stats;
  const isCall = (/** @type {Row} */ row) => row.level === 1 && row.label === cid;
  const sessionRows = (/** @type {readonly Row[]} */ rows) =>
    childrenOf(rows, isCall).filter((row) => row.expanded !== undefined);
  const visible = sessionRows(
    await sidebar.waitForRows(
      'Calls',
      (rows) => sessionRows(rows).length >= Math.min(sessions.length, 5),
      `the sessions of ${cid}`,
    ),
  );
  const at = sessions.findIndex(
    (session) => session.call_ended_at !== undefined && session.call_ended_at !== null,
  );
  const session = sessions[at];
  const row = visible[at];
  if (session === undefined || row === undefined) throw new Error(`${cid} shows no ended session.`);
  say(`${cid}: ${visible.length} of ${sessions.length} sessions on screen.`);

  // Its participants: the very ones of the server's first page.
  const { participants_sessions: rows } = await ask(
    `/video/call/default/${callId}/session/${session.call_session_id}/participant_sessions`,
    { query: { limit: '100' } },
  );
  const wanted = rows.map((/** @type {{ user_id: string }} */ { user_id }) => user_id).sort();
  await sidebar.expand(sidebar.row('Calls', row.label, { level: 2 }));
  const isSession = (/** @type {Row} */ other) => other.level === 2 && other.label === row.label;
  const peopleIn = (/** @type {readonly Row[]} */ rows) =>
    childrenOf(rows, isSession)
      .map((child) => child.label)
      .sort();
  const people = await sidebar
    .waitForRows(
      'Calls',
      (rows) => JSON.stringify(peopleIn(rows)) === JSON.stringify(wanted),
      'the participants',
    )
    .then(peopleIn, (error) => {
      throw new Error(
        `The participants of “${row.label}” differ from the server’s: ${wanted.join(', ')}.\n${error.message}`,
      );
    });
  say(
    `“${row.label}”: ${people.length} participant sessions, the same as the server’s: ${people.join(', ')}.`,
  );
}

/**
 * What the logs tell of a failure: the end of Rollcall's own, and what went wrong while VS Code loaded it.
 * @param {ReadonlyMap<string, string>} logs
 * @returns {readonly string[]}
 */
export function troubles(logs) {
  return [...logs].flatMap(([name, text]) => {
    const lines = text.split('\n').filter((line) => line !== '');
    if (name.includes('rollcall.rollcall')) return [`\n${name}:`, ...lines.slice(-15)];
    if (!name.endsWith('remoteexthost.log')) return [];
    const at = lines.findIndex((line) => /\[error\].*rollcall/i.test(line));
    return at === -1 ? [] : [`\n${name}:`, ...lines.slice(at, at + 8)];
  });
}

/**
 * @param {(line: string) => void} say
 * @returns {Promise<number>} 0: the sidebar shows what the server serves
 */
export async function check(say) {
  const folder = join(cache, 'check');
  mkdirSync(folder, { recursive: true });
  const picture = join(folder, 'sidebar.png');
  const { server, ask, env } = await startFixedSample();
  const workbench = await startWorkbench({
    extension: { folder: root },
    workspaceSettings: demoWorkspace,
    env,
    say,
  });
  const browser = await openBrowser({ viewport: { width: 1000, height: 1600 }, say }).catch(async (error) => {
    await workbench.stop();
    throw error;
  });
  try {
    const sidebar = new Sidebar(browser.page);
    const before = server.requests.length;
    say('Opening the sidebar …');
    await sidebar.goto(workbench.url);
    await sidebar.widen(500);
    await sidebar.waitForRows('Calls');
    const after = server.requests.length;
    demand('The sidebar shows rows, but the sample server was not asked.', after > before);
    say(`The sample server was asked ${after - before} times by Rollcall.`);
    await compare(sidebar, ask, say);
    await browser.page.screenshot({ path: picture });
    say(`Picture: ${picture}\nAll as it should be.`);
    return 0;
  } catch (error) {
    await browser.page.screenshot({ path: picture }).catch(() => {});
    say(`\n${error instanceof Error ? error.message : String(error)}\nPicture: ${picture}`);
    for (const line of troubles(workbench.logs())) say(line);
    return 1;
  } finally {
    await browser.close();
    await workbench.stop();
    await server.close();
  }
}
