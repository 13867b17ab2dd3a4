import { css } from 'lit';
import { base, layout } from '../../shell/webview/styles';

/** What all parts of the charts share. */
export const styles = [
  base,
  layout,
  css`
    :host {
      --line: var(--vscode-panel-border, var(--vscode-contrastBorder, var(--vscode-charts-lines)));
    }
  `,
];
