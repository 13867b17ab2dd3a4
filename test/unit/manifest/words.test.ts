import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as fc from 'fast-check';
import { bundleFile, bundleText, extract, extractFrom } from '../../../l10n/extract.mjs';
import { pseudo, pseudoBundle } from '../../../l10n/pseudo.mjs';
import { readSentences } from './manifest-file';

const placeholders = (sentence: string): readonly string[] => sentence.match(/\{\w+\}/g) ?? [];

describe('the words of the manifest', () => {
  const source = fs.readFileSync('package.json', 'utf8');
  const used = new Set([...source.matchAll(/"%([^%"]+)%"/g)].map((match) => match[1] ?? ''));
  const sentences = readSentences('package.nls.json');

  it('are all in package.nls.json, and nothing else is', () => {
    assert.ok(used.size > 0);
    assert.deepEqual([...used].sort(), Object.keys(sentences).sort());
  });

  it('say something, each', () => {
    for (const [key, sentence] of Object.entries(sentences)) assert.notEqual(sentence.trim(), '', key);
  });

  it('stand nowhere in package.json itself', () => {
    const spoken = /"(title|name|description|markdownDescription|contents|altText)": "(?!%)([^"]+)"/g;
    const plain = [...source.matchAll(spoken)].map((match) => match[2]);
    assert.deepEqual(plain.sort(), ['Rollcall', 'Rollcall', 'rollcall']);
  });
});

describe('the words of the code', () => {
  const { messages, problems } = extract('.');

  it('can all be taken from it: the first argument is a literal', () => {
    assert.deepEqual(problems, []);
  });

  it('are all in the bundle for translators (if not: node l10n/extract.mjs)', () => {
    assert.ok(messages.length > 100);
    assert.equal(fs.readFileSync(bundleFile, 'utf8'), bundleText(messages));
  });

  it('are whole sentences with named values', () => {
    for (const message of messages) {
      assert.equal(message, message.trim(), `“${message}” is a fragment`);
      assert.doesNotMatch(message, /\{\d+\}/, message);
      assert.doesNotMatch(message, /%s|\$\{/, message);
    }
  });

  it('are found in each of their forms, and nowhere else', () => {
    const from = (code: string) =>
      extractFrom('src/x/y.ts', `import { text } from '../attendance/text';\n${code}`);
    assert.deepEqual(from(`text('a', { n: 1 })`).found, ['a']);
    assert.deepEqual(from('vscode.l10n.t(`b`)').found, ['b']);
    assert.deepEqual(from(`l10n.t({ message: 'c', comment: [] })`).found, ['c']);
    assert.deepEqual(from(`text(one ? 'd' : (two ? 'e' : 'f'))`).found, ['d', 'e', 'f']);
    assert.deepEqual(from(`other.t('x'); context('y'); row.text('z')`).found, []);
    assert.deepEqual(extractFrom('src/x/y.ts', `const text = (x: string) => x; text(variable);`), {
      found: [],
      refused: [],
    });
    for (const code of ['text(variable)', 'text(`a ${b}`)', `l10n.t('a' + b)`, `text(one ? 'a' : b)`]) {
      assert.equal(from(code).refused.length, 1, code);
    }
  });
});

describe('the pseudo-locale', () => {
  it('changes every sentence and keeps values, links, icons and code', () => {
    assert.equal(
      pseudo('Show {count} of [All](command:rollcall.x) $(sync~spin) `id`'),
      '⟦Šĥóŵ {count} óƒ [Áļļ](command:rollcall.x) $(sync~spin) `id`⟧',
    );
    const bundle = readSentences(bundleFile);
    const there = pseudoBundle(bundle);
    assert.deepEqual(Object.keys(there), Object.keys(bundle));
    for (const [key, sentence] of Object.entries(there)) {
      assert.notEqual(sentence, key);
      assert.deepEqual(placeholders(sentence), placeholders(key));
    }
  });

  it('keeps the values of any sentence', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('{n}', '{name}', ' ')), { maxLength: 8 }),
        (parts) => {
          const sentence = parts.join(' ');
          assert.ok(pseudo(sentence).startsWith('⟦'));
          // The marks of code stay: `{a` and `}` on both sides of it are no value.
          const outsideCode = (text: string): readonly string[] =>
            placeholders(text.replace(/`[^`]*`/g, '``'));
          assert.deepEqual(outsideCode(pseudo(sentence)), outsideCode(sentence));
        },
      ),
      { examples: [[['{A`', '`}']]] },
    );
  });
});
