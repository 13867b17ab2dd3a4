import assert from 'node:assert/strict';
import { text } from '../../../src/attendance/text';
import type { AttendanceBook } from '../../../src/book/book';
import type { AppKind } from '../../../src/shell/commands';
import { StreamFailure } from '../../../src/stream/errors';
import type { NoApp, OpenApp } from '../../../src/stream-apps/active-app';
import { createActiveApp, type ActiveAppParts } from '../../../src/stream-apps/create-active-app';
import { sampleAppId, type Profile } from '../../../src/stream-apps/profile';
import { recordedLog } from '../shell/recorded-log';
import { bookOfNothing } from './book-of-nothing';
import { profileNamed, profilesInMemory } from './profiles-in-memory';

/** A window with its settings, its secrets and a user who answers questions. */
function createWindow() {
  const log = recordedLog();
  const profiles = profilesInMemory();
  const secrets = new Map<string, string>();
  const events: string[] = [];
  const kinds: AppKind[] = [];
  const window = {
    setting: '',
    fromWorkspace: false,
    last: undefined as string | undefined,
    typedSecret: undefined as string | undefined,
    allowsProduction: false,
    sampleFails: undefined as Error | undefined,
  };
  let books = 0;
  function openBook(what: string): AttendanceBook {
    books += 1;
    const name = `${what}#${books}`;
    events.push(`opened ${name}`);
    return bookOfNothing(name, () => events.push(`disposed ${name}`));
  }
  const parts: ActiveAppParts = {
    log,
    profiles,
    secrets: {
      read: ({ id }) => {
        const secret = secrets.get(id);
        return Promise.resolve(
          secret === undefined
            ? { kind: 'absent', reason: text('it is not there') }
            : { kind: 'found', secret },
        );
      },
      write: ({ id }, secret) => {
        secrets.set(id, secret);
        return Promise.resolve();
      },
      remove: (id) => {
        secrets.delete(id);
        return Promise.resolve();
      },
    },
    wanted: () => ({ value: window.setting, fromWorkspace: window.fromWorkspace }),
    lastChoice: {
      get: () => window.last,
      set: (id) => {
        window.last = id;
        return Promise.resolve();
      },
    },
    askSecret: (profile, reason) => {
      events.push(`asked for the secret of ${profile.name}: ${reason.message}`);
      return Promise.resolve(window.typedSecret);
    },
    confirmProduction: (profile) => {
      events.push(`asked about production: ${profile.name}`);
      return Promise.resolve(window.allowsProduction);
    },
    openProfile: (profile, secret) => Promise.resolve(openBook(`${profile.name}/${secret}`)),
    openSample: () =>
      window.sampleFails === undefined
        ? Promise.resolve(openBook('sample'))
        : Promise.reject(window.sampleFails),
    sampleName: () => 'Sample data',
    showKind: (kind) => kinds.push(kind),
  };
  const apps = createActiveApp(parts);
  apps.onDidChange((app) => {
    events.push(`changed to ${app?.name ?? 'none'}`);
  });
  async function connect(name: string, facts: Partial<Profile> = {}): Promise<Profile> {
    const profile = profileNamed(name, facts);
    await profiles.save(profile);
    secrets.set(profile.id, `secret-of-${name}`);
    return profile;
  }
  return { apps, connect, events, kinds, log, profiles, secrets, window };
}

function nameOf(opened: OpenApp | NoApp): string {
  return 'reason' in opened ? opened.reason : opened.name;
}

