// A bundle of its own, loaded by the first query: `activate()` needs none of it. Import it by `await import('./asking')`
// only.
export { askSession } from './ask-session';
export { clearCallFilter, filterCalls } from './filter-calls';
export { askSessionById, openSessionById } from './open-session';
