/** Every command id, once. A test holds this list against package.json both ways. */
export const commands = {
  connectApp: 'rollcall.connectApp',
  connectFromEnv: 'rollcall.connectFromEnv',
  exploreSample: 'rollcall.exploreSample',
  switchApp: 'rollcall.switchApp',
  updateSecret: 'rollcall.updateSecret',
  removeApp: 'rollcall.removeApp',
  checkApp: 'rollcall.checkApp',
  refreshRecent: 'rollcall.refreshRecent',
  refreshCalls: 'rollcall.refreshCalls',
  refreshNode: 'rollcall.refreshNode',
  loadMore: 'rollcall.loadMore',
  cancelLoading: 'rollcall.cancelLoading',
  continueAnyway: 'rollcall.continueAnyway',
  retry: 'rollcall.retry',
  chooseRecentRange: 'rollcall.chooseRecentRange',
  filterCalls: 'rollcall.filterCalls',
  clearCallFilter: 'rollcall.clearCallFilter',
  openSessionById: 'rollcall.openSessionById',
  openAttendance: 'rollcall.openAttendance',
  openFocused: 'rollcall.openFocused',
  openAsJson: 'rollcall.openAsJson',
  saveJsonToFile: 'rollcall.saveJsonToFile',
  copyCallSessionJson: 'rollcall.copyCallSessionJson',
  copyWireJson: 'rollcall.copyWireJson',
  copyParticipantSessionJson: 'rollcall.copyParticipantSessionJson',
  copyId: 'rollcall.copyId',
  showDataState: 'rollcall.showDataState',
  chooseTimeDisplay: 'rollcall.chooseTimeDisplay',
  groupByJoin: 'rollcall.groupByJoin',
  groupByPerson: 'rollcall.groupByPerson',
  copyUserId: 'rollcall.copyUserId',
  findPerson: 'rollcall.findPerson',
  whyDidTheyLeave: 'rollcall.whyDidTheyLeave',
  queryParticipantSessions: 'rollcall.queryParticipantSessions',
  query: 'rollcall.query',
  findCall: 'rollcall.findCall',
  whoWasHere: 'rollcall.whoWasHere',
  editRowFilter: 'rollcall.editRowFilter',
  editCallFilter: 'rollcall.editCallFilter',
  runFilterDocument: 'rollcall.runFilterDocument',
  saveFilterDocument: 'rollcall.saveFilterDocument',
  refreshQueries: 'rollcall.refreshQueries',
  runQuery: 'rollcall.runQuery',
  saveQuery: 'rollcall.saveQuery',
  pinQuery: 'rollcall.pinQuery',
  unpinQuery: 'rollcall.unpinQuery',
  renameQuery: 'rollcall.renameQuery',
  deleteQuery: 'rollcall.deleteQuery',
  copyQuery: 'rollcall.copyQuery',
  exportParticipantSessions: 'rollcall.exportParticipantSessions',
  saveSession: 'rollcall.saveSession',
  openSavedSession: 'rollcall.openSavedSession',
  copyAsCurl: 'rollcall.copyAsCurl',
  copyAsNode: 'rollcall.copyAsNode',
  copyAsPython: 'rollcall.copyAsPython',
  copyAsMarkdown: 'rollcall.copyAsMarkdown',
  copyLink: 'rollcall.copyLink',
  openLink: 'rollcall.openLink',
  compareSessions: 'rollcall.compareSessions',
  lookUp: 'rollcall.lookUp',
  openAttendanceHere: 'rollcall.openAttendanceHere',
  openAttendanceOfVariable: 'rollcall.openAttendanceOfVariable',
  copyCallSessionJsonOfVariable: 'rollcall.copyCallSessionJsonOfVariable',
  reportProblem: 'rollcall.reportProblem',
  openLog: 'rollcall.openLog',
} as const;

export type CommandId = (typeof commands)[keyof typeof commands];

