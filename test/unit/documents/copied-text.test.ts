import assert from 'node:assert/strict';
import { english } from '../../../src/attendance/text';
import { copiedText } from '../../../src/documents/copied-text';

describe('what is said of copied Call Session JSON', () => {
  const count = (n: number): string => n.toLocaleString('en');
  const said = (rows: number, of?: number): string => english(copiedText(rows, of, count));

  it('counts in the user’s language, one thing as one', () => {
    assert.match(said(12_000), /: 12,000 participant sessions\.$/);
    assert.match(said(1), /: 1 participant session\.$/);
    assert.match(said(0), /: 0 participant sessions\.$/);
  });

  it('names the total only where it is known', () => {
    assert.match(said(100, 12_000), /: 100 of 12,000 participant sessions\.$/);
    assert.match(said(0, 1), /: 0 of 1 participant session\.$/);
    assert.match(said(100), /: 100 participant sessions\.$/);
  });
});
