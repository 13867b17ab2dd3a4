import type * as vscode from 'vscode';

/**
 * Appends text that stands as text, whatever is in it, and breaks between its words: `appendText` makes each space one at
 * which no line breaks, so that a hover would break within a word.
 */
export function appendWords(markdown: vscode.MarkdownString, words: string): void {
  // Only a space between two words: several could make a block of code.
  for (const [at, word] of words.split(/(?<=\S) (?=\S)/).entries()) {
    if (at > 0) markdown.appendMarkdown(' ');
    markdown.appendText(word);
  }
}
