import * as vscode from 'vscode';

/** The translations that a page puts its own words in by their English ones. Empty: the user's language is English. */
export function pageTranslations(): Record<string, string> {
  // VS Code's bundle holds a string, or a string with comments, by its key.
  const bundle: unknown = vscode.l10n.bundle;
  if (typeof bundle !== 'object' || bundle === null) return {};
  const strings: Record<string, string> = {};
  for (const [key, value] of Object.entries(bundle)) if (typeof value === 'string') strings[key] = value;
  return strings;
}
