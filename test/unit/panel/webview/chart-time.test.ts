import assert from 'node:assert/strict';
import { chartActOf, type ChartKey } from '../../../../src/panel/webview/chart-keys';
import { ChartTime } from '../../../../src/panel/webview/chart-time';

const start = Date.UTC(2026, 10, 22, 9);
const minute = 60_000;
const whole = { from: start, to: start + 60 * minute };
const width = 720;

function pressed(time: ChartTime, ...keys: readonly string[]): ChartTime {
  let now = time;
  for (const name of keys) {
    const key: ChartKey = {
      key: name.replace('Shift+', ''),
      shiftKey: name.startsWith('Shift+'),
      ctrlKey: false,
      metaKey: false,
      altKey: false,
    };
    const act = chartActOf(key, { cursor: now.cursor !== undefined, selection: now.selected !== undefined });
    assert.ok(act, name);
    now = now.after(act, width);
  }
  return now;
}

describe('the keys of the charts', () => {
  const all = new ChartTime(whole);

  it('zoom about the middle, and show all again', () => {
    const closer = pressed(all, '+');
    assert.deepEqual(closer.zoom, { from: start + 15 * minute, to: start + 45 * minute });
    assert.equal(pressed(closer, '-').zoom, undefined);
    assert.equal(pressed(closer, '+', '+', '0').zoom, undefined);
  });

  it('pan while there is no cursor', () => {
    const closer = pressed(all, '+');
    assert.deepEqual(pressed(closer, 'ArrowRight').view, {
      from: start + 18 * minute,
      to: start + 48 * minute,
    });
    assert.equal(pressed(closer, 'End').view.to, whole.to);
    assert.equal(pressed(closer, 'End', 'Home').view.from, whole.from);
    assert.equal(pressed(closer, 'PageDown').view.to, whole.to);
  });

  it('put a cursor, move it by round times, and drop it', () => {
    const put = pressed(all, 'c');
    assert.equal(put.cursor, start + 30 * minute);
    assert.equal(pressed(put, 'ArrowRight', 'ArrowRight').cursor, start + 31 * minute);
    assert.equal(pressed(put, 'ArrowLeft').cursor, start + 29.5 * minute);
    assert.equal(pressed(put, 'Escape').cursor, undefined);
    assert.equal(pressed(all, 'Enter').cursor, start + 30 * minute);
  });

  it('move the cursor to the next round time from one that is not', () => {
    const odd = all.put(start + 10 * minute + 1234);
    assert.equal(pressed(odd, 'ArrowRight').cursor, start + 10.5 * minute);
    assert.equal(pressed(odd, 'ArrowLeft').cursor, start + 10 * minute);
  });

  it('keep the cursor in view and inside the whole', () => {
    const close = all.put(start + 30 * minute).zoomTo({ from: start + 29 * minute, to: start + 31 * minute });
    const far = pressed(close, ...Array.from({ length: 80 }, () => 'ArrowRight'));
    assert.ok(far.cursor !== undefined && far.cursor > start + 31 * minute);
    assert.ok(far.cursor >= far.view.from && far.cursor < far.view.to);
    const end = pressed(all.put(whole.to), 'ArrowRight');
    assert.equal(end.cursor, whole.to - 1);
  });

  it('extend a selection from the cursor in both directions', () => {
    const from = all.put(start + 30 * minute);
    assert.deepEqual(pressed(from, 'Shift+ArrowRight', 'Shift+ArrowRight').selected, {
      from: start + 30 * minute,
      to: start + 32 * minute,
    });
    assert.deepEqual(pressed(from, 'Shift+ArrowLeft').selected, {
      from: start + 29 * minute,
      to: start + 30 * minute,
    });
    assert.equal(pressed(from, 'Shift+ArrowRight', 'Shift+ArrowLeft').selected, undefined);
  });

  it('use a selection with Enter, drop it with Escape before the cursor', () => {
    const selected = pressed(all, 'c', 'Shift+ArrowRight');
    const has = { cursor: true, selection: true };
    const key = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };
    assert.deepEqual(chartActOf({ ...key, key: 'Enter' }, has), { does: 'useWindow' });
    const dropped = pressed(selected, 'Escape');
    assert.equal(dropped.selected, undefined);
    assert.equal(dropped.cursor, selected.cursor);
    assert.equal(chartActOf({ ...key, key: 'Escape' }, { cursor: false, selection: false }), undefined);
  });

  it('leave to others what is meant for others', () => {
    const key = { shiftKey: false, ctrlKey: true, metaKey: false, altKey: false };
    assert.equal(chartActOf({ ...key, key: 'c' }, { cursor: false, selection: false }), undefined);
    assert.equal(
      chartActOf({ ...key, ctrlKey: false, key: 'x' }, { cursor: false, selection: false }),
      undefined,
    );
  });
});

describe('the time of the charts', () => {
  it('keeps of another whole what lies in it', () => {
    const time = new ChartTime(whole)
      .zoomTo({ from: start, to: start + 10 * minute })
      .put(start + 5 * minute)
      .select(start + 40 * minute, start + 50 * minute);
    const first = time.within({ from: start, to: start + 20 * minute });
    assert.deepEqual(first.zoom, { from: start, to: start + 10 * minute });
    assert.equal(first.cursor, start + 5 * minute);
    assert.equal(first.selected, undefined);
    const later = time.within({ from: start + 30 * minute, to: whole.to });
    assert.equal(later.zoom, undefined);
    assert.equal(later.cursor, undefined);
    assert.deepEqual(later.selected, { from: start + 40 * minute, to: start + 50 * minute });
  });

  it('has no cursor where nothing is shown: none is moved to the nearest time', () => {
    const time = new ChartTime(whole).put(start + minute);
    assert.equal(time.put(whole.from).cursor, whole.from);
    assert.equal(time.put(whole.to).cursor, whole.to);
    assert.equal(time.put(whole.from - 1).cursor, undefined);
    assert.equal(time.put(whole.to + 1).cursor, undefined);
  });

  it('has no zoom that shows all', () => {
    assert.equal(new ChartTime(whole).zoomTo(whole).zoom, undefined);
  });
});
