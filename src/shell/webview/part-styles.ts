import { css } from 'lit';
import { layout } from './styles';

/** What the parts above the charts share. */
export const partStyles = [
  layout,
  css`
    :host {
      --contrast: 1px solid var(--vscode-contrastBorder, transparent);
      --frame: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent));
      --line: 1px solid var(--vscode-contrastBorder, var(--vscode-panel-border, transparent));
      --field: 1px solid
        var(
          --vscode-input-border,
          var(--vscode-settings-textInputBorder, var(--vscode-contrastBorder, transparent))
        );
      --quiet: var(--vscode-descriptionForeground);
      --good: var(--vscode-testing-iconPassed, var(--vscode-charts-green));
      --info: var(--vscode-editorInfo-foreground, var(--vscode-charts-blue));
      --warning: var(--vscode-editorWarning-foreground, var(--vscode-charts-yellow));
      --error: var(--vscode-editorError-foreground, var(--vscode-errorForeground));
    }
    .said:not(:empty) {
      margin-inline-start: 8px;
    }
    bdi,
    .id {
      overflow-wrap: anywhere;
    }
    button.icon-only {
      display: inline-flex;
      padding: 2px;
      border-color: transparent;
      background: none;
      color: var(--vscode-icon-foreground, currentColor);
    }
    button.icon-only:hover:not(:disabled) {
      background: var(--vscode-toolbar-hoverBackground);
      outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    }
    button.icon-only:focus-visible {
      outline: 1px solid var(--vscode-focusBorder);
    }
    button[aria-pressed='true'],
    button[aria-pressed='true']:hover:not(:disabled) {
      background: var(--vscode-button-background);
      color: var(--vscode-button-foreground);
      outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
      outline-offset: -3px;
    }
    /* Something to know, before what it is about. */
    .note {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 6px 10px;
      padding: 5px 10px;
      border-inline-start: 2px solid var(--info);
      background: var(--vscode-textBlockQuote-background);
    }
    .note.warning {
      border-inline-start-color: var(--warning);
    }
    .note.error {
      border-inline-start-color: var(--error);
      color: inherit;
    }
    input[aria-invalid='true'] {
      border-color: var(--error);
    }
    .tone-good {
      color: var(--good);
    }
    .tone-info {
      color: var(--info);
    }
    .tone-warning {
      color: var(--warning);
    }
    .tone-bad {
      color: var(--error);
    }
    .tone-quiet {
      color: var(--quiet);
    }
  `,
];
