import assert from 'node:assert/strict';
import fc from 'fast-check';
import { english } from '../../../../src/attendance/text';
import { documentName, filterKindOf, type FilterKind } from '../../../../src/queries/filters/document-kind';
import { checkDocument, fieldsOf } from '../../../../src/queries/filters/filter-check';
import { proposals, type Proposal } from '../../../../src/queries/filters/filter-completion';
import { filterHover } from '../../../../src/queries/filters/filter-hover';
import { filterPlace } from '../../../../src/queries/filters/filter-place';

/** `|` marks the cursor. */
function split(marked: string): { readonly source: string; readonly offset: number } {
  const offset = marked.indexOf('|');
  assert.ok(offset >= 0, marked);
  return { source: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}

const now = Date.UTC(2026, 10, 22, 9);
const known = (field: string): readonly string[] => (field === 'user_id' ? ['alice', 'b "q" $x}'] : []);

function propose(marked: string, kind: FilterKind = 'rows'): readonly Proposal[] {
  const { source, offset } = split(marked);
  return proposals(source, offset, kind, fieldsOf(kind), known, now);
}
const labels = (marked: string, kind?: FilterKind): readonly string[] =>
  propose(marked, kind).map((each) => each.label);

/** What is written by choosing a proposal; the cursor's place is left out. */
function choose(marked: string, label: string, kind?: FilterKind): string {
  const { source } = split(marked);
  const chosen = propose(marked, kind).find((each) => each.label === label);
  assert.ok(chosen !== undefined, label);
  const written = chosen.insert.replace(/(?<!\\)\$0/g, '').replace(/\\([\\$}])/g, '$1');
  const { offset, length } = chosen.place;
  return source.slice(0, offset) + written + source.slice(offset + length);
}

const hovered = (marked: string, kind: FilterKind = 'rows'): readonly string[] => {
  const { source, offset } = split(marked);
  const found = filterHover(source, offset, kind, fieldsOf(kind));
  return found === undefined ? [] : [found.word, ...found.texts.map(english)];
};

const told = (source: string, kind: FilterKind = 'rows'): readonly string[] => {
  const checked = checkDocument(kind, source);
  return checked.ok
    ? []
    : checked.problems.map((each) => `${each.line}:${each.column} ${english(each.text)}`);
};

