import assert from 'node:assert/strict';
import { unlessEdited } from '../../../../src/queries/kept/unless-edited';
import { isProblem } from '../../../../src/shell/problem';

/** A file that an editor of this window may hold; `written` is all that it was. */
function stage() {
  const written: string[] = ['old'];
  let isEdited = false;
  const file = {
    read: () => Promise.resolve(written.at(-1)),
    change: (make: (source: string | undefined) => string): Promise<string> => {
      const after = make(written.at(-1));
      written.push(after);
      return Promise.resolve(after);
    },
  };
  return {
    file,
    written,
    guarded: unlessEdited(file, '.vscode/rollcall.json', () => isEdited),
    edit: (now: boolean) => {
      isEdited = now;
    },
  };
}

const refusal = (error: unknown): boolean =>
  isProblem(error) &&
  error.message.startsWith('.vscode/rollcall.json is open in an editor with changes that are not saved') &&
  error.acts.some(({ kind }) => kind === 'again');

describe('a file that an editor holds', () => {
  it('is changed where nothing in it waits to be saved', async () => {
    const { guarded, written } = stage();
    assert.equal(await guarded.change((source) => `${source ?? ''}, new`), 'old, new');
    assert.deepEqual(written, ['old', 'old, new']);
  });

  it('is left alone while it has changes that are not saved, and read all the same', async () => {
    const { guarded, written, edit } = stage();
    edit(true);
    await assert.rejects(
      guarded.change(() => assert.fail('not asked for')),
      refusal,
    );
    assert.deepEqual([await guarded.read(), written], ['old', ['old']]);
    edit(false);
    await guarded.change(() => 'new');
    assert.deepEqual(written, ['old', 'new']);
  });

  it('is left alone where somebody begins to type while others hold the file', async () => {
    const { file, written, edit, guarded } = stage();
    const { change } = file;
    file.change = (make) => {
      edit(true);
      return change(make);
    };
    await assert.rejects(
      guarded.change(() => 'new'),
      refusal,
    );
    assert.deepEqual(written, ['old']);
  });
});
