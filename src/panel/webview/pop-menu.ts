import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { base } from '../../shell/webview/styles';

export interface MenuItem {
  readonly name: string;
  readonly run: () => void;
  /** Stands there, but does nothing. */
  readonly isDisabled?: boolean;
  /** Begins another group. */
  readonly isApart?: boolean;
}

/** A point of the window. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A menu that opens at a place and gives the focus back when it closes. */
export class PopMenu extends LitElement {
  static override properties = { items: { state: true } };
  static override styles = [
    base,
    css`
      .menu {
        position: fixed;
        inset: auto;
        min-width: 140px;
        max-width: min(420px, 90vw);
        margin: 0;
        padding: 4px;
        border: 1px solid var(--vscode-menu-border, var(--vscode-contrastBorder, transparent));
        border-radius: 5px;
        background: var(--vscode-menu-background);
        color: var(--vscode-menu-foreground);
        box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
      }
      .menu button {
        display: block;
        width: 100%;
        padding: 3px 14px;
        border: 1px solid transparent;
        border-radius: 3px;
        background: none;
        color: inherit;
        text-align: start;
        overflow-wrap: anywhere;
      }
      .menu button[aria-disabled='true'] {
        color: var(--vscode-disabledForeground);
        cursor: default;
      }
      .menu button:focus {
        outline: none;
        border-color: var(--vscode-menu-selectionBorder, transparent);
        background: var(--vscode-menu-selectionBackground);
        color: var(--vscode-menu-selectionForeground);
      }
      hr {
        margin: 4px 0;
        border: 0;
        border-top: 1px solid var(--vscode-menu-separatorBackground, var(--vscode-contrastBorder));
      }
    `,
  ];
  declare items: readonly MenuItem[];
  #opener: HTMLElement | undefined;

  constructor() {
    super();
    this.items = [];
  }

  /** Opens; closing gives the focus back to the opener. */
  async open(items: readonly MenuItem[], at: Point, opener: HTMLElement | undefined): Promise<void> {
    this.items = items;
    this.#opener = opener;
    await this.updateComplete;
    const menu = this.#menu;
    if (menu === null) return;
    if (!menu.matches(':popover-open')) menu.showPopover();
    const { width, height } = menu.getBoundingClientRect();
    menu.style.left = `${Math.max(0, Math.min(at.x, window.innerWidth - width))}px`;
    menu.style.top = `${Math.max(0, Math.min(at.y, window.innerHeight - height))}px`;
    this.#buttons[0]?.focus();
  }

  get #menu(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.menu');
  }

  get #buttons(): readonly HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('button')];
  }

  override render(): TemplateResult {
    return html`<div
      class="menu"
      popover="auto"
      role="menu"
      @keydown=${this.#onKey}
      @toggle=${({ newState }: ToggleEvent) => {
        if (this.#opener?.ariaHasPopup === 'menu') this.#opener.ariaExpanded = String(newState === 'open');
      }}
      @contextmenu=${(event: Event) => {
        event.preventDefault();
      }}
    >
      ${this.items.map(
        (item) =>
          html`${item.isApart === true ? html`<hr />` : nothing}<button
              role="menuitem"
              tabindex="-1"
              aria-disabled=${item.isDisabled === true}
              @click=${() => {
                this.#choose(item);
              }}
              @pointermove=${(event: PointerEvent) => {
                if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
              }}
            >
              ${item.name}
            </button>`,
      )}
    </div>`;
  }

  #choose({ isDisabled, run }: MenuItem): void {
    if (isDisabled === true) return;
    this.#close();
    run();
  }

  #close(): void {
    this.#menu?.hidePopover();
    this.#opener?.focus();
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const buttons = this.#buttons;
    const at = buttons.findIndex((button) => button.matches(':focus'));
    const step = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (step !== undefined) buttons.at(step === buttons.length ? 0 : step)?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') this.#close();
    else if (event.key.length === 1 && event.key !== ' ') {
      const letter = event.key.toLowerCase();
      const turned = [...buttons.slice(at + 1), ...buttons.slice(0, at + 1)];
      turned.find((button) => button.textContent.trim().toLowerCase().startsWith(letter))?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

customElements.define('rollcall-menu', PopMenu);

declare global {
  interface HTMLElementTagNameMap {
    'rollcall-menu': PopMenu;
  }
}
