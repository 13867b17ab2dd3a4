import assert from 'node:assert/strict';
import fc from 'fast-check';
import { markdownCell, writeMarkdown } from '../../../src/formats/markdown';
import { atOnce, joined } from './rows-to-write';

interface Piece {
  readonly code: boolean;
  readonly text: string;
}

/** Reads a line of a table as CommonMark does: code first, then character references. */
function piecesOf(source: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < source.length) {
    const ticks = /^`+/.exec(source.slice(at))?.[0] ?? '';
    if (ticks !== '') {
      const end = source.indexOf(ticks, at + ticks.length);
      assert.ok(end > 0, 'code is closed');
      pieces.push({ code: true, text: source.slice(at + ticks.length, end) });
      at = end + ticks.length;
      assert.notEqual(source[at], '`', 'as many backquotes close it as opened it');
      continue;
    }
    const next = source.indexOf('`', at);
    const plain = source.slice(at, next < 0 ? undefined : next);
    pieces.push({ code: false, text: plain });
    at += plain.length;
  }
  return pieces;
}

function shown(source: string): string {
  return piecesOf(source)
    .map(({ code, text }) =>
      code ? text : text.replace(/&#(\d+);/g, (_, digits: string) => String.fromCodePoint(Number(digits))),
    )
    .join('');
}

function cellsOf(line: string): readonly string[] {
  assert.match(line, /^\| .* \|$/);
  return line.slice(2, -2).split(' | ').map(shown);
}

const hostileText = fc.string({
  unit: fc.constantFrom(
    ...Array.from('|`\\*_{}[]()<>#+-.!~@&$:;=/ a1ü👩'),
    'www.',
    'http://',
    '&#124;',
    '<img>',
    ':smile:',
  ),
  maxLength: 14,
});

describe('text in Markdown', () => {
  it('stays as it is where it means nothing', () => {
    const plain = '42m certain, up to 1h 40m — 1 row has no end (at Nov 22, 09:00:12)';
    assert.equal(markdownCell(plain), plain);
  });

  it('is code where it would mean something, word by word', () => {
    assert.equal(markdownCell('rows of user_1 and @bob'), 'rows of `user_1` and `@bob`');
    assert.equal(markdownCell('alice@example.com'), '`alice@example.com`');
    assert.equal(markdownCell('https://x.y'), '`https://x.y`');
    assert.equal(markdownCell('www.x.y #12 :smile: $a$'), '`www.x.y` `#12` `:smile:` `$a$`');
    assert.equal(markdownCell('<img src=x>'), '`<img` `src=x>`');
    assert.equal(markdownCell('a|b`c'), '`a`&#124;`b`&#96;`c`');
    assert.equal(markdownCell('a\\|'), '`a\\`&#124;');
    assert.equal(markdownCell('one\r\ntwo\u2028three'), 'one two three');
  });

  it('shows what it was, and means nothing, whatever it is', () => {
    fc.assert(
      fc.property(hostileText, (words) => {
        const source = markdownCell(words);
        assert.equal(shown(source), words);
        assert.doesNotMatch(source, /[|\r\n]/);
        for (const { code, text } of piecesOf(source))
          if (!code) assert.doesNotMatch(text.replace(/&#(124|96);/g, ''), /[\\*_{}[\]<>#@&$~]|:\/\/|www\./);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a table in Markdown', () => {
  const table = (rows: readonly (readonly string[])[]) => ({
    intro: ['Call default:a_b', 'all 2 rows read'],
    titles: ['Person', 'A|B'],
    rows: rows.length,
    cells: (at: number) => rows[at] ?? [],
  });

  it('stands below what must be known of it', async () => {
    assert.equal(
      await joined(writeMarkdown(table([['alice', '1|2']]), atOnce)),
      [
        'Call `default:a_b`  ',
        'all 2 rows read  ',
        '',
        '| Person | `A`&#124;`B` |',
        '| --- | --- |',
        '| alice | `1`&#124;`2` |',
        '',
      ].join('\n'),
    );
    assert.match(
      await joined(writeMarkdown({ ...table([]), intro: [] }, atOnce)),
      /^\| Person .*\n\| --- \| --- \|\n$/,
    );
  });

  it('holds every cell', async () => {
    const cell = hostileText.map((words) => words.trim());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 6 }), async (rows) => {
        const lines = (await joined(writeMarkdown(table(rows), { ...atOnce, slice: 2 }))).split('\n');
        assert.equal(lines.pop(), '');
        assert.deepEqual(lines.slice(5).map(cellsOf), rows);
      }),
    );
  });
});
