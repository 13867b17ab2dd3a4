import { css } from 'lit';
import { base } from './styles';

/** What all parts of the charts share. */
export const styles = [
  base,
  css`
    :host {
      --line: var(--vscode-panel-border, var(--vscode-contrastBorder, var(--vscode-charts-lines)));
    }
    .icon {
      flex: none;
      vertical-align: -3px;
    }
    .row {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 6px 12px;
    }
    .small {
      font-size: 0.92em;
    }
    ul {
      margin: 0;
      padding-inline-start: 18px;
    }
    summary {
      cursor: pointer;
      width: fit-content;
    }
  `,
];
