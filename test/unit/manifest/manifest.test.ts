import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { defaultLabels } from '../../../src/attendance/figures/lane-labels';
import { contextTokens } from '../../../src/calls/model/context-value';
import { queryTokens } from '../../../src/queries/kept/query-nodes';
import {
  commands,
  contextKeys,
  internalCommands,
  nodeOnlyCommands,
  views,
} from '../../../src/shell/commands';
import { createSettings, settingLimits } from '../../../src/shell/settings';
import { readManifest, readSentences, whenClauses } from './manifest-file';

const manifest = readManifest();
const { contributes } = manifest;
const inMenus = Object.entries(contributes.menus).flatMap(([menu, items]) =>
  items.map((item) => ({ menu, ...item })),
);
const menuItems = inMenus.filter((item) => 'command' in item);
/** Of each view, the tokens that its nodes can have. */
const tokensOf: Readonly<Record<string, ReadonlySet<string>>> = {
  [views.recent]: new Set(contextTokens),
  [views.calls]: new Set(contextTokens),
  [views.queries]: new Set(queryTokens),
};
/** Ids of our webviews: an event for each wakes Rollcall when one comes back after a restart. */
const webviews = manifest.activationEvents.flatMap((event) => /^onWebviewPanel:(.+)/.exec(event)?.[1] ?? []);
const viewsOf = (when: string): readonly string[] =>
  [...when.matchAll(/\bview == ([\w.]+)/g)].map(([, view = '']) => view);
const byText = (one: string, other: string): number => (one < other ? -1 : 1);
const sorted = (values: Iterable<string>): readonly string[] => [...new Set(values)].sort(byText);

describe('package.json and the code', () => {
  it('name the same commands, each once', () => {
    const declared = contributes.commands.map((each) => each.command);
    assert.deepEqual([...declared].sort(byText), sorted(Object.values(commands)));
    assert.deepEqual(
      Object.values(internalCommands).filter((id) => declared.includes(id)),
      [],
    );
  });

  it('name the same views in the same container', () => {
    assert.deepEqual(
      contributes.viewsContainers.activitybar.map((each) => each.id),
      [views.container],
    );
    assert.deepEqual(Object.keys(contributes.views), [views.container]);
    assert.deepEqual(
      sorted((contributes.views[views.container] ?? []).map((each) => each.id)),
      sorted([views.recent, views.calls, views.queries]),
    );
  });

  it('name the same context keys', () => {
    const settings = Object.keys(contributes.configuration.properties);
    const known = new Set<string>([
      ...Object.values(contextKeys),
      ...Object.keys(tokensOf),
      ...settings.map((name) => `config.${name}`),
      ...webviews,
    ]);
    const used = whenClauses(manifest).flatMap(
      (clause) => clause.match(/(?:config\.)?\brollcall(?:\.\w+)+/g) ?? [],
    );
    assert.deepEqual(
      used.filter((key) => !known.has(key)),
      [],
    );
    assert.deepEqual(
      Object.values(contextKeys).filter((key) => !used.includes(key)),
      [],
    );
  });

  it('name the same settings, with defaults that the code can use and the same limits', () => {
    const { properties } = contributes.configuration;
    const asked = new Set<string>();
    const settings = createSettings({
      value: () => undefined,
      defaultValue: (name) => {
        asked.add(`rollcall.${name}`);
        return properties[`rollcall.${name}`]?.default;
      },
      onDidChange: () => () => undefined,
    });
    assert.equal(settings.app, '');
    assert.equal(settings.time, 'local');
    assert.equal(settings.groupBy, 'join');
    assert.equal(settings.pageSize, 100);
    assert.equal(settings.requestTimeoutMs, 10_000);
    assert.equal(settings.addRollcallKey, true);
    assert.deepEqual(settings.anonymousRoles, new Set());
    assert.deepEqual([settings.names, settings.codeEnabled, settings.askOnHover], [false, true, false]);
    assert.deepEqual(settings.labels, defaultLabels);
    assert.deepEqual(sorted(asked), sorted(Object.keys(properties)));
    for (const [name, { least, most }] of Object.entries(settingLimits)) {
      const property = properties[`rollcall.${name}`];
      assert.deepEqual([property?.minimum, property?.maximum], [least, most], name);
    }
  });
});

