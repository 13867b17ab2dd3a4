/**
 * Reports what goes wrong in the page, for the log: names of errors and places in our own script, and what the content
 * security policy blocked; never messages, which may hold data.
 */
export function watchFaults(report: (message: string) => void): void {
  const one = (message: string): void => {
    report(message.slice(0, 1000));
  };
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

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'an error';
}
