import assert from 'node:assert/strict';
import { createSettings, type Settings } from '../../../src/shell/settings';

const defaults: Readonly<Record<string, unknown>> = {
  app: '',
  time: 'local',
  groupBy: 'join',
  pageSize: 100,
  requestTimeout: 10,
  'json.addRollcallKey': true,
};

function settingsWith(values: Readonly<Record<string, unknown>>): Settings {
  return createSettings({
    value: (name) => (name in values ? values[name] : defaults[name]),
    defaultValue: (name) => defaults[name],
    onDidChange: () => () => undefined,
  });
}

describe('settings', () => {
  it('read the values of the configuration', () => {
    const settings = settingsWith({
      app: ' acme ',
      time: 'utc',
      pageSize: 25,
      requestTimeout: 2.5,
      'json.addRollcallKey': false,
    });
    assert.equal(settings.app, 'acme');
    assert.equal(settings.time, 'utc');
    assert.equal(settings.pageSize, 25);
    assert.equal(settings.requestTimeoutMs, 2500);
    assert.equal(settings.addRollcallKey, false);
  });

  it('bring numbers outside their limits to the nearest one', () => {
    assert.equal(settingsWith({ pageSize: 5000 }).pageSize, 100);
    assert.equal(settingsWith({ pageSize: 0 }).pageSize, 1);
    assert.equal(settingsWith({ pageSize: 24.6 }).pageSize, 25);
    assert.equal(settingsWith({ requestTimeout: -3 }).requestTimeoutMs, 1000);
    assert.equal(settingsWith({ requestTimeout: 1e9 }).requestTimeoutMs, 120_000);
  });

  it('take the default of package.json for values of another type', () => {
    const settings = settingsWith({
      app: 7,
      time: 'mars',
      pageSize: '25',
      requestTimeout: Number.NaN,
      'json.addRollcallKey': 'no',
    });
    assert.equal(settings.app, '');
    assert.equal(settings.time, 'local');
    assert.equal(settings.pageSize, 100);
    assert.equal(settings.requestTimeoutMs, 10_000);
    assert.equal(settings.addRollcallKey, true);
  });
});
