import type { Ms } from '../attendance/instant';
import { isoInstant } from './provenance';

const day = 86_400_000;
const two = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));

/** Writes very many instants in ISO 8601 UTC with ms, as `Date` does it: those of one day share its date. */
export class IsoTimes {
  #day = NaN;
  #date = '';

  /** Empty where it is no instant. */
  text(at: Ms | undefined): string {
    if (at === undefined || !Number.isInteger(at)) return isoInstant(at) ?? '';
    const number = Math.floor(at / day);
    if (number !== this.#day) {
      this.#day = number;
      const date = isoInstant(number * day) ?? '';
      // Years beyond four digits are of another form, and nobody's: the slow way knows them.
      this.#date = date.length === 24 ? date.slice(0, 11) : '';
    }
    const ms = at - number * day;
    if (this.#date === '') return isoInstant(at) ?? '';
    const seconds = Math.floor(ms / 1000);
    const minutes = Math.floor(seconds / 60);
    const rest = String(ms % 1000).padStart(3, '0');
    return `${this.#date}${two[Math.floor(minutes / 60)] ?? ''}:${two[minutes % 60] ?? ''}:${two[seconds % 60] ?? ''}.${rest}Z`;
  }
}
