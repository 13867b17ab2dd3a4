import assert from 'node:assert/strict';
import { StreamClient } from '@stream-io/node-sdk';
import { until, type Row } from '../workbench/sidebar.mjs';
import { useStage } from './stage';

const cid = 'livestream:launch-2026';

/** By keyboard alone, as somebody without a mouse would. */
describe('loading more rows by keyboard', () => {
  const stage = useStage({ browser: { viewport: { width: 1100, height: 1000 } } });

  it('lands on the first new row, twice in a row', async () => {
    const { sample, sidebar, page } = stage();
    await sidebar.showOnly('Calls');
    await sidebar.waitForRows('Calls', (rows) => rows.some((row) => row.label === cid));

    const focused = async (): Promise<Row | undefined> =>
      (await sidebar.rows('Calls')).find((row) => row.focused);
    const press = async (key: string, arrived: (row: Row | undefined) => boolean): Promise<void> => {
      await page.keyboard.press(key);
      await until(`the focus after ${key}`, focused, arrived, sidebar.timeoutMs);
    };
    /** Goes down until a row is reached: by pages until it is on screen, then row by row. */
    const downTo = async (wanted: (row: Row) => boolean): Promise<Row> => {
      for (let steps = 0; steps < 400; steps++) {
        const rows = await sidebar.rows('Calls');
        const from = rows.findIndex((row) => row.focused);
        const at = rows[from];
        if (at !== undefined && wanted(at)) return at;
        const to = rows.findIndex(wanted);
        const key = to === -1 ? 'PageDown' : to < from ? 'ArrowUp' : 'ArrowDown';
        const name = at === undefined ? '' : `${at.level} ${at.name}`;
        await press(key, (row) => row !== undefined && `${row.level} ${row.name}` !== name);
      }
      throw new Error('The row was not found by going down.');
    };

    await sidebar.command('Rollcall: Focus on Calls View');
    await sidebar.waitForFocus('Calls');
    const [first] = await sidebar.waitForRows('Calls');
    await press('Home', (row) => row?.label === first?.label);
    await downTo((row) => row.label === cid);
    await press('ArrowRight', (row) => row?.expanded === true);
    await sidebar.waitForRows('Calls', (rows) =>
      rows.some((row) => row.level === 2 && row.expanded === false),
    );
    await downTo((row) => row.level === 2);
    await press('ArrowRight', (row) => row?.expanded === true);
    await sidebar.waitForRows('Calls', (rows) => rows.some((row) => row.level === 3));

    const session = sample.ledger.sessions(cid)[0];
    assert.ok(session);
    const client = new StreamClient(sample.key, sample.secret, { basePath: sample.url });
    let next: string | undefined;
    const pages: string[][] = [];
    for (let page_ = 0; page_ < 3; page_++) {
      const answer = await client.video.queryCallParticipantSessions({
        type: 'livestream',
        id: 'launch-2026',
        session: session.id,
        limit: 100,
        ...(next === undefined ? {} : { next }),
      });
      pages.push(answer.participants_sessions.map((row) => row.user_id));
      next = answer.next;
    }

    for (const [times, users] of [pages[1], pages[2]].entries()) {
      const more = await downTo((row) => row.level === 3 && row.label.startsWith('Load more'));
      assert.match(more.label, times === 0 ? /\b100 of 12,000/ : /\b200 of 12,000/);
      await page.keyboard.press('Enter');
      const landed = await until(
        `the focus to land on the first new row, ${users?.[0] ?? 'which there is none'}`,
        focused,
        (row) => row?.level === 3 && row.label === users?.[0] && row.selected,
        sidebar.timeoutMs,
      );
      assert.equal(landed?.label, users?.[0]);
      assert.equal(landed?.selected, true);
    }
  });
});
