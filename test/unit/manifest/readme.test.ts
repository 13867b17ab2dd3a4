import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

const root = process.cwd();
const manifestSchema = v.object({
  contributes: v.object({
    commands: v.array(v.object({ command: v.string(), title: v.string() })),
    menus: v.object({ commandPalette: v.array(v.object({ command: v.string(), when: v.string() })) }),
    configuration: v.object({
      properties: v.record(v.string(), v.object({ default: v.unknown(), markdownDescription: v.string() })),
    }),
  }),
});

/** The tables of the README are a promise to users: they are held against the manifest. */
describe('the tables of the README', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const { contributes } = v.parse(
    manifestSchema,
    JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')),
  );
  const nls = v.parse(
    v.record(v.string(), v.string()),
    JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')),
  );
  const words = (key: string): string => nls[key.replaceAll('%', '')] ?? '';

  it('name every command of the palette and no other', () => {
    const hidden = new Set(
      contributes.menus.commandPalette.filter(({ when }) => when === 'false').map(({ command }) => command),
    );
    const shown = contributes.commands.filter(({ command }) => !hidden.has(command));
    const told = [...readme.matchAll(/^\| \*\*Rollcall: (.+?)\*\* \|/gm)].map((row) => row[1]);
    assert.ok(shown.length > 10);
    assert.deepEqual(told.sort(), shown.map(({ title }) => words(title)).sort());
  });

  it('tell every setting with its default and its description', () => {
    const rows = [...readme.matchAll(/^\| `(rollcall\.[\w.]+)` \| `(.*?)` \| (.+) \|$/gm)];
    const told = rows.map(([, name, value, meaning]) => [name, value, meaning]);
    const held = Object.entries(contributes.configuration.properties).map(([name, setting]) => [
      name,
      JSON.stringify(setting.default),
      words(setting.markdownDescription),
    ]);
    assert.deepEqual(told, held);
  });
});
