import { text } from '../../attendance/text';
import type { PanelSnapshot } from '../protocol/snapshot';
import type { Drawing } from './chart-drawing';
import type { HostActs } from './host-acts';
import { say } from '../../shell/webview/page-words';
import { showTable } from './panel-part';
import { paletteOf, pngOf } from './picture';
import { picturePlan, type PictureSource } from './picture-plan';
import { ageOf } from './result-age';
import { axisOf } from './time-axis';

type Shown = Drawing & Pick<PictureSource, 'view' | 'lanes' | 'plotWidth'>;

/** Why no picture can be saved now: its caption would tell of other figures. Empty: it can. */
export function whyNoPicture(snapshot: PanelSnapshot): string {
  return ageOf(snapshot) === 'current'
    ? ''
    : say(text('The charts are not of what is asked for now: a picture can be saved once they are.'));
}

/** Where the charts lead to: rows of the table, and a file. */
export class ChartDeeds {
  readonly #element: Element;
  readonly #acts: HostActs;
  readonly #tell: (words: string) => void;

  constructor(element: Element, acts: HostActs, tell: (words: string) => void) {
    this.#element = element;
    this.#acts = acts;
    this.#tell = tell;
  }

  /** Shows a row of the answer in the table. */
  async jump(answer: number, row: number): Promise<void> {
    const found = await this.#acts.ask({ method: 'locate', answer, row });
    if (found === undefined) return;
    if (found.inTable === null) {
      this.#tell(say(text('That row is not among those that the table shows now.')));
      return;
    }
    showTable(this.#element);
    const detail = { position: found.inTable, row };
    this.#element.dispatchEvent(
      new CustomEvent('rollcall-show-row', { bubbles: true, composed: true, detail }),
    );
  }

  /** Shows all rows of a person in the table. */
  async showPerson(answer: number, person: number): Promise<void> {
    const done = await this.#acts.ask({ method: 'narrow', answer, to: { by: 'person', person } });
    if (done !== undefined) showTable(this.#element);
  }

  /**
   * Saves a picture of what is on screen once all of it came.
   * @param take what is on screen now; undefined: it did not come
   */
  async save(take: () => Promise<Shown | undefined>): Promise<void> {
    const shown = await take();
    if (shown === undefined) {
      this.#tell(say(text('Not all lanes in sight came: no picture was saved.')));
      return;
    }
    const why = whyNoPicture(shown.snapshot);
    if (why !== '') {
      this.#tell(why);
      return;
    }
    const { view, whole, show } = shown;
    const plan = picturePlan({
      ...shown,
      axisOf: (width) => (whole === undefined ? undefined : axisOf(view, width, show)),
    });
    const png = await pngOf(plan, paletteOf(this.#element), devicePixelRatio).catch(() => undefined);
    if (png === undefined) this.#tell(say(text('The picture could not be drawn.')));
    else await this.#acts.ask({ method: 'savePicture', png });
  }
}