describe('the active app', () => {
  it('is none while nothing was chosen', async () => {
    const { apps, events } = createWindow();
    assert.deepEqual(await apps.open(), { reason: 'none' });
    assert.equal(apps.current, undefined);
    assert.deepEqual(events, []);
  });

  it('is the one that the setting names: sample, id or name', async () => {
    for (const by of ['sample', 'id', 'name'] as const) {
      const { apps, connect, window } = createWindow();
      const profile = await connect('acme');
      const other = await connect('other');
      window.last = other.id;
      window.setting = { sample: sampleAppId, id: profile.id, name: 'Acme' }[by];
      assert.equal(nameOf(await apps.open()), by === 'sample' ? 'Sample data' : 'acme');
    }
  });

  it('is the last choice where the setting is empty, and none once that app is gone', async () => {
    const { apps, connect, window, profiles } = createWindow();
    const profile = await connect('acme');
    window.last = profile.id;
    assert.equal(nameOf(await apps.open()), 'acme');
    const later = createWindow();
    later.window.last = profile.id;
    assert.deepEqual(await later.apps.open(), { reason: 'none' });
    assert.ok((await profiles.list()).length === 1);
  });

  it('says so when the setting names an app that is not connected', async () => {
    const { apps, window } = createWindow();
    window.setting = 'acme-prod';
    const opened = await apps.open();
    assert.ok('reason' in opened && opened.reason === 'failed');
    assert.equal(opened.text.args['name'], 'acme-prod');
  });

  it('opens once for all who ask at the same time', async () => {
    const { apps, events, window } = createWindow();
    window.setting = sampleAppId;
    const [one, other] = await Promise.all([apps.open(), apps.open()]);
    assert.equal(one, other);
    assert.equal(await apps.open(), one);
    assert.deepEqual(events, ['opened sample#1', 'changed to Sample data']);
  });

  it('knows which apps are connected, without opening one', async () => {
    const { apps, connect, events } = createWindow();
    const profile = await connect('acme');
    assert.deepEqual(
      [await apps.has(profile.id), await apps.has(sampleAppId), await apps.has('no-app')],
      [true, true, false],
    );
    assert.deepEqual(events, []);
  });

  it('finds an app by exactly its name, and none where two have it', async () => {
    const { apps, connect, events } = createWindow();
    const { id } = await connect('acme', { production: true });
    assert.deepEqual(await apps.named('acme'), { id, name: 'acme', production: true });
    assert.deepEqual(await apps.named(sampleAppId), {
      id: sampleAppId,
      name: 'Sample data',
      production: false,
    });
    for (const name of ['Acme', id, 'no-app', '']) assert.equal(await apps.named(name), undefined, name);
    await connect('acme');
    assert.equal(await apps.named('acme'), undefined);
    assert.deepEqual(events, []);
  });

  it('tells what it would open, without opening or asking anything', async () => {
    const { apps, connect, events, window } = createWindow();
    assert.equal(await apps.chosen(), undefined);
    const { id } = await connect('acme', { production: true });
    window.last = id;
    assert.deepEqual(await apps.chosen(), { id, name: 'acme', production: true });
    window.last = 'removed';
    assert.equal(await apps.chosen(), undefined);
    window.setting = sampleAppId;
    assert.equal((await apps.chosen())?.name, 'Sample data');
    window.setting = 'ACME';
    assert.equal((await apps.chosen())?.id, id);
    assert.deepEqual(events, []);
    window.setting = sampleAppId;
    await apps.open();
    window.setting = 'acme';
    assert.equal((await apps.chosen())?.id, sampleAppId);
  });

  it('tells its listeners before the old book is disposed', async () => {
    const { apps, connect, events, window } = createWindow();
    const profile = await connect('acme');
    await apps.switchTo(sampleAppId);
    events.length = 0;
    await apps.switchTo(profile.id);
    assert.deepEqual(events, ['opened acme/secret-of-acme#2', 'changed to acme', 'disposed sample#1']);
    assert.equal(window.last, profile.id);
  });

  it('changes in the order in which it was asked to', async () => {
    const { apps, connect } = createWindow();
    const [one, other] = [await connect('one'), await connect('other')];
    await Promise.all([
      apps.switchTo(one.id),
      apps.switchTo(other.id),
      apps.switchTo(sampleAppId),
      apps.switchTo(one.id),
    ]);
    assert.equal(apps.current?.name, 'one');
  });

  it('stays as it was when another app cannot be opened', async () => {
    const { apps, window } = createWindow();
    await apps.switchTo(sampleAppId);
    const gone = profileNamed('gone');
    const opened = await apps.switchTo(gone.id);
    assert.equal(nameOf(opened), 'failed');
    assert.equal(apps.current?.id, sampleAppId);
    assert.equal(window.last, sampleAppId);
  });

  it('asks once for a missing secret, with the reason', async () => {
    const { apps, connect, events, secrets, window } = createWindow();
    const profile = await connect('acme');
    secrets.clear();
    assert.deepEqual(await apps.switchTo(profile.id), { reason: 'declined' });
    assert.deepEqual(events, ['asked for the secret of acme: it is not there']);
    window.typedSecret = 'typed';
    assert.equal(nameOf(await apps.switchTo(profile.id)), 'acme');
    assert.deepEqual(events.slice(1), [
      'asked for the secret of acme: it is not there',
      'opened acme/typed#1',
      'changed to acme',
    ]);
  });

  it('asks before it opens a production app that the workspace names, and only then', async () => {
    const { apps, connect, events, window } = createWindow();
    await connect('prod', { production: true });
    window.setting = 'prod';
    window.fromWorkspace = true;
    assert.deepEqual(await apps.open(), { reason: 'declined' });
    assert.deepEqual(events, ['asked about production: prod']);
    window.allowsProduction = true;
    assert.equal(nameOf(await apps.open()), 'prod');

    const own = createWindow();
    await own.connect('prod', { production: true });
    own.window.setting = 'prod';
    assert.equal(nameOf(await own.apps.open()), 'prod');
    assert.ok(!own.events.some((event) => event.startsWith('asked')));
  });

  it('tells why it failed, in words, and a cancel is no failure', async () => {
    const { apps, log, window } = createWindow();
    window.setting = sampleAppId;
    window.sampleFails = new StreamFailure('network', text('no network'));
    assert.deepEqual(await apps.open(), { reason: 'failed', text: text('no network') });
    assert.match(log.lines.join('\n'), /opening the app failed: network/);
    window.sampleFails = new StreamFailure('cancelled', text('stopped'));
    assert.deepEqual(await apps.open(), { reason: 'declined' });
    window.sampleFails = undefined;
    assert.equal(nameOf(await apps.open()), 'Sample data');
  });

  it('shows the views what is open, or why nothing is', async () => {
    const { apps, connect, kinds, profiles, secrets, window } = createWindow();
    const since = (): readonly AppKind[] => kinds.splice(0);
    await apps.open();
    assert.deepEqual(since(), ['opening', 'none']);
    const profile = await connect('acme');
    secrets.clear();
    window.last = profile.id;
    await apps.open();
    assert.deepEqual(since(), ['opening', 'declined'], 'connected, but its question was closed');
    window.typedSecret = 'typed';
    await apps.open();
    assert.deepEqual(since(), ['opening', 'app']);
    await apps.switchTo(sampleAppId);
    assert.deepEqual(since(), ['sample']);
    window.setting = 'nobody';
    await apps.refresh();
    assert.deepEqual(since(), ['failed'], 'closed, and why');
    window.setting = 'acme';
    secrets.set(profile.id, 'known');
    await apps.refresh();
    await profiles.remove(profile.id);
    await apps.refresh();
    assert.deepEqual(since(), ['app', 'none']);
    apps.dispose();
    assert.deepEqual(since(), []);
  });

  it('leaves the views no riddle when opening breaks', async () => {
    const { apps, kinds, profiles, window } = createWindow();
    window.setting = 'acme';
    profiles.find = () => Promise.reject(new Error('the disk is gone'));
    await assert.rejects(apps.open(), /the disk is gone/);
    assert.deepEqual(kinds, ['opening', 'failed']);
  });

  it('survives a listener that fails', async () => {
    const { apps, events, log } = createWindow();
    apps.onDidChange(() => {
      throw new Error('broken view');
    });
    const stop = apps.onDidChange(() => events.push('heard'));
    await apps.switchTo(sampleAppId);
    assert.ok(events.includes('heard'));
    assert.match(log.lines.join('\n'), /broken view/);
    stop();
    await apps.refresh();
  });
});