/**
 * How one feature asks another; never in the manifest, never in the palette.
 * - `revealSession` (calls/): takes a session or row `Target`, shows it in the sidebar; answers a {@link Revealed}.
 * - `selectedTarget` (calls/): answers the `Target` selected in a visible view of the sidebar, or undefined.
 * - `askSession` (queries/): lets the user choose a session: of the app; given `{call}`, a cid, one of that call's; given
 *   `{session}`, with `call` where it is known, or `{text}`, a pasted text, the one that this names, looked for at Stream.
 *   Answers a session `Target`, or undefined for a cancel.
 * - `openArchive` (panel/): takes the address of a saved session (text) and opens it as an archived copy.
 * - `activePanel` (panel/): answers what the Attendance panel shows that is the active editor, as `{target, question}`, or
 *   undefined; of an archived copy `{archived: true}`.
 * - `openReport` (documents/): takes `{name, markdown, about?}`, or `{name, json, about}` where `about` tells documents of one
 *   name apart, and opens it as a read-only document.
 */
export const internalCommands = {
  revealSession: '_rollcall.revealSession',
  selectedTarget: '_rollcall.selectedTarget',
  askSession: '_rollcall.askSession',
  openArchive: '_rollcall.openArchive',
  activePanel: '_rollcall.activePanel',
  openReport: '_rollcall.openReport',
} as const;

/**
 * What `revealSession` could show: the row; the session, also where a row was asked for that has no node of its own (it is
 * grouped by person, or not held); false: neither.
 */
export type Revealed = 'row' | 'session' | false;

export type InternalCommandId = (typeof internalCommands)[keyof typeof internalCommands];

/** Commands that need what only their caller has (a node, a place in a text, arguments): hidden from the palette. */
export const nodeOnlyCommands: ReadonlySet<CommandId> = new Set<CommandId>([
  commands.refreshNode,
  commands.loadMore,
  commands.cancelLoading,
  commands.continueAnyway,
  commands.retry,
  commands.copyUserId,
  commands.openFocused,
  commands.query,
  commands.lookUp,
]);

/**
 * Commands of a node that fall back on what is selected, and then ask. Menus give them the node; a node that VS Code has
 * just thrown away, because the tree was drawn anew between look and click, arrives as `undefined, undefined`, which the
 * palette never sends: what is selected would be another session than the one that was clicked.
 */
export const nodeCommands: ReadonlySet<CommandId | InternalCommandId> = new Set<CommandId>([
  commands.openAttendance,
  commands.openAsJson,
  commands.saveJsonToFile,
  commands.copyCallSessionJson,
  commands.copyWireJson,
  commands.copyParticipantSessionJson,
  commands.copyId,
  commands.showDataState,
  commands.whyDidTheyLeave,
  commands.exportParticipantSessions,
  commands.saveSession,
  commands.copyAsCurl,
  commands.copyAsNode,
  commands.copyAsPython,
  commands.copyAsMarkdown,
  commands.copyLink,
  commands.compareSessions,
  commands.runQuery,
  commands.saveQuery,
  commands.pinQuery,
  commands.unpinQuery,
  commands.renameQuery,
  commands.deleteQuery,
  commands.copyQuery,
]);

export const views = {
  container: 'rollcall',
  recent: 'rollcall.recent',
  calls: 'rollcall.calls',
  queries: 'rollcall.queries',
} as const;

/**
 * Which app this window looks at, or why none; with none, the views have a welcome text for it.
 * - `opening`: nothing was opened yet, or it is being opened; there is no text: "Connect" must not flash.
 * - `none`: no app was chosen or connected yet.
 * - `declined`: the user said no, or closed a question (the secret, a production app).
 * - `failed`: the app could not be opened; a message said why.
 * - `sample`, `app`: the sample data, or a connected app, is open.
 */
export type AppKind = 'opening' | 'none' | 'declined' | 'failed' | 'sample' | 'app';

/** Context keys (`when` clauses). */
export const contextKeys = {
  /** An {@link AppKind}; written by stream-apps/ only. */
  app: 'rollcall.app.kind',
  /** '' | 'empty' | 'filtered' | 'offline' | 'auth' | 'key', once loaded */
  callsEmpty: 'rollcall.calls.empty',
  recentEmpty: 'rollcall.recent.empty',
  /** True: nothing is saved, pinned or recent. */
  queriesEmpty: 'rollcall.queries.empty',
  callFilter: 'rollcall.calls.filtered',
  /** 'join' | 'person' */
  groupBy: 'rollcall.groupBy',
} as const;
