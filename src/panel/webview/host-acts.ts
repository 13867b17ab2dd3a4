import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';
import type { Text } from '../../attendance/text';
import type { AnswerOf } from '../protocol/answers';
import type { PanelRequest } from '../protocol/requests';
import { failureWords } from './failure-words';
import type { HostClient } from './host-client';
import { say } from '../../shell/webview/page-words';

/** The element whose requests are run. */
export type ActingElement = ReactiveControllerHost & { readonly client: HostClient | undefined };

/** Runs what is asked for in an element, and keeps what there is to say of the latest, until the next. */
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

  /**
   * Undefined: the host did not do it, and why is said.
   * @param meanwhile said until it answers
   */
  async ask<R extends PanelRequest>(
    request: R,
    meanwhile?: Text,
  ): Promise<AnswerOf<R['method']> | undefined> {
    const number = ++this.#latest;
    const tell = (words: string, failed = false): void => {
      if (number === this.#latest) this.tell(words, failed);
    };
    tell(meanwhile === undefined ? '' : say(meanwhile));
    try {
      const answer = await this.#element.client?.ask(request);
      tell(answer !== undefined && 'text' in answer && typeof answer.text === 'string' ? answer.text : '');
      return answer;
    } catch (error) {
      tell(failureWords(error, request), true);
      return undefined;
    }
  }

  /** {@link ask} for event listeners. */
  run(request: PanelRequest): void {
    void this.ask(request);
  }

  /** Says something of its own, until the next request. */
  tell(words: string, failed = false): void {
    if (words === this.#said && failed === this.#failed) return;
    this.#said = words;
    this.#failed = failed;
    this.#element.requestUpdate();
  }

  /** What there is to say, told politely: always in the tree, so that a change of it is heard. */
  status(): TemplateResult {
    return html`<span class="said ${this.#failed ? 'error' : 'muted'}" role="status"
      >${this.#said === '' ? nothing : html`<bdi>${this.#said}</bdi>`}</span
    >`;
  }
}