describe('the active app, looked at again', () => {
  it('does nothing before anybody opened one', async () => {
    const { apps, events, window } = createWindow();
    window.setting = sampleAppId;
    await apps.refresh();
    assert.deepEqual(events, []);
  });

  it('follows the setting', async () => {
    const { apps, connect, window } = createWindow();
    await connect('acme');
    window.setting = sampleAppId;
    await apps.open();
    window.setting = 'acme';
    await apps.refresh();
    assert.equal(apps.current?.name, 'acme');
    window.setting = 'nobody';
    await apps.refresh();
    assert.equal(apps.current, undefined);
  });

  it('keeps the user’s own switch while the setting stays as it is', async () => {
    const { apps, connect, window } = createWindow();
    const profile = await connect('acme');
    window.setting = sampleAppId;
    await apps.open();
    await apps.switchTo(profile.id);
    await apps.refresh();
    assert.equal(apps.current?.name, 'acme');
  });

  it('takes a new name with the same book, and another key with a new one', async () => {
    const { apps, connect, events, profiles } = createWindow();
    const profile = await connect('acme');
    await apps.switchTo(profile.id);
    events.length = 0;
    await profiles.save({ ...profile, name: 'acme two' });
    await apps.refresh();
    await apps.refresh();
    assert.deepEqual(events, ['changed to acme two']);
    events.length = 0;
    await profiles.save({ ...profile, name: 'acme two', key: 'another' });
    await apps.refresh();
    assert.deepEqual(events, [
      'opened acme two/secret-of-acme#2',
      'changed to acme two',
      'disposed acme/secret-of-acme#1',
    ]);
  });

  it('closes an app that was removed, here or in another window', async () => {
    const { apps, connect, events, profiles } = createWindow();
    const profile = await connect('acme');
    await apps.switchTo(profile.id);
    events.length = 0;
    await profiles.remove(profile.id);
    await apps.refresh();
    assert.equal(apps.current, undefined);
    assert.deepEqual(events, ['changed to none', 'disposed acme/secret-of-acme#1']);
  });

  it('takes a new secret, and no other app’s', async () => {
    const { apps, connect, events, secrets } = createWindow();
    const [profile, other] = [await connect('acme'), await connect('other')];
    await apps.switchTo(profile.id);
    events.length = 0;
    secrets.set(profile.id, 'new');
    await apps.refreshSecret(other.id);
    assert.deepEqual(events, []);
    await apps.refreshSecret(profile.id);
    assert.deepEqual(events, ['opened acme/new#2', 'changed to acme', 'disposed acme/secret-of-acme#1']);
    secrets.delete(profile.id);
    await apps.refreshSecret(profile.id);
    assert.equal(events.length, 3);
  });

  it('leaves the book alone that was opened with the very secret just stored', async () => {
    const { apps, connect, events, secrets, window } = createWindow();
    const profile = await connect('acme');
    secrets.clear();
    window.typedSecret = 'typed';
    await apps.switchTo(profile.id);
    // What VS Code tells once the typed secret is stored.
    secrets.set(profile.id, 'typed');
    events.length = 0;
    await apps.refreshSecret(profile.id);
    assert.deepEqual(events, []);
  });

  it('opens anew, once, with the same secret typed again, whoever tells of it first', async () => {
    for (const typed of ['secret-of-acme', 'another']) {
      for (const commandFirst of [true, false]) {
        const { apps, connect, events, secrets } = createWindow();
        const profile = await connect('acme');
        await apps.switchTo(profile.id);
        const before = apps.current;
        secrets.set(profile.id, typed);
        events.length = 0;
        if (!commandFirst) await apps.refreshSecret(profile.id);
        await apps.refreshSecret(profile.id, before);
        if (commandFirst) await apps.refreshSecret(profile.id);
        assert.deepEqual(events, [
          `opened acme/${typed}#2`,
          'changed to acme',
          'disposed acme/secret-of-acme#1',
        ]);
      }
    }
  });

  it('tells why it closed to the next who opens, without asking again; after that it tries', async () => {
    const { apps, connect, events, window } = createWindow();
    const profile = await connect('acme');
    await apps.switchTo(profile.id);
    window.setting = 'amce';
    await apps.refresh();
    const why = await apps.open();
    assert.ok('reason' in why && why.reason === 'failed');
    assert.equal(why.text.args['name'], 'amce');

    await connect('prod', { production: true });
    window.setting = 'prod';
    window.fromWorkspace = true;
    events.length = 0;
    await apps.refresh();
    assert.deepEqual(await apps.open(), { reason: 'declined' });
    assert.deepEqual(events, ['asked about production: prod', 'changed to none']);
    window.allowsProduction = true;
    assert.equal(nameOf(await apps.open()), 'prod');
  });

  it('says something else once the setting that failed is taken back', async () => {
    const { apps, events, window } = createWindow();
    window.setting = 'amce';
    assert.equal(nameOf(await apps.open()), 'failed');
    window.setting = '';
    await apps.refresh();
    assert.deepEqual(events, ['changed to none']);
    assert.deepEqual(await apps.open(), { reason: 'none' });
    window.setting = sampleAppId;
    await apps.refresh();
    assert.equal(apps.current?.id, sampleAppId);
  });

  it('holds no book once it is disposed', async () => {
    const { apps, events } = createWindow();
    await apps.switchTo(sampleAppId);
    const late = apps.switchTo('nothing');
    apps.dispose();
    await late;
    assert.deepEqual(events, ['opened sample#1', 'changed to Sample data', 'disposed sample#1']);
    await apps.switchTo(sampleAppId);
    assert.deepEqual(events.slice(3), ['opened sample#2', 'disposed sample#2']);
  });
});
