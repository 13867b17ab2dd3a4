import * as vscode from 'vscode';
import type { Translate } from '../../attendance/text';
import { filterKindOf } from './document-kind';
import { checkDocument } from './filter-check';

/** The check waits so long for the next keystroke, ms. */
const pauseMs = 200;

/** What is wrong with open filter documents, at its place. */
export class FilterDiagnostics {
  readonly #say: Translate;
  readonly #shown = vscode.languages.createDiagnosticCollection('rollcall-filters');
  readonly #waiting = new Map<string, NodeJS.Timeout>();
  readonly #owned: vscode.Disposable;

  constructor(say: Translate) {
    this.#say = say;
    const look = (document: vscode.TextDocument): void => {
      this.#check(document);
    };
    this.#owned = vscode.Disposable.from(
      this.#shown,
      vscode.workspace.onDidOpenTextDocument(look),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        this.#soon(document);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.#forget(document);
        this.#shown.delete(document.uri);
      }),
    );
    vscode.workspace.textDocuments.forEach(look);
  }

  dispose(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#owned.dispose();
  }

  #soon(document: vscode.TextDocument): void {
    if (filterKindOf(document.uri.path) === undefined) return;
    this.#forget(document);
    this.#waiting.set(
      document.uri.toString(),
      setTimeout(() => {
        this.#check(document);
      }, pauseMs),
    );
  }

  #forget(document: vscode.TextDocument): void {
    clearTimeout(this.#waiting.get(document.uri.toString()));
    this.#waiting.delete(document.uri.toString());
  }

  #check(document: vscode.TextDocument): void {
    const kind = filterKindOf(document.uri.path);
    if (kind === undefined || document.isClosed) return;
    this.#forget(document);
    const checked = checkDocument(kind, document.getText());
    const problems = checked.ok ? [] : checked.problems;
    this.#shown.set(
      document.uri,
      problems.map(({ offset, length, text }) => {
        const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
        const shown = new vscode.Diagnostic(range, this.#say(text));
        shown.source = 'Rollcall';
        return shown;
      }),
    );
  }
}
