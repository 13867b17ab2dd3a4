/** What is read of a document around a place, so that one place costs the same in every document. */
export interface Near {
  readonly text: string;
  /** The place, as an offset in {@link text}. */
  readonly offset: number;
  /** Where the place's own line begins in {@link text}, and which of the line's characters stands there. */
  readonly lineStart: number;
  readonly firstCharacter: number;
}

export interface Lines {
  readonly count: number;
  /** Without its line break. */
  line(at: number): string;
}

/** Arguments of a call may stand on lines of their own. */
const [linesAbove, linesBelow] = [10, 4];
/** Longer lines beside it are left out; of the line itself so much is read before and behind the place. */
const longestBeside = 2000;
const readOfLine = 4000;

/** The text around a place. Ids are far shorter than what is read around it, so that none at the place is cut. */
export function nearText(lines: Lines, at: number, character: number): Near {
  const beside = (from: number, to: number): string => {
    let joined = '';
    for (let one = Math.max(0, from); one < Math.min(to, lines.count); one++) {
      const line = lines.line(one);
      joined += line.length > longestBeside ? '\n' : `${line}\n`;
    }
    return joined;
  };
  const above = beside(at - linesAbove, at);
  const own = lines.line(at);
  const firstCharacter = Math.max(0, character - readOfLine);
  const read = own.slice(firstCharacter, character + readOfLine);
  return {
    text: `${above}${read}\n${beside(at + 1, at + 1 + linesBelow)}`,
    offset: above.length + character - firstCharacter,
    lineStart: above.length,
    firstCharacter,
  };
}
