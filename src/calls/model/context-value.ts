/** The tokens that menus match (`viewItem =~ /\bsession\b/`); a test holds package.json against this list. */
export const contextTokens = [
  'call',
  'session',
  'row',
  /** A user, with all rows of one session. */
  'person',
  /** Can be read again by its own inline action. */
  'refreshable',
  /** Something is being read that can be stopped. */
  'loading',
  /** The door waits; *Continue Anyway* ends the wait. */
  'waiting',
  'retry',
  /** The secret is what failed. */
  'auth',
  /** Stream answered in another form than documented: worth a report. */
  'drift',
] as const;

export type ContextToken = (typeof contextTokens)[number];

/** The `contextValue` of a node: its tokens in the order of {@link contextTokens}, each once, with blanks between. */
export function contextValue(tokens: readonly ContextToken[]): string {
  return contextTokens.filter((token) => tokens.includes(token)).join(' ');
}
