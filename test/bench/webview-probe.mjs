// Clocks inside the window and its webviews: they stand in each frame before its own scripts run. All instants are ms
// since the epoch by the browser's clock, which its frames share.

/**
 * @typedef {object} Frames intervals between frames, ms
 * @property {readonly number[]} intervals
 * @property {number} top where the scroller stands at the end
 * @property {number} end where it could stand at most
 */

/**
 * @typedef {object} Probe
 * @property {number} pressedAt in the window: the last key
 * @property {number | undefined} paintedAt what is awaited stands there, is to be seen, and a frame with it is over
 * @property {Record<string, number>} marks what came before that
 * @property {() => { toHost: Longest, toPage: Longest }} takeLengths of all messages so far
 * @property {() => Promise<Record<string, number>>} nextFigures what the next change of the filter takes
 * @property {(scroller: Element) => void} startFrames
 * @property {() => Frames} endFrames
 */

/** @typedef {{ size: number, what: string, messages: number }} Longest characters of its JSON, and bytes of what is none */

/**
 * Puts the clocks into all frames that come from now on.
 * @param {import('playwright-core').Page} page
 */
export async function watchWebviews(page) {
  await page.addInitScript(install);
}

/**
 * The clocks of the webview that is open.
 * @param {import('playwright-core').Page} page
 * @returns {import('playwright-core').Frame | undefined}
 */
export function webviewFrame(page) {
  return page.frames().findLast((frame) => !frame.isDetached() && new URL(frame.url()).pathname.endsWith('/fake.html'));
}

/** Runs in the browser: it may use nothing of this file. */
function install() {
  const now = () => performance.timeOrigin + performance.now();
  if (window.parent === window) {
    const clock = { pressedAt: Number.NaN };
    Object.assign(window, { rollcallBench: clock });
    const press = (/** @type {KeyboardEvent} */ { timeStamp }) =>
      (clock.pressedAt = performance.timeOrigin + timeStamp);
    window.addEventListener('keydown', press, true);
    return;
  }
  // VS Code hides the frame of a webview’s page until it is loaded.
  const holder = window.frameElement;
  if (!(holder instanceof HTMLElement) || holder.id !== 'pending-frame') return;
  const none = () => ({ size: 0, what: '', messages: 0 });
  const lengths = { toHost: none(), toPage: none() };
  /** @type {any} */
  const probe = {
    paintedAt: undefined,
    marks: { frame: now() },
    takeLengths,
    nextFigures,
    startFrames,
    endFrames,
  };
  Object.assign(window, { rollcallBench: probe });

  // — What is on screen

  const panel = () => document.querySelector('rollcall-panel');
  const part = (/** @type {string} */ name) => panel()?.shadowRoot?.querySelector(name)?.shadowRoot;
  /** Whether an element is drawn where the window can show it. @param {Element} element */
  function inSight(element) {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > top && top >= 0 && bottom <= innerHeight;
  }
  const figures = () =>
    [...(part('rollcall-figures')?.querySelectorAll('tbody tr') ?? [])].map((row) => row.textContent).join('\n');
  const rows = () =>
    part('rollcall-rows')
      ?.querySelector('rollcall-grid')
      ?.shadowRoot?.querySelectorAll('[role=row]:not([aria-busy=true]) > [role=rowheader]') ?? [];
  const curve = () => part('rollcall-charts')?.querySelector('[role=slider] svg path[d]') ?? undefined;

  function isDrawn() {
    if (panel() === null) return document.body?.textContent?.startsWith('Empty') === true;
    const line = curve();
    if (line === undefined || figures() === '') return false;
    return inSight(line) && [...rows()].filter(inSight).length >= 10;
  }

  function look() {
    if (probe.marks.figures === undefined && figures() !== '') probe.marks.figures = now();
    if (holder.style.visibility === 'visible' && isDrawn()) {
      probe.marks.drawn = now();
      // This frame paints what came since the last one; with the next one it is over.
      requestAnimationFrame(() => (probe.paintedAt = now()));
    } else requestAnimationFrame(look);
  }

  // — What is said

  /** @type {((message: any) => void) | undefined} */
  let onPost;
  /** @type {[Longest, unknown][]} */
  const unmeasured = [];
  /** Lengths are taken when nobody measures time. @param {Longest} longest @param {unknown} message */
  function note(longest, message) {
    if (unmeasured.push([longest, message]) === 1) setTimeout(takeLengths, 3000);
  }
  function takeLengths() {
    for (const [longest, message] of unmeasured.splice(0)) {
      let bytes = 0;
      const json = JSON.stringify(message, (_, value) => {
        if (!ArrayBuffer.isView(value)) return value;
        bytes += value.byteLength;
        return 0;
      });
      const size = json.length + bytes;
      longest.messages++;
      if (size <= longest.size) continue;
      const { type, request } = /** @type {any} */ (message) ?? {};
      Object.assign(longest, { size, what: request?.method ?? type });
    }
    return lengths;
  }
  /** @type {any} */
  let acquire;
  Object.defineProperty(window, 'acquireVsCodeApi', {
    get: () => () => {
      probe.marks.script = now();
      const api = acquire();
      return {
        ...api,
        postMessage: (/** @type {any} */ message) => {
          if (message.type === 'ready') probe.marks.ready = now();
          onPost?.(message);
          note(lengths.toHost, message);
          api.postMessage(message);
        },
      };
    },
    set: (given) => {
      acquire = given;
      // The first script of VS Code’s in the page: frames and messages that were awaited before were another document’s.
      requestAnimationFrame(look);
      window.addEventListener('message', ({ data }) => {
        if (probe.marks.told === undefined && data?.snapshot?.result) probe.marks.told = now();
        note(lengths.toPage, data);
      });
    },
  });

  function nextFigures() {
    return new Promise((resolve) => {
      const before = figures();
      let sentAt = Number.NaN;
      let answeredAt = Number.NaN;
      onPost = ({ request }) => {
        if (request?.method === 'setQuery') sentAt = now();
      };
      const onMessage = (/** @type {MessageEvent} */ { data }) => {
        if (data?.snapshot?.reading === null) answeredAt = now();
      };
      window.addEventListener('message', onMessage);
      (function look() {
        const told = /** @type {any} */ (panel())?.snapshot;
        if (Number.isNaN(sentAt) || told?.reading !== null || figures() === before) {
          requestAnimationFrame(look);
          return;
        }
        const drawnAt = now();
        window.removeEventListener('message', onMessage);
        requestAnimationFrame(() => {
          onPost = undefined;
          resolve({ ms: now() - sentAt, told: answeredAt - sentAt, drawn: drawnAt - sentAt });
        });
      })();
    });
  }

  // — How smoothly it moves

  /** @type {{ scroller: Element, at: number[], going: boolean } | undefined} */
  let run;
  /** @param {Element} scroller */
  function startFrames(scroller) {
    const mine = { scroller, at: /** @type {number[]} */ ([]), going: true };
    run = mine;
    requestAnimationFrame(function next(at) {
      mine.at.push(at);
      if (mine.going) requestAnimationFrame(next);
    });
  }

  function endFrames() {
    if (run === undefined) throw new Error('No frames are being measured.');
    run.going = false;
    const { at, scroller } = run;
    return {
      intervals: at.slice(1).map((instant, index) => instant - (at[index] ?? instant)),
      top: scroller.scrollTop,
      end: scroller.scrollHeight - scroller.clientHeight,
    };
  }
}
