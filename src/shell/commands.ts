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
  openAsJson: 'rollcall.openAsJson',
  saveJsonToFile: 'rollcall.saveJsonToFile',
  copyCallSessionJson: 'rollcall.copyCallSessionJson',
  copyWireJson: 'rollcall.copyWireJson',
  copyParticipantSessionJson: 'rollcall.copyParticipantSessionJson',
  copyId: 'rollcall.copyId',
  showDataState: 'rollcall.showDataState',
  chooseTimeDisplay: 'rollcall.chooseTimeDisplay',
  reportProblem: 'rollcall.reportProblem',
  openLog: 'rollcall.openLog',
} as const;

export type CommandId = (typeof commands)[keyof typeof commands];

/**
 * How one feature asks another; never in the manifest, never in the palette.
 * - `revealSession` (calls/): takes a session `Target`, shows it in the sidebar; answers true if it could.
 * - `askSession` (queries/): lets the user choose a session; answers a session `Target`, or undefined for a cancel.
 * - `openReport` (documents/): takes `{name, markdown}` and opens it as a read-only document.
 */
export const internalCommands = {
  revealSession: '_rollcall.revealSession',
  askSession: '_rollcall.askSession',
  openReport: '_rollcall.openReport',
} as const;

export type InternalCommandId = (typeof internalCommands)[keyof typeof internalCommands];

/** Commands of the tree itself: they take a node and are hidden from the palette. */
export const nodeOnlyCommands: ReadonlySet<CommandId> = new Set<CommandId>([
  commands.refreshNode,
  commands.loadMore,
  commands.cancelLoading,
  commands.continueAnyway,
  commands.retry,
]);

export const views = { container: 'rollcall', recent: 'rollcall.recent', calls: 'rollcall.calls' } as const;

/** Context keys (`when` clauses). */
export const contextKeys = {
  /** 'none' | 'sample' | 'app' */
  app: 'rollcall.app.kind',
  /** '' | 'empty' | 'filtered' | 'offline' | 'auth' | 'error', once loaded */
  callsEmpty: 'rollcall.calls.empty',
  recentEmpty: 'rollcall.recent.empty',
  callFilter: 'rollcall.calls.filtered',
} as const;
