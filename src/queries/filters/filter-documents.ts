import * as vscode from 'vscode';
import type { Place } from '../../attendance/filter/located';
import { checkCallFilter, type CheckedFilter, type Filter } from '../../attendance/filter/validate';
import { checkRowFilter } from '../../attendance/filter/validate-rows';
import { shownWithoutIcons } from '../../attendance/shown-text';
import { text } from '../../attendance/text';
import { appendWords } from '../../shell/append-words';
import { commands } from '../../shell/commands';
import { Problem } from '../../shell/problem';
import { filterKindOf, type FilterKind } from './document-kind';
import { checkDocument, fieldsOf } from './filter-check';
import { proposals, type Proposal } from './filter-completion';
import { FilterDiagnostics } from './filter-diagnostics';
import { filterHover } from './filter-hover';
import { openFilterDocument } from './open-document';
import type { FilterCommand, FilterParts } from './register';
import { valuesAtHand } from './values-at-hand';

/** What VS Code asks about filter documents, and what their commands do. */
export class FilterDocuments {
  readonly #parts: FilterParts;
  readonly #diagnostics: FilterDiagnostics;

  constructor(parts: FilterParts) {
    this.#parts = parts;
    this.#diagnostics = new FilterDiagnostics(parts.shell.say);
  }

  dispose(): void {
    this.#diagnostics.dispose();
  }

  complete(document: vscode.TextDocument, at: vscode.Position): vscode.CompletionItem[] {
    const kind = filterKindOf(document.uri.path);
    if (kind === undefined) return [];
    const book = this.#parts.apps.current?.book;
    const known = (field: string): readonly string[] =>
      book === undefined ? [] : valuesAtHand(book, kind, field);
    const now = book?.now() ?? Date.now();
    const offset = document.offsetAt(at);
    return proposals(document.getText(), offset, kind, fieldsOf(kind), known, now).map((proposal, nth) =>
      this.#item(proposal, nth, document),
    );
  }

  hover(document: vscode.TextDocument, at: vscode.Position): vscode.Hover | undefined {
    const kind = filterKindOf(document.uri.path);
    const found = kind && filterHover(document.getText(), document.offsetAt(at), kind, fieldsOf(kind));
    if (found === undefined) return undefined;
    const words = new vscode.MarkdownString();
    words.appendMarkdown('**').appendText(found.word).appendMarkdown('**');
    for (const each of found.texts) appendWords(words.appendMarkdown('\n\n'), this.#parts.shell.say(each));
    return new vscode.Hover(words, rangeOf(document, found.place));
  }

  lenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const kind = filterKindOf(document.uri.path);
    if (kind === undefined) return [];
    const top = new vscode.Range(0, 0, 0, 0);
    const lens = (title: string, command: FilterCommand): vscode.CodeLens =>
      new vscode.CodeLens(top, { title, command, arguments: [document.uri] });
    return [
      lens(`$(play) ${vscode.l10n.t('Run')}`, commands.runFilterDocument),
      lens(
        kind === 'rows'
          ? `$(save) ${vscode.l10n.t('Save as Query…')}`
          : `$(save) ${vscode.l10n.t('Save as File…')}`,
        commands.saveFilterDocument,
      ),
    ];
  }

  /** @param argument of *Edit…*: `{filter}` to begin with; of *Run* and *Save*: the document's URI; else the active one */
  async run(command: FilterCommand, argument: unknown): Promise<void> {
    switch (command) {
      case commands.editRowFilter:
        await openFilterDocument('rows', given('rows', argument) ?? {});
        return;
      case commands.editCallFilter:
        await openFilterDocument('calls', given('calls', argument) ?? this.#callFilter());
        return;
      case commands.runFilterDocument:
        await this.#ask(await filterDocument(argument));
        return;
      case commands.saveFilterDocument:
        await this.#save(await filterDocument(argument));
    }
  }

  /** The filter that the sidebar has. */
  #callFilter(): Filter {
    const checked = checkCallFilter(this.#parts.apps.current?.book.callFilter ?? {});
    return checked.ok ? checked.filter : {};
  }

  async #ask({ document, kind }: OpenDocument): Promise<void> {
    const filter = this.#checked(document, kind);
    if (kind === 'rows')
      await vscode.commands.executeCommand(commands.queryParticipantSessions, { rows: filter });
    else await vscode.commands.executeCommand(commands.filterCalls, { filter });
  }

