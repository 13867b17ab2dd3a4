import type { Text } from '../text';

/** An answer that the data do not give, and why: "Cannot be told: …". */
export interface CannotTell {
  readonly cannotTell: Text;
}

/** Makes a {@link CannotTell}. */
export function cannotTell(why: Text): CannotTell {
  return { cannotTell: why };
}

/** True where there is no answer. */
export function isUntold(answer: object): answer is CannotTell {
  return 'cannotTell' in answer;
}
