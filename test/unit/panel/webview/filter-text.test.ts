import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkRowFilter } from '../../../../src/attendance/filter/validate-rows';
import { parseRowFilter } from '../../../../src/attendance/filter/validate-rows';
import { markedParts, textOfFilter } from '../../../../src/panel/webview/filter-text';
import { rowFilter } from '../../attendance/filter-arbitraries';

/** What stands in «» is marked. */
function marked(source: string): string {
  const read = parseRowFilter(source);
  return markedParts(source, read.ok ? [] : read.problems)
    .map(({ text, wrong }) => (wrong ? `«${text}»` : text))
    .join('');
}

describe('The row filter as text', () => {
  it('comes back from its text', () => {
    fc.assert(
      fc.property(rowFilter, (filter) => {
        assert.deepEqual(parseRowFilter(textOfFilter(filter)), checkRowFilter(filter));
      }),
    );
  });

  it('shows nothing that hides or reorders itself', () => {
    const source = textOfFilter({ user_id: { $in: ['a\u202eb', 'x\u200by', '\ufeff', 'zoë'] } });
    assert.doesNotMatch(source, /[\u200b\u202e\ufeff]/);
    assert.match(source, /"a\\u202eb"/);
    assert.match(source, /"zoë"/);
    assert.deepEqual(parseRowFilter(source), {
      ok: true,
      filter: { user_id: { $in: ['a\u202eb', 'x\u200by', '\ufeff', 'zoë'] } },
    });
  });

  it('is marked where it is wrong', () => {
    assert.equal(marked('{"user_id": "alice"}'), '{"user_id": "alice"}');
    assert.equal(marked('{"userid": "alice"}'), '{«"userid"»: "alice"}');
    assert.equal(
      marked('{"is_live": 3, "user_id": {"$inn": 1}}'),
      '{"is_live": «3», "user_id": {«"$inn"»: 1}}',
    );
    assert.equal(marked('{"user_id": }'), '{"user_id": «}»');
  });

  it('is marked at its end, and at the end of a line, where something is missing', () => {
    assert.deepEqual(markedParts('{', [{ offset: 1, length: 0 }]), [
      { text: '{', wrong: false },
      { text: ' ', wrong: true },
    ]);
    assert.deepEqual(markedParts('{\n}', [{ offset: 1, length: 0 }]), [
      { text: '{', wrong: false },
      { text: ' \n', wrong: true },
      { text: '}', wrong: false },
    ]);
  });

  it('stays the same text, whatever is marked in it', () => {
    const place = fc.record({ offset: fc.nat(30), length: fc.nat(10) });
    const source = fc.stringMatching(/^[a-z]{0,30}$/);
    fc.assert(
      fc.property(source, fc.array(place, { maxLength: 5 }), (typed, places) => {
        const inside = places.filter(({ offset }) => offset <= typed.length);
        const parts = markedParts(typed, inside);
        assert.equal(
          parts
            .map(({ text }) => text)
            .join('')
            .trimEnd(),
          typed,
        );
        for (let at = 0; at < typed.length; at++) {
          const isWrong = inside.some((one) => at >= one.offset && at < one.offset + Math.max(1, one.length));
          assert.equal(wrongAt(parts, at), isWrong, `at ${at}`);
        }
      }),
    );
  });
});

function wrongAt(parts: ReturnType<typeof markedParts>, at: number): boolean | undefined {
  let end = 0;
  return parts.find(({ text }) => (end += text.length) > at)?.wrong;
}
