const ingressTypes: ReadonlySet<string> = new Set(['rtmp', 'srt', 'whip', 'rtsp']);
const personTypes: ReadonlySet<string> = new Set(['webrtc', 'sip']);

/** An ingress is a stream fed in by a machine: no person. */
export function isIngress(publisherType: string): boolean {
  return ingressTypes.has(publisherType);
}

/** Publisher types of people; others that are no {@link isIngress ingress} count as people too, and are named. */
export function isKnownPersonType(publisherType: string): boolean {
  return personTypes.has(publisherType);
}

/** The ids that stand for nobody in particular. */
export const anonymousIds = ['', '!anon'] as const;

/** Without an id of its own, rows of several people cannot be told apart. */
export function isAnonymous(userId: string): boolean {
  return anonymousIds.some((id) => id === userId);
}

/** Whether the same roles count as anonymous, beside `!anon`. */
export function areSameRoles(
  one: ReadonlySet<string> = new Set(),
  other: ReadonlySet<string> = new Set(),
): boolean {
  return one.size === other.size && [...one].every((role) => other.has(role));
}
