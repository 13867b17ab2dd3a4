import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { shownText } from '../../attendance/shown-text';
import { text } from '../../attendance/text';
import type { AnswerOf } from '../protocol/answers';
import type { HostClient } from './host-client';
import { idPickerStyles } from './id-picker-styles';
import { icon } from '../../shell/webview/icons';
import { say } from '../../shell/webview/page-words';
import { partStyles } from '../../shell/webview/part-styles';
import { base } from '../../shell/webview/styles';

type Found = AnswerOf<'suggest'>['found'];
/** One thing to choose: as it is looked at, and as it goes into a filter. */
type Option = Found[number] & { readonly typed: boolean };

/** Tells which ids are chosen now. */
export class IdsChosen extends Event {
  readonly values: readonly string[];

  constructor(values: readonly string[]) {
    super('ids-chosen');
    this.values = values;
  }
}

/**
 * Chooses ids by typing: a combobox whose list holds what the rows know and contains what was typed, and that itself;
 * what is chosen stands before it as tokens that can be taken away. Fires {@link IdsChosen}.
 */
export class IdPicker extends LitElement {
  static override properties = {
    client: { attribute: false },
    what: { attribute: false },
    label: { attribute: false },
    values: { attribute: false },
    found: { state: true },
    more: { state: true },
    typed: { state: true },
    open: { state: true },
    active: { state: true },
    told: { state: true },
  };
  declare client: HostClient | undefined;
  declare what: 'person' | 'role';
  declare label: string;
  declare values: readonly string[];
  declare private found: Found;
  declare private more: boolean;
  declare private typed: string;
  declare private open: boolean;
  /** The option that Enter chooses, wherever it stands when suggestions come late; undefined: none was picked. */
  declare private active: Option | undefined;
  declare private told: string;
  #asking: AbortController | undefined;

  static override styles = [base, partStyles, idPickerStyles];

  constructor() {
    super();
    this.client = undefined;
    this.what = 'person';
    this.label = '';
    this.values = [];
    this.found = [];
    this.more = false;
    this.typed = '';
    this.open = false;
    this.active = undefined;
    this.told = '';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#asking?.abort();
  }

