import type { Log } from '../../../src/shell/shell';

/** A log that keeps its lines, as `level message`. */
export interface RecordedLog extends Log {
  readonly lines: readonly string[];
}

export function recordedLog(): RecordedLog {
  const lines: string[] = [];
  const at = (level: string) => (message: string) => {
    lines.push(`${level} ${message}`);
  };
  return {
    lines,
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    debug: at('debug'),
    show: () => undefined,
  };
}
