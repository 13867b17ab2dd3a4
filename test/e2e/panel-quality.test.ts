import assert from 'node:assert/strict';
import type { ConsoleMessage } from 'playwright-core';
import { AttendancePanel } from '../workbench/attendance-panel.mjs';
import { until } from '../workbench/sidebar.mjs';
import { axeFinds, changeTheme, startAxe, themes } from './axe';
import { useStage } from './stage';

describe('the quality of the Attendance panel', () => {
  const stage = useStage({ browser: { viewport: { width: 1500, height: 1100 } } });
  let panel: AttendancePanel;
  const complaints: string[] = [];

  before(async () => {
    const { page, sample, sidebar } = stage();
    panel = new AttendancePanel(page);
    page.on('console', (message: ConsoleMessage) => {
      const { url } = message.location();
      const isOfPage = /\/(fake|index)\.html|panel-page\.js|^vscode-webview/.test(url) || url === '';
      if (message.type() === 'error' && isOfPage) complaints.push(`${message.text()} (${url})`);
    });
    const session = sample.ledger.sessions('default:incident-4821')[0];
    assert.ok(session);
    await panel.open(sidebar, session.cid, session.id);
  });

  const frame = () => panel.ownerFrame();

  /** What stands below something: in a dialog or a menu, more. */
  const parts = [
    'rollcall-header',
    'rollcall-filters',
    'rollcall-figures',
    'rollcall-findings',
    'rollcall-charts',
    'rollcall-rows',
  ];

  /** The element in focus: its part of the page, its own name, and whether that it has the focus can be seen. */
  const focused = async () =>
    (await frame()).evaluate((names) => {
      let at = document.activeElement;
      let part = '';
      while (at !== null) {
        if (names.includes(at.localName)) part = at.localName;
        const inner: Element | null = at.shadowRoot?.activeElement ?? null;
        if (inner === null) break;
        at = inner;
      }
      const isOut = at === null || at === document.body || !document.hasFocus();
      const focusColour = getComputedStyle(document.documentElement).getPropertyValue('--vscode-focusBorder');
      const probe = document.createElement('i');
      probe.style.color = focusColour;
      document.body.append(probe);
      const colour = getComputedStyle(probe).color;
      probe.remove();
      const isMarked = (element: Element): boolean => {
        const { outlineStyle, boxShadow, borderColor } = getComputedStyle(element);
        return outlineStyle !== 'none' || boxShadow !== 'none' || borderColor === colour;
      };
      // A text box may stand in a frame that shows it.
      const marked = at?.matches('input') === true ? [at, at.parentElement] : [at];
      return {
        part: isOut ? '' : part,
        what: isOut
          ? ''
          : `${at?.localName} ${at?.getAttribute('aria-label') ?? at?.textContent.trim().slice(0, 40)} ${at?.id}`,
        seen: marked.some((element) => element !== null && isMarked(element)),
      };
    }, parts);

  it('has every part in the order of Tab, lets the focus out at both ends, and shows where it is', async () => {
    const { page } = stage();
    await page.keyboard.press('ControlOrMeta+1');
    await until(
      'the focus in the panel',
      async () => (await frame()).evaluate(() => document.hasFocus()),
      Boolean,
      panel.timeoutMs,
    );
    const stops: Awaited<ReturnType<typeof focused>>[] = [];
    for (;;) {
      await page.keyboard.press('Tab');
      const stop = await focused();
      if (stop.part === '') break;
      stops.push(stop);
      assert.ok(
        stops.length < 200,
        `The focus goes round: ${stops
          .slice(-5)
          .map(({ what }) => what)
          .join(', ')}`,
      );
    }
    const order = stops.map(({ part }) => part).filter((part, at, all) => part !== all[at - 1]);
    assert.deepEqual(order, parts);
    assert.deepEqual(
      stops.filter(({ seen }) => !seen),
      [],
    );
    const whats = stops.map(({ part, what }) => `${part} ${what}`);
    // And back the same way, from the last stop.
    await panel.focusTable();
    const back: string[] = [];
    for (;;) {
      const stop = await focused();
      if (stop.part === '') break;
      back.push(`${stop.part} ${stop.what}`);
      assert.ok(back.length < 200);
      await page.keyboard.press('Shift+Tab');
    }
    assert.deepEqual(back.toReversed(), whats);
  });

  it('explains a figure by keyboard, and gives the focus back', async () => {
    const { page } = stage();
    const figure = panel.figureCell('Presence of all people').getByRole('button');
    await figure.focus();
    const before = await focused();
    await page.keyboard.press('Enter');
    await panel.frame.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await panel.frame.getByRole('dialog').waitFor({ state: 'hidden' });
    assert.deepEqual(await focused(), before);
  });

  it('has nothing serious or critical for axe, in four themes, with all that can be opened', async () => {
    const { sidebar } = stage();
    const closed = panel.frame.locator('details:not([open]) > summary');
    while ((await closed.count()) > 0) await closed.first().click();
    await panel.type('Who was here at', '12:00');
    await panel.frame.getByRole('heading', { name: /^Possibly present: / }).waitFor();
    await panel.type('At least', '30');
    await panel.settled(({ result }) => result !== null && result.threshold !== null, 'the threshold');
    await panel.grid().getByRole('rowheader').first().click();
    const page = await frame();
    await startAxe(page);
    for (const theme of Object.values(themes)) {
      await changeTheme(sidebar, page, theme);
      assert.deepEqual(await panel.nextFrame(() => axeFinds(page)), [], theme[0]);
    }
    // With the dialog on top, which hides the rest.
    await panel.figureCell('Presence of all people').getByRole('button').click();
    await panel.frame.getByRole('dialog').waitFor();
    assert.deepEqual(await axeFinds(page), []);
    await stage().page.keyboard.press('Escape');
    await panel.frame.getByRole('dialog').waitFor({ state: 'hidden' });
    await panel.press('Clear the threshold');
    await panel.settled(({ query }) => query.threshold === undefined);
  });

  it('moves nothing for who wants less motion', async () => {
    const { page } = stage();
    const moving = async (): Promise<readonly string[]> =>
      (await frame()).evaluate(() => {
        const found: string[] = [];
        const visit = (root: ParentNode): void => {
          for (const element of root.querySelectorAll('*')) {
            for (const pseudo of ['', '::before', '::after']) {
              const { animationName, animationDuration, transitionDuration, scrollBehavior } =
                getComputedStyle(element, pseudo);
              const takes = (time: string): boolean =>
                time.split(', ').some((each) => Number.parseFloat(each) > 0.01);
              if (
                (animationName !== 'none' && takes(animationDuration)) ||
                takes(transitionDuration) ||
                scrollBehavior === 'smooth'
              )
                found.push(`${element.localName}.${element.className}${pseudo}`);
            }
            if (element.shadowRoot !== null) visit(element.shadowRoot);
          }
        };
        visit(document);
        return found;
      });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    assert.deepEqual(await moving(), []);
    await page.emulateMedia({ reducedMotion: null });
  });

  it('fits 400 pixels, and a window zoomed to 200 %, without being scrolled sideways', async () => {
    const { page, sidebar } = stage();
    await sidebar.command('View: Toggle Primary Side Bar Visibility');
    const size = async () =>
      (await frame()).evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        const wide: string[] = [];
        const visit = (root: ParentNode): void => {
          for (const element of root.querySelectorAll('*')) {
            const { right, width } = element.getBoundingClientRect();
            if (right > clientWidth + 1 && width > 0)
              wide.push(`${element.localName}.${element.className} ${right}`);
            if (element.shadowRoot !== null) visit(element.shadowRoot);
          }
        };
        if (scrollWidth > clientWidth) visit(document);
        return { scrollWidth, clientWidth, wide };
      });
    const { clientWidth: wide } = await size();
    const rim = 1500 - wide;
    // A window of 1280 pixels that is zoomed to 200 % has 640.
    for (const width of [640, 400]) {
      await page.setViewportSize({ width: width + rim, height: 800 });
      const now = await until(
        `a page of ${width}`,
        size,
        ({ clientWidth }) => Math.abs(clientWidth - width) < 3,
        panel.timeoutMs,
      );
      const then = await panel.nextFrame(size);
      assert.deepEqual(
        [then.scrollWidth <= now.clientWidth, then.wide],
        [true, []],
        `${width}: ${JSON.stringify(then)}`,
      );
      for (const name of ['Refresh', 'Zoom In', 'Save Picture…', 'Ask']) {
        const box = await panel.frame.getByRole('button', { name, exact: true }).boundingBox();
        assert.ok(box !== null && box.width > 10, name);
      }
    }
    await page.setViewportSize({ width: 1500, height: 1100 });
    await until(
      'the page to be wide again',
      size,
      ({ clientWidth }) => clientWidth === wide,
      panel.timeoutMs,
    );
    await sidebar.command('View: Toggle Primary Side Bar Visibility');
  });

  it('broke no rule of its content security policy and raised no error, on the whole way', async () => {
    const page = await frame();
    // The browser keeps reports for who asks later, so that those of the page's first moment are among them.
    const violations = (): Promise<readonly string[]> =>
      page.evaluate(
        () =>
          new Promise<readonly string[]>((done) => {
            const told = (reports: readonly Report[]): void => {
              done(reports.map(({ body }) => JSON.stringify(body)));
            };
            const observer = new ReportingObserver(told, { types: ['csp-violation'], buffered: true });
            observer.observe();
            requestAnimationFrame(() => {
              setTimeout(() => {
                told(observer.takeRecords());
              });
            });
          }),
      );
    assert.deepEqual(await violations(), []);
    assert.deepEqual(complaints, []);
    assert.deepEqual(stage().errors, []);
    // The same ways would have told of one.
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "a script without the nonce"';
      document.body.append(script);
      console.error('an error of the page');
    });
    const [told = ''] = await until('the violation', violations, (all) => all.length > 0, panel.timeoutMs);
    assert.match(told, /script-src/);
    await until(
      'the error',
      () => Promise.resolve(complaints.join('\n')),
      (all) => all.includes('an error of the page'),
      panel.timeoutMs,
    );
  });
});
