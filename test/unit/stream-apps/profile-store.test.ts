import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { filesIn } from '../../../src/stream-apps/files';
import { readProfile, writeProfile } from '../../../src/stream-apps/profile-file';
import { createProfileStore, type ProfileStore } from '../../../src/stream-apps/profile-store';
import { recordedLog, type RecordedLog } from '../shell/recorded-log';
import { profileNamed } from './profiles-in-memory';

describe('the profile store, on a disk', () => {
  let folder = '';
  let log: RecordedLog;
  const openStore = (): ProfileStore => createProfileStore(filesIn(folder, randomUUID), log);

  beforeEach(async () => {
    folder = path.join(await fs.mkdtemp(path.join(os.tmpdir(), 'profiles-')), 'apps');
    log = recordedLog();
  });
  afterEach(async () => {
    await fs.rm(path.dirname(folder), { recursive: true });
  });

  it('is empty before anything was saved, and makes no folder by being asked', async () => {
    const store = openStore();
    assert.deepEqual(await store.list(), []);
    assert.equal(await store.get(randomUUID()), undefined);
    await assert.rejects(fs.stat(folder), { code: 'ENOENT' });
  });

  it('gives back what was saved, by name', async () => {
    const beta = profileNamed('beta', { production: true });
    const alpha = profileNamed('alpha', { baseUrl: 'https://video.example.com' });
    await openStore().save(beta);
    await openStore().save(alpha);
    assert.deepEqual(await openStore().list(), [alpha, beta]);
    assert.deepEqual(await openStore().get(beta.id), beta);
  });

  it('finds by id, by name and by name in another case', async () => {
    const [one, other] = [profileNamed('Acme'), profileNamed('acme')];
    const store = openStore();
    await store.save(one);
    await store.save(other);
    assert.equal((await store.find('Acme'))?.id, one.id);
    assert.equal((await store.find('acme'))?.id, other.id);
    assert.equal((await store.find(other.id))?.id, other.id);
    assert.ok((await store.find('ACME')) !== undefined);
    assert.equal(await store.find('nobody'), undefined);
  });

  it('loses none of what two windows add at once', async () => {
    const [one, other] = [openStore(), openStore()];
    const profiles = Array.from({ length: 40 }, (_, at) => profileNamed(`app ${at}`));
    await Promise.all(profiles.map((profile, at) => (at % 2 === 0 ? one : other).save(profile)));
    const names = (await openStore().list()).map((profile) => profile.name).sort();
    assert.deepEqual(names, profiles.map((profile) => profile.name).sort());
    assert.deepEqual(
      (await fs.readdir(folder)).filter((file) => !file.endsWith('.json')),
      [],
    );
  });

  it('shows a reader the old file or the new one while it is written', async () => {
    const profile = profileNamed('x'.repeat(50_000));
    await openStore().save(profile);
    const writing = Promise.all(
      Array.from({ length: 20 }, (_, at) => openStore().save({ ...profile, production: at % 2 === 0 })),
    );
    for (let at = 0; at < 50; at += 1) assert.equal((await openStore().get(profile.id))?.name, profile.name);
    await writing;
    assert.deepEqual(log.lines, []);
  });

  it('reports a file that cannot be read once, and leaves it as it is', async () => {
    const good = profileNamed('good');
    const store = openStore();
    await store.save(good);
    const bad = path.join(folder, `${randomUUID()}.json`);
    await fs.writeFile(bad, '{"version":1,');
    const later = path.join(folder, `${randomUUID()}.json`);
    await fs.writeFile(later, JSON.stringify({ ...good, version: 2 }));
    const swapped = path.join(folder, `${randomUUID()}.json`);
    await fs.writeFile(swapped, writeProfile(good));
    assert.deepEqual(await store.list(), [good]);
    assert.deepEqual(await store.list(), [good]);
    for (const file of [bad, later, swapped]) {
      assert.equal(log.lines.filter((line) => line.includes(path.basename(file))).length, 1, file);
    }
    assert.equal(await fs.readFile(bad, 'utf8'), '{"version":1,');
  });

  it('does not read what is no profile of its own', async () => {
    await fs.mkdir(folder);
    for (const name of ['notes.json', '..json', `${randomUUID()}.json.abc.tmp`]) {
      await fs.writeFile(path.join(folder, name), '{}');
    }
    assert.deepEqual(await openStore().list(), []);
    assert.deepEqual(log.lines, []);
    assert.equal(await openStore().get('../apps/notes'), undefined);
  });

  it('removes, twice too', async () => {
    const profile = profileNamed('gone');
    const store = openStore();
    await store.save(profile);
    await store.remove(profile.id);
    await store.remove(profile.id);
    assert.deepEqual(await store.list(), []);
  });

  it('leaves no temporary file where writing failed', async () => {
    const profile = profileNamed('blocked');
    await fs.mkdir(path.join(folder, `${profile.id}.json`), { recursive: true });
    await assert.rejects(openStore().save(profile));
    assert.deepEqual(await fs.readdir(folder), [`${profile.id}.json`]);
  });

  it('knows which names are free', async () => {
    const profile = profileNamed('Acme');
    const store = openStore();
    await store.save(profile);
    assert.equal(await store.isFree(' acme '), false);
    assert.equal(await store.isFree('other'), true);
    assert.equal(await store.isFree('Sample'), false);
  });
});

describe('a profile’s file', () => {
  it('reads back as the profile that was written', () => {
    const name = fc
      .string({ minLength: 1 })
      .map((text) => text.trim())
      .filter((text) => text !== '');
    const baseUrl = fc.constantFrom(undefined, 'https://video.example.com', 'http://127.0.0.1:8080');
    fc.assert(
      fc.property(fc.uuid(), name, name, baseUrl, fc.boolean(), (id, called, key, url, production) => {
        const profile = { id, name: called, key, baseUrl: url, production };
        assert.deepEqual(readProfile(id, writeProfile(profile)), profile);
      }),
    );
  });

  it('is refused with a base URL that Rollcall would not take from the user', () => {
    const profile = profileNamed('x', { baseUrl: 'http://example.com' });
    assert.throws(() => readProfile(profile.id, writeProfile(profile)), /baseUrl/);
  });
});
