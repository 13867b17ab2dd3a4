import * as vscode from 'vscode';
import { shownInNotification } from '../attendance/shown-text';
import type { Translate } from '../attendance/text';
import type { Progress, ReadOptions } from '../book/book';
import { waitText } from '../stream/wait-text';

/** What is done sooner needs no notification: it would only flash. */
const patienceMs = 300;

/**
 * Runs a read; if it takes longer than a moment, with a notification that counts and can be cancelled. The read's
 * signal aborts on *Cancel*; what was read stays in the book.
 */
export async function withReadProgress<T>(
  say: Translate,
  title: string,
  run: (options: ReadOptions) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  let latest: Progress | undefined;
  let show = (now: Progress): void => {
    latest = now;
  };
  const work = run({
    signal: abort.signal,
    onProgress: (now) => {
      show(now);
    },
  });
  if (await settlesWithin(work, patienceMs)) return await work;
  return await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: shownInNotification(title), cancellable: true },
    async (progress, token) => {
      const watch = token.onCancellationRequested(() => {
        abort.abort();
      });
      let shown = 0;
      show = (now) => {
        const percent = now.of === undefined || now.of === 0 ? 0 : Math.min(100, (100 * now.read) / now.of);
        progress.report({ message: progressText(now, say), increment: Math.max(0, percent - shown) });
        shown = Math.max(shown, percent);
      };
      if (latest !== undefined) show(latest);
      try {
        return await work;
      } finally {
        watch.dispose();
      }
    },
  );
}

async function settlesWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, ms, false);
  });
  // A failure is told by who awaits the work itself.
  const done = work.then(
    () => true,
    () => true,
  );
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
  }
}

function progressText({ read, of, wait }: Progress, say: Translate): string {
  if (wait !== undefined) return say(waitText(wait, Date.now()));
  const number = (value: number): string => value.toLocaleString(vscode.env.language);
  return of === undefined
    ? vscode.l10n.t('{read} rows', { read: number(read) })
    : vscode.l10n.t('{read} of {of} rows', { read: number(read), of: number(of) });
}
