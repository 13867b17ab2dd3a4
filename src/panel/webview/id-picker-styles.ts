import { css } from 'lit';

/** The combobox with its tokens and its list, in the look of VS Code’s own. */
export const idPickerStyles = css`
  label {
    display: block;
    margin-bottom: 2px;
  }
  .field {
    position: relative;
  }
  .box {
    display: flex;
    flex-wrap: wrap;
    gap: 3px;
    padding: 2px;
    border: var(--field);
    border-radius: 2px;
    background: var(--vscode-input-background);
    color: var(--vscode-input-foreground);
  }
  .box:focus-within {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  ul {
    display: contents;
    list-style: none;
  }
  li.token {
    display: inline-flex;
    align-items: center;
    max-width: 100%;
    padding-inline-start: 6px;
    border: var(--contrast);
    border-radius: 2px;
    background: var(--vscode-badge-background);
    color: var(--vscode-badge-foreground);
  }
  li.token bdi {
    overflow: hidden;
    max-width: 26ch;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  li.token button {
    color: inherit;
  }
  input {
    flex: 1 1 8ch;
    min-width: 8ch;
    border: 0;
    background: none;
    outline: none !important;
  }
  .list {
    position: absolute;
    z-index: 3;
    top: 100%;
    right: 0;
    left: 0;
    overflow: auto;
    max-height: 240px;
    margin-top: 1px;
    border: var(--frame);
    background: var(--vscode-editorSuggestWidget-background, var(--vscode-dropdown-background));
    color: var(--vscode-editorSuggestWidget-foreground, var(--vscode-dropdown-foreground));
    box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
  }
  .list[hidden] {
    display: none;
  }
  .option,
  .hint {
    padding: 3px 8px;
    overflow-wrap: anywhere;
  }
  .option {
    cursor: pointer;
  }
  .option:hover {
    background: var(--vscode-list-hoverBackground);
  }
  .option[aria-selected='true'] {
    background: var(--vscode-list-activeSelectionBackground, var(--vscode-list-hoverBackground));
    color: var(--vscode-list-activeSelectionForeground, inherit);
    outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
`;
