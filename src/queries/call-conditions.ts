/** A filter for calls, as Stream takes it. */
export type CallFilter = Readonly<Record<string, unknown>>;

/** Conditions that can be chosen without writing JSON; each stands for one key of the filter. */
export type ConditionKind = 'type' | 'id' | 'members' | 'team' | 'created_at' | 'starts_at' | 'ongoing';

/** The parts that all must hold; each can be taken away by its key. */
export function conditionsOf(
  filter: CallFilter,
): readonly { readonly key: string; readonly filter: CallFilter }[] {
  return Object.entries(filter).map(([key, value]) => ({ key, filter: { [key]: value } }));
}

/** The filter with a condition added; one that stood under the same key is replaced. */
export function withCondition(filter: CallFilter, condition: CallFilter): CallFilter {
  return { ...filter, ...condition };
}

/** The filter without what stood under a key. */
export function withoutCondition(filter: CallFilter, key: string): CallFilter {
  return Object.fromEntries(Object.entries(filter).filter(([each]) => each !== key));
}