  override render(): TemplateResult {
    const options = this.#options;
    const active = this.#activeAt;
    const isOpen = this.open && (options.length > 0 || this.more);
    return html`
      <label for="typed">${this.label}</label>
      <div class="field" @focusout=${this.#onFocusOut}>
        <div class="box" @click=${this.#focusInput}>
          ${this.values.length === 0 ? nothing : this.#tokens()}
          <input
            id="typed"
            type="text"
            role="combobox"
            autocomplete="off"
            spellcheck="false"
            aria-autocomplete="list"
            aria-expanded=${isOpen ? 'true' : 'false'}
            aria-controls="options"
            aria-activedescendant=${isOpen && active >= 0 ? `option-${active}` : nothing}
            placeholder=${this.what === 'person' ? say(text('Type a user id')) : say(text('Type a role'))}
            .value=${this.typed}
            @input=${this.#onInput}
            @keydown=${this.#onKeyDown}
          />
        </div>
        <div
          id="options"
          class="list"
          role="listbox"
          aria-label=${this.label}
          ?hidden=${!isOpen}
          @mousedown=${keepFocus}
        >
          ${options.map((option, at) => this.#option(option, at, at === active))}
          ${this.more ? html`<div class="hint muted" role="presentation">${moreWords()}</div>` : nothing}
        </div>
        <span class="unseen" role="status">${this.told}</span>
      </div>
    `;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('active') || changed.has('found'))
      this.renderRoot.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  #tokens(): TemplateResult {
    return html`<ul aria-label=${say(text('{label}: chosen', { label: this.label }))}>
      ${this.values.map((value) => {
        const shown = shownText(value);
        const remove = say(text('Remove {id}', { id: shown }));
        return html`<li class="token">
          <bdi title=${shown}>${shown === '' ? say(text('(no id)')) : shown}</bdi
          ><button
            type="button"
            class="icon-only"
            aria-label=${remove}
            title=${remove}
            @click=${() => {
              this.#remove(value);
            }}
          >
            ${icon('close')}
          </button>
        </li>`;
      })}
    </ul>`;
  }

  #option(option: Option, at: number, isActive: boolean): TemplateResult {
    const { shown, typed } = option;
    return html`<div
      class="option"
      role="option"
      id="option-${at}"
      aria-selected=${isActive ? 'true' : 'false'}
      @click=${() => {
        this.#choose(option);
      }}
    >
      ${typed ? say(text('Exactly “{id}”', { id: shown })) : html`<bdi>${shown}</bdi>`}
    </div>`;
  }

  /** What is chosen already is not offered again; what was typed is, even where no row that was read knows it. */
  get #options(): readonly Option[] {
    const chosen = new Set(this.values);
    const found = this.found.filter(({ value }) => !chosen.has(value));
    const exact = this.typed.trim();
    const isNew = exact !== '' && !chosen.has(exact) && !found.some(({ value }) => value === exact);
    return [
      ...found.map((one) => ({ ...one, typed: false })),
      ...(isNew ? [{ shown: shownText(exact), value: exact, typed: true }] : []),
    ];
  }

  readonly #onInput = ({ currentTarget }: Event): void => {
    if (!(currentTarget instanceof HTMLInputElement)) return;
    this.typed = currentTarget.value;
    this.active = undefined;
    void this.#suggest();
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const handled = this.#onKey(event.key);
    if (handled) event.preventDefault();
  };

  /** True: the key was ours. */
  #onKey(key: string): boolean {
    switch (key) {
      case 'ArrowDown':
        if (!this.open) void this.#suggest();
        else this.#pick(this.#activeAt + 1);
        return true;
      case 'ArrowUp':
        if (this.open) this.#pick(Math.max(this.#activeAt, 0) - 1);
        return this.open;
      case 'Enter':
        this.#choose(this.active ?? this.#exactOption());
        return true;
      case 'Escape': {
        const wasOpen = this.open;
        this.#close();
        return wasOpen;
      }
      case 'Backspace': {
        const value = this.values.at(-1);
        if (this.typed !== '' || value === undefined) return false;
        this.#remove(value);
        return true;
      }
      default:
        return false;
    }
  }

  /** Where the picked option stands now; −1: nowhere. */
  get #activeAt(): number {
    return this.#options.findIndex(({ value }) => value === this.active?.value);
  }

  /** By a place in the list, which goes on at its other end. */
  #pick(at: number): void {
    const options = this.#options;
    this.active = options.at(at % Math.max(options.length, 1));
  }

  /** Where nothing is picked from the list, Enter takes what was typed, as it is. */
  #exactOption(): Option | undefined {
    const exact = this.typed.trim();
    return this.#options.find(({ value }) => value === exact);
  }

  #choose(option: Option | undefined): void {
    if (option === undefined) return;
    this.typed = '';
    this.#close();
    this.#tell([...this.values, option.value]);
    this.#focusInput();
  }

  #remove(value: string): void {
    this.#tell(this.values.filter((one) => one !== value));
    this.#focusInput();
  }

  #tell(values: readonly string[]): void {
    this.values = values;
    this.dispatchEvent(new IdsChosen(values));
  }

  async #suggest(): Promise<void> {
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    this.open = true;
    try {
      const request = { method: 'suggest', what: this.what, text: this.typed.trim() } as const;
      const answer = await this.client?.ask(request, { signal: asking.signal });
      if (answer === undefined || asking.signal.aborted) return;
      this.found = withPicked(answer.found, this.active);
      this.more = answer.more;
      const n = this.#options.length;
      this.told = n === 1 ? say(text('1 suggestion')) : say(text('{n} suggestions', { n }));
    } catch {
      // Cancelled, or there is nothing to suggest from: what was typed can still be taken.
      if (!asking.signal.aborted) this.found = withPicked([], this.active);
    }
  }

  #close(): void {
    this.#asking?.abort();
    this.open = false;
    this.active = undefined;
    this.found = [];
    this.more = false;
    this.told = '';
  }

  readonly #onFocusOut = (event: FocusEvent): void => {
    const { relatedTarget, currentTarget } = event;
    const stays =
      relatedTarget instanceof Node && currentTarget instanceof Node && currentTarget.contains(relatedTarget);
    if (!stays) this.#close();
  };

  readonly #focusInput = (): void => {
    this.renderRoot.querySelector<HTMLInputElement>('#typed')?.focus();
  };
}
customElements.define('rollcall-id-picker', IdPicker);

/** What somebody picked does not vanish under their fingers. */
function withPicked(found: Found, picked: Option | undefined): Found {
  const stays = picked === undefined || picked.typed || found.some(({ value }) => value === picked.value);
  return stays ? found : [picked, ...found];
}

/** A click on the list must not take the focus from the text. */
function keepFocus(event: Event): void {
  event.preventDefault();
}

function moreWords(): string {
  return say(text('There are more: type further.'));
}
