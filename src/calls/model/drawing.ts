import { shownText } from '../../attendance/shown-text';
import { text } from '../../attendance/text';
import type { Names } from '../../book/names';
import { callLook } from './call-look';
import type { GroupNode, Look, RowNode, SessionNode, SignNode, TreeNode } from './node';
import { groupOf, heldCount } from './people-of-session';
import { groupLook } from './person-look';
import type { ShownGroup } from './shown-group';
import { dayLook, plainLook } from './plain-look';
import { rowLook, shownRow as rowShown, type ShownRow } from './row-look';
import { sessionLook } from './session-look';
import { measuredRows, measuredSession, sessionView, type SessionView, type Sight } from './session-view';
import { signLook } from './sign-look';
import type { Words } from './words';
import type { SessionRef } from '../../attendance/call';
import { pathId, sessionPath } from './node-id';

export interface DrawingParts extends Sight {
  readonly root: 'calls' | 'recent';
  readonly words: () => Words;
  /** Names to stand beside ids; asked anew at each drawing. Undefined: the user does not want them. */
  readonly names: () => Pick<Names, 'of' | 'want'> | undefined;
}

/** How the nodes of a tree look, from what is held. */
export class Drawing {
  readonly #parts: DrawingParts;
  /** What the rows of a session are drawn against; all are forgotten when the book changes. */
  readonly #views = new Map<string, SessionView>();

  constructor(parts: DrawingParts) {
    this.#parts = parts;
  }

  /** The book changed. */
  forgetAll(): void {
    this.#views.clear();
  }

  /** The rows of a session are drawn anew. */
  forget(node: SessionNode): void {
    this.#views.delete(node.id);
  }

  look(node: TreeNode): Look {
    const { book, reads, root } = this.#parts;
    const words = this.#parts.words();
    switch (node.kind) {
      case 'call':
        return callLook(node, book, words);
      case 'session': {
        const view = sessionView(node.session, this.#parts);
        const measured = measuredSession(view, this.#parts.measures);
        return sessionLook(node, view, measured, root === 'calls' ? 'call' : 'recent', words);
      }
      case 'person':
      case 'ingress':
      case 'anonymous': {
        const shown = this.shownGroup(node);
        return shown === undefined
          ? gone('person', words)
          : withName(groupLook(shown, words), this.nameOf(node.userId), words);
      }
      case 'row': {
        const shown = this.shownRow(node);
        return shown === undefined
          ? gone('person', words)
          : withName(rowLook(shown, words), this.nameOf(shown.table.userId(shown.row)), words);
      }
      case 'day':
        return dayLook(node, words);
      case 'message':
        return plainLook(words.say(node.text), 'info', words);
      default:
        return signLook(node, reads, this.#heldOf(node), words);
    }
  }

  /** The name of somebody who is drawn; asks for it where it is not known. */
  nameOf(userId: string): string | undefined {
    const names = this.#parts.names();
    names?.want([userId]);
    return names?.of(userId);
  }

  /** Undefined: it is gone. */
  shownRow({ session, rowKey }: RowNode): ShownRow | undefined {
    const view = this.#viewOf(session);
    const row = view.rows && this.#parts.reads.inSight.rowOf(rowKey, view.rows);
    return view.rows === undefined || row === undefined ? undefined : rowShown(view.rows, row, view);
  }

  /** Undefined: it is gone, or is being measured. */
  shownGroup(node: GroupNode): ShownGroup | undefined {
    const view = this.#viewOf(node.session);
    const measured = measuredRows(view, this.#parts.measures);
    const group = measured && groupOf(node, measured);
    return view.rows === undefined || measured === undefined || group === undefined
      ? undefined
      : { group, measured, rows: view.rows, view };
  }

  #heldOf({ list }: SignNode): number | undefined {
    if (list.what !== 'held') return undefined;
    const measured = measuredRows(this.#viewOf(list.session), this.#parts.measures);
    return measured && heldCount(list.of, measured);
  }

  /** A session: judged once for all that stands below it, not once for each. */
  #viewOf(session: SessionRef): SessionView {
    const id = pathId(...sessionPath(this.#parts.book.appId, session));
    const known = this.#views.get(id);
    if (known !== undefined) return known;
    const view = sessionView(session, this.#parts);
    this.#views.set(id, view);
    return view;
  }
}

/** The name beside the id, never in its place. */
function withName(look: Look, name: string | undefined, words: Words): Look {
  if (name === undefined) return look;
  const shown = shownText(name);
  return {
    ...look,
    description: look.description === '' ? shown : words.join([shown, look.description]),
    accessibility: words.spoken([look.accessibility, shown]),
  };
}

/** What stood here is no longer there; it is drawn once more before VS Code has heard of it. */
function gone(icon: string, words: Words): Look {
  return plainLook(words.say(text('This row was dropped')), icon, words);
}
