// A bundle of its own, loaded by the first query: `activate()` needs none of it. Import it by `await import('./asking')`
// only.
export { answerOutside } from './ask/answer-outside';
export { findCall } from './ask/find-call';
export { querySessions } from './ask/query-sessions';
export { whoWasHere } from './ask/who-was-here';
export { askSessionAbout } from './ask-session-about';
export { clearCallFilter, filterCalls } from './filter-calls';
export { openSessionById } from './open-session';
