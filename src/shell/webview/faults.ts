/** No more faults of one page are reported. */
const mostFaults = 20;

/**
 * Reports what goes wrong in the page, for the log: names of errors and places in our own script, and what the content
 * security policy blocked; never messages, which may hold data.
 */
export function watchFaults(report: (message: string) => void): void {
  const one = oncePerText(report);
  window.addEventListener('error', ({ error, lineno, colno }) => {
    one(`${nameOf(error)} at ${lineno}:${colno}`);
  });
  window.addEventListener('unhandledrejection', ({ reason }) => {
    one(`${nameOf(reason)}, not awaited`);
  });
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, lineNumber }) => {
    one(`blocked by the content security policy: ${effectiveDirective}, line ${lineNumber}`);
  });
}

/** Passes each text on once, and 20 of them at most: a fault that comes with every frame must not fill the log. */
export function oncePerText(report: (message: string) => void): (message: string) => void {
  const reported = new Set<string>();
  return (message) => {
    const short = message.slice(0, 1000);
    if (reported.size >= mostFaults || reported.has(short)) return;
    reported.add(short);
    report(short);
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'an error';
}
