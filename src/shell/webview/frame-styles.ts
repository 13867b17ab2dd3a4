import { css } from 'lit';

/** The page as a whole: its parts one below the other. */
export const mainStyles = css`
  main {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 14px;
    padding: 12px 20px 24px;
  }
`;

/** The head of a page: what it is about, the facts below, and what one can do beside it. */
export const headStyles = css`
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    justify-content: space-between;
    gap: 8px 24px;
  }
  h1 {
    margin: 0;
    font-size: 1.5em;
    font-weight: 400;
    line-height: 1.25;
    overflow-wrap: anywhere;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 16px;
    margin: 4px 0 0;
  }
  .id {
    user-select: all;
  }
  .production {
    display: inline-flex;
    align-items: center;
    gap: 3px;
    font-weight: 600;
  }
  .acts button {
    display: inline-flex;
    align-items: center;
    gap: 5px;
  }
`;

/** Notes on what is being done, how far it is, and what went wrong. */
export const workStyles = css`
  .note {
    border-block: var(--contrast);
    border-inline-end: var(--contrast);
  }
  .note .words {
    flex: 1 1 240px;
    min-width: 0;
  }
  .note .words > span {
    display: block;
  }
  progress {
    display: block;
    width: 100%;
    max-width: 360px;
    height: 4px;
    margin-top: 4px;
    border: var(--contrast);
    border-radius: 2px;
    background: var(--vscode-editorWidget-background, transparent);
    overflow: hidden;
    appearance: none;
  }
  progress::-webkit-progress-bar {
    background: var(--vscode-scrollbarSlider-background);
  }
  progress::-webkit-progress-value {
    background: var(--vscode-progressBar-background);
  }
`;
