import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';
import type { AnswerOf, PanelRequest } from '../protocol';
import { HostFailure, type HostClient } from './host-client';

/** The element whose requests are run. */
export type ActingElement = ReactiveControllerHost & { readonly client: HostClient | undefined };

/**
 * Runs the requests of an element and keeps what there is to say of the latest, until the next. Of what is stale nothing
 * is said, since a newer snapshot is on its way, nor of what was cancelled.
 */
export class HostActs implements ReactiveController {
  readonly #element: ActingElement;
  #said = '';
  #failed = false;
  #latest = 0;

  constructor(element: ActingElement) {
    this.#element = element;
    element.addController(this);
  }

  hostDisconnected(): void {
    this.#latest++;
    this.#said = '';
  }

  get isSaying(): boolean {
    return this.#said !== '';
  }

  /** Undefined: the host did not answer; why is said where it must be. */
  async ask<R extends PanelRequest>(request: R): Promise<AnswerOf<R['method']> | undefined> {
    const number = ++this.#latest;
    this.#say('', false);
    try {
      const answer = await this.#element.client?.ask(request);
      if (
        number === this.#latest &&
        answer !== undefined &&
        'text' in answer &&
        typeof answer.text === 'string'
      )
        this.#say(answer.text, false);
      return answer;
    } catch (error) {
      const isKnown = error instanceof HostFailure;
      if (isKnown && (error.kind === 'stale' || error.kind === 'cancelled')) return undefined;
      if (number === this.#latest) this.#say(error instanceof Error ? error.message : String(error), true);
      return undefined;
    }
  }

  /** {@link ask} for event listeners. */
  run(request: PanelRequest): void {
    void this.ask(request);
  }

  /** What there is to say, told politely: always in the tree, so that a change of it is heard. */
  status(): TemplateResult {
    return html`<span class="said ${this.#failed ? 'error' : 'muted'}" role="status"
      >${this.#said === '' ? nothing : html`<bdi>${this.#said}</bdi>`}</span
    >`;
  }

  #say(words: string, failed: boolean): void {
    if (words === this.#said && failed === this.#failed) return;
    this.#said = words;
    this.#failed = failed;
    this.#element.requestUpdate();
  }
}
