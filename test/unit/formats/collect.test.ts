import * as assert from 'node:assert/strict';
import { collect } from '../../../src/formats/collect';

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

  it('stops when aborted', async () => {
    const abort = new AbortController();
    abort.abort();
    await assert.rejects(collect(slicesOf(['1']), 7, abort.signal), { name: 'AbortError' });
  });
});
