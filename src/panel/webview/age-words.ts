import { text } from '../../attendance/text';
import type { PanelSnapshot } from '../protocol/snapshot';
import { say } from '../../shell/webview/page-words';
import { ageOf } from './result-age';

/** A sentence, and behind it the filters that it tells of. Empty: what is shown is of the filters in force. */
export function ageWords(snapshot: PanelSnapshot): readonly string[] {
  switch (ageOf(snapshot)) {
    case 'current':
      return [];
    case 'readBefore':
      return [say(text('Everything below is of the read before, until the rows have been read again.'))];
    case 'queryBefore': {
      const chips = snapshot.result?.chips ?? [];
      return chips.length === 0
        ? [say(text('Everything below is of the whole session, not of the filters above.'))]
        : [
            say(text('Everything below is not of the filters above, but of those before:')),
            ...chips.map(({ text: words }) => words),
          ];
    }
  }
}
