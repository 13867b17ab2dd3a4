import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { english } from '../../../src/attendance/text';
import { conditionsOf, withCondition, withoutCondition } from '../../../src/queries/call-conditions';
import { filterWords } from '../../../src/attendance/filter/filter-words';
import { filterText, readFilterText } from '../../../src/queries/filter-text';

describe('conditions on calls', () => {
  it('combine, replace and go one by one', () => {
    const both = withCondition(withCondition({ type: 'default' }, { ongoing: true }), { type: 'livestream' });
    assert.deepEqual(both, { type: 'livestream', ongoing: true });
    assert.deepEqual(
      conditionsOf(both).map((each) => each.key),
      ['type', 'ongoing'],
    );
    assert.deepEqual(withoutCondition(both, 'ongoing'), { type: 'livestream' });
  });

  it('parts of a filter put together again are the filter', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (filter) => {
        const again = conditionsOf(filter).reduce((sum, each) => withCondition(sum, each.filter), {});
        assert.deepEqual(Object.entries(again), Object.entries(filter));
      }),
    );
  });
});

describe('a filter as text', () => {
  it('is read, and written so that it is read again', () => {
    const filter = { type: { $in: ['default', 'livestream'] }, ongoing: true };
    assert.deepEqual(readFilterText(filterText(filter), english), { kind: 'filter', filter });
    assert.deepEqual(readFilterText(filterText({}), english), { kind: 'filter', filter: {} });
  });

  it('tells what is wrong and where', () => {
    const read = readFilterText('{"type": "default", "colour": 1}', english);
    assert.ok(read.kind === 'wrong');
    assert.match(english(read.text), /^Column 21: .*colour/);
    const second = readFilterText('{"type": "default",\n "ongoing": "yes"}', english);
    assert.ok(second.kind === 'wrong');
    assert.match(english(second.text), /^Line 2, column 13: /);
  });

  it('is told in words; one that we would refuse is shown as it stands', () => {
    assert.match(filterWords({ type: 'default' }, english), /type is default/);
    assert.equal(filterWords({ colour: 1 }, english), '{"colour":1}');
  });
});
