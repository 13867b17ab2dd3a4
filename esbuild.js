// Builds everything that runs: the extension's bundles and the test bundles.
//   node esbuild.js               extension and tests, with source maps
//   node esbuild.js --production  the extension alone, minified, as it goes into the .vsix
//   node esbuild.js --watch       the same as the first, again on every change
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

/**
 * Parts that `activate()` must not load: each is a file of its own, required at its first use. An `await import()` of
 * one of these modules from another bundle becomes a `require` of its file; a plain import of it stays an error of the
 * floor test. None of them may hold state that another bundle shares.
 */
const lazyEntries = {
  'stream-sdk': 'src/stream/node-sdk.ts',
  reader: 'src/stream-apps/reader.ts',
  connect: 'src/stream-apps/connect.ts',
  sample: 'src/sample/server.ts',
  'measured-session': 'src/calls/model/measured-session.ts',
  tooltips: 'src/calls/model/tooltips.ts',
  queries: 'src/queries/asking.ts',
  'check-app': 'src/queries/check-app.ts',
  panel: 'src/panel/panels.ts',
  debugging: 'src/code/debug/debugging.ts',
  'save-session': 'src/documents/saved/save-session.ts',
  exports: 'src/documents/exports/exporting.ts',
  timeline: 'src/documents/timeline/timeline-document.ts',
  links: 'src/documents/links/links.ts',
  kept: 'src/queries/kept/kept.ts',
  'filter-documents': 'src/queries/filters/filter-documents.ts',
  code: 'src/code/beside.ts',
  person: 'src/queries/person/finding-people.ts',
};

/** Turns dynamic imports of lazy entries into requires of their bundles. */
const lazyFiles = {
  name: 'lazy-files',
  setup(build) {
    const files = new Map(
      Object.entries(lazyEntries).map(([name, file]) => [
        path.join(__dirname, file.replace(/\.ts$/, '')),
        name,
      ]),
    );
    build.onResolve({ filter: /^\./ }, (args) => {
      if (args.kind !== 'dynamic-import') return undefined;
      const name = files.get(path.join(args.resolveDir, args.path));
      return name === undefined ? undefined : { path: `./${name}.js`, external: true };
    });
  },
};

const shared = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  // ES modules first: the UMD form of jsonc-parser requires its parts in a way that no bundler can follow.
  mainFields: ['module', 'main'],
  sourcemap: production ? false : 'linked',
  sourcesContent: false,
  minify: production,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  // Bundles are CommonJS: a dynamic import of a sibling file is a require.
  supported: { 'dynamic-import': false },
};

const extension = {
  ...shared,
  entryPoints: { extension: 'src/extension.ts', ...lazyEntries },
  outdir: 'dist',
  external: ['vscode'],
  plugins: [lazyFiles],
  // The start of "own activation time", before any module of the bundle runs.
  banner: { js: 'const rollcallLoadStart = performance.now();' },
};

/** The indentation of the page's templates is for who reads the source: one space stands for each line break with it. */
const shortTemplates = {
  name: 'short-templates',
  setup(build) {
    if (build.initialOptions.minify !== true) return;
    build.onLoad({ filter: /[\\/]webview[\\/][\w-]+\.ts$/ }, async ({ path: file }) => {
      const source = await fs.promises.readFile(file, 'utf8');
      return { contents: shortened(source), loader: 'ts' };
    });
  },
};

/**
 * A source whose `html`, `svg` and `css` templates have a space for each line break and its indentation, which mean the
 * same there.
 */
function shortened(source) {
  const ts = require('typescript');
  const tree = ts.createSourceFile('template.ts', source, ts.ScriptTarget.Latest, true);
  const texts = [];
  const visit = (node) => {
    if (ts.isTaggedTemplateExpression(node) && /^(html|svg|css)$/.test(node.tag.getText())) {
      const { template } = node;
      const parts = ts.isTemplateExpression(template)
        ? [template.head, ...template.templateSpans.map(({ literal }) => literal)]
        : [template];
      for (const part of parts) texts.push([part.getStart(), part.getEnd()]);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  // From the end, so that places before stay where they are.
  texts.sort(([one], [other]) => other - one);
  return texts.reduce(
    (whole, [from, to]) =>
      whole.slice(0, from) + whole.slice(from, to).replace(/\s*\n\s*/g, ' ') + whole.slice(to),
    source,
  );
}

/** The pages of the Attendance panel and of Find a Person: they run in webviews, which are browsers. */
const page = {
  ...shared,
  entryPoints: {
    'panel-page': 'src/panel/webview/main.ts',
    'person-page': 'src/queries/person/webview/main.ts',
  },
  outdir: 'dist',
  platform: 'browser',
  format: 'iife',
  target: 'chrome138',
  plugins: [shortTemplates],
};

function filesBelow(folder, ending) {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => path.join(folder, file));
}

/** One bundle a test file; packages stay outside so that they are the installed ones. */
const tests = {
  ...shared,
  entryPoints: [
    ...filesBelow('test/unit', '.test.ts'),
    ...filesBelow('test/integration', '.test.ts'),
    ...filesBelow('test/integration', 'run.ts'),
    ...filesBelow('test/integration', 'first.ts'),
    ...filesBelow('test/e2e', '.test.ts'),
    ...filesBelow('test/bench', '.bench.ts'),
  ],
  outbase: 'test',
  outdir: 'dist/test',
  external: ['vscode'],
  packages: 'external',
};

/** The SDK's agreement travels with the file that holds the SDK. */
function copyAgreement() {
  fs.copyFileSync('node_modules/@stream-io/node-sdk/LICENSE', 'dist/stream-sdk.LICENSE.txt');
}

/** Collects the license texts of the packages that stand in the bundles; a package without one is named with its license. */
function writeLicenses(...metafiles) {
  const inputs = metafiles.flatMap((metafile) => Object.keys(metafile.inputs));
  const roots = new Set(
    inputs.flatMap((input) => /^((?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []),
  );
  const texts = [...roots].sort().map((root) => {
    const { name, version, license } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
    const file = fs.readdirSync(root).find((entry) => /^licen[cs]e/i.test(entry));
    const text =
      file === undefined ? `License: ${license}` : fs.readFileSync(path.join(root, file), 'utf8').trim();
    return `${name} ${version}\n\n${text}\n`;
  });
  fs.writeFileSync('dist/third-party-licenses.txt', texts.join(`\n${'-'.repeat(80)}\n\n`));
}

async function main() {
  fs.rmSync('dist', { recursive: true, force: true });
  fs.mkdirSync('dist', { recursive: true });
  const plans = production ? [extension, page] : [extension, page, tests];
  if (watch) {
    const contexts = await Promise.all(plans.map((plan) => esbuild.context({ ...plan, logLevel: 'info' })));
    copyAgreement();
    await Promise.all(contexts.map((context) => context.watch()));
    return;
  }
  const [built, builtPage] = await Promise.all(plans.map((plan) => esbuild.build(plan)));
  fs.writeFileSync('dist/meta.json', JSON.stringify(built.metafile));
  copyAgreement();
  writeLicenses(built.metafile, builtPage.metafile);
}

// Tests look at what is built and from what, without building over `dist/`.
module.exports = { extension, page, tests };

if (require.main === module) {
  main().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
