// Builds the package that is tested: the .vsix as a user would install it, and after it the test bundles.
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cache, npm, root } from './install.mjs';

/** The package that tests install. Outside `dist/`, which every build empties. */
export const vsix = join(cache, 'rollcall.vsix');

/**
 * `npm run package`, the result kept as {@link vsix}.
 * @param {(line: string) => void} say
 * @returns {Promise<string>} its path
 */
export async function packageExtension(say) {
  say('Packaging the extension …');
  await npm(['run', 'package'], { what: 'Packaging' });
  mkdirSync(cache, { recursive: true });
  copyFileSync(join(root, 'dist', 'rollcall.vsix'), vsix);
  return vsix;
}

/**
 * `npm run build`: the extension and the test bundles, with source maps. The package stays beside them.
 * @param {(line: string) => void} say
 */
export async function buildAll(say) {
  say('Building the extension and the tests …');
  await npm(['run', 'build'], { what: 'Building' });
  if (existsSync(vsix)) copyFileSync(vsix, join(root, 'dist', 'rollcall.vsix'));
}

/**
 * The extension alone, as it is shipped.
 * @param {(line: string) => void} say
 */
export async function buildExtension(say) {
  say('Building the extension …');
  await npm(['run', 'build', '--', '--production'], { what: 'Building' });
}
