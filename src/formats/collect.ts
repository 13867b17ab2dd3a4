/** What came of collecting slices up to a limit. */
export type Collected =
  { readonly fits: true; readonly text: string; readonly bytes: number } | { readonly fits: false };

/**
 * Joins slices as long as they stay within `mostBytes` (UTF-8); stops asking for more once they do not.
 * @throws whatever the slices or the signal throw
 */
export async function collect(
  slices: AsyncIterable<string>,
  mostBytes: number,
  signal?: AbortSignal,
): Promise<Collected> {
  const parts: string[] = [];
  let bytes = 0;
  for await (const slice of slices) {
    signal?.throwIfAborted();
    bytes += Buffer.byteLength(slice);
    if (bytes > mostBytes) return { fits: false };
    parts.push(slice);
  }
  return { fits: true, text: parts.join(''), bytes };
}

/**
 * The same of slices that are bytes already: they are copied together once, at the end. Undefined: they do not fit.
 * @throws whatever the slices or the signal throw
 */
export async function collectBytes(
  slices: AsyncIterable<Uint8Array>,
  mostBytes: number,
  signal?: AbortSignal,
): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const slice of slices) {
    signal?.throwIfAborted();
    bytes += slice.byteLength;
    if (bytes > mostBytes) return undefined;
    parts.push(slice);
  }
  return Buffer.concat(parts, bytes);
}
