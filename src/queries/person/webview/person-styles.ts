import { css } from 'lit';

/** The frame of the page: who, what is going on, the total. */
export const frameStyles = css`
  main {
    max-width: 1400px;
  }
  h1 .name {
    margin-inline-start: 6px;
    font-size: 0.72em;
  }
  .facts > span {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    min-width: 0;
  }
  .news > .note {
    margin-top: 12px;
  }
  button[aria-disabled='true'] {
    opacity: 0.5;
    cursor: default;
  }
  .caveats .note,
  section.note {
    align-items: flex-start;
  }
  ul.single {
    padding: 0;
    list-style: none;
  }
  .total {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 40px;
    margin: 0;
  }
  .total dt {
    color: var(--quiet);
  }
  .total dd {
    margin: 0;
    font-size: 1.35em;
    font-variant-numeric: tabular-nums;
  }
  .total .exact {
    font-size: var(--vscode-font-size);
    color: var(--quiet);
  }
  .caveats {
    display: grid;
    gap: 6px;
  }
`;

/** The table. */
export const tableStyles = css`
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 12px;
    margin-bottom: 8px;
  }
  .tools .end {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin-inline-start: auto;
  }
  label {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
  .frame {
    border: var(--frame);
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: 4px 10px;
    text-align: start;
    vertical-align: top;
  }
  th {
    position: sticky;
    z-index: 1;
    top: 0;
    background: var(--vscode-editor-background);
    box-shadow: inset 0 -1px 0 var(--vscode-contrastBorder, var(--vscode-widget-border, currentColor));
    font-weight: 600;
    white-space: nowrap;
  }
  tbody tr + tr > td {
    border-top: var(--line);
  }
  tbody tr:hover {
    background: var(--vscode-list-hoverBackground);
  }
  tbody tr:focus {
    outline: 1px solid var(--vscode-list-focusOutline, var(--vscode-focusBorder));
    outline-offset: -1px;
    background: var(--vscode-list-inactiveSelectionBackground);
  }
  td.time {
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  td.number,
  th.number {
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  td.call {
    width: 20%;
    min-width: 16ch;
    overflow-wrap: anywhere;
  }
  td.presence {
    min-width: 24ch;
  }
  .outcome {
    display: flex;
    gap: 6px;
    color: var(--quiet);
  }
  .state {
    display: flex;
    gap: 6px;
  }
  @media (min-width: 1080px) {
    .state {
      white-space: nowrap;
    }
  }
  .notes {
    display: block;
    color: var(--quiet);
    font-size: 0.92em;
  }
  tr.there td.call button {
    font-weight: 600;
  }
  .nothing {
    padding: 12px 10px;
  }
  @media (max-width: 1079px) {
    .frame {
      overflow-x: auto;
    }
    th {
      position: static;
    }
    table {
      min-width: 860px;
    }
    td.when {
      min-width: 14ch;
      white-space: normal;
    }
    td.data {
      min-width: 18ch;
    }
  }
`;
