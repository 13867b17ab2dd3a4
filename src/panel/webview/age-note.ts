import { css, html, nothing, type TemplateResult } from 'lit';
import type { PanelSnapshot } from '../protocol/snapshot';
import { ageWords } from './age-words';
import { icon } from '../../shell/webview/icons';

/** Says once, for all parts below it, that what they show is not (yet) of the filters above. */
export function ageNote(snapshot: PanelSnapshot): TemplateResult {
  const words = ageWords(snapshot);
  // It always stands there, so that what comes into it is heard.
  return html`<div class=${words.length === 0 ? 'young' : 'old'} role="status">
    ${
      words.length === 0
        ? nothing
        : html`<div class="note">${icon('info')}${words.map((one) => html`<bdi>${one}</bdi>`)}</div>`
    }
  </div>`;
}

/**
 * Of the page's root. The note and the dimming wait for a moment, also where nothing may move: what is computed at once
 * must not flicker.
 */
export const ageStyles = css`
  .young {
    position: absolute;
  }
  .old {
    animation: wait 0s 0.3s backwards !important;
  }
  .old ~ * {
    opacity: 0.85;
    transition: opacity 0s 0.3s !important;
  }
  :host-context(.vscode-high-contrast) .old ~ * {
    opacity: 1;
  }
  @keyframes wait {
    from {
      position: absolute;
      visibility: hidden;
    }
  }
`;
