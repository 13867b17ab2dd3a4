import assert from 'node:assert/strict';
import fc from 'fast-check';
import { english } from '../../../../src/attendance/text';
import {
  entryData,
  namesPeople,
  renamedEntry,
  withEntry,
  withoutEntry,
} from '../../../../src/queries/kept/workspace-edits';
import { readWorkspaceText, type WorkspaceEntry } from '../../../../src/queries/kept/workspace-text';
import { isProblem } from '../../../../src/shell/problem';

const told = (source: string): readonly string[] => {
  const { problems, entries, broken } = readWorkspaceText(source);
  return [
    ...problems.map(({ line, column, text }) => `${line}:${column} ${english(text)}`),
    ...(broken ? ['broken'] : entries.map((entry) => JSON.stringify(entryData(entry)))),
  ];
};
const file = (...queries: readonly string[]): string => `{"version": 1, "queries": [${queries.join(', ')}]}`;
const named = (name: string): WorkspaceEntry => ({
  name,
  app: undefined,
  question: { call: `default:${name}` },
});

describe('the workspace’s file of queries', () => {
  it('is read with comments and trailing commas', () => {
    assert.deepEqual(
      told(`{ // ours
        "$schema": "x", "version": 1,
        "queries": [ { "name": "Late", "app": "acme", "rows": {"open": true}, }, /* more */ ],
      }`),
      ['{"name":"Late","app":"acme","rows":{"open":true}}'],
    );
  });

  it('is told to be broken at its place, as a whole', () => {
    for (const [source, words] of [
      ['{\n  "version": 1,\n  "queries": [\n', /^4:1 This is no valid JSON/],
      ['{"version": 1 "queries": []}', /^1:15 This is no valid JSON/],
      ['[]', /^1:1 A JSON object/],
      ['{"queries": []}', /^1:1 “version” has to be 1/],
      ['{"version": 2, "queries": []}', /^1:13 “version” has to be 1/],
      ['{"version": 1, "queries": {}}', /^1:27 “queries” has to be a list/],
      ['', /^1:1 This is no valid JSON/],
      ['['.repeat(100_000), /nested deeper than 64/],
      [' '.repeat(131_073), /longer than 131072/],
    ] as const) {
      const [problem = '', ...rest] = told(source);
      assert.match(problem, words);
      assert.deepEqual(rest, ['broken'], source.slice(0, 60));
    }
  });

  it('says of each entry what is wrong, where, and reads the others', () => {
    for (const [query, words] of [
      ['5', /^1:28 A query is a JSON object/],
      ['{}', /^1:28 “name” has to be/],
      ['{"name": " "}', /^1:37 “name” has to be/],
      [String.raw`{"name": "a\nb"}`, /^1:37 “name” has to be/],
      ['{"name": "a", "app": 1}', /^1:49 “app” has to be/],
      ['{"name": "a", "rows": {"user": 1}}', /^1:50 Rows have no field “user”/],
      ['{"name": "a", "window": {"from": "x"}}', /^1:61 “window.from” has to be an instant/],
      ['{"name": "a", "run": "now"}', /^1:\d+ “run” cannot be read\. Allowed: name, app, call, /],
      ['{"name": "a", "rows": {"open": true, "open": false}}', /^1:65 “open” stands here twice/],
      ['{"name": "a", "__proto__": {"call": "a:b"}}', /“__proto__” cannot be read/],
    ] as const) {
      const [problem = '', ...rest] = told(file(query, '{"name": "good"}'));
      assert.match(problem, words);
      assert.deepEqual(rest, ['{"name":"good"}'], query);
    }
    assert.match(told(file('{"name": "a"}', '{"name": "a"}'))[0] ?? '', /^1:52 Another query above/);
  });

  it('keeps comments, formatting and other entries when a query is added, renamed or taken out', () => {
    const source = `// head\n{\n\t"version": 1,\n\t"queries": [\n\t\t// about a\n\t\t{ "name": "a", "call": "default:a" }, // beside a\n\t\t{ "name": "b", "call": "default:b" } // beside b\n\t]\n}\n`;
    const added = withEntry(source, named('c'));
    assert.equal(
      added,
      source.replace(
        ' // beside b\n',
        ', // beside b\n\t\t{\n\t\t\t"name": "c",\n\t\t\t"call": "default:c"\n\t\t}\n',
      ),
    );
    assert.equal(renamedEntry(source, named('b'), 'new "b"'), source.replace('"b"', '"new \\"b\\""'));
    assert.equal(withoutEntry(added, named('c')), source);
    const without = withoutEntry(source, named('a'));
    assert.equal(without, source.replace('\n\t\t{ "name": "a", "call": "default:a" },', ''));
    assert.equal(
      withoutEntry(source, named('b')),
      source
        .replace('" }, // beside a', '" } // beside a')
        .replace('\n\t\t{ "name": "b", "call": "default:b" }', ''),
    );
  });

  it('has what was added, in any order of adding and taking out, in any layout', () => {
    const starts = [
      undefined,
      '{"version":1,"queries":[]}',
      '{\r\n    "version": 1,\r\n    "queries": [ // none\r\n    ],\r\n}',
      '{"queries": [/* none */], "version": 1}',
      '{ "version": 1, "queries": [{"name": "x"},] }',
    ];
    const step = fc.record({ name: fc.constantFrom('a', 'b ☃', '"q"'), add: fc.boolean() });
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.array(step, { maxLength: 12 }), (start, steps) => {
        let source: string | undefined = start;
        const wanted = readWorkspaceText(start ?? file()).entries.map((each) => each.name);
        for (const { name, add } of steps) {
          if (add) {
            source = withEntry(source, named(name));
            wanted.push(name);
          } else if (wanted.includes(name)) {
            source = withoutEntry(source, named(name));
            wanted.splice(wanted.indexOf(name), 1);
          }
        }
        const names = readWorkspaceText(source ?? file()).entries.map((each) => each.name);
        assert.deepEqual(names, wanted);
        if (start?.includes('none') === true) assert.match(source ?? '', /none/);
      }),
      { numRuns: 60 },
    );
  });

  it('is left as it is when it cannot be read, or says something else by now', () => {
    for (const act of [
      () => withEntry('{"version": 1,\n "queries": [}', named('a')),
      () => withoutEntry(file(), named('a')),
      () => withoutEntry(file('{"name": "a", "call": "default:other"}'), named('a')),
      () => renamedEntry(undefined, named('a'), 'b'),
    ])
      assert.throws(act, isProblem);
  });

  it('holds nobody up, however large it is and however much is wrong in it', () => {
    for (const query of [
      '{"nam": 1}',
      '{"name": "a", "rows": {"user_id": "alice"}}',
      '[[[[]]]]',
      '{"name": "\u2028"}',
    ]) {
      const source = file(...Array.from({ length: Math.floor(130_000 / (query.length + 2)) }, () => query));
      const times = [1, 2, 3].map(() => {
        const began = process.cpuUsage().user;
        const { problems } = readWorkspaceText(source);
        assert.ok(problems.length > 0 && problems.length <= 100, query);
        return (process.cpuUsage().user - began) / 1000;
      });
      assert.ok(Math.min(...times) < 500, `${query}: ${Math.min(...times)} ms`);
    }
  });

  it('knows which questions name people', () => {
    assert.equal(namesPeople({ rowFilter: { $or: [{ open: true }, { user_id: { $in: ['a'] } }] } }), true);
    assert.equal(namesPeople({ rowFilter: { publisher_type: 'user_id' } }), false);
    assert.equal(namesPeople({}), false);
  });
});
