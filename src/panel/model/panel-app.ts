import type { BookOfFigures } from '../../book/archived/archived-book';

/** What a panel reads from: the app of this window, or an archived copy. */
export interface PanelApp {
  readonly id: string;
  readonly name: string;
  readonly production: boolean;
  readonly book: BookOfFigures;
}
