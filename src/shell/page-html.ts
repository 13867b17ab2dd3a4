/** What the page's document is made from. */
export interface PageSources {
  /** Where the webview loads the page's script from. */
  readonly script: string;
  /** New for each document, of letters and digits. */
  readonly nonce: string;
  /** BCP 47. */
  readonly language: string;
  /** The document's title, for screen readers. */
  readonly title: string;
  /** The custom element that the page consists of. */
  readonly element: string;
}

/**
 * The document of a webview: nothing may be loaded but its one script, and nothing may be run or styled that does not bear
 * the nonce. No data stand in it.
 */
export function pageHtml({ script, nonce, language, title, element }: PageSources): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style nonce="${nonce}">body { padding: 0; margin: 0; }</style>
</head>
<body>
<${element}></${element}>
<script nonce="${nonce}" src="${escaped(script)}"></script>
</body>
</html>
`;
}

/** A document that says one thing, and runs nothing. */
export function messageHtml(language: string, message: string): string {
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>Rollcall</title>
</head>
<body><p>${escaped(message)}</p></body>
</html>
`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
