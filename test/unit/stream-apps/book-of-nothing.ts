import type { AttendanceBook } from '../../../src/book/book';

/** A book that nobody reads in: it has an app and can be closed; everything else is a mistake of the test. */
export function bookOfNothing(appId: string, onDispose: () => void): AttendanceBook {
  const used = (): never => {
    throw new Error('this book must not be read');
  };
  return {
    appId,
    dispose: onDispose,
    get stream() {
      return used();
    },
    get calls() {
      return used();
    },
    get recent() {
      return used();
    },
    callFilter: {},
    recentRange: { from: undefined, to: undefined },
    now: used,
    setCallFilter: used,
    setRecentRange: used,
    sessionsOf: used,
    call: used,
    readCall: used,
    rows: used,
    session: used,
    state: used,
    readWhole: used,
    attendance: used,
    schedule: used,
    findByUserSession: used,
    findPerson: used,
    names: { of: used, want: used, onDidChange: used },
    onDidChange: used,
  };
}
