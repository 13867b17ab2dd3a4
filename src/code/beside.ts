// A bundle of its own, loaded when a text is looked at for the first time while an app is open: `activate()` needs none of
// it. Import it by `await import('./beside')` only.
export { lookUp, openHere } from './open-named';
export { CodeSight, namedOfTerminalLink, resolved } from './sight';
