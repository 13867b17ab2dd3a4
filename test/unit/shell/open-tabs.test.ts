import assert from 'node:assert/strict';
import { OpenTabs, type Tab } from '../../../src/shell/open-tabs';

interface Saved {
  readonly id: string;
  readonly look: string;
}

/** A tab of VS Code, as far as {@link OpenTabs} knows it. */
class FakeTab implements Tab<Saved> {
  readonly saved: Saved;
  /** What was done to it, in order. */
  readonly done: string[] = [];
  readonly panel: Tab<Saved>['panel'];

  constructor(saved: Saved) {
    this.saved = saved;
    const closed: (() => void)[] = [];
    this.panel = {
      reveal: () => this.done.push('reveal'),
      dispose: () => {
        this.done.push('close');
        for (const each of closed) each();
      },
      onDidDispose: (listener) => closed.push(listener),
    };
  }

  dispose(): void {
    this.done.push('end');
  }
}

describe('open tabs', () => {
  let tabs: OpenTabs<Saved, FakeTab>;
  beforeEach(() => {
    tabs = new OpenTabs(({ id }) => id);
  });

  it('reveals the one of a key, whatever else was saved of it', () => {
    const made = tabs.keep(new FakeTab({ id: 'a', look: 'wide' }));
    const other = tabs.keep(new FakeTab({ id: 'b', look: 'wide' }));
    assert.equal(tabs.reveal({ id: 'a', look: 'narrow' }), made);
    assert.deepEqual(made.done, ['reveal']);
    assert.deepEqual(other.done, []);
    assert.equal(tabs.reveal({ id: 'c', look: 'wide' }), undefined);
    assert.deepEqual(tabs.all, [made, other]);
  });

  it('ends a tab that was closed and forgets it', () => {
    const made = tabs.keep(new FakeTab({ id: 'a', look: 'wide' }));
    made.panel.dispose();
    assert.deepEqual(made.done, ['close', 'end']);
    assert.equal(tabs.reveal(made.saved), undefined);
    assert.deepEqual(tabs.all, []);
  });

  it('brings a tab back', () => {
    const kept = new FakeTab({ id: 'a', look: 'wide' });
    assert.equal(
      tabs.restore(kept.panel, kept.saved, () => kept),
      kept,
    );
    assert.deepEqual(kept.done, []);
    assert.equal(tabs.reveal(kept.saved), kept);
  });

  it('shows the tab that was opened meanwhile instead of one that comes back', () => {
    const held = tabs.keep(new FakeTab({ id: 'a', look: 'wide' }));
    const kept = new FakeTab({ id: 'a', look: 'narrow' });
    const made = tabs.restore(kept.panel, kept.saved, () => assert.fail('made a second one'));
    assert.equal(made, undefined);
    assert.deepEqual(kept.done, ['close']);
    assert.deepEqual(held.done, ['reveal']);
    assert.deepEqual(tabs.all, [held]);
  });

  it('closes and ends all', () => {
    const made = ['a', 'b', 'c'].map((id) => tabs.keep(new FakeTab({ id, look: 'wide' })));
    tabs.dispose();
    for (const each of made) assert.deepEqual(each.done, ['close', 'end']);
    assert.deepEqual(tabs.all, []);
  });
});
