import assert from 'node:assert/strict';
import { LoadOnce } from '../../../src/shell/load-once';

describe('what is loaded once', () => {
  it('is loaded at the first use, for all who ask', async () => {
    let loads = 0;
    const part = new LoadOnce(() => Promise.resolve({ n: ++loads }));
    assert.deepEqual([part.held], [undefined]);
    const [one, other] = await Promise.all([part.get(), part.get()]);
    assert.equal(one, other);
    assert.equal(await part.held, one);
    assert.equal(loads, 1);
  });

  it('is tried again after a failure, which is told to whoever asked', async () => {
    let loads = 0;
    const part = new LoadOnce(() =>
      ++loads === 1 ? Promise.reject(new Error('no file')) : Promise.resolve(loads),
    );
    await assert.rejects(part.get(), /no file/);
    assert.deepEqual([part.held], [undefined]);
    assert.equal(await part.get(), 2);
  });

  it('is ended with its owner, if it was loaded at all', async () => {
    const ended: string[] = [];
    const end = (loaded: string): void => {
      ended.push(loaded);
    };
    new LoadOnce(() => Promise.resolve('never asked for'), end).dispose();
    const failed = new LoadOnce(() => Promise.reject<string>(new Error('no file')), end);
    await assert.rejects(failed.get());
    failed.dispose();
    const loading = new LoadOnce(() => Promise.resolve('loaded'), end);
    const loaded = loading.get();
    loading.dispose();
    await loaded;
    await loading.held;
    assert.deepEqual(ended, ['loaded']);
  });
});