  async #save({ document, kind }: OpenDocument): Promise<void> {
    const filter = this.#checked(document, kind);
    if (kind === 'rows')
      await vscode.commands.executeCommand(commands.saveQuery, { question: { rows: filter } });
    else if (document.isUntitled) await vscode.workspace.saveAs(document.uri);
    else await document.save();
  }

  /** @throws Problem with the place of what is wrong */
  #checked(document: vscode.TextDocument, kind: FilterKind): Filter {
    const checked = checkDocument(kind, document.getText());
    if (checked.ok) return checked.filter;
    const [problem] = checked.problems;
    throw new Problem(
      problem === undefined
        ? text('This filter is not valid.')
        : text('Line {line}, column {column}: {problem}', {
            line: problem.line,
            column: problem.column,
            problem: this.#parts.shell.say(problem.text),
          }),
    );
  }

  #item(proposal: Proposal, nth: number, document: vscode.TextDocument): vscode.CompletionItem {
    const label = shownWithoutIcons(proposal.label);
    const item = new vscode.CompletionItem(label, kindOf[proposal.kind]);
    const range = rangeOf(document, proposal.place);
    item.range = range;
    item.insertText = new vscode.SnippetString(proposal.insert);
    // Compared with what stands there, which has its quotes.
    item.filterText = proposal.quoted ? JSON.stringify(proposal.label) : proposal.label;
    item.sortText = String(nth).padStart(4, '0');
    if (proposal.text !== undefined) item.documentation = this.#parts.shell.say(proposal.text);
    if (proposal.goesOn)
      item.command = { command: 'editor.action.triggerSuggest', title: vscode.l10n.t('Suggest') };
    return item;
  }
}

const kindOf = {
  field: vscode.CompletionItemKind.Property,
  operator: vscode.CompletionItemKind.Operator,
  value: vscode.CompletionItemKind.Value,
} as const;

interface OpenDocument {
  readonly document: vscode.TextDocument;
  readonly kind: FilterKind;
}

/** The document that a command is about. @throws Problem where that is no filter */
async function filterDocument(argument: unknown): Promise<OpenDocument> {
  const document =
    argument instanceof vscode.Uri && filterKindOf(argument.path) !== undefined
      ? await vscode.workspace.openTextDocument(argument)
      : vscode.window.activeTextEditor?.document;
  const kind = document === undefined ? undefined : filterKindOf(document.uri.path);
  if (document !== undefined && kind !== undefined) return { document, kind };
  throw new Problem(text('Open a filter document first.'), {
    acts: [
      {
        kind: 'command',
        title: text('Edit Participant Session Filter'),
        command: commands.editRowFilter,
      },
      { kind: 'command', title: text('Edit Call Filter'), command: commands.editCallFilter },
    ],
  });
}

/** The filter that a command was given to begin with. @throws Problem where it is none */
function given(kind: FilterKind, argument: unknown): Filter | undefined {
  if (typeof argument !== 'object' || argument === null || !('filter' in argument)) return undefined;
  const checked: CheckedFilter =
    kind === 'rows' ? checkRowFilter(argument.filter) : checkCallFilter(argument.filter);
  if (checked.ok) return checked.filter;
  throw new Problem(checked.problems[0]?.text ?? text('This filter is not valid.'));
}

function rangeOf(document: vscode.TextDocument, { offset, length }: Place): vscode.Range {
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
}
