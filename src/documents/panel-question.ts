/** The second argument of a command, with the question of the panel that it is about where it holds none itself. */
export function withPanelQuestion(extra: unknown, question: unknown): unknown {
  const given = isRecord(extra) && !Array.isArray(extra) ? extra : {};
  const asksNothing = !isRecord(question) || Object.keys(question).length === 0;
  return asksNothing || given['question'] !== undefined ? extra : { ...given, question };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
