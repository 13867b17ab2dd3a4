/** How the width of the charts is shared: names, plots, presence, and the scroll bar of the lanes. Pixels. */
export class ChartLayout {
  readonly width: number;
  /** What the scroll bar takes. */
  readonly gutter: number;

  constructor(width: number, gutter: number) {
    this.width = width;
    this.gutter = gutter;
  }

  /** Presence stands below the names then. */
  get isNarrow(): boolean {
    return this.width < 620;
  }

  get name(): number {
    const [share, least, most] = this.isNarrow ? [0.3, 84, 140] : [0.18, 130, 220];
    return Math.round(Math.min(most, Math.max(least, this.width * share)));
  }

  get side(): number {
    return this.isNarrow ? 0 : 150;
  }

  get plot(): number {
    return Math.max(40, this.width - this.name - this.side - this.gutter);
  }

  /** Hands the widths to the styles of all parts. */
  applyTo({ style }: HTMLElement): void {
    for (const part of ['name', 'plot', 'side'] as const)
      style.setProperty(`--${part}-width`, `${this[part]}px`);
    style.setProperty('--gutter', `${this.gutter}px`);
    style.setProperty('--side-padding', this.isNarrow ? '0' : '10px');
  }
}
