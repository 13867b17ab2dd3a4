import { css } from 'lit';

/** How the table looks: VS Code's lists, with headers that stay. */
export const gridStyles = css`
  :host {
    --line: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
  }
  .scroller {
    position: relative;
    overflow: auto;
    min-height: calc(var(--row-height) * 3);
    max-height: var(--rollcall-rows-height, min(70vh, 900px));
    border: var(--line);
    border-radius: 3px;
    background: var(--vscode-editor-background);
    font-variant-numeric: tabular-nums;
    scroll-padding-block-start: var(--head-height);
    scroll-padding-inline-start: var(--first-width);
  }
  .row {
    display: grid;
    grid-template-columns: var(--tracks);
    width: 100%;
    min-width: var(--least);
  }
  .head {
    position: sticky;
    z-index: 2;
    top: 0;
    width: 100%;
    min-width: var(--least);
  }
  .head .row {
    height: var(--head-height);
    border-bottom: var(--line);
    background: var(--vscode-keybindingTable-headerBackground, transparent);
  }
  .head .cell {
    position: relative;
    display: flex;
    align-items: center;
    gap: 4px;
    background: var(--vscode-editor-background);
    cursor: pointer;
    user-select: none;
  }
  .head .cell:hover {
    text-decoration: underline;
  }
  .name {
    overflow: hidden;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .arrow {
    flex: none;
    width: 8px;
    height: 8px;
    background: currentColor;
  }
  [aria-sort='ascending'] .arrow {
    clip-path: polygon(50% 10%, 100% 90%, 0 90%);
  }
  [aria-sort='descending'] .arrow {
    clip-path: polygon(0 10%, 100% 10%, 50% 90%);
  }
  .grip {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0;
    width: 7px;
    border-inline-end: var(--line);
    cursor: col-resize;
    touch-action: none;
  }
  .grip:hover {
    border-inline-end: 2px solid var(--vscode-sash-hoverBorder, var(--vscode-focusBorder));
  }
  .body {
    position: relative;
    min-width: var(--least);
    contain: layout style;
  }
  .block {
    position: absolute;
    top: 0;
    left: 0;
    width: 100%;
    min-width: var(--least);
    cursor: default;
    user-select: none;
  }
  .block .row {
    height: var(--row-height);
    contain: layout style size;
    background: var(--row-background, transparent);
    line-height: var(--row-height);
  }
  .cell {
    min-width: 0;
    padding-inline: 8px;
  }
  .block .cell {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .cell.person {
    position: relative;
    padding-inline-start: 22px;
    border-inline-end: var(--line);
  }
  /* Only where it is needed: a layer for each cell takes its time. */
  .sideways .cell.person {
    position: sticky;
    z-index: 1;
    left: 0;
    background:
      linear-gradient(var(--row-background, transparent), var(--row-background, transparent)),
      var(--vscode-editor-background);
  }
  .head .cell.person {
    background: var(--vscode-editor-background);
  }
  .cell:focus-visible,
  .cell:focus {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .block .row:hover {
    --row-background: var(--vscode-list-hoverBackground, transparent);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .scroller {
    --chosen: var(--vscode-list-inactiveSelectionBackground, transparent);
    --chosen-text: var(--vscode-list-inactiveSelectionForeground, inherit);
  }
  .scroller:focus-within {
    --chosen: var(--vscode-list-activeSelectionBackground, transparent);
    --chosen-text: var(--vscode-list-activeSelectionForeground, inherit);
  }
  .row.outside,
  .row[aria-busy] {
    color: var(--vscode-descriptionForeground);
    font-style: italic;
  }
  .block .row[aria-selected='true'] {
    --row-background: var(--chosen);
    color: var(--chosen-text);
    outline: 1px dotted var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  /* Chosen rows have a bar at their start: not the colour alone tells. */
  .row[aria-selected='true'] .person {
    box-shadow: inset 3px 0 0 var(--vscode-focusBorder);
  }
  /* Rows whose times must be read with care have a triangle; the notes say why. */
  .row.doubtful .person::before {
    content: '';
    position: absolute;
    top: calc(50% - 5px);
    left: 8px;
    width: 11px;
    height: 10px;
    background: var(--vscode-editorWarning-foreground, var(--vscode-charts-orange));
    clip-path: polygon(50% 0, 100% 100%, 0 100%, 7% 92%, 91% 92%, 50% 15%, 7% 92%, 0 100%);
  }
  .failure {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-top: 4px;
  }
`;
