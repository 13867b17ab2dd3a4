import assert from 'node:assert/strict';
import { hostOf, isBaseUrl, readBaseUrl } from '../../../src/stream-apps/base-url';

describe('a base URL', () => {
  for (const [typed, url] of [
    ['https://video.example.com', 'https://video.example.com'],
    [' https://video.example.com/ ', 'https://video.example.com'],
    ['https://video.example.com:8443/stream//', 'https://video.example.com:8443/stream'],
    ['http://localhost:3030', 'http://localhost:3030'],
    ['http://127.0.0.1:3030/', 'http://127.0.0.1:3030'],
    ['http://[::1]:3030', 'http://[::1]:3030'],
    ['HTTPS://Video.Example.com', 'https://video.example.com'],
  ] as const) {
    it(`is taken: ${typed}`, () => {
      assert.deepEqual(readBaseUrl(typed), { kind: 'url', url });
      assert.equal(isBaseUrl(url), true);
    });
  }

  for (const typed of [
    'video.example.com',
    'ftp://example.com',
    'javascript:alert(1)',
    'http://example.com',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://192.168.0.7',
    'https://me@example.com',
    'https://me:pw@example.com',
    'https://localhost@example.com',
    'https://example.com/?a=b',
    'https://example.com/?',
    'https://example.com/#x',
  ]) {
    it(`is refused: ${typed}`, () => {
      assert.equal(readBaseUrl(typed).kind, 'refused');
      assert.equal(isBaseUrl(typed), false);
    });
  }

  it('may be left empty', () => {
    assert.deepEqual(readBaseUrl('  '), { kind: 'default' });
    assert.equal(isBaseUrl(''), false);
  });

  it('names its host by scheme, name and port', () => {
    assert.equal(hostOf(undefined), '');
    assert.equal(hostOf('https://a.example.com/x'), 'https://a.example.com');
    assert.notEqual(hostOf('http://localhost:1'), hostOf('http://localhost:2'));
  });
});
