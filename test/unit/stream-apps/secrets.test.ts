import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { isProblem } from '../../../src/shell/problem';
import { createSecrets, profileOfSecret, type SecretVault } from '../../../src/stream-apps/secrets';
import { profileNamed } from './profiles-in-memory';

function vault(): SecretVault & { readonly held: Map<string, string> } {
  const held = new Map<string, string>();
  return {
    held,
    get: (key) => Promise.resolve(held.get(key)),
    store: (key, value) => {
      held.set(key, value);
      return Promise.resolve();
    },
    delete: (key) => {
      held.delete(key);
      return Promise.resolve();
    },
  };
}

const secret = randomBytes(32).toString('hex');
const profile = profileNamed('acme', { baseUrl: 'https://video.example.com/a' });

describe('secrets', () => {
  it('are read back under the id of their profile, and under no other', async () => {
    const held = vault();
    const secrets = createSecrets(held, 'linux');
    await secrets.write(profile, secret);
    assert.deepEqual(await secrets.read(profile), { kind: 'found', secret });
    assert.equal((await secrets.read(profileNamed('other'))).kind, 'absent');
    assert.deepEqual([...held.held.keys()].map(profileOfSecret), [profile.id]);
    assert.equal(profileOfSecret('other.secret.x'), undefined);
    await secrets.remove(profile.id);
    assert.equal((await secrets.read(profile)).kind, 'absent');
    assert.equal(held.held.size, 0);
  });

  it('are not given to another host than the one they were entered for', async () => {
    const secrets = createSecrets(vault(), 'linux');
    await secrets.write(profile, secret);
    assert.equal((await secrets.read({ ...profile, baseUrl: 'https://video.example.com/b' })).kind, 'found');
    for (const baseUrl of ['https://evil.example.com', 'https://video.example.com:444', undefined]) {
      const reading = await secrets.read({ ...profile, baseUrl });
      assert.equal(reading.kind, 'absent');
      assert.match(reading.reason.message, /another host/);
    }
  });

  it('count as absent where the storage holds something else', async () => {
    for (const value of ['', secret, '{}', '{"version":2,"secret":"x","host":""}', 'null']) {
      const held = vault();
      const secrets = createSecrets(held, 'linux');
      await secrets.write(profile, secret);
      for (const key of held.held.keys()) held.held.set(key, value);
      assert.equal((await secrets.read(profile)).kind, 'absent', value);
    }
  });

  it('are asked for with the reason when the storage cannot be read', async () => {
    const broken = { ...vault(), get: () => Promise.reject(new Error('keyring is locked')) };
    const onLinux = await createSecrets(broken, 'linux').read(profile);
    assert.equal(onLinux.kind, 'absent');
    assert.match(onLinux.reason.message, /keyring/);
    assert.equal(onLinux.reason.args['reason'], 'keyring is locked');
    const onMac = await createSecrets(broken, 'darwin').read(profile);
    assert.equal(onMac.kind, 'absent');
    assert.doesNotMatch(onMac.reason.message, /keyring/);
  });

  it('say what to do when the storage cannot be written, without telling the secret', async () => {
    const broken = { ...vault(), store: () => Promise.reject(new Error('no keyring')) };
    await assert.rejects(createSecrets(broken, 'linux').write(profile, secret), (error) => {
      assert.ok(isProblem(error));
      assert.match(error.text.message, /gnome-keyring/);
      assert.ok(!inspect(error, { depth: 10 }).includes(secret));
      return true;
    });
  });
});
