/** What a key does to the charts. */
export type ChartAct =
  | { readonly does: 'zoom'; readonly factor: number }
  | { readonly does: 'fit' }
  /** By a share of the view. */
  | { readonly does: 'pan'; readonly share: number }
  /** By steps of the cursor. */
  | { readonly does: 'moveCursor'; readonly steps: number }
  | { readonly does: 'extend'; readonly steps: number }
  | { readonly does: 'putCursor' | 'dropCursor' | 'dropSelection' | 'useWindow' };

export interface ChartKey {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** What a key does on the focused curve; undefined: nothing, it is somebody else's. */
export function chartActOf(
  { key, shiftKey, ctrlKey, metaKey, altKey }: ChartKey,
  has: { readonly cursor: boolean; readonly selection: boolean },
): ChartAct | undefined {
  if (ctrlKey || metaKey || altKey) return undefined;
  switch (key) {
    case '+':
    case '=':
      return { does: 'zoom', factor: 0.5 };
    case '-':
    case '_':
      return { does: 'zoom', factor: 2 };
    case '0':
      return { does: 'fit' };
    case 'ArrowLeft':
    case 'ArrowDown':
      return sideways(-1, shiftKey, has.cursor);
    case 'ArrowRight':
    case 'ArrowUp':
      return sideways(1, shiftKey, has.cursor);
    case 'PageUp':
      return { does: 'pan', share: -0.8 };
    case 'PageDown':
      return { does: 'pan', share: 0.8 };
    case 'Home':
      return { does: 'pan', share: -Infinity };
    case 'End':
      return { does: 'pan', share: Infinity };
    case 'c':
    case 'C':
      return { does: 'putCursor' };
    case 'Enter':
      return { does: has.selection ? 'useWindow' : 'putCursor' };
    case 'Escape':
      if (has.selection) return { does: 'dropSelection' };
      return has.cursor ? { does: 'dropCursor' } : undefined;
    default:
      return undefined;
  }
}

function sideways(sign: number, shift: boolean, hasCursor: boolean): ChartAct {
  if (shift) return { does: 'extend', steps: sign };
  return hasCursor ? { does: 'moveCursor', steps: sign } : { does: 'pan', share: sign * 0.1 };
}
