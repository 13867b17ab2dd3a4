import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { documentName, fileName, nameOf } from '../../../src/formats/document-name';

const hostile = [
  'a',
  '.',
  ' ',
  '/',
  '\\',
  ':',
  '?',
  '*',
  '\n',
  '\0',
  'ü',
  '👩',
  '\u200d',
  '\u202e',
  '\u2028',
  '\ud800',
];

describe('names of documents', function () {
  this.timeout(20_000);

  const at = Date.UTC(2026, 10, 22, 9, 0, 30);

  it('names call and start in words, without separators', () => {
    assert.equal(
      documentName('default:daily-standup', at, 'utc'),
      'default:daily-standup 2026-11-22 09-00Z.json',
    );
    assert.match(
      documentName('default:daily-standup', at, 'local'),
      /^default:daily-standup \d{4}-\d\d-\d\d \d\d-\d\d\.json$/,
    );
  });

  it('end as they are told', () => {
    assert.equal(documentName('default:x', at, 'utc', ' rows.csv'), 'default:x 2026-11-22 09-00Z rows.csv');
  });

  it('leaves the time out where none is known', () => {
    assert.equal(documentName('default:x', undefined, 'local'), 'default:x.json');
  });

  it('cuts long ids between characters', () => {
    const family = '👩‍👩‍👧';
    const name = nameOf(`${'x'.repeat(150)}${family}`);
    assert.equal(name, 'x'.repeat(150));
    assert.equal(nameOf('ü'.repeat(200)), 'ü'.repeat(80));
  });

  it('never names another folder, whatever the id', () => {
    assert.equal(documentName('../../etc/passwd', undefined, 'utc'), '_._.._etc_passwd.json');
    assert.equal(nameOf(''), 'untitled');
    assert.equal(nameOf('a\u202Egpj.exe'), 'a_gpj.exe');
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...hostile), maxLength: 300 }), (id) => {
        const name = fileName(documentName(id, at, 'utc'));
        assert.doesNotMatch(name, /(?![\u200c\u200d])[/\\:\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|^\./u);
        assert.ok(name.isWellFormed());
        assert.ok(Buffer.byteLength(name) <= 255);
      }),
    );
  });
});