describe('package.json', () => {
  it('has menus of commands that exist, in views that exist, with tokens that the tree can give', () => {
    const known = new Set<string>(Object.values(commands));
    const submenus = contributes.submenus.map((each) => each.id);
    for (const item of inMenus) {
      const { menu, when = '' } = item;
      if ('command' in item) assert.ok(known.has(item.command), `${menu}: ${item.command}`);
      else assert.ok(submenus.includes(item.submenu), `${menu}: ${item.submenu}`);
      const tokens = new Set(
        viewsOf(when).flatMap((view) => {
          const ofView = tokensOf[view];
          assert.ok(ofView !== undefined, `${menu}: view ${view}`);
          return [...ofView];
        }),
      );
      for (const [, pattern] of when.matchAll(/viewItem =~ \/(.*?)\//g)) {
        const named = pattern?.match(/^\\b\(?([\w|]+)\)?\\b$/)?.[1]?.split('|') ?? [];
        assert.notEqual(named.length, 0, `${menu}: ${when}`);
        for (const token of named) assert.ok(tokens.has(token), `${menu}: no node has the token ${token}`);
      }
      assert.ok(!when.includes('viewItem =='), `${menu}: context values are token lists: ${when}`);
    }
  });

  it('has submenus that hold something, and that a menu leads to', () => {
    const led = inMenus.flatMap((item) => ('submenu' in item ? [item.submenu] : []));
    for (const { id } of contributes.submenus) {
      assert.ok((contributes.menus[id] ?? []).length > 0, id);
      assert.ok(led.includes(id), id);
    }
    const ours = Object.keys(contributes.menus).filter((menu) => menu.startsWith('rollcall.'));
    assert.deepEqual(sorted(ours), sorted(contributes.submenus.map((each) => each.id)));
  });

  it('binds keys to commands that exist, each only where it belongs', () => {
    const known = new Set<string>(Object.values(commands));
    for (const { command, key, when = '' } of contributes.keybindings) {
      assert.ok(known.has(command), command);
      assert.match(when, /\b(focusedView|resourceFilename)\b/, `${key}: ${command}`);
    }
  });

  it('has JSON schemas that are there', () => {
    for (const { url } of contributes.jsonValidation) assert.ok(fs.existsSync(url), url);
  });

  it('keeps commands of the tree out of the palette, and only those', () => {
    const hidden = menuItems.filter((item) => item.menu === 'commandPalette' && item.when === 'false');
    assert.deepEqual(sorted(hidden.map((item) => item.command)), sorted(nodeOnlyCommands));
  });

  it('gives every command the category, and an icon where it stands inline', () => {
    const inline = new Set(
      menuItems.filter(({ group = '' }) => /^(inline|navigation)/.test(group)).map((item) => item.command),
    );
    for (const { command, category, icon } of contributes.commands) {
      assert.equal(category, 'Rollcall', command);
      if (inline.has(command)) assert.match(icon ?? '', /^\$\([\w-]+\)$/, command);
    }
  });

  it('has at most three inline icons for a node', () => {
    const inline = menuItems.filter((item) => item.group?.startsWith('inline') === true);
    for (const tokens of [
      ['session', 'refreshable'],
      ['session', 'loading', 'waiting'],
      ['row'],
      ['call', 'refreshable'],
      ['retry', 'auth'],
      ['query', 'saved', 'unpinned'],
      ['query', 'unsaved', 'pinned'],
    ]) {
      const ofView = tokens.includes('query') ? views.queries : views.calls;
      const matching = inline.filter((item) => {
        if (!viewsOf(item.when ?? '').includes(ofView)) return false;
        const clauses = [...(item.when ?? '').matchAll(/(!\()?viewItem =~ \/(.*?)\//g)];
        return clauses.every(
          ([, not, pattern = '']) => new RegExp(pattern).test(tokens.join(' ')) === (not === undefined),
        );
      });
      assert.ok(
        matching.length <= 3,
        `${tokens.join(' ')}: ${matching.map((item) => item.command).join(', ')}`,
      );
    }
  });

  it('has each inline command in the menu of its node too: the keyboard reaches no inline icon', () => {
    const ofNodes = menuItems.filter((item) => item.menu === 'view/item/context');
    const isInline = (item: { readonly group?: string | undefined }): boolean =>
      item.group?.startsWith('inline') === true;
    for (const item of ofNodes.filter(isInline)) {
      const twin = ofNodes.find(
        (other) =>
          !isInline(other) &&
          other.command === item.command &&
          item.when?.startsWith(other.when ?? 'never') === true,
      );
      assert.ok(twin !== undefined, item.command);
    }
  });

  it('says in each view why no app is open, and why a list is empty, each with its own act', () => {
    const clauses = (view: string): readonly string[] =>
      contributes.viewsWelcome.filter((each) => each.view === view).map((each) => each.when ?? '');
    for (const [view, key, reasons] of [
      [views.recent, contextKeys.recentEmpty, ['empty', 'offline', 'auth', 'key']],
      [views.calls, contextKeys.callsEmpty, ['empty', 'filtered', 'offline', 'auth', 'key']],
    ] as const) {
      assert.deepEqual(
        sorted(clauses(view)),
        sorted([
          ...['none', 'declined', 'failed'].map((kind) => `${contextKeys.app} == '${kind}'`),
          ...reasons.map((reason) => `${key} == '${reason}'`),
        ]),
      );
    }
    assert.deepEqual(clauses(views.queries), [contextKeys.queriesEmpty]);
    const sentences = readSentences('package.nls.json');
    for (const { view, contents } of contributes.viewsWelcome) {
      const other = view === views.recent ? commands.refreshCalls : commands.refreshRecent;
      assert.ok(!sentences[contents.replaceAll('%', '')]?.includes(`(command:${other})`), contents);
    }
  });

  it('offers ids beside the code only where the setting and an open app allow it', () => {
    const beside = ['editor/context', 'debug/variables/context', 'debug/watch/context'];
    const ofCode = inMenus.filter(({ menu }) => beside.includes(menu));
    assert.equal(ofCode.length, 5);
    for (const { menu, when } of ofCode)
      assert.equal(
        when,
        `config.rollcall.code.enabled && (${contextKeys.app} == 'app' || ${contextKeys.app} == 'sample')`,
        menu,
      );
  });

  it('uses the menu groups of the house', () => {
    const groups =
      /^(inline|navigation|0_ask|1_app|1_code|1_open|2_copy|2_show|2_text|3_export|3_help|4_edit|4_refresh|9_remove|z_rollcall)@\d+$/;
    for (const item of inMenus) {
      const what = 'command' in item ? item.command : item.submenu;
      if (item.menu !== 'commandPalette') assert.match(item.group ?? '', groups, `${item.menu}: ${what}`);
    }
  });

  it('links only to commands that exist, from welcome texts and walkthrough', () => {
    const known = new Set<string>(Object.values(commands));
    const sentences = readSentences('package.nls.json');
    const linked = Object.values(sentences).flatMap((sentence) =>
      [...sentence.matchAll(/\(command:([\w.]+)/g)].map((match) => match[1] ?? ''),
    );
    assert.ok(linked.length > 0);
    assert.deepEqual(
      linked.filter((command) => !known.has(command)),
      [],
    );
    for (const welcome of contributes.viewsWelcome) {
      assert.ok(Object.hasOwn(tokensOf, welcome.view), welcome.view);
    }
  });

  it('has a walkthrough of four steps with events that can happen', () => {
    const [walkthrough] = contributes.walkthroughs;
    assert.equal(walkthrough?.steps.length, 4);
    const possible = new Set<string>([
      ...Object.values(commands).map((id) => `onCommand:${id}`),
      ...Object.keys(tokensOf).map((view) => `onView:${view}`),
    ]);
    for (const event of walkthrough.steps.flatMap((step) => step.completionEvents)) {
      assert.ok(possible.has(event), event);
    }
  });

  it('names pictures that exist: a PNG of 256 pixels, an icon in one colour, pictures that follow the theme', () => {
    const icon = fs.readFileSync(manifest.icon);
    assert.equal(icon.subarray(1, 4).toString('latin1'), 'PNG');
    assert.deepEqual([icon.readUInt32BE(16), icon.readUInt32BE(20)], [256, 256]);
    const container = contributes.viewsContainers.activitybar.map((each) => each.icon);
    for (const file of [
      ...container,
      ...Object.values(contributes.views)
        .flat()
        .map((view) => view.icon),
    ]) {
      const svg = fs.readFileSync(file, 'utf8');
      assert.match(svg, /viewBox="0 0 24 24"/, file);
      assert.match(svg, /currentColor/, file);
      assert.doesNotMatch(svg, /#[0-9a-f]{3,8}\b|rgb\(/i, file);
    }
    for (const { media } of contributes.walkthroughs.flatMap((each) => each.steps)) {
      if ('image' in media) {
        assert.deepEqual(sorted(Object.keys(media.image)), ['dark', 'hc', 'hcLight', 'light']);
        for (const file of Object.values(media.image)) {
          assert.equal(fs.readFileSync(file).subarray(1, 4).toString('latin1'), 'PNG', file);
        }
        continue;
      }
      const svg = fs.readFileSync(media.svg, 'utf8');
      assert.match(svg, /<title>[^<]+<\/title>/, media.svg);
      for (const [, colour] of svg.matchAll(/(?:fill|stroke)="([^"]+)"/g)) {
        assert.match(colour ?? '', /^(none|var\(--vscode-.*\))$/, `${media.svg}: ${colour}`);
      }
    }
  });

  it('can be trusted with: few reasons to wake up, restricted settings that exist, no secret among settings', () => {
    // Hovers, terminal links and the debugger's menus need it before anybody looked at a view: after the start, never
    // during it. Links; documents of sessions and webviews that may be open when a window starts.
    assert.deepEqual(manifest.activationEvents, [
      'onStartupFinished',
      'onUri',
      'onFileSystem:rollcall',
      'onWebviewPanel:rollcall.attendance',
      'onWebviewPanel:rollcall.person',
    ]);
    const { untrustedWorkspaces } = manifest.capabilities;
    assert.equal(untrustedWorkspaces.supported, 'limited');
    assert.deepEqual(untrustedWorkspaces.restrictedConfigurations, ['rollcall.app']);
    const names = Object.keys(contributes.configuration.properties);
    assert.ok(names.includes('rollcall.app'));
    assert.deepEqual(
      names.filter(
        (name) => /secret|token|password|key$/i.test(name) && name !== 'rollcall.json.addRollcallKey',
      ),
      [],
    );
  });

  it('orders its settings, each described', () => {
    const properties = Object.values(contributes.configuration.properties);
    assert.deepEqual(
      properties.map((property) => property.order),
      properties.map((_, at) => at + 1),
    );
    for (const { markdownDescription } of properties) assert.match(markdownDescription, /^%setting\./);
  });

  it('names the true minimum of VS Code, at most five keywords and categories that exist', () => {
    const minimum = manifest.engines.vscode.replace('^', '');
    assert.equal(manifest.devDependencies['@types/vscode'], minimum);
    assert.ok(manifest.keywords.length <= 5);
    const fixed = ['Debuggers', 'Other', 'Testing', 'Visualization', 'Data Science', 'Azure', 'Education'];
    for (const category of manifest.categories) assert.ok(fixed.includes(category), category);
  });
});
