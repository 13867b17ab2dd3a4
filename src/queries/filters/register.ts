import * as vscode from 'vscode';
import { commands, type CommandId } from '../../shell/commands';
import { failureLine } from '../../shell/failure-message';
import type { Shell } from '../../shell/shell';
import type { ActiveApp } from '../../stream-apps/active-app';
import { filterKindOf } from './document-kind';
import type { FilterDocuments } from './filter-documents';

export interface FilterParts {
  readonly shell: Shell;
  readonly apps: ActiveApp;
}

const ofDocuments = [
  commands.editRowFilter,
  commands.editCallFilter,
  commands.runFilterDocument,
  commands.saveFilterDocument,
] as const satisfies readonly CommandId[];
export type FilterCommand = (typeof ofDocuments)[number];

const selector: vscode.DocumentSelector = ['json', 'jsonc'].map((language) => ({
  language,
  pattern: '**/*.rollcall-{rows,calls}.json',
}));

/** Filters as JSON documents: completion, hover, diagnostics, Run and Save. What does the work is loaded with the first one. */
export function registerFilterDocuments(parts: FilterParts): vscode.Disposable {
  let opening: Promise<FilterDocuments> | undefined;
  const open = (): Promise<FilterDocuments> =>
    (opening ??= import('./filter-documents').then(
      ({ FilterDocuments }) => new FilterDocuments(parts),
      (error: unknown) => {
        // The next time it is tried again.
        opening = undefined;
        throw error;
      },
    ));
  const look = (document: vscode.TextDocument): void => {
    if (filterKindOf(document.uri.path) === undefined) return;
    open().catch((error: unknown) => {
      parts.shell.log.warn(`a filter document cannot be checked: ${failureLine(error)}`);
    });
  };
  vscode.workspace.textDocuments.forEach(look);
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.languages.registerCompletionItemProvider(
      selector,
      { provideCompletionItems: async (document, at) => (await open()).complete(document, at) },
      '"',
      '$',
      ':',
      ' ',
    ),
    vscode.languages.registerHoverProvider(selector, {
      provideHover: async (document, at) => (await open()).hover(document, at),
    }),
    vscode.languages.registerCodeLensProvider(selector, {
      provideCodeLenses: async (document) => (await open()).lenses(document),
    }),
    ...ofDocuments.map((id) => parts.shell.command(id, async (argument) => (await open()).run(id, argument))),
    new vscode.Disposable(() => {
      opening?.then(
        (documents) => {
          documents.dispose();
        },
        () => undefined,
      );
    }),
  );
}
