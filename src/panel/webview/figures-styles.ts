import { css } from 'lit';

/** The table of figures: calm lines, values that can be pressed, notes beside them. */
export const figuresStyles = css`
  .title {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 4px 12px;
    margin-bottom: 4px;
  }
  .title h2 {
    margin: 0;
  }
  .title .row {
    margin-inline-start: auto;
  }
  .note {
    margin-bottom: 8px;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: 4px 8px;
    text-align: start;
    vertical-align: top;
    overflow-wrap: anywhere;
  }
  thead th {
    border-bottom: var(--line);
    font-weight: 600;
  }
  thead .muted {
    font-weight: 400;
  }
  th:first-child {
    width: 27%;
    padding-inline-start: 0;
  }
  td:nth-child(2) {
    width: 25%;
  }
  tbody th {
    font-weight: 400;
    color: var(--quiet);
  }
  tbody tr:not(.minor) + tr:not(.minor) > *,
  tbody tr.minor + tr:not(.minor) > * {
    border-top: var(--line);
  }
  tr.minor > * {
    padding-block: 1px 3px;
    font-size: 0.92em;
  }
  tr.minor th {
    padding-inline-start: 16px;
  }
  tbody tr.head th {
    color: var(--vscode-foreground);
    font-weight: 600;
  }
  tr.head .figure {
    font-size: 1.25em;
    font-weight: 600;
  }
  button.figure {
    padding: 0;
    border: 0;
    background: none;
    color: var(--vscode-foreground);
    text-align: start;
    text-decoration: underline dotted var(--quiet);
    text-underline-offset: 3px;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  button.figure:hover {
    background: none;
    color: var(--vscode-textLink-foreground);
    text-decoration-style: solid;
  }
  .exact {
    position: absolute;
    z-index: 2;
    top: calc(100% + 2px);
    inset-inline-start: 0;
    display: none;
    width: max-content;
    max-width: min(340px, 80vw);
    padding: 3px 8px;
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-editorHoverWidget-border, transparent));
    border-radius: 3px;
    background: var(--vscode-editorHoverWidget-background, var(--vscode-editorWidget-background));
    color: var(--vscode-editorHoverWidget-foreground, var(--vscode-foreground));
    font-size: var(--vscode-font-size);
    font-weight: 400;
    box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
  }
  .value {
    position: relative;
    display: inline-block;
    max-width: 100%;
    margin-inline-end: 8px;
  }
  .value:hover .exact,
  button.figure:focus-visible + .exact {
    display: block;
  }
  .hides-exact .exact {
    display: none !important;
  }
  ul.notes {
    display: inline;
    padding: 0;
    color: var(--quiet);
    font-size: 12px;
    font-weight: 400;
    list-style: none;
  }
  ul.notes li {
    display: inline;
  }
  ul.notes li + li::before {
    content: '·';
    margin: 0 5px;
  }
  ol.below {
    display: grid;
    gap: 2px;
    margin: 8px 0 0;
    padding: 0;
    color: var(--quiet);
    font-size: 12px;
    list-style: none;
  }
  .coverage {
    margin-top: 6px;
  }
  .coverage::first-letter {
    text-transform: uppercase;
  }
  @media (max-width: 480px) {
    th {
      overflow-wrap: break-word;
      hyphens: auto;
    }
    tr.minor th {
      padding-inline-start: 8px;
    }
    th,
    td {
      padding-inline: 4px;
    }
  }
`;
