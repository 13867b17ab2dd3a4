// Sizes of what ships, taken between packaging and the next build, which replaces the minified files.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../workbench/install.mjs';
import { vsix } from '../workbench/package.mjs';

let main = 0;

/** Remembers the size of the packaged main file; to be called right after packaging. */
export function keepSizes() {
  main = statSync(join(root, 'dist', 'extension.js')).size;
}

/** @returns {{ main: number, vsix: number }} bytes */
export function packageSizes() {
  return { main, vsix: statSync(vsix).size };
}
