import assert from 'node:assert/strict';
import { isProblem } from '../../../src/shell/problem';
import { readSampleAddress } from '../../../src/stream-apps/sample-app';

const good = { url: 'http://127.0.0.1:4321', key: 'k', secret: 's', now: 1_764_000_000_000 };

describe('ROLLCALL_SAMPLE', () => {
  it('names a running sample server, with or without a fixed clock', () => {
    assert.deepEqual(readSampleAddress(JSON.stringify(good)), good);
    const { url, key, secret } = good;
    assert.deepEqual(readSampleAddress(JSON.stringify({ url, key, secret })), { url, key, secret });
  });

  it('may be absent', () => {
    assert.equal(readSampleAddress(undefined), undefined);
    assert.equal(readSampleAddress(''), undefined);
  });

  it('is refused when it leads off this computer or is not whole', () => {
    for (const value of [
      'http://127.0.0.1:4321',
      '{}',
      JSON.stringify({ ...good, url: 'https://127.0.0.1' }),
      JSON.stringify({ ...good, url: 'http://example.com' }),
      JSON.stringify({ ...good, url: 'http://me@127.0.0.1' }),
      JSON.stringify({ ...good, key: '' }),
      JSON.stringify({ ...good, now: 'noon' }),
      JSON.stringify({ ...good, now: -1 }),
    ]) {
      assert.throws(() => readSampleAddress(value), isProblem, value);
    }
  });
});
