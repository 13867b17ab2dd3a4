import * as vscode from 'vscode';
import { commands, type CommandId } from '../../shell/commands';
import { failureLine } from '../../shell/failure-message';
import { LoadOnce } from '../../shell/load-once';
import type { FeatureParts } from '../../stream-apps/feature-parts';
import { filterKindOf } from './document-kind';

export type FilterParts = Pick<FeatureParts, 'shell' | 'apps'>;

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
  const documents = new LoadOnce(
    async () => {
      const { FilterDocuments } = await import('./filter-documents');
      return new FilterDocuments(parts);
    },
    (loaded) => {
      loaded.dispose();
    },
  );
  const look = (document: vscode.TextDocument): void => {
    if (filterKindOf(document.uri.path) === undefined) return;
    documents.get().catch((error: unknown) => {
      parts.shell.log.warn(`a filter document cannot be checked: ${failureLine(error)}`);
    });
  };
  vscode.workspace.textDocuments.forEach(look);
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.languages.registerCompletionItemProvider(
      selector,
      { provideCompletionItems: async (document, at) => (await documents.get()).complete(document, at) },
      '"',
      '$',
      ':',
      ' ',
    ),
    vscode.languages.registerHoverProvider(selector, {
      provideHover: async (document, at) => (await documents.get()).hover(document, at),
    }),
    vscode.languages.registerCodeLensProvider(selector, {
      provideCodeLenses: async (document) => (await documents.get()).lenses(document),
    }),
    ...ofDocuments.map((id) =>
      parts.shell.command(id, async (argument) => (await documents.get()).run(id, argument)),
    ),
    documents,
  );
}
