/**
 * Whether two decoded values say the same: objects by their keys whatever the order, dates by their time (two invalid
 * dates are equal), everything else by identity.
 */
export function equalValues(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (one instanceof Date || other instanceof Date) {
    return one instanceof Date && other instanceof Date && Object.is(one.getTime(), other.getTime());
  }
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const ones = new Map(Object.entries(one));
  const others = Object.entries(other);
  return (
    ones.size === others.length &&
    others.every(([key, value]) => ones.has(key) && equalValues(ones.get(key), value))
  );
}
