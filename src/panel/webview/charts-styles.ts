import { css } from 'lit';

export const chartsStyles = css`
  .tools {
    margin-block: 4px 6px;
  }
  .group {
    gap: 2px;
  }
  .end {
    margin-inline-start: auto;
  }
  button.sign {
    width: 28px;
    padding-inline: 0;
  }
  .strip {
    justify-content: space-between;
    min-height: 30px;
  }
  .selection[hidden] {
    display: none;
  }
  .keys,
  .shapes {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 16px;
    padding: 0;
    list-style: none;
  }
  .keys {
    margin: 0;
    color: var(--vscode-descriptionForeground);
  }
  .keys li,
  .shapes li {
    display: flex;
    align-items: center;
    gap: 6px;
  }
  .shapes {
    margin-block: 6px;
  }
  .shapes li {
    flex: 1 1 280px;
  }
  .shapes svg,
  .keys svg {
    flex: none;
  }
  .plots {
    position: relative;
    touch-action: pan-y;
  }
  .curve {
    display: flex;
  }
  .scale {
    flex: none;
    width: var(--name-width);
  }
  .scale svg {
    width: 100%;
  }
  .canvas {
    flex: none;
    width: var(--plot-width);
    cursor: crosshair;
  }
  .canvas:focus-visible {
    outline-offset: 0;
  }
  rollcall-chart-overlay {
    inset-inline-start: var(--name-width);
    width: var(--plot-width);
  }
  rollcall-who {
    margin-block-start: 10px;
  }
  .legend {
    margin-block-start: 8px;
  }
  .nothing {
    padding: 12px 0;
    color: var(--vscode-descriptionForeground);
  }
`;
