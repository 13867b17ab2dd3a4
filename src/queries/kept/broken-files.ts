import * as vscode from 'vscode';
import type { Translate } from '../../attendance/text';
import type { FilterProblem } from '../../attendance/filter/problem';
import type { FileProblems } from './kept-store';
import { queriesFile } from './query-folders';

/** Problems of the workspace's files of queries, shown at their places. */
export class BrokenFiles {
  readonly #shown = vscode.languages.createDiagnosticCollection('rollcall-queries');

  show(files: readonly FileProblems[], say: Translate): void {
    this.#shown.clear();
    for (const { folder, problems } of files) {
      this.#shown.set(
        uriOf(folder),
        problems.map((problem) => {
          const shown = new vscode.Diagnostic(rangeOf(problem), say(problem.text));
          shown.source = 'Rollcall';
          return shown;
        }),
      );
    }
  }

  dispose(): void {
    this.#shown.dispose();
  }
}

function uriOf(folder: string): vscode.Uri {
  return vscode.Uri.joinPath(vscode.Uri.parse(folder, true), queriesFile);
}

/** Of the problem's first line: the file may have changed since, and a place beyond it is brought back by VS Code. */
function rangeOf({ line, column, length }: FilterProblem): vscode.Range {
  return new vscode.Range(line - 1, column - 1, line - 1, column - 1 + Math.max(1, length));
}

/** Opens the file at the problem. */
export function openAt(folder: string, problem: FilterProblem): vscode.Command {
  return {
    command: 'vscode.open',
    title: vscode.l10n.t('Open File'),
    arguments: [uriOf(folder), { selection: rangeOf({ ...problem, length: 0 }) }],
  };
}
