import * as fs from 'node:fs';
import * as v from 'valibot';

const command = v.object({
  command: v.string(),
  title: v.string(),
  category: v.string(),
  icon: v.optional(v.string()),
});
const when = v.optional(v.string());
const group = v.optional(v.string());
const menuItem = v.union([
  v.object({ command: v.string(), when, group }),
  v.object({ submenu: v.string(), when, group }),
]);
const keybinding = v.object({ command: v.string(), key: v.string(), when });
const setting = v.looseObject({
  type: v.string(),
  default: v.unknown(),
  scope: v.string(),
  order: v.number(),
  markdownDescription: v.string(),
  minimum: v.optional(v.number()),
  maximum: v.optional(v.number()),
  enum: v.optional(v.array(v.string())),
});

const manifest = v.object({
  name: v.string(),
  version: v.string(),
  publisher: v.string(),
  main: v.string(),
  icon: v.string(),
  engines: v.object({ vscode: v.string(), node: v.string() }),
  categories: v.array(v.string()),
  keywords: v.array(v.string()),
  activationEvents: v.array(v.string()),
  l10n: v.string(),
  dependencies: v.record(v.string(), v.string()),
  devDependencies: v.record(v.string(), v.string()),
  capabilities: v.object({
    untrustedWorkspaces: v.object({
      supported: v.union([v.boolean(), v.literal('limited')]),
      restrictedConfigurations: v.array(v.string()),
    }),
    virtualWorkspaces: v.looseObject({}),
  }),
  contributes: v.object({
    viewsContainers: v.object({
      activitybar: v.array(v.object({ id: v.string(), title: v.string(), icon: v.string() })),
    }),
    views: v.record(v.string(), v.array(v.object({ id: v.string(), name: v.string(), icon: v.string() }))),
    viewsWelcome: v.array(v.object({ view: v.string(), contents: v.string(), when: v.optional(v.string()) })),
    commands: v.array(command),
    menus: v.record(v.string(), v.array(menuItem)),
    submenus: v.array(v.object({ id: v.string(), label: v.string() })),
    keybindings: v.array(keybinding),
    jsonValidation: v.array(v.object({ fileMatch: v.string(), url: v.string() })),
    configuration: v.object({ properties: v.record(v.string(), setting) }),
    walkthroughs: v.array(
      v.object({
        steps: v.array(
          v.object({
            id: v.string(),
            description: v.string(),
            media: v.union([
              v.object({ svg: v.string(), altText: v.string() }),
              v.object({ image: v.record(v.string(), v.string()), altText: v.string() }),
            ]),
            completionEvents: v.array(v.string()),
          }),
        ),
      }),
    ),
  }),
});

export type Manifest = v.InferOutput<typeof manifest>;

function readJson(file: string): unknown {
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}

/** package.json, as far as tests look into it. Mocha runs in the repository's folder. */
export function readManifest(): Manifest {
  return v.parse(manifest, readJson('package.json'));
}

/** A flat file of sentences: package.nls.json or the bundle of `l10n/`. */
export function readSentences(file: string): Readonly<Record<string, string>> {
  return v.parse(v.record(v.string(), v.string()), readJson(file));
}

/** Every `when` clause of the manifest. */
export function whenClauses({ contributes }: Manifest): readonly string[] {
  return [
    ...Object.values(contributes.menus).flat(),
    ...contributes.viewsWelcome,
    ...contributes.keybindings,
  ].flatMap((each) => each.when ?? []);
}
