import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readAnsweredValue, readShownValue } from '../../../../src/code/debug/adapter-value';

const cut = { kind: 'cut' };
const plain = { kind: 'plain' };
const other = { kind: 'other' };
const text = (words: string): object => ({ kind: 'text', text: words });
const cid = 'default:daily-standup';

describe('values as debuggers show them', () => {
  const shown: readonly (readonly [string, string, object])[] = [
    // js-debug
    ['js-debug', `'${cid}'`, text(cid)],
    ['js-debug', `"default:anna's lesson"`, text("default:anna's lesson")],
    ['js-debug', '`default:both \'"`', text(`default:both '"`)],
    ['js-debug', String.raw`'default:it\'s'`, text("default:it's")],
    ['js-debug', String.raw`'default:a\\b'`, text(String.raw`default:a\b`)],
    ['js-debug', String.raw`'a\nb\u00e9\u{1f600}\x41'`, text('a\nbé😀A')],
    ['js-debug', `'default:daily-sta…'`, cut],
    ['js-debug', `'default:dai…-standup'`, cut],
    ['js-debug', `'default:daily-sta…`, cut],
    ['js-debug', 'undefined', plain],
    ['js-debug', 'null', plain],
    ['js-debug', '42', plain],
    ['js-debug', '-1.5e+21', plain],
    ['js-debug', '9007199254740993n', plain],
    ['js-debug', 'NaN', plain],
    ['js-debug', 'true', plain],
    ['js-debug', `{cid: '${cid}', type: 'default'}`, other],
    ['js-debug', `Call {cid: '${cid}'}`, other],
    ['js-debug', `(2) ['${cid}', 'x']`, other],
    ['js-debug', 'ƒ call(type, id)', other],
    ['js-debug', '/default:x/g', other],
    // debugpy
    ['debugpy', `'${cid}'`, text(cid)],
    ['debugpy', `"default:anna's lesson"`, text("default:anna's lesson")],
    ['debugpy', String.raw`'default:both \'"'`, text(`default:both '"`)],
    ['debugpy', String.raw`'tab\there \xa0 \u2028 \U0001f600'`, text('tab\there \u00a0 \u2028 😀')],
    ['debugpy', `b'${cid}'`, text(cid)],
    ['debugpy', String.raw`b'default:caf\xc3\xa9'`, text('default:café')],
    ['debugpy', String.raw`b'default:\xff'`, other],
    ['debugpy', `u'${cid}'`, text(cid)],
    ['debugpy', `'default:daily...ndup'`, cut],
    ['debugpy', `'default:daily-standup...'`, cut],
    ['debugpy', `'default:daily-standup'...`, cut],
    ['debugpy', 'None', plain],
    ['debugpy', 'True', plain],
    ['debugpy', `{'cid': '${cid}'}`, other],
    ['debugpy', `<app.Call object at 0x7f5e8c>`, other],
    // Delve
    ['delve', `"${cid}"`, text(cid)],
    ['delve', String.raw`"default:say \"hi\""`, text('default:say "hi"')],
    ['delve', String.raw`"a\a\tb\u00e9"`, text('a\x07\tbé')],
    ['delve', `"default:daily-standup-of-the-whole...+12 more"`, cut],
    ['delve', `*"${cid}"`, text(cid)],
    ['delve', `interface {}(string) "${cid}"`, text(cid)],
    ['delve', 'nil', plain],
    ['delve', '<nil>', plain],
    ['delve', '0x1f', plain],
    ['delve', `(*main.Call) {CID: "${cid}"}`, other],
    ['delve', `main.Call {CID: "${cid}"}`, other],
    ['delve', '[]uint8 len: 3, cap: 3, [100,101,102]', other],
    // Anything
    ['none', '', other],
    ['none', "'", other],
    ['none', `'a' + 'b'`, other],
    ['none', `'a`, other],
    ['none', String.raw`'\q'`, other],
    ['none', String.raw`'\u{110000}'`, other],
    ['none', cid, other],
  ];
  for (const [adapter, value, expected] of shown)
    it(`${adapter}: ${value}`, () => {
      assert.deepEqual(readShownValue(value), expected);
    });

  it('reads back any string that JSON quotes, unless dots may stand for more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (words) => {
        fc.pre(!/\.\.\.|…/.test(words));
        assert.deepEqual(readShownValue(JSON.stringify(words)), text(words));
      }),
    );
  });

  it('takes no time on long values full of quotes', () => {
    const began = process.cpuUsage().user;
    for (const piece of ["'", "\\'", '…', ' x', 'b'])
      readShownValue(`'${piece.repeat(1_000_000 / piece.length)}`);
    readShownValue(`${'1'.repeat(100_000)}x`);
    const ms = (process.cpuUsage().user - began) / 1000;
    assert.ok(ms < 1000, `${ms} ms`);
  });
});

