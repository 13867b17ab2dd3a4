import assert from 'node:assert/strict';
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { redact } from '../../../src/shell/redact';

const secret = randomBytes(32).toString('hex');

function tokenOf(key: string): string {
  const head = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url');
  const body = Buffer.from('{"server":true}').toString('base64url');
  return `${head}.${body}.${createHmac('sha256', key).update(`${head}.${body}`).digest('base64url')}`;
}

describe('redact', () => {
  it('takes out secrets, tokens and their encodings', () => {
    const token = tokenOf(secret);
    const forms = [
      secret,
      token,
      token.split('.')[2] ?? '',
      Buffer.from(secret).toString('base64'),
      Buffer.from(secret).toString('base64url'),
      Buffer.from(secret).toString('hex'),
    ];
    for (const form of forms) {
      assert.ok(form.length > 20);
      for (const sentence of [
        `refused ${form}`,
        `secret=${form}, key`,
        `{"a":"${form}"}`,
        `(${form})`,
        form,
      ]) {
        assert.ok(sentence.includes(form));
        assert.ok(!redact(sentence).includes(form), redact(sentence));
      }
    }
  });

  it('takes out short secrets where they are named', () => {
    for (const sentence of [
      'api_secret: hunter2',
      '"secret":"hunter2"',
      'token=hunter2;',
      'api-key = hunter2',
    ]) {
      assert.ok(!redact(sentence).includes('hunter2'), redact(sentence));
    }
  });

  it('takes query strings and user info out of addresses', () => {
    const cleaned = redact(
      'GET https://me:pw@example.com/api/v2/video/call?api_key=k3y&filter={"user_id":"bob"} failed',
    );
    assert.equal(cleaned, 'GET https://example.com/api/v2/video/call?… failed');
  });

  it('takes out the name of the home folder', () => {
    const cleaned = redact('at open (/home/ann/code/x.js:1:2), C:\\Users\\Ann\\x.js, /Users/ann/x.js');
    assert.ok(!/\bann\b/i.test(cleaned), cleaned);
  });

  it('keeps request ids and ordinary sentences', () => {
    const id = randomUUID();
    assert.equal(redact(`failed with 503, request ${id}`), `failed with 503, request ${id}`);
    const plain = 'QueryCallParticipantSessions failed with error: "call session not found"';
    assert.equal(redact(plain), plain);
    const path =
      'GetCallSessionParticipantStatsTimeline GET /api/v2/video/call/{type}/{id}/session/participants2/x';
    assert.equal(redact(path), path);
  });
});
