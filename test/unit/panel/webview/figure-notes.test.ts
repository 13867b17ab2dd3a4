import assert from 'node:assert/strict';
import { notesOf } from '../../../../src/panel/webview/figure-notes';
import { figureLine } from './snapshots';

const clipped = 'Only time from 2026-11-19 09:05:00 UTC on counts';
const own = 'The window is as long as the session, since its end is not known';

describe('The notes of figures', () => {
  const lines = [
    figureLine('one', ['may still change', clipped]),
    figureLine('two', ['may still change', clipped, own]),
    figureLine('three', ['may still change', clipped]),
  ];
  const notes = notesOf(lines);

  it('stand below where they are long and of many', () => {
    assert.deepEqual(notes.below, [{ letter: 'a', note: clipped }]);
  });

  it('stand at the figure where they are short, or of it alone; of the others their letters do', () => {
    assert.deepEqual(
      lines.map(({ computed }) => computed && notes.at(computed)),
      [
        { notes: ['may still change'], letters: ['a'] },
        { notes: ['may still change', own], letters: ['a'] },
        { notes: ['may still change'], letters: ['a'] },
      ],
    );
  });

  it('have letters of their own, however many there are', () => {
    const many = Array.from({ length: 60 }, (_, at) => `${clipped}, and this is number ${at}`);
    const { below } = notesOf([figureLine('1', many), figureLine('2', many), figureLine('3', many)]);
    assert.equal(new Set(below.map(({ letter }) => letter)).size, 60);
    assert.deepEqual([below[25]?.letter, below[26]?.letter], ['z', 'a2']);
  });
});