describe('values asked for the clipboard', () => {
  const answered: readonly (readonly [string, { shown: string; type?: string; answer: string }, object])[] = [
    ['js-debug answers JSON', { shown: `'${cid}'`, answer: `"${cid}"`, type: 'string' }, text(cid)],
    ['js-debug, cut in the list', { shown: `'default:dai…'`, answer: `"${cid}"` }, text(cid)],
    ['js-debug, a string in quotes', { shown: `"'x:y'"`, answer: `"'x:y'"` }, text(`'x:y'`)],
    ['js-debug, all sorts of quotes', { shown: '`a"\'`', answer: String.raw`"a\"'"` }, text(`a"'`)],
    ['the string itself', { shown: `'${cid}'`, answer: cid }, text(cid)],
    ['the string itself, cut in the list', { shown: `'default:dai…'`, answer: cid }, text(cid)],
    ['the string itself, in quotes', { shown: `"'x:y'"`, answer: `'x:y'` }, text(`'x:y'`)],
    ['the string itself, in quotes, cut in the list', { shown: `"'x:…"`, answer: `'x:y'` }, text(`'x:y'`)],
    ['js-debug, cut at its start', { shown: `'…standup'`, answer: `"${cid}"` }, text(cid)],
    ['another value by now', { shown: `'default:a'`, answer: `"default:b"` }, text('default:b')],
    ['js-debug, a string that looks cut', { shown: `'default:…'`, answer: 'default:x…' }, cut],
    ['js-debug, dots inside', { shown: `'joining… ok'`, answer: `joining… ok` }, text('joining… ok')],
    ['debugpy hands over the literal', { shown: `'${cid}'`, answer: `'${cid}'`, type: 'str' }, text(cid)],
    ['debugpy, cut in the list', { shown: `'default:da...up'`, answer: `'${cid}'`, type: 'str' }, text(cid)],
    ['debugpy, bytes', { shown: `b'def...up'`, answer: `b'${cid}'`, type: 'bytes' }, text(cid)],
    ['Delve, whole now', { shown: `"default:da...+9 more"`, answer: `"${cid}"` }, text(cid)],
    ['Delve, cut again', { shown: `"default:da...+9 more"`, answer: `"default:dail...+7 more"` }, cut],
    ['no notice taken: cut', { shown: `'default:da…up'`, answer: `'default:da…up'` }, cut],
    ['no notice taken: whole', { shown: `'${cid}'`, answer: `'${cid}'` }, text(cid)],
    ['an adapter without quotes', { shown: cid, answer: cid, type: 'String' }, text(cid)],
    [
      'an adapter without quotes, cut',
      { shown: 'default:da...', answer: 'default:da...', type: 'String' },
      cut,
    ],
    ['no string', { shown: 'Call {…}', answer: `{"cid": "${cid}"}` }, other],
    ['no value', { shown: 'x', answer: 'undefined' }, plain],
  ];
  for (const [name, { shown, type, answer }, expected] of answered)
    it(name, () => {
      assert.deepEqual(readAnsweredValue(answer, { shown, type }), expected);
    });
});
