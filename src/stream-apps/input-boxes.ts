import * as vscode from 'vscode';
import type { Translate } from '../attendance/text';
import type { Answered, Asker, ChoiceQuestion, Position, TextQuestion } from './asking';

/** Asks by VS Code's input boxes: title with "n/m", back button, text that is validated while it is typed. */
export function inputBoxes(say: Translate): Asker {
  return {
    askText: (question) => askText(question, say),
    askChoice: (question) => askChoice(question, say),
  };
}

interface Steps {
  step: number | undefined;
  totalSteps: number | undefined;
  buttons: readonly vscode.QuickInputButton[];
  ignoreFocusOut: boolean;
}

function place(input: Steps, position: Position | undefined): void {
  input.ignoreFocusOut = true;
  // The only question is no step.
  if (position === undefined || position.of < 2) return;
  input.step = position.step;
  input.totalSteps = position.of;
  if (position.step > 1) input.buttons = [vscode.QuickInputButtons.Back];
}

async function askText(question: TextQuestion, say: Translate): Promise<Answered<string>> {
  const input = vscode.window.createInputBox();
  input.title = say(question.title);
  input.prompt = say(question.prompt);
  if (question.placeholder !== undefined) input.placeholder = say(question.placeholder);
  input.value = question.value ?? '';
  input.password = question.password ?? false;
  if (question.problem !== undefined) input.validationMessage = say(question.problem);
  place(input, question.position);

  const validate = async (): Promise<boolean> => {
    const typed = input.value;
    const refused = await question.validate(typed);
    // An answer about a text that is no longer in the box says nothing.
    if (typed !== input.value) return false;
    input.validationMessage = refused === undefined ? undefined : say(refused);
    return refused === undefined;
  };

  return await new Promise<Answered<string>>((resolve, reject) => {
    const finish = (answer: Answered<string>): void => {
      resolve(answer);
      input.dispose();
    };
    input.onDidChangeValue(() => {
      validate().catch(reject);
    });
    input.onDidAccept(() => {
      validate().then((taken) => {
        if (taken) finish({ kind: 'answer', value: input.value });
      }, reject);
    });
    input.onDidTriggerButton(() => {
      finish({ kind: 'back' });
    });
    input.onDidHide(() => {
      finish({ kind: 'cancelled' });
    });
    input.show();
  });
}

async function askChoice<T>(question: ChoiceQuestion<T>, say: Translate): Promise<Answered<T>> {
  const input = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly value: T }>();
  input.title = say(question.title);
  input.placeholder = say(question.placeholder);
  input.items = question.choices.map(({ label, detail, value }) => ({
    label: say(label),
    ...(detail === undefined ? {} : { detail: say(detail) }),
    value,
  }));
  place(input, question.position);
  return await new Promise<Answered<T>>((resolve) => {
    const finish = (answer: Answered<T>): void => {
      resolve(answer);
      input.dispose();
    };
    input.onDidAccept(() => {
      const chosen = input.selectedItems[0] ?? input.activeItems[0];
      if (chosen !== undefined) finish({ kind: 'answer', value: chosen.value });
    });
    input.onDidTriggerButton(() => {
      finish({ kind: 'back' });
    });
    input.onDidHide(() => {
      finish({ kind: 'cancelled' });
    });
    input.show();
  });
}