describe('filter documents', () => {
  it('are known by their names', () => {
    assert.equal(filterKindOf('/a/b/late.rollcall-rows.json'), 'rows');
    assert.equal(filterKindOf('calls-2.rollcall-calls.json'), 'calls');
    for (const path of ['/a/rollcall.json', '/a/x.rollcall-rows.jsonc', '/rollcall-rows.json'])
      assert.equal(filterKindOf(path), undefined, path);
    for (const kind of ['rows', 'calls'] as const) {
      assert.equal(filterKindOf(documentName(kind, 1)), kind);
      assert.equal(filterKindOf(documentName(kind, 7)), kind);
    }
  });

  it('complete fields where a name goes, also while it is typed and below $and', () => {
    const rows = [...fieldsOf('rows').names, '$and', '$or'];
    for (const marked of [
      '{|}',
      '{ "|" }',
      '{ "us|er_id": 1 }',
      '{"$and": [{|}]}',
      '{"$or": [{"$and": [{"|"}]}]}',
    ])
      assert.deepEqual(labels(marked), rows, marked);
    assert.ok(labels('{|}', 'calls').includes('ongoing'));
    assert.ok(labels('{|}', 'calls').includes('custom.'));
    assert.ok(!labels('{|}', 'calls').includes('duration_in_seconds'));
  });

  it('complete the operators that a field takes, and no others', () => {
    assert.deepEqual(labels('{"is_live": {|}}'), ['$eq']);
    assert.deepEqual(labels('{"roles": {"$|"}}'), ['$in', '$contains', '$exists']);
    assert.deepEqual(labels('{"members": {|}}', 'calls'), ['$in']);
    assert.deepEqual(labels('{"nonsense": {|}}'), []);
  });

  it('complete values: of the type, the usual ones, and those at hand', () => {
    assert.deepEqual(labels('{"open": |}'), ['true', 'false', '{ $eq }']);
    assert.deepEqual(labels('{"is_live": {"$eq": |}}'), ['true', 'false']);
    assert.deepEqual(labels('{"left_at": {"$exists": |}}'), ['true', 'false']);
    assert.ok(labels('{"publisher_type": {"$in": [|]}}').includes('"rtmp"'));
    assert.deepEqual(labels('{"user_id": {"$in": ["alice", "|"]}}'), ['"alice"', String.raw`"b \"q\" $x}"`]);
    assert.equal(labels('{"joined_at": {"$gte": |}}')[0], '"2026-11-22T09:00:00Z"');
    assert.deepEqual(labels('{"roles": |}'), ['{ $in }', '{ $contains }', '{ $exists }']);
    assert.deepEqual(labels('{"user_id": {"$in": |}}'), ['[…]']);
  });

  it('write what is valid, whatever stood there', () => {
    assert.equal(choose('{ | }', 'user_id'), '{ "user_id":  }');
    assert.equal(choose('{ "us|" }', 'user_id'), '{ "user_id":  }');
    assert.equal(choose('{ "us|" : 5 }', 'user_id'), '{ "user_id" : 5 }');
    assert.equal(choose('{ us| }', 'user_id'), '{ "user_id":  }');
    assert.equal(choose('{"open": tr|}', 'true'), '{"open": true}');
    assert.equal(choose('{"open": |fal}', 'false'), '{"open": false}');
    assert.equal(choose('{"user_id": {"|"}}', '$in'), '{"user_id": {"$in": []}}');
    assert.equal(
      choose('{"user_id": "al|"}', String.raw`"b \"q\" $x}"`),
      String.raw`{"user_id": "b \"q\" $x}"}`,
    );
    assert.equal(choose('{"user_id": |}', '{ $in }'), '{"user_id": { "$in": [] }}');
    const [, hostile] = propose('{"user_id": |}');
    assert.equal(hostile?.insert, String.raw`"b \\"q\\" \$x\}"`);
    assert.equal(choose('{|}', '$or'), '{"$or": [{  }]}');
    assert.deepEqual(told(choose('{"open": |}', 'true')), []);
  });

  it('explain fields and operators: what they mean, what they take, and who evaluates them', () => {
    assert.deepEqual(hovered('{"user|_id": "a"}'), [
      'user_id',
      'The id of the user who was there.',
      'It takes $eq, $in, $exists, $autocomplete.',
      'Rollcall evaluates this on the rows. Stream is asked to send only such rows where that saves requests.',
    ]);
    assert.match(hovered('{"is_l|ive": true}').join(' '), /Only Stream can evaluate this/);
    assert.match(
      hovered('{"joined_at": {"$g|te": ""}}').join(' '),
      /at this time or after it.*stays out, is counted/,
    );
    assert.match(hovered('{"on|going": true}', 'calls').join(' '), /Stream evaluates this/);
    assert.match(hovered('{"$o|r": []}').join(' '), /At least one/);
    for (const marked of ['{"us|er": 1}', '{"user_id": "a|"}', '{|}', '{"open": {"$g|t": 1}}'])
      assert.deepEqual(hovered(marked), [], marked);
  });

  it('say what is wrong at its place: fields, operators, values, repeated names, comments, trailing commas', () => {
    assert.match(told('{\n  "user": 1\n}')[0] ?? '', /^2:3 Rows have no field “user”/);
    assert.match(told('{"open": {"$gt": 1}}')[0] ?? '', /^1:11 “open” does not take \$gt/);
    assert.match(told('{"open": 1}')[0] ?? '', /^1:10 “open” is compared with true or false/);
    assert.match(told('{"open": true,\n "open": false}')[0] ?? '', /^2:2 “open” stands here twice/);
    assert.match(told('{ // late\n}')[0] ?? '', /^1:3 JSON has no comments/);
    assert.match(told('{"open": true,}').join(), /^1:15 A property name/);
    assert.match(told('{"roles": {"$in": ["a",]}}').join(), /^1:24 A value is expected/);
    assert.match(told('{"joined_at": "x"}', 'calls')[0] ?? '', /^1:2 Calls have no field/);
    assert.deepEqual(told('{}'), []);
  });

  it('hold nobody up: 1 MB, a nesting of 1,000, the longest filter full of mistakes', () => {
    const wrong = `{${Array.from({ length: 5000 }, (_, at) => `"f${at}": 1`).join(',\n')}}`;
    for (const [source, words] of [
      [`{"user_id": {"$in": [${'"aaaaaaaa",'.repeat(95_000)}"b"]}}`, /longer than 65536/],
      ['{"$and": ['.repeat(1000) + ']}'.repeat(1000), /deeper than 32/],
      ['['.repeat(1_000_000), /longer than 65536/],
      [wrong, /no field/],
    ] as const) {
      const middle = Math.floor(source.length / 2);
      for (const act of [
        () => {
          assert.match(told(source)[0] ?? '', words);
        },
        () => proposals(source, middle, 'rows', fieldsOf('rows'), known, now),
        () => filterHover(source, middle, 'rows', fieldsOf('rows')),
      ]) {
        // Time of the processor, the best of three. On a quiet machine it is under 50 ms; a busy one takes some times that,
        // and what grows with the square of the text takes seconds.
        const times = [1, 2, 3].map(() => {
          const began = process.cpuUsage().user;
          act();
          return (process.cpuUsage().user - began) / 1000;
        });
        assert.ok(Math.min(...times) < 250, `${source.slice(0, 20)}…: ${Math.min(...times)} ms`);
      }
    }
  });

  it('never throw, wherever the cursor is in whatever text', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      ':',
      ',',
      '$and',
      'user_id',
      '"user_id"',
      '"$in"',
      ' ',
      '\n',
      '1',
      '//',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), fc.nat(), (pieces, at) => {
        const source = pieces.join('');
        const offset = at % (source.length + 1);
        for (const kind of ['rows', 'calls'] as const) {
          filterPlace(source, offset, fieldsOf(kind));
          proposals(source, offset, kind, fieldsOf(kind), known, now);
          filterHover(source, offset, kind, fieldsOf(kind));
          checkDocument(kind, source);
        }
      }),
      { numRuns: 300 },
    );
  });
});
