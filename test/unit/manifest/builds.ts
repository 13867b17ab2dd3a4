import { createRequire } from 'node:module';
import * as path from 'node:path';
import * as esbuild from 'esbuild';
import * as v from 'valibot';

const options = v.object({
  extension: v.custom<esbuild.BuildOptions>((value) => typeof value === 'object' && value !== null),
  page: v.custom<esbuild.BuildOptions>((value) => typeof value === 'object' && value !== null),
  tests: v.object({ entryPoints: v.array(v.string()) }),
});

/** What `esbuild.js` would build, read at run time: it must not become a part of the test's own bundle. */
export function buildPlans(): v.InferOutput<typeof options> {
  const load = createRequire(path.resolve('package.json'));
  const exported: unknown = load('./esbuild.js');
  return v.parse(options, exported);
}

/** The extension's bundles as they are shipped, built in memory. */
export function buildExtension(): Promise<esbuild.Metafile> {
  return buildShipped('extension');
}

/** The page of the Attendance panel, likewise. */
export function buildPage(): Promise<esbuild.Metafile> {
  return buildShipped('page');
}

async function buildShipped(plan: 'extension' | 'page'): Promise<esbuild.Metafile> {
  const { metafile } = await esbuild.build({
    ...buildPlans()[plan],
    minify: true,
    sourcemap: false,
    write: false,
    metafile: true,
  });
  return metafile;
}
