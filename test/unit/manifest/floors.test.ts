import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { isBuiltin } from 'node:module';
import type { Metafile } from 'esbuild';
import { buildExtension, buildPage, buildPlans } from './builds';

/** The house from the ground up, as ARCHITECTURE.md draws it. */
const floors: readonly (readonly string[])[] = [
  ['attendance'],
  ['stream', 'formats', 'snapshots', 'webhooks'],
  ['book'],
  ['shell'],
  ['stream-apps'],
  ['calls', 'panel', 'queries', 'documents', 'code', 'keeping'],
];
const withoutVscode = new Set(['attendance', 'stream', 'formats', 'snapshots', 'webhooks', 'book']);

/**
 * Modules of ours that may stand in two bundles: they hold no state, and nothing tells their objects apart by
 * `instanceof`. The whole first floor is pure by design.
 */
const pure = [
  /^src\/attendance\//,
  /^src\/formats\//,
  /^src\/stream\/(errors|redact|base-url|routes|transport|path-ids|wait-text)\.ts$/,
  /^src\/book\/(plan\/(affordable|answer-from)|state\/session-key)\.ts$/,
  /^src\/book\/telling\//,
  /^src\/shell\/(commands|problem|redact|failure-message|list-time|append-words|file-writer|save-slices|save-dialog|targets|pausing|reading-progress|telling|file-problem|file-pair|page-html|page-translations|show-page|open-tabs|webview\/wrong-places)\.ts$/,
  /^src\/stream-apps\/(base-url|files|opened-app|target-of-command|profile|ask-for-large-read|input-boxes|page-tab|read-answer)\.ts$/,
  /^src\/documents\/(row-of-target|find-row|panel-question|shown-by-panel)\.ts$/,
  /^src\/panel\/panel-type\.ts$/,
  /^src\/code\/text\/session-words\.ts$/,
  /^src\/queries\/(pick|steps|date-input|known-sessions|known-call-types|person\/person-type|filters\/document-kind)\.ts$/,
  /^src\/calls\/model\/(session-view|coverage-words|pair-words|shown-group|user-label|call-state)\.ts$/,
];

/** Remember answers that depend on nothing but the question: two of them are as good as one. */
const caches = new Set(['src/attendance/time-zones.ts', 'src/attendance/number-text.ts']);

function roomOf(file: string): string | undefined {
  return /^src\/([\w-]+)\//.exec(file)?.[1];
}

function floorOf(room: string): number {
  return floors.findIndex((rooms) => rooms.includes(room));
}

interface Import {
  readonly from: string;
  readonly to: string;
}

/** Every import that the bundles follow; imports of types alone are gone by then, and eslint looks at those. */
function importsOf(metafile: Metafile): readonly Import[] {
  return Object.entries(metafile.inputs).flatMap(([from, input]) =>
    input.imports.map((each) => ({ from, to: each.path })),
  );
}

