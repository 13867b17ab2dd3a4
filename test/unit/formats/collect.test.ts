import * as assert from 'node:assert/strict';
import { collect, collectBytes } from '../../../src/formats/collect';

async function* slicesOf(parts: readonly string[], taken: string[] = []): AsyncGenerator<string> {
  for (const part of parts) {
    taken.push(part);
    yield await Promise.resolve(part);
  }
}

describe('collecting slices', () => {
  it('joins what fits, counted in bytes', async () => {
    assert.deepEqual(await collect(slicesOf(['{"a":', '"ü"}']), 9), { fits: false });
    assert.deepEqual(await collect(slicesOf(['{"a":', '"ü"}']), 10), {
      fits: true,
      text: '{"a":"ü"}',
      bytes: 10,
    });
  });

  it('stops asking once it does not fit', async () => {
    const taken: string[] = [];
    assert.deepEqual(await collect(slicesOf(['12345', '67890', 'never'], taken), 7), { fits: false });
    assert.deepEqual(taken, ['12345', '67890']);
  });

  it('joins bytes the same way', async () => {
    const bytes = async function* (parts: readonly string[], taken: string[] = []) {
      for await (const part of slicesOf(parts, taken)) yield Buffer.from(part);
    };
    const taken: string[] = [];
    assert.equal(await collectBytes(bytes(['123', '45ü', 'never'], taken), 6), undefined);
    assert.deepEqual(taken, ['123', '45ü']);
    assert.deepEqual(await collectBytes(bytes(['123', '45ü']), 7), Buffer.from('12345ü'));
    await assert.rejects(collectBytes(bytes(['1']), 7, AbortSignal.abort()), { name: 'AbortError' });
  });

  it('stops when aborted', async () => {
    const abort = new AbortController();
    abort.abort();
    await assert.rejects(collect(slicesOf(['1']), 7, abort.signal), { name: 'AbortError' });
  });
});
