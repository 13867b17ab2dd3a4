import { css } from 'lit';

/** What stands around the grid. */
export const tableStyles = css`
  :host {
    min-width: 0;
    contain: inline-size;
  }
  .above {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    margin-bottom: 4px;
  }
  h2 {
    margin: 0;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin-inline-start: auto;
  }
  .opens::after {
    content: '';
    display: inline-block;
    width: 8px;
    height: 5px;
    margin-inline-start: 6px;
    background: currentColor;
    clip-path: polygon(0 0, 100% 0, 50% 100%);
    vertical-align: middle;
  }
  .told {
    min-height: 1.5em;
    margin: 4px 0 0;
  }
  .nothing {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 12px;
    padding: 14px 12px;
    border: 1px dashed var(--vscode-panel-border, var(--vscode-contrastBorder, currentColor));
    border-radius: 3px;
  }
  bdi {
    overflow-wrap: anywhere;
  }
`;
