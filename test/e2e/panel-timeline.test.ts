import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { inflateSync } from 'node:zlib';
import type { Locator } from 'playwright-core';
import type { TrueSession } from '../../src/sample/server';
import { AttendancePanel } from '../workbench/attendance-panel.mjs';
import { until } from '../workbench/sidebar.mjs';
import {
  byUser,
  clippedPresence,
  clippedTime,
  clock,
  exactLength,
  followingOf,
  length,
  peak,
  people,
  plainSessions,
  stamp,
  type Ended,
} from './panel-ledger';
import { stageNow, useStage } from './stage';

const minute = 60_000;

describe('the timeline of the Attendance panel', () => {
  const stage = useStage({ browser: { viewport: { width: 1500, height: 1200 } } });
  let panel: AttendancePanel;
  before(() => {
    panel = new AttendancePanel(stage().page);
  });

  const open = ({ cid, id }: TrueSession): Promise<void> => panel.open(stage().sidebar, cid, id);
  const button = (name: string): Locator => panel.frame.getByRole('button', { name, exact: true });
  const slider = (): Locator => panel.frame.getByRole('slider', { name: 'Rows and people over time' });
  const sessionEnd = ({ endedAt }: TrueSession): number => endedAt ?? NaN;

  /** A session with somebody who came back, somebody with two devices and somebody with a ghost. */
  let chosen: { readonly session: TrueSession; readonly connections: readonly Ended[] };
  before(() => {
    const found = plainSessions(stage().sample, 24).find(({ connections }) => {
      const kinds = [...byUser(connections).values()].flatMap((own) =>
        own.map((_, at) => followingOf(own, at).kind),
      );
      return (['reconnect', 'rejoin', 'ghost', 'second device'] as const).every((kind) =>
        kinds.includes(kind),
      );
    });
    assert.ok(found, 'No session of the sample has all that a lane can show.');
    chosen = found;
  });

  /** The stretch on screen, once it is another than before, or as wanted. */
  const shown = (what: string, is: (span: number, from: number) => boolean) =>
    until(
      what,
      () => panel.timeScale(chosen.session.startedAt),
      ({ from, to }) => is(to - from, from),
      panel.timeoutMs,
    );

  it('names the peaks of people and rows, with their times', async () => {
    const { session, connections } = chosen;
    await open(session);
    await panel.frame.getByRole('heading', { name: 'Timeline' }).scrollIntoViewIfNeeded();
    const [ofPeople, ofRows] = [peak(connections, people), peak(connections, (there) => there.length)];
    assert.equal(ofPeople.most, stage().sample.ledger.figures(session.id).peakPeople);
    assert.ok(
      ofRows.most > ofPeople.most,
      'Nobody is there twice at the peak: the session proves too little.',
    );
    const labels = await panel.frame.locator('rollcall-charts svg text').allTextContents();
    const ends = `Session ended ${clock(sessionEnd(session))}`;
    for (const label of [
      `Peak of people: ${ofPeople.most} at ${clock(ofPeople.at)}`,
      `Peak of rows: ${ofRows.most} at ${clock(ofRows.at)}`,
      ends,
    ])
      assert.ok(labels.includes(label), `“${label}” is not among ${JSON.stringify(labels)}`);
    // Seen by who opens the legend, and read to who cannot see the curves.
    const words = (await panel.frame.getByText(/^The charts span /).textContent()) ?? '';
    const slides = await panel.frame.locator('rollcall-charts').evaluate((charts) => {
      const root = charts.shadowRoot;
      const by = root?.querySelector('[role=slider]')?.getAttribute('aria-describedby') ?? '';
      return root?.getElementById(by)?.textContent;
    });
    assert.equal(slides?.trim(), words.trim());
    assert.ok(words.includes(stamp(session.startedAt)) && words.includes(stamp(sessionEnd(session))), words);
    assert.ok(words.includes(`Peak of people: ${ofPeople.most} (at ${stamp(ofPeople.at)}`), words);
    assert.ok(words.includes(`Peak of rows: ${ofRows.most} (at ${stamp(ofRows.at)}`), words);
  });

  it('has one lane per person in the order of their joins, with true presence and times', async () => {
    const { connections, session } = chosen;
    const truth = [...byUser(connections)];
    const presence = stage().sample.ledger.figures(session.id).personPresenceMs;
    const lanes = await panel.laneTexts();
    assert.deepEqual(
      lanes.map(({ name, side }) => [name, side]),
      truth.map(([user]) => [user, length(presence.get(user) ?? NaN)]),
    );
    for (const [index, [, own]] of truth.entries()) {
      const text = lanes[index]?.text ?? '';
      assert.ok(text.includes(own.length === 1 ? ' 1 row.' : ` ${own.length} rows.`), text);
      assert.ok(text.includes(clock(own[0]?.joinedAt ?? NaN)), text);
      assert.ok(text.includes(clock(Math.max(...own.map(({ leftAt }) => leftAt)))), text);
    }
  });

  it('says of each bar when it was, and whether it is a rejoin, a ghost or a second device', async () => {
    for (const [user, own] of byUser(chosen.connections)) {
      if (own.length === 1) continue;
      const expected = own.map((one, at) => {
        const time = `${clock(one.joinedAt)} – ${clock(one.leftAt)}, ${exactLength(one.leftAt - one.joinedAt)}`;
        const follows = followingOf(own, at);
        switch (follows.kind) {
          case 'first':
            return time;
          case 'reconnect':
            return `${time}, likely reconnect after ${exactLength(follows.gap)}`;
          case 'rejoin':
            return `${time}, rejoin after ${exactLength(follows.gap)}`;
          case 'ghost':
            return `${time}, ghost: overlaps the connection before for ${exactLength(follows.overlap)}`;
          case 'second device':
            return `${time}, second device or shared account: overlaps for ${exactLength(follows.overlap)}`;
        }
      });
      assert.deepEqual(await panel.barsOf(user), expected, user);
    }
  });

  it('says of a gap how long it is, under the mouse', async () => {
    const { connections, session } = chosen;
    const [user = '', gap] =
      [...byUser(connections)]
        .flatMap(([id, own]) =>
          own.map((one, at) => [id, { one, before: own[at - 1], follows: followingOf(own, at) }] as const),
        )
        .find(([, { follows }]) => follows.kind === 'rejoin') ?? [];
    const [from, to] = [gap?.before?.leftAt ?? NaN, gap?.one.joinedAt ?? NaN];
    const scale = await panel.timeScale(session.startedAt);
    const lane = await panel.lanes().getByRole('rowheader', { name: user, exact: true }).boundingBox();
    assert.ok(lane);
    await stage().page.mouse.move(scale.x((from + to) / 2), lane.y + lane.height / 2);
    const words = `gap of ${exactLength(to - from)}, ${clock(from)} – ${clock(to)}`;
    await panel.frame.getByText(words, { exact: true }).waitFor();
    await stage().page.mouse.move(5, 5);
    await panel.frame.getByText(words, { exact: true }).waitFor({ state: 'detached' });
  });

  it('zooms by button, wheel and keys, pans, and shows all again', async () => {
    const { page } = stage();
    const { startedAt } = chosen.session;
    const whole = await panel.timeScale(startedAt);
    const span = whole.to - whole.from;
    const isAbout = (one: number, other: number): boolean => Math.abs(one - other) <= 2;
    assert.deepEqual([whole.from, whole.to], [startedAt, sessionEnd(chosen.session)]);
    await button('Zoom Out').and(panel.frame.locator(':disabled')).waitFor();

    await panel.press('Zoom In');
    await shown('half of it by the button', (now, from) => isAbout(now, span / 2) && from > whole.from);
    await slider().focus();
    await page.keyboard.press('+');
    const quarter = await shown('a quarter by a key', (now) => isAbout(now, span / 4));
    await page.keyboard.press('ArrowRight');
    await shown('a tenth further', (_, from) => isAbout(from, quarter.from + span / 40));
    await page.keyboard.press('End');
    await shown('its end', (now, from) => isAbout(from + now, whole.to));
    await page.keyboard.press('Home');
    await shown('its beginning', (now, from) => isAbout(from, whole.from) && isAbout(now, span / 4));
    await page.keyboard.press('PageDown');
    await shown('the next page', (_, from) => isAbout(from, whole.from + 0.8 * (span / 4)));
    await page.keyboard.press('-');
    await shown('twice as much', (now) => isAbout(now, span / 2));
    await page.keyboard.press('0');
    await shown('all by a key', (now) => isAbout(now, span));

    // The instant under the mouse stays where it is.
    const at = startedAt + span / 4;
    const before = await panel.timeScale(startedAt);
    await page.mouse.move(before.x(at), before.axisY);
    await page.mouse.wheel(0, -200);
    const closer = await shown('less by the wheel', (now) => now < span * 0.9);
    assert.ok(Math.abs(closer.x(at) - before.x(at)) < 1, `${closer.x(at)} is not ${before.x(at)}`);
    await page.keyboard.down('Shift');
    await page.mouse.wheel(0, 200);
    await page.keyboard.up('Shift');
    const later = await shown('later by the wheel', (_, from) => from > closer.from + 1000);
    assert.ok(isAbout(later.to - later.from, closer.to - closer.from));
    await page.mouse.move(later.x((later.from + later.to) / 2), later.axisY);
    await page.mouse.down();
    await page.mouse.move(later.x((later.from + later.to) / 2) + 40, later.axisY, { steps: 4 });
    await page.mouse.up();
    await shown('earlier by dragging the axis', (_, from) => from < later.from - 1000);
    await panel.press('Show All');
    await shown('all by the button', (now) => isAbout(now, span));
  });

  /** All that must hold under a window. */
  async function isClipped(from: number, to: number): Promise<void> {
    const { connections } = chosen;
    await panel.settled(({ query }) => query.window?.from === from && query.window.to === to, 'the window');
    const own = [...byUser(connections).values()];
    const presence = own.reduce((sum, one) => sum + clippedPresence(one, from, to), 0);
    const ofPeople = peak(connections, people, from, to);
    const [chip = ''] = await panel.chips();
    assert.ok(
      chip.startsWith(`Only from ${stamp(from)} to ${stamp(to)}`) && chip.endsWith('computed here'),
      chip,
    );
    assert.equal(
      await panel.exactFigure('Interval time'),
      exactLength(own.reduce((sum, one) => sum + clippedTime(one, from, to), 0)),
    );
    assert.equal(await panel.exactFigure('Presence of all people'), exactLength(presence));
    const { computed = '' } = (await panel.figures()).get('Peak of people') ?? {};
    assert.ok(computed.startsWith(`${ofPeople.most} (at ${stamp(ofPeople.at)}`), computed);
    const there = own.filter((one) => clippedPresence(one, from, to) > 0).map(([first]) => first?.userId);
    const lanes = await panel.laneTexts();
    for (const { name, side } of lanes) {
      const one = own.find(([first]) => first?.userId === name) ?? [];
      assert.equal(side, length(clippedPresence(one, from, to)), name);
    }
    assert.deepEqual(
      there.filter((user) => !lanes.some(({ name }) => name === user)),
      [],
    );
  }

  it('makes a window of what is dragged over, and clips totals, peaks and lanes to it', async () => {
    const { page } = stage();
    const scale = await panel.timeScale(chosen.session.startedAt);
    const third = (scale.to - scale.from) / 3;
    const curve = await slider().boundingBox();
    assert.ok(curve);
    const [left, right] = [scale.x(scale.from + third), scale.x(scale.from + 2 * third)];
    await page.mouse.move(left, curve.y + 60);
    await page.mouse.down();
    await page.mouse.move((left + right) / 2, curve.y + 70, { steps: 3 });
    await page.mouse.move(right, curve.y + 80, { steps: 3 });
    await page.mouse.up();
    const words = await panel.text(panel.frame.getByText(/^Selected: /));
    const [, start = '', end = '', long] = /^Selected: (\S+) – (\S+), (.*)$/.exec(words) ?? [];
    const day = new Date(chosen.session.startedAt).toISOString().slice(0, 10);
    const [from, to] = [Date.parse(`${day}T${start}Z`), Date.parse(`${day}T${end}Z`)];
    assert.equal(long, exactLength(to - from));
    // A hand points to a pixel or two.
    for (const [said, meant] of [
      [from, scale.from + third],
      [to, scale.from + 2 * third],
    ] as const)
      assert.ok(Math.abs(said - meant) < third / 20, `${words}: ${clock(meant)} was meant`);
    await panel.press('Use as Window');
    await isClipped(from, to);
    await panel.press('Clear the window');
    await panel.settled(({ query }) => query.window === undefined, 'the whole time');
    assert.equal(await panel.frame.getByText(/^Selected: /).isVisible(), false);
  });

  it('makes a window of what is selected by keys', async () => {
    const { page } = stage();
    await slider().focus();
    for (let step = 0; step < 12; step++) await page.keyboard.press('Shift+ArrowLeft');
    const words = await panel.text(panel.frame.getByText(/^Selected: /));
    const [, start = '', end = ''] = /^Selected: (\S+) – (\S+), /.exec(words) ?? [];
    await page.keyboard.press('Enter');
    const { query } = await panel.settled((now) => now.query.window !== undefined, 'a window');
    const { from = NaN, to = NaN } = query.window ?? {};
    assert.ok(to - from > minute / 2, words);
    const side = (at: number): string => new Date(at).toISOString().slice(11, at % 1000 === 0 ? 19 : 23);
    assert.deepEqual([start, end], [side(from), side(to)]);
    await isClipped(from, to);
    await panel.press('Clear the window');
    await panel.settled((now) => now.query.window === undefined, 'the whole time');
  });

  /** The lists of the answer: their headings, and the names on them. */
  async function lists(): Promise<Readonly<Record<string, readonly string[]>>> {
    const found: Record<string, readonly string[]> = {};
    for (const heading of ['Present', 'Possibly present', 'Absent']) {
      const names = panel.frame.getByRole('list', { name: new RegExp(`^${heading}: `) });
      const [title] = await panel.frame
        .getByRole('heading', { name: new RegExp(`^${heading}: `) })
        .allTextContents();
      const all = await names.getByRole('listitem').allTextContents();
      assert.equal(Number(/: (\d+)\s*$/.exec(title ?? '')?.[1]), all.length, title);
      found[heading] = all.map((name) => name.trim()).sort();
    }
    return found;
  }
  const names = (all: Iterable<string>): readonly string[] => [...new Set(all)].sort();

  it('tells who was here under a click and at a typed time: present and absent', async () => {
    const { page, sample } = stage();
    const { session, connections } = chosen;
    const everybody = connections.map(({ userId }) => userId);
    const scale = await panel.timeScale(session.startedAt);
    const curve = await slider().boundingBox();
    assert.ok(curve);
    const meant = session.startedAt + 0.7 * (scale.to - scale.from);
    await page.mouse.click(scale.x(meant), curve.y + 60);
    const at = panel.frame.locator('rollcall-who').getByText(/^\w{3} \d+, \d{4}, \d\d:\d\d:\d\d UTC$/);
    const said = Date.parse((await panel.text(at)).replace(' UTC', 'Z'));
    assert.ok(Math.abs(said - meant) < 15_000, `${clock(said)} is not ${clock(meant)}`);
    const isTrue = async (instant: number): Promise<void> => {
      const present = names(sample.ledger.connectedAt(session.id, instant).map(({ userId }) => userId));
      assert.deepEqual(await lists(), {
        Present: present,
        'Possibly present': [],
        Absent: names(everybody.filter((user) => !present.includes(user))),
      });
    };
    await isTrue(said);
    // Each side of an instant at which somebody goes: half-open.
    const leave = connections.find(({ leftAt, userId }) => {
      const then = sample.ledger.connectedAt(session.id, Math.ceil(leftAt / 1000) * 1000);
      return !then.some((one) => one.userId === userId) && leftAt < sessionEnd(session) - minute;
    });
    assert.ok(leave);
    for (const typed of [Math.floor(leave.leftAt / 1000) * 1000, Math.ceil(leave.leftAt / 1000) * 1000]) {
      await panel.type('Who was here at', clock(typed));
      await panel.frame.locator('rollcall-who').getByText(stamp(typed), { exact: true }).waitFor();
      await isTrue(typed);
    }
    await panel.frame.getByRole('textbox', { name: 'Who was here at' }).fill('9 o’clock');
    await panel.press('Ask');
    await panel.frame
      .getByText(/^Type a time like /)
      .and(panel.frame.locator('#wrong'))
      .waitFor();
  });

  it('orders lanes by join, presence and name, and shows those who pass a threshold or fail it', async () => {
    const { session, connections } = chosen;
    const presence = stage().sample.ledger.figures(session.id).personPresenceMs;
    const byName = names(connections.map(({ userId }) => userId));
    const laneNames = async (): Promise<readonly string[]> =>
      (await panel.laneTexts()).map(({ name }) => name);
    await panel.frame.getByRole('combobox', { name: 'Order' }).selectOption('By name');
    await panel.settled(({ result }) => result?.charts.order === 'name', 'the order by name');
    assert.deepEqual(await laneNames(), byName);
    await panel.frame.getByRole('combobox', { name: 'Order' }).selectOption('Longest presence first');
    await panel.settled(({ result }) => result?.charts.order === 'presence', 'the order by presence');
    const long = (user: string): number => presence.get(user) ?? NaN;
    const byLength = await laneNames();
    assert.deepEqual(
      byLength.map(long),
      byName.map(long).sort((one, other) => other - one),
    );

    const median = byLength.map(long)[Math.floor(byLength.length / 2)] ?? NaN;
    const least = Math.floor(median / minute);
    await panel.type('At least', String(least));
    await panel.settled(({ query }) => query.threshold === least * minute, 'the threshold');
    const choice = panel.frame.getByRole('combobox', { name: 'People', exact: true });
    for (const [label, name, passes, words] of [
      ['Present too short', 'fails', false, 'too short'],
      ['Present long enough', 'passes', true, 'long enough'],
    ] as const) {
      await choice.selectOption(label);
      await panel.settled(({ result }) => result?.charts.choice === name, label);
      const wanted = byLength.filter((user) => long(user) >= least * minute === passes);
      assert.ok(wanted.length > 0);
      assert.deepEqual(await laneNames(), wanted);
      for (const { side } of await panel.laneTexts()) assert.ok(side.endsWith(words), side);
    }
    await choice.selectOption('Everybody');
    await panel.press('Clear the threshold');
    await panel.frame.getByRole('combobox', { name: 'Order' }).selectOption('By first join');
    await panel.settled(
      ({ query, result }) => query.threshold === undefined && result?.charts.order === 'firstJoin',
    );
  });

  it('saves a picture: a whole PNG, and no other file', async () => {
    const { sidebar, workbench } = stage();
    await panel.press('Save Picture…');
    const path = await panel.saveAsProposed(sidebar, ' attendance.png');
    await panel.frame.getByText(/^Saved the picture/).waitFor();
    const png = readFileSync(path);
    const { width, height, differentLines } = decoded(png);
    assert.ok(width >= 800 && height >= 300, `${width} × ${height}`);
    assert.ok(differentLines > 100, `${differentLines} different lines are no drawing`);
    assert.deepEqual(
      readdirSync(workbench.workspaceDir).filter((file) => !file.startsWith('.')),
      [basename(path)],
    );
  });

  it('comes back with its filter, zoom and times after another editor covered it', async () => {
    const { sidebar } = stage();
    const { session } = chosen;
    const from = session.startedAt + 2 * minute;
    await panel.frame
      .getByRole('textbox', { name: 'From', exact: true })
      .fill(clock(Math.ceil(from / 1000) * 1000));
    await stage().page.keyboard.press('Enter');
    const { query } = await panel.settled((now) => now.query.window?.from !== undefined, 'the window');
    await panel.frame.getByRole('combobox', { name: 'Times' }).selectOption('UTC');
    await panel.settled(({ time }) => time.display === 'utc', 'UTC');
    await panel.frame.getByRole('combobox', { name: 'Order' }).selectOption('By name');
    await panel.settled(({ result }) => result?.charts.order === 'name', 'the order by name');
    const whole = await panel.timeScale(session.startedAt);
    await panel.press('Zoom In');
    const zoomed = await shown('half of it', (span) => span < (whole.to - whole.from) * 0.6);
    const lanes = await panel.laneTexts();
    await panel.frame.locator('rollcall-panel').evaluate((element) => {
      element.setAttribute('data-before', '');
    });

    await sidebar.command('File: New Untitled Text File');
    await sidebar.editorTab(/^Untitled-1/).waitFor();
    await panel.frame.locator('rollcall-panel').waitFor({ state: 'detached' });
    await sidebar.editorTab(/^Attendance: /).click();
    await panel.settled((now) => now.query.window !== undefined, 'the panel again');
    // Nothing was kept but what is said here: it is a new page.
    assert.equal(await panel.frame.locator('rollcall-panel[data-before]').count(), 0);
    const again = await panel.timeScale(session.startedAt);
    assert.deepEqual([again.from, again.to], [zoomed.from, zoomed.to]);
    assert.deepEqual(await panel.laneTexts(), lanes);
    const input = panel.frame.getByRole('textbox', { name: 'From', exact: true });
    assert.equal(
      Date.parse(`${new Date(from).toISOString().slice(0, 10)}T${await input.inputValue()}Z`),
      query.window?.from,
    );
    assert.equal(await panel.frame.getByRole('combobox', { name: 'Times' }).inputValue(), 'utc');
    assert.equal(await panel.frame.getByRole('combobox', { name: 'Order' }).inputValue(), 'name');
  });

  it('tells assumed time from certain time: who has no leave is possibly there, up to the session’s end', async () => {
    const { sample } = stage();
    const session = sample.ledger
      .sessions()
      .find(({ id }) => sample.ledger.connections(id).some(({ ending }) => ending === 'crashed'));
    assert.ok(session);
    await open(session);
    const connections = sample.ledger.connections(session.id);
    const end = clock(sessionEnd(session));
    for (const [user, own] of byUser(connections)) {
      const bars = await panel.barsOf(user);
      for (const [at, { joinedAt, leftAt, ending }] of own.entries()) {
        const words =
          ending === 'crashed'
            ? `from ${clock(joinedAt)}, assumed up to ${end}`
            : `${clock(joinedAt)} – ${clock(leftAt ?? NaN)}, `;
        assert.ok(bars[at]?.startsWith(words), `${user}: ${bars[at]} does not begin with ${words}`);
      }
    }
    assert.ok((await panel.text(panel.frame.getByText('Hatched: assumed, up to'))) !== '');
    // Before all have come, with one who is there a second time, and after that one and another have left.
    for (const minutes of [0.75, 54, 73.5]) {
      const at: number = Math.ceil(session.startedAt / 1000 + minutes * 60) * 1000;
      await panel.type('Who was here at', clock(at));
      await panel.frame.locator('rollcall-who').getByText(stamp(at), { exact: true }).waitFor();
      const present = connections.filter(
        ({ joinedAt, leftAt = NaN, ending }) => ending !== 'crashed' && joinedAt <= at && leftAt > at,
      );
      const possibly = connections.filter(
        ({ joinedAt, ending, userId }) =>
          ending === 'crashed' && joinedAt <= at && !present.some((one) => one.userId === userId),
      );
      const here = names([...present, ...possibly].map(({ userId }) => userId));
      assert.deepEqual(await lists(), {
        Present: names(present.map(({ userId }) => userId)),
        'Possibly present': names(possibly.map(({ userId }) => userId)),
        Absent: names(connections.map(({ userId }) => userId).filter((user) => !here.includes(user))),
      });
    }
  });

  it('draws open rows of a live call up to the as-of, and says that they are', async () => {
    const { sample } = stage();
    const session = sample.ledger.sessions().find(({ live, cid }) => live && cid === 'default:daily-standup');
    assert.ok(session);
    await open(session);
    const connections = sample.ledger.connections(session.id);
    assert.ok(connections.every(({ leftAt }) => leftAt === undefined));
    for (const { userId, joinedAt } of connections)
      assert.deepEqual(await panel.barsOf(userId), [
        `from ${clock(joinedAt)}, still open at ${clock(stageNow)}`,
      ]);
    const labels = await panel.frame.locator('rollcall-charts svg text').allTextContents();
    assert.ok(labels.includes(`As of ${clock(stageNow)}: later is not known`), JSON.stringify(labels));
  });

  it('shows a row without length as one', async () => {
    const { sample } = stage();
    const { session, connections } = plainSessions(sample, 12)[1] ?? {};
    assert.ok(session);
    // Stream says of the second row that it was left before it was joined.
    const [, row] = connections ?? [];
    assert.ok(row);
    sample.setQuirks({ leftBeforeJoined: true });
    try {
      await open(session);
      const own = (connections ?? []).filter(({ userId }) => userId === row.userId);
      const bars = await panel.barsOf(row.userId);
      assert.ok(
        bars[own.indexOf(row)]?.startsWith(`${clock(row.joinedAt)}, no length`),
        JSON.stringify(bars),
      );
    } finally {
      sample.setQuirks({});
    }
  });

  it('raised no error in the window', () => {
    assert.deepEqual(stage().errors, []);
  });
});

/** Reads a PNG of eight bits a channel by its own rules: every chunk, and as many pixels as it says. */
function decoded(png: Buffer): {
  readonly width: number;
  readonly height: number;
  readonly differentLines: number;
} {
  assert.equal(png.subarray(0, 8).toString('hex'), '89504e470d0a1a0a');
  const parts: Buffer[] = [];
  let [at, last] = [8, ''];
  while (at < png.length) {
    const size = png.readUInt32BE(at);
    last = png.toString('latin1', at + 4, at + 8);
    if (last === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + size));
    at += size + 12;
  }
  assert.equal(last, 'IEND');
  assert.equal(at, png.length);
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const channels = png[25] === 6 ? 4 : 3;
  const lines = inflateSync(Buffer.concat(parts));
  assert.equal(lines.length, height * (1 + width * channels));
  const line = 1 + width * channels;
  const kinds = new Set<string>();
  for (let y = 0; y < height; y++) kinds.add(lines.subarray(y * line, (y + 1) * line).toString('latin1'));
  return { width, height, differentLines: kinds.size };
}