describe('the bundles', () => {
  let metafile: Metafile;
  before(async () => {
    metafile = await buildExtension();
  });

  const output = (name: string): Metafile['outputs'][string] => {
    const found = metafile.outputs[`dist/${name}.js`];
    assert.ok(found !== undefined, `dist/${name}.js`);
    return found;
  };
  /** The files of which a bundle holds code. */
  const inputsOf = (name: string): readonly string[] =>
    Object.entries(output(name).inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([file]) => file);
  const names = (): readonly string[] =>
    Object.keys(metafile.outputs).map((file) => file.replace(/^dist\/(.*)\.js$/, '$1'));

  it('are made of rooms that the house has', () => {
    const rooms = new Set(Object.keys(metafile.inputs).flatMap((file) => roomOf(file) ?? []));
    for (const room of rooms) assert.ok(room === 'sample' || floorOf(room) >= 0, `src/${room} has no floor`);
    assert.ok(rooms.size > 5);
  });

  it('import downwards only', () => {
    const upwards = importsOf(metafile).filter(({ from, to }) => {
      const [above, below] = [roomOf(from), roomOf(to)];
      if (above === undefined || below === undefined || above === below) return false;
      if (above === 'sample' || below === 'sample') return true;
      return floorOf(below) >= floorOf(above);
    });
    assert.deepEqual(upwards, []);
  });

  it('keep the top floor to itself: nothing imports extension.ts', () => {
    assert.deepEqual(
      importsOf(metafile).filter(({ to }) => to === 'src/extension.ts'),
      [],
    );
  });

  it('know no vscode on floors 1 to 3, in the sample and in the models of tree and panel', () => {
    const knowing = importsOf(metafile)
      .filter(({ to }) => to === 'vscode')
      .map(({ from }) => from);
    assert.ok(knowing.length > 5);
    assert.deepEqual(
      knowing.filter((file) => {
        const room = roomOf(file) ?? '';
        return withoutVscode.has(room) || room === 'sample' || /^src\/(calls|panel)\/model\//.test(file);
      }),
      [],
    );
  });

  it('have one file that knows the SDK', () => {
    const knowing = importsOf(metafile).filter(
      ({ from, to }) => to.includes('@stream-io/') && !from.includes('node_modules/'),
    );
    assert.deepEqual([...new Set(knowing.map(({ from }) => from))], ['src/stream/node-sdk.ts']);
  });

  it('load less than 150 kB to start, without SDK, reader, sample server, queries and panel', () => {
    const { bytes } = output('extension');
    assert.ok(bytes < 150_000, `dist/extension.js has ${bytes} bytes`);
    const lazy = inputsOf('extension').filter(
      (file) =>
        file.includes('@stream-io/') ||
        file.startsWith('src/sample/') ||
        /^src\/(stream\/(node-sdk|open-stream|policy)|book\/attendance-book)\.ts$/.test(file) ||
        /^src\/queries\/(check-app|asking|filter-calls|open-session)\.ts$/.test(file) ||
        (file.startsWith('src/panel/') && !/\/(register|panel-type)\.ts$/.test(file)),
    );
    assert.deepEqual(lazy, []);
  });

  it('hold nothing of ours in the sample but the sample', () => {
    const foreign = inputsOf('sample').filter((file) => !file.startsWith('src/sample/'));
    assert.deepEqual(foreign, []);
  });

  it('require each other by name, and nothing else that is not there', () => {
    const external = Object.values(metafile.outputs).flatMap((each) =>
      each.imports.filter((found) => found.external === true).map((found) => found.path),
    );
    const own = external.filter((path) => path.startsWith('./'));
    const lazy = names().filter((name) => name !== 'extension');
    assert.deepEqual([...new Set(own)].sort(), lazy.map((name) => `./${name}.js`).sort());
    // The SDK asks for it at the one call that we never make.
    const optional = '@stream-io/openai-realtime-api';
    const strange = external.filter(
      (path) => path !== 'vscode' && path !== optional && !path.startsWith('./') && !isBuiltin(path),
    );
    assert.deepEqual(strange, []);
  });

  it('share only modules without state', () => {
    const bundles = new Map<string, string[]>();
    for (const name of names()) {
      for (const file of inputsOf(name)) bundles.set(file, [...(bundles.get(file) ?? []), name]);
    }
    const shared = [...bundles].filter(([file, within]) => within.length > 1 && file.startsWith('src/'));
    assert.ok(shared.length > 0);
    for (const [file, within] of shared) {
      const where = `${file}, in ${within.join(' and ')}`;
      assert.ok(
        pure.some((pattern) => pattern.test(file)),
        where,
      );
      if (caches.has(file)) continue;
      const source = fs.readFileSync(file, 'utf8');
      assert.doesNotMatch(source, /^(export )?(let|var) /m, where);
      assert.doesNotMatch(
        source,
        /^(export )?const \w+( *: *[^=]+)? = new (Map|WeakMap|Set)(<.*>)?\(\);/m,
        where,
      );
    }
  });
});

describe('the pages of webviews', () => {
  let metafile: Metafile;
  before(async () => {
    metafile = await buildPage();
  });

  it('have less than 200 kB, that of Find a Person less than 60 kB', () => {
    for (const [file, most] of [
      ['dist/panel-page.js', 200_000],
      ['dist/person-page.js', 60_000],
    ] as const) {
      const bytes = metafile.outputs[file]?.bytes ?? Infinity;
      assert.ok(bytes < most, `${file} has ${bytes} bytes`);
    }
  });

  it('are made of themselves, their protocol, what pages share and the pure floors, and of nothing of Node or VS Code', () => {
    for (const [page, room] of [
      ['panel-page', 'panel'],
      ['person-page', 'queries/person'],
    ] as const) {
      const inputs = Object.keys(metafile.outputs[`dist/${page}.js`]?.inputs ?? {});
      const own = inputs.filter((file) => !file.includes('node_modules/'));
      assert.ok(own.length > 10, page);
      const allowed = ['attendance/', 'formats/', 'shell/webview/', `${room}/webview/`, `${room}/protocol`];
      assert.deepEqual(
        own.filter((file) => !allowed.some((start) => file.startsWith(`src/${start}`))),
        [],
        page,
      );
    }
    const outside = Object.values(metafile.outputs).flatMap(({ imports }) =>
      imports.filter(({ external }) => external === true),
    );
    assert.deepEqual(outside, []);
  });
});

describe('the entry', () => {
  it('is short and only wires', () => {
    const lines = fs.readFileSync('src/extension.ts', 'utf8').split('\n');
    assert.ok(lines.length < 120, String(lines.length));
  });
});

describe('the tests', () => {
  it('are all built: no test file lies where nothing runs it', () => {
    const found = fs
      .readdirSync('test', { recursive: true, encoding: 'utf8' })
      .map((file) => `test/${file.replaceAll('\\', '/')}`)
      .filter((file) => /\.(test|spec)\.(ts|mts|cts|js|mjs|cjs)$/.test(file));
    const built = new Set(buildPlans().tests.entryPoints.map((file) => file.replaceAll('\\', '/')));
    assert.ok(found.length > 5);
    assert.deepEqual(
      found.filter((file) => !built.has(file)),
      [],
    );
    assert.deepEqual(
      fs
        .readdirSync('src', { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.(test|spec)\./.test(file)),
      [],
    );
  });

  it('skip nothing and single nothing out', () => {
    const marked = /\b(?:describe|it|context|specify)\.(?:skip|only)\b|\bx(?:it|describe)\(|this\.skip\(/;
    for (const file of buildPlans().tests.entryPoints) {
      if (file.endsWith('floors.test.ts')) continue;
      assert.doesNotMatch(fs.readFileSync(file, 'utf8'), marked, file);
    }
  });
});
