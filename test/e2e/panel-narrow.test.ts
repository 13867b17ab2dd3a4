import assert from 'node:assert/strict';
import type { Connection, TrueSession } from '../../src/sample/server';
import { AttendancePanel } from '../workbench/attendance-panel.mjs';
import { until } from '../workbench/sidebar.mjs';
import {
  clock,
  exactly,
  instant,
  isPerson,
  number,
  sidesExactly,
  thereAt,
  truthOf,
  type Stretch,
} from './panel-truth';
import { useStage } from './stage';

const launch = 'livestream:launch-2026';
const minute = 60_000;

describe('the Attendance panel of the sample livestream', () => {
  const stage = useStage({ browser: { viewport: { width: 1500, height: 1300 } } });
  const panel = (): AttendancePanel => new AttendancePanel(stage().page);

  const held = (): {
    readonly session: TrueSession;
    readonly rows: readonly Connection[];
    readonly end: number;
  } => {
    const { ledger } = stage().sample;
    const [session] = ledger.sessions(launch);
    assert.ok(session?.endedAt !== undefined);
    return { session, rows: ledger.connections(session.id), end: session.endedAt };
  };

  /** All that a panel must show of these rows, compared with what is on screen. */
  async function assertFigures(rows: readonly Connection[], window: Stretch = {}): Promise<void> {
    const truth = truthOf(rows, held().end, window);
    const shown = panel();
    const figures = await shown.figures();
    const count = (name: string): string | undefined => figures.get(name)?.computed;
    const { value, at, heldMs } = truth.peak;
    assert.deepEqual(
      {
        rows: count('Rows'),
        people: count('People'),
        reported: await shown.exactFigure('Reported time'),
        interval: await shown.exactFigure('Interval time'),
        presence: await shown.exactFigure('Presence of all people'),
        peak: await shown.exactFigure('Peak of people'),
      },
      {
        rows: number(truth.rows),
        people: number(truth.people),
        reported: exactly(truth.reportedMs),
        interval: sidesExactly(truth.intervalMs),
        presence: sidesExactly(truth.presenceMs),
        peak: value === 0 ? '0' : `${number(value)} (at ${instant(at)}, held for ${exactly(heldMs)})`,
      },
    );
    assert.equal(await shown.rowCount(), truth.rows);
  }

  const parts = ['rowFilter', 'window', 'threshold'] as const;
  /** Waits until these parts of a query are in force, and no others. */
  async function settledWith(...wanted: (typeof parts)[number][]): Promise<void> {
    await panel().settled(
      ({ query }) => parts.every((part) => (query[part] !== undefined) === wanted.includes(part)),
      `the panel with ${wanted.join(' and ') || 'no filter'}`,
    );
  }

  afterEach(async () => {
    const shown = panel();
    const query = (await shown.snapshot())?.query ?? {};
    const form = shown.frame.getByRole('button', { name: 'Form', exact: true });
    if (query.rowFilter !== undefined) await shown.press('Clear the row filter');
    if (query.window !== undefined) await shown.press('Clear the window');
    if (query.threshold !== undefined) await shown.press('Clear the threshold');
    await settledWith();
    if ((await form.getAttribute('aria-pressed')) === 'false') await form.click();
  });

  it('says how many people there were, the peak and when, and whether that is final and complete', async () => {
    const { sidebar } = stage();
    const { session, rows } = held();
    const shown = panel();
    await shown.open(sidebar, launch, session.id);
    await assertFigures(rows);
    const figures = await shown.figures();
    const truth = truthOf(rows, held().end);
    assert.deepEqual(
      {
        reported: figures.get('Reported time'),
        rows: figures.get('Rows')?.stream,
        people: figures.get('People')?.stream,
        first: [...figures.keys()][0],
      },
      {
        reported: {
          stream: figures.get('Reported time')?.computed,
          computed: figures.get('Reported time')?.computed,
        },
        rows: number(rows.length),
        people: number(truth.people),
        first: 'Reported time',
      },
    );
    await shown.frame
      .getByText('Settled (inferred): nothing has changed since it ended', { exact: true })
      .waitFor();
    await shown.frame.getByText(`as of ${instant(stage().sample.now())}`, { exact: true }).waitFor();
    assert.match(
      await shown.text(shown.frame.getByText(/^all 12,000 rows read · as of/i).first()),
      /^all 12,000 rows read/i,
    );
    await shown.frame.getByText('rows and reported time agree with Stream’s totals').waitFor();
    await shown.frame.getByText('No filter: all rows, their whole time, everybody.').waitFor();
  });

  it('says who was present at least 30 minutes, and of whom that cannot be told', async () => {
    const shown = panel();
    const { rows, end } = held();
    const { presenceOf } = truthOf(rows, end);
    const passes = [...presenceOf].filter(([, { certain }]) => certain >= 30 * minute).map(([id]) => id);
    const fails = [...presenceOf].filter(([, { upTo }]) => upTo < 30 * minute).length;
    await shown.type('At least', '30');
    await settledWith('threshold');
    assert.deepEqual(await shown.chips(), ['People present at least 30m 00s computed here']);
    const list = shown.frame.getByRole('region', { name: 'People present at least 30m 00s' });
    const heading = `Present at least so long: ${number(passes.length)}`;
    await list.getByText(heading, { exact: true }).waitFor();
    await list.getByText(`Cannot be told: ${number(presenceOf.size - passes.length - fails)}`).waitFor();
    await list.getByText(`Present less long: ${number(fails)}`).waitFor();
    const names = await list.getByRole('list', { name: heading }).getByRole('listitem').allInnerTexts();
    assert.equal(names.at(-1), `and ${number(passes.length - 100)} more`);
    const known = new Set(passes);
    assert.deepEqual(
      names.slice(0, -1).filter((name) => !known.has(name)),
      [],
    );
    assert.equal((await shown.figures()).get('Present at least 30m 00s')?.computed, number(passes.length));
    // A threshold says who; it takes nothing from anybody's figures.
    await assertFigures(rows);
  });

  it('says who was there at a given time', async () => {
    const shown = panel();
    const { session, rows } = held();
    const at = Math.ceil((session.startedAt + 20 * minute) / 1000) * 1000;
    const there = thereAt(rows, at);
    await shown.frame.getByRole('textbox', { name: 'Who was here at' }).fill(clock(at));
    await shown.press('Ask');
    await shown.frame.getByRole('heading', { name: `Present: ${number(there.size)}`, exact: true }).waitFor();
    await shown.frame.getByRole('heading', { name: 'Possibly present: 0', exact: true }).waitFor();
    const absent = new Set(rows.filter(isPerson).map(({ userId }) => userId)).size - there.size;
    await shown.frame.getByRole('heading', { name: `Absent: ${number(absent)}`, exact: true }).waitFor();
    await shown.frame.getByText(instant(at), { exact: true }).waitFor();
    const names = await shown.frame
      .getByRole('list', { name: `Present: ${number(there.size)}` })
      .getByRole('listitem')
      .allInnerTexts();
    assert.equal(names.length, 101);
    assert.deepEqual(
      names.slice(0, 100).filter((name) => !there.has(name)),
      [],
    );
    await shown.press('Close');
  });

  it('narrows to a person by typing a part of the id, and says so', async () => {
    const shown = panel();
    const { rows } = held();
    const again = rows.find(
      (row, n) => isPerson(row) && rows.slice(0, n).some(({ userId }) => userId === row.userId),
    );
    assert.ok(again);
    await shown.pick('Person', again.userId.slice(2), again.userId);
    await settledWith('rowFilter');
    const own = rows.filter(({ userId }) => userId === again.userId);
    assert.ok(own.length > 1);
    await assertFigures(own);
    assert.deepEqual(
      (await shown.tableRows()).map((row) => row['Person']),
      own.map(() => again.userId),
    );
    const [chip = ''] = await shown.chips();
    assert.ok(chip.startsWith(`Rows of ${again.userId} `), chip);
    assert.match(chip, / computed here$/);
    await stage().sidebar.setClipboard('nothing copied yet');
    await shown.press('Copy the row filter');
    assert.deepEqual(JSON.parse(await stage().sidebar.waitForClipboard('nothing copied yet')), {
      user_id: again.userId,
    });
    await shown.press('Clear the row filter');
    await settledWith();
    await assertFigures(rows);
  });

  it('narrows by role, by publisher and by technical users', async () => {
    const shown = panel();
    const { rows } = held();
    await shown.pick('Role', 'hos', 'host');
    await settledWith('rowFilter');
    const hosts = rows.filter(({ roles }) => roles.includes('host'));
    await assertFigures(hosts);
    await shown.frame.getByRole('checkbox', { name: 'rtmp', exact: true }).check();
    await shown.settled((now) => now.chips.some(({ text }) => text.includes('rtmp')));
    await shown.frame.getByRole('checkbox', { name: 'srt', exact: true }).check();
    await shown.settled((now) => now.chips.some(({ text }) => text.includes('srt')));
    await assertFigures(hosts.filter(({ publisherType }) => ['rtmp', 'srt'].includes(publisherType)));
    assert.deepEqual(await shown.chips(), ['Rows with role host, published by rtmp or srt computed here']);
    await shown.press('Clear the row filter');
    await settledWith();
    await shown.frame.getByRole('combobox', { name: 'Technical users' }).selectOption('Only technical users');
    await settledWith('rowFilter');
    await assertFigures(rows.filter(({ technical }) => technical));
    assert.deepEqual(await shown.chips(), [
      'Rows of technical users by Stream: is_tech_user; all rows checked here',
    ]);
  });

  it('takes a filter as JSON, shows a mistake at its place, and applies it mended', async () => {
    const shown = panel();
    const { rows } = held();
    await shown.press('JSON');
    const text = shown.frame.getByRole('textbox', { name: 'The row filter as JSON' });
    const apply = shown.frame.getByRole('button', { name: 'Apply', exact: true });
    await text.fill('{\n  "duration_in_seconds": {"$gte": "long"}\n}');
    const place = shown.frame.getByRole('button', { name: 'Line 2, column 35', exact: true });
    await place.waitFor();
    assert.equal(await apply.isDisabled(), true);
    assert.equal(await text.getAttribute('aria-invalid'), 'true');
    await place.click();
    const marked = await text.evaluate((element) => {
      const { value, selectionStart, selectionEnd } = element as HTMLTextAreaElement;
      return value.slice(selectionStart, selectionEnd);
    });
    assert.equal(marked, '"long"');
    // The mark under the text and the selection are the same place: what is typed now mends it.
    await stage().page.keyboard.type('1800');
    await apply.click();
    await settledWith('rowFilter');
    await assertFigures(
      rows.filter(({ joinedAt, leftAt = NaN }) => Math.floor((leftAt - joinedAt) / 1000) >= 1800),
    );
    assert.deepEqual(await shown.chips(), ['Rows of at least 30 minutes computed here']);
    await shown.frame.getByText('The form cannot express this filter, so it is shown as JSON.').waitFor();
  });

  it('says that a filter chooses no row, and never that nobody came', async () => {
    const shown = panel();
    const box = shown.frame.getByRole('combobox', { name: 'Person is one of', exact: true });
    await box.fill('nobody-of-that-name');
    await box.press('Enter');
    await settledWith('rowFilter');
    await assertFigures([]);
    await shown.frame.getByText('The row filter chooses no row.', { exact: true }).waitFor();
    assert.equal((await shown.figures()).get('Rows')?.stream, number(held().rows.length));
    await shown.press('Clear the Row Filter');
    await settledWith();
    assert.equal(await shown.rowCount(), held().rows.length);
  });

  it('clips by typed times, and puts all three together and clears them', async () => {
    const shown = panel();
    const { session, rows, end } = held();
    const [from, to] = [20, 50].map((n) => Math.ceil((session.startedAt + n * minute) / 1000) * 1000) as [
      number,
      number,
    ];
    await shown.type('From', clock(from));
    await shown.settled((now) => now.query.window?.from === from, 'the window from');
    await shown.type('To (before)', clock(to));
    await shown.settled((now) => now.query.window?.to === to, 'the window to');
    await assertFigures(rows, { from, to });
    const window = `Only from ${instant(from)} to ${instant(to)}`;
    assert.deepEqual(await shown.chips(), [`${window} computed here`]);
    await stage().sidebar.setClipboard('nothing copied yet');
    await shown.press('Copy the window');
    assert.equal(await stage().sidebar.waitForClipboard('nothing copied yet'), window);

    await shown.type('At least', '15m');
    await settledWith('window', 'threshold');
    await shown.pick('Role', 'hos', 'host');
    await settledWith('window', 'threshold', 'rowFilter');
    const hosts = rows.filter(({ roles }) => roles.includes('host'));
    await assertFigures(hosts, { from, to });
    const long = [...truthOf(hosts, end, { from, to }).presenceOf].filter(
      ([, { certain }]) => certain >= 15 * minute,
    );
    assert.equal((await shown.figures()).get('Present at least 15m 00s')?.computed, number(long.length));
    assert.equal((await shown.chips()).length, 4, 'three chips and the way to clear all');
    await shown.press('Clear the window');
    await settledWith('threshold', 'rowFilter');
    await assertFigures(hosts);
    await shown.press('Clear all');
    await settledWith();
    await assertFigures(rows);
  });

  it('tells by keyboard how a figure was computed, and shows its rows', async () => {
    const { page } = stage();
    const shown = panel();
    const { rows } = held();
    await shown.figureCell('Ingress rows').getByRole('button').focus();
    await page.keyboard.press('Enter');
    const dialog = shown.frame.getByRole('dialog', { name: 'How was this computed?' });
    await dialog.getByRole('heading', { name: 'Formula' }).waitFor();
    await dialog.getByText('Count of the rows published by rtmp, srt, whip or rtsp').waitFor();
    await dialog.getByText(`${number(rows.length)} of ${number(rows.length)} rows read`).waitFor();
    const show = dialog.getByRole('button', { name: 'Show the 2 rows' });
    await until(
      'the keys to come to the way to the rows',
      async () => {
        await page.keyboard.press('Tab');
        return show.evaluate((button) => button.matches(':focus'));
      },
      (there) => there,
      shown.timeoutMs,
    );
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await shown.settled((now) => now.result?.table.narrowed !== '');
    await shown.frame.getByText('Rows behind “Ingress rows”: 2 rows', { exact: true }).waitFor();
    assert.deepEqual(
      (await shown.tableRows()).map((row) => [row['Person'], row['Publisher']]),
      rows
        .filter(({ publisherType }) => publisherType === 'rtmp' || publisherType === 'srt')
        .map(({ userId, publisherType }) => [userId, publisherType]),
    );
    assert.equal((await shown.figures()).get('Rows')?.computed, number(rows.length), 'It is only looked at.');
    await shown.press('Show All Rows');
    await shown.settled((now) => now.result?.table.narrowed === '');
    assert.equal(await shown.rowCount(), rows.length);
  });

  it('shows the rows of what is odd', async () => {
    const shown = panel();
    const { rows } = held();
    await shown.frame.getByRole('button', { name: /^Show [\d,]+ rows: .* people left within/ }).click();
    await shown.settled((now) => now.result?.table.narrowed !== '');
    const text = await shown.text(
      shown.frame.getByText(/^Rows of people who left at nearly the same time: /),
    );
    const n = Number(/([\d,]+) rows$/.exec(text)?.[1]?.replaceAll(',', ''));
    assert.equal(await shown.rowCount(), n);
    assert.ok(n > 5 && n < rows.length, text);
    await shown.press('Show All Rows');
    await shown.settled((now) => now.result?.table.narrowed === '');
  });

  it('leaves no uncaught error', () => {
    assert.deepEqual(stage().errors, []);
  });
});
