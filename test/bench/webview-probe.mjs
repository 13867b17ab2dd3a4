// Clocks inside the window and its webviews. VS Code shows a webview's page in a frame within a frame of its own, through
// which all messages go: there the clocks stand before anything else runs. All instants are ms since the epoch by the
// browser's clock, which its frames share.

/** @typedef {{ size: number, what: string, messages: number }} Longest characters of its JSON, with the bytes of what is none */

/** @typedef {{ type?: string, request?: { method?: string }, snapshot?: { reading?: unknown, result?: unknown } }} Message of host or page */
/** @typedef {{ channel?: string, data?: { message?: Message } }} Said between the frames */

/**
 * @typedef {object} Probe
 * @property {number | undefined} paintedAt what is awaited stands there, is to be seen, and a frame with it is over
 * @property {Record<string, number>} marks what came before that
 * @property {{ toHost: Longest, toPage: Longest }} lengths of all messages so far, where they are taken
 * @property {() => Promise<{ ms: number, told: number, drawn: number }>} nextFigures how long the next change of the filter
 *   takes: until it is painted, and what came before that; from when it was sent
 */

/**
 * Puts the clocks into all frames that come from now on.
 * @param {import('playwright-core').Page} page
 */
export async function watchWebviews(page) {
  await page.addInitScript(install);
}

/**
 * The frame with the clocks of the webview that is open.
 * @param {import('playwright-core').Page} page
 * @returns {import('playwright-core').Frame | undefined}
 */
export function webviewFrame(page) {
  return page
    .frames()
    .find((frame) => new URL(frame.url()).pathname.endsWith('/webview/browser/pre/index.html'));
}

/** Runs in the browser: it may use nothing of this file. */
function install() {
  const now = () => performance.timeOrigin + performance.now();
  if (window.parent === window) {
    const clock = { pressedAt: Number.NaN, takesLengths: false };
    Object.assign(window, { rollcallBench: clock });
    const onKey = (/** @type {KeyboardEvent} */ { timeStamp }) =>
      (clock.pressedAt = performance.timeOrigin + timeStamp);
    window.addEventListener('keydown', onKey, true);
    return;
  }
  if (!location.pathname.endsWith('/webview/browser/pre/index.html')) return;

  // — What is on screen

  /** The page, once VS Code shows it. */
  const page = () =>
    /** @type {HTMLIFrameElement | null} */ (document.getElementById('active-frame'))?.contentDocument;
  const panel = () => page()?.querySelector('rollcall-panel') ?? undefined;
  const part = (/** @type {string} */ name) => panel()?.shadowRoot?.querySelector(name)?.shadowRoot;
  const figures = () =>
    [...(part('rollcall-figures')?.querySelectorAll('tbody tr') ?? [])]
      .map((row) => row.textContent)
      .join('\n');
  const curve = () =>
    part('rollcall-charts')?.querySelector('[role=slider] svg path:not(defs *)') ?? undefined;
  const rows = () =>
    part('rollcall-rows')
      ?.querySelector('rollcall-grid')
      ?.shadowRoot?.querySelectorAll('[role=row]:not([aria-busy=true]) > [role=rowheader]') ?? [];

  /** @param {Element} element */
  function isInSight(element) {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > top && top >= 0 && bottom <= innerHeight;
  }

  function isDrawn() {
    if (panel() === undefined) return page()?.body?.textContent?.trim().endsWith('Empty') === true;
    const line = curve();
    if (line === undefined || figures() === '') return false;
    return isInSight(line) && [...rows()].filter(isInSight).length >= 10;
  }

  /** @type {{ paintedAt: number | undefined, marks: Record<string, number> }} */
  const opening = { paintedAt: undefined, marks: { frame: now() } };
  const mark = (/** @type {string} */ name) => (opening.marks[name] ??= now());
  requestAnimationFrame(function look() {
    if (figures() !== '') mark('figures');
    if (!isDrawn()) {
      requestAnimationFrame(look);
      return;
    }
    mark('drawn');
    // This frame paints what came since the last one; when the next one begins, it is over.
    requestAnimationFrame(() => (opening.paintedAt = now()));
  });

  // — What is said

  const none = () => ({ size: 0, what: '', messages: 0 });
  const lengths = { toHost: none(), toPage: none() };
  /** Takes a length, where asked to: it costs time that others measure. @param {Longest} longest @param {Message | undefined} message */
  function note(longest, message) {
    const { rollcallBench } = /** @type {{ rollcallBench: { takesLengths: boolean } }} */ (
      /** @type {unknown} */ (window.parent)
    );
    if (!rollcallBench.takesLengths) return;
    let bytes = 0;
    const json = JSON.stringify(message, (_, value) => {
      if (!ArrayBuffer.isView(value) && !(value instanceof ArrayBuffer)) return value;
      bytes += value.byteLength;
      return 0;
    });
    longest.messages++;
    const size = json.length + bytes;
    if (size > longest.size)
      Object.assign(longest, { size, what: message?.request?.method ?? message?.type });
  }
  /** @type {Set<(message: Message | undefined) => void>} */
  const listeners = new Set();
  const Channel = window.MessageChannel;
  window.MessageChannel = class extends Channel {
    constructor() {
      super();
      const post = this.port1.postMessage.bind(this.port1);
      this.port1.postMessage = (
        /** @type {Said | undefined} */ said,
        /** @type {Transferable[]} */ transfer,
      ) => {
        if (said?.channel === 'onmessage') {
          const message = said.data?.message;
          if (message?.type === 'ready') mark('ready');
          for (const each of listeners) each(message);
          note(lengths.toHost, message);
        }
        post(said, transfer);
      };
      this.port1.addEventListener('message', ({ data: said }) => {
        if (said?.channel === 'content') mark('content');
        if (said?.channel !== 'message') return;
        const { message } = said.args;
        if (message?.snapshot?.result) mark('told');
        for (const each of listeners) each(message);
        note(lengths.toPage, message);
      });
    }
  };

  /** @returns {ReturnType<Probe['nextFigures']>} */
  function nextFigures() {
    return new Promise((resolve) => {
      const before = figures();
      let [sentAt, toldAt] = [Number.NaN, Number.NaN];
      const listen = (/** @type {Message | undefined} */ message) => {
        if (message?.request?.method === 'setQuery') sentAt = now();
        if (message?.snapshot?.reading === null) toldAt = now();
      };
      listeners.add(listen);
      requestAnimationFrame(function look() {
        const told = /** @type {Message | undefined} */ (/** @type {unknown} */ (panel()))?.snapshot;
        if (Number.isNaN(sentAt) || told?.reading !== null || figures() === before) {
          requestAnimationFrame(look);
          return;
        }
        const drawnAt = now();
        listeners.delete(listen);
        requestAnimationFrame(() =>
          resolve({ ms: now() - sentAt, told: toldAt - sentAt, drawn: drawnAt - sentAt }),
        );
      });
    });
  }

  Object.assign(window, { rollcallBench: Object.assign(opening, { lengths, nextFigures }) });
}
