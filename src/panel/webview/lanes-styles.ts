import { css } from 'lit';

/** The grid of lanes: a column of names, the plots, a column of presence. */
export const lanesStyles = css`
  .patterns {
    position: absolute;
  }
  .head,
  .lane {
    display: flex;
  }
  .head {
    border-block: 1px solid var(--line);
    padding-inline-end: var(--gutter);
  }
  .head .name,
  .head .side {
    align-self: center;
    color: var(--vscode-descriptionForeground);
    font-size: 0.92em;
  }
  .name {
    flex: none;
    width: var(--name-width);
    padding-inline-end: 8px;
  }
  .plot {
    position: relative;
    flex: none;
    overflow: hidden;
    width: var(--plot-width);
  }
  .side {
    flex: none;
    overflow: hidden;
    width: var(--side-width);
    padding-inline-start: var(--side-padding);
  }
  .scroller {
    position: relative;
    overflow: hidden auto;
    max-height: min(62vh, 612px);
    contain: content;
    scrollbar-gutter: stable;
    overflow-anchor: none;
    background: var(--vscode-editor-background);
  }
  .space {
    position: relative;
    overflow: clip;
    width: 100%;
  }
  .grid {
    position: sticky;
    inset-block-start: 0;
    overflow: hidden;
    padding-inline-start: var(--name-width);
    pointer-events: none;
  }
  .lane {
    position: absolute;
    inset-block-start: 0;
    inset-inline: 0;
    align-items: stretch;
    contain: strict;
  }
  .lane:hover {
    background: var(--vscode-list-hoverBackground);
  }
  .lane .name,
  .lane .side {
    display: flex;
    flex-direction: column;
    justify-content: center;
    min-width: 0;
    line-height: 1.25;
  }
  .who,
  .presence,
  .under,
  .verdict {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .presence:last-child {
    white-space: normal;
  }
  .presence,
  .under,
  .verdict {
    font-variant-numeric: tabular-nums;
  }
  .under,
  .verdict {
    color: var(--vscode-descriptionForeground);
    font-size: 0.9em;
  }
  .lane .icon {
    display: inline-block;
    width: 12px;
    height: 12px;
    vertical-align: -2px;
  }
  .under:empty,
  :host(:not([narrow])) .under.narrow {
    display: none;
  }
  .name.act {
    cursor: pointer;
  }
  .placeless {
    position: absolute;
    inset: 0 0 auto 6px;
    color: var(--vscode-descriptionForeground);
    font-size: 0.9em;
    line-height: 34px;
    pointer-events: none;
    white-space: nowrap;
  }
  .ring {
    position: absolute;
    border: 1px solid transparent;
    border-radius: 2px;
    pointer-events: none;
  }
  .ring:focus {
    outline: 2px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
`;
