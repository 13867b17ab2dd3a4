import { html, svg, type TemplateResult } from 'lit';

/** Shapes that stand beside words: each is told from the others without its colour. */
const shapes = {
  /** A filled disc with a tick cut out. */
  check: svg`<path fill="currentColor" fill-rule="evenodd" d="M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm3.3 4.2L7 9.5 4.9 7.4l-.9.9 3 3 5.2-5.2-.9-.9Z"/>`,
  /** A disc half filled. */
  half: svg`<circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.5"/><path fill="currentColor" d="M8 3.5v9a4.5 4.5 0 0 0 0-9Z"/>`,
  warning: svg`<path fill="none" stroke="currentColor" stroke-width="1.3" stroke-linejoin="round" d="M8 2 14.5 13.8h-13Z"/><path stroke="currentColor" stroke-width="1.4" d="M8 6v4M8 11v1.5"/>`,
  error: svg`<circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.4"/><path stroke="currentColor" stroke-width="1.4" d="m5.5 5.5 5 5m0-5-5 5"/>`,
  info: svg`<circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.3"/><path stroke="currentColor" stroke-width="1.5" d="M8 7v4.5M8 4.3v1.6"/>`,
  /** An empty ring, struck through. */
  gone: svg`<circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.4"/><path stroke="currentColor" stroke-width="1.4" d="m3.6 12.4 8.8-8.8"/>`,
  question: svg`<circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.3"/><path fill="none" stroke="currentColor" stroke-width="1.4" d="M6 6.4a2 2 0 1 1 3 1.7c-.7.4-1 .8-1 1.5M8 10.9v1.4"/>`,
  approximately: svg`<path fill="none" stroke="currentColor" stroke-width="1.6" d="M2.5 6.4c2-2 3.5-2 5.5-.4s3.5 1.6 5.5-.4M2.5 11.4c2-2 3.5-2 5.5-.4s3.5 1.6 5.5-.4"/>`,
  differs: svg`<path stroke="currentColor" stroke-width="1.6" d="M2.5 6h11M2.5 10h11M11 2.5 5 13.5"/>`,
  close: svg`<path stroke="currentColor" stroke-width="1.3" d="m4 4 8 8m0-8-8 8"/>`,
  copy: svg`<path fill="none" stroke="currentColor" stroke-width="1.2" d="M5.5 4.5h7v9h-7zM10 4.5v-2H3.5v8h2"/>`,
  refresh: svg`<path fill="none" stroke="currentColor" stroke-width="1.4" d="M13.2 8a5.2 5.2 0 1 1-1.6-3.8"/><path fill="currentColor" d="M13.8 1.8v4H9.7z"/>`,
} as const;

export type IconName = keyof typeof shapes;

/** How much a shape should alarm, by its colour; its form says the same. */
export type Tone = 'good' | 'info' | 'warning' | 'bad' | 'quiet' | 'plain';

const tones: Readonly<Record<IconName, Tone>> = {
  check: 'good',
  half: 'info',
  warning: 'warning',
  error: 'bad',
  info: 'info',
  gone: 'quiet',
  question: 'quiet',
  approximately: 'good',
  differs: 'warning',
  close: 'plain',
  copy: 'plain',
  refresh: 'plain',
};

export function toneOf(name: IconName): Tone {
  return tones[name];
}

/** A picture beside words that say the same: hidden from who hears the words. */
export function icon(name: IconName, tone: Tone = tones[name]): TemplateResult {
  return html`<svg class="icon tone-${tone}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    ${shapes[name]}
  </svg>`;
}
